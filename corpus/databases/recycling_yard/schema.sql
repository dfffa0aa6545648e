-- A scrap yard: what lorries bring in, by grade, what is paid for it, and what is sold on. Prices are euros a tonne (1,000 kg).

CREATE TABLE mat (
    mat_cd char(4) PRIMARY KEY,
    descr  text NOT NULL,
    fam    char(1) NOT NULL CHECK (fam IN ('F', 'N', 'E')),
    haz    char(1) NOT NULL CHECK (haz IN ('Y', 'N'))
);
COMMENT ON TABLE mat IS 'grades of scrap';
COMMENT ON COLUMN mat.fam IS 'F ferrous, N non-ferrous, E electronic';
COMMENT ON COLUMN mat.haz IS 'Y: hazardous';

CREATE TABLE prc (
    mat_cd   char(4) NOT NULL REFERENCES mat,
    vld_from date NOT NULL,
    vld_to   date,
    eur_t    numeric(8, 2) NOT NULL,
    PRIMARY KEY (mat_cd, vld_from)
);
COMMENT ON TABLE prc IS 'list price that we pay, by period';
COMMENT ON COLUMN prc.vld_to IS 'first day on which it holds no more; NULL: holds today';

CREATE TABLE sup (
    sup_no int PRIMARY KEY,
    nm     text NOT NULL,
    typ    char(1) NOT NULL CHECK (typ IN ('P', 'T', 'I')),
    town   text,
    reg_dt date NOT NULL,
    blk    char(1) NOT NULL CHECK (blk IN ('Y', 'N'))
);
COMMENT ON TABLE sup IS 'suppliers: who brings scrap';
COMMENT ON COLUMN sup.typ IS 'P private person, T trader, I industry';
COMMENT ON COLUMN sup.reg_dt IS 'day of registration';
COMMENT ON COLUMN sup.blk IS 'Y: blocked, may not deliver any more';

CREATE TABLE emp (
    emp_no  int PRIMARY KEY,
    nm      text NOT NULL,
    fn      text NOT NULL,
    brn_dt  date,
    hire_dt date NOT NULL,
    left_dt date
);
COMMENT ON TABLE emp IS 'people of the yard';
COMMENT ON COLUMN emp.fn IS 'function: weighbridge, sorter, crane, office';
COMMENT ON COLUMN emp.left_dt IS 'NULL: still with us';

CREATE TABLE del (
    del_no int PRIMARY KEY,
    sup_no int NOT NULL REFERENCES sup,
    emp_no int NOT NULL REFERENCES emp,
    arr_ts timestamptz NOT NULL,
    veh    text,
    sts    char(1) NOT NULL CHECK (sts IN ('A', 'R', 'C'))
);
COMMENT ON TABLE del IS 'deliveries over the weighbridge';
COMMENT ON COLUMN del.emp_no IS 'who weighed it';
COMMENT ON COLUMN del.veh IS 'number plate; NULL: brought by hand';
COMMENT ON COLUMN del.sts IS 'A accepted, R rejected at the gate, C cancelled by the supplier; only A is paid for';

CREATE TABLE dln (
    del_no   int NOT NULL REFERENCES del,
    ln_no    int NOT NULL,
    mat_cd   char(4) NOT NULL REFERENCES mat,
    grs_kg   numeric(8, 1) NOT NULL,
    tare_kg  numeric(8, 1) NOT NULL,
    mst_pct  numeric(4, 1),
    net_kg   numeric(8, 1) GENERATED ALWAYS AS (round((grs_kg - tare_kg) * (1 - coalesce(mst_pct, 0) / 100), 1)) STORED,
    eur_t    numeric(8, 2) NOT NULL,
    PRIMARY KEY (del_no, ln_no)
);
COMMENT ON TABLE dln IS 'lines of a delivery, one a grade; paid is net_kg / 1000 * eur_t';
COMMENT ON COLUMN dln.mst_pct IS 'moisture that is deducted, percent; NULL: not measured';
COMMENT ON COLUMN dln.net_kg IS 'gross less tare less moisture';
COMMENT ON COLUMN dln.eur_t IS 'price agreed, may differ from the list';

CREATE TABLE buy (
    buy_no int PRIMARY KEY,
    nm     text NOT NULL,
    ctry   char(2) NOT NULL,
    cr_lim numeric(10, 2)
);
COMMENT ON TABLE buy IS 'buyers: mills and foundries';
COMMENT ON COLUMN buy.cr_lim IS 'credit limit in euros; NULL: pays in advance';

CREATE TABLE shp (
    shp_no  int PRIMARY KEY,
    buy_no  int NOT NULL REFERENCES buy,
    mat_cd  char(4) NOT NULL REFERENCES mat,
    shp_dt  date NOT NULL,
    net_kg  numeric(9, 1) NOT NULL,
    eur_t   numeric(8, 2) NOT NULL,
    paid_dt date,
    canc_dt date
);
COMMENT ON TABLE shp IS 'shipments sold to buyers; worth net_kg / 1000 * eur_t';
COMMENT ON COLUMN shp.paid_dt IS 'NULL: not paid';
COMMENT ON COLUMN shp.canc_dt IS 'a cancelled shipment is no sale; NULL: stands';

CREATE TABLE bay (
    bay_no int PRIMARY KEY,
    mat_cd char(4) REFERENCES mat,
    cap_t  numeric(6, 1) NOT NULL,
    roof   char(1) NOT NULL CHECK (roof IN ('Y', 'N'))
);
COMMENT ON TABLE bay IS 'storage bays';
COMMENT ON COLUMN bay.mat_cd IS 'grade kept there; NULL: empty';
COMMENT ON COLUMN bay.cap_t IS 'capacity in tonnes';
