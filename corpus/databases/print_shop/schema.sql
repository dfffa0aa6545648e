-- A print shop: what was quoted, what was printed on which press, how many sheets were spoilt, what was paid. Amounts are euros without tax unless called gross.

CREATE TYPE product_kind AS ENUM ('flyer', 'poster', 'brochure', 'book', 'card', 'label');

CREATE TABLE tbl_customers (
    customer_id  int PRIMARY KEY,
    company      text NOT NULL,
    city         text NOT NULL,
    sector       text,
    email        text,
    payment_days int NOT NULL,
    since        date NOT NULL,
    blocked      boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN tbl_customers.payment_days IS 'days that they may take to pay, as agreed';
COMMENT ON COLUMN tbl_customers.blocked IS 'no new work before old bills are paid';

CREATE TABLE tbl_staff (
    staff_id   int PRIMARY KEY,
    first_name text NOT NULL,
    last_name  text NOT NULL,
    role       text NOT NULL CHECK (role IN ('printer', 'prepress', 'sales', 'bindery')),
    born_on    date NOT NULL,
    hired_on   date NOT NULL,
    left_on    date
);
COMMENT ON COLUMN tbl_staff.left_on IS 'NULL: still works here';

CREATE TABLE tbl_presses (
    press_id   int PRIMARY KEY,
    press_name text NOT NULL,
    maker      text NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('offset', 'digital', 'large format')),
    bought_on  date NOT NULL,
    retired_on date
);
COMMENT ON COLUMN tbl_presses.retired_on IS 'NULL: still prints';

CREATE TABLE tbl_papers (
    paper_id       int PRIMARY KEY,
    paper_name     text NOT NULL,
    grammage       int NOT NULL,
    recycled       boolean NOT NULL,
    price_per_1000 numeric(8, 2)
);
COMMENT ON COLUMN tbl_papers.grammage IS 'grams a square metre';
COMMENT ON COLUMN tbl_papers.price_per_1000 IS 'of a thousand sheets today; NULL: no longer to be had';

CREATE TABLE tbl_jobs (
    job_id           int PRIMARY KEY,
    customer_id      int NOT NULL REFERENCES tbl_customers,
    sales_staff_id   int NOT NULL REFERENCES tbl_staff,
    paper_id         int NOT NULL REFERENCES tbl_papers,
    title            text NOT NULL,
    product          product_kind NOT NULL,
    copies           int NOT NULL CHECK (copies > 0),
    extras           text[] NOT NULL DEFAULT '{}',
    ordered_at       timestamptz NOT NULL,
    due_on           date NOT NULL,
    delivered_on     date,
    cancelled_on     date,
    reprint_of_job_id int REFERENCES tbl_jobs
);
COMMENT ON COLUMN tbl_jobs.extras IS 'lamination, folding, foil, die cut';
COMMENT ON COLUMN tbl_jobs.delivered_on IS 'NULL: not delivered (yet, or cancelled)';
COMMENT ON COLUMN tbl_jobs.reprint_of_job_id IS 'the job that had to be printed again for our own fault; NULL: no reprint';

CREATE TABLE tbl_quotes (
    quote_id    int PRIMARY KEY,
    customer_id int NOT NULL REFERENCES tbl_customers,
    job_id      int UNIQUE REFERENCES tbl_jobs,
    quoted_on   date NOT NULL,
    valid_until date NOT NULL,
    amount      numeric(9, 2) NOT NULL,
    est_hours   numeric(5, 1) NOT NULL,
    est_sheets  int NOT NULL
);
COMMENT ON COLUMN tbl_quotes.job_id IS 'the job that came of it; NULL: none';
COMMENT ON COLUMN tbl_quotes.est_hours IS 'press hours as estimated';

CREATE TABLE tbl_press_runs (
    run_id      int PRIMARY KEY,
    job_id      int NOT NULL REFERENCES tbl_jobs,
    press_id    int NOT NULL REFERENCES tbl_presses,
    printer_id  int NOT NULL REFERENCES tbl_staff,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    sheets_in   int NOT NULL,
    sheets_good int,
    trouble     text
);
COMMENT ON COLUMN tbl_press_runs.ended_at IS 'NULL: running';
COMMENT ON COLUMN tbl_press_runs.sheets_good IS 'NULL while running; spoilage is sheets_in less sheets_good, its percentage is of sheets_in';
COMMENT ON COLUMN tbl_press_runs.trouble IS 'paper jam, colour shift, plate damage; NULL: none';

CREATE TABLE tbl_proofs (
    job_id      int NOT NULL REFERENCES tbl_jobs,
    round       int NOT NULL,
    sent_at     timestamptz NOT NULL,
    answered_at timestamptz,
    approved    boolean,
    PRIMARY KEY (job_id, round)
);
COMMENT ON TABLE tbl_proofs IS 'proofs sent to the customer, round 1, 2, .. until one is approved';
COMMENT ON COLUMN tbl_proofs.approved IS 'NULL: no answer yet';

CREATE TABLE tbl_invoices (
    invoice_id int PRIMARY KEY,
    job_id     int NOT NULL UNIQUE REFERENCES tbl_jobs,
    issued_on  date NOT NULL,
    due_on     date NOT NULL,
    net        numeric(9, 2) NOT NULL,
    gross      numeric(9, 2) NOT NULL,
    paid_on    date
);
COMMENT ON COLUMN tbl_invoices.net IS 'revenue is the sum of net by the day of issue';

CREATE TABLE tbl_paper_deliveries (
    delivery_id int PRIMARY KEY,
    paper_id    int NOT NULL REFERENCES tbl_papers,
    supplier    text NOT NULL,
    arrived_on  date NOT NULL,
    sheets      int NOT NULL,
    cost        numeric(9, 2) NOT NULL
);

CREATE VIEW vw_open_jobs AS
SELECT job_id, customer_id, title, due_on FROM tbl_jobs WHERE delivered_on IS NULL AND cancelled_on IS NULL;
COMMENT ON VIEW vw_open_jobs IS 'neither delivered nor cancelled';
