-- A state lottery as a star: dimensions dim_, facts fact_. Money is in euros; flags are 0/1.

CREATE TABLE dim_game (
    game_key       int PRIMARY KEY,
    game_name      text NOT NULL,
    numbers_drawn  int NOT NULL,
    highest_number int NOT NULL,
    started_on     date NOT NULL,
    ended_on       date
);
COMMENT ON COLUMN dim_game.ended_on IS 'NULL: still played';

CREATE TABLE dim_retailer (
    retailer_key       int PRIMARY KEY,
    retailer_name      text NOT NULL,
    retailer_kind      text NOT NULL CHECK (retailer_kind IN ('kiosk', 'petrol station', 'supermarket')),
    town               text,
    commission_percent numeric(4, 2) NOT NULL,
    closed_on          date
);
COMMENT ON COLUMN dim_retailer.closed_on IS 'NULL: sells today';

CREATE TABLE dim_player (
    player_key     int PRIMARY KEY,
    nickname       text NOT NULL,
    born_on        date,
    registered_on  date NOT NULL,
    excluded_until date
);
COMMENT ON TABLE dim_player IS 'people who play online';
COMMENT ON COLUMN dim_player.excluded_until IS 'may not play until that day; NULL: was never excluded';

CREATE TABLE fact_draw (
    draw_key        int PRIMARY KEY,
    game_key        int NOT NULL REFERENCES dim_game,
    drawn_on        date NOT NULL,
    winning_numbers int[] NOT NULL,
    jackpot         numeric(11, 2) NOT NULL,
    is_void         int NOT NULL CHECK (is_void IN (0, 1))
);
COMMENT ON COLUMN fact_draw.is_void IS '1: repeated because of a fault, does not count';

CREATE TABLE fact_ticket (
    ticket_key     int PRIMARY KEY,
    draw_key       int NOT NULL REFERENCES fact_draw,
    retailer_key   int REFERENCES dim_retailer,
    player_key     int REFERENCES dim_player,
    sold_at        timestamptz NOT NULL,
    picked_numbers int[] NOT NULL,
    stake          numeric(6, 2) NOT NULL,
    is_quick_pick  int NOT NULL CHECK (is_quick_pick IN (0, 1)),
    is_cancelled   int NOT NULL CHECK (is_cancelled IN (0, 1))
);
COMMENT ON COLUMN fact_ticket.retailer_key IS 'NULL: sold online, then there is a player';
COMMENT ON COLUMN fact_ticket.is_quick_pick IS '1: the machine picked the numbers';
COMMENT ON COLUMN fact_ticket.is_cancelled IS '1: handed back, no sale';

CREATE TABLE fact_prize (
    prize_key  int PRIMARY KEY,
    ticket_key int NOT NULL UNIQUE REFERENCES fact_ticket,
    hits       int NOT NULL,
    amount     numeric(11, 2) NOT NULL,
    claimed_on date
);
COMMENT ON COLUMN fact_prize.hits IS 'how many of the numbers were right';
COMMENT ON COLUMN fact_prize.claimed_on IS 'NULL: not claimed';
