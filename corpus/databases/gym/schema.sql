-- A chain of gyms: clubs, memberships, check-ins, classes with bookings, personal training, fees. Money is kept in cents of a pound; people speak of pounds.

CREATE TYPE class_intensity AS ENUM ('gentle', 'moderate', 'hard');
CREATE TYPE booking_status AS ENUM ('booked', 'attended', 'no_show', 'cancelled');
CREATE TYPE payment_kind AS ENUM ('fee', 'joining', 'training', 'shop');

CREATE TABLE clubs (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    city       text NOT NULL,
    opened_on  date NOT NULL,
    closed_on  date,
    max_people int NOT NULL,
    amenities  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN clubs.closed_on IS 'NULL: still open';
COMMENT ON COLUMN clubs.max_people IS 'how many may be inside at once, by the fire officer';
COMMENT ON COLUMN clubs.amenities IS 'pool, sauna, climbing wall, creche, parking, cafe';

CREATE TABLE plans (
    id                 int PRIMARY KEY,
    name               text NOT NULL UNIQUE,
    monthly_fee_cents  int NOT NULL,
    joining_fee_cents  int NOT NULL,
    min_months         int NOT NULL,
    off_peak_only      boolean NOT NULL,
    retired_on         date
);
COMMENT ON COLUMN plans.retired_on IS 'no longer sold since; NULL: on sale';

CREATE TABLE members (
    id             int PRIMARY KEY,
    first_name     text NOT NULL,
    last_name      text NOT NULL,
    email          text,
    born_on        date,
    home_club_id   int NOT NULL REFERENCES clubs,
    plan_id        int NOT NULL REFERENCES plans,
    joined_on      date NOT NULL,
    left_on        date,
    leave_reason   text,
    referred_by_id int REFERENCES members,
    newsletter     boolean NOT NULL,
    profile        jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN members.left_on IS 'NULL: current member';
COMMENT ON COLUMN members.referred_by_id IS 'the member who brought this one';
COMMENT ON COLUMN members.profile IS '{"goal": "strength" | "weight loss" | "rehab" | "fun", "height_cm": number, "injuries": [text]}; every key may be missing';

CREATE TABLE freezes (
    id        int PRIMARY KEY,
    member_id int NOT NULL REFERENCES members,
    starts_on date NOT NULL,
    ends_on   date CHECK (ends_on >= starts_on),
    reason    text NOT NULL
);
COMMENT ON TABLE freezes IS 'times in which a membership is paused and no fee is due';
COMMENT ON COLUMN freezes.ends_on IS 'last day of the pause; NULL: until further notice';

CREATE TABLE check_ins (
    id             int PRIMARY KEY,
    member_id      int NOT NULL REFERENCES members,
    club_id        int NOT NULL REFERENCES clubs,
    checked_in_at  timestamptz NOT NULL,
    checked_out_at timestamptz
);
COMMENT ON TABLE check_ins IS 'one visit of a member to any club; peak is from 17:00 up to 20:00 by the time of arrival';
COMMENT ON COLUMN check_ins.checked_out_at IS 'NULL: still inside, or left by the fire door';

CREATE TABLE trainers (
    id                int PRIMARY KEY,
    full_name         text NOT NULL,
    hired_on          date NOT NULL,
    left_on           date,
    hourly_rate_cents int,
    certificates      text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN trainers.hourly_rate_cents IS 'what a client pays for an hour; NULL: gives no personal training';

CREATE TABLE class_types (
    id        int PRIMARY KEY,
    title     text NOT NULL UNIQUE,
    intensity class_intensity NOT NULL,
    minutes   int NOT NULL
);

CREATE TABLE class_sessions (
    id            int PRIMARY KEY,
    class_type_id int NOT NULL REFERENCES class_types,
    club_id       int NOT NULL REFERENCES clubs,
    trainer_id    int NOT NULL REFERENCES trainers,
    substitute_id int REFERENCES trainers,
    starts_at     timestamptz NOT NULL,
    places        int NOT NULL,
    cancelled_at  timestamptz
);
COMMENT ON TABLE class_sessions IS 'the timetable, some days into the future';
COMMENT ON COLUMN class_sessions.trainer_id IS 'who was planned';
COMMENT ON COLUMN class_sessions.substitute_id IS 'who stood in; NULL: the planned trainer';
COMMENT ON COLUMN class_sessions.cancelled_at IS 'called off; NULL: took or takes place';

CREATE TABLE class_bookings (
    session_id int NOT NULL REFERENCES class_sessions,
    member_id  int NOT NULL REFERENCES members,
    booked_at  timestamptz NOT NULL,
    status     booking_status NOT NULL,
    rating     smallint CHECK (rating BETWEEN 1 AND 5),
    PRIMARY KEY (session_id, member_id)
);
COMMENT ON COLUMN class_bookings.status IS 'booked: still to come';
COMMENT ON COLUMN class_bookings.rating IS '1 to 5, given after attending; NULL: none given';

CREATE TABLE pt_sessions (
    id          int PRIMARY KEY,
    member_id   int NOT NULL REFERENCES members,
    trainer_id  int NOT NULL REFERENCES trainers,
    held_on     date NOT NULL,
    minutes     int NOT NULL,
    price_cents int NOT NULL
);
COMMENT ON TABLE pt_sessions IS 'personal training that was given';

CREATE TABLE payments (
    id           int PRIMARY KEY,
    member_id    int NOT NULL REFERENCES members,
    kind         payment_kind NOT NULL,
    due_on       date NOT NULL,
    paid_on      date,
    amount_cents int NOT NULL
);
COMMENT ON TABLE payments IS 'what members owe us; takings are amounts by the day they were paid';
COMMENT ON COLUMN payments.paid_on IS 'NULL: not paid yet';
