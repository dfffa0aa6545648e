-- A car hire firm with six offices: fleet, contracts, extras, damages, workshop. Amounts are euros.

CREATE TYPE fuel_kind AS ENUM ('petrol', 'diesel', 'hybrid', 'electric');
CREATE TYPE member_level AS ENUM ('basic', 'silver', 'gold');
CREATE TYPE damage_severity AS ENUM ('scratch', 'dent', 'broken', 'write-off');

CREATE TABLE branches (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    city       text NOT NULL,
    at_airport boolean NOT NULL,
    opened_on  date NOT NULL,
    closed_on  date
);
COMMENT ON TABLE branches IS 'our offices';
COMMENT ON COLUMN branches.closed_on IS 'NULL: open';

CREATE TABLE vehicle_classes (
    code           text PRIMARY KEY,
    title          text NOT NULL,
    list_rate      numeric(6, 2) NOT NULL,
    min_driver_age int NOT NULL
);
COMMENT ON COLUMN vehicle_classes.list_rate IS 'euros a day by the price list';

CREATE TABLE vehicles (
    id             int PRIMARY KEY,
    plate          text NOT NULL UNIQUE,
    make           text NOT NULL,
    model          text NOT NULL,
    class_code     text NOT NULL REFERENCES vehicle_classes,
    home_branch_id int NOT NULL REFERENCES branches,
    fuel           fuel_kind NOT NULL,
    purchased_on   date NOT NULL,
    purchase_price numeric(9, 2) NOT NULL,
    sold_on        date,
    sale_price     numeric(9, 2),
    equipment      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN vehicles.sold_on IS 'NULL: still in the fleet';
COMMENT ON COLUMN vehicles.equipment IS '{"gearbox": "manual" or "automatic", "seats": number, "tow_bar": true, "child_seat_fix": number}; keys may be missing';

CREATE TABLE customers (
    id            int PRIMARY KEY,
    full_name     text NOT NULL,
    company       text,
    country_code  char(2) NOT NULL,
    email         text,
    born_on       date NOT NULL,
    licensed_on   date NOT NULL,
    level         member_level NOT NULL DEFAULT 'basic',
    created_at    timestamptz NOT NULL
);
COMMENT ON COLUMN customers.company IS 'NULL: hires privately';
COMMENT ON COLUMN customers.licensed_on IS 'day of the driving licence';

CREATE TABLE contracts (
    id               int PRIMARY KEY,
    customer_id      int NOT NULL REFERENCES customers,
    vehicle_id       int NOT NULL REFERENCES vehicles,
    booked_class     text NOT NULL REFERENCES vehicle_classes,
    pickup_branch_id int NOT NULL REFERENCES branches,
    return_branch_id int NOT NULL REFERENCES branches,
    booked_at        timestamptz NOT NULL,
    picked_up_at     timestamptz NOT NULL,
    due_at           timestamptz NOT NULL,
    returned_at      timestamptz,
    cancelled_at     timestamptz,
    daily_rate       numeric(6, 2) NOT NULL,
    rental_amount    numeric(9, 2) NOT NULL,
    km_out           int,
    km_in            int,
    channel          text NOT NULL CHECK (channel IN ('website', 'phone', 'counter', 'broker'))
);
COMMENT ON TABLE contracts IS 'one hire of one vehicle; a cancelled contract is no hire and earns nothing';
COMMENT ON COLUMN contracts.booked_class IS 'what was ordered; the vehicle may be of another class';
COMMENT ON COLUMN contracts.return_branch_id IS 'differs from the pick-up branch on one-way hires';
COMMENT ON COLUMN contracts.picked_up_at IS 'planned where it lies ahead or the contract was cancelled';
COMMENT ON COLUMN contracts.returned_at IS 'NULL: still out, to come, or cancelled';
COMMENT ON COLUMN contracts.rental_amount IS 'for the hire without extras; revenue is the sum of it by day of pick-up';
COMMENT ON COLUMN contracts.km_in IS 'odometer at the return';

CREATE TABLE extras (
    id    int PRIMARY KEY,
    title text NOT NULL,
    price_per_day numeric(6, 2) NOT NULL
);

CREATE TABLE contract_extras (
    contract_id int NOT NULL REFERENCES contracts,
    extra_id    int NOT NULL REFERENCES extras,
    quantity    int NOT NULL,
    amount      numeric(8, 2) NOT NULL,
    PRIMARY KEY (contract_id, extra_id)
);
COMMENT ON COLUMN contract_extras.amount IS 'charged for all days and pieces';

CREATE TABLE damages (
    id           int PRIMARY KEY,
    contract_id  int NOT NULL REFERENCES contracts,
    reported_on  date NOT NULL,
    part         text NOT NULL,
    severity     damage_severity NOT NULL,
    repair_cost  numeric(8, 2),
    charged      numeric(8, 2) NOT NULL DEFAULT 0
);
COMMENT ON COLUMN damages.repair_cost IS 'NULL: not repaired yet';
COMMENT ON COLUMN damages.charged IS 'what the customer had to pay for it';

CREATE TABLE workshop_visits (
    id         int PRIMARY KEY,
    vehicle_id int NOT NULL REFERENCES vehicles,
    reason     text NOT NULL CHECK (reason IN ('inspection', 'repair', 'tyres', 'recall')),
    entered_on date NOT NULL,
    left_on    date,
    cost       numeric(8, 2)
);
COMMENT ON COLUMN workshop_visits.left_on IS 'NULL: still there';
COMMENT ON COLUMN workshop_visits.cost IS 'NULL: not billed yet';

CREATE TABLE reviews (
    contract_id int PRIMARY KEY REFERENCES contracts,
    stars       smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    written_on  date NOT NULL,
    comment     text
);
