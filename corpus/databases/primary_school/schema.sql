-- A primary school: school years and terms, classes, pupils and their families, marks, absences, clubs, lunches. Amounts are pounds.

CREATE TYPE absence_reason AS ENUM ('illness', 'medical appointment', 'family', 'unexplained');

CREATE TABLE school_years (
    id        int PRIMARY KEY,
    label     text NOT NULL UNIQUE,
    starts_on date NOT NULL,
    ends_on   date NOT NULL
);
COMMENT ON COLUMN school_years.label IS 'such as 2024/25';

CREATE TABLE terms (
    id             int PRIMARY KEY,
    school_year_id int NOT NULL REFERENCES school_years,
    name           text NOT NULL CHECK (name IN ('autumn', 'spring', 'summer')),
    starts_on      date NOT NULL,
    ends_on        date NOT NULL
);

CREATE TABLE teachers (
    id         int PRIMARY KEY,
    full_name  text NOT NULL,
    subjects   text[] NOT NULL,
    full_time  boolean NOT NULL,
    hired_on   date NOT NULL,
    left_on    date
);
COMMENT ON COLUMN teachers.left_on IS 'NULL: still teaching here';

CREATE TABLE classes (
    id             int PRIMARY KEY,
    school_year_id int NOT NULL REFERENCES school_years,
    name           text NOT NULL,
    grade          int NOT NULL CHECK (grade BETWEEN 1 AND 6),
    teacher_id     int NOT NULL REFERENCES teachers,
    assistant_id   int REFERENCES teachers,
    room           text
);
COMMENT ON TABLE classes IS 'a class in one school year';
COMMENT ON COLUMN classes.assistant_id IS 'a second teacher; NULL: none';

CREATE TABLE families (
    id           int PRIMARY KEY,
    surname      text NOT NULL,
    town         text NOT NULL,
    phone        text,
    free_lunch   boolean NOT NULL
);
COMMENT ON COLUMN families.free_lunch IS 'pays nothing for lunches';

CREATE TABLE pupils (
    id          int PRIMARY KEY,
    family_id   int NOT NULL REFERENCES families,
    first_name  text NOT NULL,
    born_on     date NOT NULL,
    enrolled_on date NOT NULL,
    left_on     date,
    languages   text[] NOT NULL DEFAULT '{English}'
);
COMMENT ON COLUMN pupils.left_on IS 'NULL: still at the school. Pupils of one family are siblings';
COMMENT ON COLUMN pupils.languages IS 'spoken at home';

CREATE TABLE class_members (
    class_id  int NOT NULL REFERENCES classes,
    pupil_id  int NOT NULL REFERENCES pupils,
    PRIMARY KEY (class_id, pupil_id)
);

CREATE TABLE marks (
    id         int PRIMARY KEY,
    pupil_id   int NOT NULL REFERENCES pupils,
    teacher_id int NOT NULL REFERENCES teachers,
    subject    text NOT NULL,
    given_on   date NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('test', 'homework', 'oral')),
    points     int CHECK (points BETWEEN 0 AND 100),
    remark     text
);
COMMENT ON COLUMN marks.points IS '100 is best; NULL: not handed in. 50 or more is a pass';

CREATE TABLE absences (
    id          int PRIMARY KEY,
    pupil_id    int NOT NULL REFERENCES pupils,
    day         date NOT NULL,
    hours       int NOT NULL CHECK (hours BETWEEN 1 AND 6),
    reason      absence_reason NOT NULL,
    excused_on  date
);
COMMENT ON COLUMN absences.hours IS 'lessons missed on that day; 6 is the whole day';
COMMENT ON COLUMN absences.excused_on IS 'NULL: not excused';

CREATE TABLE clubs (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    weekday    int NOT NULL CHECK (weekday BETWEEN 1 AND 5),
    max_pupils int NOT NULL,
    fee        numeric(6, 2) NOT NULL,
    teacher_id int REFERENCES teachers
);
COMMENT ON COLUMN clubs.weekday IS '1 is Monday';
COMMENT ON COLUMN clubs.fee IS 'for a term';

CREATE TABLE club_members (
    club_id   int NOT NULL REFERENCES clubs,
    pupil_id  int NOT NULL REFERENCES pupils,
    joined_on date NOT NULL,
    left_on   date,
    PRIMARY KEY (club_id, pupil_id)
);
COMMENT ON COLUMN club_members.left_on IS 'NULL: still a member';

CREATE TABLE lunches (
    pupil_id int NOT NULL REFERENCES pupils,
    day      date NOT NULL,
    menu     text NOT NULL CHECK (menu IN ('meat', 'vegetarian', 'halal')),
    price    numeric(5, 2) NOT NULL,
    eaten    boolean NOT NULL,
    PRIMARY KEY (pupil_id, day)
);
COMMENT ON COLUMN lunches.eaten IS 'false: ordered, but the child did not come';
