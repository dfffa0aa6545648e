-- Competitive swimming: clubs and swimmers, pools, meets with their events, results with lanes and disqualifications, club training.

CREATE TYPE stroke AS ENUM ('freestyle', 'backstroke', 'breaststroke', 'butterfly', 'medley');
CREATE TYPE meet_level AS ENUM ('club', 'regional', 'national');

CREATE TABLE club (
    id         int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    town       text NOT NULL,
    founded_on date
);

CREATE TABLE swimmer (
    id            int PRIMARY KEY,
    first_name    text NOT NULL,
    last_name     text NOT NULL,
    sex           char(1) NOT NULL CHECK (sex IN ('f', 'm')),
    born_on       date,
    club_id       int REFERENCES club,
    licence_until date,
    tag           text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN swimmer.club_id IS 'NULL: swims for no club';
COMMENT ON COLUMN swimmer.licence_until IS 'last day of the licence; NULL: has none';
COMMENT ON COLUMN swimmer.tag IS 'squad, open water, junior captain, returning';

CREATE TABLE pool (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    town     text NOT NULL,
    length_m int NOT NULL CHECK (length_m IN (25, 50)),
    lanes    int NOT NULL,
    indoor   boolean NOT NULL,
    info     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN pool.info IS '{"depth_m": number, "timing": "electronic" | "hand", "seats": number}; every key may be missing';

CREATE TABLE meet (
    id           int PRIMARY KEY,
    name         text NOT NULL,
    pool_id      int NOT NULL REFERENCES pool,
    level        meet_level NOT NULL,
    held_on      date NOT NULL,
    called_off   boolean NOT NULL DEFAULT false,
    entry_fee    numeric(5, 2) NOT NULL
);
COMMENT ON TABLE meet IS 'one day each; a meet that was called off has no results';
COMMENT ON COLUMN meet.entry_fee IS 'pounds for one start';

CREATE TABLE event (
    id         int PRIMARY KEY,
    meet_id    int NOT NULL REFERENCES meet,
    stroke     stroke NOT NULL,
    distance_m int NOT NULL,
    sex        char(1) NOT NULL CHECK (sex IN ('f', 'm'))
);
COMMENT ON TABLE event IS 'a race of a meet, by stroke, distance and sex';

CREATE TABLE result (
    id           int PRIMARY KEY,
    event_id     int NOT NULL REFERENCES event,
    swimmer_id   int NOT NULL REFERENCES swimmer,
    heat         int NOT NULL,
    lane         int NOT NULL,
    entry_time_s numeric(6, 2),
    swim_time_s  numeric(6, 2),
    disqualified boolean NOT NULL,
    fault        text,
    UNIQUE (event_id, swimmer_id)
);
COMMENT ON TABLE result IS 'one start of a swimmer';
COMMENT ON COLUMN result.entry_time_s IS 'seconds that were handed in beforehand; NULL: none';
COMMENT ON COLUMN result.swim_time_s IS 'seconds swum; NULL: did not start, or disqualified';
COMMENT ON COLUMN result.fault IS 'why disqualified; NULL otherwise';

CREATE TABLE training (
    id       int PRIMARY KEY,
    club_id  int NOT NULL REFERENCES club,
    pool_id  int NOT NULL REFERENCES pool,
    begins_at timestamptz NOT NULL,
    minutes  int NOT NULL,
    metres   int
);
COMMENT ON COLUMN training.metres IS 'swum by everybody who was there; NULL: nobody noted it';

CREATE TABLE attendance (
    training_id int NOT NULL REFERENCES training,
    swimmer_id  int NOT NULL REFERENCES swimmer,
    PRIMARY KEY (training_id, swimmer_id)
);
