-- A group of small hotels: rooms, bookings, guests, charges, housekeeping, reviews. Money in euros.
-- A stay is a range of nights: it includes the day of arrival and excludes the day of departure.

CREATE TYPE booking_status AS ENUM ('confirmed', 'checked_in', 'checked_out', 'cancelled', 'no_show');

CREATE TABLE hotels (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    city       text NOT NULL,
    country    char(2) NOT NULL,
    stars      int CHECK (stars BETWEEN 1 AND 5),
    opened_on  date NOT NULL,
    amenities  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN hotels.stars IS 'NULL: not classified';

CREATE TABLE room_types (
    id        int PRIMARY KEY,
    code      char(3) NOT NULL UNIQUE,
    title     text NOT NULL,
    max_persons int NOT NULL
);

CREATE TABLE rooms (
    id           int PRIMARY KEY,
    hotel_id     int NOT NULL REFERENCES hotels,
    room_type_id int NOT NULL REFERENCES room_types,
    number       text NOT NULL,
    floor        int NOT NULL,
    sea_view     boolean NOT NULL,
    out_of_order boolean NOT NULL DEFAULT false,
    UNIQUE (hotel_id, number)
);

CREATE TABLE guests (
    id            int PRIMARY KEY,
    full_name     text NOT NULL,
    nationality   char(2),
    birthday      date,
    email         text,
    loyalty_level text CHECK (loyalty_level IN ('silver', 'gold', 'platinum')),
    first_seen_on date NOT NULL
);
COMMENT ON COLUMN guests.loyalty_level IS 'NULL: not in the loyalty programme';

CREATE TABLE bookings (
    id           int PRIMARY KEY,
    hotel_id     int NOT NULL REFERENCES hotels,
    room_id      int REFERENCES rooms,
    guest_id     int NOT NULL REFERENCES guests,
    booked_at    timestamptz NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('website', 'phone', 'agency', 'walk-in', 'platform')),
    arrival      date NOT NULL,
    departure    date NOT NULL,
    stay         daterange GENERATED ALWAYS AS (daterange(arrival, departure)) STORED,
    adults       int NOT NULL,
    children     int NOT NULL DEFAULT 0,
    nightly_rate numeric(7, 2) NOT NULL,
    status       booking_status NOT NULL,
    cancelled_at timestamptz,
    commission_percent numeric(4, 1) NOT NULL DEFAULT 0,
    CHECK (departure > arrival)
);
COMMENT ON COLUMN bookings.room_id IS 'NULL: no room assigned yet';
COMMENT ON COLUMN bookings.nightly_rate IS 'room revenue is nightly_rate times nights of bookings that are neither cancelled nor no-shows';
COMMENT ON COLUMN bookings.commission_percent IS 'of the room revenue, to the agency or platform';

CREATE TABLE charges (
    id         int PRIMARY KEY,
    booking_id int NOT NULL REFERENCES bookings,
    charged_on date NOT NULL,
    category   text NOT NULL CHECK (category IN ('restaurant', 'minibar', 'spa', 'parking', 'laundry')),
    amount     numeric(8, 2) NOT NULL,
    voided     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE charges IS 'extras beside the room; voided ones were mistakes and do not count';

CREATE TABLE housekeepers (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    hotel_id  int NOT NULL REFERENCES hotels
);

CREATE TABLE cleanings (
    id             int PRIMARY KEY,
    room_id        int NOT NULL REFERENCES rooms,
    housekeeper_id int NOT NULL REFERENCES housekeepers,
    started_at     timestamptz NOT NULL,
    finished_at    timestamptz,
    found_faults   text
);
COMMENT ON COLUMN cleanings.finished_at IS 'NULL: still at it, or forgot to log';
COMMENT ON COLUMN cleanings.found_faults IS 'NULL: nothing to report';

CREATE TABLE reviews (
    booking_id  int PRIMARY KEY REFERENCES bookings,
    written_on  date NOT NULL,
    score       int NOT NULL CHECK (score BETWEEN 1 AND 10),
    comment     text,
    answered_on date
);
