-- A city's environmental sensors: where they hang, what they read, who looks after them.
-- Instants are epoch seconds (UTC), as the devices send them; days are dates.

CREATE TYPE site_kind AS ENUM ('street', 'park', 'school', 'roof');
CREATE TYPE quantity AS ENUM ('no2', 'pm10', 'pm25', 'noise', 'temp', 'humidity');
CREATE DOMAIN epoch AS bigint CHECK (VALUE > 0);
COMMENT ON DOMAIN epoch IS 'seconds since 1970-01-01 00:00 UTC';

CREATE TABLE site (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    district text NOT NULL,
    kind     site_kind NOT NULL,
    lat      float8 NOT NULL,
    lon      float8 NOT NULL,
    height_m numeric(4, 1)
);
COMMENT ON COLUMN site.height_m IS 'above the ground; NULL: never measured';

CREATE TABLE device (
    id       int PRIMARY KEY,
    serial   text NOT NULL UNIQUE,
    vendor   text NOT NULL,
    model    text NOT NULL,
    firmware text,
    site_id  int REFERENCES site,
    up_on    date NOT NULL,
    down_on  date,
    replaces int REFERENCES device
);
COMMENT ON COLUMN device.site_id IS 'NULL: in the store';
COMMENT ON COLUMN device.up_on IS 'mounted';
COMMENT ON COLUMN device.down_on IS 'taken down; NULL: still running';
COMMENT ON COLUMN device.replaces IS 'the device that hung there before';

CREATE TABLE channel (
    id        int PRIMARY KEY,
    device_id int NOT NULL REFERENCES device,
    what      quantity NOT NULL,
    unit      text NOT NULL,
    low       numeric NOT NULL,
    high      numeric NOT NULL,
    UNIQUE (device_id, what)
);
COMMENT ON TABLE channel IS 'one quantity that a device measures; low to high is the plausible range';

CREATE TABLE reading (
    channel_id int NOT NULL REFERENCES channel,
    ts         epoch NOT NULL,
    val        numeric(7, 2),
    flag       smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (channel_id, ts)
) PARTITION BY RANGE (ts);
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM (1704067200) TO (1735689600);
CREATE TABLE reading_2025 PARTITION OF reading FOR VALUES FROM (1735689600) TO (1767225600);
CREATE TABLE reading_2026 PARTITION OF reading FOR VALUES FROM (1767225600) TO (1798761600);
CREATE TABLE reading_rest PARTITION OF reading DEFAULT;
COMMENT ON COLUMN reading.ts IS 'epoch seconds';
COMMENT ON COLUMN reading.val IS 'in the unit of the channel; NULL: the device answered without a value';
COMMENT ON COLUMN reading.flag IS '0 good, 1 suspect, 2 invalid; averages, highs and lows are of good readings';

CREATE TABLE technician (
    id     int PRIMARY KEY,
    name   text NOT NULL,
    skills text[] NOT NULL,
    gone   boolean NOT NULL DEFAULT false
);

CREATE TABLE calibration (
    id            int PRIMARY KEY,
    channel_id    int NOT NULL REFERENCES channel,
    technician_id int REFERENCES technician,
    slope         numeric(5, 3) NOT NULL,
    bias          numeric(5, 2) NOT NULL,
    valid         daterange NOT NULL
);
COMMENT ON COLUMN calibration.technician_id IS 'NULL: calibrated by the vendor';
COMMENT ON COLUMN calibration.valid IS 'days on which it holds';

CREATE TABLE visit (
    id            int PRIMARY KEY,
    device_id     int NOT NULL REFERENCES device,
    technician_id int NOT NULL REFERENCES technician,
    at            epoch NOT NULL,
    minutes       int,
    reason        text NOT NULL CHECK (reason IN ('routine', 'fault', 'vandalism', 'battery')),
    parts         jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN visit.at IS 'arrival, epoch seconds';
COMMENT ON COLUMN visit.parts IS 'spare parts used, name to number: {"fan": 1, "filter": 2}';

CREATE TABLE alarm (
    id         int PRIMARY KEY,
    channel_id int NOT NULL REFERENCES channel,
    raised     epoch NOT NULL,
    cleared    bigint,
    level      smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
    acked_by   int REFERENCES technician
);
COMMENT ON COLUMN alarm.raised IS 'epoch seconds';
COMMENT ON COLUMN alarm.cleared IS 'epoch seconds; NULL: still on';
COMMENT ON COLUMN alarm.level IS '1 notice, 2 warning, 3 critical';
COMMENT ON COLUMN alarm.acked_by IS 'who acknowledged it; NULL: nobody';

CREATE TABLE threshold (
    what    quantity NOT NULL,
    source  text NOT NULL,
    max_val numeric NOT NULL,
    PRIMARY KEY (what, source)
);
COMMENT ON TABLE threshold IS 'highest allowed or recommended daily mean, by who says so (EU, WHO)';

CREATE TABLE weather (
    day      date PRIMARY KEY,
    rain_mm  numeric(4, 1),
    wind_ms  numeric(4, 1) NOT NULL,
    max_temp numeric(4, 1) NOT NULL
);
COMMENT ON COLUMN weather.rain_mm IS 'NULL: the gauge was frozen';

CREATE TABLE complaint (
    id       int PRIMARY KEY,
    district text NOT NULL,
    made_on  date NOT NULL,
    about    quantity,
    words    text NOT NULL
);
COMMENT ON COLUMN complaint.about IS 'NULL: not about anything that is measured';

CREATE VIEW daily AS
SELECT channel_id, to_timestamp(ts)::date AS day, avg(val) AS mean, max(val) AS peak, count(val) AS n
FROM reading
WHERE flag = 0
GROUP BY channel_id, to_timestamp(ts)::date;
COMMENT ON VIEW daily IS 'mean and peak of the good readings of each channel and UTC day';
