-- A workshop that makes furniture to order: what a piece is built from, who supplies it, who ordered it, who works on it.
-- Sales are lines (quantity * unit_price) of orders that are neither quotes nor cancelled, by the day ordered. Money is in pounds.

CREATE TYPE item_kind AS ENUM ('product', 'assembly', 'part', 'material');
CREATE TYPE order_status AS ENUM ('quote', 'confirmed', 'in production', 'delivered', 'cancelled');
CREATE TYPE work_step AS ENUM ('cutting', 'joinery', 'upholstery', 'finishing', 'assembly');

CREATE TABLE customer (
    id    int PRIMARY KEY,
    name  text NOT NULL,
    kind  text NOT NULL CHECK (kind IN ('private', 'architect', 'shop', 'hotel')),
    town  text NOT NULL,
    email text,
    since date NOT NULL
);

CREATE TABLE employee (
    id         int PRIMARY KEY,
    first_name text NOT NULL,
    last_name  text NOT NULL,
    trade      text NOT NULL,
    born_on    date NOT NULL,
    hired_on   date NOT NULL,
    left_on    date,
    master_id  int REFERENCES employee
);
COMMENT ON COLUMN employee.trade IS 'joiner, upholsterer, finisher, machinist or sales';
COMMENT ON COLUMN employee.left_on IS 'NULL: still with us';
COMMENT ON COLUMN employee.master_id IS 'who trains this apprentice; NULL: no apprentice';

CREATE TABLE supplier (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    country   text NOT NULL,
    certified boolean
);
COMMENT ON COLUMN supplier.certified IS 'for sustainable wood; NULL: never asked, or no wood';

CREATE TABLE item (
    id              int PRIMARY KEY,
    sku             text NOT NULL UNIQUE,
    name            text NOT NULL,
    kind            item_kind NOT NULL,
    unit            text NOT NULL,
    list_price      numeric(8, 2),
    unit_cost       numeric(8, 2),
    weight_kg       numeric(6, 2),
    measure         jsonb,
    discontinued_on date
);
COMMENT ON TABLE item IS 'all that is sold, built or bought: products are sold, assemblies and some parts are made here from other items, the rest is bought';
COMMENT ON COLUMN item.unit IS 'piece, m2, m or l';
COMMENT ON COLUMN item.list_price IS 'of products only';
COMMENT ON COLUMN item.unit_cost IS 'what a unit costs us to buy; NULL: made here';
COMMENT ON COLUMN item.measure IS 'of products: {"width_cm", "depth_cm", "height_cm", "wood"}';

CREATE TABLE component (
    parent_id int NOT NULL REFERENCES item,
    child_id  int NOT NULL REFERENCES item,
    quantity  numeric NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (parent_id, child_id)
);
COMMENT ON TABLE component IS 'bill of materials: how many units of the child go directly into one unit of the parent';

CREATE TABLE supplier_offer (
    supplier_id  int NOT NULL REFERENCES supplier,
    item_id      int NOT NULL REFERENCES item,
    price        numeric(8, 2) NOT NULL,
    lead_days    int NOT NULL,
    min_quantity int,
    PRIMARY KEY (supplier_id, item_id)
);
COMMENT ON COLUMN supplier_offer.lead_days IS 'days from order to receipt, as the supplier says';

CREATE TABLE purchase_order (
    id          int PRIMARY KEY,
    supplier_id int NOT NULL REFERENCES supplier,
    ordered_on  date NOT NULL,
    promised_on date NOT NULL,
    received_on date
);
COMMENT ON COLUMN purchase_order.received_on IS 'NULL: still under way';

CREATE TABLE purchase_line (
    purchase_order_id int NOT NULL REFERENCES purchase_order,
    item_id           int NOT NULL REFERENCES item,
    quantity          int NOT NULL,
    unit_price        numeric(8, 2) NOT NULL,
    PRIMARY KEY (purchase_order_id, item_id)
);

CREATE TABLE sales_order (
    id           int PRIMARY KEY,
    customer_id  int NOT NULL REFERENCES customer,
    taken_by_id  int NOT NULL REFERENCES employee,
    ordered_on   date NOT NULL,
    promised_on  date NOT NULL,
    delivered_on date,
    status       order_status NOT NULL,
    deposit      numeric(8, 2) NOT NULL DEFAULT 0
);
COMMENT ON COLUMN sales_order.deposit IS 'pounds paid in advance, on the whole order';

CREATE TABLE sales_line (
    sales_order_id int NOT NULL REFERENCES sales_order,
    line_no        int NOT NULL,
    item_id        int NOT NULL REFERENCES item,
    quantity       int NOT NULL,
    list_price     numeric(8, 2) NOT NULL,
    unit_price     numeric(8, 2) NOT NULL,
    finish         text,
    wish           text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (sales_order_id, line_no)
);
COMMENT ON COLUMN sales_line.unit_price IS 'pounds a piece as agreed; list_price is the catalogue''s of that day';
COMMENT ON COLUMN sales_line.finish IS 'NULL: left raw';
COMMENT ON COLUMN sales_line.wish IS 'what the customer wants changed: longer, lower, engraving, other wood, castors';

CREATE TABLE job (
    id             int PRIMARY KEY,
    sales_order_id int NOT NULL,
    line_no        int NOT NULL,
    step           work_step NOT NULL,
    employee_id    int NOT NULL REFERENCES employee,
    planned_hours  numeric(5, 1) NOT NULL,
    booked_hours   numeric(5, 1) NOT NULL,
    started_at     timestamptz NOT NULL,
    finished_at    timestamptz,
    FOREIGN KEY (sales_order_id, line_no) REFERENCES sales_line
);
COMMENT ON TABLE job IS 'a step of work at one line of an order';
COMMENT ON COLUMN job.finished_at IS 'NULL: still being worked on';

CREATE TABLE stock_count (
    item_id    int NOT NULL REFERENCES item,
    counted_on date NOT NULL,
    quantity   numeric(8, 1) NOT NULL,
    PRIMARY KEY (item_id, counted_on)
);

CREATE TABLE complaint (
    id             int PRIMARY KEY,
    sales_order_id int NOT NULL REFERENCES sales_order,
    raised_on      date NOT NULL,
    settled_on     date,
    cause          text NOT NULL,
    refund         numeric(8, 2)
);
COMMENT ON COLUMN complaint.cause IS 'scratch, wobble, wrong colour, late or cracked';
COMMENT ON COLUMN complaint.refund IS 'pounds given back; NULL: none';

CREATE VIEW current_stock AS
SELECT DISTINCT ON (item_id) item_id, counted_on, quantity
FROM stock_count
ORDER BY item_id, counted_on DESC;
COMMENT ON VIEW current_stock IS 'the latest count of each item that was ever counted';
