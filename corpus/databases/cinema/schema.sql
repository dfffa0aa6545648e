-- A cinema chain's warehouse: screenings, tickets, snacks, members. Money is in euros. Flags are 0 or 1.

CREATE TABLE dim_date (
    date_key   int PRIMARY KEY,
    day        date NOT NULL UNIQUE,
    is_holiday smallint NOT NULL CHECK (is_holiday IN (0, 1))
);
COMMENT ON COLUMN dim_date.date_key IS 'the day as YYYYMMDD';

CREATE TABLE dim_cinema (
    cinema_key int PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    town       text NOT NULL,
    opened_on  date NOT NULL,
    closed_on  date
);

CREATE TABLE dim_film (
    film_key    int PRIMARY KEY,
    title       text NOT NULL,
    genre       text NOT NULL,
    country     text NOT NULL,
    minutes     int NOT NULL,
    age_limit   int NOT NULL,
    distributor text,
    released_on date NOT NULL
);
COMMENT ON COLUMN dim_film.age_limit IS 'lowest age admitted; 0: everyone';

CREATE TABLE dim_member (
    member_key int PRIMARY KEY,
    name       text NOT NULL,
    tier       text NOT NULL CHECK (tier IN ('silver', 'gold', 'platinum')),
    born       date,
    joined_on  date NOT NULL,
    left_on    date
);
COMMENT ON COLUMN dim_member.left_on IS 'NULL: still in the loyalty scheme';

CREATE TABLE dim_snack (
    snack_key  int PRIMARY KEY,
    name       text NOT NULL,
    category   text NOT NULL,
    list_price numeric(5, 2) NOT NULL
);

CREATE TABLE fact_screening (
    screening_key int PRIMARY KEY,
    date_key      int NOT NULL REFERENCES dim_date,
    cinema_key    int NOT NULL REFERENCES dim_cinema,
    film_key      int NOT NULL REFERENCES dim_film,
    start_hour    int NOT NULL,
    seats         int NOT NULL,
    is_3d         smallint NOT NULL CHECK (is_3d IN (0, 1)),
    is_cancelled  smallint NOT NULL CHECK (is_cancelled IN (0, 1))
);
COMMENT ON COLUMN fact_screening.seats IS 'of the hall';

CREATE TABLE fact_ticket (
    ticket_key    int PRIMARY KEY,
    screening_key int NOT NULL REFERENCES fact_screening,
    member_key    int REFERENCES dim_member,
    ticket_type   text NOT NULL CHECK (ticket_type IN ('adult', 'child', 'student', 'senior')),
    price         numeric(5, 2) NOT NULL,
    is_refunded   smallint NOT NULL CHECK (is_refunded IN (0, 1))
);
COMMENT ON COLUMN fact_ticket.member_key IS 'NULL: bought without a loyalty card';
COMMENT ON COLUMN fact_ticket.is_refunded IS '1: money back, not counted as sold';

CREATE TABLE fact_snack_sale (
    sale_key   int PRIMARY KEY,
    date_key   int NOT NULL REFERENCES dim_date,
    cinema_key int NOT NULL REFERENCES dim_cinema,
    snack_key  int NOT NULL REFERENCES dim_snack,
    member_key int REFERENCES dim_member,
    quantity   int NOT NULL,
    amount     numeric(6, 2) NOT NULL,
    is_voided  smallint NOT NULL CHECK (is_voided IN (0, 1))
);
COMMENT ON TABLE fact_snack_sale IS 'one line of a till; not tied to a screening';
