-- A food bank with four outlets. Weights in kilograms. A household fetches parcels; a parcel that was not fetched stays a
-- row with collected_at NULL. Shifts are worked by volunteers; signing up and turning up are two things.

CREATE TYPE food_group AS ENUM ('bread', 'dairy', 'fresh', 'meat', 'tins', 'dry goods', 'hygiene');

CREATE TABLE outlets (
    id              int PRIMARY KEY,
    name            text NOT NULL,
    district        text NOT NULL,
    opened_on       date NOT NULL,
    closed_on       date,
    has_cold_store  boolean NOT NULL
);

CREATE TABLE households (
    id            int PRIMARY KEY,
    surname       text NOT NULL,
    district      text,
    adults        int NOT NULL,
    children      int NOT NULL,
    registered_on date NOT NULL,
    left_on       date,
    outlet_id     int NOT NULL REFERENCES outlets,
    diets         text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN households.left_on IS 'no longer entitled; NULL: entitled';
COMMENT ON COLUMN households.outlet_id IS 'where they are to fetch their parcels; they may fetch one elsewhere';

CREATE TABLE donors (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('supermarket', 'bakery', 'farm', 'private', 'company')),
    district   text,
    since_on   date NOT NULL,
    agreement  jsonb
);
COMMENT ON COLUMN donors.agreement IS 'NULL: gives when it likes; keys: weekday (1 Monday to 7), minimum_kg, cooled (true or false)';

CREATE TABLE donations (
    id         int PRIMARY KEY,
    donor_id   int NOT NULL REFERENCES donors,
    outlet_id  int NOT NULL REFERENCES outlets,
    received_at timestamp NOT NULL
);

CREATE TABLE donation_items (
    donation_id int NOT NULL REFERENCES donations,
    line_no     int NOT NULL,
    product     text NOT NULL,
    food_group  food_group NOT NULL,
    weight_kg   numeric(7, 1) NOT NULL,
    best_before date,
    discarded_kg numeric(7, 1) NOT NULL DEFAULT 0,
    PRIMARY KEY (donation_id, line_no)
);
COMMENT ON COLUMN donation_items.best_before IS 'NULL: none printed';
COMMENT ON COLUMN donation_items.discarded_kg IS 'part of the weight that had to be thrown away';

CREATE TABLE parcels (
    id           int PRIMARY KEY,
    household_id int NOT NULL REFERENCES households,
    outlet_id    int NOT NULL REFERENCES outlets,
    packed_on    date NOT NULL,
    collected_at timestamp,
    weight_kg    numeric(5, 1) NOT NULL,
    packed_by    int
);
COMMENT ON COLUMN parcels.collected_at IS 'NULL: not fetched';
COMMENT ON COLUMN parcels.packed_by IS 'a volunteer; NULL: not written down';

CREATE TABLE volunteers (
    id         int PRIMARY KEY,
    full_name  text NOT NULL,
    born_on    date,
    joined_on  date NOT NULL,
    left_on    date,
    mentor_id  int REFERENCES volunteers,
    skills     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN volunteers.left_on IS 'NULL: active';
ALTER TABLE parcels ADD FOREIGN KEY (packed_by) REFERENCES volunteers;

CREATE TABLE shifts (
    id        int PRIMARY KEY,
    outlet_id int NOT NULL REFERENCES outlets,
    starts_at timestamp NOT NULL,
    ends_at   timestamp NOT NULL,
    needed    int NOT NULL
);
COMMENT ON COLUMN shifts.needed IS 'volunteers needed';

CREATE TABLE sign_ups (
    shift_id     int NOT NULL REFERENCES shifts,
    volunteer_id int NOT NULL REFERENCES volunteers,
    signed_up_at timestamp NOT NULL,
    turned_up    boolean,
    PRIMARY KEY (shift_id, volunteer_id)
);
COMMENT ON COLUMN sign_ups.turned_up IS 'NULL: the shift is still to come, or nobody wrote it down';

CREATE VIEW entitled_households AS
SELECT h.id, h.surname, h.district, h.adults, h.children, h.adults + h.children AS people, h.registered_on, h.outlet_id, h.diets
FROM households AS h
WHERE h.left_on IS NULL;
