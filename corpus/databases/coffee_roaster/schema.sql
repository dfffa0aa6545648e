-- A coffee roaster: green lots from importers, roasts, cuppings, bags sold to cafés, shops, offices and private people, subscriptions. Money is in euros.

CREATE TYPE "processing" AS ENUM ('washed', 'natural', 'honey', 'wet-hulled');
CREATE TYPE "roastLevel" AS ENUM ('light', 'medium', 'dark');
CREATE TYPE "customerKind" AS ENUM ('café', 'shop', 'office', 'private');

CREATE TABLE "importers" (
    "importerId" int PRIMARY KEY,
    "name"       text NOT NULL UNIQUE,
    "country"    text NOT NULL,
    "minimumKg"  int
);
COMMENT ON COLUMN "importers"."country" IS 'where the importer has its seat, not where the beans grow';
COMMENT ON COLUMN "importers"."minimumKg" IS 'smallest order that is accepted; NULL: any';

CREATE TABLE "greenLots" (
    "lotId"       int PRIMARY KEY,
    "importerId"  int NOT NULL REFERENCES "importers",
    "lotCode"     text NOT NULL UNIQUE,
    "country"     text NOT NULL,
    "farm"        text,
    "processing"  "processing" NOT NULL,
    "varieties"   text[] NOT NULL DEFAULT '{}',
    "arrivedOn"   date NOT NULL,
    "boughtKg"    numeric(7, 1) NOT NULL,
    "pricePerKg"  numeric(6, 2) NOT NULL,
    "cupScore"    numeric(4, 2),
    "organic"     boolean NOT NULL
);
COMMENT ON TABLE "greenLots" IS 'green coffee as bought; what is left is boughtKg less the greenKg of its roasts';
COMMENT ON COLUMN "greenLots"."farm" IS 'NULL: from many smallholders';
COMMENT ON COLUMN "greenLots"."cupScore" IS 'of the sample before buying, 0 to 100; NULL: bought blind';

CREATE TABLE "staff" (
    "staffId"   int PRIMARY KEY,
    "fullName"  text NOT NULL,
    "jobTitle"  text NOT NULL,
    "bossId"    int REFERENCES "staff",
    "startedOn" date NOT NULL,
    "leftOn"    date
);

CREATE TABLE "roasts" (
    "roastId"   int PRIMARY KEY,
    "lotId"     int NOT NULL REFERENCES "greenLots",
    "staffId"   int NOT NULL REFERENCES "staff",
    "machine"   text NOT NULL CHECK ("machine" IN ('Greta', 'Piccolo')),
    "roastedAt" timestamptz NOT NULL,
    "level"     "roastLevel" NOT NULL,
    "greenKg"   numeric(6, 2) NOT NULL,
    "roastedKg" numeric(6, 2) NOT NULL,
    "discarded" boolean NOT NULL,
    "curve"     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "roasts"."roastedKg" IS 'weight afterwards; the roast loss is what is missing to greenKg, in percent of greenKg';
COMMENT ON COLUMN "roasts"."discarded" IS 'thrown away, not to be counted as production';
COMMENT ON COLUMN "roasts"."curve" IS '{"seconds": number, "dropCelsius": number, "aborted": true}; aborted is missing where it was not';

CREATE TABLE "cuppings" (
    "cuppingId" int PRIMARY KEY,
    "roastId"   int NOT NULL REFERENCES "roasts",
    "staffId"   int NOT NULL REFERENCES "staff",
    "cuppedOn"  date NOT NULL,
    "score"     numeric(4, 2) NOT NULL,
    "notes"     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE "cuppings" IS 'tastings of a roast by one of the staff';

CREATE TABLE "products" (
    "productId"   int PRIMARY KEY,
    "name"        text NOT NULL,
    "bagGrams"    int NOT NULL,
    "isBlend"     boolean NOT NULL,
    "decaf"       boolean NOT NULL,
    "listPrice"   numeric(6, 2) NOT NULL,
    "flavours"    text[] NOT NULL DEFAULT '{}',
    "launchedOn"  date NOT NULL,
    "withdrawnOn" date,
    UNIQUE ("name", "bagGrams")
);
COMMENT ON COLUMN "products"."listPrice" IS 'for one bag, today';
COMMENT ON COLUMN "products"."withdrawnOn" IS 'NULL: on sale';

CREATE TABLE "customers" (
    "customerId" int PRIMARY KEY,
    "name"       text NOT NULL,
    "kind"       "customerKind" NOT NULL,
    "city"       text NOT NULL,
    "email"      text,
    "firstContactOn" date NOT NULL,
    "managerId"  int REFERENCES "staff"
);
COMMENT ON COLUMN "customers"."managerId" IS 'who of the staff looks after them; NULL: nobody';

CREATE TABLE "orders" (
    "orderId"     int PRIMARY KEY,
    "customerId"  int NOT NULL REFERENCES "customers",
    "orderedAt"   timestamptz NOT NULL,
    "shippedOn"   date,
    "cancelledOn" date,
    "channel"     text NOT NULL CHECK ("channel" IN ('web', 'phone', 'fair')),
    "shippingFee" numeric(5, 2) NOT NULL
);
COMMENT ON COLUMN "orders"."cancelledOn" IS 'a cancelled order is no sale; NULL: stands';
COMMENT ON COLUMN "orders"."shippingFee" IS 'not part of the sales';

CREATE TABLE "orderItems" (
    "orderId"   int NOT NULL REFERENCES "orders",
    "productId" int NOT NULL REFERENCES "products",
    "bags"      int NOT NULL CHECK ("bags" > 0),
    "unitPrice" numeric(6, 2) NOT NULL,
    "grind"     text,
    PRIMARY KEY ("orderId", "productId")
);
COMMENT ON COLUMN "orderItems"."unitPrice" IS 'euros for a bag as agreed; sales are bags * unitPrice of orders that are not cancelled, by orderedAt';
COMMENT ON COLUMN "orderItems"."grind" IS 'espresso, filter, french press; NULL: whole beans';

CREATE TABLE "subscriptions" (
    "subscriptionId" int PRIMARY KEY,
    "customerId"     int NOT NULL REFERENCES "customers",
    "productId"      int NOT NULL REFERENCES "products",
    "bags"           int NOT NULL,
    "everyDays"      int NOT NULL,
    "startedOn"      date NOT NULL,
    "endedOn"        date,
    "lastDeliveryOn" date
);
COMMENT ON COLUMN "subscriptions"."endedOn" IS 'NULL: running';
COMMENT ON COLUMN "subscriptions"."lastDeliveryOn" IS 'the next delivery is due everyDays later; NULL: nothing delivered yet, due at once';
