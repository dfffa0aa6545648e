-- Baggage handling at an airport. Everything that happens to a bag is one row of the wide log bag_event; the rest is lookups.
-- A bag is known by its tag; its state is its latest event.

CREATE TABLE airline (
    iata char(2) PRIMARY KEY,
    name text NOT NULL,
    low_cost boolean NOT NULL
);

CREATE TABLE station (
    station_code char(4) PRIMARY KEY,
    name         text NOT NULL,
    terminal     int
);
COMMENT ON TABLE station IS 'places with a scanner; terminal NULL: between the terminals';

CREATE TABLE event_kind (
    kind     text PRIMARY KEY,
    meaning  text NOT NULL,
    is_final boolean NOT NULL
);
COMMENT ON COLUMN event_kind.is_final IS 'nothing is expected to follow';

CREATE TABLE fault_reason (
    reason_code char(3) PRIMARY KEY,
    meaning     text NOT NULL,
    blame       text NOT NULL CHECK (blame IN ('airport', 'airline', 'passenger'))
);

CREATE TABLE flight (
    flight_id   int PRIMARY KEY,
    iata        char(2) NOT NULL REFERENCES airline,
    flight_no   text NOT NULL,
    destination text NOT NULL,
    departs_at  timestamptz NOT NULL,
    terminal    int NOT NULL,
    cancelled   boolean NOT NULL DEFAULT false
);

CREATE TABLE bag_event (
    event_id     bigint PRIMARY KEY,
    bag_tag      char(10) NOT NULL,
    happened_at  timestamptz NOT NULL,
    logged_at    timestamptz NOT NULL,
    kind         text NOT NULL REFERENCES event_kind,
    station_code char(4) REFERENCES station,
    flight_id    int REFERENCES flight,
    weight_kg    numeric(4, 1),
    passenger    text,
    handler      text,
    reason_code  char(3) REFERENCES fault_reason,
    payload      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN bag_event.logged_at IS 'when the row arrived in the log, now and then much later than it happened';
COMMENT ON COLUMN bag_event.weight_kg IS 'only at check_in, as is the passenger';
COMMENT ON COLUMN bag_event.handler IS 'NULL: done by a machine';
COMMENT ON COLUMN bag_event.reason_code IS 'only where the kind is misroute or missed';
COMMENT ON COLUMN bag_event.payload IS 'belt (number) at sorting; alarm (boolean) at screening; oversize (boolean) at check_in where true';

CREATE TABLE claim (
    claim_id   int PRIMARY KEY,
    bag_tag    char(10) NOT NULL,
    filed_on   date NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('lost', 'damaged', 'delayed')),
    asked_eur  numeric(8, 2) NOT NULL,
    paid_eur   numeric(8, 2),
    settled_on date
);
COMMENT ON COLUMN claim.paid_eur IS '0: turned down; NULL: not settled';
