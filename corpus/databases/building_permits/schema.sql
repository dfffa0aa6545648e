-- The building permit office of a town: parcels, applications with their stages, what other bodies say, neighbours' objections, inspections on site.

CREATE SCHEMA reg;
CREATE SCHEMA proc;
CREATE SCHEMA field;

CREATE TYPE proc.work_kind AS ENUM ('new build', 'extension', 'change of use', 'demolition', 'sign');

CREATE TABLE reg.district (
    district_code text PRIMARY KEY,
    name          text NOT NULL,
    inhabitants   int NOT NULL
);

CREATE TABLE reg.officer (
    officer_id int PRIMARY KEY,
    full_name  text NOT NULL,
    team       text NOT NULL CHECK (team IN ('permits', 'site')),
    born_on    date,
    joined_on  date NOT NULL,
    left_on    date
);
COMMENT ON COLUMN reg.officer.left_on IS 'NULL: still employed';

CREATE TABLE reg.applicant (
    applicant_id int PRIMARY KEY,
    name         text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('private', 'company', 'public')),
    town         text NOT NULL,
    email        text,
    created_at   timestamptz NOT NULL,
    created_by   text NOT NULL
);

CREATE TABLE reg.parcel (
    parcel_id     int PRIMARY KEY,
    parcel_no     text NOT NULL UNIQUE,
    street        text NOT NULL,
    district_code text NOT NULL REFERENCES reg.district,
    area_m2       numeric(8, 1) NOT NULL,
    zone          char(1) NOT NULL CHECK (zone IN ('R', 'C', 'I', 'G')),
    listed        boolean NOT NULL
);
COMMENT ON COLUMN reg.parcel.zone IS 'R residential, C commercial, I industrial, G green belt';
COMMENT ON COLUMN reg.parcel.listed IS 'carries a protected (heritage) building';

CREATE TABLE proc.application (
    application_id int PRIMARY KEY,
    file_no        text NOT NULL UNIQUE,
    applicant_id   int NOT NULL REFERENCES reg.applicant,
    parcel_id      int NOT NULL REFERENCES reg.parcel,
    officer_id     int REFERENCES reg.officer,
    kind           proc.work_kind NOT NULL,
    title          text NOT NULL,
    filed_on       date NOT NULL,
    complete_on    date,
    due_on         date GENERATED ALWAYS AS (complete_on + 90) STORED,
    decided_on     date,
    decision       text CHECK (decision IN ('granted', 'refused')),
    withdrawn_on   date,
    cost_estimate  numeric(11, 2) NOT NULL,
    floor_m2       numeric(8, 1),
    fee_cents      int NOT NULL,
    conditions     text[] NOT NULL DEFAULT '{}',
    created_at     timestamptz NOT NULL,
    created_by     text NOT NULL
);
COMMENT ON COLUMN proc.application.officer_id IS 'who handles it; NULL: not yet assigned';
COMMENT ON COLUMN proc.application.complete_on IS 'when the papers were complete; NULL: something is still missing';
COMMENT ON COLUMN proc.application.due_on IS 'statutory deadline of the decision; a decision after it is late';
COMMENT ON COLUMN proc.application.decided_on IS 'NULL: no decision yet, or withdrawn; an application is open while neither decided nor withdrawn';
COMMENT ON COLUMN proc.application.cost_estimate IS 'what the works will cost, euros, by the applicant';
COMMENT ON COLUMN proc.application.fee_cents IS 'fee of the office, euro cents';
COMMENT ON COLUMN proc.application.created_at IS 'when the row was typed in; filed_on is the day that counts';

CREATE TABLE proc.stage (
    application_id int NOT NULL REFERENCES proc.application,
    stage          text NOT NULL CHECK (stage IN ('intake', 'review', 'consultation', 'decision')),
    entered_on     date NOT NULL,
    left_on        date,
    PRIMARY KEY (application_id, stage)
);
COMMENT ON COLUMN proc.stage.left_on IS 'NULL: still in this stage';

CREATE TABLE proc.consultation (
    consultation_id int PRIMARY KEY,
    application_id  int NOT NULL REFERENCES proc.application,
    body            text NOT NULL,
    asked_on        date NOT NULL,
    answered_on     date,
    verdict         text CHECK (verdict IN ('yes', 'with conditions', 'no')),
    UNIQUE (application_id, body)
);
COMMENT ON TABLE proc.consultation IS 'another authority is asked for its view; answered_on NULL: no answer yet';

CREATE TABLE proc.objection (
    objection_id   int PRIMARY KEY,
    application_id int NOT NULL REFERENCES proc.application,
    name           text NOT NULL,
    street         text,
    received_on    date NOT NULL,
    topics         text[] NOT NULL DEFAULT '{}',
    upheld         boolean
);
COMMENT ON COLUMN proc.objection.name IS 'of the neighbour who objects';
COMMENT ON COLUMN proc.objection.upheld IS 'NULL: not yet ruled on';

CREATE TABLE field.inspection (
    inspection_id  int PRIMARY KEY,
    application_id int NOT NULL REFERENCES proc.application,
    officer_id     int NOT NULL REFERENCES reg.officer,
    kind           text NOT NULL CHECK (kind IN ('foundation', 'shell', 'final')),
    planned_for    date NOT NULL,
    done_on        date,
    passed         boolean
);
COMMENT ON COLUMN field.inspection.done_on IS 'NULL: has not taken place; passed is NULL then too';

CREATE TABLE field.defect (
    defect_id     int PRIMARY KEY,
    inspection_id int NOT NULL REFERENCES field.inspection,
    category      text NOT NULL,
    severity      int NOT NULL CHECK (severity BETWEEN 1 AND 3),
    fixed_on      date
);
COMMENT ON COLUMN field.defect.severity IS '1 minor, 2 serious, 3 works must stop';
COMMENT ON COLUMN field.defect.fixed_on IS 'NULL: still there';
