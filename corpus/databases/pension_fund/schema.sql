-- An occupational pension fund: employers and their people, contributions, the funds they are invested in, pensions paid.
-- Histories have valid_from (inclusive) and valid_to (exclusive); NULL in valid_to: holds today. Money in Swiss francs.

CREATE SCHEMA registry;
CREATE SCHEMA finance;
CREATE SCHEMA benefits;
CREATE SCHEMA rules;

CREATE TYPE registry.membership AS ENUM ('active', 'deferred', 'pensioner', 'departed');
CREATE TYPE benefits.pension_kind AS ENUM ('old_age', 'disability', 'survivor');

CREATE TABLE registry.employers (
    employer_id   int PRIMARY KEY,
    name          text NOT NULL,
    industry      text NOT NULL,
    canton        char(2) NOT NULL,
    affiliated_on date NOT NULL,
    terminated_on date
);
COMMENT ON COLUMN registry.employers.terminated_on IS 'left the fund; NULL: affiliated today';

CREATE TABLE registry.members (
    member_id  int PRIMARY KEY,
    full_name  text NOT NULL,
    sex        char(1) NOT NULL CHECK (sex IN ('F', 'M')),
    born_on    date NOT NULL,
    died_on    date,
    language   char(2) NOT NULL
);
COMMENT ON COLUMN registry.members.language IS 'of letters: de, fr, it';

CREATE TABLE registry.employments (
    member_id      int NOT NULL REFERENCES registry.members,
    employer_id    int NOT NULL REFERENCES registry.employers,
    valid_from     date NOT NULL,
    valid_to       date,
    annual_salary  numeric(10, 2) NOT NULL,
    degree_percent int NOT NULL CHECK (degree_percent BETWEEN 10 AND 100),
    PRIMARY KEY (member_id, employer_id, valid_from)
);
COMMENT ON TABLE registry.employments IS 'one row for each salary that somebody has had';
COMMENT ON COLUMN registry.employments.annual_salary IS 'for the degree worked, not full-time';

CREATE TABLE registry.status_history (
    member_id  int NOT NULL REFERENCES registry.members,
    status     registry.membership NOT NULL,
    valid_from date NOT NULL,
    valid_to   date,
    PRIMARY KEY (member_id, valid_from)
);
COMMENT ON COLUMN registry.status_history.status IS 'deferred: left the employer, the capital stays; departed: the capital was transferred out';

CREATE TABLE registry.beneficiaries (
    beneficiary_id int PRIMARY KEY,
    member_id      int NOT NULL REFERENCES registry.members,
    full_name      text NOT NULL,
    relation       text NOT NULL CHECK (relation IN ('spouse', 'partner', 'child')),
    born_on        date
);

CREATE TABLE rules.age_bands (
    from_age         int PRIMARY KEY,
    to_age           int,
    employee_percent numeric(4, 2) NOT NULL,
    employer_percent numeric(4, 2) NOT NULL
);
COMMENT ON TABLE rules.age_bands IS 'contribution rates by age, both ends included; to_age NULL: without end';

CREATE TABLE finance.contributions (
    contribution_id int PRIMARY KEY,
    member_id       int NOT NULL REFERENCES registry.members,
    employer_id     int NOT NULL REFERENCES registry.employers,
    period          date NOT NULL,
    employee_amount numeric(9, 2) NOT NULL,
    employer_amount numeric(9, 2) NOT NULL,
    due_on          date NOT NULL,
    received_on     date
);
COMMENT ON COLUMN finance.contributions.period IS 'first day of the month that it is for';
COMMENT ON COLUMN finance.contributions.received_on IS 'NULL: not received';

CREATE TABLE finance.funds (
    fund_id        int PRIMARY KEY,
    name           text NOT NULL,
    risk_class     int NOT NULL CHECK (risk_class BETWEEN 1 AND 5),
    charge_percent numeric(4, 2) NOT NULL
);

CREATE TABLE finance.allocations (
    member_id  int NOT NULL REFERENCES registry.members,
    fund_id    int NOT NULL REFERENCES finance.funds,
    percent    int NOT NULL,
    valid_from date NOT NULL,
    valid_to   date,
    PRIMARY KEY (member_id, fund_id, valid_from)
);
COMMENT ON TABLE finance.allocations IS 'how a member splits the capital among the funds';

CREATE TABLE finance.unit_prices (
    fund_id int NOT NULL REFERENCES finance.funds,
    day     date NOT NULL,
    price   numeric(9, 4) NOT NULL,
    PRIMARY KEY (fund_id, day)
);

CREATE TABLE benefits.pensions (
    pension_id     int PRIMARY KEY,
    member_id      int NOT NULL REFERENCES registry.members,
    beneficiary_id int REFERENCES registry.beneficiaries,
    kind           benefits.pension_kind NOT NULL,
    starts_on      date NOT NULL,
    ends_on        date,
    monthly_amount numeric(8, 2) NOT NULL
);
COMMENT ON COLUMN benefits.pensions.beneficiary_id IS 'who is paid; NULL: the member';
COMMENT ON COLUMN benefits.pensions.ends_on IS 'NULL: for life';

CREATE TABLE benefits.payments (
    payment_id int PRIMARY KEY,
    pension_id int NOT NULL REFERENCES benefits.pensions,
    paid_on    date NOT NULL,
    amount     numeric(8, 2) NOT NULL,
    returned   boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN benefits.payments.returned IS 'true: the bank sent it back';

CREATE TABLE benefits.transfers (
    transfer_id  int PRIMARY KEY,
    member_id    int NOT NULL REFERENCES registry.members,
    direction    text NOT NULL CHECK (direction IN ('in', 'out')),
    amount       numeric(11, 2) NOT NULL,
    requested_on date NOT NULL,
    completed_on date,
    other_fund   text
);
COMMENT ON TABLE benefits.transfers IS 'capital brought along from, or taken to, another pension fund';

CREATE VIEW registry.current_members AS
SELECT m.member_id, m.full_name, m.born_on, s.status, s.valid_from AS since
FROM registry.members AS m
JOIN registry.status_history AS s ON s.member_id = m.member_id
WHERE s.valid_to IS NULL AND m.died_on IS NULL AND s.status <> 'departed';
COMMENT ON VIEW registry.current_members IS 'the living members with their status today';
