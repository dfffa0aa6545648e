-- A drug wholesaler: what it sells and to whom (master), the trade itself by lots (trade), and the cold chain with recalls (cold).

CREATE SCHEMA master;
CREATE SCHEMA trade;
CREATE SCHEMA cold;

CREATE TYPE master.dispensing AS ENUM ('free', 'pharmacy only', 'prescription', 'narcotic');
CREATE TYPE master.pharmacy_kind AS ENUM ('independent', 'chain', 'hospital');
CREATE TYPE trade.channel AS ENUM ('phone', 'online', 'rep');
CREATE TYPE trade.credit_reason AS ENUM ('broken', 'expired', 'wrong item', 'recall', 'goodwill');

CREATE TABLE master.manufacturer (
    id      int PRIMARY KEY,
    name    text NOT NULL,
    country char(2) NOT NULL
);

CREATE TABLE master.depot (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    city        text NOT NULL,
    opened_on   date NOT NULL,
    pallet_places int
);

CREATE TABLE master.employee (
    id         int PRIMARY KEY,
    full_name  text NOT NULL,
    role       text NOT NULL,
    depot_id   int REFERENCES master.depot,
    manager_id int REFERENCES master.employee,
    hired_on   date NOT NULL,
    left_on    date
);
COMMENT ON COLUMN master.employee.role IS 'rep (visits pharmacies), driver, picker, pharmacist or manager';
COMMENT ON COLUMN master.employee.left_on IS 'NULL: still employed';

CREATE TABLE master.product (
    id              int PRIMARY KEY,
    pzn             char(8) NOT NULL UNIQUE,
    name            text NOT NULL,
    substance       text NOT NULL,
    atc_code        text NOT NULL,
    manufacturer_id int NOT NULL REFERENCES master.manufacturer,
    dispensing      master.dispensing NOT NULL,
    pack_size       int NOT NULL,
    list_cents      int NOT NULL,
    needs_cold      boolean NOT NULL DEFAULT false,
    withdrawn_on    date
);
COMMENT ON COLUMN master.product.pzn IS 'central number of the medicine, eight digits';
COMMENT ON COLUMN master.product.atc_code IS 'anatomical class: the first letter is the organ, N nerves, C heart, J infections, A digestion, R breathing, L cancer';
COMMENT ON COLUMN master.product.list_cents IS 'list price of a pack in euro cents';
COMMENT ON COLUMN master.product.needs_cold IS 'must be kept between 2 and 8 degrees';
COMMENT ON COLUMN master.product.withdrawn_on IS 'NULL: still sold';

CREATE TABLE master.pharmacy (
    id           int PRIMARY KEY,
    name         text NOT NULL,
    city         text NOT NULL,
    kind         master.pharmacy_kind NOT NULL,
    rep_id       int REFERENCES master.employee,
    credit_cents bigint,
    joined_on    date NOT NULL,
    left_on      date
);
COMMENT ON COLUMN master.pharmacy.rep_id IS 'NULL: nobody visits it';
COMMENT ON COLUMN master.pharmacy.credit_cents IS 'credit limit; NULL: none set';
COMMENT ON COLUMN master.pharmacy.left_on IS 'NULL: still a customer';

CREATE TABLE trade.purchase (
    id              int PRIMARY KEY,
    product_id      int NOT NULL REFERENCES master.product,
    depot_id        int NOT NULL REFERENCES master.depot,
    packs           int NOT NULL,
    cost_cents      int NOT NULL,
    ordered_on      date NOT NULL,
    promised_on     date NOT NULL,
    arrived_on      date
);
COMMENT ON TABLE trade.purchase IS 'what we buy from manufacturers';
COMMENT ON COLUMN trade.purchase.cost_cents IS 'for one pack';
COMMENT ON COLUMN trade.purchase.arrived_on IS 'NULL: not here yet';

