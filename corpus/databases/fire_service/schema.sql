-- The fire brigade of a county: stations, vehicles, people, incidents with the times of each stage, courses and checks.

CREATE TYPE incident_kind AS ENUM ('fire', 'road accident', 'rescue', 'flooding', 'hazardous substance', 'false alarm');
CREATE TYPE alarm_level AS ENUM ('one', 'two', 'three');
CREATE TYPE firefighter_status AS ENUM ('full-time', 'retained', 'trainee');

CREATE TABLE districts (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    population int NOT NULL,
    area_km2   numeric(6, 1) NOT NULL
);

CREATE TABLE stations (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    district_id int NOT NULL REFERENCES districts,
    opened_on   date NOT NULL,
    closed_on   date,
    staffed_at_night boolean NOT NULL
);
COMMENT ON COLUMN stations.closed_on IS 'NULL: in use';

CREATE TABLE appliances (
    id            int PRIMARY KEY,
    call_sign     text NOT NULL UNIQUE,
    kind          text NOT NULL CHECK (kind IN ('pump', 'ladder', 'tanker', 'rescue', 'command')),
    station_id    int NOT NULL REFERENCES stations,
    water_litres  int,
    built_on      date NOT NULL,
    retired_on    date
);
COMMENT ON TABLE appliances IS 'vehicles; the call sign is what they are called by on the radio';
COMMENT ON COLUMN appliances.water_litres IS 'tank; NULL: carries no water';
COMMENT ON COLUMN appliances.retired_on IS 'NULL: in service';

CREATE TABLE firefighters (
    id          int PRIMARY KEY,
    full_name   text NOT NULL,
    station_id  int NOT NULL REFERENCES stations,
    status      firefighter_status NOT NULL,
    born_on     date NOT NULL,
    joined_on   date NOT NULL,
    left_on     date,
    skills      text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN firefighters.left_on IS 'NULL: still serving';
COMMENT ON COLUMN firefighters.skills IS 'driver, diver, breathing apparatus, first aid, drone';

CREATE TABLE incidents (
    id                int PRIMARY KEY,
    kind              incident_kind NOT NULL,
    alarm             alarm_level NOT NULL,
    district_id       int NOT NULL REFERENCES districts,
    street            text,
    called_at         timestamptz NOT NULL,
    dispatched_at     timestamptz NOT NULL,
    first_arrived_at  timestamptz,
    under_control_at  timestamptz,
    closed_at         timestamptz,
    injured           int NOT NULL DEFAULT 0,
    rescued           int NOT NULL DEFAULT 0,
    caller            text NOT NULL CHECK (caller IN ('phone', 'automatic alarm', 'police', 'ambulance')),
    weather           jsonb,
    commander_id      int REFERENCES firefighters
);
COMMENT ON COLUMN incidents.first_arrived_at IS 'the first appliance at the place; NULL: called back on the way, or still going. The response time runs from called_at to here';
COMMENT ON COLUMN incidents.under_control_at IS 'NULL: never needed, or not yet';
COMMENT ON COLUMN incidents.closed_at IS 'NULL: still running';
COMMENT ON COLUMN incidents.weather IS '{"wind_kmh": number, "temp_c": number, "rain": boolean}; NULL: not noted';

CREATE TABLE turnouts (
    incident_id  int NOT NULL REFERENCES incidents,
    appliance_id int NOT NULL REFERENCES appliances,
    left_at      timestamptz NOT NULL,
    arrived_at   timestamptz,
    back_at      timestamptz,
    crew_size    int NOT NULL,
    PRIMARY KEY (incident_id, appliance_id)
);
COMMENT ON TABLE turnouts IS 'an appliance sent to an incident';
COMMENT ON COLUMN turnouts.back_at IS 'back at its station; NULL: still out';

CREATE TABLE courses (
    id             int PRIMARY KEY,
    title          text NOT NULL,
    valid_months   int,
    compulsory     boolean NOT NULL
);
COMMENT ON COLUMN courses.valid_months IS 'to be repeated after so many months; NULL: never';

CREATE TABLE course_results (
    id             int PRIMARY KEY,
    course_id      int NOT NULL REFERENCES courses,
    firefighter_id int NOT NULL REFERENCES firefighters,
    taken_on       date NOT NULL,
    passed         boolean NOT NULL,
    score          int CHECK (score BETWEEN 0 AND 100)
);
COMMENT ON COLUMN course_results.score IS 'NULL: a course without marks';

CREATE TABLE appliance_checks (
    id           int PRIMARY KEY,
    appliance_id int NOT NULL REFERENCES appliances,
    checked_on   date NOT NULL,
    checked_by   int NOT NULL REFERENCES firefighters,
    passed       boolean NOT NULL,
    fault        text,
    repair_cost  numeric(8, 2)
);
COMMENT ON COLUMN appliance_checks.fault IS 'NULL: none found';
COMMENT ON COLUMN appliance_checks.repair_cost IS 'pounds; NULL: no repair, or not billed yet';
