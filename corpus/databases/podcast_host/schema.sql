-- A hosting service for podcasts. Fees, prices and budgets in cents of a euro; people speak of euros.
-- downloads holds every request for a file, robots and repeats too. What counts as a download is in counted_downloads:
-- one for each listener, episode and day, robots left out.

CREATE TYPE plan AS ENUM ('free', 'solo', 'studio', 'network');
CREATE TYPE ad_position AS ENUM ('pre-roll', 'mid-roll', 'post-roll');

CREATE TABLE publishers (
    id                int PRIMARY KEY,
    name              text NOT NULL,
    country           char(2),
    plan              plan NOT NULL,
    monthly_fee_cents int NOT NULL,
    signed_up_on      date NOT NULL,
    closed_on         date
);
COMMENT ON COLUMN publishers.closed_on IS 'left the service; NULL: with us';

CREATE TABLE shows (
    id           int PRIMARY KEY,
    publisher_id int NOT NULL REFERENCES publishers,
    title        text NOT NULL,
    category     text NOT NULL,
    language     char(2) NOT NULL,
    is_explicit  boolean NOT NULL DEFAULT false,
    keywords     text[] NOT NULL DEFAULT '{}',
    launched_on  date NOT NULL,
    ended_on     date
);
COMMENT ON COLUMN shows.ended_on IS 'NULL: still producing';

CREATE TABLE presenters (
    id        int PRIMARY KEY,
    full_name text NOT NULL,
    born_on   date
);

CREATE TABLE show_presenters (
    show_id      int NOT NULL REFERENCES shows,
    presenter_id int NOT NULL REFERENCES presenters,
    is_main      boolean NOT NULL,
    PRIMARY KEY (show_id, presenter_id)
);

CREATE TABLE episodes (
    id           int PRIMARY KEY,
    show_id      int NOT NULL REFERENCES shows,
    season       int NOT NULL,
    episode_no   int,
    title        text NOT NULL,
    published_at timestamptz NOT NULL,
    duration_s   int NOT NULL,
    is_bonus     boolean NOT NULL DEFAULT false,
    withdrawn_at timestamptz
);
COMMENT ON COLUMN episodes.episode_no IS 'NULL for bonus episodes';
COMMENT ON COLUMN episodes.duration_s IS 'seconds';
COMMENT ON COLUMN episodes.withdrawn_at IS 'taken offline; NULL: online';

CREATE TABLE guests (
    episode_id int NOT NULL REFERENCES episodes,
    full_name  text NOT NULL,
    PRIMARY KEY (episode_id, full_name)
);

CREATE TABLE downloads (
    id           bigint PRIMARY KEY,
    episode_id   int NOT NULL REFERENCES episodes,
    requested_at timestamptz NOT NULL,
    listener     text NOT NULL,
    country      char(2),
    client       jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN downloads.listener IS 'hash of address and device';
COMMENT ON COLUMN downloads.client IS 'keys: app, os (may be missing), robot (true; missing for people)';

CREATE TABLE follower_counts (
    show_id    int NOT NULL REFERENCES shows,
    counted_on date NOT NULL,
    followers  int NOT NULL,
    PRIMARY KEY (show_id, counted_on)
);
COMMENT ON TABLE follower_counts IS 'counted on the first of each month, and not for every show each time';

CREATE TABLE reviews (
    id         int PRIMARY KEY,
    show_id    int NOT NULL REFERENCES shows,
    stars      int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    body       text,
    written_on date NOT NULL
);

CREATE TABLE sponsors (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    industry text
);

CREATE TABLE campaigns (
    id           int PRIMARY KEY,
    sponsor_id   int NOT NULL REFERENCES sponsors,
    title        text NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    budget_cents int NOT NULL,
    cpm_cents    int NOT NULL
);
COMMENT ON COLUMN campaigns.cpm_cents IS 'price of a thousand counted downloads';

CREATE TABLE ad_slots (
    campaign_id int NOT NULL REFERENCES campaigns,
    episode_id  int NOT NULL REFERENCES episodes,
    position    ad_position NOT NULL,
    PRIMARY KEY (campaign_id, episode_id, position)
);

CREATE VIEW counted_downloads AS
SELECT d.episode_id, d.listener, d.requested_at::date AS day, min(d.country) AS country, min(d.client ->> 'app') AS app
FROM downloads AS d
WHERE NOT d.client @> '{"robot": true}'
GROUP BY d.episode_id, d.listener, d.requested_at::date;
