-- A house of rented meeting rooms in three cities: companies and their people book rooms by the hour, order catering, and pay monthly.

CREATE TYPE "bookingState" AS ENUM ('requested', 'confirmed', 'cancelled', 'noShow');
CREATE TYPE "roomClass" AS ENUM ('cabin', 'standard', 'large', 'hall');

CREATE TABLE "site" (
    "id"       int PRIMARY KEY,
    "name"     text NOT NULL,
    "city"     text NOT NULL,
    "openedOn" date NOT NULL,
    "closedOn" date
);
COMMENT ON COLUMN "site"."closedOn" IS 'NULL: open';

CREATE TABLE "room" (
    "id"          int PRIMARY KEY,
    "siteId"      int NOT NULL REFERENCES "site",
    "name"        text NOT NULL,
    "roomClass"   "roomClass" NOT NULL,
    "floorNo"     smallint NOT NULL,
    "seats"       int NOT NULL,
    "hourlyPrice" numeric(7, 2) NOT NULL,
    "hasDaylight" boolean NOT NULL,
    "features"    text[] NOT NULL DEFAULT '{}',
    "retired"     boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN "room"."hourlyPrice" IS 'euros an hour on today''s price list; a booking keeps the price it was made at';
COMMENT ON COLUMN "room"."retired" IS 'no longer let';

CREATE TABLE "company" (
    "id"          int PRIMARY KEY,
    "name"        text NOT NULL,
    "plan"        text NOT NULL CHECK ("plan" IN ('payAsYouGo', 'team', 'enterprise')),
    "hoursPerMonth" int,
    "memberSince" date NOT NULL,
    "leftOn"      date
);
COMMENT ON COLUMN "company"."hoursPerMonth" IS 'hours included in the plan; NULL: none';
COMMENT ON COLUMN "company"."leftOn" IS 'NULL: still a member';

CREATE TABLE "person" (
    "id"        int PRIMARY KEY,
    "companyId" int NOT NULL REFERENCES "company",
    "fullName"  text NOT NULL,
    "email"     text NOT NULL,
    "isAdmin"   boolean NOT NULL DEFAULT false
);

CREATE TABLE "series" (
    "id"        int PRIMARY KEY,
    "personId"  int NOT NULL REFERENCES "person",
    "title"     text NOT NULL,
    "isoWeekday" smallint NOT NULL CHECK ("isoWeekday" BETWEEN 1 AND 7),
    "firstDay"  date NOT NULL,
    "lastDay"   date
);
COMMENT ON TABLE "series" IS 'weekly meetings that make bookings';
COMMENT ON COLUMN "series"."lastDay" IS 'NULL: without end';

CREATE TABLE "booking" (
    "id"          int PRIMARY KEY,
    "roomId"      int NOT NULL REFERENCES "room",
    "bookedBy"    int NOT NULL REFERENCES "person",
    "seriesId"    int REFERENCES "series",
    "title"       text,
    "startsAt"    timestamptz NOT NULL,
    "endsAt"      timestamptz NOT NULL CHECK ("endsAt" > "startsAt"),
    "attendees"   int,
    "state"       "bookingState" NOT NULL,
    "pricePerHour" numeric(7, 2) NOT NULL,
    "createdAt"   timestamptz NOT NULL,
    "checkedInAt" timestamptz,
    "cancelledAt" timestamptz
);
COMMENT ON COLUMN "booking"."seriesId" IS 'NULL: booked once';
COMMENT ON COLUMN "booking"."attendees" IS 'expected; NULL: not said';
COMMENT ON COLUMN "booking"."state" IS 'noShow: confirmed, but nobody came. Confirmed bookings and no-shows are paid for, requested and cancelled ones are not';
COMMENT ON COLUMN "booking"."checkedInAt" IS 'NULL: nobody opened the door';

CREATE TABLE "equipment" (
    "id"       int PRIMARY KEY,
    "name"     text NOT NULL,
    "dayPrice" numeric(6, 2) NOT NULL
);

CREATE TABLE "bookingEquipment" (
    "bookingId"   int NOT NULL REFERENCES "booking",
    "equipmentId" int NOT NULL REFERENCES "equipment",
    "pieces"      int NOT NULL DEFAULT 1,
    PRIMARY KEY ("bookingId", "equipmentId")
);

CREATE TABLE "menuItem" (
    "id"        int PRIMARY KEY,
    "name"      text NOT NULL,
    "kind"      text NOT NULL,
    "price"     numeric(6, 2) NOT NULL,
    "vegan"     boolean NOT NULL
);
COMMENT ON COLUMN "menuItem"."kind" IS 'drink, snack or meal';

CREATE TABLE "cateringOrder" (
    "id"         int PRIMARY KEY,
    "bookingId"  int NOT NULL REFERENCES "booking",
    "menuItemId" int NOT NULL REFERENCES "menuItem",
    "portions"   int NOT NULL,
    "unitPrice"  numeric(6, 2) NOT NULL,
    "servedAt"   timestamptz
);
COMMENT ON COLUMN "cateringOrder"."servedAt" IS 'NULL: not served (yet)';

CREATE TABLE "invoice" (
    "id"        int PRIMARY KEY,
    "companyId" int NOT NULL REFERENCES "company",
    "month"     date NOT NULL,
    "roomTotal" numeric(10, 2) NOT NULL,
    "extraTotal" numeric(10, 2) NOT NULL,
    "sentOn"    date NOT NULL,
    "paidOn"    date,
    UNIQUE ("companyId", "month")
);
COMMENT ON COLUMN "invoice"."month" IS 'first day of the month that is billed';
COMMENT ON COLUMN "invoice"."extraTotal" IS 'catering and equipment';

CREATE TABLE "feedback" (
    "bookingId" int PRIMARY KEY REFERENCES "booking",
    "score"     int NOT NULL CHECK ("score" BETWEEN 1 AND 5),
    "comment"   text,
    "givenOn"   date NOT NULL
);

CREATE VIEW "paidHours" AS
SELECT b."id" AS "bookingId", b."roomId", b."bookedBy", b."startsAt", extract(epoch FROM b."endsAt" - b."startsAt") / 3600.0 AS "hours", extract(epoch FROM b."endsAt" - b."startsAt") / 3600.0 * b."pricePerHour" AS "charge"
FROM "booking" AS b
WHERE b."state" IN ('confirmed', 'noShow');
COMMENT ON VIEW "paidHours" IS 'hours and charge of each booking that is paid for, future ones included';
