-- Mission control of a small agency: spacecraft, passes over ground stations, commands, telemetry, anomalies, observations.
-- Times that end in _ms are milliseconds since 1970-01-01 00:00 UTC.

CREATE TABLE msn (
    msn_id   int PRIMARY KEY,
    msn_nm   text NOT NULL,
    tgt      text NOT NULL,
    bdgt_m   numeric(7, 1),
    appr_yr  int NOT NULL
);
COMMENT ON TABLE msn IS 'missions';
COMMENT ON COLUMN msn.tgt IS 'target body: Earth, Moon, Mars, Venus, Sun, asteroid';
COMMENT ON COLUMN msn.bdgt_m IS 'budget, millions of euros; NULL: not settled';
COMMENT ON COLUMN msn.appr_yr IS 'year of approval';

CREATE TABLE s_c (
    sc_id     int PRIMARY KEY,
    msn_id    int NOT NULL REFERENCES msn,
    sc_nm     text NOT NULL UNIQUE,
    lnch_dt   date,
    mass_kg   numeric(7, 1) NOT NULL,
    st_cd     char(2) NOT NULL,
    mthr_sc_id int REFERENCES s_c
);
COMMENT ON TABLE s_c IS 'spacecraft';
COMMENT ON COLUMN s_c.lnch_dt IS 'launch; NULL: not launched yet';
COMMENT ON COLUMN s_c.mass_kg IS 'at launch, with fuel';
COMMENT ON COLUMN s_c.st_cd IS 'OP operating, SF safe mode, LO lost, RE re-entered, AS still being assembled';
COMMENT ON COLUMN s_c.mthr_sc_id IS 'the mother craft that carried this one; NULL: flew alone';

CREATE TABLE gnd_stn (
    gs_id   int PRIMARY KEY,
    gs_nm   text NOT NULL,
    ctry    text NOT NULL,
    lat_deg numeric(6, 3) NOT NULL,
    lon_deg numeric(6, 3) NOT NULL,
    dish_m  numeric(4, 1) NOT NULL
);
COMMENT ON COLUMN gnd_stn.dish_m IS 'diameter of the dish, metres';

CREATE TABLE opr (
    op_id   int PRIMARY KEY,
    giv_nm  text NOT NULL,
    fam_nm  text NOT NULL,
    desk_cd char(3) NOT NULL,
    born_dt date NOT NULL,
    cert_dt date,
    left_dt date
);
COMMENT ON TABLE opr IS 'operators, the people at the consoles';
COMMENT ON COLUMN opr.desk_cd IS 'FLT flight director, CMD command desk, TLM telemetry, PLN planning';
COMMENT ON COLUMN opr.cert_dt IS 'certified since; NULL: in training';
COMMENT ON COLUMN opr.left_dt IS 'NULL: still here';

CREATE TABLE pass (
    pass_id  int PRIMARY KEY,
    sc_id    int NOT NULL REFERENCES s_c,
    gs_id    int NOT NULL REFERENCES gnd_stn,
    aos_ms   bigint NOT NULL,
    los_ms   bigint NOT NULL CHECK (los_ms > aos_ms),
    rslt_cd  smallint NOT NULL CHECK (rslt_cd BETWEEN 0 AND 3),
    dl_mb    numeric(9, 1),
    lead_op_id int REFERENCES opr
);
COMMENT ON TABLE pass IS 'contacts of a spacecraft with a ground station, past and planned';
COMMENT ON COLUMN pass.aos_ms IS 'acquisition of signal: the pass begins';
COMMENT ON COLUMN pass.los_ms IS 'loss of signal: the pass ends';
COMMENT ON COLUMN pass.rslt_cd IS '0 planned, 1 done, 2 missed, 3 cancelled';
COMMENT ON COLUMN pass.dl_mb IS 'downlinked megabytes; NULL unless done';

CREATE TABLE cmd (
    pass_id int NOT NULL REFERENCES pass,
    cmd_seq int NOT NULL,
    mnem    text NOT NULL,
    sent_ms bigint NOT NULL,
    ack_ms  bigint,
    rjct_fl smallint NOT NULL DEFAULT 0,
    op_id   int NOT NULL REFERENCES opr,
    PRIMARY KEY (pass_id, cmd_seq)
);
COMMENT ON TABLE cmd IS 'commands sent up during a pass, numbered from 1';
COMMENT ON COLUMN cmd.mnem IS 'mnemonic; its first part, before the underscore, is the subsystem: PWR, THM, AOC, COM, PLD';
COMMENT ON COLUMN cmd.ack_ms IS 'acknowledged by the spacecraft; NULL: never';
COMMENT ON COLUMN cmd.rjct_fl IS '1: rejected on board';

