-- Visits to the site of a museum: star schema. Columns ending in _epoch are seconds since 1970 (UTC).
-- A session with a single page view is a bounce. Sessions of robots (is_bot 1) count only where robots are asked for.

CREATE TABLE dim_page (
    page_key       int PRIMARY KEY,
    path           text NOT NULL UNIQUE,
    title          text NOT NULL,
    section        text NOT NULL,
    editor         text,
    published_date date NOT NULL,
    removed_date   date
);
COMMENT ON COLUMN dim_page.removed_date IS 'NULL: online';

CREATE TYPE device_kind AS ENUM ('desktop', 'phone', 'tablet');

CREATE TABLE dim_channel (
    channel_key  int PRIMARY KEY,
    channel_name text NOT NULL,
    is_paid      int NOT NULL CHECK (is_paid IN (0, 1))
);

CREATE TABLE dim_visitor (
    visitor_key int PRIMARY KEY,
    country     char(2),
    browser     text NOT NULL,
    member_name text,
    birth_date  date,
    joined_date date
);
COMMENT ON COLUMN dim_visitor.member_name IS 'friend of the museum who signed in; NULL: unknown visitor';
COMMENT ON COLUMN dim_visitor.joined_date IS 'became a friend of the museum';

CREATE TABLE dim_goal (
    goal_key     int PRIMARY KEY,
    goal_name    text NOT NULL,
    value_eur    numeric(6, 2) NOT NULL,
    retired_date date
);

CREATE TABLE fact_session (
    session_key    int PRIMARY KEY,
    visitor_key    int NOT NULL REFERENCES dim_visitor,
    channel_key    int NOT NULL REFERENCES dim_channel,
    entry_page_key int NOT NULL REFERENCES dim_page,
    exit_page_key  int NOT NULL REFERENCES dim_page,
    device         device_kind NOT NULL,
    is_bot         int NOT NULL CHECK (is_bot IN (0, 1)),
    started_epoch  bigint NOT NULL,
    ended_epoch    bigint NOT NULL
);

CREATE TABLE fact_view (
    view_key     int PRIMARY KEY,
    session_key  int NOT NULL REFERENCES fact_session,
    page_key     int NOT NULL REFERENCES dim_page,
    viewed_epoch bigint NOT NULL,
    read_seconds int
);
COMMENT ON COLUMN fact_view.read_seconds IS 'NULL: not measured';

CREATE TABLE fact_goal (
    session_key   int NOT NULL REFERENCES fact_session,
    goal_key      int NOT NULL REFERENCES dim_goal,
    reached_epoch bigint NOT NULL,
    PRIMARY KEY (session_key, goal_key)
);
