-- A translation agency: translators and their language pairs with rates by validity, clients, projects, jobs. Rates are in euro cents per word, fees in euro cents.

CREATE TABLE translators (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    town        text NOT NULL,
    native_code text NOT NULL,
    born_on     date,
    since       date NOT NULL,
    paused      boolean NOT NULL,
    specialties text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN translators.paused IS 'takes no jobs at present';

CREATE TABLE rates (
    translator_id  int NOT NULL REFERENCES translators,
    source_code    text NOT NULL,
    target_code    text NOT NULL,
    cents_per_word numeric(5, 2) NOT NULL,
    valid_from     date NOT NULL,
    valid_to       date,
    PRIMARY KEY (translator_id, source_code, target_code, valid_from)
);
COMMENT ON COLUMN rates.valid_to IS 'first day on which it no longer holds; NULL: holds on. Source and target may be the same: editing only';

CREATE TABLE clients (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    country    text NOT NULL,
    industry   text NOT NULL,
    contact_id int REFERENCES translators,
    closed_on  date
);
COMMENT ON COLUMN clients.contact_id IS 'the translator whom the client prefers; NULL: none';
COMMENT ON COLUMN clients.closed_on IS 'no longer a client; NULL: active';

CREATE TABLE projects (
    id         int PRIMARY KEY,
    client_id  int NOT NULL REFERENCES clients,
    title      text NOT NULL,
    ordered_at timestamptz NOT NULL,
    urgent     boolean NOT NULL,
    cancelled  boolean NOT NULL
);

CREATE TABLE jobs (
    id            int PRIMARY KEY,
    project_id    int NOT NULL REFERENCES projects,
    translator_id int NOT NULL REFERENCES translators,
    reviewer_id   int REFERENCES translators,
    source_code   text NOT NULL,
    target_code   text NOT NULL,
    words         int NOT NULL,
    fee_cents     int NOT NULL,
    due_on        date NOT NULL,
    delivered_on  date,
    quality       int CHECK (quality BETWEEN 1 AND 5)
);
COMMENT ON COLUMN jobs.fee_cents IS 'what the translator gets';
COMMENT ON COLUMN jobs.reviewer_id IS 'NULL: not reviewed';
COMMENT ON COLUMN jobs.quality IS 'given by the reviewer, 5 is best';

CREATE TABLE invoices (
    id           int PRIMARY KEY,
    project_id   int NOT NULL REFERENCES projects,
    issued_on    date NOT NULL,
    amount_cents int NOT NULL,
    paid_on      date
);
