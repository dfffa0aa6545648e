-- Winter service of a hilly county: ploughing and salting. Abbreviations; times are local and without zone. A winter runs from 1 October to 30 April.

CREATE TABLE t_dst (
    dst_id int PRIMARY KEY,
    nm     text NOT NULL,
    yrd    text NOT NULL,
    sl_max numeric(7, 1)
);
COMMENT ON TABLE t_dst IS 'districts; yrd: the yard that serves it';
COMMENT ON COLUMN t_dst.sl_max IS 'tonnes of salt its silo holds; NULL: no silo';

CREATE TABLE t_rte (
    rte_id int PRIMARY KEY,
    dst_id int NOT NULL REFERENCES t_dst,
    nm     text NOT NULL,
    len_km numeric(5, 1) NOT NULL,
    prio   int NOT NULL CHECK (prio BETWEEN 1 AND 3),
    cat    char(1) NOT NULL CHECK (cat IN ('A', 'B', 'R', 'C')),
    clsd   char(1) NOT NULL DEFAULT 'N' CHECK (clsd IN ('Y', 'N'))
);
COMMENT ON TABLE t_rte IS 'routes';
COMMENT ON COLUMN t_rte.prio IS '1 first of all .. 3 when there is time';
COMMENT ON COLUMN t_rte.cat IS 'A arterial road, B bus road, R residential, C cycle path';
COMMENT ON COLUMN t_rte.clsd IS 'Y: no longer served';

CREATE TABLE t_veh (
    veh_id int PRIMARY KEY,
    plt    text NOT NULL UNIQUE,
    typ    char(1) NOT NULL CHECK (typ IN ('P', 'S', 'K')),
    cap_t  numeric(4, 1),
    bgt_dt date NOT NULL,
    ret_dt date,
    eqp    text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE t_veh IS 'lorries and tractors';
COMMENT ON COLUMN t_veh.typ IS 'P plough only, S spreader only, K both';
COMMENT ON COLUMN t_veh.cap_t IS 'tonnes of salt on board; NULL for ploughs';
COMMENT ON COLUMN t_veh.ret_dt IS 'retired; NULL: in service';

CREATE TABLE t_drv (
    drv_id int PRIMARY KEY,
    nm     text NOT NULL,
    dst_id int NOT NULL REFERENCES t_dst,
    frm    text,
    bgn_dt date NOT NULL,
    end_dt date
);
COMMENT ON TABLE t_drv IS 'drivers';
COMMENT ON COLUMN t_drv.frm IS 'firm of a hired driver, often a farmer; NULL: own staff';
COMMENT ON COLUMN t_drv.end_dt IS 'NULL: still with us';

CREATE TABLE t_cll (
    cll_id int PRIMARY KEY,
    rte_id int NOT NULL REFERENCES t_rte,
    veh_id int NOT NULL REFERENCES t_veh,
    drv_id int NOT NULL REFERENCES t_drv,
    st_ts  timestamp NOT NULL,
    en_ts  timestamp,
    typ    char(1) NOT NULL CHECK (typ IN ('V', 'R')),
    km     numeric(6, 1) NOT NULL,
    slt_kg int NOT NULL,
    cnc    char(1) NOT NULL DEFAULT 'N' CHECK (cnc IN ('Y', 'N'))
);
COMMENT ON TABLE t_cll IS 'call-outs';
COMMENT ON COLUMN t_cll.en_ts IS 'back in the yard; NULL: out there';
COMMENT ON COLUMN t_cll.typ IS 'V preventive, R reactive';
COMMENT ON COLUMN t_cll.km IS 'kilometres treated';
COMMENT ON COLUMN t_cll.cnc IS 'Y: called off, never to be counted';

CREATE TABLE t_fc (
    dst_id  int NOT NULL REFERENCES t_dst,
    dt      date NOT NULL,
    t_min   numeric(4, 1) NOT NULL,
    snw_cm  int NOT NULL,
    ice_pct int,
    wrn     jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (dst_id, dt)
);
COMMENT ON TABLE t_fc IS 'forecast for a district and day, made the evening before';
COMMENT ON COLUMN t_fc.ice_pct IS 'chance of ice, percent; 60 or more is the threshold for going out; NULL: not given';
COMMENT ON COLUMN t_fc.wrn IS '{"lvl": 1..4, "src": text}, empty without a warning';

CREATE TABLE t_stn (
    stn_id int PRIMARY KEY,
    dst_id int NOT NULL REFERENCES t_dst,
    nm     text NOT NULL,
    alt_m  int NOT NULL
);
COMMENT ON TABLE t_stn IS 'measuring stations at the roadside';

CREATE TABLE t_mes (
    stn_id int NOT NULL REFERENCES t_stn,
    ts     timestamp NOT NULL,
    rd_c   numeric(4, 1),
    air_c  numeric(4, 1) NOT NULL,
    PRIMARY KEY (stn_id, ts)
);
COMMENT ON COLUMN t_mes.rd_c IS 'temperature of the road surface; NULL: sensor under snow';

CREATE TABLE t_slt (
    slt_id int PRIMARY KEY,
    dst_id int NOT NULL REFERENCES t_dst,
    dt     date NOT NULL,
    sup    text NOT NULL,
    tns    numeric(6, 1) NOT NULL,
    eur    numeric(9, 2)
);
COMMENT ON TABLE t_slt IS 'salt delivered; eur: price of the load, NULL: not billed yet';

CREATE TABLE t_cmp (
    cmp_id int PRIMARY KEY,
    rte_id int REFERENCES t_rte,
    dt     date NOT NULL,
    txt    text NOT NULL,
    ans_dt date
);
COMMENT ON TABLE t_cmp IS 'complaints; rte_id NULL: about no road of ours; ans_dt NULL: unanswered';
