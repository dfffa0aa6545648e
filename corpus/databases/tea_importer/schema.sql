-- A tea importer in Hamburg: gardens, lots bought at auctions and by contract, cuppings, sales to blenders and shops.
-- Purchases are paid in the garden's currency; to_euros needs the exchange rate of the day.

CREATE TYPE tea_kind AS ENUM ('black', 'green', 'oolong', 'white', 'herbal');
CREATE TYPE contract_status AS ENUM ('open', 'fulfilled', 'cancelled');
CREATE TYPE customer_kind AS ENUM ('blender', 'shop', 'restaurant', 'web shop');

CREATE TABLE gardens (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    region     text NOT NULL,
    country    text NOT NULL,
    altitude_m int,
    organic    boolean NOT NULL,
    currency   char(3) NOT NULL
);
COMMENT ON COLUMN gardens.altitude_m IS 'metres above the sea; NULL: not known';

CREATE TABLE exchange_rates (
    currency char(3) NOT NULL,
    day      date NOT NULL,
    per_euro numeric(10, 4) NOT NULL,
    PRIMARY KEY (currency, day)
);
COMMENT ON TABLE exchange_rates IS 'units of the currency for one euro, on the first day of each month; EUR itself is not listed';

CREATE TABLE lots (
    id            int PRIMARY KEY,
    lot_code      text NOT NULL UNIQUE,
    garden_id     int NOT NULL REFERENCES gardens,
    kind          tea_kind NOT NULL,
    grade         text NOT NULL,
    flush         text,
    bought_on     date NOT NULL,
    arrived_on    date,
    kilos         numeric(8, 1) NOT NULL,
    price_per_kilo numeric(8, 2) NOT NULL,
    at_auction    boolean NOT NULL,
    notes         text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN lots.grade IS 'code of the leaf: SFTGFOP finest whole leaf, FTGFOP, TGFOP, BOP broken leaf, FAN fannings, DUST';
COMMENT ON COLUMN lots.flush IS 'first, second, autumn; NULL where gardens do not tell';
COMMENT ON COLUMN lots.arrived_on IS 'NULL: still at sea';
COMMENT ON COLUMN lots.price_per_kilo IS 'in the currency of the garden';
COMMENT ON COLUMN lots.notes IS 'words of the buyer: muscatel, malty, grassy, smoky, floral';

CREATE TABLE tasters (
    id      int PRIMARY KEY,
    name    text NOT NULL,
    born_on date,
    left_on date
);
COMMENT ON COLUMN tasters.left_on IS 'NULL: still tasting';

CREATE TABLE cuppings (
    id         int PRIMARY KEY,
    lot_id     int NOT NULL REFERENCES lots,
    taster_id  int NOT NULL REFERENCES tasters,
    cupped_at  timestamptz NOT NULL,
    score      numeric(4, 1) NOT NULL CHECK (score BETWEEN 0 AND 100),
    liquor     text,
    defects    jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE cuppings IS 'a taster tries a lot; 85 points and more are outstanding';
COMMENT ON COLUMN cuppings.liquor IS 'colour in the cup: bright, dull, golden; NULL: not written down';
COMMENT ON COLUMN cuppings.defects IS '{"dusty": true, "moisture_percent": number}, each may be missing';

CREATE TABLE customers (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    kind        customer_kind NOT NULL,
    city        text NOT NULL,
    country     text NOT NULL,
    since       date NOT NULL,
    closed_on   date,
    credit_limit_eur numeric(10, 2)
);
COMMENT ON COLUMN customers.closed_on IS 'out of business or lost; NULL: customer to this day';
COMMENT ON COLUMN customers.credit_limit_eur IS 'NULL: pays in advance';

CREATE TABLE contracts (
    id           int PRIMARY KEY,
    customer_id  int NOT NULL REFERENCES customers,
    kind         tea_kind NOT NULL,
    signed_on    date NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    kilos        numeric(9, 1) NOT NULL,
    status       contract_status NOT NULL
);
COMMENT ON COLUMN contracts.kilos IS 'to be taken by the end';

CREATE TABLE sales (
    id          int PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers,
    contract_id int REFERENCES contracts,
    sold_on     date NOT NULL,
    shipped_on  date,
    paid_on     date,
    cancelled   boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE sales IS 'a cancelled sale is no sale';
COMMENT ON COLUMN sales.contract_id IS 'NULL: without a contract';
COMMENT ON COLUMN sales.paid_on IS 'NULL: not paid (yet)';

CREATE TABLE sale_lines (
    sale_id       int NOT NULL REFERENCES sales,
    lot_id        int NOT NULL REFERENCES lots,
    kilos         numeric(8, 1) NOT NULL,
    eur_per_kilo  numeric(8, 2) NOT NULL,
    PRIMARY KEY (sale_id, lot_id)
);
COMMENT ON TABLE sale_lines IS 'revenue is kilos * eur_per_kilo';

CREATE TABLE samples (
    id          int PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers,
    lot_id      int NOT NULL REFERENCES lots,
    sent_on     date NOT NULL,
    liked       boolean
);
COMMENT ON TABLE samples IS 'small bags for trying, free of charge';
COMMENT ON COLUMN samples.liked IS 'NULL: no answer';
