-- A chess club: members, their ratings month by month, tournaments, rounds, games, club evenings and fees. Amounts are euros.

CREATE TYPE game_result AS ENUM ('1-0', '0-1', '1/2', '*');
CREATE TYPE tempo AS ENUM ('classical', 'rapid', 'blitz');

CREATE TABLE player (
    id          int PRIMARY KEY,
    full_name   text NOT NULL,
    club        text,
    born_on     date,
    gender      char(1),
    title       text CHECK (title IN ('CM', 'FM', 'IM', 'WFM', 'GM')),
    joined_on   date,
    resigned_on date,
    email       text
);
COMMENT ON TABLE player IS 'our members and guests of our tournaments';
COMMENT ON COLUMN player.club IS 'NULL: one of our own members; otherwise the guest''s club';
COMMENT ON COLUMN player.gender IS 'f or m; NULL: not stated';
COMMENT ON COLUMN player.title IS 'title of the chess federation; NULL: none';
COMMENT ON COLUMN player.joined_on IS 'became a member on; NULL for guests';
COMMENT ON COLUMN player.resigned_on IS 'NULL: still a member, or a guest';

CREATE TABLE rating (
    player_id  int NOT NULL REFERENCES player,
    valid_from date NOT NULL,
    elo        int NOT NULL,
    PRIMARY KEY (player_id, valid_from)
);
COMMENT ON TABLE rating IS 'history of ratings; a rating holds until the player''s next one';

CREATE TABLE tournament (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    tempo      tempo NOT NULL,
    starts_on  date NOT NULL,
    ends_on    date NOT NULL,
    rounds     int NOT NULL,
    entry_fee  numeric(6, 2) NOT NULL,
    prize_fund numeric(8, 2) NOT NULL,
    is_open    boolean NOT NULL
);
COMMENT ON COLUMN tournament.is_open IS 'true: guests may play';

CREATE TABLE entry (
    tournament_id int NOT NULL REFERENCES tournament,
    player_id     int NOT NULL REFERENCES player,
    entered_on    date NOT NULL,
    fee_paid      numeric(6, 2) NOT NULL,
    withdrew_on   date,
    PRIMARY KEY (tournament_id, player_id)
);
COMMENT ON COLUMN entry.withdrew_on IS 'NULL: played to the end';

CREATE TABLE opening (
    eco  char(3) PRIMARY KEY,
    name text NOT NULL
);
COMMENT ON COLUMN opening.eco IS 'code of the encyclopaedia: a letter A to E and two digits';

CREATE TABLE game (
    id            int PRIMARY KEY,
    tournament_id int REFERENCES tournament,
    round         int,
    white_id      int NOT NULL REFERENCES player,
    black_id      int NOT NULL REFERENCES player,
    played_at     timestamptz NOT NULL,
    result        game_result NOT NULL,
    moves         int,
    eco           char(3) REFERENCES opening,
    forfeit       boolean NOT NULL DEFAULT false,
    CHECK (white_id <> black_id)
);
COMMENT ON COLUMN game.tournament_id IS 'NULL: a free game on a club evening';
COMMENT ON COLUMN game.result IS '1-0 White won, 0-1 Black won, 1/2 draw, * still to be played. A win is one point, a draw half a point';
COMMENT ON COLUMN game.moves IS 'NULL: not written down';
COMMENT ON COLUMN game.forfeit IS 'won because the opponent did not appear';

CREATE TABLE club_evening (
    held_on date PRIMARY KEY,
    theme   text,
    host_id int REFERENCES player
);
COMMENT ON COLUMN club_evening.theme IS 'NULL: free play';

CREATE TABLE attendance (
    held_on   date NOT NULL REFERENCES club_evening,
    player_id int NOT NULL REFERENCES player,
    PRIMARY KEY (held_on, player_id)
);

CREATE TABLE membership_fee (
    player_id int NOT NULL REFERENCES player,
    year      int NOT NULL,
    amount    numeric(6, 2) NOT NULL,
    paid_on   date,
    PRIMARY KEY (player_id, year)
);
COMMENT ON COLUMN membership_fee.paid_on IS 'NULL: not paid';

CREATE VIEW score AS
SELECT tournament_id, white_id AS player_id, CASE result WHEN '1-0' THEN 1 WHEN '1/2' THEN 0.5 ELSE 0 END AS points, 'white' AS colour FROM game WHERE result <> '*'
UNION ALL
SELECT tournament_id, black_id, CASE result WHEN '0-1' THEN 1 WHEN '1/2' THEN 0.5 ELSE 0 END, 'black' FROM game WHERE result <> '*';
COMMENT ON VIEW score IS 'each finished game twice: the points of White and those of Black';
