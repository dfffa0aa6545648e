-- De Koperen Lepel, a kitchenware retailer: schemas, types, tables, keys and comments.
-- Run the files in the order of their names. A second run stops at the first CREATE SCHEMA and
-- changes nothing.

\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

BEGIN;

CREATE SCHEMA sales;
CREATE SCHEMA inventory;
CREATE SCHEMA hr;

COMMENT ON SCHEMA sales IS 'Shops, customers, orders and what happens to an order afterwards';
COMMENT ON SCHEMA inventory IS 'The assortment, suppliers, warehouses and stock';
COMMENT ON SCHEMA hr IS 'Staff; row security shows each employee their own rows and those of the people they lead';

-- ---------------------------------------------------------------------------------------- types

CREATE TYPE sales.channel AS ENUM ('web', 'store', 'phone', 'marketplace');
CREATE TYPE sales.order_status AS ENUM ('pending', 'paid', 'shipped', 'delivered', 'cancelled');
CREATE TYPE sales.loyalty_tier AS ENUM ('tin', 'copper', 'silver', 'gold');
CREATE TYPE sales.payment_method AS ENUM ('card', 'bancontact', 'ideal', 'paypal', 'cash', 'gift card', 'invoice');
CREATE TYPE sales.payment_status AS ENUM ('open', 'captured', 'failed', 'refunded');
CREATE TYPE sales.return_reason AS ENUM ('damaged', 'wrong item', 'not as described', 'changed mind', 'arrived late', 'duplicate gift');
CREATE TYPE inventory.movement_kind AS ENUM ('receipt', 'transfer', 'customer return', 'count correction', 'write-off');
CREATE TYPE inventory.purchase_status AS ENUM ('draft', 'sent', 'partly received', 'received', 'cancelled');
CREATE TYPE hr.contract_type AS ENUM ('permanent', 'fixed term', 'student', 'freelance');
CREATE TYPE hr.absence_kind AS ENUM ('holiday', 'sick leave', 'parental leave', 'training', 'unpaid leave');

CREATE DOMAIN sales.email_address AS text CHECK (VALUE ~ '^[^@[:space:]]+@[^@[:space:]]+$');

COMMENT ON TYPE sales.channel IS 'Where an order was placed';
COMMENT ON TYPE sales.loyalty_tier IS 'Steps of the loyalty card, lowest first';
COMMENT ON DOMAIN sales.email_address IS 'An e-mail address, checked for its @ only';

-- ------------------------------------------------------------------------------ sales: the basics

