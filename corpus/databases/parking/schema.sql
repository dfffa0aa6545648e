-- Parking in a city: zones, meters, stays paid, residents' permits, wardens, fines and appeals.
-- Names are abbreviated; amounts are in cents of a euro (.._ct), people speak of euros.

CREATE TABLE zn (
    zn_cd   char(2) PRIMARY KEY,
    zn_nm   text NOT NULL,
    hr_ct   int NOT NULL,
    max_min int,
    spc     int NOT NULL
);
COMMENT ON TABLE zn IS 'zones';
COMMENT ON COLUMN zn.hr_ct IS 'price of an hour';
COMMENT ON COLUMN zn.max_min IS 'longest stay in minutes; NULL: no limit';
COMMENT ON COLUMN zn.spc IS 'parking spaces';

CREATE TABLE mtr (
    mtr_no  int PRIMARY KEY,
    zn_cd   char(2) NOT NULL REFERENCES zn,
    str_nm  text NOT NULL,
    inst_dt date NOT NULL,
    sts_cd  char(1) NOT NULL CHECK (sts_cd IN ('W', 'B', 'R'))
);
COMMENT ON TABLE mtr IS 'parking meters';
COMMENT ON COLUMN mtr.str_nm IS 'street';
COMMENT ON COLUMN mtr.inst_dt IS 'installed on';
COMMENT ON COLUMN mtr.sts_cd IS 'W working, B broken, R removed';

CREATE TABLE sty (
    sty_id  int PRIMARY KEY,
    zn_cd   char(2) NOT NULL REFERENCES zn,
    mtr_no  int REFERENCES mtr,
    lic_plt text NOT NULL,
    prd     tstzrange NOT NULL,
    pd_ct   int NOT NULL
);
COMMENT ON TABLE sty IS 'stays that were paid for';
COMMENT ON COLUMN sty.mtr_no IS 'NULL: paid with the telephone';
COMMENT ON COLUMN sty.lic_plt IS 'licence plate';
COMMENT ON COLUMN sty.prd IS 'period paid for: from lower to upper';
COMMENT ON COLUMN sty.pd_ct IS 'paid';

CREATE TABLE hld (
    hld_id  int PRIMARY KEY,
    hld_nm  text NOT NULL,
    brth_dt date,
    typ_cd  char(1) NOT NULL CHECK (typ_cd IN ('R', 'B', 'D')),
    str_nm  text NOT NULL,
    eml     text
);
COMMENT ON TABLE hld IS 'holders of permits';
COMMENT ON COLUMN hld.typ_cd IS 'R resident, B business, D disabled';
COMMENT ON COLUMN hld.brth_dt IS 'NULL for businesses';

CREATE TABLE prm (
    prm_no  int PRIMARY KEY,
    hld_id  int NOT NULL REFERENCES hld,
    zn_cd   char(2) NOT NULL REFERENCES zn,
    lic_plt text NOT NULL,
    vld_frm date NOT NULL,
    vld_to  date NOT NULL,
    fee_ct  int NOT NULL,
    rvk_dt  date
);
COMMENT ON TABLE prm IS 'permits';
COMMENT ON COLUMN prm.vld_to IS 'last day of validity';
COMMENT ON COLUMN prm.rvk_dt IS 'revoked on; NULL: never. A permit is valid on a day from vld_frm to vld_to unless it was revoked on that day or before';

CREATE TABLE wdn (
    wdn_id  int PRIMARY KEY,
    wdn_nm  text NOT NULL,
    hir_dt  date NOT NULL,
    lv_dt   date,
    bk_fl   char(1) NOT NULL CHECK (bk_fl IN ('Y', 'N'))
);
COMMENT ON TABLE wdn IS 'wardens';
COMMENT ON COLUMN wdn.lv_dt IS 'left on; NULL: still on duty';
COMMENT ON COLUMN wdn.bk_fl IS 'Y: goes round by bicycle';

CREATE TABLE ofn (
    ofn_cd  char(3) PRIMARY KEY,
    ofn_dsc text NOT NULL,
    std_ct  int NOT NULL,
    tow_fl  char(1) NOT NULL
);
COMMENT ON TABLE ofn IS 'offences';
COMMENT ON COLUMN ofn.std_ct IS 'standard fine';
COMMENT ON COLUMN ofn.tow_fl IS 'Y: the car may be towed away';

CREATE TABLE fin (
    fin_no  int PRIMARY KEY,
    ofn_cd  char(3) NOT NULL REFERENCES ofn,
    wdn_id  int NOT NULL REFERENCES wdn,
    zn_cd   char(2) NOT NULL REFERENCES zn,
    lic_plt text NOT NULL,
    iss_dt  char(8) NOT NULL,
    iss_tm  char(4) NOT NULL,
    amt_ct  int NOT NULL,
    pd_dt   char(8),
    cnc_dt  char(8),
    twd_fl  char(1) NOT NULL DEFAULT 'N'
);
COMMENT ON TABLE fin IS 'fines; a cancelled one need not be paid and does not count as revenue';
COMMENT ON COLUMN fin.iss_dt IS 'issued on, as YYYYMMDD';
COMMENT ON COLUMN fin.iss_tm IS 'at, as HHMM';
COMMENT ON COLUMN fin.pd_dt IS 'paid on, as YYYYMMDD; NULL: not paid';
COMMENT ON COLUMN fin.cnc_dt IS 'cancelled on, as YYYYMMDD; NULL: stands';
COMMENT ON COLUMN fin.twd_fl IS 'Y: the car was towed away';

CREATE TABLE apl (
    apl_no  int PRIMARY KEY,
    fin_no  int NOT NULL REFERENCES fin,
    rcv_dt  date NOT NULL,
    dec_dt  date,
    out_cd  char(1) CHECK (out_cd IN ('A', 'R', 'P')),
    rsn     text
);
COMMENT ON TABLE apl IS 'appeals against fines';
COMMENT ON COLUMN apl.rcv_dt IS 'received on';
COMMENT ON COLUMN apl.dec_dt IS 'decided on; NULL: open';
COMMENT ON COLUMN apl.out_cd IS 'A allowed, R rejected, P partly allowed; NULL: open';
