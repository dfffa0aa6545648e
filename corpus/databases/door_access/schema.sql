-- Doors, badges and swipes of a company with three buildings. Abbreviations throughout; moments are seconds since 1970 (UTC).

CREATE TABLE bldg (
    bldg_id int PRIMARY KEY,
    nm      text NOT NULL,
    cty     text NOT NULL,
    flrs    int NOT NULL
);

CREATE TABLE zn (
    zn_id   int PRIMARY KEY,
    bldg_id int NOT NULL REFERENCES bldg,
    nm      text NOT NULL,
    sec_lvl int NOT NULL CHECK (sec_lvl BETWEEN 1 AND 4),
    cap     int
);
COMMENT ON TABLE zn IS 'zones';
COMMENT ON COLUMN zn.sec_lvl IS 'security level, 1 open to all staff .. 4 vault';
COMMENT ON COLUMN zn.cap IS 'persons allowed at once; NULL: no limit';

CREATE TABLE dr (
    dr_id   int PRIMARY KEY,
    zn_id   int NOT NULL REFERENCES zn,
    cd      text NOT NULL UNIQUE,
    rdr_typ char(1) NOT NULL CHECK (rdr_typ IN ('C', 'P', 'B')),
    inst_dt date NOT NULL,
    svc_dt  date,
    act     boolean NOT NULL
);
COMMENT ON TABLE dr IS 'doors; zn_id is the zone that the door leads into';
COMMENT ON COLUMN dr.rdr_typ IS 'reader: C card, P card and PIN, B biometric';
COMMENT ON COLUMN dr.svc_dt IS 'last service; NULL: never';
COMMENT ON COLUMN dr.act IS 'false: walled up or out of use';

CREATE TABLE dept (
    dept_id int PRIMARY KEY,
    nm      text NOT NULL UNIQUE,
    bldg_id int REFERENCES bldg
);
COMMENT ON COLUMN dept.bldg_id IS 'where it sits; NULL: at home';

CREATE TABLE prs (
    prs_id  int PRIMARY KEY,
    fst_nm  text NOT NULL,
    lst_nm  text NOT NULL,
    dept_id int REFERENCES dept,
    co_nm   text,
    mgr_id  int REFERENCES prs,
    hire_dt date NOT NULL,
    exit_dt date
);
COMMENT ON TABLE prs IS 'persons';
COMMENT ON COLUMN prs.co_nm IS 'firm of a contractor; NULL: own staff';
COMMENT ON COLUMN prs.exit_dt IS 'NULL: still with us';

CREATE TABLE bdg (
    bdg_id  int PRIMARY KEY,
    bdg_no  text NOT NULL UNIQUE,
    prs_id  int NOT NULL REFERENCES prs,
    iss_ts  bigint NOT NULL,
    exp_ts  bigint,
    st      char(1) NOT NULL CHECK (st IN ('A', 'L', 'R'))
);
COMMENT ON TABLE bdg IS 'badges';
COMMENT ON COLUMN bdg.iss_ts IS 'issued, epoch seconds';
COMMENT ON COLUMN bdg.exp_ts IS 'expires, epoch seconds; NULL: never';
COMMENT ON COLUMN bdg.st IS 'A active, L lost, R returned';

CREATE TABLE grp (
    grp_id int PRIMARY KEY,
    nm     text NOT NULL UNIQUE
);
COMMENT ON TABLE grp IS 'access groups';

CREATE TABLE grp_zn (
    grp_id int NOT NULL REFERENCES grp,
    zn_id  int NOT NULL REFERENCES zn,
    frm_hr int NOT NULL,
    to_hr  int NOT NULL,
    PRIMARY KEY (grp_id, zn_id)
);
COMMENT ON TABLE grp_zn IS 'zones that a group may enter, from hour frm_hr to hour to_hr';

CREATE TABLE prs_grp (
    prs_id  int NOT NULL REFERENCES prs,
    grp_id  int NOT NULL REFERENCES grp,
    vld_frm date NOT NULL,
    vld_to  date,
    PRIMARY KEY (prs_id, grp_id, vld_frm)
);
COMMENT ON COLUMN prs_grp.vld_to IS 'first day on which it no longer holds; NULL: holds';

CREATE TABLE swp (
    swp_id int PRIMARY KEY,
    bdg_id int NOT NULL REFERENCES bdg,
    dr_id  int NOT NULL REFERENCES dr,
    ts     bigint NOT NULL,
    dir    char(1) NOT NULL CHECK (dir IN ('I', 'O')),
    res    char(1) NOT NULL CHECK (res IN ('G', 'D')),
    rsn    char(3)
);
COMMENT ON TABLE swp IS 'swipes: a badge held to the reader of a door';
COMMENT ON COLUMN swp.ts IS 'epoch seconds';
COMMENT ON COLUMN swp.dir IS 'I in, O out';
COMMENT ON COLUMN swp.res IS 'G granted, D denied';
COMMENT ON COLUMN swp.rsn IS 'why denied: ZON zone not allowed, TIM outside hours, PBK pass-back (in twice without out), EXP badge expired; NULL: granted';

CREATE TABLE alm (
    alm_id int PRIMARY KEY,
    dr_id  int NOT NULL REFERENCES dr,
    ts     bigint NOT NULL,
    typ    char(1) NOT NULL CHECK (typ IN ('F', 'H', 'T')),
    ack_ts bigint,
    ack_by int REFERENCES prs
);
COMMENT ON TABLE alm IS 'alarms of doors';
COMMENT ON COLUMN alm.typ IS 'F forced open, H held open, T tampering';
COMMENT ON COLUMN alm.ack_ts IS 'acknowledged, epoch seconds; NULL: not yet';

CREATE TABLE vst (
    vst_id  int PRIMARY KEY,
    host_id int NOT NULL REFERENCES prs,
    vst_nm  text NOT NULL,
    co_nm   text,
    vst_dt  date NOT NULL,
    in_ts   bigint,
    out_ts  bigint,
    xtra    jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE vst IS 'visitors announced; host_id is whom they visit';
COMMENT ON COLUMN vst.co_nm IS 'firm of the visitor; NULL: private';
COMMENT ON COLUMN vst.in_ts IS 'arrival at the desk, epoch seconds; NULL: never came';
COMMENT ON COLUMN vst.xtra IS '{"plate": text, "nda": true, "wifi": true}, each key only where it applies';
