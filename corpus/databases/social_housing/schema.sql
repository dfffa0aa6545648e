-- A housing association. Flags are 'Y' or 'N'. Money in euros. A tenancy with end_date NULL is running; a home without a
-- running tenancy that is let by us (in_management = 'Y') stands void. Arrears are charges less payments of a tenancy.

CREATE TABLE tbl_estate (
    estate_id   int PRIMARY KEY,
    estate_name text NOT NULL,
    town        text NOT NULL,
    built_year  int NOT NULL,
    warden_id   int
);
COMMENT ON COLUMN tbl_estate.built_year IS 'year of completion';
COMMENT ON COLUMN tbl_estate.warden_id IS 'an officer, see tbl_officer; no key was ever declared; NULL: vacant';

CREATE TABLE tbl_officer (
    officer_id   int PRIMARY KEY,
    officer_name text NOT NULL,
    team         text NOT NULL CHECK (team IN ('lettings', 'repairs', 'income')),
    birth_date   date,
    start_date   date NOT NULL,
    leave_date   date
);
COMMENT ON COLUMN tbl_officer.leave_date IS 'NULL: employed';

CREATE TABLE tbl_home (
    home_id       int PRIMARY KEY,
    estate_id     int NOT NULL REFERENCES tbl_estate,
    door_no       text NOT NULL,
    floor_no      int NOT NULL,
    rooms         int NOT NULL,
    area_m2       numeric(5, 1) NOT NULL,
    target_rent   numeric(7, 2) NOT NULL,
    lift_flag     char(1) NOT NULL CHECK (lift_flag IN ('Y', 'N')),
    in_management char(1) NOT NULL CHECK (in_management IN ('Y', 'N')),
    features      text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN tbl_home.floor_no IS '0 is the ground floor';
COMMENT ON COLUMN tbl_home.target_rent IS 'rent a month for a new letting; what is charged is in the tenancy';
COMMENT ON COLUMN tbl_home.in_management IS 'N: sold or pulled down';

CREATE TABLE tbl_tenant (
    tenant_id   int PRIMARY KEY,
    first_name  text NOT NULL,
    last_name   text NOT NULL,
    birth_date  date,
    email       text,
    support_flag char(1) NOT NULL CHECK (support_flag IN ('Y', 'N'))
);
COMMENT ON COLUMN tbl_tenant.support_flag IS 'gets housing benefit';

CREATE TABLE tbl_tenancy (
    tenancy_id  int PRIMARY KEY,
    home_id     int NOT NULL REFERENCES tbl_home,
    tenant_id   int NOT NULL REFERENCES tbl_tenant,
    start_date  date NOT NULL,
    end_date    date,
    agreed_rent numeric(7, 2) NOT NULL,
    household_size int NOT NULL,
    end_reason  text CHECK (end_reason IN ('moved', 'evicted', 'deceased', 'transfer'))
);
COMMENT ON COLUMN tbl_tenancy.end_date IS 'day after the last; NULL: running';

CREATE TABLE tbl_charge (
    charge_id   int PRIMARY KEY,
    tenancy_id  int NOT NULL REFERENCES tbl_tenancy,
    charge_date date NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('rent', 'heating', 'repair')),
    amount      numeric(8, 2) NOT NULL
);

CREATE TABLE tbl_payment (
    payment_id   int PRIMARY KEY,
    tenancy_id   int NOT NULL REFERENCES tbl_tenancy,
    payment_date date NOT NULL,
    method       text NOT NULL CHECK (method IN ('direct debit', 'transfer', 'cash', 'benefit office')),
    amount       numeric(8, 2) NOT NULL,
    bounced_flag char(1) NOT NULL CHECK (bounced_flag IN ('Y', 'N'))
);
COMMENT ON COLUMN tbl_payment.bounced_flag IS 'Y: the bank sent it back, it does not count as paid';

CREATE TABLE tbl_contractor (
    contractor_id   int PRIMARY KEY,
    contractor_name text NOT NULL,
    trades          text[] NOT NULL
);

CREATE TABLE tbl_repair (
    repair_id     int PRIMARY KEY,
    home_id       int NOT NULL REFERENCES tbl_home,
    contractor_id int REFERENCES tbl_contractor,
    reported_at   timestamp NOT NULL,
    finished_at   timestamp,
    trade         text NOT NULL,
    priority      char(1) NOT NULL CHECK (priority IN ('E', 'U', 'R')),
    description   text NOT NULL,
    cost          numeric(8, 2),
    cancelled_flag char(1) NOT NULL CHECK (cancelled_flag IN ('Y', 'N'))
);
COMMENT ON COLUMN tbl_repair.contractor_id IS 'NULL: own people, or not given out yet';
COMMENT ON COLUMN tbl_repair.finished_at IS 'NULL: open, unless cancelled';
COMMENT ON COLUMN tbl_repair.priority IS 'E emergency (24 hours), U urgent, R routine';
COMMENT ON COLUMN tbl_repair.cost IS 'NULL: not known yet';

CREATE TABLE tbl_applicant (
    applicant_id   int PRIMARY KEY,
    applicant_name text NOT NULL,
    applied_on     date NOT NULL,
    household_size int NOT NULL,
    points         int NOT NULL,
    wishes         jsonb NOT NULL DEFAULT '{}',
    housed_on      date
);
COMMENT ON TABLE tbl_applicant IS 'waiting list';
COMMENT ON COLUMN tbl_applicant.points IS 'need; more points, more urgent';
COMMENT ON COLUMN tbl_applicant.wishes IS 'keys, each may be missing: town, max_floor (number), pets (true)';
COMMENT ON COLUMN tbl_applicant.housed_on IS 'NULL: still waiting';

CREATE VIEW vw_running AS
SELECT t.tenancy_id, t.home_id, t.tenant_id, t.start_date, t.agreed_rent, t.household_size
FROM tbl_tenancy AS t
WHERE t.end_date IS NULL;
