-- A cleaning firm: customers and their sites, contracted hours, visits of the staff, complaints, keys held and monthly invoices. Written by somebody who spells everything out.

CREATE TABLE customer (
    customer_number     int PRIMARY KEY,
    customer_name       text NOT NULL,
    line_of_business    text NOT NULL,
    customer_since      date NOT NULL,
    contract_ended_on   date
);
COMMENT ON COLUMN customer.contract_ended_on IS 'NULL: still a customer';

CREATE TABLE cleaning_site (
    site_number         int PRIMARY KEY,
    customer_number     int NOT NULL REFERENCES customer,
    site_name           text NOT NULL,
    postal_town         text NOT NULL,
    floor_area_in_sqm   int,
    has_alarm_system    boolean NOT NULL
);
COMMENT ON COLUMN cleaning_site.floor_area_in_sqm IS 'NULL: not measured';

CREATE TABLE employee (
    employee_number     int PRIMARY KEY,
    first_name          text NOT NULL,
    family_name         text NOT NULL,
    supervisor_number   int REFERENCES employee,
    hourly_wage         numeric(6, 2) NOT NULL,
    started_on          date NOT NULL,
    left_on             date,
    languages_spoken    text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN employee.left_on IS 'NULL: still employed';

CREATE TABLE service_agreement (
    agreement_number    int PRIMARY KEY,
    site_number         int NOT NULL REFERENCES cleaning_site,
    valid_from          date NOT NULL,
    valid_until         date,
    hours_per_week      numeric(5, 1) NOT NULL,
    price_per_month     numeric(8, 2) NOT NULL
);
COMMENT ON TABLE service_agreement IS 'what is contracted for a site, one after the other';
COMMENT ON COLUMN service_agreement.valid_until IS 'last day; NULL: without end';

CREATE TABLE cleaning_visit (
    visit_number        int PRIMARY KEY,
    site_number         int NOT NULL REFERENCES cleaning_site,
    employee_number     int REFERENCES employee,
    planned_for         date NOT NULL,
    planned_hours       numeric(4, 1) NOT NULL,
    worked_hours        numeric(4, 1),
    kind_of_cleaning    text NOT NULL,
    was_cancelled       boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN cleaning_visit.employee_number IS 'NULL: nobody assigned';
COMMENT ON COLUMN cleaning_visit.worked_hours IS 'NULL: not done (yet)';
COMMENT ON COLUMN cleaning_visit.kind_of_cleaning IS 'routine, windows, deep or carpet';

CREATE TABLE complaint (
    complaint_number    int PRIMARY KEY,
    site_number         int NOT NULL REFERENCES cleaning_site,
    visit_number        int REFERENCES cleaning_visit,
    received_on         date NOT NULL,
    what_was_wrong      text NOT NULL,
    settled_on          date,
    compensation_paid   numeric(8, 2)
);
COMMENT ON COLUMN complaint.visit_number IS 'NULL: about no visit in particular';
COMMENT ON COLUMN complaint.settled_on IS 'NULL: open';

CREATE TABLE key_on_loan (
    key_tag             text NOT NULL,
    site_number         int NOT NULL REFERENCES cleaning_site,
    employee_number     int NOT NULL REFERENCES employee,
    handed_out_on       date NOT NULL,
    returned_on         date,
    PRIMARY KEY (key_tag, handed_out_on)
);
COMMENT ON COLUMN key_on_loan.returned_on IS 'NULL: the employee still has it';

CREATE TABLE invoice (
    invoice_number      text PRIMARY KEY,
    customer_number     int NOT NULL REFERENCES customer,
    invoice_date        date NOT NULL,
    amount_due          numeric(10, 2) NOT NULL,
    extra_work          numeric(10, 2) NOT NULL DEFAULT 0,
    date_of_payment     date
);
COMMENT ON COLUMN invoice.extra_work IS 'part of the amount due';
COMMENT ON COLUMN invoice.date_of_payment IS 'NULL: unpaid';

CREATE VIEW hours_by_month AS
SELECT v.site_number, date_trunc('month', v.planned_for)::date AS month, sum(v.planned_hours) AS planned_hours, coalesce(sum(v.worked_hours), 0) AS worked_hours
FROM cleaning_visit AS v
WHERE NOT v.was_cancelled
GROUP BY v.site_number, date_trunc('month', v.planned_for)::date;
COMMENT ON VIEW hours_by_month IS 'planned and worked hours of each site and month, cancelled visits left out';
