-- A blood donation service: donors, sessions, donations, tests, bags in stock, hospitals' orders. Tables carry t_.

CREATE TABLE t_donor (
    donor_id     int PRIMARY KEY,
    name         text NOT NULL,
    born_on      date NOT NULL,
    sex          char(1) NOT NULL CHECK (sex IN ('F', 'M')),
    blood_group  text CHECK (blood_group IN ('0-', '0+', 'A-', 'A+', 'B-', 'B+', 'AB-', 'AB+')),
    town         text NOT NULL,
    email        text,
    registered_on date NOT NULL,
    recruited_by int REFERENCES t_donor
);
COMMENT ON COLUMN t_donor.blood_group IS 'group and rhesus sign; NULL: not determined yet';
COMMENT ON COLUMN t_donor.recruited_by IS 'the donor who brought this one along; NULL: nobody';

CREATE TABLE t_deferral (
    deferral_id int PRIMARY KEY,
    donor_id    int NOT NULL REFERENCES t_donor,
    starts_on   date NOT NULL,
    ends_on     date,
    reason      text NOT NULL
);
COMMENT ON TABLE t_deferral IS 'times in which a donor may not give';
COMMENT ON COLUMN t_deferral.ends_on IS 'last day; NULL: for ever';

CREATE TABLE t_session (
    session_id  int PRIMARY KEY,
    venue       text NOT NULL,
    town        text NOT NULL,
    held_on     date NOT NULL,
    beds        int NOT NULL,
    mobile      boolean NOT NULL
);
COMMENT ON COLUMN t_session.mobile IS 'true: in the donation bus, false: in a building';

CREATE TABLE t_donation (
    donation_id  int PRIMARY KEY,
    donor_id     int NOT NULL REFERENCES t_donor,
    session_id   int NOT NULL REFERENCES t_session,
    arrived_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    kind         char(1) NOT NULL CHECK (kind IN ('W', 'P', 'T')),
    volume_ml    int,
    haemoglobin  numeric(4, 1) NOT NULL,
    outcome      char(1) NOT NULL CHECK (outcome IN ('G', 'R', 'A'))
);
COMMENT ON TABLE t_donation IS 'visits of donors';
COMMENT ON COLUMN t_donation.kind IS 'W whole blood, P plasma, T platelets';
COMMENT ON COLUMN t_donation.outcome IS 'G given, R refused before the needle, A aborted';
COMMENT ON COLUMN t_donation.volume_ml IS 'NULL: nothing was taken';
COMMENT ON COLUMN t_donation.haemoglobin IS 'grams per decilitre';

CREATE TABLE t_test (
    donation_id int NOT NULL REFERENCES t_donation,
    marker      text NOT NULL,
    tested_on   date NOT NULL,
    positive    boolean NOT NULL,
    PRIMARY KEY (donation_id, marker)
);

CREATE TABLE t_bag (
    bag_id      int PRIMARY KEY,
    donation_id int NOT NULL REFERENCES t_donation,
    component   text NOT NULL CHECK (component IN ('red cells', 'plasma', 'platelets')),
    made_on     date NOT NULL,
    expires_on  date NOT NULL,
    status      char(1) NOT NULL CHECK (status IN ('S', 'D', 'X'))
);
COMMENT ON TABLE t_bag IS 'bags made from donations; the group is that of the donor';
COMMENT ON COLUMN t_bag.status IS 'S in stock, D delivered, X destroyed';

CREATE TABLE t_hospital (
    hospital_id int PRIMARY KEY,
    name        text NOT NULL,
    town        text NOT NULL,
    beds        int NOT NULL,
    contacts    jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN t_hospital.contacts IS '{"phone": text, "night_phone": text, "fax": text}; keys may be missing';

CREATE TABLE t_order (
    order_id    int PRIMARY KEY,
    hospital_id int NOT NULL REFERENCES t_hospital,
    ordered_at  timestamptz NOT NULL,
    urgent      boolean NOT NULL,
    blood_group text NOT NULL,
    component   text NOT NULL,
    bags_wanted int NOT NULL,
    cancelled   boolean NOT NULL DEFAULT false
);

CREATE TABLE t_delivery (
    bag_id       int PRIMARY KEY REFERENCES t_bag,
    order_id     int NOT NULL REFERENCES t_order,
    delivered_at timestamptz NOT NULL,
    price        numeric(7, 2) NOT NULL
);
COMMENT ON TABLE t_delivery IS 'bags that went to hospitals; price in euros a bag';
