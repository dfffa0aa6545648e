-- Fares of an underground. The gates write epoch seconds (UTC); everything else writes dates.
-- Money is in cents. A journey begins with a row of tap_in; its tap_out names that row. A tap_in without a tap_out is
-- unfinished (charged the maximum fare); a tap_out whose tap_in_id is NULL could not be matched.

CREATE TABLE line (
    line_no  int PRIMARY KEY,
    name     text NOT NULL,
    colour   text NOT NULL
);

CREATE TABLE station (
    station_id  int PRIMARY KEY,
    name        text NOT NULL,
    zone        int NOT NULL CHECK (zone BETWEEN 1 AND 4),
    step_free   boolean NOT NULL,
    opened_year int,
    lift_count  int NOT NULL
);
COMMENT ON COLUMN station.zone IS '1 centre to 4 outskirts';
COMMENT ON COLUMN station.step_free IS 'can be reached without stairs';

CREATE TABLE line_station (
    line_no    int NOT NULL REFERENCES line,
    station_id int NOT NULL REFERENCES station,
    stop_order int NOT NULL,
    PRIMARY KEY (line_no, station_id)
);

CREATE TABLE gate (
    gate_id      int PRIMARY KEY,
    station_id   int NOT NULL REFERENCES station,
    hall         text NOT NULL,
    kind         int NOT NULL CHECK (kind IN (1, 2, 3)),
    installed_on date NOT NULL,
    firmware     text
);
COMMENT ON COLUMN gate.kind IS '1 entry only, 2 exit only, 3 both ways (wide)';
COMMENT ON COLUMN gate.firmware IS 'NULL: the gate does not report it';

CREATE TABLE card (
    card_no       bigint PRIMARY KEY,
    category      int NOT NULL CHECK (category IN (0, 1, 2, 3)),
    issued_at     bigint NOT NULL,
    blocked_at    bigint,
    balance_cents int NOT NULL,
    holder_name   text,
    birth_year    int
);
COMMENT ON COLUMN card.category IS '0 adult, 1 child, 2 senior, 3 staff (travels free)';
COMMENT ON COLUMN card.issued_at IS 'epoch seconds';
COMMENT ON COLUMN card.blocked_at IS 'epoch seconds; NULL: not blocked';
COMMENT ON COLUMN card.holder_name IS 'NULL: anonymous card';

CREATE TABLE pass_type (
    pass_type_id int PRIMARY KEY,
    title        text NOT NULL,
    days         int NOT NULL,
    max_zone     int NOT NULL,
    price_cents  int NOT NULL
);
COMMENT ON COLUMN pass_type.max_zone IS 'valid from zone 1 up to this one';

CREATE TABLE pass (
    pass_id      int PRIMARY KEY,
    card_no      bigint NOT NULL REFERENCES card,
    pass_type_id int NOT NULL REFERENCES pass_type,
    valid_from   date NOT NULL,
    valid_until  date NOT NULL,
    paid_cents   int NOT NULL
);
COMMENT ON TABLE pass IS 'season passes sold; valid on both days named';
COMMENT ON COLUMN pass.paid_cents IS 'after reductions, may be below the list price';

CREATE TABLE tap_in (
    tap_in_id bigint PRIMARY KEY,
    card_no   bigint NOT NULL,
    gate_id   int NOT NULL REFERENCES gate,
    ts        bigint NOT NULL
);
COMMENT ON COLUMN tap_in.ts IS 'epoch seconds';
COMMENT ON COLUMN tap_in.card_no IS 'no foreign key: cards of other cities are let in';

CREATE TABLE tap_out (
    tap_out_id bigint PRIMARY KEY,
    tap_in_id  bigint UNIQUE REFERENCES tap_in,
    card_no    bigint NOT NULL,
    gate_id    int NOT NULL REFERENCES gate,
    ts         bigint NOT NULL
);
COMMENT ON COLUMN tap_out.tap_in_id IS 'NULL: no entry found';

CREATE TABLE fare_charge (
    charge_id    bigint PRIMARY KEY,
    tap_in_id    bigint NOT NULL UNIQUE REFERENCES tap_in,
    amount_cents int NOT NULL,
    rule         int NOT NULL CHECK (rule IN (10, 20, 30, 40)),
    charged_ts   bigint NOT NULL
);
COMMENT ON COLUMN fare_charge.rule IS '10 single fare, 20 covered by a pass (0 cents), 30 daily cap reached (less than a single), 40 maximum fare for an unfinished journey';

CREATE TABLE top_up (
    top_up_id    bigint PRIMARY KEY,
    card_no      bigint NOT NULL REFERENCES card,
    ts           bigint NOT NULL,
    amount_cents int NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('machine', 'app', 'kiosk', 'auto'))
);

CREATE TABLE gate_fault (
    fault_id    int PRIMARY KEY,
    gate_id     int NOT NULL REFERENCES gate,
    reported_at timestamptz NOT NULL,
    fixed_at    timestamptz,
    code        int NOT NULL,
    note        text
);
COMMENT ON COLUMN gate_fault.code IS '1 reader dead, 2 flap stuck, 3 display, 4 no network';
COMMENT ON COLUMN gate_fault.fixed_at IS 'NULL: still broken';

CREATE VIEW journey AS
SELECT i.tap_in_id, i.card_no, to_timestamp(i.ts) AS started_at, to_timestamp(o.ts) AS ended_at, g.station_id AS from_station_id, h.station_id AS to_station_id, (o.ts - i.ts) / 60.0 AS minutes
FROM tap_in AS i
JOIN tap_out AS o ON o.tap_in_id = i.tap_in_id
JOIN gate AS g ON g.gate_id = i.gate_id
JOIN gate AS h ON h.gate_id = o.gate_id;
COMMENT ON VIEW journey IS 'finished journeys: entry matched with exit';
