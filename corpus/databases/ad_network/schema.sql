-- An advertising network: advertisers run campaigns, whose creatives appear on placements of publishers; facts by day.
-- Click rate (CTR) is clicks over impressions; CPM is spend per thousand impressions. Columns ending in _ct are euro cents.

CREATE TYPE obj AS ENUM ('awareness', 'traffic', 'sales', 'app installs');

CREATE TABLE mgr (
    mgr_id   int PRIMARY KEY,
    mgr_nm   text NOT NULL,
    birth_dt date,
    hire_dt  date NOT NULL,
    leave_dt date
);
COMMENT ON TABLE mgr IS 'account managers';
COMMENT ON COLUMN mgr.leave_dt IS 'NULL: still with us';

CREATE TABLE adv (
    adv_id int PRIMARY KEY,
    adv_nm text NOT NULL,
    cntry  char(2) NOT NULL,
    sct    text,
    mgr_id int REFERENCES mgr,
    opn_dt date NOT NULL,
    cls_dt date
);
COMMENT ON TABLE adv IS 'advertisers';
COMMENT ON COLUMN adv.sct IS 'sector; NULL: not known';
COMMENT ON COLUMN adv.opn_dt IS 'account opened';
COMMENT ON COLUMN adv.cls_dt IS 'account closed; NULL: open';

CREATE TABLE cmp (
    cmp_id   int PRIMARY KEY,
    adv_id   int NOT NULL REFERENCES adv,
    cmp_nm   text NOT NULL,
    obj      obj NOT NULL,
    st       text NOT NULL CHECK (st IN ('draft', 'live', 'paused', 'ended')),
    start_dt date NOT NULL,
    end_dt   date,
    bdgt_ct  int,
    bid_mdl  text NOT NULL CHECK (bid_mdl IN ('CPM', 'CPC')),
    tgt      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE cmp IS 'campaigns';
COMMENT ON COLUMN cmp.obj IS 'objective';
COMMENT ON COLUMN cmp.end_dt IS 'last day; NULL: open end';
COMMENT ON COLUMN cmp.bdgt_ct IS 'budget for the whole run; NULL: no limit';
COMMENT ON COLUMN cmp.tgt IS 'targeting, keys may be missing: age_min (number), gender (text), retarget (true or false)';

CREATE TABLE crt (
    crt_id  int PRIMARY KEY,
    cmp_id  int NOT NULL REFERENCES cmp,
    crt_nm  text NOT NULL,
    fmt     text NOT NULL CHECK (fmt IN ('banner', 'video', 'native')),
    wid_px  int,
    hgt_px  int,
    appr    boolean,
    upl_ts  timestamp NOT NULL
);
COMMENT ON TABLE crt IS 'creatives: what is shown';
COMMENT ON COLUMN crt.appr IS 'approved; false: rejected; NULL: not looked at yet';
COMMENT ON COLUMN crt.upl_ts IS 'uploaded';

CREATE TABLE pub (
    pub_id  int PRIMARY KEY,
    pub_nm  text NOT NULL,
    ctgs    text[] NOT NULL,
    shr_pct numeric(4, 1) NOT NULL,
    blk     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE pub IS 'publishers';
COMMENT ON COLUMN pub.shr_pct IS 'share of the spend that goes to the publisher, percent';
COMMENT ON COLUMN pub.blk IS 'blocked for fraud';

CREATE TABLE plc (
    plc_id   int PRIMARY KEY,
    pub_id   int NOT NULL REFERENCES pub,
    plc_nm   text NOT NULL,
    dev      text NOT NULL CHECK (dev IN ('desktop', 'mobile', 'tv')),
    floor_ct int NOT NULL
);
COMMENT ON TABLE plc IS 'placements';
COMMENT ON COLUMN plc.floor_ct IS 'lowest price accepted per thousand impressions';

CREATE TABLE fct (
    dt     date NOT NULL,
    crt_id int NOT NULL REFERENCES crt,
    plc_id int NOT NULL REFERENCES plc,
    imp    int NOT NULL,
    clk    int NOT NULL,
    conv   int NOT NULL,
    spd_ct int NOT NULL,
    PRIMARY KEY (dt, crt_id, plc_id)
);
COMMENT ON TABLE fct IS 'daily facts: impressions, clicks, conversions, spend';

CREATE TABLE pay (
    pay_id int PRIMARY KEY,
    adv_id int NOT NULL REFERENCES adv,
    pay_dt date NOT NULL,
    amt_ct int NOT NULL,
    mth    text NOT NULL CHECK (mth IN ('card', 'transfer')),
    rev    boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE pay IS 'payments of advertisers';
COMMENT ON COLUMN pay.rev IS 'reversed by the bank';
