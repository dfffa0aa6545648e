-- An operator of charging points for electric cars: sites, points, connectors, drivers with cards, tariffs, sessions, outages. Money is in euros.

CREATE TYPE site_type AS ENUM ('street', 'car park', 'supermarket', 'motorway');
CREATE TYPE plug_type AS ENUM ('type2', 'ccs', 'chademo');
CREATE TYPE stop_reason AS ENUM ('driver', 'full', 'fault', 'remote');

CREATE TABLE partners (
    id           int PRIMARY KEY,
    name         text NOT NULL UNIQUE,
    country_code char(2) NOT NULL,
    contract_since date NOT NULL,
    contract_until date
);
COMMENT ON TABLE partners IS 'other providers whose customers may charge with us (roaming)';
COMMENT ON COLUMN partners.contract_until IS 'last day of the contract; NULL: open-ended';

CREATE TABLE sites (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    town      text NOT NULL,
    site_type site_type NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    services  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN sites.closed_on IS 'NULL: in operation';
COMMENT ON COLUMN sites.services IS 'toilets, food, wifi, roof, lighting';

CREATE TABLE charge_points (
    id           int PRIMARY KEY,
    site_id      int NOT NULL REFERENCES sites,
    code         text NOT NULL UNIQUE,
    maker        text NOT NULL,
    installed_on date NOT NULL,
    removed_on   date,
    max_kw       numeric(5, 1) NOT NULL
);
COMMENT ON COLUMN charge_points.removed_on IS 'NULL: still standing';

CREATE TABLE connectors (
    id              int PRIMARY KEY,
    charge_point_id int NOT NULL REFERENCES charge_points,
    plug            plug_type NOT NULL,
    max_kw          numeric(5, 1) NOT NULL
);
COMMENT ON COLUMN connectors.max_kw IS 'of this plug alone; may be less than the point can give';

CREATE TABLE drivers (
    id            int PRIMARY KEY,
    full_name     text NOT NULL,
    email         text,
    home_town     text,
    partner_id    int REFERENCES partners,
    registered_at timestamptz NOT NULL,
    deleted_at    timestamptz
);
COMMENT ON COLUMN drivers.partner_id IS 'the provider that the driver is a customer of; NULL: our own customer';
COMMENT ON COLUMN drivers.deleted_at IS 'closed the account; such drivers count as gone';

CREATE TABLE vehicles (
    id          int PRIMARY KEY,
    driver_id   int NOT NULL REFERENCES drivers,
    make        text NOT NULL,
    model       text NOT NULL,
    battery_kwh numeric(5, 1),
    details     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN vehicles.details IS '{"colour": text, "year": number, "company_car": true}; every key may be missing';

CREATE TABLE cards (
    id         int PRIMARY KEY,
    driver_id  int NOT NULL REFERENCES drivers,
    uid        text NOT NULL UNIQUE,
    issued_on  date NOT NULL,
    blocked_on date
);
COMMENT ON COLUMN cards.blocked_on IS 'NULL: may be used';

CREATE TABLE tariffs (
    id              int PRIMARY KEY,
    name            text NOT NULL,
    price_per_kwh   numeric(5, 3) NOT NULL,
    starting_fee    numeric(5, 2) NOT NULL,
    idle_per_minute numeric(5, 2) NOT NULL,
    valid           daterange NOT NULL
);
COMMENT ON TABLE tariffs IS 'Home for our own customers, Roaming for those of partners, Guest for whoever pays by bank card';
COMMENT ON COLUMN tariffs.valid IS 'days on which the tariff applies to new sessions';

CREATE TABLE sessions (
    id             int PRIMARY KEY,
    connector_id   int NOT NULL REFERENCES connectors,
    card_id        int REFERENCES cards,
    tariff_id      int NOT NULL REFERENCES tariffs,
    plugged_in_at  timestamptz NOT NULL,
    charged_until  timestamptz,
    unplugged_at   timestamptz,
    energy_kwh     numeric(7, 2) NOT NULL,
    amount_eur     numeric(8, 2),
    stopped_by     stop_reason
);
COMMENT ON COLUMN sessions.card_id IS 'NULL: a guest who paid by bank card';
COMMENT ON COLUMN sessions.charged_until IS 'when current stopped to flow; from then to unplugged_at the car stands idle. NULL: still charging';
COMMENT ON COLUMN sessions.unplugged_at IS 'NULL: still plugged in';
COMMENT ON COLUMN sessions.amount_eur IS 'what was charged to the driver; NULL until unplugged. Revenue is its sum, by the day of plugging in';

CREATE TABLE reviews (
    id         int PRIMARY KEY,
    session_id int NOT NULL REFERENCES sessions,
    stars      smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment    text,
    written_at timestamptz NOT NULL
);

CREATE TABLE outages (
    id              int PRIMARY KEY,
    charge_point_id int NOT NULL REFERENCES charge_points,
    during          tstzrange NOT NULL,
    cause           text,
    reported_by     text NOT NULL CHECK (reported_by IN ('monitoring', 'driver', 'technician'))
);
COMMENT ON COLUMN outages.during IS 'when the point was out of order; no upper bound: still is';
COMMENT ON COLUMN outages.cause IS 'NULL: never found';

CREATE VIEW open_sites AS
SELECT id, name, town, site_type FROM sites WHERE closed_on IS NULL;
COMMENT ON VIEW open_sites IS 'sites in operation today';
