-- A regional newspaper: desks and journalists, articles with all their revisions, corrections, readers by day, advertisements. Prices are in euro cents.

CREATE SCHEMA people;
CREATE SCHEMA content;
CREATE SCHEMA ads;

CREATE TABLE people.desk (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE,
    town text NOT NULL
);
CREATE TABLE people.journalist (
    id        int PRIMARY KEY,
    name      text NOT NULL,
    desk_id   int REFERENCES people.desk,
    born      date,
    hired_on  date NOT NULL,
    left_on   date,
    freelance boolean NOT NULL
);
COMMENT ON COLUMN people.journalist.desk_id IS 'NULL: works for all desks';

CREATE TABLE content.article (
    id           int PRIMARY KEY,
    desk_id      int NOT NULL REFERENCES people.desk,
    author_id    int NOT NULL REFERENCES people.journalist,
    slug         text NOT NULL UNIQUE,
    status       text NOT NULL CHECK (status IN ('draft', 'published', 'withdrawn')),
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    tags         text[] NOT NULL DEFAULT '{}',
    premium      boolean NOT NULL
);
COMMENT ON COLUMN content.article.published_at IS 'NULL: never out; a withdrawn article keeps it';
COMMENT ON COLUMN content.article.premium IS 'for subscribers only';

CREATE TABLE content.revision (
    article_id int NOT NULL REFERENCES content.article,
    number     int NOT NULL,
    editor_id  int NOT NULL REFERENCES people.journalist,
    saved_at   timestamptz NOT NULL,
    headline   text NOT NULL,
    words      int NOT NULL,
    PRIMARY KEY (article_id, number)
);
COMMENT ON TABLE content.revision IS 'number 1 is the first; the highest number is the text as it stands';

CREATE TABLE content.correction (
    id           int PRIMARY KEY,
    article_id   int NOT NULL REFERENCES content.article,
    complained_on date NOT NULL,
    printed_on   date,
    kind         text NOT NULL CHECK (kind IN ('name', 'figure', 'quote', 'picture')),
    rejected     boolean NOT NULL
);
COMMENT ON COLUMN content.correction.printed_on IS 'NULL: not printed yet, or rejected';

CREATE TABLE content.reading (
    article_id int NOT NULL REFERENCES content.article,
    day        date NOT NULL,
    views      int NOT NULL,
    readers    int NOT NULL,
    PRIMARY KEY (article_id, day)
);

CREATE TABLE ads.client (
    id       int PRIMARY KEY,
    name     text NOT NULL UNIQUE,
    industry text NOT NULL,
    blocked  boolean NOT NULL
);
CREATE TABLE ads.booking (
    id           int PRIMARY KEY,
    client_id    int NOT NULL REFERENCES ads.client,
    desk_id      int REFERENCES people.desk,
    booked_at    timestamptz NOT NULL,
    runs_on      date NOT NULL,
    size         text NOT NULL CHECK (size IN ('full', 'half', 'quarter', 'strip')),
    price_cents  int NOT NULL,
    cancelled_on date
);
COMMENT ON COLUMN ads.booking.desk_id IS 'on whose pages it stands; NULL: anywhere';
COMMENT ON COLUMN ads.booking.runs_on IS 'day of the paper, may lie in the future';
