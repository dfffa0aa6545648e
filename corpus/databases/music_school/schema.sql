-- A music school: teachers, pupils, lesson packs bought in advance, lessons, recitals, instruments on hire, exchanges with partner schools. Money is in euros.

CREATE TYPE family AS ENUM ('strings', 'woodwind', 'brass', 'keys', 'percussion', 'voice');
CREATE TYPE lesson_status AS ENUM ('planned', 'held', 'cancelled', 'missed');

CREATE TABLE instrument (
    id     int PRIMARY KEY,
    name   text NOT NULL UNIQUE,
    family family NOT NULL
);

CREATE TABLE teacher (
    id          int PRIMARY KEY,
    full_name   text NOT NULL,
    instruments text[] NOT NULL,
    hourly_eur  numeric(5, 2) NOT NULL,
    started_on  date NOT NULL,
    left_on     date
);
COMMENT ON COLUMN teacher.instruments IS 'names of the instruments taught, first the main one';

CREATE TABLE pupil (
    id           int PRIMARY KEY,
    full_name    text NOT NULL,
    born         date NOT NULL,
    town         text NOT NULL,
    parent_email text,
    enrolled_on  date NOT NULL,
    left_on      date
);
COMMENT ON COLUMN pupil.parent_email IS 'NULL: grown-up or not given';

CREATE TABLE lesson_pack (
    id            int PRIMARY KEY,
    pupil_id      int NOT NULL REFERENCES pupil,
    teacher_id    int NOT NULL REFERENCES teacher,
    instrument_id int NOT NULL REFERENCES instrument,
    bought_on     date NOT NULL,
    lessons       int NOT NULL,
    price_eur     numeric(7, 2) NOT NULL,
    paid_on       date
);
COMMENT ON COLUMN lesson_pack.lessons IS 'lessons bought; held and missed ones use it up, cancelled ones do not';
COMMENT ON COLUMN lesson_pack.paid_on IS 'NULL: open';

CREATE TABLE lesson (
    id             int PRIMARY KEY,
    lesson_pack_id int NOT NULL REFERENCES lesson_pack,
    starts_at      timestamptz NOT NULL,
    minutes        int NOT NULL,
    status         lesson_status NOT NULL,
    substitute_id  int REFERENCES teacher,
    room           text NOT NULL
);
COMMENT ON COLUMN lesson.substitute_id IS 'who stood in for the teacher of the pack; NULL: nobody';
COMMENT ON COLUMN lesson.status IS 'missed: the pupil did not come; planned: in the future';

CREATE TABLE recital (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    held_on   date NOT NULL,
    venue     text NOT NULL,
    cancelled boolean NOT NULL,
    visitors  int
);
COMMENT ON COLUMN recital.held_on IS 'may lie in the future';
COMMENT ON COLUMN recital.visitors IS 'NULL: not counted, or not yet';

CREATE TABLE performance (
    recital_id    int NOT NULL REFERENCES recital,
    place         int NOT NULL,
    pupil_id      int NOT NULL REFERENCES pupil,
    instrument_id int NOT NULL REFERENCES instrument,
    piece         text NOT NULL,
    composer      text,
    minutes       int NOT NULL,
    PRIMARY KEY (recital_id, place)
);
COMMENT ON COLUMN performance.place IS 'order in the programme';
COMMENT ON COLUMN performance.composer IS 'NULL: traditional or own';

CREATE TABLE hire (
    id            int PRIMARY KEY,
    pupil_id      int NOT NULL REFERENCES pupil,
    instrument_id int NOT NULL REFERENCES instrument,
    serial_no     text NOT NULL,
    hired_on      date NOT NULL,
    returned_on   date,
    monthly_eur   numeric(5, 2) NOT NULL
);
COMMENT ON COLUMN hire.returned_on IS 'NULL: still out';

CREATE TABLE exchange (
    id             int PRIMARY KEY,
    partner_school text NOT NULL,
    country        text NOT NULL,
    first_day      date NOT NULL,
    last_day       date NOT NULL,
    leader_id      int NOT NULL REFERENCES teacher
);

CREATE TABLE exchange_pupil (
    exchange_id int NOT NULL REFERENCES exchange,
    pupil_id    int NOT NULL REFERENCES pupil,
    fee_eur     numeric(6, 2) NOT NULL,
    PRIMARY KEY (exchange_id, pupil_id)
);
