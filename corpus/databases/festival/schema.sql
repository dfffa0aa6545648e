-- A music festival and its smaller weekends: stages, slots, wristbands with cashless money, bars. Amounts are in euro cents.

CREATE TABLE t_editions (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    first_day date NOT NULL,
    last_day  date NOT NULL,
    cancelled boolean NOT NULL
);

CREATE TABLE t_stages (
    id       int PRIMARY KEY,
    name     text NOT NULL UNIQUE,
    capacity int NOT NULL,
    covered  boolean NOT NULL
);

CREATE TABLE t_acts (
    id      int PRIMARY KEY,
    name    text NOT NULL,
    country text NOT NULL,
    genres  text[] NOT NULL,
    members int,
    agent   text
);
COMMENT ON COLUMN t_acts.members IS 'heads on stage; NULL: not known';
COMMENT ON COLUMN t_acts.agent IS 'NULL: books for itself';

CREATE TABLE t_slots (
    id         int PRIMARY KEY,
    edition_id int NOT NULL REFERENCES t_editions,
    stage_id   int NOT NULL REFERENCES t_stages,
    act_id     int NOT NULL REFERENCES t_acts,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    fee_cents  int NOT NULL,
    cancelled  boolean NOT NULL
);
COMMENT ON TABLE t_slots IS 'an act on a stage; a cancelled slot was not played and costs no fee';

CREATE TABLE t_visitors (
    id    int PRIMARY KEY,
    name  text NOT NULL,
    town  text NOT NULL,
    email text,
    born  date
);

CREATE TABLE t_wristbands (
    id          int PRIMARY KEY,
    edition_id  int NOT NULL REFERENCES t_editions,
    visitor_id  int NOT NULL REFERENCES t_visitors,
    kind        text NOT NULL CHECK (kind IN ('day', 'weekend', 'crew')),
    ordered_at  timestamptz NOT NULL,
    price_cents int NOT NULL,
    refunded_on date,
    entered_at  timestamptz
);
COMMENT ON COLUMN t_wristbands.refunded_on IS 'money back, not to be counted as sold; NULL: stands';
COMMENT ON COLUMN t_wristbands.entered_at IS 'first time through the gate; NULL: never came';

CREATE TABLE t_topups (
    id           int PRIMARY KEY,
    wristband_id int NOT NULL REFERENCES t_wristbands,
    paid_at      timestamptz NOT NULL,
    amount_cents int NOT NULL,
    method       text NOT NULL CHECK (method IN ('cash', 'card', 'app'))
);
COMMENT ON TABLE t_topups IS 'money loaded onto a wristband';

CREATE TABLE t_bars (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    stage_id int REFERENCES t_stages
);
COMMENT ON COLUMN t_bars.stage_id IS 'the stage it stands by; NULL: elsewhere on the ground';

CREATE TABLE t_drinks (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    alcoholic   boolean NOT NULL,
    price_cents int NOT NULL
);

CREATE TABLE t_sales (
    id           int PRIMARY KEY,
    wristband_id int NOT NULL REFERENCES t_wristbands,
    bar_id       int NOT NULL REFERENCES t_bars,
    drink_id     int NOT NULL REFERENCES t_drinks,
    sold_at      timestamptz NOT NULL,
    quantity     int NOT NULL,
    amount_cents int NOT NULL,
    voided       boolean NOT NULL
);
COMMENT ON COLUMN t_sales.amount_cents IS 'for the whole quantity; a voided sale is none';
