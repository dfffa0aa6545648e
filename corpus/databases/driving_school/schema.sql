-- A driving school with three offices. The author wrote every name out in full. Amounts are pounds.

CREATE TYPE lesson_outcome AS ENUM ('planned', 'held', 'cancelled by student', 'cancelled by school', 'student absent');
CREATE TYPE examination_kind AS ENUM ('theory', 'practical');

CREATE TABLE offices (
    office_number   int PRIMARY KEY,
    office_name     text NOT NULL,
    street_address  text NOT NULL,
    opening_date    date NOT NULL
);

CREATE TABLE licence_categories (
    category_code    text PRIMARY KEY,
    description      text NOT NULL,
    minimum_age      int NOT NULL,
    compulsory_hours int NOT NULL
);
COMMENT ON COLUMN licence_categories.compulsory_hours IS 'hours of driving before the practical examination may be taken';

CREATE TABLE instructors (
    instructor_number    int PRIMARY KEY,
    full_name            text NOT NULL,
    home_office_number   int NOT NULL REFERENCES offices,
    date_of_employment   date NOT NULL,
    date_of_leaving      date,
    teaches_categories   text[] NOT NULL,
    spoken_languages     text[] NOT NULL
);
COMMENT ON COLUMN instructors.date_of_leaving IS 'NULL: still teaching here';

CREATE TABLE students (
    student_number       int PRIMARY KEY,
    full_name            text NOT NULL,
    date_of_birth        date NOT NULL,
    home_town            text NOT NULL,
    telephone            text,
    registration_date    date NOT NULL,
    office_number        int NOT NULL REFERENCES offices,
    wanted_category      text NOT NULL REFERENCES licence_categories,
    recommended_by       int REFERENCES students,
    gave_up_on           date
);
COMMENT ON COLUMN students.recommended_by IS 'the student who brought this one; NULL: came without';
COMMENT ON COLUMN students.gave_up_on IS 'NULL: learning or finished';

CREATE TABLE training_cars (
    registration_plate  text PRIMARY KEY,
    car_model           text NOT NULL,
    automatic_gearbox   boolean NOT NULL,
    bought_on           date NOT NULL,
    sold_on             date,
    monthly_lease       numeric(7, 2)
);
COMMENT ON COLUMN training_cars.monthly_lease IS 'NULL: owned, not leased';

CREATE TABLE driving_lessons (
    lesson_number       int PRIMARY KEY,
    student_number      int NOT NULL REFERENCES students,
    instructor_number   int NOT NULL REFERENCES instructors,
    registration_plate  text REFERENCES training_cars,
    starts_at           timestamptz NOT NULL,
    length_in_minutes   int NOT NULL,
    outcome             lesson_outcome NOT NULL,
    lesson_type         text NOT NULL CHECK (lesson_type IN ('town', 'motorway', 'night', 'manoeuvres')),
    price               numeric(6, 2) NOT NULL,
    progress_mark       int CHECK (progress_mark BETWEEN 1 AND 10)
);
COMMENT ON COLUMN driving_lessons.price IS 'due for lessons held and for those from which the student was absent; cancelled ones cost nothing';
COMMENT ON COLUMN driving_lessons.progress_mark IS '10 is best; NULL: not held or not marked';
COMMENT ON COLUMN driving_lessons.registration_plate IS 'NULL: no car assigned yet';

CREATE TABLE examinations (
    examination_number  int PRIMARY KEY,
    student_number      int NOT NULL REFERENCES students,
    kind                examination_kind NOT NULL,
    examination_date    date NOT NULL,
    examiner_name       text,
    passed              boolean,
    number_of_errors    int,
    fee                 numeric(6, 2) NOT NULL
);
COMMENT ON COLUMN examinations.passed IS 'NULL: still to come';
COMMENT ON COLUMN examinations.examiner_name IS 'NULL for theory, which is sat at a computer';

CREATE TABLE theory_evenings (
    evening_number      int PRIMARY KEY,
    office_number       int NOT NULL REFERENCES offices,
    held_on             date NOT NULL,
    topic               text NOT NULL,
    instructor_number   int NOT NULL REFERENCES instructors
);

CREATE TABLE theory_attendance (
    evening_number  int NOT NULL REFERENCES theory_evenings,
    student_number  int NOT NULL REFERENCES students,
    PRIMARY KEY (evening_number, student_number)
);

CREATE TABLE student_payments (
    payment_number  int PRIMARY KEY,
    student_number  int NOT NULL REFERENCES students,
    paid_on         date NOT NULL,
    amount          numeric(8, 2) NOT NULL,
    payment_method  text NOT NULL CHECK (payment_method IN ('cash', 'card', 'transfer'))
);
