-- A small exchange for digital coins: order book, fills, wallets, transfers on the chains.
-- All times are milliseconds since 1970 (names end in Ms). Amounts are in the coin that the comment names.

CREATE TABLE "coins" (
    "code"         text PRIMARY KEY,
    "name"         text NOT NULL,
    "isStable"     boolean NOT NULL,
    "launchedYear" int,
    "networks"     text[] NOT NULL
);
COMMENT ON COLUMN "coins"."isStable" IS 'true: pegged to a currency';

CREATE TABLE "markets" (
    "symbol"        text PRIMARY KEY,
    "baseCoin"      text NOT NULL REFERENCES "coins",
    "quoteCoin"     text NOT NULL REFERENCES "coins",
    "minQuantity"   numeric(38, 18) NOT NULL,
    "openedAtMs"    bigint NOT NULL,
    "suspendedAtMs" bigint,
    CHECK ("baseCoin" <> "quoteCoin")
);
COMMENT ON COLUMN "markets"."baseCoin" IS 'what is bought and sold; prices and fees are in the quoteCoin';
COMMENT ON COLUMN "markets"."suspendedAtMs" IS 'NULL: trading';

CREATE TABLE "feeTiers" (
    "level"        int PRIMARY KEY,
    "fromVolume"   numeric NOT NULL,
    "toVolume"     numeric,
    "makerPercent" numeric(5, 3) NOT NULL,
    "takerPercent" numeric(5, 3) NOT NULL
);
COMMENT ON TABLE "feeTiers" IS 'fees by turnover in euro coins over 30 days';
COMMENT ON COLUMN "feeTiers"."toVolume" IS 'below this; NULL: no upper end';

CREATE TABLE "traders" (
    "id"           int PRIMARY KEY,
    "handle"       text NOT NULL UNIQUE,
    "legalName"    text,
    "kind"         text NOT NULL CHECK ("kind" IN ('person', 'firm', 'bot')),
    "country"      char(2) NOT NULL,
    "feeLevel"     int NOT NULL REFERENCES "feeTiers",
    "signedUpAtMs" bigint NOT NULL,
    "verifiedAtMs" bigint,
    "blockedAtMs"  bigint,
    "invitedById"  int REFERENCES "traders"
);
COMMENT ON COLUMN "traders"."legalName" IS 'known once verified';
COMMENT ON COLUMN "traders"."verifiedAtMs" IS 'identity checked; NULL: not yet';
COMMENT ON COLUMN "traders"."blockedAtMs" IS 'NULL: free to trade';

CREATE TABLE "wallets" (
    "id"          int PRIMARY KEY,
    "traderId"    int NOT NULL REFERENCES "traders",
    "coin"        text NOT NULL REFERENCES "coins",
    "address"     text NOT NULL,
    "label"       text,
    "archived"    boolean NOT NULL DEFAULT false,
    "createdAtMs" bigint NOT NULL
);

CREATE TABLE "transfers" (
    "id"            int PRIMARY KEY,
    "walletId"      int NOT NULL REFERENCES "wallets",
    "direction"     text NOT NULL CHECK ("direction" IN ('in', 'out')),
    "amount"        numeric(38, 18) NOT NULL,
    "networkFee"    numeric(38, 18) NOT NULL,
    "confirmations" int NOT NULL,
    "requestedAtMs" bigint NOT NULL,
    "completedAtMs" bigint,
    "meta"          jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "transfers"."amount" IS 'in the coin of the wallet, without the network fee';
COMMENT ON COLUMN "transfers"."completedAtMs" IS 'NULL: pending';
COMMENT ON COLUMN "transfers"."meta" IS 'keys: network (text), risk (0 to 100, if screened), memo (text, rarely)';

CREATE TABLE "orders" (
    "id"             int PRIMARY KEY,
    "traderId"       int NOT NULL REFERENCES "traders",
    "market"         text NOT NULL REFERENCES "markets",
    "side"           text NOT NULL CHECK ("side" IN ('buy', 'sell')),
    "orderType"      text NOT NULL CHECK ("orderType" IN ('limit', 'market')),
    "limitPrice"     numeric(38, 18),
    "quantity"       numeric(38, 18) NOT NULL,
    "filledQuantity" numeric(38, 18) NOT NULL DEFAULT 0,
    "status"         text NOT NULL CHECK ("status" IN ('open', 'filled', 'partly filled', 'cancelled')),
    "placedAtMs"     bigint NOT NULL,
    "closedAtMs"     bigint
);
COMMENT ON COLUMN "orders"."limitPrice" IS 'NULL for market orders';
COMMENT ON COLUMN "orders"."status" IS 'open and partly filled orders are in the book';
COMMENT ON COLUMN "orders"."closedAtMs" IS 'filled or cancelled at; NULL: in the book';

CREATE TABLE "fills" (
    "id"           int PRIMARY KEY,
    "market"       text NOT NULL REFERENCES "markets",
    "makerOrderId" int NOT NULL REFERENCES "orders",
    "takerOrderId" int NOT NULL REFERENCES "orders",
    "price"        numeric(38, 18) NOT NULL,
    "quantity"     numeric(38, 18) NOT NULL,
    "makerFee"     numeric(38, 18) NOT NULL,
    "takerFee"     numeric(38, 18) NOT NULL,
    "executedAtMs" bigint NOT NULL
);
COMMENT ON TABLE "fills" IS 'an order that rested in the book (maker) met by one that came in (taker)';
COMMENT ON COLUMN "fills"."quantity" IS 'of the base coin; turnover is price times quantity, in the quote coin';
COMMENT ON COLUMN "fills"."makerFee" IS 'in the quote coin, as is takerFee';
