-- The election office of a county: elections, districts, polling stations, turnout by hour, votes by party. Facts have composite keys.

CREATE TABLE election (
    code     text PRIMARY KEY,
    name     text NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('county', 'town', 'referendum', 'trial')),
    held_on  date NOT NULL,
    annulled boolean NOT NULL
);
COMMENT ON COLUMN election.annulled IS 'declared void afterwards; trial: a rehearsal of the staff with made-up ballots';

CREATE TABLE district (
    code       text PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    rural      boolean NOT NULL,
    population int NOT NULL
);

CREATE TABLE station (
    district_code text NOT NULL REFERENCES district,
    no            int NOT NULL,
    building      text NOT NULL,
    step_free     boolean NOT NULL,
    opened_on     date NOT NULL,
    closed_on     date,
    PRIMARY KEY (district_code, no)
);
COMMENT ON COLUMN station.closed_on IS 'NULL: in use';

CREATE TABLE party (
    code       text PRIMARY KEY,
    name       text NOT NULL,
    founded_on date,
    dissolved  boolean NOT NULL
);

CREATE TABLE roll (
    election_code text NOT NULL REFERENCES election,
    district_code text NOT NULL,
    station_no    int NOT NULL,
    electors      int NOT NULL,
    voted         int NOT NULL,
    postal        int NOT NULL,
    invalid       int NOT NULL,
    counted_at    timestamptz,
    PRIMARY KEY (election_code, district_code, station_no),
    FOREIGN KEY (district_code, station_no) REFERENCES station
);
COMMENT ON COLUMN roll.electors IS 'people entitled to vote; turnout is voted / electors';
COMMENT ON COLUMN roll.voted IS 'ballots cast, postal and invalid ones included';
COMMENT ON COLUMN roll.counted_at IS 'when the count was finished; NULL: not yet';

CREATE TABLE tally (
    election_code text NOT NULL,
    district_code text NOT NULL,
    station_no    int NOT NULL,
    party_code    text NOT NULL REFERENCES party,
    votes         int NOT NULL,
    PRIMARY KEY (election_code, district_code, station_no, party_code),
    FOREIGN KEY (election_code, district_code, station_no) REFERENCES roll
);

CREATE TABLE helper (
    id      int PRIMARY KEY,
    name    text NOT NULL,
    born    date,
    phone   text,
    joined  date NOT NULL,
    retired date
);

CREATE TABLE duty (
    election_code text NOT NULL,
    district_code text NOT NULL,
    station_no    int NOT NULL,
    helper_id     int NOT NULL REFERENCES helper,
    chair         boolean NOT NULL,
    absent        boolean NOT NULL,
    fee           numeric(6, 2) NOT NULL,
    PRIMARY KEY (election_code, district_code, station_no, helper_id),
    FOREIGN KEY (election_code, district_code, station_no) REFERENCES roll
);
COMMENT ON COLUMN duty.fee IS 'euros; an absent helper is not paid';
