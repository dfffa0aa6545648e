-- An association of allotment gardens: members rent plots by lease, wait for them, are inspected and billed. Amounts in pounds.
CREATE TABLE garden_site (
    site_number    int PRIMARY KEY,
    site_name      text NOT NULL,
    district       text NOT NULL,
    opened_year    int NOT NULL,
    has_mains_water boolean NOT NULL
);

CREATE TABLE association_member (
    member_number   int PRIMARY KEY,
    full_name       text NOT NULL,
    date_of_birth   date,
    email_address   text,
    joined_on       date NOT NULL,
    resigned_on     date,
    introduced_by_member_number int REFERENCES association_member
);
COMMENT ON COLUMN association_member.resigned_on IS 'NULL: still a member';
COMMENT ON COLUMN association_member.introduced_by_member_number IS 'NULL: came alone';

CREATE TABLE garden_plot (
    plot_number     int PRIMARY KEY,
    plot_label      text NOT NULL,
    site_number     int NOT NULL REFERENCES garden_site,
    area_in_square_metres int NOT NULL,
    has_shed        boolean NOT NULL,
    soil_quality    text CHECK (soil_quality IN ('poor', 'fair', 'good')),
    retired_on      date,
    UNIQUE (site_number, plot_label)
);
COMMENT ON COLUMN garden_plot.soil_quality IS 'NULL: never tested';
COMMENT ON COLUMN garden_plot.retired_on IS 'no longer let from this day; NULL: in use';

CREATE TABLE plot_lease (
    lease_number    int PRIMARY KEY,
    plot_number     int NOT NULL REFERENCES garden_plot,
    member_number   int NOT NULL REFERENCES association_member,
    lease_period    daterange NOT NULL,
    yearly_rent     numeric(7, 2) NOT NULL,
    deposit_paid    numeric(7, 2) NOT NULL,
    reason_for_end  text
);
COMMENT ON COLUMN plot_lease.lease_period IS 'without an upper bound: still running';
COMMENT ON COLUMN plot_lease.reason_for_end IS 'NULL while the lease runs';

CREATE TABLE waiting_list_entry (
    entry_number     int PRIMARY KEY,
    applicant_name   text NOT NULL,
    applied_on       date NOT NULL,
    wanted_site_number int REFERENCES garden_site,
    smallest_area_wanted int,
    removed_on       date,
    outcome          text CHECK (outcome IN ('offered', 'withdrew', 'no answer'))
);
COMMENT ON COLUMN waiting_list_entry.wanted_site_number IS 'NULL: any site';
COMMENT ON COLUMN waiting_list_entry.removed_on IS 'NULL: still waiting; first come, first served';

CREATE TABLE rent_bill (
    bill_number     int PRIMARY KEY,
    lease_number    int NOT NULL REFERENCES plot_lease,
    issued_on       date NOT NULL,
    due_on          date NOT NULL,
    amount_due      numeric(7, 2) NOT NULL,
    cancelled       boolean NOT NULL DEFAULT false
);

CREATE TABLE rent_payment (
    payment_number  int PRIMARY KEY,
    bill_number     int NOT NULL REFERENCES rent_bill,
    paid_on         date NOT NULL,
    amount_paid     numeric(7, 2) NOT NULL,
    payment_method  text NOT NULL CHECK (payment_method IN ('cash', 'transfer', 'card'))
);
COMMENT ON TABLE rent_payment IS 'a bill may be paid in several parts';

CREATE TABLE plot_inspection (
    inspection_number int PRIMARY KEY,
    plot_number       int NOT NULL REFERENCES garden_plot,
    inspected_on      date NOT NULL,
    inspected_by_member_number int NOT NULL REFERENCES association_member,
    cultivated_percent int NOT NULL CHECK (cultivated_percent BETWEEN 0 AND 100),
    warning_given     boolean NOT NULL,
    inspector_notes   text
);

CREATE TABLE work_party (
    work_party_number int PRIMARY KEY,
    site_number       int NOT NULL REFERENCES garden_site,
    held_on           date NOT NULL,
    purpose           text NOT NULL
);

CREATE TABLE work_party_attendance (
    work_party_number int NOT NULL REFERENCES work_party,
    member_number     int NOT NULL REFERENCES association_member,
    hours_worked      numeric(3, 1) NOT NULL,
    PRIMARY KEY (work_party_number, member_number)
);
