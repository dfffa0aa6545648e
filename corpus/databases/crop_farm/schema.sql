-- An arable farm: what is sown where, sprayed with what, harvested, sold.

CREATE TYPE soil_type AS ENUM ('clay', 'loam', 'sand', 'peat');
CREATE TYPE product_kind AS ENUM ('herbicide', 'fungicide', 'insecticide', 'growth regulator');

CREATE TABLE fields (
    id           int PRIMARY KEY,
    name         text NOT NULL UNIQUE,
    site         text NOT NULL,
    hectares     numeric(5, 2) NOT NULL,
    soil         soil_type NOT NULL,
    landlord     text,
    leased_until date
);
COMMENT ON COLUMN fields.landlord IS 'NULL: our own land';

CREATE TABLE crops (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    break_years int NOT NULL
);
COMMENT ON COLUMN crops.break_years IS 'least number of years between two harvests of this crop on one field';

CREATE TABLE varieties (
    id      int PRIMARY KEY,
    crop_id int NOT NULL REFERENCES crops,
    name    text NOT NULL
);

CREATE TABLE sowings (
    id             int PRIMARY KEY,
    field_id       int NOT NULL REFERENCES fields,
    variety_id     int NOT NULL REFERENCES varieties,
    sown_on        date NOT NULL,
    harvest_year   int NOT NULL,
    seed_kg_per_ha numeric(6, 1),
    UNIQUE (field_id, harvest_year)
);
COMMENT ON TABLE sowings IS 'a whole field is sown with one variety; winter crops in the autumn before their harvest year';

CREATE TABLE harvests (
    id               int PRIMARY KEY,
    sowing_id        int NOT NULL REFERENCES sowings,
    harvested_on     date NOT NULL,
    tonnes           numeric(7, 2) NOT NULL,
    moisture_percent numeric(4, 1) NOT NULL,
    protein_percent  numeric(4, 1)
);
COMMENT ON TABLE harvests IS 'trailer loads of a day; a field may take several days';
COMMENT ON COLUMN harvests.protein_percent IS 'NULL: not measured';

CREATE TABLE products (
    id              int PRIMARY KEY,
    name            text NOT NULL,
    kind            product_kind NOT NULL,
    substances      text[] NOT NULL,
    waiting_days    int NOT NULL,
    price_per_litre numeric(6, 2) NOT NULL
);
COMMENT ON TABLE products IS 'plant protection products';
COMMENT ON COLUMN products.waiting_days IS 'least days between spraying and harvest';

CREATE TABLE workers (
    id            int PRIMARY KEY,
    name          text NOT NULL,
    licence_until date
);
COMMENT ON COLUMN workers.licence_until IS 'last day on which the spraying licence is valid; NULL: has none';

CREATE TABLE sprayings (
    id            int PRIMARY KEY,
    sowing_id     int NOT NULL REFERENCES sowings,
    product_id    int NOT NULL REFERENCES products,
    worker_id     int NOT NULL REFERENCES workers,
    sprayed_on    date NOT NULL,
    litres_per_ha numeric(4, 2) NOT NULL,
    hectares      numeric(5, 2) NOT NULL,
    wind_kmh      int
);
COMMENT ON COLUMN sprayings.hectares IS 'area treated, which may be a part of the field';

CREATE TABLE machines (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    kind      text NOT NULL,
    bought_on date NOT NULL,
    sold_on   date
);
COMMENT ON COLUMN machines.sold_on IS 'NULL: still ours';

CREATE TABLE jobs (
    id            int PRIMARY KEY,
    machine_id    int NOT NULL REFERENCES machines,
    worker_id     int NOT NULL REFERENCES workers,
    field_id      int REFERENCES fields,
    task          text NOT NULL,
    done_on       date NOT NULL,
    hours         numeric(4, 1) NOT NULL,
    diesel_litres numeric(5, 1)
);
COMMENT ON TABLE jobs IS 'work with machines';
COMMENT ON COLUMN jobs.field_id IS 'NULL: in the yard or on the road';

CREATE TABLE sales (
    id              int PRIMARY KEY,
    crop_id         int NOT NULL REFERENCES crops,
    buyer           text NOT NULL,
    sold_on         date NOT NULL,
    delivered_on    date,
    tonnes          numeric(7, 2) NOT NULL,
    price_per_tonne numeric(7, 2) NOT NULL
);
COMMENT ON COLUMN sales.delivered_on IS 'NULL: not delivered yet';

CREATE TABLE rain_days (
    site        text NOT NULL,
    day         date NOT NULL,
    millimetres numeric(4, 1),
    PRIMARY KEY (site, day)
);
COMMENT ON COLUMN rain_days.millimetres IS '0: dry; NULL: nobody read the gauge';

CREATE TABLE soil_samples (
    id         int PRIMARY KEY,
    field_id   int NOT NULL REFERENCES fields,
    taken_on   date NOT NULL,
    ph         numeric(3, 1) NOT NULL,
    phosphorus numeric(4, 1)
);
COMMENT ON COLUMN soil_samples.phosphorus IS 'mg per 100 g; NULL: not determined';

CREATE VIEW yields AS
SELECT s.id AS sowing_id, s.field_id, v.crop_id, s.harvest_year, sum(h.tonnes) AS tonnes, sum(h.tonnes) / f.hectares AS tonnes_per_ha
FROM sowings AS s
JOIN varieties AS v ON v.id = s.variety_id
JOIN fields AS f ON f.id = s.field_id
JOIN harvests AS h ON h.sowing_id = s.id
GROUP BY s.id, s.field_id, v.crop_id, s.harvest_year, f.hectares;
COMMENT ON VIEW yields IS 'harvest of each sowing that has been harvested, all its loads together';
