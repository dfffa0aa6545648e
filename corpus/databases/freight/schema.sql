-- A road haulier. The system was written in 1994 and moved to PostgreSQL as it was: dates are text
-- 'YYYYMMDD', flags are 'Y' and 'N', codes live in these comments, and few keys were ever declared.

CREATE TABLE t_dpt (
    dpt_cd char(3) PRIMARY KEY,
    dpt_nm varchar(40) NOT NULL,
    rgn_cd char(1) NOT NULL
);
COMMENT ON TABLE t_dpt IS 'depots';
COMMENT ON COLUMN t_dpt.rgn_cd IS 'region: N north, S south, W west';

CREATE TABLE t_cust (
    cust_no int PRIMARY KEY,
    cust_nm varchar(60) NOT NULL,
    cty     varchar(40),
    ctry    char(2) NOT NULL,
    cr_lim  numeric(10, 2),
    pay_trm int NOT NULL,
    act_flg char(1) NOT NULL DEFAULT 'Y' CHECK (act_flg IN ('Y', 'N')),
    dt_opn  char(8) NOT NULL
);
COMMENT ON TABLE t_cust IS 'customers: those who send goods and those who pay for it';
COMMENT ON COLUMN t_cust.cr_lim IS 'credit limit in euros, NULL: none agreed';
COMMENT ON COLUMN t_cust.pay_trm IS 'terms of payment, days';
COMMENT ON COLUMN t_cust.act_flg IS 'Y active, N closed account';
COMMENT ON COLUMN t_cust.dt_opn IS 'account opened, YYYYMMDD';

CREATE TABLE t_drv (
    drv_no  int PRIMARY KEY,
    drv_nm  varchar(40) NOT NULL,
    dt_brth char(8) NOT NULL,
    lic_cls varchar(2) NOT NULL,
    adr_flg char(1) NOT NULL DEFAULT 'N',
    dt_hire char(8) NOT NULL,
    dt_term char(8),
    dpt_cd  char(3) NOT NULL REFERENCES t_dpt
);
COMMENT ON TABLE t_drv IS 'drivers';
COMMENT ON COLUMN t_drv.lic_cls IS 'licence class: B van, C rigid lorry, CE articulated lorry';
COMMENT ON COLUMN t_drv.adr_flg IS 'Y: may carry dangerous goods';
COMMENT ON COLUMN t_drv.dt_term IS 'employment ended, YYYYMMDD; NULL: employed';

CREATE TABLE t_veh (
    veh_no  int PRIMARY KEY,
    reg_plt varchar(12) NOT NULL,
    veh_tp  char(1) NOT NULL,
    mx_kg   int,
    euro_cl smallint,
    dt_reg  char(8) NOT NULL,
    dt_scr  char(8),
    dpt_cd  char(3) NOT NULL
);
COMMENT ON TABLE t_veh IS 'vehicles and trailers';
COMMENT ON COLUMN t_veh.reg_plt IS 'registration plate';
COMMENT ON COLUMN t_veh.veh_tp IS '1 rigid lorry, 2 tractor unit, 3 van, 9 trailer';
COMMENT ON COLUMN t_veh.mx_kg IS 'payload in kg, NULL for tractor units';
COMMENT ON COLUMN t_veh.euro_cl IS 'emission class Euro 4, 5, 6; NULL for trailers';
COMMENT ON COLUMN t_veh.dt_scr IS 'sold or scrapped, YYYYMMDD; NULL: in the fleet';

CREATE TABLE t_gds (
    gds_cd  char(4) PRIMARY KEY,
    gds_nm  varchar(40) NOT NULL,
    tmp_flg char(1) NOT NULL,
    adr_cls varchar(4)
);
COMMENT ON TABLE t_gds IS 'kinds of goods';
COMMENT ON COLUMN t_gds.tmp_flg IS 'Y: must be kept cool';
COMMENT ON COLUMN t_gds.adr_cls IS 'class of danger (3 flammable liquid, 8 corrosive, 9 other); NULL: harmless';

