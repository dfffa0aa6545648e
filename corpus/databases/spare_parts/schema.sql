-- A dealer in spare parts for farm and building machines. The names come from the ERP of 1987: eight letters at most, vowels optional.

CREATE TABLE whs (
    whs_cd  char(2) PRIMARY KEY,
    whs_nm  text NOT NULL,
    act_fl  char(1) NOT NULL
);
COMMENT ON TABLE whs IS 'warehouses';
COMMENT ON COLUMN whs.act_fl IS 'Y in use, N closed';

CREATE TABLE vnd_mstr (
    vnd_no  int PRIMARY KEY,
    vnd_nm  text NOT NULL,
    ctry    char(2) NOT NULL
);
COMMENT ON TABLE vnd_mstr IS 'vendors: whom we buy from';

CREATE TABLE itm_mstr (
    itm_no   text PRIMARY KEY,
    itm_desc text NOT NULL,
    grp_cd   char(3) NOT NULL,
    abc_cd   char(1),
    vnd_no   int REFERENCES vnd_mstr,
    lst_prc  numeric(10, 2) NOT NULL,
    std_cst  numeric(10, 2),
    wgt_kg   numeric(8, 3),
    rop_qty  int NOT NULL,
    sts_cd   char(1) NOT NULL,
    dt_crt   char(8) NOT NULL
);
COMMENT ON TABLE itm_mstr IS 'item master: the parts';
COMMENT ON COLUMN itm_mstr.grp_cd IS 'group: HYD hydraulics, ENG engine, ELE electrical, TRA transmission, CAB cabin';
COMMENT ON COLUMN itm_mstr.abc_cd IS 'A turns fast, B medium, C slow; NULL: not classed';
COMMENT ON COLUMN itm_mstr.lst_prc IS 'list price in dollars for one piece';
COMMENT ON COLUMN itm_mstr.std_cst IS 'standard cost in dollars; NULL: none set';
COMMENT ON COLUMN itm_mstr.rop_qty IS 'reorder point over all warehouses together';
COMMENT ON COLUMN itm_mstr.sts_cd IS 'A active, S superseded by another item, D dropped';
COMMENT ON COLUMN itm_mstr.dt_crt IS 'created on, YYYYMMDD';

CREATE TABLE itm_sprs (
    old_itm text NOT NULL REFERENCES itm_mstr,
    new_itm text NOT NULL REFERENCES itm_mstr,
    dt_eff  char(8) NOT NULL,
    intchg  char(1) NOT NULL,
    PRIMARY KEY (old_itm, new_itm)
);
COMMENT ON TABLE itm_sprs IS 'supersessions: the new item replaces the old one';
COMMENT ON COLUMN itm_sprs.dt_eff IS 'effective from, YYYYMMDD';
COMMENT ON COLUMN itm_sprs.intchg IS 'Y the new one fits without changes, N it needs a conversion kit';

CREATE TABLE whs_bal (
    itm_no  text NOT NULL REFERENCES itm_mstr,
    whs_cd  char(2) NOT NULL REFERENCES whs,
    qty_oh  int NOT NULL,
    qty_alc int NOT NULL DEFAULT 0,
    bin_loc text,
    dt_cnt  date,
    PRIMARY KEY (itm_no, whs_cd)
);
COMMENT ON TABLE whs_bal IS 'stock balance of an item in a warehouse';
COMMENT ON COLUMN whs_bal.qty_oh IS 'on hand';
COMMENT ON COLUMN whs_bal.qty_alc IS 'allocated to orders; available is on hand less allocated';
COMMENT ON COLUMN whs_bal.dt_cnt IS 'last counted; NULL: never';

CREATE TABLE slp (
    slp_no int PRIMARY KEY,
    slp_nm text NOT NULL,
    mgr_no int REFERENCES slp,
    rgn    text
);
COMMENT ON TABLE slp IS 'salespersons';
COMMENT ON COLUMN slp.mgr_no IS 'whom they report to';

