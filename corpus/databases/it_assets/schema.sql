-- Devices, licences and who has what, in an office of marine insurers. Moved from an older database: names are short, flags are 'Y' or 'N'.
-- Amounts are Canadian dollars.

CREATE TABLE tbl_site (
    site_id int PRIMARY KEY,
    site_nm text NOT NULL,
    city    text NOT NULL,
    prov_cd char(2) NOT NULL
);
COMMENT ON COLUMN tbl_site.prov_cd IS 'NS Nova Scotia, QC Quebec, NL Newfoundland and Labrador, BC British Columbia';

CREATE TABLE tbl_dept (
    dept_id int PRIMARY KEY,
    dept_nm text NOT NULL,
    cost_ctr text NOT NULL
);
COMMENT ON COLUMN tbl_dept.cost_ctr IS 'cost centre that pays';

CREATE TABLE tbl_emp (
    emp_id     int PRIMARY KEY,
    first_nm   text NOT NULL,
    last_nm    text NOT NULL,
    email_addr text,
    dept_id    int NOT NULL REFERENCES tbl_dept,
    site_id    int NOT NULL REFERENCES tbl_site,
    mgr_emp_id int REFERENCES tbl_emp,
    hire_dt    date NOT NULL,
    term_dt    date,
    contr_yn   char(1) NOT NULL CHECK (contr_yn IN ('Y', 'N'))
);
COMMENT ON COLUMN tbl_emp.mgr_emp_id IS 'manager; NULL: answers to the board';
COMMENT ON COLUMN tbl_emp.term_dt IS 'last day of employment; NULL: employed';
COMMENT ON COLUMN tbl_emp.contr_yn IS 'Y: contractor, N: staff';

CREATE TABLE tbl_vend (
    vend_id int PRIMARY KEY,
    vend_nm text NOT NULL,
    pref_yn char(1) NOT NULL
);
COMMENT ON TABLE tbl_vend IS 'vendors: makers of models as well as shops where assets are bought';
COMMENT ON COLUMN tbl_vend.pref_yn IS 'Y: preferred shop';

CREATE TABLE tbl_model (
    model_id   int PRIMARY KEY,
    model_nm   text NOT NULL,
    mkr_vend_id int NOT NULL REFERENCES tbl_vend,
    type_cd    char(2) NOT NULL,
    ram_gb     int,
    eos_dt     date
);
COMMENT ON COLUMN tbl_model.mkr_vend_id IS 'maker';
COMMENT ON COLUMN tbl_model.type_cd IS 'LT laptop, DT desktop, MN monitor, PH phone, TB tablet, PR printer, SV server';
COMMENT ON COLUMN tbl_model.eos_dt IS 'end of the maker''s support; NULL: not announced';

CREATE TABLE tbl_asset (
    asset_id    int PRIMARY KEY,
    asset_tag   char(8) NOT NULL UNIQUE,
    model_id    int NOT NULL REFERENCES tbl_model,
    serial_no   text,
    vend_id     int NOT NULL REFERENCES tbl_vend,
    site_id     int NOT NULL REFERENCES tbl_site,
    purch_dt    date NOT NULL,
    purch_amt   numeric(9, 2) NOT NULL,
    warr_end_dt date,
    stat_cd     char(1) NOT NULL CHECK (stat_cd IN ('S', 'U', 'R', 'L', 'D')),
    disp_dt     date,
    encr_yn     char(1)
);
COMMENT ON TABLE tbl_asset IS 'devices';
COMMENT ON COLUMN tbl_asset.asset_tag IS 'sticker: two letters of the kind, a hyphen, five digits';
COMMENT ON COLUMN tbl_asset.vend_id IS 'shop where it was bought';
COMMENT ON COLUMN tbl_asset.warr_end_dt IS 'last day under warranty; NULL: bought without';
COMMENT ON COLUMN tbl_asset.stat_cd IS 'S in stock, U in use, R in repair, L lost, D disposed of';
COMMENT ON COLUMN tbl_asset.disp_dt IS 'when disposed of; NULL unless D';
COMMENT ON COLUMN tbl_asset.encr_yn IS 'disk encrypted; NULL: has no disk';

