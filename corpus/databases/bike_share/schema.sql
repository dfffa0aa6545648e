-- Public bicycles of a city. All moments are epoch seconds (UTC); all money is euro cents.

CREATE TABLE district (
    district_id int PRIMARY KEY,
    name        text NOT NULL
);

CREATE TABLE station (
    station_id  int PRIMARY KEY,
    district_id int NOT NULL REFERENCES district,
    name        text NOT NULL,
    dock_count  int NOT NULL,
    opened_on   date NOT NULL,
    closed_on   date,
    has_pump    boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN station.closed_on IS 'first day without service; NULL: in service';

CREATE TABLE bike (
    bike_id     int PRIMARY KEY,
    frame_no    text NOT NULL UNIQUE,
    model       text NOT NULL,
    electric    boolean NOT NULL,
    bought_on   date NOT NULL,
    scrapped_on date
);
COMMENT ON COLUMN bike.scrapped_on IS 'NULL: part of the fleet';

CREATE TABLE rider (
    rider_id    int PRIMARY KEY,
    name        text NOT NULL,
    plan        text NOT NULL CHECK (plan IN ('casual', 'monthly', 'yearly')),
    joined_at   bigint NOT NULL,
    birth_year  int,
    referred_by int REFERENCES rider
);
COMMENT ON COLUMN rider.joined_at IS 'epoch seconds';
COMMENT ON COLUMN rider.referred_by IS 'the rider who brought them in';

CREATE TABLE trip (
    trip_id         int PRIMARY KEY,
    bike_id         int NOT NULL REFERENCES bike,
    rider_id        int REFERENCES rider,
    from_station_id int NOT NULL REFERENCES station,
    to_station_id   int REFERENCES station,
    started_at      bigint NOT NULL,
    ended_at        bigint,
    fee_cents       int,
    promo           boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN trip.rider_id IS 'NULL: the account has been erased';
COMMENT ON COLUMN trip.started_at IS 'epoch seconds';
COMMENT ON COLUMN trip.ended_at IS 'epoch seconds; NULL: under way, or never brought back';
COMMENT ON COLUMN trip.fee_cents IS 'NULL until ended; 0 on free rides';

CREATE TABLE rating (
    trip_id  int PRIMARY KEY REFERENCES trip,
    stars    int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment  text
);

CREATE TABLE mechanic (
    mechanic_id int PRIMARY KEY,
    name        text NOT NULL,
    workshop    text NOT NULL
);

CREATE TABLE repair (
    repair_id   int PRIMARY KEY,
    bike_id     int NOT NULL REFERENCES bike,
    mechanic_id int REFERENCES mechanic,
    fault       text NOT NULL,
    reported_at bigint NOT NULL,
    finished_at bigint,
    cost_cents  int
);
COMMENT ON COLUMN repair.mechanic_id IS 'NULL: nobody has taken it on yet';
COMMENT ON COLUMN repair.reported_at IS 'epoch seconds';
COMMENT ON COLUMN repair.finished_at IS 'epoch seconds; NULL: open';

CREATE TABLE relocation (
    relocation_id   int PRIMARY KEY,
    van             text NOT NULL,
    moved_at        bigint NOT NULL,
    from_station_id int NOT NULL REFERENCES station,
    to_station_id   int NOT NULL REFERENCES station,
    bikes           int NOT NULL
);
COMMENT ON TABLE relocation IS 'bikes carried by van from full stations to empty ones; these are no trips';

CREATE TABLE station_reading (
    station_id  int NOT NULL REFERENCES station,
    read_at     bigint NOT NULL,
    bikes_free  int NOT NULL,
    docks_free  int NOT NULL,
    PRIMARY KEY (station_id, read_at)
);
COMMENT ON COLUMN station_reading.read_at IS 'epoch seconds';

CREATE TABLE weather_day (
    day      date PRIMARY KEY,
    rain_mm  numeric(4, 1),
    high_c   numeric(3, 1) NOT NULL
);
COMMENT ON COLUMN weather_day.rain_mm IS 'NULL: the gauge was out of order';
