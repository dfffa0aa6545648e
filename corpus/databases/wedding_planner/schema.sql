-- A firm of wedding planners: couples and guests (clients), vendors with quotes, bookings and payments (vendors), the planning itself (plans). Amounts are in euros.

CREATE SCHEMA clients;
CREATE SCHEMA vendors;
CREATE SCHEMA plans;

CREATE TYPE clients.rsvp AS ENUM ('no answer', 'yes', 'no');
CREATE TYPE plans.wedding_state AS ENUM ('enquiry', 'planning', 'held', 'called off');
CREATE TYPE vendors.booking_state AS ENUM ('requested', 'confirmed', 'cancelled');

CREATE TABLE plans.planners (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    senior_id int REFERENCES plans.planners,
    hired_on  date NOT NULL,
    left_on   date
);
COMMENT ON COLUMN plans.planners.senior_id IS 'the senior planner who supervises';

CREATE TABLE plans.venues (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    town      text NOT NULL,
    capacity  int NOT NULL,
    day_fee   numeric(8, 2) NOT NULL,
    features  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN plans.venues.capacity IS 'seated guests at most';

CREATE TABLE clients.couples (
    id           int PRIMARY KEY,
    first_partner  text NOT NULL,
    second_partner text NOT NULL,
    town         text,
    email        text NOT NULL,
    source       text
);
COMMENT ON COLUMN clients.couples.source IS 'how they found us: fair, web, friends, press; NULL: not asked';

CREATE TABLE plans.weddings (
    id          int PRIMARY KEY,
    couple_id   int NOT NULL REFERENCES clients.couples,
    planner_id  int REFERENCES plans.planners,
    venue_id    int REFERENCES plans.venues,
    state       plans.wedding_state NOT NULL,
    enquired_on date NOT NULL,
    held_on     date,
    fee         numeric(8, 2) NOT NULL,
    preferences jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN plans.weddings.held_on IS 'the day of the wedding, past or planned; NULL: no day yet';
COMMENT ON COLUMN plans.weddings.fee IS 'our fee for planning it; none is due for one that was called off';
COMMENT ON COLUMN plans.weddings.preferences IS '{"style": "rustic" | "classic" | "modern", "colour": text, "band": boolean}';

CREATE TABLE plans.seating_tables (
    id         int PRIMARY KEY,
    wedding_id int NOT NULL REFERENCES plans.weddings,
    label      text NOT NULL,
    seats      int NOT NULL
);

CREATE TABLE clients.guests (
    id         int PRIMARY KEY,
    wedding_id int NOT NULL REFERENCES plans.weddings,
    full_name  text NOT NULL,
    side       text NOT NULL CHECK (side IN ('first', 'second', 'both')),
    rsvp       clients.rsvp NOT NULL,
    diet       text,
    child      boolean NOT NULL DEFAULT false,
    table_id   int REFERENCES plans.seating_tables,
    invited_on date,
    replied_on date
);
COMMENT ON COLUMN clients.guests.diet IS 'vegetarian, vegan, gluten-free; NULL: eats everything';
COMMENT ON COLUMN clients.guests.table_id IS 'NULL: not seated';
COMMENT ON COLUMN clients.guests.invited_on IS 'NULL: invitation not sent';

CREATE TABLE plans.tasks (
    id          int PRIMARY KEY,
    wedding_id  int NOT NULL REFERENCES plans.weddings,
    assigned_to int REFERENCES plans.planners,
    title       text NOT NULL,
    due_on      date NOT NULL,
    done_on     date
);

CREATE TABLE plans.meetings (
    id         int PRIMARY KEY,
    wedding_id int NOT NULL REFERENCES plans.weddings,
    planner_id int NOT NULL REFERENCES plans.planners,
    started_at timestamptz NOT NULL,
    minutes    int NOT NULL,
    notes      text
);

CREATE TABLE vendors.categories (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE vendors.vendors (
    id             int PRIMARY KEY,
    name           text NOT NULL,
    category_id    int NOT NULL REFERENCES vendors.categories,
    town           text NOT NULL,
    commission_pct numeric(4, 1),
    dropped_on     date
);
COMMENT ON COLUMN vendors.vendors.commission_pct IS 'percent of a booking that the vendor pays us; NULL: none agreed';
COMMENT ON COLUMN vendors.vendors.dropped_on IS 'we no longer work with them; NULL: we do';

CREATE TABLE vendors.quotes (
    id         int PRIMARY KEY,
    wedding_id int NOT NULL REFERENCES plans.weddings,
    vendor_id  int NOT NULL REFERENCES vendors.vendors,
    amount     numeric(9, 2) NOT NULL,
    asked_on   date NOT NULL,
    answered_on date
);

CREATE TABLE vendors.bookings (
    id         int PRIMARY KEY,
    quote_id   int UNIQUE REFERENCES vendors.quotes,
    wedding_id int NOT NULL REFERENCES plans.weddings,
    vendor_id  int NOT NULL REFERENCES vendors.vendors,
    state      vendors.booking_state NOT NULL,
    amount     numeric(9, 2) NOT NULL,
    booked_on  date NOT NULL
);
COMMENT ON COLUMN vendors.bookings.quote_id IS 'NULL: booked without a quote';
COMMENT ON COLUMN vendors.bookings.amount IS 'agreed price, often below the quote';

CREATE TABLE plans.budget_lines (
    wedding_id  int NOT NULL REFERENCES plans.weddings,
    category_id int NOT NULL REFERENCES vendors.categories,
    planned     numeric(9, 2) NOT NULL,
    PRIMARY KEY (wedding_id, category_id)
);

CREATE TABLE vendors.payments (
    id         int NOT NULL,
    booking_id int NOT NULL REFERENCES vendors.bookings,
    amount     numeric(9, 2) NOT NULL,
    paid_on    date NOT NULL,
    method     text NOT NULL,
    PRIMARY KEY (id, paid_on)
) PARTITION BY RANGE (paid_on);
CREATE TABLE vendors.payments_2024 PARTITION OF vendors.payments FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE vendors.payments_2025 PARTITION OF vendors.payments FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE vendors.payments_other PARTITION OF vendors.payments DEFAULT;
COMMENT ON TABLE vendors.payments IS 'what couples paid to vendors through us, often in instalments';

CREATE VIEW clients.guest_counts AS
SELECT g.wedding_id, count(*) AS invited, count(*) FILTER (WHERE g.rsvp = 'yes') AS coming, count(*) FILTER (WHERE g.rsvp = 'no') AS declined, count(*) FILTER (WHERE g.rsvp = 'no answer') AS silent
FROM clients.guests AS g
GROUP BY g.wedding_id;
COMMENT ON VIEW clients.guest_counts IS 'guests of each wedding by their answer';

CREATE VIEW plans.wedding_costs AS
SELECT w.id AS wedding_id, w.couple_id, w.state, w.held_on, coalesce((SELECT sum(l.planned) FROM plans.budget_lines AS l WHERE l.wedding_id = w.id), 0) AS planned,
       coalesce((SELECT sum(b.amount) FROM vendors.bookings AS b WHERE b.wedding_id = w.id AND b.state = 'confirmed'), 0) AS booked
FROM plans.weddings AS w;
COMMENT ON VIEW plans.wedding_costs IS 'budget and confirmed bookings of each wedding';

CREATE MATERIALIZED VIEW vendors.monthly_payments AS
SELECT date_trunc('month', p.paid_on)::date AS month, c.name AS category, count(*) AS payments, sum(p.amount) AS amount
FROM vendors.payments AS p
JOIN vendors.bookings AS b ON b.id = p.booking_id
JOIN vendors.vendors AS v ON v.id = b.vendor_id
JOIN vendors.categories AS c ON c.id = v.category_id
GROUP BY date_trunc('month', p.paid_on)::date, c.name
WITH NO DATA;
COMMENT ON MATERIALIZED VIEW vendors.monthly_payments IS 'payments by month and category of the vendor';
