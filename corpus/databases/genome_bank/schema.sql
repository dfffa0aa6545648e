-- A biobank: donors and their consents, samples in boxes in freezers, studies that draw samples.

CREATE SCHEMA people;
CREATE SCHEMA storage;
CREATE SCHEMA science;

CREATE TABLE people.donor (
    donor_id    int PRIMARY KEY,
    pseudonym   text NOT NULL UNIQUE,
    sex         char(1) NOT NULL CHECK (sex IN ('f', 'm', 'x')),
    born_year   int,
    enrolled_on date NOT NULL,
    died_on     date,
    clinic      text NOT NULL
);
COMMENT ON COLUMN people.donor.sex IS 'f female, m male, x other or not stated';

CREATE TABLE people.consent_history (
    consent_id int PRIMARY KEY,
    donor_id   int NOT NULL REFERENCES people.donor,
    scope      text NOT NULL CHECK (scope IN ('broad', 'cancer only', 'one study')),
    valid_from date NOT NULL,
    valid_to   date,
    withdrawn  boolean NOT NULL
);
COMMENT ON TABLE people.consent_history IS 'what a donor allowed, by period';
COMMENT ON COLUMN people.consent_history.valid_to IS 'first day on which it holds no more; NULL: holds today';
COMMENT ON COLUMN people.consent_history.withdrawn IS 'true: ended because the donor took it back; false: replaced by another, ran out, or still holds';

CREATE TABLE people.staff (
    staff_id  int PRIMARY KEY,
    full_name text NOT NULL,
    post      text NOT NULL,
    born_on   date,
    joined_on date NOT NULL,
    left_on   date,
    head_id   int REFERENCES people.staff
);
COMMENT ON COLUMN people.staff.head_id IS 'whom they report to; NULL: nobody';

CREATE TABLE storage.freezer (
    freezer_id   int PRIMARY KEY,
    label        text NOT NULL UNIQUE,
    room         text NOT NULL,
    celsius      int NOT NULL,
    bought_on    date NOT NULL,
    scrapped_on  date
);
COMMENT ON COLUMN storage.freezer.celsius IS 'nominal temperature, e.g. -80';

CREATE TABLE storage.box (
    box_id     int PRIMARY KEY,
    freezer_id int NOT NULL REFERENCES storage.freezer,
    barcode    text NOT NULL UNIQUE,
    positions  int NOT NULL
);
COMMENT ON COLUMN storage.box.positions IS 'how many tubes fit in';

CREATE TABLE storage.sample (
    sample_id    int PRIMARY KEY,
    donor_id     int NOT NULL REFERENCES people.donor,
    parent_id    int REFERENCES storage.sample,
    material     text NOT NULL CHECK (material IN ('blood', 'plasma', 'DNA', 'saliva', 'tissue')),
    collected_on date NOT NULL,
    frozen_on    date,
    volume_ul    int NOT NULL,
    box_id       int REFERENCES storage.box,
    box_position int,
    destroyed_on date,
    tags         text[] NOT NULL DEFAULT '{}',
    UNIQUE (box_id, box_position)
);
COMMENT ON COLUMN storage.sample.parent_id IS 'the sample that this one was taken off; NULL: straight from the donor';
COMMENT ON COLUMN storage.sample.volume_ul IS 'what is left, microlitres; 0: used up';
COMMENT ON COLUMN storage.sample.destroyed_on IS 'NULL: still kept';
COMMENT ON COLUMN storage.sample.tags IS 'haemolysed, fasting, frozen late, rare variant';

CREATE TABLE storage.temperature_alarm (
    alarm_id   int PRIMARY KEY,
    freezer_id int NOT NULL REFERENCES storage.freezer,
    began_at   timestamptz NOT NULL,
    ended_at   timestamptz,
    warmest    numeric(5, 1) NOT NULL,
    handled_by int REFERENCES people.staff
);
COMMENT ON COLUMN storage.temperature_alarm.ended_at IS 'NULL: still too warm';

CREATE TABLE science.study (
    study_id   int PRIMARY KEY,
    acronym    text NOT NULL,
    title      text NOT NULL,
    lead_id    int REFERENCES people.staff,
    started_on date NOT NULL,
    ended_on   date,
    details    jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN science.study.lead_id IS 'who of the staff looks after it; NULL: run by outsiders';
COMMENT ON COLUMN science.study.details IS 'keys, each may be missing: sponsor (text), target (number of samples wanted), commercial (true)';

CREATE TABLE science.release (
    release_id  int PRIMARY KEY,
    study_id    int NOT NULL REFERENCES science.study,
    sample_id   int NOT NULL REFERENCES storage.sample,
    staff_id    int NOT NULL REFERENCES people.staff,
    released_on date NOT NULL,
    volume_ul   int NOT NULL,
    fee         numeric(7, 2) NOT NULL,
    returned_on date,
    cancelled   boolean NOT NULL
);
COMMENT ON TABLE science.release IS 'a quantity of a sample handed to a study';
COMMENT ON COLUMN science.release.fee IS 'euros that the study is charged';
COMMENT ON COLUMN science.release.returned_on IS 'NULL: nothing came back';
COMMENT ON COLUMN science.release.cancelled IS 'true: never left the house, not charged';