CREATE TABLE tbl_assign (
    assign_id int PRIMARY KEY,
    asset_id  int NOT NULL REFERENCES tbl_asset,
    emp_id    int NOT NULL REFERENCES tbl_emp,
    out_dt    date NOT NULL,
    in_dt     date,
    cond_cd   char(1)
);
COMMENT ON TABLE tbl_assign IS 'who had which asset';
COMMENT ON COLUMN tbl_assign.out_dt IS 'handed out';
COMMENT ON COLUMN tbl_assign.in_dt IS 'given back; NULL: still with the employee (currently assigned)';
COMMENT ON COLUMN tbl_assign.cond_cd IS 'condition when given back: A as new, B used, C damaged';

CREATE TABLE tbl_repair (
    repair_id int PRIMARY KEY,
    asset_id  int NOT NULL REFERENCES tbl_asset,
    open_ts   timestamptz NOT NULL,
    close_ts  timestamptz,
    fault_cd  char(3) NOT NULL,
    cost_amt  numeric(8, 2),
    warr_yn   char(1) NOT NULL
);
COMMENT ON COLUMN tbl_repair.close_ts IS 'NULL: not finished';
COMMENT ON COLUMN tbl_repair.fault_cd IS 'SCR screen, BAT battery, KBD keyboard, DSK disk, LIQ liquid, OTH other';
COMMENT ON COLUMN tbl_repair.cost_amt IS 'what we paid; NULL: bill not in yet; 0 under warranty';
COMMENT ON COLUMN tbl_repair.warr_yn IS 'Y: the warranty paid';

CREATE TABLE tbl_sw (
    sw_id   int PRIMARY KEY,
    sw_nm   text NOT NULL,
    publ_nm text,
    categ   text NOT NULL
);
COMMENT ON TABLE tbl_sw IS 'software titles';

CREATE TABLE tbl_lic (
    lic_id    int PRIMARY KEY,
    sw_id     int NOT NULL REFERENCES tbl_sw,
    dept_id   int REFERENCES tbl_dept,
    seat_qty  int NOT NULL,
    yr_amt    numeric(9, 2) NOT NULL,
    start_dt  char(8) NOT NULL,
    end_dt    char(8) NOT NULL,
    renew_yn  char(1) NOT NULL
);
COMMENT ON TABLE tbl_lic IS 'licence contracts';
COMMENT ON COLUMN tbl_lic.dept_id IS 'department that pays; NULL: the whole firm';
COMMENT ON COLUMN tbl_lic.yr_amt IS 'dollars a year for all seats together';
COMMENT ON COLUMN tbl_lic.start_dt IS 'YYYYMMDD';
COMMENT ON COLUMN tbl_lic.end_dt IS 'last day, YYYYMMDD; 99991231: without end';
COMMENT ON COLUMN tbl_lic.renew_yn IS 'Y: renews by itself';

CREATE TABLE tbl_inst (
    inst_id  int PRIMARY KEY,
    sw_id    int NOT NULL REFERENCES tbl_sw,
    asset_id int NOT NULL REFERENCES tbl_asset,
    inst_dt  date NOT NULL,
    rem_dt   date,
    ver_txt  text
);
COMMENT ON TABLE tbl_inst IS 'installations';
COMMENT ON COLUMN tbl_inst.rem_dt IS 'removed; NULL: still installed';

CREATE TABLE tbl_audit (
    asset_id int NOT NULL REFERENCES tbl_asset,
    audit_dt date NOT NULL,
    found_yn char(1) NOT NULL,
    site_id  int REFERENCES tbl_site,
    PRIMARY KEY (asset_id, audit_dt)
);
COMMENT ON TABLE tbl_audit IS 'yearly stocktaking, device by device';
COMMENT ON COLUMN tbl_audit.site_id IS 'where it was found; NULL: not found';

CREATE VIEW vw_cur_assign AS
SELECT a.assign_id, a.asset_id, a.emp_id, a.out_dt FROM tbl_assign AS a WHERE a.in_dt IS NULL;
COMMENT ON VIEW vw_cur_assign IS 'what is with whom now';
