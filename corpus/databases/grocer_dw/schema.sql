-- The data warehouse of a supermarket chain: star schema, one row a receipt line, one a stock count, ...

CREATE TABLE dim_date (
    date_key    int PRIMARY KEY,
    full_date   date NOT NULL UNIQUE,
    day_name    text NOT NULL,
    iso_week    smallint NOT NULL,
    month_no    smallint NOT NULL,
    month_name  text NOT NULL,
    quarter_no  smallint NOT NULL,
    year_no     smallint NOT NULL,
    is_weekend  smallint NOT NULL,
    is_holiday  smallint NOT NULL
);
COMMENT ON TABLE dim_date IS 'calendar until the end of this year, future days included';
COMMENT ON COLUMN dim_date.date_key IS 'YYYYMMDD as a number';
COMMENT ON COLUMN dim_date.is_holiday IS '1 public holiday, 0 not';

CREATE TABLE dim_store (
    store_key   int PRIMARY KEY,
    store_code  char(4) NOT NULL UNIQUE,
    store_name  text NOT NULL,
    city        text NOT NULL,
    region      text NOT NULL,
    format      text NOT NULL,
    sales_sqm   int,
    opened_key  int NOT NULL REFERENCES dim_date,
    closed_key  int REFERENCES dim_date
);
COMMENT ON COLUMN dim_store.format IS 'hyper, super or express';
COMMENT ON COLUMN dim_store.sales_sqm IS 'sales floor in square metres';
COMMENT ON COLUMN dim_store.closed_key IS 'NULL: open';

CREATE TABLE dim_product (
    product_key  int PRIMARY KEY,
    sku          text NOT NULL,
    product_name text NOT NULL,
    category     text NOT NULL,
    department   text NOT NULL,
    brand        text,
    is_own_brand smallint NOT NULL,
    list_price   numeric(7, 2) NOT NULL,
    valid_from   date NOT NULL,
    valid_to     date,
    is_current   smallint NOT NULL,
    UNIQUE (sku, valid_from)
);
COMMENT ON TABLE dim_product IS 'versions of products (type 2): a product is its sku, a new price or category makes a new product_key';
COMMENT ON COLUMN dim_product.valid_to IS 'last day of the version; NULL: current';
COMMENT ON COLUMN dim_product.brand IS 'NULL: loose goods';

CREATE TABLE dim_customer (
    customer_key int PRIMARY KEY,
    card_no      text,
    segment      text NOT NULL,
    birth_year   smallint,
    postcode     text,
    is_active    smallint NOT NULL
);
COMMENT ON TABLE dim_customer IS 'loyalty cards; customer_key 0 stands for purchases without a card';

CREATE TABLE dim_promotion (
    promo_key    int PRIMARY KEY,
    promo_name   text NOT NULL,
    promo_type   text NOT NULL,
    discount_pct numeric(4, 1) NOT NULL
);
COMMENT ON TABLE dim_promotion IS 'promo_key 0: no promotion';

CREATE TABLE dim_supplier (
    supplier_key  int PRIMARY KEY,
    supplier_name text NOT NULL,
    country       text NOT NULL
);

CREATE TABLE fact_sales (
    receipt_no      bigint NOT NULL,
    line_no         smallint NOT NULL,
    date_key        int NOT NULL REFERENCES dim_date,
    store_key       int NOT NULL REFERENCES dim_store,
    product_key     int NOT NULL REFERENCES dim_product,
    customer_key    int NOT NULL REFERENCES dim_customer,
    promo_key       int NOT NULL REFERENCES dim_promotion,
    sold_hour       smallint NOT NULL,
    quantity        numeric(7, 3) NOT NULL,
    gross_amount    numeric(9, 2) NOT NULL,
    discount_amount numeric(9, 2) NOT NULL,
    net_amount      numeric(9, 2) NOT NULL,
    cost_amount     numeric(9, 2),
    PRIMARY KEY (receipt_no, line_no)
);
COMMENT ON TABLE fact_sales IS 'receipt lines; returns have a negative quantity and negative amounts. Sales means net_amount, in euros';
COMMENT ON COLUMN fact_sales.net_amount IS 'gross less discount';
COMMENT ON COLUMN fact_sales.cost_amount IS 'cost of the goods, NULL where purchasing had not booked it; margin is net less cost of lines with known cost';

CREATE TABLE fact_stock (
    date_key    int NOT NULL REFERENCES dim_date,
    store_key   int NOT NULL REFERENCES dim_store,
    sku         text NOT NULL,
    on_hand     numeric(9, 1) NOT NULL,
    on_order    numeric(9, 1) NOT NULL DEFAULT 0,
    PRIMARY KEY (date_key, store_key, sku)
);
COMMENT ON TABLE fact_stock IS 'stock counted on the first of each month: a level, not to be summed over dates';

CREATE TABLE fact_delivery (
    delivery_no  int PRIMARY KEY,
    ordered_key  int NOT NULL REFERENCES dim_date,
    received_key int REFERENCES dim_date,
    store_key    int NOT NULL REFERENCES dim_store,
    supplier_key int NOT NULL REFERENCES dim_supplier,
    sku          text NOT NULL,
    qty_ordered  numeric(9, 1) NOT NULL,
    qty_received numeric(9, 1)
);
COMMENT ON COLUMN fact_delivery.received_key IS 'NULL: not arrived';

CREATE TABLE fact_waste (
    waste_no    int PRIMARY KEY,
    date_key    int NOT NULL REFERENCES dim_date,
    store_key   int NOT NULL REFERENCES dim_store,
    product_key int NOT NULL REFERENCES dim_product,
    reason_code smallint NOT NULL,
    quantity    numeric(7, 1) NOT NULL,
    cost_amount numeric(9, 2) NOT NULL
);
COMMENT ON COLUMN fact_waste.reason_code IS '1 past its date, 2 damaged, 3 stolen';

CREATE VIEW mart_daily_sales AS
SELECT f.store_key, d.full_date, sum(f.net_amount) AS sales, count(DISTINCT f.receipt_no) AS receipts
FROM fact_sales AS f
JOIN dim_date AS d ON d.date_key = f.date_key
GROUP BY f.store_key, d.full_date;
COMMENT ON VIEW mart_daily_sales IS 'sales and receipts of each store and day';
