-- Steel works: heats from two electric furnaces, their chemistry, hot rolled coils, defects and orders.
-- Yield loss of a coil is what went into rolling less what came out, in percent of what went in.

CREATE TYPE sev AS ENUM ('minor', 'major', 'critical');

CREATE TABLE emp (
    emp_no   int PRIMARY KEY,
    emp_nm   text NOT NULL,
    crw_cd   int CHECK (crw_cd BETWEEN 1 AND 4),
    job_cd   int NOT NULL,
    birth_dt date,
    hire_dt  date NOT NULL,
    leave_dt date
);
COMMENT ON TABLE emp IS 'employees';
COMMENT ON COLUMN emp.crw_cd IS 'crew 1 to 4; NULL: works by day';
COMMENT ON COLUMN emp.job_cd IS '1 melter, 2 roller, 3 inspector';
COMMENT ON COLUMN emp.leave_dt IS 'NULL: still here';

CREATE TABLE grd (
    grd_cd  int PRIMARY KEY,
    grd_nm  text NOT NULL,
    c_max   numeric(4, 3) NOT NULL,
    s_max   numeric(4, 3) NOT NULL,
    std_prc numeric(7, 2) NOT NULL,
    rtd_fl  int NOT NULL DEFAULT 0 CHECK (rtd_fl IN (0, 1))
);
COMMENT ON TABLE grd IS 'grades of steel; c_max and s_max are the highest carbon and sulphur allowed, in percent';
COMMENT ON COLUMN grd.std_prc IS 'list price, euros a tonne';
COMMENT ON COLUMN grd.rtd_fl IS '1: no longer sold';

CREATE TABLE cust (
    cust_no int PRIMARY KEY,
    cust_nm text NOT NULL,
    cty     text,
    cntry   char(2) NOT NULL,
    blk_fl  int NOT NULL DEFAULT 0 CHECK (blk_fl IN (0, 1))
);
COMMENT ON COLUMN cust.blk_fl IS '1: blocked, no deliveries';

CREATE TABLE ord (
    ord_no  int PRIMARY KEY,
    cust_no int NOT NULL REFERENCES cust,
    grd_cd  int NOT NULL REFERENCES grd,
    ord_dt  date NOT NULL,
    due_dt  date NOT NULL,
    ord_kg  int NOT NULL,
    prc_t   numeric(7, 2) NOT NULL,
    cncl_fl int NOT NULL DEFAULT 0 CHECK (cncl_fl IN (0, 1))
);
COMMENT ON TABLE ord IS 'orders; the value of an order is ord_kg / 1000 times prc_t';
COMMENT ON COLUMN ord.prc_t IS 'agreed price, euros a tonne';
COMMENT ON COLUMN ord.cncl_fl IS '1: cancelled';

CREATE TABLE ht (
    ht_no  int PRIMARY KEY,
    frn_no int NOT NULL CHECK (frn_no IN (1, 2)),
    grd_cd int NOT NULL REFERENCES grd,
    mlt_no int NOT NULL REFERENCES emp,
    chg_ts timestamp NOT NULL,
    tap_ts timestamp NOT NULL,
    wt_kg  int NOT NULL,
    kwh    int NOT NULL,
    scr_fl int NOT NULL DEFAULT 0 CHECK (scr_fl IN (0, 1))
);
COMMENT ON TABLE ht IS 'heats: one furnace filling each';
COMMENT ON COLUMN ht.mlt_no IS 'melter in charge';
COMMENT ON COLUMN ht.chg_ts IS 'charged';
COMMENT ON COLUMN ht.tap_ts IS 'tapped: the steel ran out';
COMMENT ON COLUMN ht.wt_kg IS 'liquid steel tapped';
COMMENT ON COLUMN ht.scr_fl IS '1: heat scrapped';

CREATE TABLE chem (
    ht_no  int PRIMARY KEY REFERENCES ht,
    c_pct  numeric(5, 3) NOT NULL,
    mn_pct numeric(5, 3) NOT NULL,
    s_pct  numeric(5, 3) NOT NULL,
    cr_pct numeric(6, 3)
);
COMMENT ON TABLE chem IS 'chemistry: carbon, manganese, sulphur, chromium in percent; NULL: not measured';

CREATE TABLE coil (
    coil_no int PRIMARY KEY,
    ht_no   int NOT NULL REFERENCES ht,
    ord_no  int REFERENCES ord,
    rll_no  int NOT NULL REFERENCES emp,
    rll_ts  timestamp NOT NULL,
    thk_mm  numeric(4, 1) NOT NULL,
    wid_mm  int NOT NULL,
    in_kg   int NOT NULL,
    wt_kg   int NOT NULL,
    st_cd   int NOT NULL CHECK (st_cd IN (1, 2, 3, 9)),
    shp_dt  date
);
COMMENT ON COLUMN coil.ord_no IS 'NULL: rolled for stock';
COMMENT ON COLUMN coil.rll_no IS 'roller in charge';
COMMENT ON COLUMN coil.in_kg IS 'weight of the slab that went in';
COMMENT ON COLUMN coil.wt_kg IS 'weight of the finished coil';
COMMENT ON COLUMN coil.st_cd IS '1 in the yard, 2 shipped, 3 held by quality, 9 scrapped';

CREATE TABLE dfct_typ (
    dfct_cd int PRIMARY KEY,
    dfct_nm text NOT NULL,
    grp     text NOT NULL CHECK (grp IN ('surface', 'shape', 'inside'))
);

CREATE TABLE dfct (
    dfct_no int PRIMARY KEY,
    coil_no int NOT NULL REFERENCES coil,
    dfct_cd int NOT NULL REFERENCES dfct_typ,
    insp_no int REFERENCES emp,
    sev     sev NOT NULL,
    pos_m   int NOT NULL,
    fnd_ts  timestamp NOT NULL,
    rmk     text
);
COMMENT ON TABLE dfct IS 'defects found on coils';
COMMENT ON COLUMN dfct.insp_no IS 'inspector; NULL: found by the camera';
COMMENT ON COLUMN dfct.pos_m IS 'metres from the head of the coil';
