-- Escape rooms in three towns: rooms with their puzzles, bookings, the games that teams play, hints, repairs, reviews, vouchers. Money is in pounds.

CREATE TYPE booking_status AS ENUM ('confirmed', 'played', 'cancelled', 'no_show');
CREATE TYPE hint_kind AS ENUM ('spoken', 'screen', 'physical');

CREATE TABLE branch (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    town      text NOT NULL,
    opened_on date NOT NULL
);

CREATE TABLE room (
    id          int PRIMARY KEY,
    branch_id   int NOT NULL REFERENCES branch,
    title       text NOT NULL UNIQUE,
    theme       text NOT NULL,
    difficulty  smallint NOT NULL CHECK (difficulty BETWEEN 1 AND 5),
    time_limit  interval NOT NULL,
    min_players int NOT NULL,
    max_players int NOT NULL,
    language    text[] NOT NULL,
    is_scary    boolean NOT NULL,
    opened_on   date NOT NULL,
    closed_on   date
);
COMMENT ON COLUMN room.difficulty IS '1 easy to 5 very hard';
COMMENT ON COLUMN room.language IS 'in which it can be played: en, cy, fr, de';
COMMENT ON COLUMN room.closed_on IS 'NULL: can be booked';

CREATE TABLE puzzle (
    id       int PRIMARY KEY,
    room_id  int NOT NULL REFERENCES room,
    position int NOT NULL,
    title    text NOT NULL,
    tech     jsonb NOT NULL DEFAULT '{}',
    UNIQUE (room_id, position)
);
COMMENT ON COLUMN puzzle.tech IS '{"lock": "digital" | "padlock" | "magnet", "sensor": true, "props": number}; every key may be missing';

CREATE TABLE game_master (
    id         int PRIMARY KEY,
    first_name text NOT NULL,
    last_name  text NOT NULL,
    branch_id  int NOT NULL REFERENCES branch,
    trained_by_id int REFERENCES game_master,
    hired_on   date NOT NULL,
    left_on    date
);
COMMENT ON COLUMN game_master.left_on IS 'NULL: still works here';

CREATE TABLE customer (
    id         int PRIMARY KEY,
    full_name  text NOT NULL,
    email      text,
    is_company boolean NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE voucher (
    id          int PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    amount      numeric(6, 2) NOT NULL,
    sold_on     date NOT NULL,
    valid_until date NOT NULL
);
COMMENT ON TABLE voucher IS 'used up by the booking that names it';

CREATE TABLE booking (
    id           int PRIMARY KEY,
    room_id      int NOT NULL REFERENCES room,
    customer_id  int NOT NULL REFERENCES customer,
    booked_at    timestamptz NOT NULL,
    starts_at    timestamptz NOT NULL,
    player_count int NOT NULL,
    price        numeric(7, 2) NOT NULL,
    status       booking_status NOT NULL,
    voucher_id   int REFERENCES voucher,
    occasion     text
);
COMMENT ON COLUMN booking.starts_at IS 'may lie in the future';
COMMENT ON COLUMN booking.price IS 'for the whole team; revenue is the price of played and no-show bookings, by starts_at';
COMMENT ON COLUMN booking.occasion IS 'birthday, hen party, stag party, team building; NULL: not told';

CREATE TABLE game (
    id             int PRIMARY KEY,
    booking_id     int NOT NULL UNIQUE REFERENCES booking,
    game_master_id int NOT NULL REFERENCES game_master,
    team_name      text,
    started_at     timestamptz NOT NULL,
    escaped_at     timestamptz
);
COMMENT ON TABLE game IS 'one for each booking that was played';
COMMENT ON COLUMN game.escaped_at IS 'NULL: did not get out in time';

CREATE TABLE hint (
    id        int PRIMARY KEY,
    game_id   int NOT NULL REFERENCES game,
    puzzle_id int NOT NULL REFERENCES puzzle,
    kind      hint_kind NOT NULL,
    minute    int NOT NULL
);
COMMENT ON COLUMN hint.minute IS 'of the game, from its start';

CREATE TABLE review (
    game_id    int PRIMARY KEY REFERENCES game,
    stars      smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    remark     text,
    written_on date NOT NULL
);

CREATE TABLE repair (
    id          int PRIMARY KEY,
    puzzle_id   int NOT NULL REFERENCES puzzle,
    reported_on date NOT NULL,
    fixed_on    date,
    cost        numeric(7, 2)
);
COMMENT ON COLUMN repair.fixed_on IS 'NULL: still broken';
COMMENT ON COLUMN repair.cost IS 'NULL: not known yet, or nothing was bought';
