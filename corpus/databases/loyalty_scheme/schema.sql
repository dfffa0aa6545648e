-- Points scheme "Sol" of shops along the Spanish coast: members, the ledger of points, tiers, rewards, promotions, service calls.
-- Names are abbreviated: mbr member, prtnr partner, txn transaction, pts points, rwd reward, rdm redemption, flg flag ('Y' or 'N').

CREATE TABLE tier (
    tier_cd char(1) PRIMARY KEY,
    tier_nm text NOT NULL,
    min_pts int NOT NULL,
    mult    numeric(3, 2) NOT NULL
);
COMMENT ON COLUMN tier.tier_cd IS 'B blue, S silver, G gold, P platinum';
COMMENT ON COLUMN tier.min_pts IS 'points to be collected within a year';
COMMENT ON COLUMN tier.mult IS 'factor on collected points';

CREATE TABLE mbr (
    mbr_no   int PRIMARY KEY,
    fst_nm   text NOT NULL,
    lst_nm   text NOT NULL,
    eml      text,
    ctry_cd  char(2) NOT NULL,
    twn      text,
    brth_dt  char(8),
    join_dt  date NOT NULL,
    cls_dt   date,
    opt_flg  char(1) NOT NULL CHECK (opt_flg IN ('Y', 'N')),
    rfr_mbr_no int REFERENCES mbr
);
COMMENT ON COLUMN mbr.brth_dt IS 'day of birth as YYYYMMDD; NULL: not told';
COMMENT ON COLUMN mbr.cls_dt IS 'account closed on; NULL: open';
COMMENT ON COLUMN mbr.opt_flg IS 'Y: wants advertising';
COMMENT ON COLUMN mbr.rfr_mbr_no IS 'the member who brought this one; NULL: came alone';

CREATE TABLE mbr_tier (
    mbr_no   int NOT NULL REFERENCES mbr,
    tier_cd  char(1) NOT NULL REFERENCES tier,
    vld_from date NOT NULL,
    vld_to   date,
    PRIMARY KEY (mbr_no, vld_from)
);
COMMENT ON TABLE mbr_tier IS 'tier history';
COMMENT ON COLUMN mbr_tier.vld_to IS 'first day on which it no longer holds; NULL: current tier';

CREATE TABLE prtnr (
    prtnr_id int PRIMARY KEY,
    prtnr_nm text NOT NULL,
    ctg_cd   char(3) NOT NULL,
    twn      text NOT NULL,
    pts_eur  numeric(4, 2) NOT NULL,
    ctr_end  date
);
COMMENT ON TABLE prtnr IS 'shops where points are collected';
COMMENT ON COLUMN prtnr.ctg_cd IS 'GRO groceries, FUE fuel, PHA pharmacy, RST restaurant, TRV travel';
COMMENT ON COLUMN prtnr.pts_eur IS 'points given for a euro';
COMMENT ON COLUMN prtnr.ctr_end IS 'end of contract; NULL: open end';

CREATE TABLE txn (
    txn_id   int PRIMARY KEY,
    mbr_no   int NOT NULL REFERENCES mbr,
    txn_ts   timestamptz NOT NULL,
    typ_cd   char(1) NOT NULL CHECK (typ_cd IN ('A', 'R', 'X', 'J', 'V')),
    pts      int NOT NULL,
    prtnr_id int REFERENCES prtnr,
    amt_ct   int,
    org_txn_id int REFERENCES txn
);
COMMENT ON TABLE txn IS 'ledger of points; a balance is the sum of all pts of a member';
COMMENT ON COLUMN txn.typ_cd IS 'A accrual (collected), R redemption, X expiry, J adjustment by the service, V reversal of an accrual';
COMMENT ON COLUMN txn.pts IS 'signed: accruals are positive; redemptions, expiries and reversals negative';
COMMENT ON COLUMN txn.amt_ct IS 'purchase in cents, of accruals only';
COMMENT ON COLUMN txn.org_txn_id IS 'the accrual that a reversal takes back';

CREATE TABLE rwd (
    rwd_id  int PRIMARY KEY,
    rwd_nm  text NOT NULL,
    knd     text NOT NULL CHECK (knd IN ('voucher', 'gift', 'experience', 'donation')),
    pts_cst int NOT NULL,
    stk_qty int,
    act_flg char(1) NOT NULL CHECK (act_flg IN ('Y', 'N')),
    tag     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN rwd.pts_cst IS 'points for one piece';
COMMENT ON COLUMN rwd.stk_qty IS 'pieces left; NULL: unlimited';
COMMENT ON COLUMN rwd.act_flg IS 'Y: offered at present';

CREATE TABLE rdm (
    rdm_id int PRIMARY KEY,
    txn_id int NOT NULL UNIQUE REFERENCES txn,
    rwd_id int NOT NULL REFERENCES rwd,
    qty    int NOT NULL,
    shp_dt date,
    rtn_dt date
);
COMMENT ON TABLE rdm IS 'what was taken for a redemption in the ledger';
COMMENT ON COLUMN rdm.shp_dt IS 'NULL: not shipped (yet)';
COMMENT ON COLUMN rdm.rtn_dt IS 'sent back by the member; NULL: kept';

CREATE TABLE promo (
    promo_id int PRIMARY KEY,
    promo_nm text NOT NULL,
    prtnr_id int REFERENCES prtnr,
    st_dt    date NOT NULL,
    end_dt   date NOT NULL,
    bns_pct  int NOT NULL
);
COMMENT ON COLUMN promo.prtnr_id IS 'NULL: at all partners';
COMMENT ON COLUMN promo.end_dt IS 'last day';

CREATE TABLE promo_mbr (
    promo_id int NOT NULL REFERENCES promo,
    mbr_no   int NOT NULL REFERENCES mbr,
    reg_dt   date NOT NULL,
    PRIMARY KEY (promo_id, mbr_no)
);
COMMENT ON TABLE promo_mbr IS 'members who registered for a promotion';

CREATE TABLE cll (
    cll_id  int PRIMARY KEY,
    mbr_no  int REFERENCES mbr,
    cll_ts  timestamptz NOT NULL,
    rsn_cd  smallint NOT NULL,
    dur_s   int NOT NULL,
    slv_flg char(1) NOT NULL CHECK (slv_flg IN ('Y', 'N'))
);
COMMENT ON TABLE cll IS 'calls to the service';
COMMENT ON COLUMN cll.mbr_no IS 'NULL: the caller gave no number';
COMMENT ON COLUMN cll.rsn_cd IS '1 missing points, 2 lost card, 3 reward not arrived, 4 complaint, 9 other';
COMMENT ON COLUMN cll.dur_s IS 'seconds';
COMMENT ON COLUMN cll.slv_flg IS 'Y: solved in the call';
