-- A veterinary practice with a house in each of two Cumbrian towns.

CREATE TYPE "Species" AS ENUM ('dog', 'cat', 'rabbit', 'guinea pig', 'tortoise');
CREATE TYPE "VisitStatus" AS ENUM ('booked', 'done', 'no-show', 'cancelled');

CREATE TABLE "Branch" (
    "BranchId" int PRIMARY KEY,
    "Name"     text NOT NULL,
    "Town"     text NOT NULL
);

CREATE TABLE "Vet" (
    "VetId"      int PRIMARY KEY,
    "FullName"   text NOT NULL,
    "BranchId"   int NOT NULL REFERENCES "Branch",
    "HiredOn"    date NOT NULL,
    "LeftOn"     date,
    "Speciality" text
);
COMMENT ON COLUMN "Vet"."BranchId" IS 'home branch; a vet may also see visits at the other one';
COMMENT ON COLUMN "Vet"."LeftOn" IS 'NULL: still employed';
COMMENT ON COLUMN "Vet"."Speciality" IS 'NULL: general practice';

CREATE TABLE "Owner" (
    "OwnerId"      int PRIMARY KEY,
    "FullName"     text NOT NULL,
    "Email"        text,
    "Phone"        text,
    "Town"         text NOT NULL,
    "RegisteredOn" date NOT NULL
);

CREATE TABLE "Animal" (
    "AnimalId"   int PRIMARY KEY,
    "OwnerId"    int NOT NULL REFERENCES "Owner",
    "Name"       text NOT NULL,
    "Species"    "Species" NOT NULL,
    "Breed"      text,
    "Sex"        char(1) NOT NULL CHECK ("Sex" IN ('F', 'M')),
    "BornOn"     date,
    "DiedOn"     date,
    "Neutered"   boolean NOT NULL,
    "ChipNumber" text UNIQUE,
    "Insurer"    text,
    "Allergies"  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Animal"."DiedOn" IS 'NULL: alive';
COMMENT ON COLUMN "Animal"."ChipNumber" IS '15 digits, the first three are the country: 826 United Kingdom, 276 Germany, 372 Ireland; NULL: not chipped';
COMMENT ON COLUMN "Animal"."Insurer" IS 'NULL: not insured';

CREATE TABLE "Visit" (
    "VisitId"    int PRIMARY KEY,
    "AnimalId"   int NOT NULL REFERENCES "Animal",
    "VetId"      int NOT NULL REFERENCES "Vet",
    "BranchId"   int NOT NULL REFERENCES "Branch",
    "StartsAt"   timestamptz NOT NULL,
    "SeenAt"     timestamptz,
    "FinishedAt" timestamptz,
    "Status"     "VisitStatus" NOT NULL,
    "Emergency"  boolean NOT NULL DEFAULT false,
    "Reason"     text
);
COMMENT ON COLUMN "Visit"."BranchId" IS 'where it takes place';
COMMENT ON COLUMN "Visit"."StartsAt" IS 'the appointment; for emergencies the arrival';
COMMENT ON COLUMN "Visit"."SeenAt" IS 'when the vet began; NULL unless done. From StartsAt to SeenAt is the wait, from SeenAt to FinishedAt the consultation';

CREATE TABLE "WeightRecord" (
    "AnimalId"   int NOT NULL REFERENCES "Animal",
    "MeasuredOn" date NOT NULL,
    "Kilograms"  numeric(5, 2) NOT NULL,
    PRIMARY KEY ("AnimalId", "MeasuredOn")
);

CREATE TABLE "VaccineType" (
    "VaccineTypeId"  int PRIMARY KEY,
    "Name"           text NOT NULL,
    "Species"        "Species" NOT NULL,
    "IntervalMonths" int NOT NULL
);

CREATE TABLE "Vaccination" (
    "VaccinationId" int PRIMARY KEY,
    "AnimalId"      int NOT NULL REFERENCES "Animal",
    "VaccineTypeId" int NOT NULL REFERENCES "VaccineType",
    "VetId"         int NOT NULL REFERENCES "Vet",
    "GivenOn"       date NOT NULL,
    "DueOn"         date NOT NULL,
    "BatchNumber"   text
);
COMMENT ON COLUMN "Vaccination"."DueOn" IS 'when the next one of this type is due; only that of the latest one of its type counts';

CREATE TABLE "Treatment" (
    "TreatmentId" int PRIMARY KEY,
    "Name"        text NOT NULL,
    "ListPrice"   numeric(7, 2) NOT NULL
);

CREATE TABLE "VisitTreatment" (
    "VisitId"     int NOT NULL REFERENCES "Visit",
    "TreatmentId" int NOT NULL REFERENCES "Treatment",
    "Quantity"    int NOT NULL,
    "UnitPrice"   numeric(7, 2) NOT NULL,
    PRIMARY KEY ("VisitId", "TreatmentId")
);
COMMENT ON COLUMN "VisitTreatment"."UnitPrice" IS 'pounds, as charged that day; the list price is today''s';

CREATE TABLE "Invoice" (
    "InvoiceId" int PRIMARY KEY,
    "VisitId"   int NOT NULL UNIQUE REFERENCES "Visit",
    "IssuedOn"  date NOT NULL,
    "PaidOn"    date,
    "Discount"  numeric(7, 2) NOT NULL DEFAULT 0,
    "Total"     numeric(8, 2) NOT NULL,
    "Method"    text
);
COMMENT ON COLUMN "Invoice"."Total" IS 'pounds to pay: the treatments of the visit less the discount';
COMMENT ON COLUMN "Invoice"."Method" IS 'card, cash or insurance; NULL until paid';

CREATE VIEW "CurrentWeight" AS
SELECT DISTINCT ON ("AnimalId") "AnimalId", "MeasuredOn", "Kilograms"
FROM "WeightRecord"
ORDER BY "AnimalId", "MeasuredOn" DESC;
COMMENT ON VIEW "CurrentWeight" IS 'the latest weight of each animal that was ever weighed, dead ones included';
