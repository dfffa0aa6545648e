-- A zoo: the tree of groups down to the species, animals and their parents, enclosures, keepers, feedings, weighings, vet treatments and guided tours.

CREATE TYPE "Sex" AS ENUM ('male', 'female', 'unknown');

CREATE TABLE "Taxon" (
    "TaxonId"    int PRIMARY KEY,
    "ParentId"   int REFERENCES "Taxon",
    "Name"       text NOT NULL,
    "Rank"       text NOT NULL CHECK ("Rank" IN ('class', 'order', 'species')),
    "RedList"    text CHECK ("RedList" IN ('LC', 'NT', 'VU', 'EN', 'CR'))
);
COMMENT ON TABLE "Taxon" IS 'tree: class, below it orders, below these species; animals hang on species';
COMMENT ON COLUMN "Taxon"."RedList" IS 'of species only: LC least concern, NT near threatened, VU vulnerable, EN endangered, CR critically endangered; NULL: not assessed';

CREATE TABLE "Enclosure" (
    "EnclosureId" int PRIMARY KEY,
    "Name"        text NOT NULL,
    "Zone"        text NOT NULL,
    "AreaM2"      numeric(7, 1) NOT NULL,
    "Indoor"      boolean NOT NULL,
    "OpenedOn"    date NOT NULL,
    "ClosedOn"    date,
    "Features"    text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Enclosure"."ClosedOn" IS 'NULL: in use';

CREATE TABLE "Keeper" (
    "KeeperId" int PRIMARY KEY,
    "Name"     text NOT NULL,
    "BornOn"   date,
    "HiredOn"  date NOT NULL,
    "LeftOn"   date,
    "ChiefId"  int REFERENCES "Keeper"
);
COMMENT ON COLUMN "Keeper"."ChiefId" IS 'the keeper whom this one reports to';

CREATE TABLE "Animal" (
    "AnimalId"    int PRIMARY KEY,
    "Name"        text,
    "TaxonId"     int NOT NULL REFERENCES "Taxon",
    "EnclosureId" int REFERENCES "Enclosure",
    "Sex"         "Sex" NOT NULL,
    "BornOn"      date,
    "ArrivedOn"   date NOT NULL,
    "Origin"      text NOT NULL CHECK ("Origin" IN ('born here', 'other zoo', 'rescue')),
    "MotherId"    int REFERENCES "Animal",
    "FatherId"    int REFERENCES "Animal",
    "LeftOn"      date,
    "LeftBecause" text CHECK ("LeftBecause" IN ('died', 'transfer')),
    "Diet"        text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "Animal"."Name" IS 'NULL: not named';
COMMENT ON COLUMN "Animal"."EnclosureId" IS 'NULL: gone, or in quarantine';
COMMENT ON COLUMN "Animal"."ArrivedOn" IS 'for those born here the day of birth';
COMMENT ON COLUMN "Animal"."LeftOn" IS 'died or given away; NULL: lives here';

CREATE TABLE "Feeding" (
    "FeedingId"   int PRIMARY KEY,
    "EnclosureId" int NOT NULL REFERENCES "Enclosure",
    "KeeperId"    int NOT NULL REFERENCES "Keeper",
    "FedAt"       timestamptz NOT NULL,
    "Food"        text NOT NULL,
    "OfferedKg"   numeric(6, 2) NOT NULL,
    "LeftoverKg"  numeric(6, 2)
);
COMMENT ON COLUMN "Feeding"."LeftoverKg" IS 'NULL: not weighed';

CREATE TABLE "Weighing" (
    "AnimalId"  int NOT NULL REFERENCES "Animal",
    "WeighedOn" date NOT NULL,
    "Kg"        numeric(8, 2) NOT NULL,
    PRIMARY KEY ("AnimalId", "WeighedOn")
);

CREATE TABLE "Treatment" (
    "TreatmentId" int PRIMARY KEY,
    "AnimalId"    int NOT NULL REFERENCES "Animal",
    "TreatedOn"   date NOT NULL,
    "Vet"         text NOT NULL,
    "Reason"      text NOT NULL,
    "Anaesthesia" boolean NOT NULL,
    "CostCents"   int NOT NULL
);
COMMENT ON COLUMN "Treatment"."CostCents" IS 'euro cents';

CREATE TABLE "Tour" (
    "TourId"      int PRIMARY KEY,
    "KeeperId"    int NOT NULL REFERENCES "Keeper",
    "Theme"       text NOT NULL,
    "StartsAt"    timestamptz NOT NULL,
    "Visitors"    int,
    "CancelledOn" date
);
COMMENT ON COLUMN "Tour"."Visitors" IS 'counted at the gate; NULL: still to come, or cancelled';
