-- A museum: its objects, the loans to and from other houses, and people. Amounts in euros.
CREATE SCHEMA people;
CREATE SCHEMA collection;
CREATE SCHEMA loans;

CREATE TABLE people.artists (
    artist_id  int PRIMARY KEY,
    name       text NOT NULL,
    nationality text,
    born_year  int,
    died_year  int
);
COMMENT ON COLUMN people.artists.died_year IS 'NULL: alive, or not known';

CREATE TABLE people.staff (
    staff_id  int PRIMARY KEY,
    name      text NOT NULL,
    job       text NOT NULL CHECK (job IN ('curator', 'conservator', 'registrar', 'courier')),
    born_on   date,
    hired_on  date NOT NULL,
    left_on   date
);
COMMENT ON COLUMN people.staff.left_on IS 'NULL: still employed';

CREATE TABLE people.institutions (
    institution_id int PRIMARY KEY,
    name           text NOT NULL,
    city           text NOT NULL,
    country        char(2) NOT NULL,
    climate_control boolean NOT NULL
);
COMMENT ON TABLE people.institutions IS 'other houses, lenders and borrowers';

CREATE TABLE collection.objects (
    object_id     int PRIMARY KEY,
    accession_no  text NOT NULL UNIQUE,
    title         text NOT NULL,
    artist_id     int REFERENCES people.artists,
    medium        text NOT NULL CHECK (medium IN ('painting', 'print', 'sculpture', 'textile', 'photograph')),
    made_from     int,
    made_to       int,
    acquired_on   date NOT NULL,
    keywords      text[] NOT NULL,
    provenance    jsonb NOT NULL DEFAULT '{}',
    deaccessioned_on date
);
COMMENT ON COLUMN collection.objects.artist_id IS 'NULL: unknown hand';
COMMENT ON COLUMN collection.objects.made_from IS 'earliest year it may have been made; NULL: not known';
COMMENT ON COLUMN collection.objects.made_to IS 'latest year it may have been made; the same as made_from where the year is certain';
COMMENT ON COLUMN collection.objects.provenance IS 'keys, each may be missing: source (gift, purchase or bequest), donor (text), price (number), gap (true: ownership not known throughout)';
COMMENT ON COLUMN collection.objects.deaccessioned_on IS 'NULL: still in the collection';

CREATE TABLE collection.valuations (
    object_id  int NOT NULL REFERENCES collection.objects,
    valued_on  date NOT NULL,
    insurance_value numeric(12, 2) NOT NULL,
    PRIMARY KEY (object_id, valued_on)
);
COMMENT ON TABLE collection.valuations IS 'the latest one holds';

CREATE TABLE collection.condition_checks (
    check_id   int PRIMARY KEY,
    object_id  int NOT NULL REFERENCES collection.objects,
    staff_id   int NOT NULL REFERENCES people.staff,
    checked_on date NOT NULL,
    grade      int NOT NULL CHECK (grade BETWEEN 1 AND 5),
    remarks    text
);
COMMENT ON COLUMN collection.condition_checks.grade IS '1 perfect to 5 in danger';

CREATE TABLE loans.agreements (
    agreement_id   int PRIMARY KEY,
    institution_id int NOT NULL REFERENCES people.institutions,
    registrar_id   int NOT NULL REFERENCES people.staff,
    exhibition     text NOT NULL,
    requested_on   date NOT NULL,
    decided_on     date,
    status         text NOT NULL CHECK (status IN ('requested', 'approved', 'refused', 'withdrawn')),
    starts_on      date NOT NULL,
    ends_on        date NOT NULL,
    loan_fee       numeric(9, 2) NOT NULL
);
COMMENT ON TABLE loans.agreements IS 'loans that we give to other houses; only approved ones take place, from starts_on to ends_on, the last day';
COMMENT ON COLUMN loans.agreements.decided_on IS 'NULL: not decided, or withdrawn before';

CREATE TABLE loans.items (
    agreement_id   int NOT NULL REFERENCES loans.agreements,
    object_id      int NOT NULL REFERENCES collection.objects,
    agreed_value   numeric(12, 2) NOT NULL,
    returned_on    date,
    damaged        boolean NOT NULL DEFAULT false,
    PRIMARY KEY (agreement_id, object_id)
);
COMMENT ON COLUMN loans.items.agreed_value IS 'insured for the loan';
COMMENT ON COLUMN loans.items.returned_on IS 'NULL: not back, or never left';

CREATE TABLE loans.transports (
    transport_id int PRIMARY KEY,
    agreement_id int NOT NULL REFERENCES loans.agreements,
    courier_id   int REFERENCES people.staff,
    direction    text NOT NULL CHECK (direction IN ('out', 'back')),
    shipped_on   date NOT NULL,
    crates       int NOT NULL,
    cost         numeric(9, 2) NOT NULL
);
COMMENT ON COLUMN loans.transports.courier_id IS 'NULL: nobody travelled along';
