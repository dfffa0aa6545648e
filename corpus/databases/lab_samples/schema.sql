-- A water and food laboratory: clients send samples, each sample is tested for several analytes on instruments.

CREATE TYPE matrix AS ENUM ('drinking water', 'waste water', 'soil', 'food');

CREATE TABLE clients (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    city       text,
    contract   jsonb NOT NULL DEFAULT '{}',
    since      date NOT NULL,
    closed_on  date
);
COMMENT ON COLUMN clients.contract IS 'keys, each may be missing: discount (percent), express (true), contact (text)';
COMMENT ON COLUMN clients.closed_on IS 'NULL: active client';

CREATE TABLE analysts (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    born_on   date,
    hired_on  date NOT NULL,
    left_on   date,
    methods   text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN analysts.methods IS 'techniques that the analyst is trained in, e.g. ICP-MS';

CREATE TABLE instruments (
    id           int PRIMARY KEY,
    label        text NOT NULL UNIQUE,
    technique    text NOT NULL,
    bought_on    date NOT NULL,
    retired_on   date,
    keeper_id    int REFERENCES analysts
);
COMMENT ON COLUMN instruments.keeper_id IS 'who is responsible for it; NULL: nobody';

CREATE TABLE calibrations (
    id            int PRIMARY KEY,
    instrument_id int NOT NULL REFERENCES instruments,
    analyst_id    int NOT NULL REFERENCES analysts,
    done_on       date NOT NULL,
    passed        boolean NOT NULL
);

CREATE TABLE analytes (
    id          int PRIMARY KEY,
    name        text NOT NULL UNIQUE,
    unit        text NOT NULL,
    technique   text NOT NULL,
    limit_value numeric(8, 3),
    list_price  numeric(6, 2) NOT NULL
);
COMMENT ON TABLE analytes IS 'what can be tested for';
COMMENT ON COLUMN analytes.limit_value IS 'legal limit in the unit; NULL: none set';

CREATE TABLE samples (
    id           int PRIMARY KEY,
    barcode      text NOT NULL UNIQUE,
    client_id    int NOT NULL REFERENCES clients,
    matrix       matrix NOT NULL,
    taken_on     date,
    received_at  timestamptz NOT NULL,
    reported_at  timestamptz,
    express      boolean NOT NULL,
    rejected     boolean NOT NULL,
    field_data   jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN samples.taken_on IS 'day of sampling as stated by the client; NULL: not stated';
COMMENT ON COLUMN samples.reported_at IS 'when the report went out; NULL: not yet';
COMMENT ON COLUMN samples.rejected IS 'unfit on arrival: not tested, never reported';
COMMENT ON COLUMN samples.field_data IS 'keys, each may be missing: temperature (Celsius), site (text), ph';

CREATE TABLE tests (
    id            int PRIMARY KEY,
    sample_id     int NOT NULL REFERENCES samples,
    analyte_id    int NOT NULL REFERENCES analytes,
    instrument_id int NOT NULL REFERENCES instruments,
    analyst_id    int NOT NULL REFERENCES analysts,
    run_number    int NOT NULL,
    measured_at   timestamptz NOT NULL,
    result        text NOT NULL,
    price         numeric(6, 2) NOT NULL,
    valid         boolean NOT NULL,
    UNIQUE (sample_id, analyte_id, run_number)
);
COMMENT ON COLUMN tests.run_number IS '1 the first run, above it a rerun';
COMMENT ON COLUMN tests.result IS 'a number in the unit of the analyte, or ''<0.5'': below the limit of detection';
COMMENT ON COLUMN tests.valid IS 'false: withdrawn, a rerun replaces it; only valid tests are charged and reported';
COMMENT ON COLUMN tests.price IS 'euros, as agreed with the client';
