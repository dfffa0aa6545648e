-- A physiotherapy practice: patients come with a doctor's prescription for a number of sessions, and use it up by appointments. Money is in euros.

CREATE TABLE tbl_doctors (
    doctor_id  int PRIMARY KEY,
    surname    text NOT NULL,
    first_name text NOT NULL,
    specialty  text NOT NULL,
    town       text NOT NULL
);
COMMENT ON TABLE tbl_doctors IS 'who prescribes; not our own people';

CREATE TABLE tbl_patients (
    patient_id    int PRIMARY KEY,
    surname       text NOT NULL,
    first_name    text NOT NULL,
    birth_date    date,
    town          text,
    phone         text,
    insurer       text,
    is_private    char(1) NOT NULL CHECK (is_private IN ('Y', 'N')),
    registered_on date NOT NULL,
    notes         jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN tbl_patients.insurer IS 'NULL: pays for everything alone';
COMMENT ON COLUMN tbl_patients.is_private IS 'Y: privately insured or paying alone, N: by the public insurance';
COMMENT ON COLUMN tbl_patients.notes IS '{"sport": text, "pacemaker": true, "languages": [text]}; every key may be missing';

CREATE TABLE tbl_therapists (
    therapist_id  int PRIMARY KEY,
    surname       text NOT NULL,
    first_name    text NOT NULL,
    hired_on      date NOT NULL,
    left_on       date,
    weekly_hours  numeric(4, 1) NOT NULL,
    skills        text[] NOT NULL DEFAULT '{}',
    supervisor_id int REFERENCES tbl_therapists
);
COMMENT ON COLUMN tbl_therapists.left_on IS 'NULL: still works here';

CREATE TABLE tbl_treatments (
    treatment_code text PRIMARY KEY,
    title          text NOT NULL,
    minutes        int NOT NULL,
    unit_price     numeric(6, 2) NOT NULL
);
COMMENT ON COLUMN tbl_treatments.unit_price IS 'euros a session, for the public insurance; private patients pay 1.4 times that';

CREATE TABLE tbl_prescriptions (
    prescription_id     int PRIMARY KEY,
    patient_id          int NOT NULL REFERENCES tbl_patients,
    doctor_id           int NOT NULL REFERENCES tbl_doctors,
    treatment_code      text NOT NULL REFERENCES tbl_treatments,
    issued_on           date NOT NULL,
    diagnosis_code      text NOT NULL,
    body_part           text NOT NULL,
    sessions_prescribed int NOT NULL,
    is_urgent           char(1) NOT NULL CHECK (is_urgent IN ('Y', 'N')),
    closed_on           date
);
COMMENT ON COLUMN tbl_prescriptions.diagnosis_code IS 'as in ICD-10: M.. muscles and joints, S.. injuries, G.. nerves';
COMMENT ON COLUMN tbl_prescriptions.closed_on IS 'used up or given up; NULL: open';

CREATE TABLE tbl_appointments (
    appointment_id  int PRIMARY KEY,
    prescription_id int NOT NULL REFERENCES tbl_prescriptions,
    therapist_id    int NOT NULL REFERENCES tbl_therapists,
    room            text NOT NULL,
    starts_at       timestamptz NOT NULL,
    status_code     char(1) NOT NULL CHECK (status_code IN ('B', 'D', 'C', 'N')),
    cancelled_at    timestamptz,
    pain_before     smallint CHECK (pain_before BETWEEN 0 AND 10),
    pain_after      smallint CHECK (pain_after BETWEEN 0 AND 10)
);
COMMENT ON TABLE tbl_appointments IS 'also those still to come; only done ones are sessions that were given';
COMMENT ON COLUMN tbl_appointments.status_code IS 'B booked, D done, C cancelled by the patient, N no-show';
COMMENT ON COLUMN tbl_appointments.cancelled_at IS 'when the patient called off; less than 24 hours before starts_at is a late cancellation';
COMMENT ON COLUMN tbl_appointments.pain_before IS '0 none to 10 unbearable, as told before the session; NULL: not asked';

CREATE TABLE tbl_exercises (
    exercise_id int PRIMARY KEY,
    title       text NOT NULL UNIQUE,
    body_part   text NOT NULL,
    equipment   text[] NOT NULL DEFAULT '{}'
);

CREATE TABLE tbl_homework (
    prescription_id int NOT NULL REFERENCES tbl_prescriptions,
    exercise_id     int NOT NULL REFERENCES tbl_exercises,
    given_on        date NOT NULL,
    per_week        int NOT NULL,
    PRIMARY KEY (prescription_id, exercise_id)
);
COMMENT ON TABLE tbl_homework IS 'exercises that patients do at home';

CREATE TABLE tbl_invoices (
    invoice_no      text PRIMARY KEY,
    prescription_id int NOT NULL REFERENCES tbl_prescriptions,
    kind            text NOT NULL CHECK (kind IN ('treatment', 'co-payment', 'late fee')),
    issued_on       date NOT NULL,
    amount          numeric(8, 2) NOT NULL,
    paid_on         date,
    reminders       int NOT NULL DEFAULT 0
);
COMMENT ON COLUMN tbl_invoices.kind IS 'treatment goes to the insurer or private patient, the others to the patient';
COMMENT ON COLUMN tbl_invoices.paid_on IS 'NULL: not paid yet';
