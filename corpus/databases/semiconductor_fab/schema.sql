-- A small wafer fab. All times are UTC.
CREATE TYPE lot_stat AS ENUM ('run', 'hold', 'fin', 'scrp');
CREATE TABLE prod (
    prod_cd char(4) PRIMARY KEY,
    prod_nm text NOT NULL,
    die_per_wfr int NOT NULL,
    node_nm int NOT NULL,
    rel_dt date NOT NULL,
    eol_dt date
);
COMMENT ON TABLE prod IS 'products, that is chips';
COMMENT ON COLUMN prod.node_nm IS 'technology node in nanometres';
COMMENT ON COLUMN prod.eol_dt IS 'end of life; NULL: still made';
CREATE TABLE tool_grp (
    grp_cd char(4) PRIMARY KEY,
    grp_nm text NOT NULL
);
CREATE TABLE tool (
    tool_id char(4) PRIMARY KEY,
    grp_cd char(4) NOT NULL REFERENCES tool_grp,
    vndr_nm text,
    bay_no int NOT NULL,
    inst_dt date NOT NULL,
    rmv_dt date
);
COMMENT ON COLUMN tool.rmv_dt IS 'NULL: still installed';
CREATE TABLE opr (
    opr_id int PRIMARY KEY,
    opr_nm text NOT NULL,
    brth_dt date,
    hire_dt date NOT NULL,
    lv_dt date,
    cert_grps text[] NOT NULL
);
COMMENT ON TABLE opr IS 'operators';
COMMENT ON COLUMN opr.lv_dt IS 'NULL: still employed';
COMMENT ON COLUMN opr.cert_grps IS 'tool groups (grp_cd) that the operator is certified for';
CREATE TABLE step (
    step_no int PRIMARY KEY,
    step_nm text NOT NULL,
    grp_cd char(4) NOT NULL REFERENCES tool_grp,
    max_q_hrs int
);
COMMENT ON TABLE step IS 'the one route of all products, in the order of step_no';
COMMENT ON COLUMN step.max_q_hrs IS 'queue time limit in hours; NULL: none';
CREATE TABLE lot (
    lot_id char(5) PRIMARY KEY,
    prod_cd char(4) NOT NULL REFERENCES prod,
    cust_nm text,
    stat lot_stat NOT NULL,
    is_hot boolean NOT NULL,
    strt_ts timestamp NOT NULL,
    due_dt date NOT NULL,
    fin_ts timestamp
);
COMMENT ON COLUMN lot.cust_nm IS 'customer; NULL: made for stock';
COMMENT ON COLUMN lot.stat IS 'run: running, hold: on hold, fin: finished, scrp: scrapped';
COMMENT ON COLUMN lot.is_hot IS 'hot lots pass all others';
COMMENT ON COLUMN lot.fin_ts IS 'NULL: not finished';
CREATE TABLE wfr (
    lot_id char(5) REFERENCES lot,
    wfr_no int,
    scrp_ts timestamp,
    PRIMARY KEY (lot_id, wfr_no)
);
COMMENT ON TABLE wfr IS 'wafers';
COMMENT ON COLUMN wfr.scrp_ts IS 'broken or thrown away; NULL: good';
CREATE TABLE mv (
    mv_id int PRIMARY KEY,
    lot_id char(5) NOT NULL REFERENCES lot,
    step_no int NOT NULL REFERENCES step,
    tool_id char(4) REFERENCES tool,
    opr_id int REFERENCES opr,
    q_ts timestamp NOT NULL,
    in_ts timestamp,
    out_ts timestamp,
    rwrk_fl char(1) NOT NULL CHECK (rwrk_fl IN ('Y', 'N'))
);
COMMENT ON TABLE mv IS 'moves: a lot at a step';
COMMENT ON COLUMN mv.q_ts IS 'arrived in the queue; queue time is from here to in_ts';
COMMENT ON COLUMN mv.in_ts IS 'loaded into the tool; NULL: still waiting, then tool and operator are NULL too';
COMMENT ON COLUMN mv.out_ts IS 'process time is from in_ts to here; NULL: still waiting or inside';
COMMENT ON COLUMN mv.rwrk_fl IS 'Y: had to be reworked';
CREATE TABLE bin (
    bin_cd int PRIMARY KEY,
    bin_nm text NOT NULL,
    gd_fl char(1) NOT NULL
);
COMMENT ON COLUMN bin.gd_fl IS 'Y: dice of this bin are good and sold; yield is good dice by tested dice';
CREATE TABLE tst (
    lot_id char(5),
    wfr_no int,
    bin_cd int REFERENCES bin,
    die_qty int NOT NULL,
    PRIMARY KEY (lot_id, wfr_no, bin_cd),
    FOREIGN KEY (lot_id, wfr_no) REFERENCES wfr
);
COMMENT ON TABLE tst IS 'test results of wafers of finished lots: dice in each bin';
CREATE TABLE dntm (
    dn_id int PRIMARY KEY,
    tool_id char(4) NOT NULL REFERENCES tool,
    dn_ts timestamp NOT NULL,
    up_ts timestamp,
    rsn_cd char(1) NOT NULL CHECK (rsn_cd IN ('P', 'U'))
);
COMMENT ON TABLE dntm IS 'downtime of tools';
COMMENT ON COLUMN dntm.up_ts IS 'NULL: still down';
COMMENT ON COLUMN dntm.rsn_cd IS 'P: planned maintenance, U: unplanned failure';
