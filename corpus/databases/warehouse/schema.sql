-- Warehouse tables as copied from the ERP, German field names and all. What a code means stands in the comments, nowhere else.

CREATE TABLE t001w (
    werks char(4) PRIMARY KEY,
    name1 text NOT NULL,
    ort01 text NOT NULL
);
COMMENT ON TABLE t001w IS 'plants (warehouses)';
COMMENT ON COLUMN t001w.ort01 IS 'town';

CREATE TABLE mara (
    matnr text PRIMARY KEY,
    maktx text NOT NULL,
    matkl char(2) NOT NULL,
    meins text NOT NULL,
    stprs numeric(9, 2) NOT NULL,
    brgew numeric(8, 3),
    minbe int,
    nfmat text REFERENCES mara,
    lvorm char(1)
);
COMMENT ON TABLE mara IS 'materials';
COMMENT ON COLUMN mara.maktx IS 'short text';
COMMENT ON COLUMN mara.matkl IS 'material group: 01 fasteners, 02 tools, 03 paint, 04 electrical';
COMMENT ON COLUMN mara.meins IS 'unit: ST piece, KAR carton, L litre';
COMMENT ON COLUMN mara.stprs IS 'standard price of one unit, euros: what stock is valued at';
COMMENT ON COLUMN mara.brgew IS 'gross weight of one unit in kg';
COMMENT ON COLUMN mara.minbe IS 'reorder point in each plant; NULL: not planned';
COMMENT ON COLUMN mara.nfmat IS 'follow-up material that replaces this one';
COMMENT ON COLUMN mara.lvorm IS 'X: flagged for deletion';

CREATE TABLE lagp (
    werks char(4) NOT NULL REFERENCES t001w,
    lgpla text NOT NULL,
    lgtyp char(3) NOT NULL,
    skzua char(1),
    PRIMARY KEY (werks, lgpla)
);
COMMENT ON TABLE lagp IS 'storage bins';
COMMENT ON COLUMN lagp.lgtyp IS 'storage type: 001 high rack, 002 floor (goods receipt), 003 pick shelf';
COMMENT ON COLUMN lagp.skzua IS 'X: blocked for removal';

CREATE TABLE lfa1 (
    lifnr int PRIMARY KEY,
    name1 text NOT NULL,
    land1 char(2) NOT NULL
);
COMMENT ON TABLE lfa1 IS 'vendors';

CREATE TABLE kna1 (
    kunnr int PRIMARY KEY,
    name1 text NOT NULL,
    land1 char(2) NOT NULL
);
COMMENT ON TABLE kna1 IS 'customers';

CREATE TABLE likp (
    vbeln     int PRIMARY KEY,
    werks     char(4) NOT NULL REFERENCES t001w,
    kunnr     int NOT NULL REFERENCES kna1,
    erdat     date NOT NULL,
    wadat     date NOT NULL,
    wadat_ist date,
    lifsk     char(1)
);
COMMENT ON TABLE likp IS 'outbound deliveries, headers';
COMMENT ON COLUMN likp.erdat IS 'created on';
COMMENT ON COLUMN likp.wadat IS 'planned goods issue';
COMMENT ON COLUMN likp.wadat_ist IS 'actual goods issue; NULL: open';
COMMENT ON COLUMN likp.lifsk IS 'X: blocked (credit)';

CREATE TABLE lips (
    vbeln int NOT NULL REFERENCES likp,
    posnr int NOT NULL,
    matnr text NOT NULL REFERENCES mara,
    lfimg int NOT NULL,
    PRIMARY KEY (vbeln, posnr)
);
COMMENT ON TABLE lips IS 'outbound deliveries, items';
COMMENT ON COLUMN lips.lfimg IS 'quantity to deliver';

CREATE TABLE ltap (
    tanum int PRIMARY KEY,
    vbeln int NOT NULL,
    posnr int NOT NULL,
    vlpla text NOT NULL,
    vsolm int NOT NULL,
    vistm int NOT NULL,
    qname text NOT NULL,
    qzeit timestamp NOT NULL,
    FOREIGN KEY (vbeln, posnr) REFERENCES lips
);
COMMENT ON TABLE ltap IS 'picks: a delivery item may be picked in several';
COMMENT ON COLUMN ltap.vlpla IS 'bin picked from, in the plant of the delivery';
COMMENT ON COLUMN ltap.vsolm IS 'quantity to pick';
COMMENT ON COLUMN ltap.vistm IS 'quantity picked';
COMMENT ON COLUMN ltap.qname IS 'picker';
COMMENT ON COLUMN ltap.qzeit IS 'confirmed at';

CREATE TABLE mseg (
    mblnr int NOT NULL,
    zeile int NOT NULL,
    budat date NOT NULL,
    bwart char(3) NOT NULL,
    werks char(4) NOT NULL,
    lgpla text NOT NULL,
    matnr text NOT NULL REFERENCES mara,
    shkzg char(1) NOT NULL CHECK (shkzg IN ('S', 'H')),
    menge int NOT NULL CHECK (menge > 0),
    lifnr int REFERENCES lfa1,
    vbeln int REFERENCES likp,
    usnam text NOT NULL,
    PRIMARY KEY (mblnr, zeile),
    FOREIGN KEY (werks, lgpla) REFERENCES lagp
);
CREATE INDEX ON mseg (matnr, werks);
COMMENT ON TABLE mseg IS 'stock movements: document and line. A transfer has two lines, out of one bin and into another';
COMMENT ON COLUMN mseg.budat IS 'posting date';
COMMENT ON COLUMN mseg.bwart IS 'movement type: 101 receipt from vendor, 122 return to vendor, 311 transfer, 551 scrapping, 561 opening balance, 601 issue for delivery, 701 count surplus, 702 count shortage';
COMMENT ON COLUMN mseg.shkzg IS 'S adds to stock, H takes from it';
COMMENT ON COLUMN mseg.menge IS 'quantity, always positive';
COMMENT ON COLUMN mseg.lifnr IS 'vendor, for 101 and 122';
COMMENT ON COLUMN mseg.vbeln IS 'delivery, for 601';
COMMENT ON COLUMN mseg.usnam IS 'posted by';

CREATE TABLE iseg (
    iblnr int NOT NULL,
    zeili int NOT NULL,
    gidat date NOT NULL,
    werks char(4) NOT NULL,
    matnr text NOT NULL REFERENCES mara,
    buchm int NOT NULL,
    menge int,
    PRIMARY KEY (iblnr, zeili)
);
COMMENT ON TABLE iseg IS 'stock counts';
COMMENT ON COLUMN iseg.gidat IS 'planned count date';
COMMENT ON COLUMN iseg.buchm IS 'book quantity at the count';
COMMENT ON COLUMN iseg.menge IS 'counted quantity; NULL: not counted';

CREATE VIEW mard AS
SELECT werks, lgpla, matnr, sum(CASE shkzg WHEN 'S' THEN menge ELSE -menge END) AS labst
FROM mseg
GROUP BY werks, lgpla, matnr
HAVING sum(CASE shkzg WHEN 'S' THEN menge ELSE -menge END) <> 0;
COMMENT ON VIEW mard IS 'stock today by plant, bin and material; bins without stock do not appear';