CREATE TABLE trade.lot (
    id             int PRIMARY KEY,
    lot_no         text NOT NULL,
    purchase_id    int NOT NULL UNIQUE REFERENCES trade.purchase,
    product_id     int NOT NULL REFERENCES master.product,
    depot_id       int NOT NULL REFERENCES master.depot,
    packs_received int NOT NULL,
    received_on    date NOT NULL,
    expires_on     date NOT NULL,
    blocked        boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE trade.lot IS 'a batch of a product as it came in: all packs of a lot expire on one day';
COMMENT ON COLUMN trade.lot.blocked IS 'must not be sold';

CREATE TABLE trade.sales_order (
    id           int PRIMARY KEY,
    pharmacy_id  int NOT NULL REFERENCES master.pharmacy,
    taken_by     int REFERENCES master.employee,
    channel      trade.channel NOT NULL,
    urgent       boolean NOT NULL DEFAULT false,
    ordered_at   timestamptz NOT NULL,
    cancelled_at timestamptz
);
COMMENT ON COLUMN trade.sales_order.taken_by IS 'NULL: came in online by itself';
COMMENT ON COLUMN trade.sales_order.cancelled_at IS 'NULL: stands. A cancelled order is no sale';

CREATE TABLE trade.order_line (
    order_id        int NOT NULL REFERENCES trade.sales_order,
    line_no         int NOT NULL,
    product_id      int NOT NULL REFERENCES master.product,
    lot_id          int REFERENCES trade.lot,
    packs_ordered   int NOT NULL,
    packs_delivered int NOT NULL,
    net_cents       int NOT NULL,
    PRIMARY KEY (order_id, line_no)
);
COMMENT ON COLUMN trade.order_line.lot_id IS 'NULL: nothing could be picked';
COMMENT ON COLUMN trade.order_line.net_cents IS 'price of one pack after discount; sales are packs_delivered times net_cents, in cents';

CREATE TABLE trade.shipment (
    id         int PRIMARY KEY,
    order_id   int NOT NULL REFERENCES trade.sales_order,
    depot_id   int NOT NULL REFERENCES master.depot,
    driver_id  int REFERENCES master.employee,
    left_at    timestamptz NOT NULL,
    arrived_at timestamptz,
    box_max_c  numeric(3, 1)
);
COMMENT ON COLUMN trade.shipment.box_max_c IS 'highest temperature in the cool box; NULL: no cool box';

CREATE TABLE trade.invoice (
    id         int PRIMARY KEY,
    invoice_no text NOT NULL UNIQUE,
    order_id   int NOT NULL UNIQUE REFERENCES trade.sales_order,
    issued_on  date NOT NULL,
    due_on     date NOT NULL,
    net_cents  bigint NOT NULL,
    tax_cents  bigint NOT NULL,
    paid_on    date
);
COMMENT ON COLUMN trade.invoice.paid_on IS 'NULL: not paid';

CREATE TABLE trade.credit_note (
    id         int PRIMARY KEY,
    invoice_id int NOT NULL REFERENCES trade.invoice,
    product_id int NOT NULL REFERENCES master.product,
    reason     trade.credit_reason NOT NULL,
    packs      int NOT NULL,
    cents      bigint NOT NULL,
    issued_on  date NOT NULL
);
COMMENT ON TABLE trade.credit_note IS 'money that we give back after an invoice';

CREATE TABLE cold.cold_store (
    id       int PRIMARY KEY,
    depot_id int NOT NULL REFERENCES master.depot,
    name     text NOT NULL,
    min_c    numeric(3, 1) NOT NULL,
    max_c    numeric(3, 1) NOT NULL,
    volume_m3 int
);
COMMENT ON COLUMN cold.cold_store.max_c IS 'a reading above it, or below min_c, is an excursion';

CREATE TABLE cold.reading (
    cold_store_id int NOT NULL REFERENCES cold.cold_store,
    read_at       timestamptz NOT NULL,
    celsius       numeric(4, 1),
    door_open     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (cold_store_id, read_at)
) PARTITION BY RANGE (read_at);
CREATE TABLE cold.reading_2025 PARTITION OF cold.reading FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE cold.reading_2026 PARTITION OF cold.reading FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE cold.reading_later PARTITION OF cold.reading DEFAULT;
COMMENT ON TABLE cold.reading IS 'two readings a day of each cold store';
COMMENT ON COLUMN cold.reading.celsius IS 'NULL: the sensor did not answer';

CREATE TABLE cold.recall (
    id           int PRIMARY KEY,
    lot_id       int NOT NULL REFERENCES trade.lot,
    class        smallint NOT NULL CHECK (class BETWEEN 1 AND 3),
    reason       text NOT NULL,
    announced_on date NOT NULL,
    closed_on    date
);
COMMENT ON COLUMN cold.recall.class IS '1 danger to life, 2 illness possible, 3 harmless defect';
COMMENT ON COLUMN cold.recall.closed_on IS 'NULL: packs are still being collected';

CREATE INDEX ON trade.lot (product_id, received_on);
CREATE INDEX ON trade.order_line (lot_id);

CREATE VIEW trade.lot_stock AS
SELECT l.id AS lot_id, l.product_id, l.depot_id, l.expires_on, l.blocked,
       l.packs_received - coalesce((SELECT sum(i.packs_delivered) FROM trade.order_line AS i JOIN trade.sales_order AS o ON o.id = i.order_id WHERE i.lot_id = l.id AND o.cancelled_at IS NULL), 0) AS packs_left
FROM trade.lot AS l;
COMMENT ON VIEW trade.lot_stock IS 'packs of each lot that are still in the depot, blocked ones included';

CREATE VIEW trade.open_invoice AS
SELECT v.id AS invoice_id, v.invoice_no, o.pharmacy_id, v.due_on, v.net_cents + v.tax_cents AS gross_cents, coalesce((SELECT sum(n.cents) FROM trade.credit_note AS n WHERE n.invoice_id = v.id), 0) AS credited_cents
FROM trade.invoice AS v
JOIN trade.sales_order AS o ON o.id = v.order_id
WHERE v.paid_on IS NULL;
COMMENT ON VIEW trade.open_invoice IS 'unpaid invoices; what is owed is gross less credited';

CREATE VIEW cold.excursion AS
SELECT r.cold_store_id, r.read_at, r.celsius, s.max_c, s.min_c
FROM cold.reading AS r
JOIN cold.cold_store AS s ON s.id = r.cold_store_id
WHERE r.celsius > s.max_c OR r.celsius < s.min_c;
COMMENT ON VIEW cold.excursion IS 'readings outside the limits of the cold store';

CREATE MATERIALIZED VIEW trade.monthly_sales AS
SELECT date_trunc('month', o.ordered_at)::date AS month, o.pharmacy_id, i.product_id, sum(i.packs_delivered) AS packs, sum(i.packs_delivered * i.net_cents) AS sales_cents
FROM trade.sales_order AS o
JOIN trade.order_line AS i ON i.order_id = o.id
WHERE o.cancelled_at IS NULL
GROUP BY date_trunc('month', o.ordered_at)::date, o.pharmacy_id, i.product_id
WITH NO DATA;
COMMENT ON MATERIALIZED VIEW trade.monthly_sales IS 'sales by month, pharmacy and product';
