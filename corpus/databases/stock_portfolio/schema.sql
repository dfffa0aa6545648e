-- The share dealings of a family, kept by its nephew: depots at banks, trades, daily closing prices, dividends, splits.

CREATE TYPE side AS ENUM ('buy', 'sell');
CREATE DOMAIN isin AS char(12) CHECK (VALUE ~ '^[A-Z]{2}[A-Z0-9]{9}[0-9]$');

CREATE TABLE owner (
    owner_id serial PRIMARY KEY,
    name     text NOT NULL,
    born     date,
    risk     text NOT NULL CHECK (risk IN ('cautious', 'balanced', 'bold'))
);

CREATE TABLE depot (
    depot_id serial PRIMARY KEY,
    owner_id int NOT NULL REFERENCES owner,
    bank     text NOT NULL,
    nickname text,
    opened   date NOT NULL,
    closed   date
);
COMMENT ON TABLE depot IS 'custody account at a bank';
COMMENT ON COLUMN depot.closed IS 'NULL: still in use';

CREATE TABLE sector (
    sector_id int PRIMARY KEY,
    title     text NOT NULL,
    part_of   int REFERENCES sector
);
COMMENT ON COLUMN sector.part_of IS 'NULL: a main sector';

CREATE TABLE security (
    isin      isin PRIMARY KEY,
    ticker    text NOT NULL,
    name      text NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('share', 'fund', 'bond')),
    currency  char(3) NOT NULL,
    country   char(2) NOT NULL,
    sector_id int REFERENCES sector,
    listed    date,
    delisted  date,
    tags      text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN security.sector_id IS 'NULL for funds and bonds';
COMMENT ON COLUMN security.delisted IS 'NULL: still traded';

CREATE TABLE trade (
    trade_id  int PRIMARY KEY,
    depot_id  int NOT NULL REFERENCES depot,
    isin      isin NOT NULL REFERENCES security,
    side      side NOT NULL,
    traded_at timestamptz NOT NULL,
    settled   date,
    quantity  numeric(12, 3) NOT NULL CHECK (quantity > 0),
    price     numeric(12, 4) NOT NULL,
    fee       numeric(8, 2) NOT NULL DEFAULT 0,
    venue     text
);
COMMENT ON COLUMN trade.price IS 'per piece, in the currency of the security';
COMMENT ON COLUMN trade.fee IS 'in the currency of the security too; not contained in quantity times price';
COMMENT ON COLUMN trade.settled IS 'NULL: not settled yet';
COMMENT ON COLUMN trade.venue IS 'exchange; NULL: over the counter';

CREATE TABLE quote (
    isin   isin NOT NULL REFERENCES security,
    day    date NOT NULL,
    open   numeric(12, 4) NOT NULL,
    close  numeric(12, 4) NOT NULL,
    volume bigint,
    PRIMARY KEY (isin, day)
);
COMMENT ON TABLE quote IS 'opening and closing price of a trading day; no row: the exchange was shut or nothing was dealt';
COMMENT ON COLUMN quote.volume IS 'pieces dealt; NULL: unknown';

CREATE TABLE dividend (
    isin      isin NOT NULL REFERENCES security,
    ex_day    date NOT NULL,
    pay_day   date NOT NULL,
    per_piece numeric(10, 4) NOT NULL,
    special   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (isin, ex_day, special)
);
COMMENT ON COLUMN dividend.ex_day IS 'who held the day before is paid';

CREATE TABLE payout (
    payout_id int PRIMARY KEY,
    depot_id  int NOT NULL REFERENCES depot,
    isin      isin NOT NULL,
    ex_day    date NOT NULL,
    received  date NOT NULL,
    gross     numeric(10, 2) NOT NULL,
    tax       numeric(10, 2) NOT NULL DEFAULT 0
);
COMMENT ON TABLE payout IS 'dividends as they arrived in a depot, in the currency of the security; net is gross less tax';

CREATE TABLE split (
    isin   isin NOT NULL REFERENCES security,
    day    date NOT NULL,
    factor numeric(6, 3) NOT NULL,
    PRIMARY KEY (isin, day)
);
COMMENT ON COLUMN split.factor IS 'pieces after for each piece before: 4 is four for one, 0.1 a reverse split';

CREATE TABLE fx_rate (
    currency char(3) NOT NULL,
    day      date NOT NULL,
    per_euro numeric(10, 5) NOT NULL,
    PRIMARY KEY (currency, day)
);
COMMENT ON TABLE fx_rate IS 'on the first of each month: units of the currency for one euro';

CREATE TABLE watch (
    owner_id int NOT NULL REFERENCES owner,
    isin     isin NOT NULL REFERENCES security,
    since    date NOT NULL,
    target   numeric(12, 4),
    note     text,
    PRIMARY KEY (owner_id, isin)
);
COMMENT ON TABLE watch IS 'watch list';
COMMENT ON COLUMN watch.target IS 'wants to buy at or below; NULL: only looks';

CREATE VIEW holding AS
SELECT depot_id, isin, sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END) AS pieces
FROM trade
GROUP BY depot_id, isin
HAVING sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END) > 0;
COMMENT ON VIEW holding IS 'pieces held today in each depot (trades are restated for splits)';
