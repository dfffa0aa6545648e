-- A caterer that cooks for schools: pupils and their allergies, dishes and menus, orders and what was served, invoices of parents.

CREATE SCHEMA pupils;
CREATE SCHEMA kitchen;
CREATE SCHEMA orders;

CREATE TABLE pupils.school (
    school_id  int PRIMARY KEY,
    name       text NOT NULL,
    town       text NOT NULL,
    seats      int,
    ended_on   date
);
COMMENT ON COLUMN pupils.school.seats IS 'seats in the dining hall; NULL: eats in classrooms';
COMMENT ON COLUMN pupils.school.ended_on IS 'end of our contract; NULL: we cook for it today';

CREATE TABLE pupils.parent (
    parent_id int PRIMARY KEY,
    full_name text NOT NULL,
    email     text,
    subsidy   boolean NOT NULL
);
COMMENT ON COLUMN pupils.parent.subsidy IS 'the town pays for this family';

CREATE TABLE pupils.pupil (
    pupil_id   int PRIMARY KEY,
    school_id  int NOT NULL REFERENCES pupils.school,
    parent_id  int NOT NULL REFERENCES pupils.parent,
    full_name  text NOT NULL,
    born_on    date,
    grade      int NOT NULL CHECK (grade BETWEEN 1 AND 10),
    allergies  text[] NOT NULL DEFAULT '{}',
    diet       text NOT NULL CHECK (diet IN ('all', 'vegetarian', 'vegan', 'no pork')),
    left_on    date
);
COMMENT ON COLUMN pupils.pupil.allergies IS 'allergens the child must not have';
COMMENT ON COLUMN pupils.pupil.left_on IS 'NULL: still eats with us';

CREATE TABLE kitchen.cook (
    cook_id   int PRIMARY KEY,
    full_name text NOT NULL,
    hired_on  date NOT NULL,
    left_on   date
);

CREATE TABLE kitchen.dish (
    dish_id     int PRIMARY KEY,
    name        text NOT NULL,
    diet        text NOT NULL CHECK (diet IN ('vegan', 'vegetarian', 'fish', 'meat')),
    allergens   text[] NOT NULL DEFAULT '{}',
    food_cost   numeric(5, 2) NOT NULL,
    nutrition   jsonb NOT NULL DEFAULT '{}',
    dropped_on  date
);
COMMENT ON COLUMN kitchen.dish.food_cost IS 'euros of ingredients for a portion';
COMMENT ON COLUMN kitchen.dish.nutrition IS 'keys, each may be missing: kcal, protein (grams), organic (true)';
COMMENT ON COLUMN kitchen.dish.dropped_on IS 'NULL: still in the repertoire';

CREATE TABLE kitchen.menu (
    menu_id   int PRIMARY KEY,
    served_on date NOT NULL,
    line      int NOT NULL CHECK (line IN (1, 2)),
    dish_id   int NOT NULL REFERENCES kitchen.dish,
    cook_id   int NOT NULL REFERENCES kitchen.cook,
    price     numeric(5, 2) NOT NULL,
    UNIQUE (served_on, line)
);
COMMENT ON TABLE kitchen.menu IS 'what is on offer on a day: line 1, and line 2 without meat; menus of the coming week are there already';
COMMENT ON COLUMN kitchen.menu.price IS 'euros that a parent pays for a meal';

CREATE TABLE orders.meal_order (
    order_id     int PRIMARY KEY,
    pupil_id     int NOT NULL REFERENCES pupils.pupil,
    menu_id      int NOT NULL REFERENCES kitchen.menu,
    ordered_at   timestamptz NOT NULL,
    cancelled_at timestamptz,
    collected    boolean NOT NULL,
    rating       int CHECK (rating BETWEEN 1 AND 5)
);
COMMENT ON COLUMN orders.meal_order.cancelled_at IS 'a cancelled order is neither cooked nor charged; NULL: stands';
COMMENT ON COLUMN orders.meal_order.collected IS 'the child came and ate; false for days to come';
COMMENT ON COLUMN orders.meal_order.rating IS '1 awful to 5 delicious; NULL: not rated';

CREATE TABLE orders.invoice (
    invoice_id int PRIMARY KEY,
    parent_id  int NOT NULL REFERENCES pupils.parent,
    month      date NOT NULL,
    amount     numeric(7, 2) NOT NULL,
    paid_on    date,
    UNIQUE (parent_id, month)
);
COMMENT ON COLUMN orders.invoice.month IS 'first day of the month of the meals';
COMMENT ON COLUMN orders.invoice.paid_on IS 'NULL: open';

CREATE TABLE orders.leftover (
    menu_id   int NOT NULL REFERENCES kitchen.menu,
    school_id int NOT NULL REFERENCES pupils.school,
    kilograms numeric(5, 1) NOT NULL,
    PRIMARY KEY (menu_id, school_id)
);
COMMENT ON TABLE orders.leftover IS 'food thrown away, where weighed';
