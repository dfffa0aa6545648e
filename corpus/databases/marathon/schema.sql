-- A running association: runners and clubs, events with races over several distances, entries with gun and net times, splits at checkpoints, volunteers, sponsors.

CREATE TABLE clb (
    clb_id  int PRIMARY KEY,
    clb_nm  text NOT NULL UNIQUE,
    twn     text NOT NULL,
    fnd_yr  int
);
COMMENT ON TABLE clb IS 'clubs: name, town, year of foundation (NULL: unknown)';

CREATE TABLE rnr (
    rnr_id   int PRIMARY KEY,
    fst_nm   text NOT NULL,
    lst_nm   text NOT NULL,
    sex      char(1) NOT NULL CHECK (sex IN ('F', 'M', 'X')),
    brth_dt  date,
    cntry_cd char(2) NOT NULL,
    clb_id   int REFERENCES clb,
    eml      text,
    prf      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE rnr IS 'runners: first name, last name, sex, date of birth, country code, club (NULL: runs for none), e-mail';
COMMENT ON COLUMN rnr.prf IS '{"shirt": "S" | "M" | "L" | "XL", "allergies": [text], "coach": text}; every key may be missing';

CREATE TABLE evt (
    evt_id   int PRIMARY KEY,
    evt_nm   text NOT NULL,
    evt_dt   date NOT NULL,
    twn      text NOT NULL,
    temp_c   numeric(4, 1),
    cncl     char(1) NOT NULL CHECK (cncl IN ('Y', 'N'))
);
COMMENT ON TABLE evt IS 'events: name (the same one every time), date, town, temperature at noon, cancelled Y/N';
COMMENT ON COLUMN evt.temp_c IS 'NULL: not measured, or still to come';

CREATE TABLE rce (
    rce_id   int PRIMARY KEY,
    evt_id   int NOT NULL REFERENCES evt,
    rce_nm   text NOT NULL,
    dst_km   numeric(6, 3) NOT NULL,
    gun_ts   timestamptz NOT NULL,
    lim_min  int,
    fee_eur  numeric(6, 2) NOT NULL,
    max_strt int NOT NULL
);
COMMENT ON TABLE rce IS 'races of an event: name, distance in kilometres, time of the gun, time limit in minutes (NULL: none), entry fee, most starters allowed';

CREATE TABLE ent (
    ent_id  int PRIMARY KEY,
    rce_id  int NOT NULL REFERENCES rce,
    rnr_id  int NOT NULL REFERENCES rnr,
    bib     int NOT NULL,
    ent_ts  timestamptz NOT NULL,
    paid_dt date,
    stat_cd char(1) NOT NULL CHECK (stat_cd IN ('E', 'F', 'D', 'Q', 'N')),
    gun_s   int,
    net_s   int,
    UNIQUE (rce_id, rnr_id),
    UNIQUE (rce_id, bib)
);
COMMENT ON TABLE ent IS 'entries of runners for races, with their start number (bib), time of entering, day the fee was paid (NULL: unpaid)';
COMMENT ON COLUMN ent.stat_cd IS 'E entered (race to come), F finished, D did not finish, Q disqualified, N did not start';
COMMENT ON COLUMN ent.gun_s IS 'seconds from the gun to the finish; NULL unless finished';
COMMENT ON COLUMN ent.net_s IS 'seconds from the runner''s own crossing of the start line to the finish; results go by net time';

CREATE TABLE chk (
    rce_id int NOT NULL REFERENCES rce,
    chk_no int NOT NULL,
    km     numeric(5, 1) NOT NULL,
    PRIMARY KEY (rce_id, chk_no)
);
COMMENT ON TABLE chk IS 'checkpoints of a race and at which kilometre they stand';

CREATE TABLE splt (
    ent_id int NOT NULL REFERENCES ent,
    chk_no int NOT NULL,
    net_s  int NOT NULL,
    PRIMARY KEY (ent_id, chk_no)
);
COMMENT ON TABLE splt IS 'net seconds of an entry at a checkpoint';

CREATE TABLE vlt (
    vlt_id int PRIMARY KEY,
    nm     text NOT NULL,
    langs  text[] NOT NULL DEFAULT '{}',
    rnr_id int REFERENCES rnr
);
COMMENT ON TABLE vlt IS 'volunteers, the languages they speak, and which runner they are when they run (NULL: do not run)';

CREATE TABLE vlt_shf (
    evt_id int NOT NULL REFERENCES evt,
    vlt_id int NOT NULL REFERENCES vlt,
    post   text NOT NULL,
    hrs    numeric(4, 1) NOT NULL,
    PRIMARY KEY (evt_id, vlt_id)
);
COMMENT ON TABLE vlt_shf IS 'shifts of volunteers at an event: post and hours';

CREATE TABLE spns (
    spns_id int PRIMARY KEY,
    spns_nm text NOT NULL,
    evt_id  int NOT NULL REFERENCES evt,
    amt_eur numeric(8, 2) NOT NULL
);
COMMENT ON TABLE spns IS 'what a sponsor gave for an event';
