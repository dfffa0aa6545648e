-- An auction house: consignors bring things, specialists estimate them, lots come up in sales, people bid in the room,
-- by telephone, by commission and online. Prices in whole pounds sterling.

CREATE TYPE bid_channel AS ENUM ('room', 'telephone', 'commission', 'online');
CREATE TYPE lot_status AS ENUM ('catalogued', 'withdrawn', 'unsold', 'sold');

CREATE TABLE departments (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE specialists (
    id            int PRIMARY KEY,
    name          text NOT NULL,
    department_id int NOT NULL REFERENCES departments,
    hired_on      date NOT NULL,
    left_on       date
);

CREATE TABLE clients (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    is_trade    boolean NOT NULL DEFAULT false,
    city        text,
    country     char(2) NOT NULL,
    registered_on date NOT NULL,
    bid_limit   int,
    interests   text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE clients IS 'consignors, buyers, or both';
COMMENT ON COLUMN clients.is_trade IS 'true: a dealer';
COMMENT ON COLUMN clients.bid_limit IS 'may owe us no more than this; NULL: without limit';

CREATE TABLE sales (
    id            int PRIMARY KEY,
    title         text NOT NULL,
    department_id int REFERENCES departments,
    held_on       date NOT NULL,
    auctioneer_id int REFERENCES specialists,
    online_only   boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN sales.department_id IS 'NULL: a mixed sale';
COMMENT ON COLUMN sales.auctioneer_id IS 'NULL for online sales';

CREATE TABLE lots (
    id             int PRIMARY KEY,
    sale_id        int NOT NULL REFERENCES sales,
    number         int NOT NULL,
    title          text NOT NULL,
    artist         text,
    made_year      int,
    consignor_id   int NOT NULL REFERENCES clients,
    specialist_id  int NOT NULL REFERENCES specialists,
    low_estimate   int NOT NULL,
    high_estimate  int NOT NULL,
    reserve_price  int,
    status         lot_status NOT NULL,
    hammer_price   int,
    buyer_id       int REFERENCES clients,
    UNIQUE (sale_id, number),
    CHECK (low_estimate <= high_estimate),
    CHECK ((status = 'sold') = (hammer_price IS NOT NULL))
);
COMMENT ON COLUMN lots.reserve_price IS 'not sold below; NULL: without reserve';
COMMENT ON COLUMN lots.hammer_price IS 'what the hammer fell at, before premium; NULL unless sold';

CREATE TABLE premium_bands (
    valid_from date NOT NULL,
    from_price int NOT NULL,
    to_price   int,
    percent    numeric(4, 1) NOT NULL,
    valid_to   date,
    PRIMARY KEY (valid_from, from_price)
);
COMMENT ON TABLE premium_bands IS 'buyer''s premium: percent of the whole hammer price, by the band that it falls into; to_price exclusive, NULL: no upper end; valid_to inclusive, NULL: in force';

CREATE TABLE bids (
    id        int PRIMARY KEY,
    lot_id    int NOT NULL REFERENCES lots,
    bidder_id int NOT NULL REFERENCES clients,
    channel   bid_channel NOT NULL,
    amount    int NOT NULL,
    placed_at timestamptz NOT NULL
);

CREATE TABLE invoices (
    id          int PRIMARY KEY,
    buyer_id    int NOT NULL REFERENCES clients,
    sale_id     int NOT NULL REFERENCES sales,
    issued_on   date NOT NULL,
    hammer_total int NOT NULL,
    premium     numeric(10, 2) NOT NULL,
    paid_on     date
);
COMMENT ON TABLE invoices IS 'one for each buyer and sale; to be paid within 14 days';
COMMENT ON COLUMN invoices.paid_on IS 'NULL: not paid';

CREATE TABLE settlements (
    lot_id       int PRIMARY KEY REFERENCES lots,
    commission   numeric(10, 2) NOT NULL,
    photo_fee    int NOT NULL,
    paid_out_on  date
);
COMMENT ON TABLE settlements IS 'what a consignor pays us on a sold lot; paid_out_on: when the rest went to the consignor, NULL: not yet';

CREATE TABLE viewings (
    sale_id   int NOT NULL REFERENCES sales,
    client_id int NOT NULL REFERENCES clients,
    came_at   timestamptz NOT NULL,
    PRIMARY KEY (sale_id, client_id, came_at)
);
COMMENT ON TABLE viewings IS 'clients who came to look before a sale';
