-- A group of restaurants in Quebec and Ontario: tables, reservations, tabs, what was eaten, who paid. Money in Canadian dollars.
-- Sales are quantity * unit_price of items that were not sent back, on tabs that were not voided.

CREATE TYPE dish_section AS ENUM ('starter', 'main', 'side', 'dessert', 'drink');
CREATE TYPE reservation_status AS ENUM ('booked', 'seated', 'no show', 'cancelled');
CREATE TYPE staff_role AS ENUM ('waiter', 'cook', 'bartender', 'manager');

CREATE TABLE restaurant (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    city      text NOT NULL,
    cuisine   text NOT NULL,
    opened_on date NOT NULL,
    closed_on date
);
COMMENT ON COLUMN restaurant.closed_on IS 'given up on that day; NULL: in business';

CREATE TABLE dining_table (
    id            int PRIMARY KEY,
    restaurant_id int NOT NULL REFERENCES restaurant,
    label         text NOT NULL,
    seats         int NOT NULL CHECK (seats > 0),
    outdoors      boolean NOT NULL DEFAULT false,
    UNIQUE (restaurant_id, label)
);

CREATE TABLE employee (
    id            int PRIMARY KEY,
    restaurant_id int NOT NULL REFERENCES restaurant,
    first_name    text NOT NULL,
    last_name     text NOT NULL,
    role          staff_role NOT NULL,
    hired_on      date NOT NULL,
    left_on       date,
    hourly_wage   numeric(5, 2),
    trained_by_id int REFERENCES employee
);
COMMENT ON COLUMN employee.left_on IS 'NULL: still employed';
COMMENT ON COLUMN employee.hourly_wage IS 'NULL: paid by the month';

CREATE TABLE dish (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    section    dish_section NOT NULL,
    list_price numeric(6, 2) NOT NULL,
    food_cost  numeric(6, 2),
    vegetarian boolean NOT NULL,
    allergen   text[] NOT NULL DEFAULT '{}',
    on_menu_from  date NOT NULL,
    on_menu_until date
);
COMMENT ON COLUMN dish.list_price IS 'what the menu says today; tabs keep the price of their day';
COMMENT ON COLUMN dish.food_cost IS 'ingredients of one portion; NULL: not worked out';
COMMENT ON COLUMN dish.on_menu_until IS 'NULL: still on the menu';

CREATE TABLE reservation (
    id            int PRIMARY KEY,
    restaurant_id int NOT NULL REFERENCES restaurant,
    guest_name    text NOT NULL,
    party_size    int NOT NULL,
    booked_at     timestamptz NOT NULL,
    reserved_for  timestamptz NOT NULL,
    channel       text NOT NULL CHECK (channel IN ('phone', 'website', 'walk-in list', 'platform')),
    status        reservation_status NOT NULL,
    note          text
);
COMMENT ON COLUMN reservation.reserved_for IS 'when the guests want to come; may lie in the future';

CREATE TABLE tab (
    id              int PRIMARY KEY,
    dining_table_id int NOT NULL REFERENCES dining_table,
    waiter_id       int NOT NULL REFERENCES employee,
    reservation_id  int UNIQUE REFERENCES reservation,
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz,
    covers          int NOT NULL,
    voided          boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE tab IS 'one visit of one party';
COMMENT ON COLUMN tab.closed_at IS 'NULL: guests are still there';
COMMENT ON COLUMN tab.covers IS 'guests served';
COMMENT ON COLUMN tab.reservation_id IS 'NULL: came without a reservation';

CREATE TABLE tab_item (
    id         int PRIMARY KEY,
    tab_id     int NOT NULL REFERENCES tab,
    dish_id    int NOT NULL REFERENCES dish,
    quantity   int NOT NULL,
    unit_price numeric(6, 2) NOT NULL,
    ordered_at timestamptz NOT NULL,
    served_at  timestamptz,
    modifier   jsonb NOT NULL DEFAULT '{}',
    sent_back  boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN tab_item.modifier IS '{"without": [text], "extra": [text], "cooked": "rare" | "medium" | "well done"}, each may be missing';
COMMENT ON COLUMN tab_item.served_at IS 'NULL: not served (yet)';
COMMENT ON COLUMN tab_item.sent_back IS 'the guest returned it; not charged';

CREATE TABLE payment (
    id      int PRIMARY KEY,
    tab_id  int NOT NULL REFERENCES tab,
    method  text NOT NULL CHECK (method IN ('card', 'cash', 'voucher')),
    amount  numeric(8, 2) NOT NULL,
    tip     numeric(7, 2),
    paid_at timestamptz NOT NULL
);
COMMENT ON TABLE payment IS 'a party may split its tab into several payments';
COMMENT ON COLUMN payment.tip IS 'on top of the amount; NULL: not known (cash left on the table)';

CREATE TABLE review (
    id            int PRIMARY KEY,
    restaurant_id int NOT NULL REFERENCES restaurant,
    stars         int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    written_on    date NOT NULL,
    body          text,
    answered_on   date
);
COMMENT ON COLUMN review.answered_on IS 'when the restaurant replied; NULL: not yet';
