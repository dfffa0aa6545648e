-- A firm that puts solar panels on roofs: leads, surveys, quotes, installations with their crews, monthly yields, complaints. Money is in euros.

CREATE TYPE "shadingGrade" AS ENUM ('none', 'little', 'strong');
CREATE TYPE "severityGrade" AS ENUM ('low', 'medium', 'high');

CREATE TABLE "crews" (
    "crewId"   int PRIMARY KEY,
    "crewName" text NOT NULL UNIQUE,
    "skills"   text[] NOT NULL DEFAULT '{}',
    "dissolvedOn" date
);
COMMENT ON COLUMN "crews"."dissolvedOn" IS 'NULL: at work';

CREATE TABLE "staff" (
    "staffId"  int PRIMARY KEY,
    "fullName" text NOT NULL,
    "role"     text NOT NULL CHECK ("role" IN ('sales', 'fitter', 'electrician', 'office')),
    "crewId"   int REFERENCES "crews",
    "bossId"   int REFERENCES "staff",
    "hiredOn"  date NOT NULL,
    "leftOn"   date
);
COMMENT ON COLUMN "staff"."crewId" IS 'NULL: in no crew';
COMMENT ON COLUMN "staff"."leftOn" IS 'NULL: still employed';

CREATE TABLE "leads" (
    "leadId"     int PRIMARY KEY,
    "fullName"   text NOT NULL,
    "email"      text,
    "town"       text NOT NULL,
    "source"     text NOT NULL CHECK ("source" IN ('web', 'fair', 'referral', 'flyer')),
    "receivedAt" timestamptz NOT NULL,
    "lostOn"     date,
    "lostReason" text
);
COMMENT ON TABLE "leads" IS 'people who asked for an offer';
COMMENT ON COLUMN "leads"."lostOn" IS 'when we gave up on them; NULL: open or won';

CREATE TABLE "surveys" (
    "surveyId"  int PRIMARY KEY,
    "leadId"    int NOT NULL REFERENCES "leads",
    "staffId"   int NOT NULL REFERENCES "staff",
    "visitedOn" date NOT NULL,
    "roofSqm"   numeric(6, 1),
    "shading"   "shadingGrade" NOT NULL
);
COMMENT ON TABLE "surveys" IS 'visits to look at the roof';
COMMENT ON COLUMN "surveys"."roofSqm" IS 'usable square metres; NULL: could not be measured';

CREATE TABLE "quotes" (
    "quoteId"    int PRIMARY KEY,
    "leadId"     int NOT NULL REFERENCES "leads",
    "staffId"    int NOT NULL REFERENCES "staff",
    "sentOn"     date NOT NULL,
    "validUntil" date NOT NULL,
    "kwp"        numeric(5, 2) NOT NULL,
    "batteryKwh" numeric(5, 1),
    "priceEur"   numeric(9, 2) NOT NULL,
    "acceptedOn" date,
    "rejectedOn" date
);
COMMENT ON TABLE "quotes" IS 'offers; a lead may get several, one at most is accepted. Neither accepted nor rejected: undecided';
COMMENT ON COLUMN "quotes"."kwp" IS 'peak power in kilowatts';
COMMENT ON COLUMN "quotes"."batteryKwh" IS 'NULL: without a battery';

CREATE TABLE "installations" (
    "installationId" int PRIMARY KEY,
    "quoteId"        int NOT NULL UNIQUE REFERENCES "quotes",
    "crewId"         int NOT NULL REFERENCES "crews",
    "startedOn"      date NOT NULL,
    "finishedOn"     date,
    "builtKwp"       numeric(5, 2) NOT NULL,
    "modules"        jsonb NOT NULL,
    "invoiceEur"     numeric(9, 2),
    "paidOn"         date
);
COMMENT ON COLUMN "installations"."finishedOn" IS 'NULL: being built';
COMMENT ON COLUMN "installations"."modules" IS '{"maker": text, "count": number, "watt": number, "bifacial": true}; bifacial is missing where they are not';
COMMENT ON COLUMN "installations"."invoiceEur" IS 'NULL until invoiced; sales are its sum by finishedOn. paidOn NULL: unpaid';

CREATE TABLE "yields" (
    "installationId" int NOT NULL REFERENCES "installations",
    "monthStart"     date NOT NULL,
    "kwh"            numeric(8, 1) NOT NULL,
    PRIMARY KEY ("installationId", "monthStart")
);
COMMENT ON TABLE "yields" IS 'electricity that an installation gave in a whole month; specific yield is kwh divided by builtKwp';

CREATE TABLE "complaints" (
    "complaintId"    int PRIMARY KEY,
    "installationId" int NOT NULL REFERENCES "installations",
    "openedAt"       timestamptz NOT NULL,
    "closedAt"       timestamptz,
    "topic"          text NOT NULL,
    "severity"       "severityGrade" NOT NULL,
    "costEur"        numeric(8, 2)
);
COMMENT ON COLUMN "complaints"."closedAt" IS 'NULL: open';
COMMENT ON COLUMN "complaints"."costEur" IS 'what mending cost us; NULL: not known';
