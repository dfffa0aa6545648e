-- Operations of a small regional airline: flights as planned and as flown, delays with their causes, aircraft, crews.
-- All times in UTC.

CREATE TABLE airports (
    code    char(3) PRIMARY KEY,
    name    text NOT NULL,
    country char(2) NOT NULL,
    is_base boolean NOT NULL DEFAULT false
);

CREATE TABLE aircraft (
    tail         text PRIMARY KEY,
    model        text NOT NULL,
    seats        int NOT NULL,
    delivered_on date NOT NULL,
    retired_on   date
);
COMMENT ON COLUMN aircraft.retired_on IS 'NULL: in the fleet';

CREATE TABLE flights (
    id             int PRIMARY KEY,
    flight_number  text NOT NULL,
    origin         char(3) NOT NULL REFERENCES airports,
    destination    char(3) NOT NULL REFERENCES airports,
    scheduled_departure timestamptz NOT NULL,
    scheduled_arrival   timestamptz NOT NULL,
    actual_departure    timestamptz,
    actual_arrival      timestamptz,
    planned_tail   text NOT NULL REFERENCES aircraft,
    flown_tail     text REFERENCES aircraft,
    diverted_to    char(3) REFERENCES airports,
    cancelled      boolean NOT NULL DEFAULT false,
    booked         int NOT NULL,
    boarded        int
);
COMMENT ON COLUMN flights.flown_tail IS 'another than planned_tail: a tail swap; NULL: not flown (yet)';
COMMENT ON COLUMN flights.diverted_to IS 'landed there instead of at the destination; NULL: landed where it should';
COMMENT ON COLUMN flights.booked IS 'passengers with a ticket; boarded: those who came, NULL until flown';

CREATE TABLE delay_codes (
    code     char(2) PRIMARY KEY,
    meaning  text NOT NULL,
    category text NOT NULL CHECK (category IN ('airline', 'airport', 'weather', 'air traffic control', 'reactionary'))
);

CREATE TABLE delays (
    flight_id int NOT NULL REFERENCES flights,
    code      char(2) NOT NULL REFERENCES delay_codes,
    minutes   int NOT NULL,
    remark    text,
    PRIMARY KEY (flight_id, code)
);
COMMENT ON TABLE delays IS 'how the minutes of a late departure are shared out among causes';

CREATE TABLE crew_members (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    position  text NOT NULL CHECK (position IN ('captain', 'first officer', 'purser', 'cabin crew')),
    home_base char(3) NOT NULL REFERENCES airports,
    born_on   date NOT NULL,
    hired_on  date NOT NULL,
    left_on   date
);

CREATE TABLE crew_duties (
    flight_id      int NOT NULL REFERENCES flights,
    crew_member_id int NOT NULL REFERENCES crew_members,
    deadhead       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (flight_id, crew_member_id)
);
COMMENT ON COLUMN crew_duties.deadhead IS 'true: on board as a passenger, to be positioned';

CREATE TABLE maintenance_events (
    id          int PRIMARY KEY,
    tail        text NOT NULL REFERENCES aircraft,
    kind        text NOT NULL CHECK (kind IN ('A-check', 'C-check', 'unscheduled')),
    grounded_at timestamptz NOT NULL,
    released_at timestamptz,
    cost_euros  numeric(10, 2)
);
COMMENT ON COLUMN maintenance_events.released_at IS 'NULL: still on the ground';
COMMENT ON COLUMN maintenance_events.cost_euros IS 'NULL: bill not in yet';
