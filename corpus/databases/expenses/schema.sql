-- Travel expenses of a company: trips, reports with lines, receipts, company cards, approvals step by step, reimbursements.

CREATE TYPE report_status AS ENUM ('draft', 'submitted', 'approved', 'rejected', 'paid');
CREATE TYPE decision AS ENUM ('approve', 'reject', 'ask back');

CREATE TABLE department (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    city       text NOT NULL,
    yearly_budget_eur numeric(10, 2)
);

CREATE TABLE employee (
    id            int PRIMARY KEY,
    full_name     text NOT NULL,
    department_id int NOT NULL REFERENCES department,
    manager_id    int REFERENCES employee,
    grade         smallint NOT NULL,
    hired_on      date NOT NULL,
    left_on       date
);
COMMENT ON COLUMN employee.manager_id IS 'NULL: the head of the company';
COMMENT ON COLUMN employee.grade IS '1 assistant to 5 director';
COMMENT ON COLUMN employee.left_on IS 'NULL: still employed';

CREATE TABLE category (
    code          text PRIMARY KEY,
    name          text NOT NULL,
    day_limit_eur numeric(8, 2),
    needs_receipt boolean NOT NULL
);
COMMENT ON COLUMN category.day_limit_eur IS 'most that one line may be, in euros; NULL: no limit';

CREATE TABLE trip (
    id          int PRIMARY KEY,
    employee_id int NOT NULL REFERENCES employee,
    destination text NOT NULL,
    country     char(2) NOT NULL,
    purpose     text NOT NULL,
    starts_on   date NOT NULL,
    ends_on     date NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL
);
COMMENT ON COLUMN trip.purpose IS 'client, fair, training, internal';

CREATE TABLE company_card (
    id          int PRIMARY KEY,
    employee_id int NOT NULL REFERENCES employee,
    last_four   char(4) NOT NULL,
    issued_on   date NOT NULL,
    blocked_on  date
);
COMMENT ON COLUMN company_card.blocked_on IS 'NULL: in use';

CREATE TABLE exchange_rate (
    currency  char(3) NOT NULL,
    valid_from date NOT NULL,
    eur_rate  numeric(10, 5) NOT NULL,
    PRIMARY KEY (currency, valid_from)
);
COMMENT ON TABLE exchange_rate IS 'house rates, one for each month';
COMMENT ON COLUMN exchange_rate.eur_rate IS 'euros for one unit of the currency';

CREATE TABLE report (
    id           int PRIMARY KEY,
    number       text NOT NULL UNIQUE,
    employee_id  int NOT NULL REFERENCES employee,
    trip_id      int REFERENCES trip,
    title        text NOT NULL,
    status       report_status NOT NULL,
    submitted_at timestamptz,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
COMMENT ON COLUMN report.trip_id IS 'NULL: expenses without a trip';
COMMENT ON COLUMN report.submitted_at IS 'NULL: still a draft';

CREATE TABLE expense_line (
    id            int PRIMARY KEY,
    report_id     int NOT NULL REFERENCES report,
    category_code text NOT NULL REFERENCES category,
    card_id       int REFERENCES company_card,
    spent_on      date NOT NULL,
    merchant      text,
    amount        numeric(10, 2) NOT NULL,
    currency      char(3) NOT NULL,
    amount_eur    numeric(10, 2) NOT NULL,
    has_receipt   boolean NOT NULL,
    note          text
);
COMMENT ON COLUMN expense_line.card_id IS 'NULL: the employee paid it and gets it back';
COMMENT ON COLUMN expense_line.amount IS 'as on the receipt, in its currency';
COMMENT ON COLUMN expense_line.amount_eur IS 'the same in euros: expenses are summed in euros';

CREATE TABLE mileage (
    line_id   int PRIMARY KEY REFERENCES expense_line,
    from_town text NOT NULL,
    to_town   text NOT NULL,
    km        int NOT NULL
);
COMMENT ON TABLE mileage IS 'lines of category CAR: 30 cents a kilometre with one''s own car';

CREATE TABLE approval (
    report_id   int NOT NULL REFERENCES report,
    step        smallint NOT NULL,
    approver_id int NOT NULL REFERENCES employee,
    asked_at    timestamptz NOT NULL,
    decided_at  timestamptz,
    decision    decision,
    remark      text,
    PRIMARY KEY (report_id, step)
);
COMMENT ON COLUMN approval.step IS '1 the manager, 2 finance (above 500 euros only)';
COMMENT ON COLUMN approval.decision IS 'NULL: not decided';

CREATE TABLE reimbursement (
    id         int PRIMARY KEY,
    report_id  int NOT NULL UNIQUE REFERENCES report,
    amount_eur numeric(10, 2) NOT NULL,
    paid_on    date NOT NULL
);
COMMENT ON TABLE reimbursement IS 'what the employee gets back: lines that were not on a company card';

CREATE VIEW report_total AS
SELECT r.id AS report_id, r.number, r.employee_id, r.status, count(l.id) AS lines, coalesce(sum(l.amount_eur), 0) AS total_eur, coalesce(sum(l.amount_eur) FILTER (WHERE l.card_id IS NULL), 0) AS own_money_eur
FROM report AS r
LEFT JOIN expense_line AS l ON l.report_id = r.id
GROUP BY r.id;
COMMENT ON VIEW report_total IS 'each report with its lines, total, and what the employee laid out';
