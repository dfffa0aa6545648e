-- An undertaker with several branches: arrangements for the deceased, services, items supplied, invoices, cemeteries and leases of graves. Money is in euros.

CREATE TYPE staff_role AS ENUM ('director', 'bearer', 'embalmer', 'office');

CREATE TABLE branch (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    town      text NOT NULL,
    closed_on date
);
COMMENT ON COLUMN branch.closed_on IS 'NULL: still open';

CREATE TABLE staff (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    branch_id int NOT NULL REFERENCES branch,
    role      staff_role NOT NULL,
    hired_on  date NOT NULL,
    left_on   date
);
COMMENT ON COLUMN staff.left_on IS 'NULL: still employed';

CREATE TABLE deceased (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    born_on   date NOT NULL,
    died_on   date NOT NULL,
    death_place text NOT NULL CHECK (death_place IN ('home', 'hospital', 'hospice', 'care home')),
    faith     text
);
COMMENT ON COLUMN deceased.faith IS 'NULL: not stated';

CREATE TABLE relative (
    id          int PRIMARY KEY,
    deceased_id int NOT NULL REFERENCES deceased,
    full_name   text NOT NULL,
    kinship     text NOT NULL,
    phone       text
);

CREATE TABLE arrangement (
    id          int PRIMARY KEY,
    deceased_id int NOT NULL UNIQUE REFERENCES deceased,
    branch_id   int NOT NULL REFERENCES branch,
    director_id int REFERENCES staff,
    taken_on    date NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('burial', 'cremation')),
    status      text NOT NULL CHECK (status IN ('open', 'completed', 'cancelled')),
    prepaid     boolean NOT NULL,
    wish        jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN arrangement.director_id IS 'the member of staff who looks after the family; NULL: not yet named';
COMMENT ON COLUMN arrangement.taken_on IS 'day on which the family gave the order';
COMMENT ON COLUMN arrangement.prepaid IS 'covered by a plan that the deceased had bought';
COMMENT ON COLUMN arrangement.wish IS '{"music": text, "dress": text, "doves": number}, each only where it was wished';

CREATE TABLE venue (
    id    int PRIMARY KEY,
    name  text NOT NULL UNIQUE,
    kind  text NOT NULL CHECK (kind IN ('church', 'chapel', 'crematorium', 'graveside')),
    seats int
);

CREATE TABLE service (
    id             int PRIMARY KEY,
    arrangement_id int NOT NULL UNIQUE REFERENCES arrangement,
    venue_id       int NOT NULL REFERENCES venue,
    starts_at      timestamp NOT NULL,
    mourners       int,
    celebrant      text
);
COMMENT ON COLUMN service.mourners IS 'people present; NULL: not counted';

CREATE TABLE item (
    id           int PRIMARY KEY,
    name         text NOT NULL UNIQUE,
    category     text NOT NULL CHECK (category IN ('coffin', 'urn', 'flowers', 'transport', 'notice')),
    list_price   numeric(8, 2) NOT NULL,
    discontinued boolean NOT NULL
);

CREATE TABLE arrangement_item (
    arrangement_id int NOT NULL REFERENCES arrangement,
    item_id        int NOT NULL REFERENCES item,
    quantity       int NOT NULL,
    unit_price     numeric(8, 2) NOT NULL,
    PRIMARY KEY (arrangement_id, item_id)
);

CREATE TABLE invoice (
    id             int PRIMARY KEY,
    arrangement_id int NOT NULL REFERENCES arrangement,
    issued_on      date NOT NULL,
    due_on         date NOT NULL,
    amount         numeric(9, 2) NOT NULL,
    paid_on        date,
    void           boolean NOT NULL
);
COMMENT ON COLUMN invoice.paid_on IS 'NULL: unpaid';
COMMENT ON COLUMN invoice.void IS 'withdrawn by us, counts for nothing';

CREATE TABLE cemetery (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE,
    town text NOT NULL
);

CREATE TABLE grave (
    id          int PRIMARY KEY,
    cemetery_id int NOT NULL REFERENCES cemetery,
    plot        text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('single', 'double', 'urn')),
    UNIQUE (cemetery_id, plot)
);

CREATE TABLE lease (
    id            int PRIMARY KEY,
    grave_id      int NOT NULL REFERENCES grave,
    holder        text NOT NULL,
    starts_on     date NOT NULL,
    ends_on       date NOT NULL,
    surrendered_on date,
    fee           numeric(8, 2) NOT NULL
);
COMMENT ON COLUMN lease.surrendered_on IS 'given back early; NULL: never';
COMMENT ON COLUMN lease.fee IS 'euros for the whole term';

CREATE TABLE interment (
    deceased_id int PRIMARY KEY REFERENCES deceased,
    grave_id    int NOT NULL REFERENCES grave,
    interred_on date NOT NULL
);
