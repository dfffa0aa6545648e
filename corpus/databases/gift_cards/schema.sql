-- An issuer of gift cards for partner shops. All money is in euro cents; moments are epoch seconds in the transaction tables (the payment terminal's way), dates elsewhere.

CREATE TYPE card_state AS ENUM ('ordered', 'active', 'blocked', 'used up', 'expired');
CREATE TYPE sales_channel AS ENUM ('shop', 'web', 'corporate');

CREATE TABLE partner (
    id            int PRIMARY KEY,
    name          text NOT NULL,
    branch        text NOT NULL,
    fee_percent   numeric(4, 2) NOT NULL,
    joined_on     date NOT NULL,
    left_on       date
);
COMMENT ON COLUMN partner.branch IS 'trade: fashion, books, food, sport, beauty, travel';
COMMENT ON COLUMN partner.fee_percent IS 'percent of what is redeemed there that we keep';
COMMENT ON COLUMN partner.left_on IS 'NULL: still takes our cards';

CREATE TABLE outlet (
    id         int PRIMARY KEY,
    partner_id int NOT NULL REFERENCES partner,
    town       text NOT NULL,
    terminal   text,
    closed     smallint NOT NULL DEFAULT 0
);
COMMENT ON TABLE outlet IS 'shops of partners';
COMMENT ON COLUMN outlet.terminal IS 'number of its terminal; NULL: redeems by telephone';
COMMENT ON COLUMN outlet.closed IS '1 closed, 0 open';

CREATE TABLE design (
    id          int PRIMARY KEY,
    title       text NOT NULL,
    occasion    text,
    retired     smallint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN design.occasion IS 'birthday, christmas, wedding, thanks; NULL: for any';
COMMENT ON COLUMN design.retired IS '1 no longer printed, 0 in use';

CREATE TABLE buyer (
    id          int PRIMARY KEY,
    full_name   text NOT NULL,
    email       text,
    is_company  smallint NOT NULL,
    country     char(2) NOT NULL,
    registered_on date NOT NULL
);
COMMENT ON COLUMN buyer.is_company IS '1 a company that gives cards to its staff, 0 a person';

CREATE TABLE batch (
    id          int PRIMARY KEY,
    buyer_id    int NOT NULL REFERENCES buyer,
    ordered_on  date NOT NULL,
    pieces      int NOT NULL,
    discount_percent numeric(4, 1) NOT NULL,
    paid_on     date
);
COMMENT ON TABLE batch IS 'corporate orders of many cards at once';
COMMENT ON COLUMN batch.paid_on IS 'NULL: not paid';

CREATE TABLE card (
    id            int PRIMARY KEY,
    number        text NOT NULL UNIQUE,
    design_id     int NOT NULL REFERENCES design,
    buyer_id      int REFERENCES buyer,
    batch_id      int REFERENCES batch,
    channel       sales_channel,
    issued_on     date NOT NULL,
    expires_on    date NOT NULL,
    face_cents    int NOT NULL,
    state         card_state NOT NULL,
    message       text
);
COMMENT ON COLUMN card.buyer_id IS 'NULL: bought in a shop with cash';
COMMENT ON COLUMN card.face_cents IS 'value when issued';
COMMENT ON COLUMN card.state IS 'as of last night';

CREATE TABLE activation (
    card_id      int PRIMARY KEY REFERENCES card,
    at_epoch     bigint NOT NULL,
    outlet_id    int REFERENCES outlet
);
COMMENT ON TABLE activation IS 'a card is worth something only once it is activated';
COMMENT ON COLUMN activation.at_epoch IS 'seconds since 1970, UTC';
COMMENT ON COLUMN activation.outlet_id IS 'NULL: on the web';

CREATE TABLE redemption (
    id          int PRIMARY KEY,
    card_id     int NOT NULL REFERENCES card,
    outlet_id   int NOT NULL REFERENCES outlet,
    at_epoch    bigint NOT NULL,
    cents       int NOT NULL CHECK (cents > 0),
    reversed    smallint NOT NULL DEFAULT 0
);
COMMENT ON TABLE redemption IS 'payments with a card; many a card is spent in parts';
COMMENT ON COLUMN redemption.at_epoch IS 'seconds since 1970, UTC';
COMMENT ON COLUMN redemption.reversed IS '1 taken back by the shop: counts for nothing, 0 stands';

CREATE TABLE reload (
    id       int PRIMARY KEY,
    card_id  int NOT NULL REFERENCES card,
    at_epoch bigint NOT NULL,
    cents    int NOT NULL
);
COMMENT ON TABLE reload IS 'money put on a card later';

CREATE TABLE settlement (
    id          int PRIMARY KEY,
    partner_id  int NOT NULL REFERENCES partner,
    month       date NOT NULL,
    redeemed_cents bigint NOT NULL,
    fee_cents   bigint NOT NULL,
    paid_out_on date,
    UNIQUE (partner_id, month)
);
COMMENT ON TABLE settlement IS 'what we owe a partner for a month: redeemed less fee';
COMMENT ON COLUMN settlement.paid_out_on IS 'NULL: not paid out';

CREATE TABLE complaint (
    id         int PRIMARY KEY,
    card_id    int NOT NULL REFERENCES card,
    raised_on  date NOT NULL,
    topic      text NOT NULL,
    refunded_cents int,
    closed_on  date
);
COMMENT ON COLUMN complaint.topic IS 'lost, not accepted, wrong balance, expired';

CREATE INDEX ON redemption (card_id);
CREATE INDEX ON reload (card_id);

CREATE VIEW card_balance AS
SELECT c.id AS card_id, c.number, c.state, c.expires_on, c.face_cents
       + coalesce((SELECT sum(l.cents) FROM reload AS l WHERE l.card_id = c.id), 0)
       - coalesce((SELECT sum(r.cents) FROM redemption AS r WHERE r.card_id = c.id AND r.reversed = 0), 0) AS balance_cents
FROM card AS c
WHERE EXISTS (SELECT 1 FROM activation AS a WHERE a.card_id = c.id);
COMMENT ON VIEW card_balance IS 'what is left on each activated card, also on expired ones';
