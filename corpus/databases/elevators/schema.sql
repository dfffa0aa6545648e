-- A lift maintenance firm: installations in buildings, contracts, call-outs, inspections, parts and bills. Built in Access by the founder's son, moved to PostgreSQL later.

CREATE TABLE tbl_region (
    region_no   smallint PRIMARY KEY,
    region_name text NOT NULL
);

CREATE TABLE tbl_client (
    client_no   int PRIMARY KEY,
    client_name text NOT NULL,
    client_type smallint NOT NULL,
    city        text,
    since_date  date NOT NULL,
    pay_days    smallint NOT NULL DEFAULT 30
);
COMMENT ON COLUMN tbl_client.client_type IS '1 housing, 2 office, 3 hospital, 4 hotel, 9 other';
COMMENT ON COLUMN tbl_client.pay_days IS 'days until a bill is due';

CREATE TABLE tbl_building (
    building_no   int PRIMARY KEY,
    client_no     int NOT NULL REFERENCES tbl_client,
    region_no     smallint NOT NULL REFERENCES tbl_region,
    building_name text NOT NULL,
    street        text NOT NULL,
    floors        smallint NOT NULL,
    built_year    smallint
);

CREATE TABLE tbl_model (
    model_no   int PRIMARY KEY,
    maker      text NOT NULL,
    model_name text NOT NULL,
    drive_code char(1) NOT NULL,
    load_kg    int NOT NULL
);
COMMENT ON COLUMN tbl_model.drive_code IS 'H hydraulic, T traction, M machine room less';
COMMENT ON COLUMN tbl_model.load_kg IS 'rated load';

CREATE TABLE tbl_lift (
    lift_no      int PRIMARY KEY,
    building_no  int NOT NULL REFERENCES tbl_building,
    model_no     int NOT NULL REFERENCES tbl_model,
    serial_no    text NOT NULL,
    stops        smallint NOT NULL,
    installed_on date,
    status_code  smallint NOT NULL,
    has_phone    boolean NOT NULL DEFAULT true
);
COMMENT ON COLUMN tbl_lift.status_code IS '1 in service, 2 out of order, 3 shut down by the authority, 8 scrapped';
COMMENT ON COLUMN tbl_lift.installed_on IS 'NULL: before our records';
COMMENT ON COLUMN tbl_lift.has_phone IS 'an emergency telephone in the car';

CREATE TABLE tbl_contract (
    contract_no int PRIMARY KEY,
    building_no int NOT NULL REFERENCES tbl_building,
    level_code  smallint NOT NULL,
    start_date  date NOT NULL,
    end_date    date,
    month_fee   numeric(8, 2) NOT NULL,
    reaction_min int NOT NULL
);
COMMENT ON TABLE tbl_contract IS 'maintenance contracts, one after the other for a building';
COMMENT ON COLUMN tbl_contract.level_code IS '1 inspection only, 2 standard, 3 full service with parts';
COMMENT ON COLUMN tbl_contract.end_date IS 'first day without contract; NULL: runs on';
COMMENT ON COLUMN tbl_contract.month_fee IS 'euros a month for all lifts of the building';
COMMENT ON COLUMN tbl_contract.reaction_min IS 'minutes promised from call to arrival';

CREATE TABLE tbl_mechanic (
    mech_no     int PRIMARY KEY,
    mech_name   text NOT NULL,
    region_no   smallint REFERENCES tbl_region,
    boss_no     int REFERENCES tbl_mechanic,
    hire_date   date NOT NULL,
    leave_date  date,
    hour_cost   numeric(6, 2) NOT NULL
);
COMMENT ON COLUMN tbl_mechanic.region_no IS 'NULL: goes everywhere';
COMMENT ON COLUMN tbl_mechanic.leave_date IS 'NULL: still with us';

CREATE TABLE tbl_call (
    call_no      int PRIMARY KEY,
    lift_no      int NOT NULL REFERENCES tbl_lift,
    mech_no      int REFERENCES tbl_mechanic,
    call_at      timestamptz NOT NULL,
    arrive_at    timestamptz,
    leave_at     timestamptz,
    fault_code   smallint,
    trapped      smallint NOT NULL DEFAULT 0,
    remark       text
);
COMMENT ON TABLE tbl_call IS 'call-outs: somebody rang because a lift does not work';
COMMENT ON COLUMN tbl_call.mech_no IS 'NULL: nobody sent yet';
COMMENT ON COLUMN tbl_call.arrive_at IS 'mechanic at the lift; NULL: not there yet';
COMMENT ON COLUMN tbl_call.leave_at IS 'lift runs again; NULL: still being mended';
COMMENT ON COLUMN tbl_call.fault_code IS '10 door, 20 drive, 30 control, 40 vandalism, 90 no fault found; NULL: not known yet';
COMMENT ON COLUMN tbl_call.trapped IS 'number of persons trapped in the car';

CREATE TABLE tbl_part (
    part_no   text PRIMARY KEY,
    part_name text NOT NULL,
    buy_price numeric(8, 2),
    sell_price numeric(8, 2) NOT NULL,
    stock_qty int NOT NULL,
    min_qty   int NOT NULL
);
COMMENT ON COLUMN tbl_part.buy_price IS 'NULL: made in our own workshop';

CREATE TABLE tbl_part_used (
    call_no int NOT NULL REFERENCES tbl_call,
    part_no text NOT NULL REFERENCES tbl_part,
    qty     int NOT NULL,
    PRIMARY KEY (call_no, part_no)
);

CREATE TABLE tbl_inspection (
    insp_no     int PRIMARY KEY,
    lift_no     int NOT NULL REFERENCES tbl_lift,
    due_date    date NOT NULL,
    done_date   date,
    result_code char(1),
    inspector   text
);
COMMENT ON TABLE tbl_inspection IS 'yearly inspections by the authority';
COMMENT ON COLUMN tbl_inspection.done_date IS 'NULL: not held yet';
COMMENT ON COLUMN tbl_inspection.result_code IS 'A passed, B passed with small defects, C failed; NULL: not held yet';

CREATE TABLE tbl_bill (
    bill_no   int PRIMARY KEY,
    client_no int NOT NULL REFERENCES tbl_client,
    call_no   int REFERENCES tbl_call,
    bill_date date NOT NULL,
    net_amt   numeric(10, 2) NOT NULL,
    vat_amt   numeric(10, 2) NOT NULL,
    paid_date date
);
COMMENT ON COLUMN tbl_bill.call_no IS 'the call-out that is billed; NULL: monthly fees';
COMMENT ON COLUMN tbl_bill.net_amt IS 'without value added tax; billed amounts are net unless one says gross';
COMMENT ON COLUMN tbl_bill.paid_date IS 'NULL: open';

CREATE VIEW qry_call_time AS
SELECT c.call_no, c.lift_no, c.mech_no, c.call_at, extract(epoch FROM c.arrive_at - c.call_at) / 60.0 AS reaction_minutes, extract(epoch FROM c.leave_at - c.arrive_at) / 60.0 AS repair_minutes
FROM tbl_call AS c
WHERE c.leave_at IS NOT NULL;
COMMENT ON VIEW qry_call_time IS 'finished call-outs with minutes until arrival and minutes of repair';
