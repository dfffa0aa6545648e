-- Three pharmacies of one owner: prescriptions and what was handed out for them, sales over the counter, stock by lot.
-- Prices are euros.

CREATE TYPE product_form AS ENUM ('tablet', 'capsule', 'drops', 'ointment', 'spray', 'syrup');
CREATE TYPE interaction_severity AS ENUM ('minor', 'moderate', 'severe');
CREATE TYPE staff_role AS ENUM ('pharmacist', 'technician', 'trainee');

CREATE TABLE branch (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    town      text NOT NULL,
    opened_on date NOT NULL
);

CREATE TABLE staff (
    id        int PRIMARY KEY,
    branch_id int NOT NULL REFERENCES branch,
    full_name text NOT NULL,
    role      staff_role NOT NULL,
    hired_on  date NOT NULL,
    left_on   date
);
COMMENT ON COLUMN staff.left_on IS 'NULL: still works here';

CREATE TABLE insurer (
    id            int PRIMARY KEY,
    name          text NOT NULL UNIQUE,
    copay_percent numeric(4, 1) NOT NULL
);
COMMENT ON COLUMN insurer.copay_percent IS 'share of the price that the patient pays';

CREATE TABLE patient (
    id         int PRIMARY KEY,
    full_name  text NOT NULL,
    born_on    date NOT NULL,
    town       text NOT NULL,
    insurer_id int REFERENCES insurer,
    phone      text,
    allergy    text[] NOT NULL DEFAULT '{}',
    registered_on date NOT NULL
);
COMMENT ON COLUMN patient.insurer_id IS 'NULL: pays everything alone';
COMMENT ON COLUMN patient.allergy IS 'names of active ingredients or foods: penicillin, aspirin, lactose, nuts';

CREATE TABLE prescriber (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    specialty text NOT NULL,
    town      text NOT NULL
);
COMMENT ON TABLE prescriber IS 'doctors and dentists who write prescriptions';

CREATE TABLE ingredient (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    drug_class text NOT NULL
);

CREATE TABLE interaction (
    first_ingredient_id  int NOT NULL REFERENCES ingredient,
    second_ingredient_id int NOT NULL REFERENCES ingredient,
    severity             interaction_severity NOT NULL,
    effect               text NOT NULL,
    PRIMARY KEY (first_ingredient_id, second_ingredient_id),
    CHECK (first_ingredient_id < second_ingredient_id)
);
COMMENT ON TABLE interaction IS 'two ingredients that do not go together; each pair stands once, the smaller id first';

CREATE TABLE product (
    id                int PRIMARY KEY,
    ingredient_id     int REFERENCES ingredient,
    name              text NOT NULL,
    manufacturer      text NOT NULL,
    form              product_form NOT NULL,
    pack_size         int NOT NULL,
    list_price        numeric(7, 2) NOT NULL,
    prescription_only boolean NOT NULL,
    generic           boolean NOT NULL,
    discontinued_on   date
);
COMMENT ON COLUMN product.ingredient_id IS 'NULL: no active ingredient (plasters, creams, tea)';
COMMENT ON COLUMN product.pack_size IS 'tablets, capsules, millilitres or grams in a pack';
COMMENT ON COLUMN product.discontinued_on IS 'NULL: still made';

CREATE TABLE stock_lot (
    id             int PRIMARY KEY,
    branch_id      int NOT NULL REFERENCES branch,
    product_id     int NOT NULL REFERENCES product,
    lot_number     text NOT NULL,
    received_on    date NOT NULL,
    expires_on     date NOT NULL,
    packs_received int NOT NULL,
    packs_left     int NOT NULL CHECK (packs_left BETWEEN 0 AND packs_received),
    purchase_price numeric(7, 2) NOT NULL
);
COMMENT ON COLUMN stock_lot.purchase_price IS 'for one pack';
COMMENT ON COLUMN stock_lot.packs_left IS 'on the shelf today';

CREATE TABLE prescription (
    id            int PRIMARY KEY,
    patient_id    int NOT NULL REFERENCES patient,
    prescriber_id int NOT NULL REFERENCES prescriber,
    issued_on     date NOT NULL,
    valid_until   date NOT NULL,
    electronic    boolean NOT NULL,
    note          text
);

CREATE TABLE prescription_item (
    id              int PRIMARY KEY,
    prescription_id int NOT NULL REFERENCES prescription,
    product_id      int NOT NULL REFERENCES product,
    packs           int NOT NULL
);
COMMENT ON COLUMN prescription_item.product_id IS 'what the doctor wrote; what was handed out may be another product';

CREATE TABLE dispensing (
    id                   int PRIMARY KEY,
    prescription_item_id int NOT NULL REFERENCES prescription_item,
    product_id           int NOT NULL REFERENCES product,
    branch_id            int NOT NULL REFERENCES branch,
    staff_id             int NOT NULL REFERENCES staff,
    dispensed_at         timestamptz NOT NULL,
    packs                int NOT NULL,
    price                numeric(8, 2) NOT NULL,
    copay                numeric(8, 2) NOT NULL
);
COMMENT ON TABLE dispensing IS 'what was handed out for an item of a prescription; an item without one was never collected';
COMMENT ON COLUMN dispensing.product_id IS 'differs from that of the item where it was substituted';
COMMENT ON COLUMN dispensing.price IS 'of all packs together; the insurer pays what the copay leaves';

CREATE TABLE counter_sale (
    id         int PRIMARY KEY,
    branch_id  int NOT NULL REFERENCES branch,
    staff_id   int NOT NULL REFERENCES staff,
    sold_at    timestamptz NOT NULL,
    paid_by    text NOT NULL CHECK (paid_by IN ('cash', 'card', 'voucher')),
    voided     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE counter_sale IS 'sales without a prescription; a voided one is no sale';

CREATE TABLE sale_line (
    counter_sale_id int NOT NULL REFERENCES counter_sale,
    product_id      int NOT NULL REFERENCES product,
    quantity        int NOT NULL CHECK (quantity > 0),
    unit_price      numeric(7, 2) NOT NULL,
    PRIMARY KEY (counter_sale_id, product_id)
);
COMMENT ON COLUMN sale_line.unit_price IS 'as sold; takings are quantity * unit_price';
