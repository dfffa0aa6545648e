-- Ride hailing in one city. Money in euros. A ride is asked for, accepted by a driver, picked up, dropped off;
-- or it is cancelled, and cancelled_by says by whom. Revenue is fare_total of completed rides, tips are the drivers'.

CREATE TYPE ride_status AS ENUM ('requested', 'accepted', 'under_way', 'completed', 'cancelled');
CREATE TYPE vehicle_class AS ENUM ('economy', 'comfort', 'van', 'premium');

CREATE TABLE zones (
    id       int PRIMARY KEY,
    name     text NOT NULL UNIQUE,
    is_airport boolean NOT NULL DEFAULT false,
    residents int
);
COMMENT ON COLUMN zones.residents IS 'NULL: nobody lives there';

CREATE TABLE drivers (
    id             int PRIMARY KEY,
    full_name      text NOT NULL,
    joined_on      date NOT NULL,
    deactivated_at timestamptz,
    home_zone_id   int REFERENCES zones,
    languages      text[] NOT NULL,
    commission_percent numeric(4, 1) NOT NULL
);
COMMENT ON COLUMN drivers.deactivated_at IS 'NULL: may drive';
COMMENT ON COLUMN drivers.languages IS 'ISO codes: de, en, tr, pl, ar, fr, it';
COMMENT ON COLUMN drivers.commission_percent IS 'what we keep of the fare';

CREATE TABLE vehicles (
    id         int PRIMARY KEY,
    driver_id  int NOT NULL REFERENCES drivers,
    plate      text NOT NULL UNIQUE,
    make       text NOT NULL,
    model_year int NOT NULL,
    class      vehicle_class NOT NULL,
    features   jsonb NOT NULL DEFAULT '{}',
    is_active  boolean NOT NULL
);
COMMENT ON COLUMN vehicles.features IS 'seats (number), child_seat (true/false), fuel (electric, hybrid, petrol, diesel), wheelchair (true)';

CREATE TABLE riders (
    id           int PRIMARY KEY,
    full_name    text NOT NULL,
    email        text,
    signed_up_at timestamptz NOT NULL,
    closed_at    timestamptz,
    referred_by_rider_id int REFERENCES riders,
    preferences  jsonb
);
COMMENT ON COLUMN riders.closed_at IS 'account closed; NULL: open';
COMMENT ON COLUMN riders.preferences IS 'quiet (true/false), temperature (cool, warm), pets (true); NULL: never filled in';

CREATE TABLE promo_codes (
    id          int PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    percent_off int NOT NULL,
    valid_from  date NOT NULL,
    valid_to    date
);
COMMENT ON COLUMN promo_codes.valid_to IS 'last day; NULL: until further notice';

CREATE TABLE surges (
    id         int PRIMARY KEY,
    zone_id    int NOT NULL REFERENCES zones,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    multiplier numeric(3, 2) NOT NULL CHECK (multiplier > 1)
);
COMMENT ON TABLE surges IS 'times of higher prices in a zone';

CREATE TABLE rides (
    id              int PRIMARY KEY,
    rider_id        int NOT NULL REFERENCES riders,
    driver_id       int REFERENCES drivers,
    vehicle_id      int REFERENCES vehicles,
    pickup_zone_id  int NOT NULL REFERENCES zones,
    dropoff_zone_id int NOT NULL REFERENCES zones,
    requested_at    timestamptz NOT NULL,
    accepted_at     timestamptz,
    picked_up_at    timestamptz,
    dropped_off_at  timestamptz,
    cancelled_at    timestamptz,
    cancelled_by    text CHECK (cancelled_by IN ('rider', 'driver', 'system')),
    status          ride_status NOT NULL,
    distance_km     numeric(5, 1),
    surge_multiplier numeric(3, 2) NOT NULL DEFAULT 1,
    fare_quoted     numeric(7, 2) NOT NULL,
    fare_total      numeric(7, 2),
    tip             numeric(6, 2),
    promo_code_id   int REFERENCES promo_codes,
    payment_method  text NOT NULL
);
COMMENT ON COLUMN rides.driver_id IS 'NULL: nobody accepted';
COMMENT ON COLUMN rides.cancelled_by IS 'system: no driver was found';
COMMENT ON COLUMN rides.fare_quoted IS 'shown before the ride';
COMMENT ON COLUMN rides.fare_total IS 'charged after reductions; NULL unless completed';
COMMENT ON COLUMN rides.tip IS 'NULL: none given';

CREATE TABLE ratings (
    ride_id  int NOT NULL REFERENCES rides,
    given_by text NOT NULL CHECK (given_by IN ('rider', 'driver')),
    stars    int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    tags     text[] NOT NULL DEFAULT '{}',
    comment  text,
    rated_at timestamptz NOT NULL,
    PRIMARY KEY (ride_id, given_by)
);
COMMENT ON TABLE ratings IS 'rider: the passenger rates the driver; driver: the driver rates the passenger';

CREATE TABLE driver_shifts (
    id         int PRIMARY KEY,
    driver_id  int NOT NULL REFERENCES drivers,
    online_at  timestamptz NOT NULL,
    offline_at timestamptz
);
COMMENT ON COLUMN driver_shifts.offline_at IS 'NULL: online now';

CREATE TABLE payouts (
    id         int PRIMARY KEY,
    driver_id  int NOT NULL REFERENCES drivers,
    month      date NOT NULL,
    amount     numeric(9, 2) NOT NULL,
    paid_on    date
);
COMMENT ON COLUMN payouts.month IS 'first day of the month that is paid for';
COMMENT ON COLUMN payouts.paid_on IS 'NULL: due';

CREATE TABLE incidents (
    id          int PRIMARY KEY,
    ride_id     int NOT NULL REFERENCES rides,
    reported_at timestamptz NOT NULL,
    details     jsonb NOT NULL
);
COMMENT ON COLUMN incidents.details IS 'category (accident, lost item, dispute, behaviour), severity (1 to 5), police (true/false), item';
