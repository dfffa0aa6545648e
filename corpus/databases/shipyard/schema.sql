-- A repair yard on the coast: owners send vessels, a stay in the yard is a project, a project has work orders, workers book hours on them. Money is in euros.

CREATE TYPE "ShipType" AS ENUM ('tanker', 'ferry', 'trawler', 'tug', 'bulker', 'yacht');
CREATE TYPE "OrderStatus" AS ENUM ('open', 'in work', 'done', 'cancelled');

CREATE TABLE "Owner" (
    "OwnerId" int PRIMARY KEY,
    "Name"    text NOT NULL UNIQUE,
    "Country" text NOT NULL,
    "Email"   text
);

CREATE TABLE "Vessel" (
    "VesselId"  int PRIMARY KEY,
    "OwnerId"   int NOT NULL REFERENCES "Owner",
    "Name"      text NOT NULL,
    "ShipType"  "ShipType" NOT NULL,
    "Flag"      text NOT NULL,
    "BuiltYear" int NOT NULL,
    "LengthM"   numeric(5, 1) NOT NULL,
    "ScrappedOn" date
);
COMMENT ON COLUMN "Vessel"."Flag" IS 'country of registry, often not that of the owner';
COMMENT ON COLUMN "Vessel"."ScrappedOn" IS 'NULL: afloat';

CREATE TABLE "Employee" (
    "EmployeeId" int PRIMARY KEY,
    "FullName"   text NOT NULL,
    "Trade"      text NOT NULL,
    "ForemanId"  int REFERENCES "Employee",
    "BornOn"     date NOT NULL,
    "HiredOn"    date NOT NULL,
    "LeftOn"     date
);
COMMENT ON COLUMN "Employee"."LeftOn" IS 'NULL: still employed';

CREATE TABLE "Dock" (
    "DockId"     int PRIMARY KEY,
    "Name"       text NOT NULL UNIQUE,
    "DockKind"   text NOT NULL CHECK ("DockKind" IN ('dry', 'floating', 'slipway')),
    "MaxLengthM" numeric(5, 1) NOT NULL
);

CREATE TABLE "Project" (
    "ProjectId"   int PRIMARY KEY,
    "VesselId"    int NOT NULL REFERENCES "Vessel",
    "ManagerId"   int NOT NULL REFERENCES "Employee",
    "Title"       text NOT NULL,
    "QuotedEur"   numeric(10, 2) NOT NULL,
    "AcceptedOn"  date NOT NULL,
    "PromisedOn"  date NOT NULL,
    "DeliveredOn" date,
    "CancelledOn" date
);
COMMENT ON TABLE "Project" IS 'a repair that an owner has ordered; cancelled ones count nowhere unless asked for';
COMMENT ON COLUMN "Project"."QuotedEur" IS 'the price that was agreed';
COMMENT ON COLUMN "Project"."AcceptedOn" IS 'the owner took our quote';
COMMENT ON COLUMN "Project"."PromisedOn" IS 'delivery as promised; late: delivered after it';
COMMENT ON COLUMN "Project"."DeliveredOn" IS 'NULL: not delivered';

CREATE TABLE "DockStay" (
    "DockStayId" int PRIMARY KEY,
    "ProjectId"  int NOT NULL REFERENCES "Project",
    "DockId"     int NOT NULL REFERENCES "Dock",
    "EnteredOn"  date NOT NULL,
    "UndockedOn" date
);
COMMENT ON COLUMN "DockStay"."UndockedOn" IS 'NULL: still in the dock';

CREATE TABLE "WorkOrder" (
    "WorkOrderId"  int PRIMARY KEY,
    "ProjectId"    int NOT NULL REFERENCES "Project",
    "ParentId"     int REFERENCES "WorkOrder",
    "Title"        text NOT NULL,
    "Trade"        text NOT NULL,
    "PlannedHours" numeric(6, 1) NOT NULL,
    "Status"       "OrderStatus" NOT NULL,
    "IssuedOn"     date NOT NULL,
    "FinishedOn"   date,
    "Details"      jsonb NOT NULL DEFAULT '{}',
    "Permits"      text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN "WorkOrder"."ParentId" IS 'the work order that this one is a part of; NULL: stands directly under the project';
COMMENT ON COLUMN "WorkOrder"."PlannedHours" IS 'of this order alone, its parts not included';
COMMENT ON COLUMN "WorkOrder"."Details" IS '{"zone": "engine room", "steelKg": number}; both may be missing';
COMMENT ON COLUMN "WorkOrder"."Permits" IS 'hot work, confined space, height';

CREATE TABLE "HourBooking" (
    "BookingId"   int PRIMARY KEY,
    "WorkOrderId" int NOT NULL REFERENCES "WorkOrder",
    "EmployeeId"  int NOT NULL REFERENCES "Employee",
    "WorkedOn"    date NOT NULL,
    "Hours"       numeric(4, 1) NOT NULL,
    "Overtime"    boolean NOT NULL,
    "Reversed"    boolean NOT NULL
);
COMMENT ON COLUMN "HourBooking"."Reversed" IS 'booked by mistake: booked hours are those that are not reversed';

CREATE TABLE "Material" (
    "MaterialId"   int PRIMARY KEY,
    "Name"         text NOT NULL UNIQUE,
    "Unit"         text NOT NULL,
    "ListPriceEur" numeric(8, 2) NOT NULL
);

CREATE TABLE "MaterialUse" (
    "WorkOrderId"  int NOT NULL REFERENCES "WorkOrder",
    "MaterialId"   int NOT NULL REFERENCES "Material",
    "UsedOn"       date NOT NULL,
    "Quantity"     numeric(8, 1) NOT NULL,
    "UnitPriceEur" numeric(8, 2) NOT NULL,
    PRIMARY KEY ("WorkOrderId", "MaterialId")
);
COMMENT ON COLUMN "MaterialUse"."UnitPriceEur" IS 'as charged, for one unit; material cost is Quantity * UnitPriceEur';
