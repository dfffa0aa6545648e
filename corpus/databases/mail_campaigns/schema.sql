-- E-mail marketing of an outdoor outfitter: who gets which mail, and what they do with it.
-- Each open and each click is one row: a person who opens a mail three times leaves three rows.

CREATE TYPE campaign_kind AS ENUM ('newsletter', 'promotion', 'winback', 'survey');
CREATE TYPE campaign_status AS ENUM ('draft', 'scheduled', 'sent', 'cancelled');

CREATE TABLE subscribers (
    id              int PRIMARY KEY,
    email           text NOT NULL UNIQUE,
    first_name      text,
    country         char(2) NOT NULL,
    signup_source   text NOT NULL CHECK (signup_source IN ('shop', 'website', 'checkout', 'fair')),
    signed_up_at    timestamptz NOT NULL,
    confirmed_at    timestamptz,
    unsubscribed_at timestamptz,
    birthday        date,
    interests       text[] NOT NULL DEFAULT '{}',
    attributes      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN subscribers.confirmed_at IS 'double opt-in; NULL: never clicked the link, such people get no mail';
COMMENT ON COLUMN subscribers.unsubscribed_at IS 'NULL: not unsubscribed; active subscribers are confirmed and not unsubscribed';
COMMENT ON COLUMN subscribers.attributes IS '{"tier": "silver" | "gold", "shoe_size": number}, each may be missing';

CREATE TABLE lists (
    id   int PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE list_members (
    list_id       int NOT NULL REFERENCES lists,
    subscriber_id int NOT NULL REFERENCES subscribers,
    joined_on     date NOT NULL,
    left_on       date,
    PRIMARY KEY (list_id, subscriber_id)
);
COMMENT ON COLUMN list_members.left_on IS 'NULL: still on the list';

CREATE TABLE campaigns (
    id           int PRIMARY KEY,
    name         text NOT NULL,
    kind         campaign_kind NOT NULL,
    status       campaign_status NOT NULL,
    list_id      int NOT NULL REFERENCES lists,
    subject      text NOT NULL,
    created_at   timestamptz NOT NULL,
    sent_at      timestamptz,
    variant_of_id int REFERENCES campaigns,
    budget_eur   numeric(8, 2)
);
COMMENT ON COLUMN campaigns.sent_at IS 'start of sending; NULL unless the status is sent';
COMMENT ON COLUMN campaigns.variant_of_id IS 'the campaign whose second variant (B) this is; NULL: a first variant or no test';
COMMENT ON COLUMN campaigns.budget_eur IS 'NULL: without a budget of its own';

CREATE TABLE links (
    id          int PRIMARY KEY,
    campaign_id int NOT NULL REFERENCES campaigns,
    label       text NOT NULL,
    url         text NOT NULL
);

CREATE TABLE sends (
    id            int PRIMARY KEY,
    campaign_id   int NOT NULL REFERENCES campaigns,
    subscriber_id int NOT NULL REFERENCES subscribers,
    sent_at       timestamptz NOT NULL,
    UNIQUE (campaign_id, subscriber_id)
);
COMMENT ON TABLE sends IS 'one mail to one person; it was delivered unless it has a bounce';

CREATE TABLE bounces (
    send_id    int PRIMARY KEY REFERENCES sends,
    bounced_at timestamptz NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('hard', 'soft')),
    reason     text
);

CREATE TABLE opens (
    id        int PRIMARY KEY,
    send_id   int NOT NULL REFERENCES sends,
    opened_at timestamptz NOT NULL,
    device    text
);
COMMENT ON COLUMN opens.device IS 'phone, desktop or tablet; NULL: hidden by the mail program';

CREATE TABLE clicks (
    id         int PRIMARY KEY,
    send_id    int NOT NULL REFERENCES sends,
    link_id    int NOT NULL REFERENCES links,
    clicked_at timestamptz NOT NULL
);

CREATE TABLE unsubscribes (
    id            int PRIMARY KEY,
    subscriber_id int NOT NULL REFERENCES subscribers,
    send_id       int REFERENCES sends,
    happened_at   timestamptz NOT NULL,
    reason        text
);
COMMENT ON COLUMN unsubscribes.send_id IS 'the mail from which it was done; NULL: by phone or in the shop';
COMMENT ON COLUMN unsubscribes.reason IS 'NULL: none given';

CREATE TABLE orders (
    id            int PRIMARY KEY,
    subscriber_id int NOT NULL REFERENCES subscribers,
    send_id       int REFERENCES sends,
    ordered_at    timestamptz NOT NULL,
    amount_eur    numeric(8, 2) NOT NULL,
    refunded_at   timestamptz
);
COMMENT ON COLUMN orders.send_id IS 'the mail to which the order is credited; NULL: none';
COMMENT ON COLUMN orders.refunded_at IS 'a refunded order is no revenue';