CREATE TABLE t_ord (
    ord_no   int PRIMARY KEY,
    cust_no  int NOT NULL,
    pyr_no   int,
    dt_ord   char(8) NOT NULL,
    dt_req   char(8) NOT NULL,
    dt_dlv   char(8),
    sts_cd   smallint NOT NULL,
    cty_from varchar(40) NOT NULL,
    cty_to   varchar(40) NOT NULL,
    frt_amt  numeric(9, 2) NOT NULL,
    sur_amt  numeric(9, 2) NOT NULL DEFAULT 0
);
COMMENT ON TABLE t_ord IS 'transport orders';
COMMENT ON COLUMN t_ord.cust_no IS 'who ordered, t_cust';
COMMENT ON COLUMN t_ord.pyr_no IS 'who pays, t_cust, where it is another than who ordered; NULL: the same';
COMMENT ON COLUMN t_ord.dt_req IS 'delivery requested for, YYYYMMDD';
COMMENT ON COLUMN t_ord.dt_dlv IS 'delivered, YYYYMMDD; NULL: not delivered';
COMMENT ON COLUMN t_ord.sts_cd IS '10 entered, 20 planned, 30 on the road, 40 delivered, 90 cancelled';
COMMENT ON COLUMN t_ord.frt_amt IS 'freight in euros without surcharge; turnover is freight plus surcharge of orders that are not cancelled';
COMMENT ON COLUMN t_ord.sur_amt IS 'diesel surcharge in euros';

CREATE TABLE t_ord_ln (
    ord_no int NOT NULL,
    ln_no  smallint NOT NULL,
    gds_cd char(4) NOT NULL,
    plt    smallint,
    wgt_kg numeric(8, 1) NOT NULL,
    PRIMARY KEY (ord_no, ln_no)
);
COMMENT ON TABLE t_ord_ln IS 'lines of an order, one for each kind of goods';
COMMENT ON COLUMN t_ord_ln.plt IS 'pallets; NULL: loose';

CREATE TABLE t_trp (
    trp_no int PRIMARY KEY,
    dt_trp char(8) NOT NULL,
    drv_no int NOT NULL REFERENCES t_drv,
    veh_no int NOT NULL,
    trl_no int,
    km_st  int NOT NULL,
    km_end int,
    dpt_cd char(3) NOT NULL REFERENCES t_dpt
);
COMMENT ON TABLE t_trp IS 'trips: one vehicle, one driver, one day';
COMMENT ON COLUMN t_trp.trl_no IS 'trailer, t_veh; NULL: without';
COMMENT ON COLUMN t_trp.km_st IS 'odometer at the start';
COMMENT ON COLUMN t_trp.km_end IS 'odometer at the end; NULL: still out';

CREATE TABLE t_trp_stp (
    trp_no  int NOT NULL REFERENCES t_trp,
    seq     smallint NOT NULL,
    ord_no  int NOT NULL,
    stp_tp  char(1) NOT NULL,
    wt_min  int,
    PRIMARY KEY (trp_no, seq)
);
COMMENT ON TABLE t_trp_stp IS 'stops of a trip';
COMMENT ON COLUMN t_trp_stp.stp_tp IS 'L loading, U unloading';
COMMENT ON COLUMN t_trp_stp.wt_min IS 'minutes waited at the ramp; NULL: not written down';

CREATE TABLE t_fuel (
    fuel_no int PRIMARY KEY,
    veh_no  int NOT NULL,
    dt_ful  char(8) NOT NULL,
    ltr     numeric(6, 1) NOT NULL,
    amt     numeric(8, 2) NOT NULL,
    ctry    char(2) NOT NULL
);
COMMENT ON TABLE t_fuel IS 'diesel bought; amt in euros';

CREATE TABLE t_dmg (
    dmg_no  int PRIMARY KEY,
    ord_no  int NOT NULL,
    dt_dmg  char(8) NOT NULL,
    rsn_cd  char(2) NOT NULL,
    clm_amt numeric(9, 2),
    cls_flg char(1) NOT NULL DEFAULT 'N'
);
COMMENT ON TABLE t_dmg IS 'damages reported';
COMMENT ON COLUMN t_dmg.rsn_cd IS 'FD forklift, WT wet, TR theft, SH shifted load, TP too warm';
COMMENT ON COLUMN t_dmg.clm_amt IS 'claimed, euros; NULL: amount not known yet';
COMMENT ON COLUMN t_dmg.cls_flg IS 'Y settled, N open';

CREATE TABLE t_inv (
    inv_no  int PRIMARY KEY,
    cust_no int NOT NULL,
    dt_inv  char(8) NOT NULL,
    dt_due  char(8) NOT NULL,
    dt_pd   char(8),
    amt     numeric(10, 2) NOT NULL,
    dun_lvl smallint NOT NULL DEFAULT 0
);
COMMENT ON TABLE t_inv IS 'monthly invoices to who pays';
COMMENT ON COLUMN t_inv.dt_pd IS 'paid, YYYYMMDD; NULL: open';
COMMENT ON COLUMN t_inv.dun_lvl IS 'reminders sent: 0 to 3';

CREATE VIEW v_ord_wgt AS
SELECT ord_no, sum(wgt_kg) AS wgt_kg, sum(plt) AS plt FROM t_ord_ln GROUP BY ord_no;
COMMENT ON VIEW v_ord_wgt IS 'weight and pallets of each order with lines';
