-- A cosmetics factory: formulas, their bills of materials, batches and what the laboratory finds.
-- A batch is out of specification where one of its tests lies outside the limits of its formula; the limits themselves are within.

CREATE TYPE "BatchStatus" AS ENUM ('planned', 'running', 'quarantine', 'released', 'rejected');

CREATE TABLE "Employee" (
    "EmployeeId" int PRIMARY KEY,
    "FullName"   text NOT NULL,
    "Department" text NOT NULL CHECK ("Department" IN ('laboratory', 'development', 'production', 'quality')),
    "BornOn"     date,
    "HiredOn"    date NOT NULL,
    "LeftOn"     date
);
COMMENT ON COLUMN "Employee"."LeftOn" IS 'NULL: still with us';

CREATE TABLE "Supplier" (
    "SupplierId"  int PRIMARY KEY,
    "Name"        text NOT NULL,
    "Country"     text NOT NULL,
    "ApprovedOn"  date,
    "SuspendedOn" date
);
COMMENT ON COLUMN "Supplier"."ApprovedOn" IS 'NULL: audit outstanding';
COMMENT ON COLUMN "Supplier"."SuspendedOn" IS 'NULL: not suspended';

CREATE TABLE "Material" (
    "MaterialId" int PRIMARY KEY,
    "InciName"   text NOT NULL,
    "TradeName"  text NOT NULL,
    "Category"   text NOT NULL CHECK ("Category" IN ('water', 'oil', 'emulsifier', 'active', 'fragrance', 'preservative', 'pigment')),
    "SupplierId" int REFERENCES "Supplier",
    "PricePerKg" numeric(8, 2) NOT NULL,
    "Vegan"      boolean NOT NULL,
    "Allergens"  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Material"."InciName" IS 'international name as printed on the label';
COMMENT ON COLUMN "Material"."SupplierId" IS 'NULL: made in the house';
COMMENT ON COLUMN "Material"."PricePerKg" IS 'euros';

CREATE TABLE "Formula" (
    "FormulaId"    int PRIMARY KEY,
    "Code"         text NOT NULL UNIQUE,
    "Name"         text NOT NULL,
    "ProductType"  text NOT NULL CHECK ("ProductType" IN ('cream', 'shampoo', 'lotion', 'lipstick', 'sunscreen')),
    "DeveloperId"  int REFERENCES "Employee",
    "CreatedOn"    date NOT NULL,
    "ReleasedOn"   date,
    "RetiredOn"    date,
    "PhMin"        numeric(3, 1),
    "PhMax"        numeric(3, 1),
    "ViscosityMin" int,
    "ViscosityMax" int,
    "Claims"       jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Formula"."ReleasedOn" IS 'cleared for production; NULL: in development';
COMMENT ON COLUMN "Formula"."RetiredOn" IS 'NULL: not retired';
COMMENT ON COLUMN "Formula"."Claims" IS 'keys, each may be missing: spf (number), organic (true or false), skin (dry, oily or sensitive)';

CREATE TABLE "FormulaLine" (
    "FormulaId"  int REFERENCES "Formula",
    "MaterialId" int REFERENCES "Material",
    "Percentage" numeric(5, 2) NOT NULL CHECK ("Percentage" > 0),
    "Phase"      char(1) NOT NULL,
    PRIMARY KEY ("FormulaId", "MaterialId")
);
COMMENT ON TABLE "FormulaLine" IS 'bill of materials, by weight';
COMMENT ON COLUMN "FormulaLine"."Phase" IS 'A: water phase, B: oil phase, C: added when cold';

CREATE TABLE "Batch" (
    "BatchId"      int PRIMARY KEY,
    "BatchNo"      text NOT NULL UNIQUE,
    "FormulaId"    int NOT NULL REFERENCES "Formula",
    "OperatorId"   int NOT NULL REFERENCES "Employee",
    "ReleasedById" int REFERENCES "Employee",
    "Vessel"       text NOT NULL,
    "StartedAt"    timestamp,
    "FinishedAt"   timestamp,
    "PlannedOn"    date NOT NULL,
    "PlannedKg"    numeric(7, 1) NOT NULL,
    "ActualKg"     numeric(7, 1),
    "Status"       "BatchStatus" NOT NULL
);
COMMENT ON COLUMN "Batch"."ActualKg" IS 'what was filled out; NULL: not finished';
COMMENT ON COLUMN "Batch"."ReleasedById" IS 'who of the quality department released it';

CREATE TABLE "Weighing" (
    "BatchId"    int REFERENCES "Batch",
    "MaterialId" int REFERENCES "Material",
    "WeighedKg"  numeric(8, 2) NOT NULL,
    "LotNo"      text NOT NULL,
    PRIMARY KEY ("BatchId", "MaterialId")
);
COMMENT ON TABLE "Weighing" IS 'what went into a batch';
COMMENT ON COLUMN "Weighing"."LotNo" IS 'three letters of the supplier, a dash, year and number';

CREATE TABLE "QualityTest" (
    "TestId"    int PRIMARY KEY,
    "BatchId"   int NOT NULL REFERENCES "Batch",
    "AnalystId" int NOT NULL REFERENCES "Employee",
    "Parameter" text NOT NULL CHECK ("Parameter" IN ('pH', 'viscosity', 'germs')),
    "Measured"  numeric(9, 2),
    "TestedAt"  timestamp NOT NULL
);
COMMENT ON COLUMN "QualityTest"."Measured" IS 'viscosity in mPas, germs in colonies a gram (100 at most are allowed); NULL: sample spoilt';

CREATE TABLE "Complaint" (
    "ComplaintId" int PRIMARY KEY,
    "BatchId"     int NOT NULL REFERENCES "Batch",
    "ReceivedOn"  date NOT NULL,
    "ClosedOn"    date,
    "Reason"      text NOT NULL,
    "Country"     text NOT NULL
);
COMMENT ON COLUMN "Complaint"."ClosedOn" IS 'NULL: open';
