-- A public aquarium. Units stand at the end of names: _l litres, _c degrees Celsius, _mgl milligrams per litre,
-- _w watts, _g grams, _eur euros. Livestock (stk) is one animal or one shoal; alive while dth_dt is NULL.
-- Where it lives is in mv: the row with to_dt NULL.

CREATE TYPE orig_knd AS ENUM ('bred', 'bought', 'loan', 'rescue');

CREATE TABLE tnk (
    tnk_id  int PRIMARY KEY,
    tnk_nm  text NOT NULL UNIQUE,
    wtr_typ char(2) NOT NULL CHECK (wtr_typ IN ('FW', 'SW', 'BR')),
    hall_nm text NOT NULL,
    vol_l   int NOT NULL,
    opn_dt  date NOT NULL,
    cls_dt  date,
    eqp     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE tnk IS 'tanks';
COMMENT ON COLUMN tnk.wtr_typ IS 'FW fresh water, SW sea water, BR brackish';
COMMENT ON COLUMN tnk.cls_dt IS 'taken out of service; NULL: in service';
COMMENT ON COLUMN tnk.eqp IS 'equipment; keys, each may be missing: uv (true), pump_w (watts), filter (text)';

CREATE TABLE lim (
    wtr_typ     char(2) PRIMARY KEY,
    min_tmp_c   numeric(4, 1) NOT NULL,
    max_tmp_c   numeric(4, 1) NOT NULL,
    max_no3_mgl numeric(5, 1) NOT NULL,
    max_nh3_mgl numeric(5, 3) NOT NULL
);
COMMENT ON TABLE lim IS 'limits of the house for each type of water';

CREATE TABLE spc (
    spc_id  int PRIMARY KEY,
    com_nm  text NOT NULL,
    sci_nm  text NOT NULL UNIQUE,
    diet    text CHECK (diet IN ('plants', 'meat', 'plankton', 'mixed')),
    red_cd  char(2) NOT NULL,
    max_cm  numeric(5, 1),
    food    text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE spc IS 'species';
COMMENT ON COLUMN spc.red_cd IS 'red list: LC least concern, NT near threatened, VU vulnerable, EN endangered, CR critically endangered, DD no data; VU, EN and CR are the threatened ones';

CREATE TABLE kpr (
    kpr_id  int PRIMARY KEY,
    kpr_nm  text NOT NULL,
    brth_dt date,
    hire_dt date NOT NULL,
    quit_dt date,
    div_fl  char(1) NOT NULL CHECK (div_fl IN ('Y', 'N'))
);
COMMENT ON TABLE kpr IS 'keepers';
COMMENT ON COLUMN kpr.quit_dt IS 'NULL: employed';
COMMENT ON COLUMN kpr.div_fl IS 'may dive in the tanks';

CREATE TABLE stk (
    stk_id   int PRIMARY KEY,
    spc_id   int NOT NULL REFERENCES spc,
    nick_nm  text,
    qty      int NOT NULL CHECK (qty > 0),
    arr_dt   date NOT NULL,
    hatch_dt date,
    orig     orig_knd NOT NULL,
    dth_dt   date
);
COMMENT ON TABLE stk IS 'livestock: one animal (qty 1) or a shoal';
COMMENT ON COLUMN stk.nick_nm IS 'NULL: has no name of its own';
COMMENT ON COLUMN stk.hatch_dt IS 'hatched or born; NULL: not known';

CREATE TABLE mv (
    stk_id int NOT NULL REFERENCES stk,
    tnk_id int NOT NULL REFERENCES tnk,
    frm_dt date NOT NULL,
    to_dt  date,
    PRIMARY KEY (stk_id, frm_dt)
);
COMMENT ON COLUMN mv.to_dt IS 'NULL: lives there now';

CREATE TABLE tst (
    tst_id  int PRIMARY KEY,
    tnk_id  int NOT NULL REFERENCES tnk,
    kpr_id  int REFERENCES kpr,
    tst_ts  timestamp NOT NULL,
    tmp_c   numeric(4, 1),
    ph      numeric(4, 2),
    no3_mgl numeric(5, 1),
    nh3_mgl numeric(5, 3)
);
COMMENT ON TABLE tst IS 'water tests';
COMMENT ON COLUMN tst.kpr_id IS 'NULL: by the automatic probe';

CREATE TABLE fdg (
    fdg_id  int PRIMARY KEY,
    tnk_id  int NOT NULL REFERENCES tnk,
    kpr_id  int NOT NULL REFERENCES kpr,
    fdg_ts  timestamp NOT NULL,
    food_nm text NOT NULL,
    amt_g   int NOT NULL
);
COMMENT ON TABLE fdg IS 'feedings';

CREATE TABLE qrt (
    qrt_id int PRIMARY KEY,
    stk_id int NOT NULL REFERENCES stk,
    beg_dt date NOT NULL,
    end_dt date,
    rsn    text NOT NULL,
    res_cd char(1) CHECK (res_cd IN ('C', 'D'))
);
COMMENT ON TABLE qrt IS 'quarantines';
COMMENT ON COLUMN qrt.end_dt IS 'NULL: still in quarantine';
COMMENT ON COLUMN qrt.res_cd IS 'C cleared, D died; NULL: still in quarantine';

CREATE TABLE vis (
    vis_dt   date PRIMARY KEY,
    adult_n  int NOT NULL,
    child_n  int NOT NULL,
    rev_eur  numeric(9, 2) NOT NULL,
    note     text
);
COMMENT ON TABLE vis IS 'visitors and takings of a day; no row: closed';

CREATE VIEW v_now AS
SELECT s.stk_id, s.spc_id, s.nick_nm, s.qty, s.arr_dt, m.tnk_id
FROM stk AS s
JOIN mv AS m ON m.stk_id = s.stk_id AND m.to_dt IS NULL
WHERE s.dth_dt IS NULL;
COMMENT ON VIEW v_now IS 'living livestock with its present tank';
