-- A distribution network operator: substations, feeders, transformers, connected customers, outages and the steps in which supply came back, crews, complaints, peak loads.

CREATE TYPE voltage AS ENUM ('110 kV', '20 kV', '0.4 kV');

CREATE TABLE region (
    region_id int PRIMARY KEY,
    name      text NOT NULL
);

CREATE TABLE substation (
    substation_id int PRIMARY KEY,
    name          text NOT NULL,
    region_id     int NOT NULL REFERENCES region,
    built_on      date NOT NULL,
    refurbished_on date,
    capacity_mva  numeric(6, 1) NOT NULL,
    remote_controlled boolean NOT NULL
);
COMMENT ON COLUMN substation.refurbished_on IS 'NULL: never';

CREATE TABLE feeder (
    feeder_id     int PRIMARY KEY,
    substation_id int NOT NULL REFERENCES substation,
    backup_substation_id int REFERENCES substation,
    name          text NOT NULL UNIQUE,
    level         voltage NOT NULL,
    length_km     numeric(6, 2) NOT NULL,
    cable_share   numeric(3, 2) NOT NULL,
    customers     int NOT NULL,
    commissioned_on date NOT NULL,
    retired_on    date
);
COMMENT ON COLUMN feeder.backup_substation_id IS 'which other substation can take over; NULL: none';
COMMENT ON COLUMN feeder.cable_share IS '0 all overhead line to 1 all buried cable';
COMMENT ON COLUMN feeder.customers IS 'connected customers, today';
COMMENT ON COLUMN feeder.retired_on IS 'NULL: in service';

CREATE TABLE crew_member (
    crew_member_id int PRIMARY KEY,
    name           text NOT NULL,
    depot          text NOT NULL,
    born_on        date,
    hired_on       date NOT NULL,
    left_on        date
);

CREATE TABLE outage (
    outage_id    int PRIMARY KEY,
    feeder_id    int NOT NULL REFERENCES feeder,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    planned      boolean NOT NULL,
    cause        text,
    customers_affected int NOT NULL,
    lead_id      int REFERENCES crew_member,
    note         text
);
COMMENT ON COLUMN outage.ended_at IS 'when the last customer was back; NULL: still going on';
COMMENT ON COLUMN outage.cause IS 'storm, tree, digger, animal, equipment; NULL: unknown, or planned';
COMMENT ON COLUMN outage.lead_id IS 'who led the repair; NULL: nobody was sent';

CREATE TABLE restoration (
    outage_id  int NOT NULL REFERENCES outage,
    step       int NOT NULL,
    restored_at timestamptz NOT NULL,
    customers_restored int NOT NULL,
    PRIMARY KEY (outage_id, step)
);
COMMENT ON TABLE restoration IS 'supply comes back in steps; customer minutes lost of a step are the minutes from started_at of the outage to restored_at, times customers_restored';

CREATE TABLE complaint (
    complaint_id int PRIMARY KEY,
    outage_id    int REFERENCES outage,
    region_id    int NOT NULL REFERENCES region,
    channel      text NOT NULL CHECK (channel IN ('phone', 'web', 'letter')),
    received_at  timestamptz NOT NULL,
    answered_on  date,
    compensation numeric(8, 2)
);
COMMENT ON COLUMN complaint.outage_id IS 'NULL: about something else (bill, noise, voltage)';
COMMENT ON COLUMN complaint.compensation IS 'euros paid; NULL: none';

CREATE TABLE peak_load (
    substation_id int NOT NULL REFERENCES substation,
    day           date NOT NULL,
    peak_mva      numeric(6, 2) NOT NULL,
    PRIMARY KEY (substation_id, day)
);
COMMENT ON TABLE peak_load IS 'highest load of each seventh day; the degree of use is peak_mva in percent of capacity_mva';

CREATE TABLE asset_inspection (
    asset_inspection_id int PRIMARY KEY,
    feeder_id    int NOT NULL REFERENCES feeder,
    crew_member_id int NOT NULL REFERENCES crew_member,
    inspected_on date NOT NULL,
    grade        int NOT NULL CHECK (grade BETWEEN 1 AND 5),
    findings     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN asset_inspection.grade IS '1 as new to 5 must be replaced';
