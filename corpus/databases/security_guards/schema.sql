-- A guarding company: clients and their sites, guards, shifts, rounds past checkpoints, incidents. Money is in euros.

CREATE TYPE site_kind AS ENUM ('warehouse', 'mall', 'office', 'hospital');
CREATE TYPE severity AS ENUM ('low', 'medium', 'high');

CREATE TABLE client (
    client_id int PRIMARY KEY,
    name      text NOT NULL,
    town      text NOT NULL
);

CREATE TABLE site (
    site_id     int PRIMARY KEY,
    client_id   int NOT NULL REFERENCES client,
    label       text NOT NULL UNIQUE,
    kind        site_kind NOT NULL,
    opened_on   date NOT NULL,
    closed_on   date,
    hourly_rate numeric(5, 2) NOT NULL
);
COMMENT ON COLUMN site.closed_on IS 'contract ended; NULL: running';
COMMENT ON COLUMN site.hourly_rate IS 'euros that the client pays for an hour of a shift';

CREATE TABLE guard (
    guard_id      int PRIMARY KEY,
    full_name     text NOT NULL,
    boss_id       int REFERENCES guard,
    hired_on      date NOT NULL,
    left_on       date,
    licence_until date,
    languages     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN guard.left_on IS 'NULL: employed';
COMMENT ON COLUMN guard.licence_until IS 'last day of the guarding licence; NULL: applied for';

CREATE TABLE checkpoint (
    checkpoint_id int PRIMARY KEY,
    site_id       int NOT NULL REFERENCES site,
    tag           text NOT NULL UNIQUE,
    spot          text NOT NULL,
    retired       boolean NOT NULL
);
COMMENT ON TABLE checkpoint IS 'places where a guard holds the reader to a tag; retired ones are not part of rounds any more';

CREATE TABLE shift (
    shift_id  int PRIMARY KEY,
    site_id   int NOT NULL REFERENCES site,
    guard_id  int NOT NULL REFERENCES guard,
    starts_at timestamp NOT NULL,
    ends_at   timestamp NOT NULL,
    cancelled boolean NOT NULL
);
COMMENT ON COLUMN shift.cancelled IS 'not worked, not billed';

CREATE TABLE round (
    round_id    int PRIMARY KEY,
    shift_id    int NOT NULL REFERENCES shift,
    begun_at    timestamp NOT NULL,
    finished_at timestamp
);
COMMENT ON COLUMN round.finished_at IS 'NULL: broken off';

CREATE TABLE scan (
    round_id      int NOT NULL REFERENCES round,
    checkpoint_id int NOT NULL REFERENCES checkpoint,
    scanned_at    timestamp NOT NULL,
    PRIMARY KEY (round_id, checkpoint_id)
);

CREATE TABLE incident (
    incident_id int PRIMARY KEY,
    site_id     int NOT NULL REFERENCES site,
    guard_id    int REFERENCES guard,
    occurred_at timestamp NOT NULL,
    category    text NOT NULL,
    severity    severity NOT NULL,
    closed_at   timestamp,
    details     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN incident.guard_id IS 'who reported it; NULL: the client did';
COMMENT ON COLUMN incident.closed_at IS 'NULL: still open';
COMMENT ON COLUMN incident.details IS '{"police": true, "loss": euros, "camera": text}, each only where it applies';
