-- A platform on which private people sell used things: listings, offers and counter-offers, chats, sales, reviews. Money is in euros.

CREATE TYPE "itemCondition" AS ENUM ('new', 'like new', 'good', 'worn');
CREATE TYPE "offerAnswer" AS ENUM ('accepted', 'declined', 'countered', 'expired');

CREATE TABLE "member" (
    "memberId"    int PRIMARY KEY,
    "displayName" text NOT NULL,
    "email"       text NOT NULL UNIQUE,
    "city"        text,
    "bornOn"      date,
    "joinedAt"    timestamptz NOT NULL,
    "verified"    boolean NOT NULL DEFAULT false,
    "languages"   text[] NOT NULL DEFAULT '{}',
    "closedAt"    timestamptz
);
COMMENT ON COLUMN "member"."displayName" IS 'not unique';
COMMENT ON COLUMN "member"."closedAt" IS 'when the account was closed; NULL: open';
COMMENT ON COLUMN "member"."verified" IS 'has shown an identity card';

CREATE TABLE "category" (
    "categoryId" int PRIMARY KEY,
    "label"      text NOT NULL,
    "parentId"   int REFERENCES "category"
);
COMMENT ON COLUMN "category"."parentId" IS 'NULL: a main category';

CREATE TABLE "listing" (
    "listingId"     int PRIMARY KEY,
    "sellerId"      int NOT NULL REFERENCES "member",
    "categoryId"    int NOT NULL REFERENCES "category",
    "title"         text NOT NULL,
    "condition"     "itemCondition" NOT NULL,
    "askingPrice"   numeric(8, 2) NOT NULL,
    "originalPrice" numeric(8, 2),
    "tags"          text[] NOT NULL DEFAULT '{}',
    "details"       jsonb NOT NULL DEFAULT '{}',
    "createdAt"     timestamptz NOT NULL,
    "publishedAt"   timestamptz,
    "withdrawnAt"   timestamptz,
    "shippable"     boolean NOT NULL
);
COMMENT ON COLUMN "listing"."askingPrice" IS 'what the seller asks now';
COMMENT ON COLUMN "listing"."originalPrice" IS 'what the thing cost when it was new, as the seller says; NULL: not told';
COMMENT ON COLUMN "listing"."details" IS '{"brand": text, "colour": text, "year": number}, any of them may be lacking';
COMMENT ON COLUMN "listing"."publishedAt" IS 'NULL: still a draft';
COMMENT ON COLUMN "listing"."withdrawnAt" IS 'taken down unsold; NULL: not';

CREATE TABLE "priceChange" (
    "listingId" int NOT NULL REFERENCES "listing",
    "changedAt" timestamptz NOT NULL,
    "oldPrice"  numeric(8, 2) NOT NULL,
    "newPrice"  numeric(8, 2) NOT NULL,
    PRIMARY KEY ("listingId", "changedAt")
);

CREATE TABLE "offer" (
    "offerId"      int PRIMARY KEY,
    "listingId"    int NOT NULL REFERENCES "listing",
    "fromMemberId" int NOT NULL REFERENCES "member",
    "toMemberId"   int NOT NULL REFERENCES "member",
    "counterToId"  int REFERENCES "offer",
    "amount"       numeric(8, 2) NOT NULL,
    "madeAt"       timestamptz NOT NULL,
    "answer"       "offerAnswer",
    "answeredAt"   timestamptz
);
COMMENT ON TABLE "offer" IS 'a price proposed by a buyer, or by the seller as a counter-offer';
COMMENT ON COLUMN "offer"."counterToId" IS 'the offer that this one counters; NULL: the first of a chain, always a buyer''s';
COMMENT ON COLUMN "offer"."answer" IS 'NULL: waiting for an answer';
COMMENT ON COLUMN "offer"."answeredAt" IS 'NULL: not answered, or expired';

CREATE TABLE "conversation" (
    "conversationId" int PRIMARY KEY,
    "listingId"      int NOT NULL REFERENCES "listing",
    "buyerId"        int NOT NULL REFERENCES "member",
    "startedAt"      timestamptz NOT NULL,
    UNIQUE ("listingId", "buyerId")
);
COMMENT ON TABLE "conversation" IS 'a chat of somebody interested with the seller of the listing';

CREATE TABLE "message" (
    "messageId"      int PRIMARY KEY,
    "conversationId" int NOT NULL REFERENCES "conversation",
    "senderId"       int NOT NULL REFERENCES "member",
    "sentAt"         timestamptz NOT NULL,
    "readAt"         timestamptz,
    "body"           text NOT NULL
);
COMMENT ON COLUMN "message"."readAt" IS 'NULL: unread';

CREATE TABLE "sale" (
    "saleId"      int PRIMARY KEY,
    "listingId"   int NOT NULL REFERENCES "listing",
    "buyerId"     int NOT NULL REFERENCES "member",
    "soldAt"      timestamptz NOT NULL,
    "price"       numeric(8, 2) NOT NULL,
    "shippingFee" numeric(6, 2),
    "paidWith"    text NOT NULL,
    "cancelledAt" timestamptz
);
COMMENT ON TABLE "sale" IS 'a cancelled sale is no sale; its listing may be sold again';
COMMENT ON COLUMN "sale"."shippingFee" IS 'on top of the price; NULL: collected in person';

CREATE TABLE "review" (
    "saleId"    int NOT NULL REFERENCES "sale",
    "authorId"  int NOT NULL REFERENCES "member",
    "aboutId"   int NOT NULL REFERENCES "member",
    "stars"     smallint NOT NULL CHECK ("stars" BETWEEN 1 AND 5),
    "writtenAt" timestamptz NOT NULL,
    "comment"   text,
    PRIMARY KEY ("saleId", "authorId")
);
COMMENT ON TABLE "review" IS 'after a sale each side may rate the other';

CREATE TABLE "favourite" (
    "memberId"  int NOT NULL REFERENCES "member",
    "listingId" int NOT NULL REFERENCES "listing",
    "savedAt"   timestamptz NOT NULL,
    PRIMARY KEY ("memberId", "listingId")
);

CREATE TABLE "report" (
    "reportId"   int PRIMARY KEY,
    "listingId"  int NOT NULL REFERENCES "listing",
    "reporterId" int NOT NULL REFERENCES "member",
    "reportedAt" timestamptz NOT NULL,
    "reason"     text NOT NULL,
    "resolvedAt" timestamptz
);
COMMENT ON COLUMN "report"."reason" IS 'fake, forbidden, duplicate or rude';

CREATE VIEW "liveListing" AS
SELECT l."listingId", l."sellerId", l."categoryId", l."title", l."askingPrice", l."publishedAt"
FROM "listing" AS l
WHERE l."publishedAt" IS NOT NULL AND l."withdrawnAt" IS NULL
  AND NOT EXISTS (SELECT 1 FROM "sale" AS s WHERE s."listingId" = l."listingId" AND s."cancelledAt" IS NULL);
COMMENT ON VIEW "liveListing" IS 'what can be bought now';
