-- A small chain of petrol stations, as a star schema: fuel and shop sales, price changes, deliveries, weekly wet stock. Money is in euros, volumes in litres.

CREATE TABLE dim_station (
    station_key  int PRIMARY KEY,
    station_code text NOT NULL UNIQUE,
    station_name text NOT NULL,
    town         text NOT NULL,
    region       text NOT NULL,
    road_type    text NOT NULL CHECK (road_type IN ('town', 'country road', 'motorway')),
    is_24h       smallint NOT NULL,
    has_wash     smallint NOT NULL,
    opened_on    date NOT NULL,
    closed_on    date
);
COMMENT ON COLUMN dim_station.is_24h IS '1 open day and night, 0 not';
COMMENT ON COLUMN dim_station.has_wash IS '1 has a car wash, 0 not';
COMMENT ON COLUMN dim_station.closed_on IS 'NULL: open';

CREATE TABLE dim_fuel (
    fuel_key   int PRIMARY KEY,
    fuel_name  text NOT NULL UNIQUE,
    fuel_group text NOT NULL
);
COMMENT ON COLUMN dim_fuel.fuel_group IS 'petrol, diesel or gas';

CREATE TABLE dim_article (
    article_key   int PRIMARY KEY,
    article_name  text NOT NULL,
    article_group text NOT NULL,
    brand         text,
    vat_percent   numeric(4, 1) NOT NULL
);
COMMENT ON TABLE dim_article IS 'what the shop sells, and the programmes of the car wash (group wash)';

CREATE TABLE dim_payment (
    payment_key   int PRIMARY KEY,
    payment_name  text NOT NULL,
    is_cashless   smallint NOT NULL
);

CREATE TABLE dim_supplier (
    supplier_key  int PRIMARY KEY,
    supplier_name text NOT NULL,
    refinery_town text
);

CREATE TABLE dim_day (
    day          date PRIMARY KEY,
    is_holiday   smallint NOT NULL,
    holiday_name text
);
COMMENT ON TABLE dim_day IS 'calendar up to today';

CREATE TABLE fact_fuel_sale (
    sale_no         int PRIMARY KEY,
    day             date NOT NULL REFERENCES dim_day,
    sold_hour       smallint NOT NULL,
    station_key     int NOT NULL REFERENCES dim_station,
    fuel_key        int NOT NULL REFERENCES dim_fuel,
    payment_key     int REFERENCES dim_payment,
    pump_no         smallint NOT NULL,
    litres          numeric(7, 2) NOT NULL,
    list_price      numeric(6, 3) NOT NULL,
    discount_amount numeric(7, 2) NOT NULL,
    amount          numeric(8, 2) NOT NULL
);
COMMENT ON COLUMN fact_fuel_sale.payment_key IS 'NULL: drove off without paying';
COMMENT ON COLUMN fact_fuel_sale.list_price IS 'euros a litre on the sign';
COMMENT ON COLUMN fact_fuel_sale.amount IS 'litres by list price less discount; fuel turnover is its sum, drive-offs included';

CREATE TABLE fact_shop_sale (
    receipt_no   int NOT NULL,
    line_no      smallint NOT NULL,
    day          date NOT NULL REFERENCES dim_day,
    sold_hour    smallint NOT NULL,
    station_key  int NOT NULL REFERENCES dim_station,
    article_key  int NOT NULL REFERENCES dim_article,
    payment_key  int NOT NULL REFERENCES dim_payment,
    pieces       int NOT NULL,
    amount       numeric(8, 2) NOT NULL,
    PRIMARY KEY (receipt_no, line_no)
);
COMMENT ON TABLE fact_shop_sale IS 'lines of shop receipts; returns have negative pieces and amounts. Shop turnover is the sum of amount';

CREATE TABLE fact_price_change (
    station_key     int NOT NULL REFERENCES dim_station,
    fuel_key        int NOT NULL REFERENCES dim_fuel,
    changed_at      timestamptz NOT NULL,
    price           numeric(6, 3) NOT NULL,
    PRIMARY KEY (station_key, fuel_key, changed_at)
);
COMMENT ON TABLE fact_price_change IS 'the price on the sign from changed_at on, until the next change';

CREATE TABLE fact_delivery (
    delivery_no   int PRIMARY KEY,
    ordered_on    date NOT NULL,
    arrived_on    date,
    station_key   int NOT NULL REFERENCES dim_station,
    fuel_key      int NOT NULL REFERENCES dim_fuel,
    supplier_key  int NOT NULL REFERENCES dim_supplier,
    litres        numeric(8, 0) NOT NULL,
    cost_per_litre numeric(6, 3) NOT NULL
);
COMMENT ON COLUMN fact_delivery.arrived_on IS 'NULL: on its way';

CREATE TABLE fact_wet_stock (
    week_start     date NOT NULL,
    station_key    int NOT NULL REFERENCES dim_station,
    fuel_key       int NOT NULL REFERENCES dim_fuel,
    book_litres    numeric(9, 0) NOT NULL,
    dipped_litres  numeric(9, 0),
    PRIMARY KEY (week_start, station_key, fuel_key)
);
COMMENT ON COLUMN fact_wet_stock.week_start IS 'a Monday';
COMMENT ON COLUMN fact_wet_stock.book_litres IS 'what should be in the tank by deliveries and sales';
COMMENT ON COLUMN fact_wet_stock.dipped_litres IS 'what was measured; the loss is book less dipped. NULL: not measured';
