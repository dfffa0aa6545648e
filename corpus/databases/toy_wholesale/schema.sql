-- A toy wholesaler. The tables were born in MS Access in 1998 and kept their names: tblOrders, OrderID, YesNo columns. Prices are in pounds.

CREATE TABLE "tblRegions" (
    "RegionCode" char(2) PRIMARY KEY,
    "RegionName" text NOT NULL
);

CREATE TABLE "tblSalesReps" (
    "RepID"      int PRIMARY KEY,
    "RepName"    text NOT NULL,
    "RegionCode" char(2) REFERENCES "tblRegions",
    "StartDate"  date NOT NULL,
    "EndDate"    date,
    "CommissionPct" numeric(4, 2) NOT NULL
);
COMMENT ON COLUMN "tblSalesReps"."EndDate" IS 'NULL: still with us';
COMMENT ON COLUMN "tblSalesReps"."CommissionPct" IS 'percent of the value of orders that the rep brings';

CREATE TABLE "tblCustomers" (
    "CustID"      int PRIMARY KEY,
    "CustName"    text NOT NULL,
    "CustType"    text NOT NULL,
    "Town"        text,
    "RegionCode"  char(2) NOT NULL REFERENCES "tblRegions",
    "RepID"       int REFERENCES "tblSalesReps",
    "CreditLimit" numeric(9, 2),
    "OnStop"      boolean NOT NULL DEFAULT false,
    "AccountOpened" date NOT NULL
);
COMMENT ON COLUMN "tblCustomers"."CustType" IS 'Shop, Chain, Online or Nursery';
COMMENT ON COLUMN "tblCustomers"."CreditLimit" IS 'NULL: pays before delivery';
COMMENT ON COLUMN "tblCustomers"."OnStop" IS 'Yes: no deliveries until they pay';

CREATE TABLE "tblSuppliers" (
    "SupplierID"   int PRIMARY KEY,
    "SupplierName" text NOT NULL,
    "Country"      text NOT NULL
);

CREATE TABLE "tblProducts" (
    "ProductCode"  text PRIMARY KEY,
    "ProductName"  text NOT NULL,
    "RangeName"    text NOT NULL,
    "SupplierID"   int NOT NULL REFERENCES "tblSuppliers",
    "AgeFrom"      smallint,
    "TradePrice"   numeric(8, 2) NOT NULL,
    "RRP"          numeric(8, 2),
    "CostPrice"    numeric(8, 2) NOT NULL,
    "CaseQty"      int NOT NULL,
    "Battery"      boolean NOT NULL DEFAULT false,
    "Discontinued" boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN "tblProducts"."AgeFrom" IS 'years; NULL: any age';
COMMENT ON COLUMN "tblProducts"."TradePrice" IS 'what a shop pays us for one, before discount';
COMMENT ON COLUMN "tblProducts"."RRP" IS 'recommended retail price; NULL: none';
COMMENT ON COLUMN "tblProducts"."CostPrice" IS 'what one costs us';
COMMENT ON COLUMN "tblProducts"."CaseQty" IS 'pieces in a carton';

CREATE TABLE "tblStock" (
    "ProductCode" text NOT NULL REFERENCES "tblProducts",
    "Warehouse"   text NOT NULL,
    "QtyOnHand"   int NOT NULL,
    "ReorderLevel" int NOT NULL,
    "LastCounted" date,
    PRIMARY KEY ("ProductCode", "Warehouse")
);
COMMENT ON COLUMN "tblStock"."Warehouse" IS 'Hull or Bristol';

CREATE TABLE "tblOrders" (
    "OrderID"     int PRIMARY KEY,
    "CustID"      int NOT NULL REFERENCES "tblCustomers",
    "RepID"       int REFERENCES "tblSalesReps",
    "OrderDate"   date NOT NULL,
    "RequiredBy"  date,
    "ShippedDate" date,
    "Carriage"    numeric(7, 2) NOT NULL,
    "Cancelled"   boolean NOT NULL DEFAULT false,
    "CustRef"     text
);
COMMENT ON COLUMN "tblOrders"."RepID" IS 'who brought the order; NULL: came in by itself. Need not be the customer''s own rep';
COMMENT ON COLUMN "tblOrders"."ShippedDate" IS 'NULL: not shipped';
COMMENT ON COLUMN "tblOrders"."Cancelled" IS 'cancelled orders count in no sales';

CREATE TABLE "tblOrderLines" (
    "OrderID"     int NOT NULL REFERENCES "tblOrders",
    "LineNo"      smallint NOT NULL,
    "ProductCode" text NOT NULL REFERENCES "tblProducts",
    "Qty"         int NOT NULL,
    "QtyBackOrder" int NOT NULL DEFAULT 0,
    "UnitPrice"   numeric(8, 2) NOT NULL,
    "DiscountPct" numeric(4, 1) NOT NULL DEFAULT 0,
    PRIMARY KEY ("OrderID", "LineNo")
);
COMMENT ON COLUMN "tblOrderLines"."QtyBackOrder" IS 'of Qty, pieces that we still owe';
COMMENT ON COLUMN "tblOrderLines"."DiscountPct" IS 'percent off UnitPrice; the value of a line is Qty times UnitPrice less this';

CREATE TABLE "tblReturns" (
    "ReturnID"    int PRIMARY KEY,
    "OrderID"     int NOT NULL,
    "LineNo"      smallint NOT NULL,
    "ReturnDate"  date NOT NULL,
    "Qty"         int NOT NULL,
    "ReasonCode"  char(1) NOT NULL,
    "Credited"    boolean NOT NULL,
    FOREIGN KEY ("OrderID", "LineNo") REFERENCES "tblOrderLines" ("OrderID", "LineNo")
);
COMMENT ON COLUMN "tblReturns"."ReasonCode" IS 'B broken, F faulty, W wrong item, U unsold (sale or return)';

CREATE TABLE "tblPayments" (
    "PaymentID"  int PRIMARY KEY,
    "CustID"     int NOT NULL REFERENCES "tblCustomers",
    "OrderID"    int REFERENCES "tblOrders",
    "PayDate"    date NOT NULL,
    "Amount"     numeric(9, 2) NOT NULL,
    "PayMethod"  text NOT NULL
);
COMMENT ON COLUMN "tblPayments"."OrderID" IS 'NULL: payment on account, not for one order';

CREATE TABLE "tblPurchases" (
    "PurchaseID"  int PRIMARY KEY,
    "ProductCode" text NOT NULL REFERENCES "tblProducts",
    "Warehouse"   text NOT NULL,
    "Qty"         int NOT NULL,
    "OrderedOn"   date NOT NULL,
    "ExpectedOn"  date NOT NULL,
    "ArrivedOn"   date
);
COMMENT ON COLUMN "tblPurchases"."ArrivedOn" IS 'NULL: not here yet';

CREATE VIEW "qryOrderValue" AS
SELECT o."OrderID", o."CustID", o."RepID", o."OrderDate", sum(l."Qty" * l."UnitPrice" * (1 - l."DiscountPct" / 100)) AS "OrderValue"
FROM "tblOrders" AS o
JOIN "tblOrderLines" AS l ON l."OrderID" = o."OrderID"
WHERE NOT o."Cancelled"
GROUP BY o."OrderID";
COMMENT ON VIEW "qryOrderValue" IS 'value of each order that is not cancelled, after discount, without carriage';
