-- Wards of a hospital. A patient is in hospital while an admission has no discharged_at. Within an admission the
-- patient lies in one bed after another (bed_stays). Early warning: news_score from 0 to 20, from 5 on a doctor is called.

CREATE TYPE staff_role AS ENUM ('nurse', 'doctor', 'pharmacist', 'assistant');
CREATE TYPE alert_severity AS ENUM ('info', 'warning', 'critical');

CREATE TABLE wards (
    id           int PRIMARY KEY,
    name         text NOT NULL,
    specialty    text NOT NULL,
    floor        int NOT NULL,
    is_intensive boolean NOT NULL
);

CREATE TABLE beds (
    id               int PRIMARY KEY,
    ward_id          int NOT NULL REFERENCES wards,
    label            text NOT NULL,
    is_isolation     boolean NOT NULL,
    out_of_use_since date,
    UNIQUE (ward_id, label)
);
COMMENT ON COLUMN beds.label IS 'bay letter and number, unique within a ward';
COMMENT ON COLUMN beds.out_of_use_since IS 'NULL: can be used';

CREATE TABLE staff (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    role      staff_role NOT NULL,
    ward_id   int REFERENCES wards,
    hired_on  date NOT NULL,
    left_on   date
);
COMMENT ON COLUMN staff.ward_id IS 'NULL: works across wards';
COMMENT ON COLUMN staff.left_on IS 'NULL: employed';

CREATE TABLE patients (
    id          int PRIMARY KEY,
    hospital_no text NOT NULL UNIQUE,
    full_name   text NOT NULL,
    born_on     date NOT NULL,
    sex         char(1) NOT NULL CHECK (sex IN ('f', 'm')),
    allergies   text[] NOT NULL DEFAULT '{}',
    blood_group text
);
COMMENT ON COLUMN patients.allergies IS 'substances; empty: none known';
COMMENT ON COLUMN patients.blood_group IS 'NULL: never determined';

CREATE TABLE admissions (
    id              int PRIMARY KEY,
    patient_id      int NOT NULL REFERENCES patients,
    admitted_at     timestamptz NOT NULL,
    discharged_at   timestamptz,
    expected_discharge_on date,
    kind            text NOT NULL CHECK (kind IN ('emergency', 'planned', 'transfer')),
    diagnosis_code  text NOT NULL,
    diagnosis       text NOT NULL,
    consultant_id   int NOT NULL REFERENCES staff,
    outcome         text CHECK (outcome IN ('home', 'care home', 'other hospital', 'died'))
);
COMMENT ON COLUMN admissions.discharged_at IS 'NULL: still here';
COMMENT ON COLUMN admissions.consultant_id IS 'the doctor in charge';
COMMENT ON COLUMN admissions.outcome IS 'NULL while still here';

CREATE TABLE bed_stays (
    id           int PRIMARY KEY,
    admission_id int NOT NULL REFERENCES admissions,
    bed_id       int NOT NULL REFERENCES beds,
    from_at      timestamptz NOT NULL,
    to_at        timestamptz
);
COMMENT ON COLUMN bed_stays.to_at IS 'NULL: lies there now';

CREATE TABLE observations (
    id             int PRIMARY KEY,
    admission_id   int NOT NULL REFERENCES admissions,
    observed_at    timestamptz NOT NULL,
    recorded_by_id int NOT NULL REFERENCES staff,
    heart_rate     int,
    systolic_mmhg  int,
    temperature_c  numeric(3, 1),
    oxygen_percent int,
    news_score     int NOT NULL
);
COMMENT ON TABLE observations IS 'vital signs; a value that was not taken is NULL';

CREATE TABLE prescriptions (
    id               int PRIMARY KEY,
    admission_id     int NOT NULL REFERENCES admissions,
    drug             text NOT NULL,
    dose_mg          numeric(7, 1) NOT NULL,
    route            text NOT NULL CHECK (route IN ('oral', 'iv', 'sc')),
    starts_on        date NOT NULL,
    ends_on          date,
    prescribed_by_id int NOT NULL REFERENCES staff
);
COMMENT ON COLUMN prescriptions.ends_on IS 'last day; NULL: until further notice';

CREATE TABLE drug_rounds (
    id              int PRIMARY KEY,
    prescription_id int NOT NULL REFERENCES prescriptions,
    due_at          timestamptz NOT NULL,
    given_at        timestamptz,
    given_by_id     int REFERENCES staff,
    omitted_because text
);
COMMENT ON TABLE drug_rounds IS 'single doses that were due';
COMMENT ON COLUMN drug_rounds.given_at IS 'NULL: not given';
COMMENT ON COLUMN drug_rounds.omitted_because IS 'why not given: refused, asleep, out of stock, nil by mouth; NULL: given, or forgotten';

CREATE TABLE alerts (
    id                 int PRIMARY KEY,
    admission_id       int NOT NULL REFERENCES admissions,
    raised_at          timestamptz NOT NULL,
    severity           alert_severity NOT NULL,
    message            text NOT NULL,
    acknowledged_at    timestamptz,
    acknowledged_by_id int REFERENCES staff
);
COMMENT ON COLUMN alerts.acknowledged_at IS 'NULL: nobody has reacted';
