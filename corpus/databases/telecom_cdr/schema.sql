-- A small mobile operator (home network 26277). Column names are those of the mediation system of 1999, in lower case.
-- Times of records are epoch seconds in UTC, volumes kilobytes, durations seconds, money euro cents.
-- A call counts as made where cdr_typ_cd = 'MOC' and term_cd = 0 or 1; its length is cdr_dur_s.

CREATE TABLE cust (
    cust_id     int PRIMARY KEY,
    cust_nm     text NOT NULL,
    cust_typ_cd char(1) NOT NULL CHECK (cust_typ_cd IN ('P', 'B')),
    cty_nm      text,
    reg_dt      date NOT NULL,
    churn_dt    date
);
COMMENT ON TABLE cust IS 'customers';
COMMENT ON COLUMN cust.cust_typ_cd IS 'P private, B business';
COMMENT ON COLUMN cust.churn_dt IS 'left us; NULL: customer';

CREATE TABLE trf (
    trf_cd      varchar(6) PRIMARY KEY,
    trf_nm      text NOT NULL,
    mth_fee_ct  int NOT NULL,
    incl_min    int,
    incl_mb     int,
    sale_end_dt date
);
COMMENT ON TABLE trf IS 'tariffs';
COMMENT ON COLUMN trf.mth_fee_ct IS 'monthly fee in cents';
COMMENT ON COLUMN trf.incl_min IS 'minutes included a month; NULL: unlimited';
COMMENT ON COLUMN trf.incl_mb IS 'megabytes included a month; NULL: unlimited';
COMMENT ON COLUMN trf.sale_end_dt IS 'not sold since; NULL: on sale';

CREATE TABLE subs (
    msisdn     varchar(13) PRIMARY KEY,
    cust_id    int NOT NULL REFERENCES cust,
    trf_cd     varchar(6) NOT NULL REFERENCES trf,
    sim_typ_cd char(1) NOT NULL,
    act_dt     date NOT NULL,
    deact_dt   date
);
COMMENT ON TABLE subs IS 'subscriptions: one phone number each; trf_cd is the tariff of today';
COMMENT ON COLUMN subs.msisdn IS 'the phone number';
COMMENT ON COLUMN subs.sim_typ_cd IS 'P plastic card, E eSIM';
COMMENT ON COLUMN subs.act_dt IS 'activated';
COMMENT ON COLUMN subs.deact_dt IS 'switched off; NULL: active';

CREATE TABLE trf_hist (
    msisdn varchar(13) NOT NULL REFERENCES subs,
    trf_cd varchar(6) NOT NULL REFERENCES trf,
    vld_fr date NOT NULL,
    vld_to date,
    PRIMARY KEY (msisdn, vld_fr)
);
COMMENT ON TABLE trf_hist IS 'which tariff a number had when; vld_to is the first day of the next, NULL: still';

CREATE TABLE plmn (
    plmn_cd char(5) PRIMARY KEY,
    op_nm   text NOT NULL,
    ctry_cd char(2) NOT NULL,
    roam_zn smallint NOT NULL
);
COMMENT ON TABLE plmn IS 'mobile networks';
COMMENT ON COLUMN plmn.roam_zn IS '0 home, 1 EU, 2 rest of Europe, 3 world';

CREATE TABLE cell (
    cell_id  int PRIMARY KEY,
    site_nm  text NOT NULL,
    rgn_cd   char(2) NOT NULL,
    tech_cd  char(1) NOT NULL,
    on_air_dt date,
    off_air_dt date
);
COMMENT ON TABLE cell IS 'radio cells of the home network; several at a site';
COMMENT ON COLUMN cell.rgn_cd IS 'NO north, SO south, WE west, EA east';
COMMENT ON COLUMN cell.tech_cd IS '2 GSM, 4 LTE, 5 NR';
COMMENT ON COLUMN cell.on_air_dt IS 'NULL: built, not yet on air';
COMMENT ON COLUMN cell.off_air_dt IS 'NULL: on air';

