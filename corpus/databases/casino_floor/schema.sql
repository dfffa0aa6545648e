-- Slot floor of a casino. All amounts (_ct) are in euro cents. Win is coin-in less coin-out.

CREATE TABLE zn (
    zn_cd   int PRIMARY KEY,
    zn_nm   text NOT NULL,
    smk_flg int NOT NULL CHECK (smk_flg IN (0, 1))
);
COMMENT ON TABLE zn IS 'zones of the floor';
COMMENT ON COLUMN zn.smk_flg IS '1: smoking allowed';

CREATE TABLE vndr (
    vndr_cd int PRIMARY KEY,
    vndr_nm text NOT NULL,
    ctry_cd text NOT NULL
);
COMMENT ON TABLE vndr IS 'makers of machines';

CREATE TABLE emp (
    emp_no  int PRIMARY KEY,
    emp_nm  text NOT NULL,
    job_cd  int NOT NULL CHECK (job_cd IN (1, 2, 3)),
    hire_dt date NOT NULL,
    term_dt date
);
COMMENT ON COLUMN emp.job_cd IS '1 host, 2 attendant, 3 technician';
COMMENT ON COLUMN emp.term_dt IS 'NULL: still employed';

CREATE TABLE mach (
    mach_no  int PRIMARY KEY,
    mach_nm  text NOT NULL,
    vndr_cd  int NOT NULL REFERENCES vndr,
    zn_cd    int REFERENCES zn,
    typ_cd   int NOT NULL CHECK (typ_cd IN (1, 2, 3)),
    denom_ct int NOT NULL,
    theo_pct numeric(4, 2) NOT NULL,
    inst_dt  date NOT NULL,
    rmv_dt   date
);
COMMENT ON COLUMN mach.mach_nm IS 'name of the game; several machines may run the same';
COMMENT ON COLUMN mach.zn_cd IS 'NULL: in the store room';
COMMENT ON COLUMN mach.typ_cd IS '1 reel slot, 2 video poker, 3 electronic roulette';
COMMENT ON COLUMN mach.denom_ct IS 'smallest bet';
COMMENT ON COLUMN mach.theo_pct IS 'theoretical hold: percent of coin-in that the house keeps by design; theoretical win = coin-in x theo_pct / 100';
COMMENT ON COLUMN mach.rmv_dt IS 'removed; NULL: still ours';

CREATE TABLE plyr (
    plyr_no  int PRIMARY KEY,
    plyr_nm  text NOT NULL,
    brth_dt  date,
    tier_cd  int NOT NULL CHECK (tier_cd BETWEEN 1 AND 4),
    enr_dt   date NOT NULL,
    host_no  int REFERENCES emp,
    clsd_dt  date
);
COMMENT ON TABLE plyr IS 'holders of a player card';
COMMENT ON COLUMN plyr.tier_cd IS '1 blue, 2 silver, 3 gold, 4 black';
COMMENT ON COLUMN plyr.clsd_dt IS 'card closed; NULL: card is open';

CREATE TABLE excl (
    excl_no int PRIMARY KEY,
    plyr_no int NOT NULL REFERENCES plyr,
    typ_cd  int NOT NULL CHECK (typ_cd IN (1, 2, 3)),
    beg_dt  date NOT NULL,
    end_dt  date
);
COMMENT ON TABLE excl IS 'exclusions from play; both days count';
COMMENT ON COLUMN excl.typ_cd IS '1 asked for by the player, 2 by the house, 3 by a court';
COMMENT ON COLUMN excl.end_dt IS 'NULL: for life';

CREATE TABLE sess (
    sess_no int NOT NULL,
    mach_no int NOT NULL REFERENCES mach,
    plyr_no int REFERENCES plyr,
    beg_ts  timestamptz NOT NULL,
    end_ts  timestamptz,
    sts_cd  int NOT NULL CHECK (sts_cd IN (1, 2, 8)),
    in_ct   bigint NOT NULL,
    out_ct  bigint NOT NULL,
    PRIMARY KEY (sess_no, beg_ts)
) PARTITION BY RANGE (beg_ts);
COMMENT ON TABLE sess IS 'one sitting at one machine';
COMMENT ON COLUMN sess.plyr_no IS 'NULL: played without card';
COMMENT ON COLUMN sess.end_ts IS 'NULL while open';
COMMENT ON COLUMN sess.sts_cd IS '1 open, 2 closed, 8 void: a test by a technician, counts nowhere';
COMMENT ON COLUMN sess.in_ct IS 'coin-in: everything bet';
COMMENT ON COLUMN sess.out_ct IS 'coin-out: everything won by the player';
CREATE TABLE sess_24 PARTITION OF sess FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE sess_25 PARTITION OF sess FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE sess_dflt PARTITION OF sess DEFAULT;

CREATE TABLE jkpt (
    jkpt_no int PRIMARY KEY,
    mach_no int NOT NULL REFERENCES mach,
    plyr_no int REFERENCES plyr,
    att_no  int REFERENCES emp,
    hit_ts  timestamptz NOT NULL,
    pd_ts   timestamptz,
    amt_ct  bigint NOT NULL,
    sts_cd  int NOT NULL CHECK (sts_cd IN (1, 2, 9))
);
COMMENT ON TABLE jkpt IS 'jackpots';
COMMENT ON COLUMN jkpt.att_no IS 'attendant who paid; NULL: nobody has yet';
COMMENT ON COLUMN jkpt.pd_ts IS 'paid; NULL unless sts_cd is 2';
COMMENT ON COLUMN jkpt.sts_cd IS '1 waits, 2 paid, 9 void: machine fault, no jackpot';

CREATE TABLE mnt (
    mnt_no  int PRIMARY KEY,
    mach_no int NOT NULL REFERENCES mach,
    tech_no int REFERENCES emp,
    rsn_cd  int NOT NULL CHECK (rsn_cd IN (10, 20, 30, 40)),
    opn_ts  timestamptz NOT NULL,
    cls_ts  timestamptz
);
COMMENT ON TABLE mnt IS 'repairs';
COMMENT ON COLUMN mnt.rsn_cd IS '10 bill jam, 20 printer, 30 screen, 40 software';
COMMENT ON COLUMN mnt.cls_ts IS 'NULL: still out of order';

CREATE TABLE comp (
    comp_no int PRIMARY KEY,
    plyr_no int NOT NULL REFERENCES plyr,
    emp_no  int NOT NULL REFERENCES emp,
    iss_dt  date NOT NULL,
    used_dt date,
    knd_cd  int NOT NULL CHECK (knd_cd IN (1, 2, 3)),
    val_ct  int NOT NULL
);
COMMENT ON TABLE comp IS 'gifts to players';
COMMENT ON COLUMN comp.knd_cd IS '1 meal, 2 room, 3 free play';
COMMENT ON COLUMN comp.used_dt IS 'NULL: not used';
