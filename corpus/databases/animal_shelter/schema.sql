-- An animal shelter of a county. A stay begins when an animal is taken in and ends with left_on; an animal that is
-- returned after an adoption begins a second stay. An animal is in our care while it has a stay with left_on NULL.
-- Money in euros.

CREATE TYPE species AS ENUM ('dog', 'cat', 'rabbit', 'bird', 'reptile');

CREATE TABLE animal (
    animal_id    int PRIMARY KEY,
    name         text NOT NULL,
    species      species NOT NULL,
    breed        text,
    sex          text CHECK (sex IN ('female', 'male')),
    born         date,
    born_guessed boolean NOT NULL DEFAULT false,
    colour       text[] NOT NULL DEFAULT '{}',
    chip_number  text UNIQUE,
    neutered     boolean,
    temperament  jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN animal.breed IS 'NULL: mixed or unknown';
COMMENT ON COLUMN animal.sex IS 'NULL: not determined';
COMMENT ON COLUMN animal.chip_number IS 'NULL: has no chip';
COMMENT ON COLUMN animal.neutered IS 'NULL: not known';
COMMENT ON COLUMN animal.temperament IS 'keys, each may be missing: children (true: good with them), cats (the same), energy (1 calm to 5 wild)';

CREATE TABLE person (
    person_id  int PRIMARY KEY,
    full_name  text NOT NULL,
    town       text,
    email      text,
    born       date,
    has_garden boolean,
    blocked_on date
);
COMMENT ON TABLE person IS 'adopters, foster families, walkers, donors, people who brought animals';
COMMENT ON COLUMN person.blocked_on IS 'may not adopt any more since; NULL: may';

CREATE TABLE kennel (
    kennel_id int PRIMARY KEY,
    label     text NOT NULL UNIQUE,
    wing      text NOT NULL CHECK (wing IN ('north', 'south', 'quarantine')),
    area_m2   numeric(5, 1) NOT NULL,
    in_use    boolean NOT NULL DEFAULT true
);

CREATE TABLE stay (
    stay_id     int PRIMARY KEY,
    animal_id   int NOT NULL REFERENCES animal,
    kennel_id   int REFERENCES kennel,
    taken_in_on date NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('stray', 'surrendered', 'confiscated', 'returned')),
    found_town  text,
    brought_by  int REFERENCES person,
    left_on     date,
    exit_kind   text CHECK (exit_kind IN ('adopted', 'reclaimed', 'transferred', 'died'))
);
COMMENT ON COLUMN stay.found_town IS 'of strays; otherwise NULL';
COMMENT ON COLUMN stay.brought_by IS 'NULL: police, fire brigade or unknown';
COMMENT ON COLUMN stay.left_on IS 'NULL: still in our care';
COMMENT ON COLUMN stay.exit_kind IS 'NULL: still in our care';

CREATE TABLE adoption (
    adoption_id   int PRIMARY KEY,
    stay_id       int NOT NULL UNIQUE REFERENCES stay,
    person_id     int NOT NULL REFERENCES person,
    adopted_on    date NOT NULL,
    fee           numeric(6, 2) NOT NULL,
    returned_on   date,
    return_reason text
);
COMMENT ON COLUMN adoption.fee IS '0: waived';
COMMENT ON COLUMN adoption.returned_on IS 'NULL: not returned';

CREATE TABLE foster_family (
    foster_family_id int PRIMARY KEY,
    person_id        int NOT NULL UNIQUE REFERENCES person,
    max_animals      int NOT NULL,
    accepts          species[] NOT NULL,
    active_from      date NOT NULL,
    active_to        date
);
COMMENT ON COLUMN foster_family.active_to IS 'NULL: still active';

CREATE TABLE foster_placement (
    stay_id          int NOT NULL REFERENCES stay,
    foster_family_id int NOT NULL REFERENCES foster_family,
    placed_on        date NOT NULL,
    ended_on         date,
    PRIMARY KEY (stay_id, placed_on)
);
COMMENT ON COLUMN foster_placement.ended_on IS 'NULL: still there';

CREATE TABLE treatment (
    treatment_id int PRIMARY KEY,
    animal_id    int NOT NULL REFERENCES animal,
    treated_on   date NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('vaccination', 'neutering', 'dental', 'surgery', 'check-up', 'parasites')),
    vet          text NOT NULL,
    cost         numeric(7, 2) NOT NULL,
    note         text
);

CREATE TABLE weighing (
    animal_id  int NOT NULL REFERENCES animal,
    weighed_on date NOT NULL,
    weight_kg  numeric(5, 2) NOT NULL,
    PRIMARY KEY (animal_id, weighed_on)
);

CREATE TABLE walk (
    walk_id   int PRIMARY KEY,
    stay_id   int NOT NULL REFERENCES stay,
    person_id int NOT NULL REFERENCES person,
    walked_at timestamp NOT NULL,
    minutes   int
);
COMMENT ON COLUMN walk.minutes IS 'NULL: not written down';

CREATE TABLE donation (
    donation_id int PRIMARY KEY,
    person_id   int REFERENCES person,
    given_on    date NOT NULL,
    amount      numeric(8, 2) NOT NULL,
    purpose     text
);
COMMENT ON COLUMN donation.person_id IS 'NULL: anonymous';
COMMENT ON COLUMN donation.purpose IS 'NULL: for anything';

CREATE VIEW resident AS
SELECT a.animal_id, a.name, a.species, a.breed, a.born, s.stay_id, s.kennel_id, s.taken_in_on, s.reason
FROM animal AS a
JOIN stay AS s ON s.animal_id = a.animal_id
WHERE s.left_on IS NULL;
COMMENT ON VIEW resident IS 'animals in our care, also those placed with foster families';
