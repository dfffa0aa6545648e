-- A bureau that runs the payroll of small firms (its clients). All money is in euro cents; people speak of euros.
-- A payslip that was replaced by a correction has superseded_yn = 'Y' and counts no more. Last days are included.

CREATE TABLE tbl_clients (
    client_id      int PRIMARY KEY,
    client_name    text NOT NULL,
    industry       text NOT NULL,
    contract_start date NOT NULL,
    contract_end   date,
    fee_per_slip_cents int NOT NULL,
    portal_yn      char(1) NOT NULL CHECK (portal_yn IN ('Y', 'N'))
);
COMMENT ON TABLE tbl_clients IS 'firms whose payroll we run';
COMMENT ON COLUMN tbl_clients.contract_end IS 'last day; NULL: running';
COMMENT ON COLUMN tbl_clients.fee_per_slip_cents IS 'what we charge for each payslip';
COMMENT ON COLUMN tbl_clients.portal_yn IS 'Y: payslips by web portal, N: on paper';

CREATE TABLE tbl_departments (
    department_id   int PRIMARY KEY,
    client_id       int NOT NULL REFERENCES tbl_clients,
    department_name text NOT NULL,
    cost_centre     varchar(6)
);

CREATE TABLE tbl_employees (
    employee_id   int PRIMARY KEY,
    client_id     int NOT NULL REFERENCES tbl_clients,
    department_id int REFERENCES tbl_departments,
    last_name     text NOT NULL,
    first_name    text NOT NULL,
    birth_date    date NOT NULL,
    hired_on      date NOT NULL,
    left_on       date,
    supervisor_id int REFERENCES tbl_employees,
    union_yn      char(1) NOT NULL CHECK (union_yn IN ('Y', 'N')),
    iban          text
);
COMMENT ON TABLE tbl_employees IS 'people employed by the clients';
COMMENT ON COLUMN tbl_employees.left_on IS 'last day of work; NULL: employed';
COMMENT ON COLUMN tbl_employees.supervisor_id IS 'NULL: reports to the owner';
COMMENT ON COLUMN tbl_employees.iban IS 'NULL: paid in cash';

CREATE TABLE tbl_salaries (
    employee_id         int NOT NULL REFERENCES tbl_employees,
    valid_from          date NOT NULL,
    valid_to            date,
    monthly_gross_cents int NOT NULL,
    weekly_hours        numeric(4, 1) NOT NULL,
    PRIMARY KEY (employee_id, valid_from)
);
COMMENT ON TABLE tbl_salaries IS 'agreed salaries over time';
COMMENT ON COLUMN tbl_salaries.valid_to IS 'last day; NULL: still';

CREATE TABLE tbl_pay_items (
    item_code  char(4) PRIMARY KEY,
    item_name  text NOT NULL,
    kind       char(1) NOT NULL CHECK (kind IN ('E', 'D')),
    taxable_yn char(1) NOT NULL CHECK (taxable_yn IN ('Y', 'N'))
);
COMMENT ON COLUMN tbl_pay_items.kind IS 'E earning, D deduction';

CREATE TABLE tbl_payslips (
    payslip_id    int PRIMARY KEY,
    employee_id   int NOT NULL REFERENCES tbl_employees,
    pay_month     date NOT NULL,
    gross_cents   int NOT NULL,
    tax_cents     int NOT NULL,
    social_cents  int NOT NULL,
    net_cents     int NOT NULL,
    released_on   date,
    corrects_payslip_id int REFERENCES tbl_payslips,
    superseded_yn char(1) NOT NULL CHECK (superseded_yn IN ('Y', 'N'))
);
COMMENT ON COLUMN tbl_payslips.pay_month IS 'first day of the month paid for';
COMMENT ON COLUMN tbl_payslips.gross_cents IS 'sum of the earnings of its lines';
COMMENT ON COLUMN tbl_payslips.released_on IS 'sent to the employee; NULL: not yet';
COMMENT ON COLUMN tbl_payslips.corrects_payslip_id IS 'the payslip that this one replaces; NULL: no correction';
COMMENT ON COLUMN tbl_payslips.superseded_yn IS 'Y: replaced by a correction';

CREATE TABLE tbl_payslip_lines (
    payslip_id   int NOT NULL REFERENCES tbl_payslips,
    line_no      int NOT NULL,
    item_code    char(4) NOT NULL REFERENCES tbl_pay_items,
    units        numeric(6, 2),
    amount_cents int NOT NULL,
    PRIMARY KEY (payslip_id, line_no)
);
COMMENT ON COLUMN tbl_payslip_lines.units IS 'hours of overtime, nights; NULL where nothing is counted';
COMMENT ON COLUMN tbl_payslip_lines.amount_cents IS 'positive, for deductions too';

CREATE TABLE tbl_absences (
    absence_id     int PRIMARY KEY,
    employee_id    int NOT NULL REFERENCES tbl_employees,
    reason         text NOT NULL CHECK (reason IN ('sick', 'holiday', 'parental', 'unpaid')),
    starts_on      date NOT NULL,
    ends_on        date,
    certificate_yn char(1) NOT NULL CHECK (certificate_yn IN ('Y', 'N'))
);
COMMENT ON COLUMN tbl_absences.ends_on IS 'last day; NULL: open end';
COMMENT ON COLUMN tbl_absences.certificate_yn IS 'Y: a doctor''s note is here';

CREATE TABLE tbl_garnishments (
    garnishment_id int PRIMARY KEY,
    employee_id    int NOT NULL REFERENCES tbl_employees,
    creditor       text NOT NULL,
    claim_cents    int NOT NULL,
    valid_from     date NOT NULL,
    valid_to       date
);
COMMENT ON TABLE tbl_garnishments IS 'attachments of wages by creditors; taken from the payslip as item GARN';
COMMENT ON COLUMN tbl_garnishments.valid_to IS 'NULL: running';

CREATE TABLE tbl_bureau_invoices (
    invoice_no   int PRIMARY KEY,
    client_id    int NOT NULL REFERENCES tbl_clients,
    bill_month   date NOT NULL,
    slips        int NOT NULL,
    amount_cents int NOT NULL,
    due_on       date NOT NULL,
    paid_on      date
);
COMMENT ON TABLE tbl_bureau_invoices IS 'what we bill our clients; paid_on NULL: open';
