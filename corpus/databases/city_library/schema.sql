-- A city's public library. A title is what one searches for; copies of it stand in branches and are lent.
-- A copy with a withdrawn_on is no longer in stock. A loan is overdue while returned_at is NULL and due_on has passed.

CREATE TYPE media_kind AS ENUM ('book', 'audiobook', 'film', 'board_game');
CREATE TYPE copy_condition AS ENUM ('new', 'good', 'worn', 'damaged');

CREATE TABLE branches (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    district  text NOT NULL,
    opened_on date,
    closed_on date,
    has_cafe  boolean NOT NULL
);
COMMENT ON COLUMN branches.closed_on IS 'NULL: in use';

CREATE TABLE titles (
    id             int PRIMARY KEY,
    name           text NOT NULL,
    authors        text[] NOT NULL,
    published_year int,
    language       char(2) NOT NULL,
    kind           media_kind NOT NULL,
    subjects       text[] NOT NULL DEFAULT '{}',
    isbn           text
);
COMMENT ON COLUMN titles.authors IS 'given name first; several where written together; empty where nobody is named';

CREATE TABLE copies (
    id           int PRIMARY KEY,
    title_id     int NOT NULL REFERENCES titles,
    branch_id    int NOT NULL REFERENCES branches,
    barcode      text NOT NULL UNIQUE,
    acquired_on  date NOT NULL,
    price        numeric(6, 2),
    condition    copy_condition NOT NULL,
    withdrawn_on date
);
COMMENT ON COLUMN copies.branch_id IS 'the branch that owns it';
COMMENT ON COLUMN copies.price IS 'what it cost, pounds; NULL: a gift';
COMMENT ON COLUMN copies.withdrawn_on IS 'taken out of stock; NULL: in stock';

CREATE TABLE members (
    id             int PRIMARY KEY,
    card_number    text NOT NULL UNIQUE,
    full_name      text NOT NULL,
    category       text NOT NULL CHECK (category IN ('adult', 'child', 'student', 'senior')),
    born_on        date,
    joined_on      date NOT NULL,
    expires_on     date NOT NULL,
    home_branch_id int REFERENCES branches,
    email          text,
    is_blocked     boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN members.expires_on IS 'last day of membership';

CREATE TABLE loans (
    id          int PRIMARY KEY,
    copy_id     int NOT NULL REFERENCES copies,
    member_id   int NOT NULL REFERENCES members,
    branch_id   int NOT NULL REFERENCES branches,
    loaned_at   timestamptz NOT NULL,
    due_on      date NOT NULL,
    returned_at timestamptz,
    renewals    int NOT NULL DEFAULT 0
);
COMMENT ON COLUMN loans.branch_id IS 'where it was lent, not always the owner';
COMMENT ON COLUMN loans.returned_at IS 'NULL: still out';

CREATE TABLE holds (
    id               int PRIMARY KEY,
    title_id         int NOT NULL REFERENCES titles,
    member_id        int NOT NULL REFERENCES members,
    pickup_branch_id int NOT NULL REFERENCES branches,
    placed_at        timestamptz NOT NULL,
    ready_at         timestamptz,
    collected_at     timestamptz,
    cancelled_at     timestamptz
);
COMMENT ON TABLE holds IS 'reservations of titles; waiting while ready_at, collected_at and cancelled_at are all NULL';

CREATE TABLE fines (
    id         int PRIMARY KEY,
    loan_id    int NOT NULL REFERENCES loans,
    reason     text NOT NULL CHECK (reason IN ('late', 'damaged', 'lost')),
    amount     numeric(6, 2) NOT NULL,
    charged_on date NOT NULL,
    paid_on    date,
    is_waived  boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN fines.is_waived IS 'forgiven: neither owed nor paid';

CREATE TABLE events (
    id        int PRIMARY KEY,
    branch_id int NOT NULL REFERENCES branches,
    name      text NOT NULL,
    starts_at timestamptz NOT NULL,
    capacity  int,
    audience  text NOT NULL
);
COMMENT ON COLUMN events.capacity IS 'seats; NULL: unlimited';

CREATE TABLE event_registrations (
    event_id      int NOT NULL REFERENCES events,
    member_id     int NOT NULL REFERENCES members,
    registered_at timestamptz NOT NULL,
    attended      boolean,
    PRIMARY KEY (event_id, member_id)
);
COMMENT ON COLUMN event_registrations.attended IS 'NULL: not yet, or nobody counted';

CREATE TABLE daily_visits (
    branch_id int NOT NULL REFERENCES branches,
    day       date NOT NULL,
    visitors  int NOT NULL,
    PRIMARY KEY (branch_id, day)
);
COMMENT ON TABLE daily_visits IS 'what the door counters saw; no row where a branch was shut';

CREATE VIEW copies_on_shelf AS
SELECT c.id AS copy_id, c.title_id, c.branch_id
FROM copies AS c
WHERE c.withdrawn_on IS NULL AND NOT EXISTS (SELECT 1 FROM loans AS l WHERE l.copy_id = c.id AND l.returned_at IS NULL);
COMMENT ON VIEW copies_on_shelf IS 'copies in stock that are not lent';
