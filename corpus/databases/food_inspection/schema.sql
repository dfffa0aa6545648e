-- Food control of a county, carried over from an old system. Dates in columns dt_ are text YYYYMMDD.

CREATE TABLE prm (
    prm_no   int PRIMARY KEY,
    nm       text NOT NULL,
    typ_cd   char(2) NOT NULL,
    dstr     text NOT NULL,
    ownr     text,
    risk     int NOT NULL CHECK (risk BETWEEN 1 AND 3),
    dt_opn   char(8) NOT NULL,
    dt_cls   char(8)
);
COMMENT ON TABLE prm IS 'premises where food is made or sold';
COMMENT ON COLUMN prm.typ_cd IS 'RE restaurant, BA bakery, BU butcher, SU supermarket, KI kiosk, CA canteen';
COMMENT ON COLUMN prm.dstr IS 'district';
COMMENT ON COLUMN prm.risk IS '1 low, 2 medium, 3 high';
COMMENT ON COLUMN prm.dt_opn IS 'opened, YYYYMMDD';
COMMENT ON COLUMN prm.dt_cls IS 'closed for good, YYYYMMDD; NULL: open';

CREATE TABLE ins_off (
    off_no  int PRIMARY KEY,
    nm      text NOT NULL,
    brn     date,
    dt_hrd  char(8) NOT NULL,
    act     char(1) NOT NULL CHECK (act IN ('Y', 'N'))
);
COMMENT ON TABLE ins_off IS 'inspectors';
COMMENT ON COLUMN ins_off.dt_hrd IS 'hired, YYYYMMDD';
COMMENT ON COLUMN ins_off.act IS 'Y in service, N left';

CREATE TABLE vis (
    vis_no   int PRIMARY KEY,
    prm_no   int NOT NULL REFERENCES prm,
    off_no   int NOT NULL REFERENCES ins_off,
    knd      char(1) NOT NULL CHECK (knd IN ('R', 'F', 'C')),
    dt_vis   char(8) NOT NULL,
    mins     int,
    scr      int CHECK (scr BETWEEN 0 AND 100),
    vd       char(1) NOT NULL CHECK (vd IN ('Y', 'N'))
);
COMMENT ON TABLE vis IS 'visits';
COMMENT ON COLUMN vis.knd IS 'R routine, F follow-up, C after a complaint';
COMMENT ON COLUMN vis.dt_vis IS 'day of the visit, YYYYMMDD';
COMMENT ON COLUMN vis.mins IS 'length in minutes; NULL: not noted';
COMMENT ON COLUMN vis.scr IS '100 is spotless, under 60 is failed; NULL: nobody was there';
COMMENT ON COLUMN vis.vd IS 'Y: void, entered by mistake, does not count';

CREATE TABLE vio_cd (
    cd     char(3) PRIMARY KEY,
    txt    text NOT NULL,
    svr    char(1) NOT NULL CHECK (svr IN ('A', 'B', 'C')),
    fee    numeric(7, 2) NOT NULL
);
COMMENT ON TABLE vio_cd IS 'catalogue of violations';
COMMENT ON COLUMN vio_cd.svr IS 'severity: A critical, B major, C minor';
COMMENT ON COLUMN vio_cd.fee IS 'usual fine in euros';

CREATE TABLE vio (
    vis_no  int NOT NULL REFERENCES vis,
    cd      char(3) NOT NULL REFERENCES vio_cd,
    dt_due  char(8),
    dt_fix  char(8),
    note    text,
    PRIMARY KEY (vis_no, cd)
);
COMMENT ON TABLE vio IS 'violations found on a visit';
COMMENT ON COLUMN vio.dt_due IS 'to be put right by, YYYYMMDD; NULL: on the spot';
COMMENT ON COLUMN vio.dt_fix IS 'put right on, YYYYMMDD; NULL: not yet';

CREATE TABLE fin (
    fin_no  int PRIMARY KEY,
    vis_no  int NOT NULL REFERENCES vis,
    amt_ct  int NOT NULL,
    dt_iss  char(8) NOT NULL,
    dt_pd   char(8),
    wvd     char(1) NOT NULL CHECK (wvd IN ('Y', 'N'))
);
COMMENT ON TABLE fin IS 'fines';
COMMENT ON COLUMN fin.amt_ct IS 'cents';
COMMENT ON COLUMN fin.dt_iss IS 'issued, YYYYMMDD';
COMMENT ON COLUMN fin.dt_pd IS 'paid, YYYYMMDD; NULL: not paid';
COMMENT ON COLUMN fin.wvd IS 'Y: waived, not owed any more';

CREATE TABLE cmp (
    cmp_no  int PRIMARY KEY,
    prm_no  int NOT NULL REFERENCES prm,
    rcv_at  timestamptz NOT NULL,
    chn     text NOT NULL CHECK (chn IN ('phone', 'web', 'letter')),
    txt     text NOT NULL,
    vis_no  int REFERENCES vis
);
COMMENT ON TABLE cmp IS 'complaints of citizens';
COMMENT ON COLUMN cmp.rcv_at IS 'received';
COMMENT ON COLUMN cmp.vis_no IS 'the visit that followed; NULL: none';