CREATE TABLE sales.countries (
    code       text PRIMARY KEY CHECK (code ~ '^[A-Z]{2}$'),
    name       text NOT NULL UNIQUE,
    vat_pct    numeric(4,1) NOT NULL CHECK (vat_pct BETWEEN 0 AND 30),
    ships_to   boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE sales.countries IS 'Countries of customers, shops and suppliers';
COMMENT ON COLUMN sales.countries.code IS 'ISO 3166 code of two letters';
COMMENT ON COLUMN sales.countries.vat_pct IS 'Standard rate of value added tax, in percent';
COMMENT ON COLUMN sales.countries.ships_to IS 'Whether the web shop delivers there';

CREATE TABLE sales.stores (
    id                 integer PRIMARY KEY,
    name               text NOT NULL UNIQUE,
    city               text NOT NULL,
    country_code       text NOT NULL REFERENCES sales.countries,
    opened_on          date NOT NULL,
    closed_on          date CHECK (closed_on > opened_on),
    floor_area_m2      integer NOT NULL CHECK (floor_area_m2 > 0),
    has_cooking_school boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE sales.stores IS 'The brick-and-mortar shops';
COMMENT ON COLUMN sales.stores.closed_on IS 'Last day of trading; NULL while the shop is open';
COMMENT ON COLUMN sales.stores.has_cooking_school IS 'Whether evening classes are held above the shop';

CREATE TABLE sales.store_targets (
    store_id      integer NOT NULL REFERENCES sales.stores,
    month         date NOT NULL CHECK (date_trunc('month', month) = month),
    target_amount numeric(12,2) NOT NULL CHECK (target_amount >= 0),
    PRIMARY KEY (store_id, month)
);
COMMENT ON TABLE sales.store_targets IS 'Monthly sales targets of the shops';
COMMENT ON COLUMN sales.store_targets.month IS 'First day of the month';
COMMENT ON COLUMN sales.store_targets.target_amount IS 'Planned total of the orders that are not cancelled, in euros';

CREATE TABLE sales.customers (
    id                 integer PRIMARY KEY,
    first_name         text NOT NULL,
    last_name          text NOT NULL,
    email              sales.email_address NOT NULL UNIQUE,
    phone              text,
    city               text NOT NULL,
    postal_code        text NOT NULL,
    country_code       text NOT NULL REFERENCES sales.countries,
    birth_date         date,
    company_name       text,
    loyalty            sales.loyalty_tier,
    newsletter         boolean NOT NULL DEFAULT false,
    preferred_store_id integer REFERENCES sales.stores,
    referred_by        integer REFERENCES sales.customers,
    joined_on          date NOT NULL,
    preferences        jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE sales.customers IS 'People and businesses with an account or a loyalty card';
COMMENT ON COLUMN sales.customers.company_name IS 'Set for business customers (restaurants, hotels, schools); NULL for private ones';
COMMENT ON COLUMN sales.customers.loyalty IS 'Step of the loyalty card; NULL without a card';
COMMENT ON COLUMN sales.customers.referred_by IS 'The customer who brought this one';
COMMENT ON COLUMN sales.customers.joined_on IS 'Day of signing up';
COMMENT ON COLUMN sales.customers.preferences IS 'What the customer told us: "language", "diet", "hob" (gas, induction, ceramic), "contact"; any key may be missing';

CREATE TABLE sales.promotions (
    id           integer PRIMARY KEY,
    code         text NOT NULL UNIQUE,
    name         text NOT NULL,
    discount_pct numeric(4,1) NOT NULL CHECK (discount_pct > 0 AND discount_pct <= 60),
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    channels     sales.channel[] NOT NULL,
    CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE sales.promotions IS 'Campaigns with a discount on the whole order';
COMMENT ON COLUMN sales.promotions.channels IS 'The channels on which the code is accepted';

-- --------------------------------------------------------------------------- inventory: assortment

CREATE TABLE inventory.categories (
    id        integer PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    parent_id integer REFERENCES inventory.categories
);
COMMENT ON TABLE inventory.categories IS 'Product categories in two levels; products hang on the lower one';
COMMENT ON COLUMN inventory.categories.parent_id IS 'The department above; NULL for a department';

CREATE TABLE inventory.brands (
    id           integer PRIMARY KEY,
    name         text NOT NULL UNIQUE,
    country_code text REFERENCES sales.countries,
    founded_year smallint CHECK (founded_year BETWEEN 1600 AND 2100),
    is_own_brand boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE inventory.brands IS 'Makers'' names on the products';
COMMENT ON COLUMN inventory.brands.is_own_brand IS 'Our own labels';

CREATE TABLE inventory.products (
    id              integer PRIMARY KEY,
    sku             text NOT NULL UNIQUE,
    name            text NOT NULL,
    category_id     integer NOT NULL REFERENCES inventory.categories,
    brand_id        integer NOT NULL REFERENCES inventory.brands,
    list_price      numeric(8,2) NOT NULL CHECK (list_price > 0),
    unit_cost       numeric(8,2) NOT NULL CHECK (unit_cost > 0),
    margin_pct      numeric(5,1) GENERATED ALWAYS AS (round(100 * (list_price - unit_cost) / list_price, 1)) STORED,
    weight_g        integer CHECK (weight_g > 0),
    warranty_months smallint,
    tags            text[] NOT NULL DEFAULT '{}',
    attributes      jsonb NOT NULL DEFAULT '{}',
    launched_on     date NOT NULL,
    discontinued_on date CHECK (discontinued_on > launched_on)
);
COMMENT ON TABLE inventory.products IS 'Everything that is or was on sale';
COMMENT ON COLUMN inventory.products.sku IS 'Stock keeping unit, printed on the shelf label';
COMMENT ON COLUMN inventory.products.list_price IS 'Price today without discounts, VAT included, in euros';
COMMENT ON COLUMN inventory.products.unit_cost IS 'What one piece costs us, in euros';
COMMENT ON COLUMN inventory.products.margin_pct IS 'Share of the list price left after the unit cost, in percent';
COMMENT ON COLUMN inventory.products.warranty_months IS 'NULL where there is only the legal warranty';
COMMENT ON COLUMN inventory.products.tags IS 'Free labels such as induction, dishwasher-safe, gift, vegan';
COMMENT ON COLUMN inventory.products.attributes IS 'Further properties: "material", "colour", "diameter_cm", "volume_l"; which ones depends on the product';
COMMENT ON COLUMN inventory.products.discontinued_on IS 'Last day on sale; NULL while on sale';

CREATE TABLE inventory.price_history (
    product_id integer NOT NULL REFERENCES inventory.products,
    price      numeric(8,2) NOT NULL CHECK (price > 0),
    valid_from date NOT NULL,
    valid_to   date CHECK (valid_to > valid_from),
    PRIMARY KEY (product_id, valid_from)
);
COMMENT ON TABLE inventory.price_history IS 'List prices over time; the row without valid_to is the price of today';
COMMENT ON COLUMN inventory.price_history.valid_to IS 'First day on which the price no longer held; NULL for the price of today';

CREATE TABLE inventory.suppliers (
    id             integer PRIMARY KEY,
    name           text NOT NULL UNIQUE,
    city           text NOT NULL,
    country_code   text NOT NULL REFERENCES sales.countries,
    contact_name   text,
    contact_email  sales.email_address NOT NULL,
    lead_time_days smallint NOT NULL CHECK (lead_time_days > 0),
    score          numeric(2,1) CHECK (score BETWEEN 1 AND 5),
    active         boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE inventory.suppliers IS 'Firms that we buy from';
COMMENT ON COLUMN inventory.suppliers.lead_time_days IS 'Days between our order and delivery, as agreed';
COMMENT ON COLUMN inventory.suppliers.score IS 'Judgement of the buyers from 1 (poor) to 5 (excellent); NULL when not judged yet';
COMMENT ON COLUMN inventory.suppliers.active IS 'Whether we still buy from them';

CREATE TABLE inventory.product_suppliers (
    product_id     integer NOT NULL REFERENCES inventory.products,
    supplier_id    integer NOT NULL REFERENCES inventory.suppliers,
    purchase_price numeric(8,2) NOT NULL CHECK (purchase_price > 0),
    min_quantity   integer NOT NULL DEFAULT 1 CHECK (min_quantity > 0),
    is_preferred   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (product_id, supplier_id)
);
COMMENT ON TABLE inventory.product_suppliers IS 'Who can deliver which product, and at what price';
COMMENT ON COLUMN inventory.product_suppliers.min_quantity IS 'Smallest quantity that the supplier accepts';

-- -------------------------------------------------------------------------------- inventory: stock

CREATE TABLE inventory.warehouses (
    id               integer PRIMARY KEY,
    name             text NOT NULL UNIQUE,
    city             text NOT NULL,
    country_code     text NOT NULL REFERENCES sales.countries,
    capacity_pallets integer NOT NULL CHECK (capacity_pallets > 0),
    opened_on        date NOT NULL
);
COMMENT ON TABLE inventory.warehouses IS 'Warehouses that feed the shops and ship web orders';

CREATE TABLE inventory.stock_levels (
    warehouse_id  integer NOT NULL REFERENCES inventory.warehouses,
    product_id    integer NOT NULL REFERENCES inventory.products,
    on_hand       integer NOT NULL CHECK (on_hand >= 0),
    reserved      integer NOT NULL DEFAULT 0,
    available     integer GENERATED ALWAYS AS (on_hand - reserved) STORED,
    reorder_point integer NOT NULL CHECK (reorder_point >= 0),
    bin           text,
    counted_on    date,
    PRIMARY KEY (warehouse_id, product_id),
    CHECK (reserved BETWEEN 0 AND on_hand)
);
COMMENT ON TABLE inventory.stock_levels IS 'What lies in each warehouse now';
COMMENT ON COLUMN inventory.stock_levels.reserved IS 'Pieces promised to orders that have not left yet';
COMMENT ON COLUMN inventory.stock_levels.available IS 'On hand less reserved';
COMMENT ON COLUMN inventory.stock_levels.reorder_point IS 'When fewer pieces than this are available, more should be ordered';
COMMENT ON COLUMN inventory.stock_levels.bin IS 'Aisle, rack and shelf; NULL when on the floor';
COMMENT ON COLUMN inventory.stock_levels.counted_on IS 'Last stock count; NULL when never counted';

CREATE TABLE inventory.purchase_orders (
    id           integer PRIMARY KEY,
    supplier_id  integer NOT NULL REFERENCES inventory.suppliers,
    warehouse_id integer NOT NULL REFERENCES inventory.warehouses,
    status       inventory.purchase_status NOT NULL,
    ordered_on   date NOT NULL,
    expected_on  date NOT NULL CHECK (expected_on >= ordered_on),
    received_on  date CHECK (received_on >= ordered_on)
);
COMMENT ON TABLE inventory.purchase_orders IS 'Our orders to suppliers (customers'' orders are in sales.orders)';
COMMENT ON COLUMN inventory.purchase_orders.received_on IS 'Day of the last delivery; NULL while nothing has come';

CREATE TABLE inventory.purchase_order_lines (
    purchase_order_id integer NOT NULL REFERENCES inventory.purchase_orders,
    line_no           smallint NOT NULL,
    product_id        integer NOT NULL REFERENCES inventory.products,
    quantity          integer NOT NULL CHECK (quantity > 0),
    quantity_received integer NOT NULL DEFAULT 0 CHECK (quantity_received >= 0),
    unit_cost         numeric(8,2) NOT NULL CHECK (unit_cost > 0),
    PRIMARY KEY (purchase_order_id, line_no)
);
COMMENT ON TABLE inventory.purchase_order_lines IS 'Products on our orders to suppliers';

CREATE TABLE inventory.stock_movements (
    id                bigint PRIMARY KEY,
    product_id        integer NOT NULL REFERENCES inventory.products,
    warehouse_id      integer NOT NULL REFERENCES inventory.warehouses,
    kind              inventory.movement_kind NOT NULL,
    quantity          integer NOT NULL CHECK (quantity <> 0),
    moved_at          timestamptz NOT NULL,
    purchase_order_id integer REFERENCES inventory.purchase_orders,
    note              text
);
COMMENT ON TABLE inventory.stock_movements IS 'Changes of stock other than sales';
COMMENT ON COLUMN inventory.stock_movements.quantity IS 'Pieces: positive in, negative out; a transfer is two rows';
COMMENT ON COLUMN inventory.stock_movements.purchase_order_id IS 'For receipts: the order to the supplier';

-- --------------------------------------------------------------------------------------------- hr

CREATE TABLE hr.departments (
    id            integer PRIMARY KEY,
    name          text NOT NULL UNIQUE,
    cost_centre   text NOT NULL UNIQUE,
    annual_budget numeric(12,2) NOT NULL CHECK (annual_budget >= 0)
);
COMMENT ON TABLE hr.departments IS 'Parts of the company, each with its budget';
COMMENT ON COLUMN hr.departments.annual_budget IS 'Budget of the running year, wages included, in euros';

CREATE TABLE hr.employees (
    id             integer PRIMARY KEY,
    first_name     text NOT NULL,
    last_name      text NOT NULL,
    email          sales.email_address NOT NULL UNIQUE,
    job_title      text NOT NULL,
    department_id  integer NOT NULL REFERENCES hr.departments,
    store_id       integer REFERENCES sales.stores,
    manager_id     integer REFERENCES hr.employees,
    reporting_line integer[] NOT NULL DEFAULT '{}',
    contract       hr.contract_type NOT NULL,
    hours_per_week numeric(3,1) NOT NULL CHECK (hours_per_week BETWEEN 4 AND 40),
    salary         numeric(9,2) NOT NULL CHECK (salary > 0),
    birth_date     date NOT NULL,
    hired_on       date NOT NULL,
    left_on        date CHECK (left_on > hired_on)
);
COMMENT ON TABLE hr.employees IS 'Everybody who works or worked here';
COMMENT ON COLUMN hr.employees.store_id IS 'The shop they work in; NULL at head office and in the warehouses';
COMMENT ON COLUMN hr.employees.reporting_line IS 'Ids of everybody above, nearest first; kept for row security';
COMMENT ON COLUMN hr.employees.salary IS 'Gross for a year at the hours of the contract, in euros';
COMMENT ON COLUMN hr.employees.left_on IS 'Last day of work; NULL for current staff';

CREATE TABLE hr.logins (
    login       text PRIMARY KEY,
    employee_id integer NOT NULL UNIQUE REFERENCES hr.employees
);
COMMENT ON TABLE hr.logins IS 'Which database role is which employee; row security reads it';

CREATE TABLE hr.absences (
    id          integer PRIMARY KEY,
    employee_id integer NOT NULL REFERENCES hr.employees,
    kind        hr.absence_kind NOT NULL,
    starts_on   date NOT NULL,
    ends_on     date NOT NULL,
    days        integer GENERATED ALWAYS AS (ends_on - starts_on + 1) STORED,
    approved_by integer REFERENCES hr.employees,
    CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE hr.absences IS 'Holidays, illness and other time away';
COMMENT ON COLUMN hr.absences.days IS 'Calendar days, first and last included';
COMMENT ON COLUMN hr.absences.approved_by IS 'Who approved it; NULL for sick leave';

CREATE TABLE hr.salary_history (
    employee_id integer NOT NULL REFERENCES hr.employees,
    valid_from  date NOT NULL,
    salary      numeric(9,2) NOT NULL CHECK (salary > 0),
    reason      text NOT NULL CHECK (reason IN ('hired', 'yearly review', 'promotion')),
    PRIMARY KEY (employee_id, valid_from)
);
COMMENT ON TABLE hr.salary_history IS 'Salaries over time; the latest row is the salary of today';

-- ------------------------------------------------------------------------------------ sales: orders

CREATE SEQUENCE sales.order_number START 1000001;

CREATE TABLE sales.orders (
    id           bigint NOT NULL DEFAULT nextval('sales.order_number'),
    ordered_on   date NOT NULL DEFAULT current_date,
    ordered_time time(0) NOT NULL DEFAULT localtime,
    customer_id  integer REFERENCES sales.customers,
    channel      sales.channel NOT NULL,
    store_id     integer REFERENCES sales.stores,
    served_by    integer REFERENCES hr.employees,
    status       sales.order_status NOT NULL DEFAULT 'pending',
    promotion_id integer REFERENCES sales.promotions,
    gift_wrap    boolean NOT NULL DEFAULT false,
    shipping_fee numeric(6,2) NOT NULL DEFAULT 0 CHECK (shipping_fee >= 0),
    total_amount numeric(10,2) NOT NULL CHECK (total_amount >= 0),
    PRIMARY KEY (id, ordered_on),
    CHECK ((channel = 'store') = (store_id IS NOT NULL))
) PARTITION BY RANGE (ordered_on);
COMMENT ON TABLE sales.orders IS 'Customers'' orders, web and shop alike; one partition a quarter';
COMMENT ON COLUMN sales.orders.ordered_time IS 'Time of day, local to the customer';
COMMENT ON COLUMN sales.orders.customer_id IS 'NULL for walk-in customers without a card';
COMMENT ON COLUMN sales.orders.store_id IS 'Set for orders in a shop only';
COMMENT ON COLUMN sales.orders.served_by IS 'The shop assistant at the till; NULL at the self-checkout and outside the shops';
COMMENT ON COLUMN sales.orders.total_amount IS 'What the customer pays: goods after discounts plus shipping, VAT included, in euros';

-- Two full years, the running one, and one quarter to come.
DO $$
DECLARE
    quarter date := date_trunc('year', current_date) - interval '2 years';
BEGIN
    WHILE quarter <= date_trunc('quarter', current_date) + interval '3 months' LOOP
        EXECUTE format(
            'CREATE TABLE sales.%I PARTITION OF sales.orders FOR VALUES FROM (%L) TO (%L)',
            'orders_' || to_char(quarter, 'YYYY"_q"Q'), quarter, (quarter + interval '3 months')::date);
        quarter := quarter + interval '3 months';
    END LOOP;
END
$$;

CREATE TABLE sales.order_lines (
    order_id     bigint NOT NULL,
    line_no      smallint NOT NULL CHECK (line_no > 0),
    ordered_on   date NOT NULL,
    product_id   integer NOT NULL REFERENCES inventory.products,
    quantity     integer NOT NULL CHECK (quantity > 0),
    unit_price   numeric(8,2) NOT NULL CHECK (unit_price >= 0),
    discount_pct numeric(4,1) NOT NULL DEFAULT 0 CHECK (discount_pct BETWEEN 0 AND 100),
    line_total   numeric(10,2) GENERATED ALWAYS AS (round(quantity * unit_price * (1 - discount_pct / 100), 2)) STORED,
    PRIMARY KEY (order_id, line_no)
);
COMMENT ON TABLE sales.order_lines IS 'Products on an order';
COMMENT ON COLUMN sales.order_lines.ordered_on IS 'Day of the order, repeated here for the foreign key to its partition';
COMMENT ON COLUMN sales.order_lines.unit_price IS 'List price on the day of the order, in euros';
COMMENT ON COLUMN sales.order_lines.line_total IS 'Quantity times unit price less the discount, in euros';

CREATE TABLE sales.payments (
    id         bigint PRIMARY KEY,
    order_id   bigint NOT NULL,
    ordered_on date NOT NULL,
    method     sales.payment_method NOT NULL,
    status     sales.payment_status NOT NULL,
    amount     numeric(10,2) NOT NULL CHECK (amount > 0),
    paid_at    timestamptz
);
COMMENT ON TABLE sales.payments IS 'Payments and attempts to pay; an order may have several';
COMMENT ON COLUMN sales.payments.ordered_on IS 'Day of the order, not of the payment';
COMMENT ON COLUMN sales.payments.paid_at IS 'NULL while open and when the attempt failed';

CREATE TABLE sales.shipments (
    id            bigint PRIMARY KEY,
    order_id      bigint NOT NULL,
    ordered_on    date NOT NULL,
    warehouse_id  integer NOT NULL REFERENCES inventory.warehouses,
    carrier       text NOT NULL CHECK (carrier IN ('bpost', 'PostNL', 'DHL', 'DPD', 'GLS', 'Colissimo')),
    tracking_code text NOT NULL UNIQUE,
    shipped_on    date NOT NULL,
    delivered_on  date CHECK (delivered_on >= shipped_on),
    cost          numeric(6,2) NOT NULL CHECK (cost >= 0)
);
COMMENT ON TABLE sales.shipments IS 'Parcels that left a warehouse for a customer';
COMMENT ON COLUMN sales.shipments.delivered_on IS 'NULL while under way, and for parcels that were lost';
COMMENT ON COLUMN sales.shipments.cost IS 'What the carrier charges us, in euros';

CREATE TABLE sales.returns (
    id            integer PRIMARY KEY,
    order_id      bigint NOT NULL,
    line_no       smallint NOT NULL,
    returned_on   date NOT NULL,
    quantity      integer NOT NULL CHECK (quantity > 0),
    reason        sales.return_reason,
    refund_amount numeric(10,2) NOT NULL CHECK (refund_amount >= 0),
    restocked     boolean NOT NULL,
    FOREIGN KEY (order_id, line_no) REFERENCES sales.order_lines
);
COMMENT ON TABLE sales.returns IS 'Products that customers sent or brought back';
COMMENT ON COLUMN sales.returns.reason IS 'NULL when the customer gave none';
COMMENT ON COLUMN sales.returns.restocked IS 'Whether it went back on the shelf';

CREATE TABLE sales.reviews (
    id            integer PRIMARY KEY,
    product_id    integer NOT NULL REFERENCES inventory.products,
    customer_id   integer NOT NULL REFERENCES sales.customers,
    rating        smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
    title         text NOT NULL,
    body          text,
    written_on    date NOT NULL,
    helpful_votes integer NOT NULL DEFAULT 0 CHECK (helpful_votes >= 0)
);
COMMENT ON TABLE sales.reviews IS 'What customers write about products on the web site';
COMMENT ON COLUMN sales.reviews.rating IS 'Stars, 1 to 5';

COMMIT;
