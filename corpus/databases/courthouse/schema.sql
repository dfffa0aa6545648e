-- A district court: files, who is party to them, who judges them and when, what is heard, what it costs.

CREATE TYPE "CaseKind" AS ENUM ('civil', 'family', 'criminal', 'labour');
CREATE TYPE "PartyRole" AS ENUM ('plaintiff', 'defendant', 'witness', 'expert');
CREATE TYPE "HearingStatus" AS ENUM ('scheduled', 'held', 'adjourned', 'cancelled');

CREATE TABLE "Judge" (
    "Id"          int PRIMARY KEY,
    "FirstName"   text NOT NULL,
    "LastName"    text NOT NULL,
    "AppointedOn" date NOT NULL,
    "RetiredOn"   date,
    "Chamber"     int
);
COMMENT ON COLUMN "Judge"."RetiredOn" IS 'NULL: in office';
COMMENT ON COLUMN "Judge"."Chamber" IS '1 to 4; NULL: belongs to no chamber';

CREATE TABLE "CaseFile" (
    "Id"             int PRIMARY KEY,
    "DocketNumber"   text NOT NULL UNIQUE,
    "Kind"           "CaseKind" NOT NULL,
    "FiledOn"        date NOT NULL,
    "ClosedOn"       date,
    "Outcome"        text,
    "ValueInDispute" numeric(12, 2),
    "Urgent"         boolean NOT NULL DEFAULT false,
    "AppealOfId"     int REFERENCES "CaseFile"
);
COMMENT ON COLUMN "CaseFile"."ClosedOn" IS 'NULL: pending';
COMMENT ON COLUMN "CaseFile"."Outcome" IS 'granted, partly granted, dismissed, settled, withdrawn; criminal: convicted, acquitted, dismissed; appeals of any kind: granted, dismissed; NULL while pending';
COMMENT ON COLUMN "CaseFile"."ValueInDispute" IS 'euros; NULL where a case is not about money';
COMMENT ON COLUMN "CaseFile"."AppealOfId" IS 'the earlier file that this one appeals against';

CREATE TABLE "Assignment" (
    "CaseFileId" int NOT NULL REFERENCES "CaseFile",
    "JudgeId"    int NOT NULL REFERENCES "Judge",
    "ValidFrom"  date NOT NULL,
    "ValidTo"    date,
    "Reason"     text,
    PRIMARY KEY ("CaseFileId", "ValidFrom")
);
COMMENT ON TABLE "Assignment" IS 'which judge was responsible for a file and when: the history';
COMMENT ON COLUMN "Assignment"."ValidTo" IS 'first day on which it no longer held; NULL: holds, or held until the file was closed';
COMMENT ON COLUMN "Assignment"."Reason" IS 'why the file came to this judge, NULL for the first one';

CREATE TABLE "Person" (
    "Id"        int PRIMARY KEY,
    "Name"      text NOT NULL,
    "IsCompany" boolean NOT NULL,
    "BornOn"    date,
    "Town"      text
);
COMMENT ON TABLE "Person" IS 'people and companies; two may share a name';

CREATE TABLE "Lawyer" (
    "Id"         int PRIMARY KEY,
    "Name"       text NOT NULL,
    "Firm"       text,
    "AdmittedOn" date NOT NULL
);
COMMENT ON COLUMN "Lawyer"."Firm" IS 'NULL: on their own';

CREATE TABLE "Participation" (
    "CaseFileId" int NOT NULL REFERENCES "CaseFile",
    "PersonId"   int NOT NULL REFERENCES "Person",
    "Role"       "PartyRole" NOT NULL,
    "LawyerId"   int REFERENCES "Lawyer",
    PRIMARY KEY ("CaseFileId", "PersonId", "Role")
);
COMMENT ON COLUMN "Participation"."LawyerId" IS 'who represents them; NULL: nobody';

CREATE TABLE "Room" (
    "Id"       int PRIMARY KEY,
    "Name"     text NOT NULL,
    "Seats"    int NOT NULL,
    "HasVideo" boolean NOT NULL
);

CREATE TABLE "Hearing" (
    "Id"          int PRIMARY KEY,
    "CaseFileId"  int NOT NULL REFERENCES "CaseFile",
    "JudgeId"     int NOT NULL REFERENCES "Judge",
    "RoomId"      int REFERENCES "Room",
    "ScheduledAt" timestamptz NOT NULL,
    "StartedAt"   timestamptz,
    "EndedAt"     timestamptz,
    "Status"      "HearingStatus" NOT NULL,
    "Public"      boolean NOT NULL
);
COMMENT ON COLUMN "Hearing"."JudgeId" IS 'who presides, not always the judge responsible for the file';
COMMENT ON COLUMN "Hearing"."RoomId" IS 'NULL: by video only';

CREATE TABLE "Fee" (
    "Id"         int PRIMARY KEY,
    "CaseFileId" int NOT NULL REFERENCES "CaseFile",
    "PersonId"   int NOT NULL REFERENCES "Person",
    "ChargedOn"  date NOT NULL,
    "DueOn"      date NOT NULL,
    "PaidOn"     date,
    "Amount"     numeric(10, 2) NOT NULL,
    "Waived"     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE "Fee" IS 'court fees in euros; a waived fee is owed by nobody';
COMMENT ON COLUMN "Fee"."PersonId" IS 'who owes it';

CREATE TABLE "Exhibit" (
    "Id"            int PRIMARY KEY,
    "CaseFileId"    int NOT NULL REFERENCES "CaseFile",
    "SubmittedById" int REFERENCES "Person",
    "SubmittedOn"   date NOT NULL,
    "Title"         text NOT NULL,
    "Tags"          text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Exhibit"."SubmittedById" IS 'NULL: brought by the police';

CREATE VIEW "PendingCase" AS
SELECT c."Id", c."DocketNumber", c."Kind", c."FiledOn", a."JudgeId"
FROM "CaseFile" AS c
LEFT JOIN "Assignment" AS a ON a."CaseFileId" = c."Id" AND a."ValidTo" IS NULL
WHERE c."ClosedOn" IS NULL;
COMMENT ON VIEW "PendingCase" IS 'files not closed, with the judge responsible today (NULL: nobody yet)';
