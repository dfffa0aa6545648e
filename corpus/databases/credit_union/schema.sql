-- A credit union of working people: shares (savings), loans, guarantors, a dividend once a year.
-- All money is kept in pence; people speak of pounds.

CREATE TYPE loan_status AS ENUM ('applied', 'rejected', 'running', 'repaid', 'written_off');

CREATE TABLE branches (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    town      text NOT NULL,
    opened_on date NOT NULL,
    closed_on date
);
COMMENT ON COLUMN branches.closed_on IS 'NULL: still open';

CREATE TABLE officers (
    id                   int PRIMARY KEY,
    full_name            text NOT NULL,
    branch_id            int NOT NULL REFERENCES branches,
    approval_limit_pence bigint,
    started_on           date NOT NULL
);
COMMENT ON TABLE officers IS 'loan officers, who decide on applications';
COMMENT ON COLUMN officers.approval_limit_pence IS 'largest loan that the officer may grant alone; NULL: without limit';

CREATE TABLE members (
    id           int PRIMARY KEY,
    first_name   text NOT NULL,
    last_name    text NOT NULL,
    born_on      date NOT NULL,
    joined_on    date NOT NULL,
    left_on      date,
    branch_id    int NOT NULL REFERENCES branches,
    employer     text,
    introduced_by_member_id int REFERENCES members
);
COMMENT ON COLUMN members.left_on IS 'membership ended; NULL: a member today';
COMMENT ON COLUMN members.employer IS 'NULL: unknown or without';
COMMENT ON COLUMN members.introduced_by_member_id IS 'who brought them in; NULL: nobody';

CREATE TABLE savings_products (
    code         text PRIMARY KEY,
    title        text NOT NULL,
    rate_percent numeric(4, 2) NOT NULL,
    withdrawable boolean NOT NULL
);
COMMENT ON COLUMN savings_products.rate_percent IS 'dividend expected a year';
COMMENT ON COLUMN savings_products.withdrawable IS 'false: locked until the day agreed';

CREATE TABLE accounts (
    id           int PRIMARY KEY,
    member_id    int NOT NULL REFERENCES members,
    product_code text NOT NULL REFERENCES savings_products,
    opened_on    date NOT NULL,
    closed_on    date
);
COMMENT ON TABLE accounts IS 'savings accounts; the balance is the sum of its entries';

CREATE TABLE entries (
    id           bigint PRIMARY KEY,
    account_id   int NOT NULL REFERENCES accounts,
    booked_at    timestamptz NOT NULL,
    value_on     date NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('deposit', 'payroll', 'withdrawal', 'fee')),
    amount_pence int NOT NULL,
    memo         text
);
COMMENT ON COLUMN entries.kind IS 'deposit: paid in at the counter or by transfer; payroll: deducted from wages by the employer';
COMMENT ON COLUMN entries.amount_pence IS 'signed: withdrawals and fees are negative';
COMMENT ON COLUMN entries.value_on IS 'the day from which it counts for the dividend';

CREATE TABLE loans (
    id              int PRIMARY KEY,
    member_id       int NOT NULL REFERENCES members,
    officer_id      int REFERENCES officers,
    purpose         text,
    status          loan_status NOT NULL,
    applied_on      date NOT NULL,
    decided_on      date,
    paid_out_on     date,
    requested_pence int NOT NULL,
    granted_pence   int,
    rate_percent    numeric(4, 2) NOT NULL,
    term_months     int NOT NULL
);
COMMENT ON COLUMN loans.officer_id IS 'who decided; NULL: not decided yet';
COMMENT ON COLUMN loans.requested_pence IS 'what the member asked for';
COMMENT ON COLUMN loans.granted_pence IS 'what was paid out; NULL: rejected or not decided';

CREATE TABLE guarantors (
    loan_id          int NOT NULL REFERENCES loans,
    member_id        int NOT NULL REFERENCES members,
    guaranteed_pence int NOT NULL,
    PRIMARY KEY (loan_id, member_id)
);
COMMENT ON TABLE guarantors IS 'members who stand in for the loan of another';

CREATE TABLE instalments (
    loan_id         int NOT NULL REFERENCES loans,
    seq             int NOT NULL,
    due_on          date NOT NULL,
    principal_pence int NOT NULL,
    interest_pence  int NOT NULL,
    paid_on         date,
    PRIMARY KEY (loan_id, seq)
);
COMMENT ON COLUMN instalments.paid_on IS 'NULL: not paid; in arrears where due_on lies before today and the loan is running';

CREATE TABLE dividends (
    account_id   int NOT NULL REFERENCES accounts,
    for_year     int NOT NULL,
    amount_pence int NOT NULL,
    PRIMARY KEY (account_id, for_year)
);
