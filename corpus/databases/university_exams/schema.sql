-- The exam office of a university. cr: credits (ECTS); grades 1.0 (best) to 5.0 (failed, from 4.1 on).
CREATE TABLE fac (
    fac_cd  text PRIMARY KEY,
    fac_nm  text NOT NULL
);
COMMENT ON TABLE fac IS 'faculties';

CREATE TABLE lect (
    lect_id  int PRIMARY KEY,
    nm       text NOT NULL,
    fac_cd   text NOT NULL REFERENCES fac,
    born_dt  date,
    hire_dt  date NOT NULL,
    ret_dt   date
);
COMMENT ON TABLE lect IS 'lecturers';
COMMENT ON COLUMN lect.ret_dt IS 'day of retirement or leaving; NULL: still teaching';

CREATE TABLE mod (
    mod_cd   text PRIMARY KEY,
    ttl      text NOT NULL,
    fac_cd   text NOT NULL REFERENCES fac,
    cr       int NOT NULL,
    lvl      text NOT NULL CHECK (lvl IN ('BA', 'MA')),
    lect_id  int NOT NULL REFERENCES lect,
    dep_id   int REFERENCES lect,
    tags     text[] NOT NULL,
    end_dt   date
);
COMMENT ON TABLE mod IS 'modules; lect_id is responsible, dep_id stands in';
COMMENT ON COLUMN mod.end_dt IS 'no longer offered from this day; NULL: offered';

CREATE TABLE prereq (
    mod_cd      text NOT NULL REFERENCES mod,
    req_mod_cd  text NOT NULL REFERENCES mod,
    PRIMARY KEY (mod_cd, req_mod_cd)
);
COMMENT ON TABLE prereq IS 'req_mod_cd must be passed before mod_cd is sat';

CREATE TABLE stud (
    stud_id  int PRIMARY KEY,
    nm       text NOT NULL,
    born_dt  date,
    eml      text,
    fac_cd   text NOT NULL REFERENCES fac,
    enr_dt   date NOT NULL,
    exm_dt   date,
    exm_rsn  text CHECK (exm_rsn IN ('G', 'D', 'X'))
);
COMMENT ON TABLE stud IS 'students';
COMMENT ON COLUMN stud.enr_dt IS 'day of enrolment';
COMMENT ON COLUMN stud.exm_dt IS 'day of leaving; NULL: enrolled';
COMMENT ON COLUMN stud.exm_rsn IS 'G graduated, D dropped out, X expelled; NULL: enrolled';

CREATE TABLE room (
    room_cd  text PRIMARY KEY,
    bldg     text NOT NULL,
    seats    int NOT NULL
);

CREATE TABLE sit (
    sit_id   int PRIMARY KEY,
    mod_cd   text NOT NULL REFERENCES mod,
    room_cd  text REFERENCES room,
    beg_ts   timestamp NOT NULL,
    dur_min  int NOT NULL,
    form     text NOT NULL CHECK (form IN ('W', 'O', 'P')),
    cncl     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE sit IS 'sittings of exams, also those to come';
COMMENT ON COLUMN sit.form IS 'W written, O oral, P practical';
COMMENT ON COLUMN sit.room_cd IS 'NULL: room not set yet, or held at the lecturer''s';
COMMENT ON COLUMN sit.cncl IS 'called off';

CREATE TABLE reg (
    stud_id  int NOT NULL REFERENCES stud,
    sit_id   int NOT NULL REFERENCES sit,
    reg_dt   date NOT NULL,
    att_no   int NOT NULL,
    stat     text NOT NULL CHECK (stat IN ('R', 'P', 'F', 'N', 'W')),
    grd      numeric(2, 1),
    pub_dt   date,
    PRIMARY KEY (stud_id, sit_id)
);
COMMENT ON TABLE reg IS 'registrations of students for sittings';
COMMENT ON COLUMN reg.att_no IS 'attempt: 1 first, 2 and 3 resits';
COMMENT ON COLUMN reg.stat IS 'R registered and open, P passed, F failed, N no show, W withdrew';
COMMENT ON COLUMN reg.grd IS 'only with P or F';
COMMENT ON COLUMN reg.pub_dt IS 'day on which the grade was published';

CREATE TABLE appl (
    appl_id  int PRIMARY KEY,
    stud_id  int NOT NULL,
    sit_id   int NOT NULL,
    filed_dt date NOT NULL,
    dec_dt   date,
    new_grd  numeric(2, 1),
    info     jsonb NOT NULL DEFAULT '{}',
    FOREIGN KEY (stud_id, sit_id) REFERENCES reg
);
COMMENT ON TABLE appl IS 'appeals against grades';
COMMENT ON COLUMN appl.dec_dt IS 'NULL: open';
COMMENT ON COLUMN appl.new_grd IS 'NULL: grade stands, or open';
COMMENT ON COLUMN appl.info IS 'keys, each may be missing: ground (text), pages (number), lawyer (true or false)';
