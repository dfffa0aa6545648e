-- A law firm of a dozen lawyers. Amounts in euros before tax unless a comment says otherwise.
-- The value of a time entry is "Minutes" / 60 times its own "Rate"; the "HourlyRate" of a lawyer is today's list price.

CREATE TYPE "Grade" AS ENUM ('trainee', 'associate', 'counsel', 'partner');

CREATE TABLE "Lawyer" (
    "LawyerId"   int PRIMARY KEY,
    "FullName"   text NOT NULL,
    "Grade"      "Grade" NOT NULL,
    "HourlyRate" numeric(6, 2) NOT NULL,
    "BornOn"     date,
    "JoinedOn"   date NOT NULL,
    "LeftOn"     date,
    "Languages"  text[] NOT NULL,
    "MentorId"   int REFERENCES "Lawyer"
);
COMMENT ON COLUMN "Lawyer"."LeftOn" IS 'NULL: with the firm';
COMMENT ON COLUMN "Lawyer"."MentorId" IS 'NULL: has none';

CREATE TABLE "PracticeArea" (
    "AreaCode"     char(3) PRIMARY KEY,
    "Title"        text NOT NULL,
    "HeadLawyerId" int REFERENCES "Lawyer"
);

CREATE TABLE "Client" (
    "ClientId"   int PRIMARY KEY,
    "Name"       text NOT NULL,
    "Kind"       text NOT NULL CHECK ("Kind" IN ('company', 'person', 'public body')),
    "City"       text,
    "SinceOn"    date NOT NULL,
    "ReferrerId" int REFERENCES "Client",
    "Billing"    jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Client"."ReferrerId" IS 'the client who recommended us; NULL: nobody';
COMMENT ON COLUMN "Client"."Billing" IS 'keys, each may be missing: discount (percent), purchase_order (text), paperless (true or false)';

CREATE TABLE "Matter" (
    "MatterId"            int PRIMARY KEY,
    "Reference"           text NOT NULL UNIQUE,
    "ClientId"            int NOT NULL REFERENCES "Client",
    "AreaCode"            char(3) NOT NULL REFERENCES "PracticeArea",
    "Subject"             text NOT NULL,
    "FeeModel"            text NOT NULL CHECK ("FeeModel" IN ('hourly', 'fixed', 'pro bono')),
    "ResponsibleLawyerId" int NOT NULL REFERENCES "Lawyer",
    "OriginatorLawyerId"  int NOT NULL REFERENCES "Lawyer",
    "OpenedOn"            date NOT NULL,
    "ClosedOn"            date,
    "Budget"              numeric(9, 2)
);
COMMENT ON COLUMN "Matter"."Reference" IS 'M-year of opening-number';
COMMENT ON COLUMN "Matter"."OriginatorLawyerId" IS 'who brought the matter in';
COMMENT ON COLUMN "Matter"."ClosedOn" IS 'NULL: still open';
COMMENT ON COLUMN "Matter"."Budget" IS 'what the client agreed to spend; NULL: none agreed';

CREATE TABLE "OpposingParty" (
    "MatterId"    int NOT NULL REFERENCES "Matter",
    "PartyName"   text NOT NULL,
    "OtherCounsel" text,
    PRIMARY KEY ("MatterId", "PartyName")
);
COMMENT ON COLUMN "OpposingParty"."OtherCounsel" IS 'the firm that acts for them; NULL: not known';

CREATE TABLE "Invoice" (
    "InvoiceId"   int PRIMARY KEY,
    "MatterId"    int NOT NULL REFERENCES "Matter",
    "IssuedOn"    date NOT NULL,
    "DueOn"       date NOT NULL,
    "NetAmount"   numeric(10, 2) NOT NULL,
    "TaxAmount"   numeric(10, 2) NOT NULL,
    "WriteOff"    numeric(10, 2) NOT NULL DEFAULT 0,
    "PaidOn"      date,
    "CancelledOn" date
);
COMMENT ON COLUMN "Invoice"."NetAmount" IS 'what the client is asked for, after the write-off and before tax; fees are the sum of net amounts of invoices not cancelled, by the day of issue';
COMMENT ON COLUMN "Invoice"."WriteOff" IS 'value of time that was worked and not charged';
COMMENT ON COLUMN "Invoice"."PaidOn" IS 'NULL: not paid';

CREATE TABLE "TimeEntry" (
    "EntryId"   int PRIMARY KEY,
    "MatterId"  int NOT NULL REFERENCES "Matter",
    "LawyerId"  int NOT NULL REFERENCES "Lawyer",
    "WorkedOn"  date NOT NULL,
    "Minutes"   int NOT NULL CHECK ("Minutes" > 0),
    "Rate"      numeric(6, 2) NOT NULL,
    "Billable"  boolean NOT NULL,
    "Narrative" text NOT NULL,
    "InvoiceId" int REFERENCES "Invoice"
);
COMMENT ON COLUMN "TimeEntry"."Rate" IS 'euros an hour, as agreed';
COMMENT ON COLUMN "TimeEntry"."InvoiceId" IS 'NULL: not invoiced yet, or never to be where not billable';

CREATE TABLE "Disbursement" (
    "DisbursementId" int PRIMARY KEY,
    "MatterId"       int NOT NULL REFERENCES "Matter",
    "SpentOn"        date NOT NULL,
    "Category"       text NOT NULL CHECK ("Category" IN ('court fee', 'expert', 'travel', 'translation')),
    "Amount"         numeric(8, 2) NOT NULL
);
COMMENT ON TABLE "Disbursement" IS 'money laid out for a client; not part of invoices'' net amounts';

CREATE TABLE "Deadline" (
    "DeadlineId" int PRIMARY KEY,
    "MatterId"   int NOT NULL REFERENCES "Matter",
    "LawyerId"   int NOT NULL REFERENCES "Lawyer",
    "Title"      text NOT NULL,
    "FallsOn"    date NOT NULL,
    "DoneOn"     date
);
COMMENT ON COLUMN "Deadline"."DoneOn" IS 'NULL: not done';

CREATE VIEW "Unbilled" AS
SELECT t."EntryId", t."MatterId", t."LawyerId", t."WorkedOn", t."Minutes", t."Minutes" / 60.0 * t."Rate" AS "Value"
FROM "TimeEntry" AS t
WHERE t."Billable" AND t."InvoiceId" IS NULL;
COMMENT ON VIEW "Unbilled" IS 'work in progress: billable time not invoiced yet';
