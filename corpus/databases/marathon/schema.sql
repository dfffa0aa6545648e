-- A running club's races: a ten-kilometre series every four weeks and a marathon weekend a year, timed by chips.
-- Gun time runs from the starting gun to the finish line, net time from the runner's own crossing of the start line.

CREATE TABLE club (
    club_id int PRIMARY KEY,
    club_nm text NOT NULL,
    town    text NOT NULL
);

CREATE TABLE rnr (
    rnr_id  int PRIMARY KEY,
    f_nm    text NOT NULL,
    l_nm    text NOT NULL,
    sex     char(1) NOT NULL CHECK (sex IN ('F', 'M')),
    b_dt    date NOT NULL,
    ctry_cd char(3) NOT NULL,
    club_id int REFERENCES club,
    eml     text
);
COMMENT ON TABLE rnr IS 'runners';
COMMENT ON COLUMN rnr.f_nm IS 'first name';
COMMENT ON COLUMN rnr.l_nm IS 'last name';
COMMENT ON COLUMN rnr.b_dt IS 'date of birth';
COMMENT ON COLUMN rnr.club_id IS 'NULL: runs for no club';

CREATE TABLE evt (
    evt_id int PRIMARY KEY,
    evt_nm text NOT NULL,
    evt_dt date NOT NULL,
    temp_c numeric(4, 1)
);
COMMENT ON TABLE evt IS 'race days';
COMMENT ON COLUMN evt.temp_c IS 'temperature at noon; NULL: not noted';

CREATE TABLE rc (
    rc_id   int PRIMARY KEY,
    evt_id  int NOT NULL REFERENCES evt,
    dist_km numeric(6, 3) NOT NULL,
    gun_ts  timestamptz NOT NULL,
    fee     numeric(5, 2) NOT NULL,
    cap     int
);
COMMENT ON TABLE rc IS 'races of a race day, by distance; a marathon is 42.195, a half marathon 21.098';
COMMENT ON COLUMN rc.fee IS 'pounds to enter';
COMMENT ON COLUMN rc.cap IS 'most entries allowed; NULL: no limit';

CREATE TABLE ent (
    rc_id   int NOT NULL REFERENCES rc,
    bib     int NOT NULL,
    rnr_id  int NOT NULL REFERENCES rnr,
    ent_dt  date NOT NULL,
    paid_dt date,
    res_cd  char(3) NOT NULL CHECK (res_cd IN ('FIN', 'DNF', 'DNS', 'DSQ', 'ENT')),
    dsq_rsn text,
    tgt     interval,
    PRIMARY KEY (rc_id, bib),
    UNIQUE (rc_id, rnr_id)
);
COMMENT ON TABLE ent IS 'entries: who runs with which bib number';
COMMENT ON COLUMN ent.paid_dt IS 'fee paid; NULL: not';
COMMENT ON COLUMN ent.res_cd IS 'FIN finished, DNF gave up, DNS never started, DSQ disqualified, ENT entered for a race to come';
COMMENT ON COLUMN ent.dsq_rsn IS 'why disqualified';
COMMENT ON COLUMN ent.tgt IS 'net time that the runner hopes for; NULL: not told';

CREATE TABLE chk_pt (
    chk_id int PRIMARY KEY,
    rc_id  int NOT NULL REFERENCES rc,
    seq    int NOT NULL,
    chk_nm text NOT NULL,
    km     numeric(6, 3) NOT NULL
);
COMMENT ON TABLE chk_pt IS 'timing mats of a race; the first (seq 0) is Start, the last is Finish';

CREATE TABLE spl (
    rc_id  int NOT NULL,
    bib    int NOT NULL,
    chk_id int NOT NULL REFERENCES chk_pt,
    at_ts  timestamptz NOT NULL,
    PRIMARY KEY (rc_id, bib, chk_id),
    FOREIGN KEY (rc_id, bib) REFERENCES ent
);
COMMENT ON TABLE spl IS 'when a chip crossed a mat; a mat may miss a chip';

CREATE TABLE med (
    med_id int PRIMARY KEY,
    rc_id  int NOT NULL REFERENCES rc,
    bib    int,
    km     numeric(5, 2),
    cplt   text NOT NULL,
    hosp_fl smallint NOT NULL
);
COMMENT ON TABLE med IS 'whom the first-aiders treated';
COMMENT ON COLUMN med.bib IS 'NULL: a spectator';
COMMENT ON COLUMN med.cplt IS 'complaint: blister, cramp, heat, fall, chest pain';
COMMENT ON COLUMN med.hosp_fl IS '1: taken to hospital';

CREATE TABLE vol (
    evt_id int NOT NULL REFERENCES evt,
    vol_nm text NOT NULL,
    post   text NOT NULL,
    hrs    numeric(3, 1) NOT NULL,
    PRIMARY KEY (evt_id, vol_nm)
);
COMMENT ON TABLE vol IS 'volunteers of a race day: water, marshal, bag drop, timing';

CREATE VIEW v_fin AS
SELECT e.rc_id, e.bib, e.rnr_id, f.at_ts - r.gun_ts AS gun_tm, f.at_ts - s.at_ts AS net_tm
FROM ent AS e
JOIN rc AS r ON r.rc_id = e.rc_id
JOIN chk_pt AS fc ON fc.rc_id = e.rc_id AND fc.chk_nm = 'Finish'
JOIN spl AS f ON f.rc_id = e.rc_id AND f.bib = e.bib AND f.chk_id = fc.chk_id
JOIN chk_pt AS sc ON sc.rc_id = e.rc_id AND sc.seq = 0
JOIN spl AS s ON s.rc_id = e.rc_id AND s.bib = e.bib AND s.chk_id = sc.chk_id
WHERE e.res_cd = 'FIN';
COMMENT ON VIEW v_fin IS 'finishers with gun and net time; places are by gun time';
