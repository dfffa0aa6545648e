-- A café where one plays board games: the games and their copies, tables, visiting groups, what they play, eat and drink, events with registrations.

CREATE TYPE difficulty_level AS ENUM ('easy', 'medium', 'expert');
CREATE TYPE payment_method AS ENUM ('cash', 'card', 'voucher');

CREATE TABLE publishers (
    publisher_number  int PRIMARY KEY,
    publisher_name    text NOT NULL UNIQUE,
    country           text NOT NULL
);

CREATE TABLE board_games (
    game_number               int PRIMARY KEY,
    game_title                text NOT NULL UNIQUE,
    publisher_number          int REFERENCES publishers,
    published_in_year         int,
    player_count              int4range NOT NULL,
    playing_time_in_minutes   int NOT NULL,
    minimum_age               int NOT NULL,
    difficulty                difficulty_level NOT NULL,
    categories                text[] NOT NULL DEFAULT '{}',
    expansion_of_game_number  int REFERENCES board_games
);
COMMENT ON COLUMN board_games.publisher_number IS 'NULL: traditional, nobody owns it';
COMMENT ON COLUMN board_games.player_count IS 'for how many players; the upper bound is not included, [2,5) is 2 to 4';
COMMENT ON COLUMN board_games.playing_time_in_minutes IS 'as printed on the box';
COMMENT ON COLUMN board_games.expansion_of_game_number IS 'the game that this one extends; NULL: stands alone';

CREATE TABLE game_copies (
    copy_number       int PRIMARY KEY,
    game_number       int NOT NULL REFERENCES board_games,
    shelf             text NOT NULL,
    bought_on         date NOT NULL,
    purchase_price    numeric(6, 2) NOT NULL,
    missing_pieces    text,
    retired_on        date
);
COMMENT ON COLUMN game_copies.missing_pieces IS 'NULL: complete';
COMMENT ON COLUMN game_copies.retired_on IS 'taken off the shelf for good; NULL: can be played';

CREATE TABLE cafe_tables (
    table_number  int PRIMARY KEY,
    area          text NOT NULL,
    seats         int NOT NULL,
    is_outdoors   boolean NOT NULL
);

CREATE TABLE regular_guests (
    guest_number      int PRIMARY KEY,
    full_name         text NOT NULL,
    email_address     text,
    birthday          date,
    joined_on         date NOT NULL,
    favourite_game_number int REFERENCES board_games,
    wishes            jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE regular_guests IS 'guests with a loyalty card';
COMMENT ON COLUMN regular_guests.wishes IS '{"diet": "vegan" | "vegetarian", "quiet_table": true, "allergies": [text]}; every key may be missing';

CREATE TABLE visiting_groups (
    group_number      int PRIMARY KEY,
    table_number      int NOT NULL REFERENCES cafe_tables,
    guest_number      int REFERENCES regular_guests,
    reserved_at       timestamptz,
    arrived_at        timestamptz NOT NULL,
    left_at           timestamptz,
    number_of_people  int NOT NULL CHECK (number_of_people > 0),
    entrance_fee      numeric(5, 2) NOT NULL,
    payment           payment_method
);
COMMENT ON COLUMN visiting_groups.guest_number IS 'the regular who brought the group; NULL: nobody with a card';
COMMENT ON COLUMN visiting_groups.reserved_at IS 'when the table was reserved; NULL: walked in';
COMMENT ON COLUMN visiting_groups.left_at IS 'NULL: still here';
COMMENT ON COLUMN visiting_groups.entrance_fee IS 'euros for each person; what a group brings in is this times its people plus its tab';

CREATE TABLE games_played (
    play_number   int PRIMARY KEY,
    group_number  int NOT NULL REFERENCES visiting_groups,
    copy_number   int NOT NULL REFERENCES game_copies,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    stars         smallint CHECK (stars BETWEEN 1 AND 5),
    explained_by  text
);
COMMENT ON COLUMN games_played.ended_at IS 'NULL: not put back yet, or nobody looked';
COMMENT ON COLUMN games_played.stars IS 'what the group thought of it; NULL: did not say';
COMMENT ON COLUMN games_played.explained_by IS 'first name of the staff who explained the rules; NULL: nobody did';

CREATE TABLE menu_items (
    item_number   int PRIMARY KEY,
    item_name     text NOT NULL UNIQUE,
    course        text NOT NULL CHECK (course IN ('hot drink', 'cold drink', 'beer and wine', 'snack', 'cake')),
    current_price numeric(5, 2) NOT NULL,
    is_vegan      boolean NOT NULL,
    taken_off_on  date
);
COMMENT ON COLUMN menu_items.taken_off_on IS 'NULL: on the menu';

CREATE TABLE tab_entries (
    entry_number  int PRIMARY KEY,
    group_number  int NOT NULL REFERENCES visiting_groups,
    item_number   int NOT NULL REFERENCES menu_items,
    ordered_at    timestamptz NOT NULL,
    quantity      int NOT NULL CHECK (quantity > 0),
    price_each    numeric(5, 2) NOT NULL
);
COMMENT ON COLUMN tab_entries.price_each IS 'euros at that time; turnover of the kitchen and bar is quantity * price_each';

CREATE TABLE special_events (
    event_number    int PRIMARY KEY,
    event_name      text NOT NULL,
    game_number     int REFERENCES board_games,
    takes_place_on  date NOT NULL,
    ticket_price    numeric(5, 2) NOT NULL,
    places          int NOT NULL
);

CREATE TABLE event_registrations (
    event_number   int NOT NULL REFERENCES special_events,
    guest_number   int NOT NULL REFERENCES regular_guests,
    registered_on  date NOT NULL,
    attended       boolean,
    PRIMARY KEY (event_number, guest_number)
);
COMMENT ON COLUMN event_registrations.attended IS 'NULL: the event is still to come, or nobody ticked the list';