CREATE TABLE cdr (
    cdr_id     bigint NOT NULL,
    msisdn     varchar(13) NOT NULL,
    cdr_typ_cd char(3) NOT NULL,
    oth_no     varchar(16),
    strt_ts    bigint NOT NULL,
    cdr_dur_s  int,
    vol_kb     bigint,
    term_cd    smallint,
    cell_id    int,
    plmn_cd    char(5) NOT NULL,
    chg_ct     int NOT NULL DEFAULT 0,
    PRIMARY KEY (cdr_id, strt_ts)
) PARTITION BY RANGE (strt_ts);
CREATE TABLE cdr_2023 PARTITION OF cdr FOR VALUES FROM (MINVALUE) TO (1704067200);
CREATE TABLE cdr_2024 PARTITION OF cdr FOR VALUES FROM (1704067200) TO (1735689600);
CREATE TABLE cdr_2025 PARTITION OF cdr FOR VALUES FROM (1735689600) TO (1767225600);
CREATE TABLE cdr_curr PARTITION OF cdr FOR VALUES FROM (1767225600) TO (MAXVALUE);
COMMENT ON TABLE cdr IS 'call detail records: what our numbers did, here and abroad';
COMMENT ON COLUMN cdr.cdr_typ_cd IS 'MOC call made, MTC call received, SMS message sent, DAT data session';
COMMENT ON COLUMN cdr.oth_no IS 'the other number; NULL for data';
COMMENT ON COLUMN cdr.strt_ts IS 'start, epoch seconds';
COMMENT ON COLUMN cdr.cdr_dur_s IS 'seconds; NULL for messages';
COMMENT ON COLUMN cdr.vol_kb IS 'kilobytes; NULL unless data';
COMMENT ON COLUMN cdr.term_cd IS 'end of a call: 0 normal, 1 dropped by the network, 2 busy, 3 no answer; NULL for messages and data';
COMMENT ON COLUMN cdr.cell_id IS 'cell where it began; NULL abroad (roaming), and where the switch lost it';
COMMENT ON COLUMN cdr.plmn_cd IS 'network used; another than 26277 is roaming';
COMMENT ON COLUMN cdr.chg_ct IS 'charged beyond the monthly fee, cents';

CREATE TABLE inv (
    inv_no   int PRIMARY KEY,
    cust_id  int NOT NULL REFERENCES cust,
    bill_mth date NOT NULL,
    fee_ct   int NOT NULL,
    usg_ct   int NOT NULL,
    due_dt   date NOT NULL,
    paid_dt  date
);
COMMENT ON TABLE inv IS 'invoices';
COMMENT ON COLUMN inv.bill_mth IS 'first day of the month billed';
COMMENT ON COLUMN inv.fee_ct IS 'monthly fees in cents';
COMMENT ON COLUMN inv.usg_ct IS 'usage beyond the fees in cents; the invoice total is fee_ct + usg_ct';
COMMENT ON COLUMN inv.paid_dt IS 'NULL: open';

CREATE TABLE cmpl (
    cmpl_no int PRIMARY KEY,
    msisdn  varchar(13) NOT NULL REFERENCES subs,
    ctg_cd  char(2) NOT NULL,
    opn_ts  bigint NOT NULL,
    cls_ts  bigint,
    txt     text
);
COMMENT ON TABLE cmpl IS 'complaints';
COMMENT ON COLUMN cmpl.ctg_cd IS 'NW network, BL billing, RM roaming, PO porting';
COMMENT ON COLUMN cmpl.opn_ts IS 'opened, epoch seconds';
COMMENT ON COLUMN cmpl.cls_ts IS 'closed, epoch seconds; NULL: open';

CREATE TABLE port (
    port_no int PRIMARY KEY,
    msisdn  varchar(13) NOT NULL,
    dir_cd  char(1) NOT NULL CHECK (dir_cd IN ('I', 'O')),
    oth_op  text NOT NULL,
    port_dt date NOT NULL
);
COMMENT ON TABLE port IS 'numbers ported: I in, O out; oth_op the operator at the other end';
