-- A stage race held every summer and its smaller sister in autumn: editions, stages, teams, riders, results of each stage.

CREATE TYPE "Terrain" AS ENUM ('flat', 'hilly', 'mountain', 'time trial');

CREATE TABLE "Team" (
    "TeamId"    int PRIMARY KEY,
    "Name"      text NOT NULL,
    "Country"   char(3) NOT NULL,
    "Founded"   int NOT NULL,
    "Budget"    numeric(5, 1),
    "FoldedOn"  date
);
COMMENT ON COLUMN "Team"."Budget" IS 'million euros a year; NULL: not disclosed';
COMMENT ON COLUMN "Team"."FoldedOn" IS 'NULL: still exists';

CREATE TABLE "Rider" (
    "RiderId"   int PRIMARY KEY,
    "FullName"  text NOT NULL,
    "Country"   char(3) NOT NULL,
    "BornOn"    date,
    "WeightKg"  numeric(4, 1),
    "TeamId"    int REFERENCES "Team",
    "RetiredOn" date
);
COMMENT ON COLUMN "Rider"."TeamId" IS 'team today; NULL: without a team. The team in a race is in "Entry"';
COMMENT ON COLUMN "Rider"."RetiredOn" IS 'NULL: active';

CREATE TABLE "Edition" (
    "EditionId" int PRIMARY KEY,
    "Race"      text NOT NULL,
    "Season"    int NOT NULL,
    "StartsOn"  date NOT NULL,
    "PrizePot"  numeric(9, 2) NOT NULL,
    UNIQUE ("Race", "Season")
);

CREATE TABLE "Stage" (
    "StageId"    int PRIMARY KEY,
    "EditionId"  int NOT NULL REFERENCES "Edition",
    "Number"     int NOT NULL,
    "RiddenOn"   date NOT NULL,
    "StartTown"  text NOT NULL,
    "FinishTown" text NOT NULL,
    "Terrain"    "Terrain" NOT NULL,
    "Kilometres" numeric(5, 1) NOT NULL,
    "ClimbMetres" int,
    "Weather"    jsonb NOT NULL DEFAULT '{}',
    "Annulled"   boolean NOT NULL,
    UNIQUE ("EditionId", "Number")
);
COMMENT ON COLUMN "Stage"."Weather" IS 'keys, each may be missing: sky (text), celsius (number), wind (km/h)';
COMMENT ON COLUMN "Stage"."Annulled" IS 'true: was not raced or does not count; has no results';

CREATE TABLE "Entry" (
    "EditionId"   int NOT NULL REFERENCES "Edition",
    "RiderId"     int NOT NULL REFERENCES "Rider",
    "TeamId"      int NOT NULL REFERENCES "Team",
    "Bib"         int NOT NULL,
    "AbandonedAt" int,
    "Reason"      text,
    PRIMARY KEY ("EditionId", "RiderId"),
    UNIQUE ("EditionId", "Bib")
);
COMMENT ON COLUMN "Entry"."AbandonedAt" IS 'number of the stage on which the rider gave up; NULL: finished the race, or still in it';
COMMENT ON COLUMN "Entry"."Reason" IS 'crash, illness, time limit; NULL: not given, or did not give up';

CREATE TABLE "Result" (
    "StageId"  int NOT NULL REFERENCES "Stage",
    "RiderId"  int NOT NULL REFERENCES "Rider",
    "Place"    int NOT NULL,
    "Seconds"  int NOT NULL,
    "BonusSeconds" int NOT NULL DEFAULT 0,
    "SprintPoints" int NOT NULL DEFAULT 0,
    "ClimbPoints"  int NOT NULL DEFAULT 0,
    PRIMARY KEY ("StageId", "RiderId")
);
COMMENT ON COLUMN "Result"."Seconds" IS 'time over the stage as ridden; the overall time is the sum of "Seconds" less the sum of "BonusSeconds"';

CREATE TABLE "Jersey" (
    "StageId" int NOT NULL REFERENCES "Stage",
    "Colour"  text NOT NULL CHECK ("Colour" IN ('yellow', 'green', 'polka dot')),
    "RiderId" int NOT NULL REFERENCES "Rider",
    PRIMARY KEY ("StageId", "Colour")
);
COMMENT ON TABLE "Jersey" IS 'who wears it after the stage: yellow overall, green sprint points, polka dot climb points';

CREATE TABLE "Fine" (
    "FineId"   int PRIMARY KEY,
    "StageId"  int NOT NULL REFERENCES "Stage",
    "RiderId"  int REFERENCES "Rider",
    "TeamId"   int NOT NULL REFERENCES "Team",
    "Offence"  text NOT NULL,
    "Francs"   int NOT NULL,
    "LiftedOn" date
);
COMMENT ON COLUMN "Fine"."RiderId" IS 'NULL: the team as such was fined';
COMMENT ON COLUMN "Fine"."LiftedOn" IS 'lifted on appeal, does not count; NULL: stands';

CREATE TABLE "TestSample" (
    "TestId"   int PRIMARY KEY,
    "RiderId"  int NOT NULL REFERENCES "Rider",
    "TakenAt"  timestamptz NOT NULL,
    "Kind"     text NOT NULL CHECK ("Kind" IN ('blood', 'urine')),
    "Positive" boolean
);
COMMENT ON TABLE "TestSample" IS 'doping controls, in races and out of them';
COMMENT ON COLUMN "TestSample"."Positive" IS 'NULL: no outcome yet';
