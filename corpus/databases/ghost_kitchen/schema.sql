-- Kitchens that cook for delivery only: several brands under one roof, orders from several platforms. Money in cents of a euro, people speak of euros.
-- Sales are quantity * unit_price_cents of the items of delivered orders.

CREATE TYPE order_status AS ENUM ('placed', 'preparing', 'delivered', 'cancelled', 'rejected');
CREATE TYPE vehicle AS ENUM ('bicycle', 'moped', 'car', 'on foot');

CREATE TABLE kitchens (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    city      text NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    stoves    int
);
COMMENT ON COLUMN kitchens.closed_on IS 'given up on; NULL: running';

CREATE TABLE brands (
    id          int PRIMARY KEY,
    name        text NOT NULL UNIQUE,
    cuisine     text NOT NULL,
    launched_on date NOT NULL,
    retired_on  date
);
COMMENT ON COLUMN brands.retired_on IS 'NULL: still sold';

CREATE TABLE kitchen_brands (
    kitchen_id int NOT NULL REFERENCES kitchens,
    brand_id   int NOT NULL REFERENCES brands,
    since      date NOT NULL,
    until      date,
    PRIMARY KEY (kitchen_id, brand_id)
);
COMMENT ON TABLE kitchen_brands IS 'which kitchen cooks which brand';
COMMENT ON COLUMN kitchen_brands.until IS 'NULL: to this day';

CREATE TABLE platforms (
    id                 int PRIMARY KEY,
    name               text NOT NULL UNIQUE,
    commission_percent numeric(4, 1) NOT NULL
);
COMMENT ON COLUMN platforms.commission_percent IS 'share of the sales that the platform keeps; 0 for our own shop';

CREATE TABLE menu_items (
    id          int PRIMARY KEY,
    brand_id    int NOT NULL REFERENCES brands,
    name        text NOT NULL,
    category    text NOT NULL CHECK (category IN ('main', 'side', 'dessert', 'drink')),
    price_cents int NOT NULL,
    cost_cents  int,
    vegan       boolean NOT NULL,
    allergens   text[] NOT NULL DEFAULT '{}',
    sold_out    boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN menu_items.price_cents IS 'today''s price; orders keep the price of their day';
COMMENT ON COLUMN menu_items.cost_cents IS 'ingredients and box; NULL: not known';

CREATE TABLE customers (
    id            int PRIMARY KEY,
    nickname      text,
    zone          text NOT NULL,
    first_seen_on date NOT NULL
);
COMMENT ON COLUMN customers.nickname IS 'as the platform shows it; NULL: hidden';

CREATE TABLE couriers (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    vehicle  vehicle NOT NULL,
    hired_on date NOT NULL,
    left_on  date
);
COMMENT ON COLUMN couriers.left_on IS 'NULL: still rides for us';

CREATE TABLE orders (
    id                 int PRIMARY KEY,
    kitchen_id         int NOT NULL REFERENCES kitchens,
    brand_id           int NOT NULL REFERENCES brands,
    platform_id        int NOT NULL REFERENCES platforms,
    customer_id        int REFERENCES customers,
    courier_id         int REFERENCES couriers,
    status             order_status NOT NULL,
    placed_at          timestamptz NOT NULL,
    accepted_at        timestamptz,
    ready_at           timestamptz,
    delivered_at       timestamptz,
    promised_at        timestamptz,
    cancelled_by       text CHECK (cancelled_by IN ('customer', 'kitchen', 'platform')),
    delivery_fee_cents int NOT NULL DEFAULT 0,
    distance_km        numeric(4, 1),
    extras             jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN orders.courier_id IS 'NULL: the platform''s own courier';
COMMENT ON COLUMN orders.customer_id IS 'NULL: not told by the platform';
COMMENT ON COLUMN orders.promised_at IS 'when the customer was told to expect it';
COMMENT ON COLUMN orders.cancelled_by IS 'of cancelled orders only';
COMMENT ON COLUMN orders.extras IS '{"cutlery": true, "note": text, "coupon": code}, each may be missing';

CREATE TABLE order_items (
    order_id         int NOT NULL REFERENCES orders,
    line_no          int NOT NULL,
    menu_item_id     int NOT NULL REFERENCES menu_items,
    quantity         int NOT NULL,
    unit_price_cents int NOT NULL,
    PRIMARY KEY (order_id, line_no)
);

CREATE TABLE refunds (
    id           int PRIMARY KEY,
    order_id     int NOT NULL REFERENCES orders,
    amount_cents int NOT NULL,
    reason       text,
    refunded_at  timestamptz NOT NULL
);
COMMENT ON COLUMN refunds.reason IS 'late, missing item, cold, wrong order; NULL: not stated';

CREATE TABLE ratings (
    order_id int PRIMARY KEY REFERENCES orders,
    stars    int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment  text,
    rated_on date NOT NULL
);

CREATE TABLE outages (
    id          int PRIMARY KEY,
    kitchen_id  int NOT NULL REFERENCES kitchens,
    platform_id int REFERENCES platforms,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    cause       text NOT NULL
);
COMMENT ON TABLE outages IS 'times when a kitchen took no orders';
COMMENT ON COLUMN outages.platform_id IS 'NULL: on all platforms';
COMMENT ON COLUMN outages.ended_at IS 'NULL: goes on';
