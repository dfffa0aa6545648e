-- A local radio station. Lengths in milliseconds (_ms), money in euros. Nothing is played twice at the same moment:
-- one row of pl for each play of a track. st is the day and time of the start, local time.

CREATE TYPE req_chan AS ENUM ('phone', 'app', 'mail', 'studio');

CREATE TABLE art (
    art_id  int PRIMARY KEY,
    art_nm  text NOT NULL,
    ctry_cd char(2),
    is_loc  boolean NOT NULL DEFAULT false,
    frmd_yr int
);
COMMENT ON TABLE art IS 'artists';
COMMENT ON COLUMN art.is_loc IS 'from our region';
COMMENT ON COLUMN art.frmd_yr IS 'year in which the act was formed; NULL: not known';

CREATE TABLE trk (
    trk_id  int PRIMARY KEY,
    art_id  int NOT NULL REFERENCES art,
    feat_id int REFERENCES art,
    ttl     text NOT NULL,
    rls_yr  int,
    dur_ms  int NOT NULL,
    gnr_cd  char(3) NOT NULL CHECK (gnr_cd IN ('POP', 'ROC', 'JAZ', 'HIP', 'CLA', 'FOL')),
    tags    text[] NOT NULL DEFAULT '{}',
    meta    jsonb NOT NULL DEFAULT '{}',
    ban_dt  date
);
COMMENT ON TABLE trk IS 'tracks';
COMMENT ON COLUMN trk.feat_id IS 'guest artist; NULL: none';
COMMENT ON COLUMN trk.gnr_cd IS 'POP pop, ROC rock, JAZ jazz, HIP hip-hop, CLA classical, FOL folk';
COMMENT ON COLUMN trk.meta IS 'keys, each may be missing: bpm (number), explicit (true), isrc (text)';
COMMENT ON COLUMN trk.ban_dt IS 'taken out of rotation; NULL: may be played';

CREATE TABLE prsn (
    prsn_id int PRIMARY KEY,
    prsn_nm text NOT NULL,
    brth_dt date,
    join_dt date NOT NULL,
    quit_dt date,
    stf     boolean NOT NULL
);
COMMENT ON TABLE prsn IS 'presenters and news readers';
COMMENT ON COLUMN prsn.quit_dt IS 'NULL: on air';
COMMENT ON COLUMN prsn.stf IS 'true: employed; false: free-lance';

CREATE TABLE prg (
    prg_id  int PRIMARY KEY,
    prg_nm  text NOT NULL UNIQUE,
    host_id int REFERENCES prsn,
    dpt_id  int REFERENCES prsn,
    wk_min  int NOT NULL,
    beg_dt  date NOT NULL,
    end_dt  date
);
COMMENT ON TABLE prg IS 'programmes';
COMMENT ON COLUMN prg.host_id IS 'NULL: automatic, without a voice';
COMMENT ON COLUMN prg.dpt_id IS 'deputy of the host';
COMMENT ON COLUMN prg.wk_min IS 'minutes a week';
COMMENT ON COLUMN prg.end_dt IS 'NULL: still in the schedule';

CREATE TABLE pl (
    pl_id  int PRIMARY KEY,
    trk_id int NOT NULL REFERENCES trk,
    prg_id int NOT NULL REFERENCES prg,
    st     timestamp NOT NULL,
    air_ms int NOT NULL
);
COMMENT ON TABLE pl IS 'plays';
COMMENT ON COLUMN pl.air_ms IS 'what was heard of it; less than dur_ms of the track: faded out early';

CREATE TABLE lsn (
    lsn_id  int PRIMARY KEY,
    lsn_nm  text NOT NULL,
    town    text,
    brth_dt date,
    club    boolean NOT NULL
);
COMMENT ON TABLE lsn IS 'listeners who gave their name';
COMMENT ON COLUMN lsn.club IS 'pays for the listeners'' club';

CREATE TABLE req (
    req_id int PRIMARY KEY,
    lsn_id int REFERENCES lsn,
    trk_id int NOT NULL REFERENCES trk,
    req_ts timestamp NOT NULL,
    chan   req_chan NOT NULL,
    msg    text,
    pl_id  int REFERENCES pl
);
COMMENT ON TABLE req IS 'requests for tracks';
COMMENT ON COLUMN req.lsn_id IS 'NULL: gave no name';
COMMENT ON COLUMN req.pl_id IS 'the play that fulfilled it; NULL: not fulfilled';

CREATE TABLE adv (
    adv_id  int PRIMARY KEY,
    adv_nm  text NOT NULL,
    branch  text,
    town    text
);
COMMENT ON TABLE adv IS 'advertisers';

CREATE TABLE spot (
    spot_id int PRIMARY KEY,
    adv_id  int NOT NULL REFERENCES adv,
    ttl     text NOT NULL,
    dur_ms  int NOT NULL,
    prc_eur numeric(7, 2) NOT NULL
);
COMMENT ON COLUMN spot.prc_eur IS 'price of one broadcast; income is the sum over broadcasts';

CREATE TABLE spot_air (
    spot_id int NOT NULL REFERENCES spot,
    prg_id  int NOT NULL REFERENCES prg,
    st      timestamp NOT NULL,
    PRIMARY KEY (spot_id, st)
);

CREATE TABLE rch (
    wk_dt   date NOT NULL,
    prg_id  int NOT NULL REFERENCES prg,
    lsn_n   int NOT NULL,
    PRIMARY KEY (wk_dt, prg_id)
);
COMMENT ON TABLE rch IS 'reach: listeners of a programme in the week that begins on wk_dt, a Monday';

CREATE INDEX pl_trk_st ON pl (trk_id, st);
