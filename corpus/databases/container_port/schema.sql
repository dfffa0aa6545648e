-- A container terminal: vessels call at berths, cranes move boxes, trucks fetch them. Amounts in euros, times in UTC.
CREATE TABLE line (line_id int PRIMARY KEY, name text NOT NULL, country char(2) NOT NULL, contract_until date);
COMMENT ON TABLE line IS 'shipping lines';
COMMENT ON COLUMN line.contract_until IS 'NULL: without contract';
CREATE TABLE vessel (vessel_id int PRIMARY KEY, name text NOT NULL, line_id int NOT NULL REFERENCES line, capacity_teu int NOT NULL, built_on date, length_m int NOT NULL, scrapped_on date);
COMMENT ON COLUMN vessel.scrapped_on IS 'NULL: afloat';
CREATE TABLE berth (berth_id int PRIMARY KEY, name text NOT NULL, quay text NOT NULL, depth_m numeric(3, 1) NOT NULL, length_m int NOT NULL);
CREATE TABLE crane (crane_id int PRIMARY KEY, name text NOT NULL, berth_id int NOT NULL REFERENCES berth, maker text NOT NULL, bought_on date NOT NULL, retired_on date, features text[] NOT NULL);
COMMENT ON COLUMN crane.retired_on IS 'NULL: in use';
CREATE TABLE call (call_id int PRIMARY KEY, vessel_id int NOT NULL REFERENCES vessel, berth_id int NOT NULL REFERENCES berth, announced_at timestamptz NOT NULL, arrived_at timestamptz, left_at timestamptz, cancelled boolean NOT NULL DEFAULT false, port_dues numeric(9, 2) NOT NULL);
COMMENT ON COLUMN call.announced_at IS 'promised arrival';
COMMENT ON COLUMN call.arrived_at IS 'NULL: not here yet, or cancelled';
COMMENT ON COLUMN call.left_at IS 'NULL: still at the berth, or never came';
CREATE TABLE container (container_id int PRIMARY KEY, box_no text NOT NULL UNIQUE, line_id int NOT NULL REFERENCES line, size_ft int NOT NULL CHECK (size_ft IN (20, 40)), kind text NOT NULL CHECK (kind IN ('dry', 'reefer', 'tank')), info jsonb NOT NULL DEFAULT '{}');
COMMENT ON COLUMN container.info IS 'keys, each may be missing: setpoint_c (number), hazard (text), note (text)';
CREATE TABLE move (move_id int PRIMARY KEY, call_id int NOT NULL REFERENCES call, container_id int NOT NULL REFERENCES container, crane_id int NOT NULL REFERENCES crane, moved_at timestamptz NOT NULL, direction text NOT NULL CHECK (direction IN ('discharge', 'load')), seconds int NOT NULL);
CREATE TABLE pickup (pickup_id int PRIMARY KEY, container_id int NOT NULL REFERENCES container, haulier text NOT NULL, yard_in_at timestamptz NOT NULL, gate_out_at timestamptz, storage_fee numeric(8, 2) NOT NULL, disputed boolean NOT NULL DEFAULT false);
COMMENT ON TABLE pickup IS 'stays of boxes in the yard; dwell is from yard_in_at to gate_out_at';
COMMENT ON COLUMN pickup.gate_out_at IS 'NULL: still in the yard';