CREATE TABLE cus_mstr (
    cus_no   int PRIMARY KEY,
    cus_nm   text NOT NULL,
    cus_typ  char(1) NOT NULL,
    st_cd    char(2) NOT NULL,
    slp_no   int REFERENCES slp,
    cr_lim   numeric(10, 2),
    hold_fl  char(1) NOT NULL DEFAULT 'N',
    dt_opn   char(8) NOT NULL
);
COMMENT ON TABLE cus_mstr IS 'customers';
COMMENT ON COLUMN cus_mstr.cus_typ IS 'F farmer, D dealer, C contractor, G government';
COMMENT ON COLUMN cus_mstr.st_cd IS 'state of the USA';
COMMENT ON COLUMN cus_mstr.cr_lim IS 'credit limit in dollars; NULL: cash only';
COMMENT ON COLUMN cus_mstr.hold_fl IS 'Y orders are held until they pay, N not';
COMMENT ON COLUMN cus_mstr.dt_opn IS 'account opened, YYYYMMDD';

CREATE TABLE ord_hdr (
    ord_no  int PRIMARY KEY,
    cus_no  int NOT NULL REFERENCES cus_mstr,
    slp_no  int REFERENCES slp,
    ord_typ char(1) NOT NULL,
    sts_cd  smallint NOT NULL,
    dt_ord  date NOT NULL,
    dt_req  date,
    dt_shp  date,
    frt_amt numeric(8, 2) NOT NULL DEFAULT 0
);
COMMENT ON TABLE ord_hdr IS 'sales orders';
COMMENT ON COLUMN ord_hdr.slp_no IS 'who took the order, maybe another than the customer''s own; NULL: came in by the web';
COMMENT ON COLUMN ord_hdr.ord_typ IS 'S stock order, R rush, M machine down';
COMMENT ON COLUMN ord_hdr.sts_cd IS '10 entered, 20 picking, 30 shipped, 40 invoiced, 90 cancelled. Cancelled orders are no sales';
COMMENT ON COLUMN ord_hdr.dt_req IS 'requested for; NULL: as soon as possible';
COMMENT ON COLUMN ord_hdr.frt_amt IS 'freight in dollars, not part of sales';

CREATE TABLE ord_dtl (
    ord_no  int NOT NULL REFERENCES ord_hdr,
    ln_no   smallint NOT NULL,
    itm_no  text NOT NULL REFERENCES itm_mstr,
    whs_cd  char(2) NOT NULL REFERENCES whs,
    qty_ord int NOT NULL,
    qty_shp int NOT NULL DEFAULT 0,
    unt_prc numeric(10, 2) NOT NULL,
    PRIMARY KEY (ord_no, ln_no)
);
COMMENT ON COLUMN ord_dtl.unt_prc IS 'price charged for one; sales are qty_ord times unt_prc';
COMMENT ON COLUMN ord_dtl.qty_shp IS 'what has left the house; the rest of a shipped order is back-ordered';

CREATE TABLE rtn (
    rtn_no  int PRIMARY KEY,
    ord_no  int NOT NULL,
    ln_no   smallint NOT NULL,
    qty     int NOT NULL,
    rsn_cd  char(2),
    dt_rtn  date NOT NULL,
    FOREIGN KEY (ord_no, ln_no) REFERENCES ord_dtl (ord_no, ln_no)
);
COMMENT ON TABLE rtn IS 'returns';
COMMENT ON COLUMN rtn.rsn_cd IS 'DF defective, WP wrong part, NN not needed; NULL: not said';

CREATE TABLE po (
    po_no   int PRIMARY KEY,
    vnd_no  int NOT NULL REFERENCES vnd_mstr,
    itm_no  text NOT NULL REFERENCES itm_mstr,
    whs_cd  char(2) NOT NULL REFERENCES whs,
    qty     int NOT NULL,
    unt_cst numeric(10, 2) NOT NULL,
    dt_ord  date NOT NULL,
    dt_prm  date NOT NULL,
    dt_rcv  date
);
COMMENT ON TABLE po IS 'purchase orders';
COMMENT ON COLUMN po.dt_prm IS 'promised for';
COMMENT ON COLUMN po.dt_rcv IS 'received; NULL: not yet';

CREATE VIEW v_avl AS
SELECT b.itm_no, sum(b.qty_oh) AS oh_tot, sum(b.qty_alc) AS alc_tot, sum(b.qty_oh - b.qty_alc) AS avl_tot
FROM whs_bal AS b
JOIN whs AS w ON w.whs_cd = b.whs_cd
WHERE w.act_fl = 'Y'
GROUP BY b.itm_no;
COMMENT ON VIEW v_avl IS 'on hand, allocated and available of each item over the warehouses in use';
