-- An amateur football league of eight clubs that plays by the calendar year. Everybody meets everybody twice, at home and away.
-- A win gives three points, a draw one. An own goal counts for "ForClubId" although its scorer belongs to the other club.

CREATE TYPE "PlayerPosition" AS ENUM ('goalkeeper', 'defender', 'midfielder', 'forward');
CREATE TYPE "MatchStatus" AS ENUM ('scheduled', 'played', 'postponed', 'abandoned');

CREATE TABLE "Seasons" (
    "SeasonId" int PRIMARY KEY,
    "Title"    text NOT NULL UNIQUE,
    "Sponsor"  text
);
COMMENT ON COLUMN "Seasons"."Title" IS 'the year as text, such as 2024';

CREATE TABLE "Clubs" (
    "ClubId"      int PRIMARY KEY,
    "ClubName"    text NOT NULL,
    "Town"        text NOT NULL,
    "FoundedYear" int,
    "GroundName"  text NOT NULL,
    "Capacity"    int NOT NULL
);

CREATE TABLE "Players" (
    "PlayerId"  int PRIMARY KEY,
    "FirstName" text NOT NULL,
    "LastName"  text NOT NULL,
    "BornOn"    date,
    "Position"  "PlayerPosition" NOT NULL,
    "LeftFoot"  boolean NOT NULL
);

CREATE TABLE "Registrations" (
    "PlayerId"    int NOT NULL REFERENCES "Players",
    "ClubId"      int NOT NULL REFERENCES "Clubs",
    "ValidFrom"   date NOT NULL,
    "ValidTo"     date,
    "ShirtNumber" int NOT NULL,
    PRIMARY KEY ("PlayerId", "ValidFrom")
);
COMMENT ON TABLE "Registrations" IS 'which club a player may play for; "ValidTo" is the last day, NULL: still';

CREATE TABLE "Referees" (
    "RefereeId" int PRIMARY KEY,
    "FullName"  text NOT NULL,
    "Licence"   int NOT NULL CHECK ("Licence" BETWEEN 1 AND 4),
    "RetiredOn" date
);
COMMENT ON COLUMN "Referees"."Licence" IS '1 highest to 4 lowest';

CREATE TABLE "Matches" (
    "MatchId"    int PRIMARY KEY,
    "SeasonId"   int NOT NULL REFERENCES "Seasons",
    "Matchday"   int NOT NULL,
    "KickOff"    timestamp NOT NULL,
    "HomeClubId" int NOT NULL REFERENCES "Clubs",
    "AwayClubId" int NOT NULL REFERENCES "Clubs",
    "HomeGoals"  int,
    "AwayGoals"  int,
    "RefereeId"  int REFERENCES "Referees",
    "Attendance" int,
    "Status"     "MatchStatus" NOT NULL,
    CHECK ("HomeClubId" <> "AwayClubId")
);
COMMENT ON COLUMN "Matches"."HomeGoals" IS 'NULL unless played';
COMMENT ON COLUMN "Matches"."Attendance" IS 'spectators; NULL: not counted';
COMMENT ON COLUMN "Matches"."RefereeId" IS 'NULL: not yet named';

CREATE TABLE "Appearances" (
    "MatchId"  int NOT NULL REFERENCES "Matches",
    "PlayerId" int NOT NULL REFERENCES "Players",
    "ClubId"   int NOT NULL REFERENCES "Clubs",
    "Started"  boolean NOT NULL,
    "Minutes"  int NOT NULL,
    PRIMARY KEY ("MatchId", "PlayerId")
);

CREATE TABLE "Goals" (
    "GoalId"    int PRIMARY KEY,
    "MatchId"   int NOT NULL REFERENCES "Matches",
    "Minute"    int NOT NULL,
    "ScorerId"  int NOT NULL REFERENCES "Players",
    "ForClubId" int NOT NULL REFERENCES "Clubs",
    "OwnGoal"   boolean NOT NULL,
    "Penalty"   boolean NOT NULL
);
COMMENT ON COLUMN "Goals"."ForClubId" IS 'the club that the goal counts for';

CREATE TABLE "Cards" (
    "CardId"   int PRIMARY KEY,
    "MatchId"  int NOT NULL REFERENCES "Matches",
    "PlayerId" int NOT NULL REFERENCES "Players",
    "Minute"   int NOT NULL,
    "Colour"   text NOT NULL CHECK ("Colour" IN ('yellow', 'red'))
);

CREATE TABLE "Suspensions" (
    "SuspensionId"  int PRIMARY KEY,
    "PlayerId"      int NOT NULL REFERENCES "Players",
    "CardId"        int REFERENCES "Cards",
    "StartsOn"      date NOT NULL,
    "MatchesBanned" int NOT NULL,
    "LiftedOn"      date,
    "Reason"        text
);
COMMENT ON COLUMN "Suspensions"."LiftedOn" IS 'NULL: still suspended';
COMMENT ON COLUMN "Suspensions"."CardId" IS 'NULL: not for a card';

CREATE VIEW "TeamResults" AS
SELECT "MatchId", "SeasonId", "KickOff", "HomeClubId" AS "ClubId", true AS "AtHome", "HomeGoals" AS "GoalsFor", "AwayGoals" AS "GoalsAgainst",
       CASE WHEN "HomeGoals" > "AwayGoals" THEN 3 WHEN "HomeGoals" = "AwayGoals" THEN 1 ELSE 0 END AS "Points"
FROM "Matches"
WHERE "Status" = 'played'
UNION ALL
SELECT "MatchId", "SeasonId", "KickOff", "AwayClubId", false, "AwayGoals", "HomeGoals",
       CASE WHEN "AwayGoals" > "HomeGoals" THEN 3 WHEN "AwayGoals" = "HomeGoals" THEN 1 ELSE 0 END
FROM "Matches"
WHERE "Status" = 'played';
COMMENT ON VIEW "TeamResults" IS 'each played match twice, once for either club';
