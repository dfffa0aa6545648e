-- The box office of a municipal theatre with three halls. A ticket that came back keeps its row: returned_at says when.
-- A ticket counts as sold while returned_at is NULL; takings are the prices paid for sold tickets. Money in euros.

CREATE TYPE seat_category AS ENUM ('gallery', 'circle', 'stalls', 'box');
CREATE TYPE performance_status AS ENUM ('scheduled', 'played', 'cancelled');

CREATE TABLE hall (
    hall_id   int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    opened_on date NOT NULL,
    has_lift  boolean
);
COMMENT ON COLUMN hall.has_lift IS 'NULL: not known';

CREATE TABLE seat (
    seat_id         int PRIMARY KEY,
    hall_id         int NOT NULL REFERENCES hall,
    row_letter      char(1) NOT NULL,
    seat_number     int NOT NULL,
    category        seat_category NOT NULL,
    restricted_view boolean NOT NULL DEFAULT false,
    UNIQUE (hall_id, row_letter, seat_number)
);
COMMENT ON TABLE seat IS 'the seat map; the capacity of a hall is the number of its seats';

CREATE TABLE production (
    production_id int PRIMARY KEY,
    title         text NOT NULL,
    genre         text NOT NULL CHECK (genre IN ('drama', 'comedy', 'opera', 'dance', 'children')),
    author        text,
    director      text NOT NULL,
    premiered_on  date NOT NULL,
    closed_on     date,
    duration_min  int NOT NULL,
    minimum_age   int,
    tag           text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN production.author IS 'NULL: devised by the company';
COMMENT ON COLUMN production.closed_on IS 'taken off the repertoire; NULL: still running';
COMMENT ON COLUMN production.duration_min IS 'minutes, interval included';
COMMENT ON COLUMN production.minimum_age IS 'years; NULL: for everybody';

CREATE TABLE performance (
    performance_id int PRIMARY KEY,
    production_id  int NOT NULL REFERENCES production,
    hall_id        int NOT NULL REFERENCES hall,
    starts_at      timestamp NOT NULL,
    status         performance_status NOT NULL,
    base_price     numeric(6, 2) NOT NULL,
    cancel_reason  text
);
COMMENT ON COLUMN performance.base_price IS 'of a stalls seat, without discount';

CREATE TABLE actor (
    actor_id  int PRIMARY KEY,
    full_name text NOT NULL,
    born      date,
    joined_on date NOT NULL,
    left_on   date
);
COMMENT ON COLUMN actor.left_on IS 'NULL: in the company';

CREATE TABLE casting (
    production_id int NOT NULL REFERENCES production,
    actor_id      int NOT NULL REFERENCES actor,
    role          text NOT NULL,
    understudy    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (production_id, actor_id, role)
);
COMMENT ON COLUMN casting.understudy IS 'true: steps in when the first cast is ill';

CREATE TABLE customer (
    customer_id int PRIMARY KEY,
    given_name  text NOT NULL,
    family_name text NOT NULL,
    email       text,
    town        text,
    born        date,
    since       date NOT NULL,
    profile     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN customer.profile IS 'keys, each may be missing: newsletter (true or false), wheelchair (true), favourite (a genre)';

CREATE TABLE discount (
    code        text PRIMARY KEY,
    label       text NOT NULL,
    percent_off int NOT NULL,
    valid_from  date NOT NULL,
    valid_to    date
);
COMMENT ON COLUMN discount.valid_to IS 'last day; NULL: without end';

CREATE TABLE booking (
    booking_id  int PRIMARY KEY,
    customer_id int REFERENCES customer,
    booked_at   timestamp NOT NULL,
    channel     text NOT NULL CHECK (channel IN ('web', 'counter', 'phone'))
);
COMMENT ON COLUMN booking.customer_id IS 'NULL: somebody who gave no name';

CREATE TABLE ticket (
    ticket_id      int PRIMARY KEY,
    booking_id     int NOT NULL REFERENCES booking,
    performance_id int NOT NULL REFERENCES performance,
    seat_id        int NOT NULL REFERENCES seat,
    list_price     numeric(6, 2) NOT NULL,
    paid_price     numeric(6, 2) NOT NULL,
    discount_code  text REFERENCES discount,
    returned_at    timestamp
);
COMMENT ON COLUMN ticket.paid_price IS 'list price less discount';
COMMENT ON COLUMN ticket.discount_code IS 'NULL: full price';

CREATE VIEW sold_ticket AS
SELECT t.ticket_id, t.booking_id, t.performance_id, t.seat_id, t.list_price, t.paid_price, t.discount_code
FROM ticket AS t
JOIN performance AS p ON p.performance_id = t.performance_id
WHERE t.returned_at IS NULL AND p.status <> 'cancelled';
COMMENT ON VIEW sold_ticket IS 'tickets not returned, of performances not cancelled';
