-- A beekeepers' association: members, apiaries, colonies and their queens, inspections, mites, honey and its sale. Money is in euros.

CREATE TYPE counting_method AS ENUM ('sticky board', 'powdered sugar', 'alcohol wash');

CREATE TABLE beekeeping_members (
    member_number int PRIMARY KEY,
    full_name     text NOT NULL,
    born_on       date,
    joined_on     date NOT NULL,
    left_on       date,
    home_village  text NOT NULL,
    email_address text
);
COMMENT ON COLUMN beekeeping_members.left_on IS 'NULL: still a member';

CREATE TABLE apiary_locations (
    location_number     int PRIMARY KEY,
    location_name       text NOT NULL,
    owner_member_number int NOT NULL REFERENCES beekeeping_members,
    altitude_in_metres  int NOT NULL,
    plants_nearby       text[] NOT NULL DEFAULT '{}',
    opened_on           date NOT NULL,
    closed_on           date
);
COMMENT ON COLUMN apiary_locations.closed_on IS 'NULL: in use';

CREATE TABLE queen_bees (
    queen_number          int PRIMARY KEY,
    marking_colour        text,
    breeding_line         text NOT NULL,
    mother_queen_number   int REFERENCES queen_bees,
    breeder_member_number int REFERENCES beekeeping_members,
    hatched_on            date NOT NULL,
    died_on               date
);
COMMENT ON COLUMN queen_bees.marking_colour IS 'paint on her back; NULL: unmarked';
COMMENT ON COLUMN queen_bees.breeder_member_number IS 'NULL: bought from outside the association';
COMMENT ON COLUMN queen_bees.died_on IS 'NULL: alive';

CREATE TABLE bee_colonies (
    colony_number   int PRIMARY KEY,
    colony_name     text NOT NULL,
    location_number int NOT NULL REFERENCES apiary_locations,
    queen_number    int REFERENCES queen_bees,
    established_on  date NOT NULL,
    ended_on        date,
    reason_for_end  text
);
COMMENT ON COLUMN bee_colonies.queen_number IS 'the present queen; NULL: queenless';
COMMENT ON COLUMN bee_colonies.ended_on IS 'NULL: the colony lives';

CREATE TABLE colony_inspections (
    inspection_number       int PRIMARY KEY,
    colony_number           int NOT NULL REFERENCES bee_colonies,
    inspector_member_number int NOT NULL REFERENCES beekeeping_members,
    inspected_on            date NOT NULL,
    frames_with_brood       int NOT NULL,
    queen_was_seen          boolean NOT NULL,
    temper_score            int,
    stores_in_kilograms     numeric(5, 1) NOT NULL,
    remarks                 text
);
COMMENT ON COLUMN colony_inspections.temper_score IS '1 stings at once to 4 gentle; NULL: not judged';

CREATE TABLE mite_counts (
    colony_number int NOT NULL REFERENCES bee_colonies,
    counted_on    date NOT NULL,
    method        counting_method NOT NULL,
    mites_per_day numeric(5, 1) NOT NULL,
    PRIMARY KEY (colony_number, counted_on)
);

CREATE TABLE mite_treatments (
    treatment_number int PRIMARY KEY,
    colony_number    int NOT NULL REFERENCES bee_colonies,
    substance        text NOT NULL,
    started_on       date NOT NULL,
    finished_on      date
);
COMMENT ON COLUMN mite_treatments.finished_on IS 'NULL: still running';

CREATE TABLE honey_harvests (
    harvest_number int PRIMARY KEY,
    colony_number  int NOT NULL REFERENCES bee_colonies,
    harvested_on   date NOT NULL,
    kind_of_honey  text NOT NULL,
    kilograms      numeric(5, 1) NOT NULL,
    water_percent  numeric(4, 1)
);
COMMENT ON COLUMN honey_harvests.water_percent IS 'above 18.0 the honey may not be sold under the association''s label; NULL: not measured';

CREATE TABLE honey_sales (
    sale_number    int PRIMARY KEY,
    member_number  int NOT NULL REFERENCES beekeeping_members,
    sold_on        date NOT NULL,
    place_of_sale  text NOT NULL,
    kind_of_honey  text NOT NULL,
    grams_per_jar  int NOT NULL,
    number_of_jars int NOT NULL,
    price_per_jar  numeric(5, 2) NOT NULL,
    was_returned   boolean NOT NULL
);
COMMENT ON COLUMN honey_sales.was_returned IS 'taken back, no sale; takings are number_of_jars * price_per_jar of the others';
