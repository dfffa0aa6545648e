-- "Tidewater Tales", a puzzle game for telephones: who plays, how far they get, what they buy.
-- Money is kept in cents of a US dollar; people speak of dollars.

CREATE TYPE platform AS ENUM ('ios', 'android');
CREATE TYPE difficulty AS ENUM ('easy', 'normal', 'hard', 'boss');
CREATE TYPE attempt_outcome AS ENUM ('won', 'lost', 'quit');

CREATE TABLE players (
    id                    bigint PRIMARY KEY,
    nickname              text NOT NULL,
    email                 text,
    country_code          char(2) NOT NULL,
    platform              platform NOT NULL,
    birth_date            date,
    registered_at         timestamptz NOT NULL,
    acquired_through      text,
    referred_by_player_id bigint REFERENCES players,
    banned_at             timestamptz,
    coins                 int NOT NULL DEFAULT 0
);
COMMENT ON COLUMN players.nickname IS 'chosen freely, not unique';
COMMENT ON COLUMN players.birth_date IS 'NULL: never told us';
COMMENT ON COLUMN players.acquired_through IS 'the advertising channel that brought the player; NULL: came unaided (organic)';
COMMENT ON COLUMN players.banned_at IS 'NULL: not banned';
COMMENT ON COLUMN players.coins IS 'balance of play money now';

CREATE TABLE levels (
    number      int PRIMARY KEY,
    title       text NOT NULL,
    world       text NOT NULL,
    difficulty  difficulty NOT NULL,
    max_moves   int NOT NULL,
    released_on date NOT NULL
);
COMMENT ON COLUMN levels.max_moves IS 'moves a player has before the level is lost';

CREATE TABLE sessions (
    id          bigint PRIMARY KEY,
    player_id   bigint NOT NULL REFERENCES players,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    app_version text NOT NULL,
    device      jsonb NOT NULL
);
COMMENT ON COLUMN sessions.ended_at IS 'NULL: the app crashed';
COMMENT ON COLUMN sessions.device IS '{"model": text, "ram_gb": number, "tablet": boolean}';

CREATE TABLE level_attempts (
    id           bigint PRIMARY KEY,
    session_id   bigint NOT NULL REFERENCES sessions,
    level_number int NOT NULL REFERENCES levels,
    started_at   timestamptz NOT NULL,
    outcome      attempt_outcome NOT NULL,
    moves_used   int NOT NULL,
    stars        smallint CHECK (stars BETWEEN 1 AND 3),
    boosters     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN level_attempts.stars IS 'NULL unless won';
COMMENT ON COLUMN level_attempts.boosters IS 'aids used up in the attempt: hammer, bomb, shuffle, extra moves';

CREATE TABLE products (
    id               int PRIMARY KEY,
    sku              text NOT NULL UNIQUE,
    name             text NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('coins', 'bundle', 'pass', 'cosmetic')),
    list_price_cents int NOT NULL,
    coins_granted    int NOT NULL,
    withdrawn_on     date
);
COMMENT ON COLUMN products.withdrawn_on IS 'NULL: still in the shop';

CREATE TABLE purchases (
    id          bigint PRIMARY KEY,
    player_id   bigint NOT NULL REFERENCES players,
    product_id  int NOT NULL REFERENCES products,
    bought_at   timestamptz NOT NULL,
    paid_cents  int NOT NULL,
    fee_cents   int NOT NULL,
    refunded_at timestamptz
);
COMMENT ON COLUMN purchases.paid_cents IS 'what the player paid; revenue is the sum of it over purchases that were not refunded, by the day bought';
COMMENT ON COLUMN purchases.fee_cents IS 'what the store keeps of it';
COMMENT ON COLUMN purchases.refunded_at IS 'NULL: not refunded';

CREATE TABLE events (
    id          bigint PRIMARY KEY,
    player_id   bigint NOT NULL REFERENCES players,
    occurred_at timestamptz NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('ad_watched', 'push_opened', 'tutorial_step')),
    properties  jsonb NOT NULL
);
COMMENT ON COLUMN events.properties IS 'ad_watched: {"placement", "network", "reward_coins"}; push_opened: {"campaign"}; tutorial_step: {"step": 1 to 5}';

CREATE TABLE guilds (
    id         int PRIMARY KEY,
    name       text NOT NULL,
    language   text,
    founded_on date NOT NULL,
    founder_id bigint NOT NULL REFERENCES players,
    leader_id  bigint REFERENCES players
);
COMMENT ON COLUMN guilds.leader_id IS 'NULL: at present without one';

CREATE TABLE guild_memberships (
    guild_id  int NOT NULL REFERENCES guilds,
    player_id bigint NOT NULL REFERENCES players,
    joined_at timestamptz NOT NULL,
    left_at   timestamptz,
    PRIMARY KEY (guild_id, player_id)
);
COMMENT ON COLUMN guild_memberships.left_at IS 'NULL: still a member';

CREATE TABLE tournaments (
    id        int PRIMARY KEY,
    title     text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL
);

CREATE TABLE tournament_scores (
    tournament_id int NOT NULL REFERENCES tournaments,
    player_id     bigint NOT NULL REFERENCES players,
    score         int NOT NULL,
    PRIMARY KEY (tournament_id, player_id)
);

CREATE VIEW daily_players AS
SELECT DISTINCT started_at::date AS day, player_id FROM sessions;
COMMENT ON VIEW daily_players IS 'who opened the game on which day: the active players of that day';
