-- A mountain resort: skiing in winter, hiking and biking in summer. Money in euros. Winter seasons run over the turn of the year
-- (1 November to 30 April); a day belongs to the season between whose days it lies. Returned passes are refunded: no revenue.

CREATE TYPE season_kind AS ENUM ('winter', 'summer');
CREATE TYPE lift_kind AS ENUM ('cable car', 'gondola', 'chairlift', 'drag lift', 'carpet');
CREATE TYPE slope_grade AS ENUM ('blue', 'red', 'black');

CREATE TABLE seasons (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    kind      season_kind NOT NULL,
    starts_on date NOT NULL,
    ends_on   date NOT NULL
);
COMMENT ON COLUMN seasons.name IS 'such as winter 2024/25 or summer 2025';
COMMENT ON COLUMN seasons.ends_on IS 'last day';

CREATE TABLE lifts (
    id                int PRIMARY KEY,
    name              text NOT NULL,
    kind              lift_kind NOT NULL,
    bottom_m          int NOT NULL,
    top_m             int NOT NULL,
    capacity_per_hour int NOT NULL,
    built_year        int,
    runs_in_summer    boolean NOT NULL,
    dismantled_on     date
);
COMMENT ON COLUMN lifts.bottom_m IS 'altitude of the lower station';
COMMENT ON COLUMN lifts.dismantled_on IS 'NULL: standing';

CREATE TABLE slopes (
    id             int PRIMARY KEY,
    lift_id        int NOT NULL REFERENCES lifts,
    name           text NOT NULL,
    grade          slope_grade NOT NULL,
    length_m       int NOT NULL,
    has_snow_guns  boolean NOT NULL,
    is_floodlit    boolean NOT NULL
);

CREATE TABLE weather_stations (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    altitude_m int NOT NULL
);

CREATE TABLE weather_readings (
    station_id      int NOT NULL REFERENCES weather_stations,
    day             date NOT NULL,
    snow_depth_cm   int,
    fresh_snow_cm   int NOT NULL DEFAULT 0,
    min_temp_c      numeric(4, 1),
    max_temp_c      numeric(4, 1),
    wind_kmh        int,
    avalanche_level int CHECK (avalanche_level BETWEEN 1 AND 5),
    PRIMARY KEY (station_id, day)
);
COMMENT ON COLUMN weather_readings.snow_depth_cm IS 'NULL: sensor out of order';
COMMENT ON COLUMN weather_readings.avalanche_level IS '1 low to 5 very high; NULL: not assessed';

CREATE TABLE customers (
    id           int PRIMARY KEY,
    full_name    text NOT NULL,
    country_code char(2),
    born_on      date,
    email        text
);

CREATE TABLE pass_types (
    id          int PRIMARY KEY,
    name        text NOT NULL,
    days        int NOT NULL,
    adult_price numeric(7, 2) NOT NULL,
    child_price numeric(7, 2) NOT NULL
);
COMMENT ON COLUMN pass_types.adult_price IS 'list price';

CREATE TABLE passes (
    id           int PRIMARY KEY,
    pass_type_id int NOT NULL REFERENCES pass_types,
    customer_id  int REFERENCES customers,
    age_group    text NOT NULL CHECK (age_group IN ('adult', 'child', 'senior')),
    sold_at      timestamptz NOT NULL,
    valid_from   date NOT NULL,
    valid_to     date NOT NULL,
    price_paid   numeric(7, 2) NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('desk', 'online', 'hotel', 'machine')),
    returned_at  timestamptz
);
COMMENT ON COLUMN passes.customer_id IS 'NULL: sold without a name';
COMMENT ON COLUMN passes.returned_at IS 'given back and refunded; NULL: kept';

CREATE TABLE lift_scans (
    id         int PRIMARY KEY,
    lift_id    int NOT NULL REFERENCES lifts,
    pass_id    int NOT NULL REFERENCES passes,
    scanned_at timestamptz NOT NULL
);
COMMENT ON TABLE lift_scans IS 'rides: a pass at the gate of a lift';

CREATE TABLE lift_outages (
    id         int PRIMARY KEY,
    lift_id    int NOT NULL REFERENCES lifts,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    cause      text NOT NULL
);
COMMENT ON COLUMN lift_outages.ended_at IS 'NULL: standing still';

CREATE TABLE instructors (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    languages text[] NOT NULL,
    discipline text NOT NULL CHECK (discipline IN ('ski', 'snowboard', 'bike')),
    hired_on  date NOT NULL,
    left_on   date
);

CREATE TABLE lessons (
    id            int PRIMARY KEY,
    instructor_id int NOT NULL REFERENCES instructors,
    starts_at     timestamptz NOT NULL,
    minutes       int NOT NULL,
    format        text NOT NULL CHECK (format IN ('private', 'group')),
    max_students  int NOT NULL,
    fee           numeric(7, 2) NOT NULL
);
COMMENT ON COLUMN lessons.fee IS 'per student';

CREATE TABLE lesson_bookings (
    lesson_id    int NOT NULL REFERENCES lessons,
    customer_id  int NOT NULL REFERENCES customers,
    booked_at    timestamptz NOT NULL,
    cancelled_at timestamptz,
    attended     boolean,
    PRIMARY KEY (lesson_id, customer_id)
);
COMMENT ON COLUMN lesson_bookings.attended IS 'NULL: to come, cancelled, or not noted';