CREATE TABLE tlm_par (
    par_id  int PRIMARY KEY,
    sc_id   int NOT NULL REFERENCES s_c,
    par_nm  text NOT NULL,
    unit    text NOT NULL,
    lo_lim  numeric,
    hi_lim  numeric
);
COMMENT ON TABLE tlm_par IS 'telemetry parameters';
COMMENT ON COLUMN tlm_par.lo_lim IS 'a lower value is out of limits; NULL: no lower limit';
COMMENT ON COLUMN tlm_par.hi_lim IS 'a higher value is out of limits; NULL: no upper limit';

CREATE TABLE tlm (
    par_id int NOT NULL REFERENCES tlm_par,
    utc_ms bigint NOT NULL,
    val    numeric(9, 2),
    PRIMARY KEY (par_id, utc_ms)
);
COMMENT ON COLUMN tlm.val IS 'NULL: garbled';

CREATE TABLE anom (
    anom_id  int PRIMARY KEY,
    sc_id    int NOT NULL REFERENCES s_c,
    ttl      text NOT NULL,
    subsys   char(3) NOT NULL,
    sev      smallint NOT NULL CHECK (sev BETWEEN 1 AND 4),
    open_ms  bigint NOT NULL,
    clos_ms  bigint,
    own_op_id int REFERENCES opr,
    rel_anom_id int REFERENCES anom
);
COMMENT ON TABLE anom IS 'anomalies: what went wrong in flight';
COMMENT ON COLUMN anom.sev IS '1 mission at risk, 2 major, 3 minor, 4 note';
COMMENT ON COLUMN anom.clos_ms IS 'NULL: open';
COMMENT ON COLUMN anom.own_op_id IS 'who looks after it; NULL: nobody yet';
COMMENT ON COLUMN anom.rel_anom_id IS 'an earlier anomaly that this one repeats';

CREATE TABLE instr (
    instr_id int PRIMARY KEY,
    sc_id    int NOT NULL REFERENCES s_c,
    instr_nm text NOT NULL,
    pi_nm    text NOT NULL,
    pwr_w    numeric(6, 1) NOT NULL,
    on_fl    smallint NOT NULL
);
COMMENT ON TABLE instr IS 'scientific instruments';
COMMENT ON COLUMN instr.pi_nm IS 'principal investigator';
COMMENT ON COLUMN instr.on_fl IS '1: switched on';

CREATE TABLE obs (
    obs_id   int PRIMARY KEY,
    instr_id int NOT NULL REFERENCES instr,
    strt_ms  bigint NOT NULL,
    dur_s    int NOT NULL,
    qual     smallint,
    meta     jsonb NOT NULL,
    bands    text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE obs IS 'observations of an instrument';
COMMENT ON COLUMN obs.dur_s IS 'duration in seconds';
COMMENT ON COLUMN obs.qual IS '1 poor to 5 excellent; NULL: not looked at yet';
COMMENT ON COLUMN obs.meta IS '{"region": text, "cloud_pct": number, "mode": "survey" or "zoom"}; cloud_pct over Earth only';

CREATE TABLE mnvr (
    mnvr_id int PRIMARY KEY,
    sc_id   int NOT NULL REFERENCES s_c,
    at_ms   bigint NOT NULL,
    dv_mps  numeric(7, 2) NOT NULL,
    fuel_kg numeric(6, 2) NOT NULL,
    why     text NOT NULL
);
COMMENT ON TABLE mnvr IS 'manoeuvres flown';
COMMENT ON COLUMN mnvr.dv_mps IS 'change of velocity, metres per second';
COMMENT ON COLUMN mnvr.why IS 'orbit keeping, collision avoidance, insertion or deorbit';

CREATE VIEW v_done_pass AS
SELECT pass_id, sc_id, gs_id, to_timestamp(aos_ms / 1000.0) AS aos_at, (los_ms - aos_ms) / 60000.0 AS mins, dl_mb
FROM pass
WHERE rslt_cd = 1;
COMMENT ON VIEW v_done_pass IS 'passes that took place, with readable times';
