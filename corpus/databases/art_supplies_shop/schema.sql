-- A web shop for painters and draughtsmen: schema shop (what customers see and do) and schema stock (what lies in the warehouses).

CREATE SCHEMA shop;
CREATE SCHEMA stock;

CREATE TYPE shop.order_status AS ENUM ('new', 'paid', 'packed', 'shipped', 'delivered', 'cancelled');
CREATE TYPE shop.payment_method AS ENUM ('card', 'transfer', 'wallet', 'voucher');
CREATE TYPE stock.movement_kind AS ENUM ('receipt', 'sale', 'return', 'loss');

CREATE TABLE shop.customers (
    id             int PRIMARY KEY,
    full_name      text NOT NULL,
    email          text NOT NULL,
    country        char(2) NOT NULL,
    town           text,
    customer_group text NOT NULL CHECK (customer_group IN ('hobby', 'student', 'professional', 'school')),
    newsletter     boolean NOT NULL,
    referred_by    int REFERENCES shop.customers,
    registered_at  timestamptz NOT NULL,
    deleted_at     timestamptz
);
COMMENT ON COLUMN shop.customers.country IS 'two letters: GB, IE, DE, FR, NL';
COMMENT ON COLUMN shop.customers.referred_by IS 'the customer who sent this one';
COMMENT ON COLUMN shop.customers.deleted_at IS 'soft delete: such a customer is no customer any more, but their orders still count';

CREATE TABLE shop.categories (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    parent_id int REFERENCES shop.categories
);
COMMENT ON TABLE shop.categories IS 'two levels; products belong to the lower one';

CREATE TABLE stock.suppliers (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    country   char(2) NOT NULL,
    lead_days int
);
COMMENT ON COLUMN stock.suppliers.lead_days IS 'promised days from order to delivery; NULL: promises nothing';

CREATE TABLE shop.products (
    id          int PRIMARY KEY,
    sku         text NOT NULL UNIQUE,
    title       text NOT NULL,
    category_id int NOT NULL REFERENCES shop.categories,
    supplier_id int NOT NULL REFERENCES stock.suppliers,
    brand       text,
    list_price  numeric(8, 2) NOT NULL,
    cost_price  numeric(8, 2),
    weight_g    int,
    colours     text[] NOT NULL DEFAULT '{}',
    attributes  jsonb NOT NULL DEFAULT '{}',
    added_on    date NOT NULL,
    deleted_at  timestamptz
);
COMMENT ON TABLE shop.products IS 'all prices are in euros, tax included';
COMMENT ON COLUMN shop.products.cost_price IS 'what we pay for one; NULL: not agreed yet';
COMMENT ON COLUMN shop.products.attributes IS '{"vegan": boolean, "pages": number, "gsm": number, "toxic": boolean}, as far as they apply';
COMMENT ON COLUMN shop.products.deleted_at IS 'soft delete: no longer in the range';

CREATE TABLE shop.coupons (
    code        text PRIMARY KEY,
    percent_off numeric(4, 1) NOT NULL,
    valid_from  date NOT NULL,
    valid_to    date,
    max_uses    int
);
COMMENT ON COLUMN shop.coupons.valid_to IS 'last day; NULL: without end';
COMMENT ON COLUMN shop.coupons.max_uses IS 'NULL: as often as one likes';

CREATE TABLE shop.carts (
    id          int PRIMARY KEY,
    customer_id int REFERENCES shop.customers,
    device      text NOT NULL,
    opened_at   timestamptz NOT NULL,
    ordered_at  timestamptz
);
COMMENT ON COLUMN shop.carts.customer_id IS 'NULL: a visitor who never logged in';
COMMENT ON COLUMN shop.carts.device IS 'phone, tablet or desktop';
COMMENT ON COLUMN shop.carts.ordered_at IS 'NULL: abandoned';

CREATE TABLE shop.cart_items (
    cart_id    int NOT NULL REFERENCES shop.carts,
    product_id int NOT NULL REFERENCES shop.products,
    quantity   int NOT NULL,
    removed_at timestamptz,
    PRIMARY KEY (cart_id, product_id)
);
COMMENT ON COLUMN shop.cart_items.removed_at IS 'NULL: still in the cart when it was ordered or left';

CREATE TABLE shop.orders (
    id           int PRIMARY KEY,
    order_no     text NOT NULL UNIQUE,
    customer_id  int NOT NULL REFERENCES shop.customers,
    cart_id      int UNIQUE REFERENCES shop.carts,
    coupon_code  text REFERENCES shop.coupons,
    status       shop.order_status NOT NULL,
    placed_at    timestamptz NOT NULL,
    shipped_at   timestamptz,
    delivered_at timestamptz,
    shipping_fee numeric(6, 2) NOT NULL,
    note         text
);
COMMENT ON TABLE shop.orders IS 'a cancelled order is no sale: it counts in no revenue, quantity or number of sales';

