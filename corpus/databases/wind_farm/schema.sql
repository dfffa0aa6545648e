-- An operator of wind farms: turbines, hourly output, faults, maintenance. Times in UTC.
CREATE TYPE turbine_state AS ENUM ('running', 'curtailed', 'stopped');

CREATE TABLE farm (
    farm_id       int PRIMARY KEY,
    name          text NOT NULL,
    region        text NOT NULL,
    offshore      boolean NOT NULL,
    grid_limit_kw int
);
COMMENT ON COLUMN farm.grid_limit_kw IS 'NULL: no limit agreed';

CREATE TABLE model (
    model_id       int PRIMARY KEY,
    maker          text NOT NULL,
    name           text NOT NULL,
    rated_power_kw int NOT NULL,
    rotor_m        numeric(5, 1) NOT NULL,
    options        text[] NOT NULL
);

CREATE TABLE turbine (
    turbine_id         int PRIMARY KEY,
    farm_id            int NOT NULL REFERENCES farm,
    model_id           int NOT NULL REFERENCES model,
    name               text NOT NULL,
    hub_height_m       int NOT NULL,
    commissioned_on    date NOT NULL,
    decommissioned_on  date,
    settings           jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN turbine.decommissioned_on IS 'NULL: in service';
COMMENT ON COLUMN turbine.settings IS 'keys, each may be missing: night_mode (true or false), max_power_kw (number), note (text)';

CREATE TABLE reading (
    turbine_id  int NOT NULL REFERENCES turbine,
    read_at     timestamptz NOT NULL,
    power_kw    numeric(7, 1),
    wind_m_s    numeric(4, 1),
    state       turbine_state NOT NULL,
    PRIMARY KEY (turbine_id, read_at)
) PARTITION BY RANGE (read_at);
COMMENT ON TABLE reading IS 'means over the hour that begins at read_at, kept for every 55th hour since 2024; power_kw over one hour is as many kilowatt-hours';
COMMENT ON COLUMN reading.power_kw IS 'NULL: the meter did not answer';
CREATE TABLE reading_old PARTITION OF reading FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00+00');
CREATE TABLE reading_2025 PARTITION OF reading FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE reading_new PARTITION OF reading DEFAULT;

CREATE TABLE fault_code (
    code      text PRIMARY KEY,
    title     text NOT NULL,
    severity  int NOT NULL CHECK (severity BETWEEN 1 AND 3)
);
COMMENT ON COLUMN fault_code.severity IS '1 notice, 2 stops the turbine, 3 danger';

CREATE TABLE fault (
    fault_id    int PRIMARY KEY,
    turbine_id  int NOT NULL REFERENCES turbine,
    code        text NOT NULL REFERENCES fault_code,
    raised_at   timestamptz NOT NULL,
    cleared_at  timestamptz,
    false_alarm boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN fault.cleared_at IS 'NULL: still standing; downtime is from raised to cleared';

CREATE TABLE technician (
    technician_id int PRIMARY KEY,
    name          text NOT NULL,
    born_on       date,
    hired_on      date NOT NULL,
    left_on       date,
    lead_id       int REFERENCES technician,
    licences      text[] NOT NULL
);
COMMENT ON COLUMN technician.left_on IS 'NULL: still employed';

CREATE TABLE job (
    job_id      int PRIMARY KEY,
    turbine_id  int NOT NULL REFERENCES turbine,
    fault_id    int REFERENCES fault,
    kind        text NOT NULL CHECK (kind IN ('inspection', 'repair', 'upgrade')),
    ordered_on  date NOT NULL,
    planned_on  date NOT NULL,
    done_on     date,
    cancelled   boolean NOT NULL DEFAULT false,
    cost_eur    numeric(9, 2),
    notes       text
);
COMMENT ON TABLE job IS 'maintenance jobs; fault_id NULL: not because of a fault';
COMMENT ON COLUMN job.cost_eur IS 'NULL until done';

CREATE TABLE job_technician (
    job_id        int NOT NULL REFERENCES job,
    technician_id int NOT NULL REFERENCES technician,
    hours         numeric(4, 1) NOT NULL,
    PRIMARY KEY (job_id, technician_id)
);
