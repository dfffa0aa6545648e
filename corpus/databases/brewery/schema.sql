-- A craft brewery at the sea: what is brewed, in which tank, how it tastes, and who buys it by the keg.

CREATE TYPE tank_kind AS ENUM ('kettle', 'fermenter', 'bright');
CREATE TYPE batch_status AS ENUM ('fermenting', 'conditioning', 'packaged', 'dumped');
CREATE TYPE pub_kind AS ENUM ('pub', 'restaurant', 'bottle shop', 'hotel');

CREATE TABLE beer (
    id          int PRIMARY KEY,
    name        text NOT NULL UNIQUE,
    style       text NOT NULL,
    abv         numeric(3, 1) NOT NULL CHECK (abv BETWEEN 0 AND 15),
    ibu         int,
    seasonal    boolean NOT NULL DEFAULT false,
    tag         text[] NOT NULL DEFAULT '{}',
    recipe      jsonb NOT NULL DEFAULT '{}',
    launched_on date,
    retired_on  date
);
COMMENT ON COLUMN beer.abv IS 'alcohol by volume, percent, as printed on the label';
COMMENT ON COLUMN beer.ibu IS 'bitterness; NULL where it was never measured';
COMMENT ON COLUMN beer.recipe IS '{"yeast": text, "boil_minutes": number, "hops": [{"name", "grams_per_hl"}], "malts": [text]}';
COMMENT ON COLUMN beer.launched_on IS 'NULL: not on sale yet';
COMMENT ON COLUMN beer.retired_on IS 'NULL: still in the range';

CREATE TABLE tank (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    kind      tank_kind NOT NULL,
    volume_hl numeric(5, 1) NOT NULL,
    bought_on date
);
COMMENT ON COLUMN tank.volume_hl IS 'hectolitres; one is 100 litres';

CREATE TABLE brewer (
    id         int PRIMARY KEY,
    first_name text NOT NULL,
    last_name  text NOT NULL,
    hired_on   date NOT NULL,
    left_on    date,
    mentor_id  int REFERENCES brewer
);
COMMENT ON COLUMN brewer.left_on IS 'NULL: still works here';
COMMENT ON COLUMN brewer.mentor_id IS 'the brewer who trained this one';

CREATE TABLE batch (
    id             int PRIMARY KEY,
    beer_id        int NOT NULL REFERENCES beer,
    tank_id        int NOT NULL REFERENCES tank,
    lead_brewer_id int NOT NULL REFERENCES brewer,
    second_brewer_id int REFERENCES brewer,
    brewed_on      date NOT NULL,
    packaged_on    date CHECK (packaged_on >= brewed_on),
    status         batch_status NOT NULL,
    planned_hl     numeric(5, 1) NOT NULL,
    yield_hl       numeric(5, 1),
    original_gravity numeric(4, 3) NOT NULL,
    final_gravity  numeric(4, 3),
    measured_abv   numeric(4, 2) GENERATED ALWAYS AS ((original_gravity - final_gravity) * 131.25) STORED
);
COMMENT ON TABLE batch IS 'one brew of a beer';
COMMENT ON COLUMN batch.yield_hl IS 'what came out; NULL until it is packaged, and for dumped ones';
COMMENT ON COLUMN batch.packaged_on IS 'NULL while in the tank, and for dumped ones';

CREATE TABLE tank_reading (
    batch_id      int NOT NULL REFERENCES batch,
    taken_at      timestamptz NOT NULL,
    temperature_c numeric(4, 1) NOT NULL,
    gravity       numeric(4, 3),
    PRIMARY KEY (batch_id, taken_at)
);
COMMENT ON COLUMN tank_reading.gravity IS 'NULL where only the temperature was read';

CREATE TABLE taster (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    certified boolean NOT NULL
);

CREATE TABLE tasting (
    id        int PRIMARY KEY,
    batch_id  int NOT NULL REFERENCES batch,
    taster_id int NOT NULL REFERENCES taster,
    tasted_at timestamptz NOT NULL,
    aroma     smallint CHECK (aroma BETWEEN 1 AND 10),
    flavour   smallint NOT NULL CHECK (flavour BETWEEN 1 AND 10),
    fault     text[] NOT NULL DEFAULT '{}',
    note      text
);
COMMENT ON COLUMN tasting.aroma IS '1 to 10; NULL: the taster had a cold';
COMMENT ON COLUMN tasting.fault IS 'off-flavours found: diacetyl, sulphur, oxidised, sour, phenolic';

CREATE TABLE pub (
    id            int PRIMARY KEY,
    name          text NOT NULL,
    town          text NOT NULL,
    kind          pub_kind NOT NULL,
    tied          boolean NOT NULL,
    contact_email text,
    customer_since date NOT NULL
);
COMMENT ON TABLE pub IS 'who buys kegs; names are not unique, name and town together are';
COMMENT ON COLUMN pub.tied IS 'bound by contract to our beer alone';

CREATE TABLE keg_order (
    id               int PRIMARY KEY,
    pub_id           int NOT NULL REFERENCES pub,
    ordered_at       timestamptz NOT NULL,
    wanted_on        date NOT NULL,
    delivered_on     date,
    cancelled_at     timestamptz,
    discount_percent numeric(4, 1) NOT NULL DEFAULT 0
);
COMMENT ON TABLE keg_order IS 'a cancelled order is no sale';
COMMENT ON COLUMN keg_order.delivered_on IS 'NULL: not delivered (yet, or cancelled)';
COMMENT ON COLUMN keg_order.discount_percent IS 'on the whole order; revenue is stated before it unless called net';

CREATE TABLE order_line (
    keg_order_id int NOT NULL REFERENCES keg_order,
    beer_id      int NOT NULL REFERENCES beer,
    size_l       int NOT NULL CHECK (size_l IN (20, 30, 50)),
    quantity     int NOT NULL CHECK (quantity > 0),
    list_price   numeric(7, 2) NOT NULL,
    unit_price   numeric(7, 2) NOT NULL,
    PRIMARY KEY (keg_order_id, beer_id, size_l)
);
COMMENT ON COLUMN order_line.quantity IS 'kegs of that size';
COMMENT ON COLUMN order_line.list_price IS 'pounds a keg by the list of that day';
COMMENT ON COLUMN order_line.unit_price IS 'pounds a keg as agreed; revenue is quantity * unit_price';

CREATE TABLE listing (
    pub_id   int NOT NULL REFERENCES pub,
    beer_id  int NOT NULL REFERENCES beer,
    since    date NOT NULL,
    until    date,
    PRIMARY KEY (pub_id, beer_id)
);
COMMENT ON TABLE listing IS 'which beer a pub has on its board';
COMMENT ON COLUMN listing.until IS 'NULL: still on the board';

CREATE VIEW current_range AS
SELECT id, name, style, abv FROM beer WHERE launched_on <= current_date AND retired_on IS NULL;
COMMENT ON VIEW current_range IS 'beers on sale today';