CREATE TABLE shop.order_items (
    order_id   int NOT NULL REFERENCES shop.orders,
    line_no    int NOT NULL,
    product_id int NOT NULL REFERENCES shop.products,
    quantity   int NOT NULL,
    unit_price numeric(8, 2) NOT NULL,
    PRIMARY KEY (order_id, line_no)
);
COMMENT ON COLUMN shop.order_items.unit_price IS 'price actually charged for one, coupon already taken off; revenue is quantity times unit_price, without the shipping fee';

CREATE TABLE shop.payments (
    id       int PRIMARY KEY,
    order_id int NOT NULL REFERENCES shop.orders,
    method   shop.payment_method NOT NULL,
    amount   numeric(9, 2) NOT NULL,
    tried_at timestamptz NOT NULL,
    failed   boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE shop.payments IS 'attempts to pay; a failed one brought no money';

CREATE TABLE shop.refunds (
    id          int PRIMARY KEY,
    order_id    int NOT NULL,
    line_no     int NOT NULL,
    quantity    int NOT NULL,
    amount      numeric(8, 2) NOT NULL,
    reason      text,
    refunded_on date NOT NULL,
    FOREIGN KEY (order_id, line_no) REFERENCES shop.order_items (order_id, line_no)
);

CREATE TABLE shop.reviews (
    id          int PRIMARY KEY,
    product_id  int NOT NULL REFERENCES shop.products,
    customer_id int NOT NULL REFERENCES shop.customers,
    stars       int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    body        text,
    written_on  date NOT NULL,
    hidden      boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN shop.reviews.hidden IS 'taken down by the moderator';

CREATE TABLE stock.warehouses (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    town      text NOT NULL,
    floor_sqm int
);

CREATE TABLE stock.movements (
    id           int NOT NULL,
    warehouse_id int NOT NULL REFERENCES stock.warehouses,
    product_id   int NOT NULL REFERENCES shop.products,
    kind         stock.movement_kind NOT NULL,
    quantity     int NOT NULL,
    moved_on     date NOT NULL,
    PRIMARY KEY (id, moved_on)
) PARTITION BY RANGE (moved_on);
CREATE TABLE stock.movements_2024 PARTITION OF stock.movements FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE stock.movements_2025 PARTITION OF stock.movements FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE stock.movements_rest PARTITION OF stock.movements DEFAULT;
COMMENT ON COLUMN stock.movements.quantity IS 'signed: what comes in is positive, what goes out is negative';

CREATE TABLE stock.purchase_orders (
    id           int PRIMARY KEY,
    supplier_id  int NOT NULL REFERENCES stock.suppliers,
    product_id   int NOT NULL REFERENCES shop.products,
    warehouse_id int NOT NULL REFERENCES stock.warehouses,
    quantity     int NOT NULL,
    unit_cost    numeric(8, 2) NOT NULL,
    ordered_on   date NOT NULL,
    promised_on  date,
    received_on  date
);
COMMENT ON COLUMN stock.purchase_orders.received_on IS 'NULL: still on its way';

CREATE VIEW shop.order_totals AS
SELECT o.id AS order_id, o.order_no, o.customer_id, o.status, o.placed_at, sum(i.quantity * i.unit_price) AS goods, o.shipping_fee, sum(i.quantity * i.unit_price) + o.shipping_fee AS total
FROM shop.orders AS o
JOIN shop.order_items AS i ON i.order_id = o.id
GROUP BY o.id;
COMMENT ON VIEW shop.order_totals IS 'what each order is worth, cancelled ones included: goods, and total with shipping';

CREATE VIEW shop.product_ratings AS
SELECT r.product_id, count(*) AS reviews, avg(r.stars) AS average_stars
FROM shop.reviews AS r
WHERE NOT r.hidden
GROUP BY r.product_id;
COMMENT ON VIEW shop.product_ratings IS 'visible reviews alone';

CREATE VIEW stock.on_hand AS
SELECT m.warehouse_id, m.product_id, sum(m.quantity) AS on_hand, max(m.moved_on) AS last_moved_on
FROM stock.movements AS m
GROUP BY m.warehouse_id, m.product_id;
COMMENT ON VIEW stock.on_hand IS 'what lies where today';

CREATE MATERIALIZED VIEW shop.monthly_sales AS
SELECT date_trunc('month', o.placed_at)::date AS month, c.name AS category, count(DISTINCT o.id) AS orders, sum(i.quantity) AS units, sum(i.quantity * i.unit_price) AS revenue
FROM shop.orders AS o
JOIN shop.order_items AS i ON i.order_id = o.id
JOIN shop.products AS p ON p.id = i.product_id
JOIN shop.categories AS c ON c.id = p.category_id
WHERE o.status <> 'cancelled'
GROUP BY date_trunc('month', o.placed_at)::date, c.name
WITH NO DATA;
COMMENT ON MATERIALIZED VIEW shop.monthly_sales IS 'sales by month and lower category, refreshed every night';
