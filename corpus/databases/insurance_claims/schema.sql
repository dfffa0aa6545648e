-- Motor insurer, system of 1994. Dates are text YYYYMMDD, keys are known to the programs and not to the database. Dollars.

CREATE TABLE tbl_agt (
    agt_cd  char(4) PRIMARY KEY,
    agt_nm  text NOT NULL,
    agt_rgn text NOT NULL,
    agt_sts char(1) NOT NULL
);
COMMENT ON TABLE tbl_agt IS 'agents';
COMMENT ON COLUMN tbl_agt.agt_sts IS 'A active, T terminated';

CREATE TABLE tbl_ins (
    ins_id  int PRIMARY KEY,
    ins_nm  text NOT NULL,
    ins_dob char(8),
    ins_st  char(2) NOT NULL
);
COMMENT ON TABLE tbl_ins IS 'insured persons';
COMMENT ON COLUMN tbl_ins.ins_dob IS 'date of birth, YYYYMMDD';
COMMENT ON COLUMN tbl_ins.ins_st IS 'state';

CREATE TABLE tbl_pol (
    pol_no   char(8) PRIMARY KEY,
    ins_id   int NOT NULL,
    agt_cd   char(4),
    pol_eff  char(8) NOT NULL,
    pol_exp  char(8) NOT NULL,
    pol_prm  numeric(8, 2) NOT NULL,
    pol_ded  int NOT NULL,
    pol_sts  char(1) NOT NULL,
    pol_cxl  char(8),
    pol_prev char(8)
);
COMMENT ON TABLE tbl_pol IS 'policies, one a year';
COMMENT ON COLUMN tbl_pol.agt_cd IS 'NULL: sold directly';
COMMENT ON COLUMN tbl_pol.pol_eff IS 'first day of cover, YYYYMMDD';
COMMENT ON COLUMN tbl_pol.pol_exp IS 'last day of cover as written, YYYYMMDD';
COMMENT ON COLUMN tbl_pol.pol_prm IS 'premium of the year';
COMMENT ON COLUMN tbl_pol.pol_ded IS 'deductible';
COMMENT ON COLUMN tbl_pol.pol_sts IS '0 quoted, 1 in force, 2 expired, 3 cancelled before its end';
COMMENT ON COLUMN tbl_pol.pol_cxl IS 'day of cancellation; NULL unless cancelled';
COMMENT ON COLUMN tbl_pol.pol_prev IS 'number of the policy that this one renews';

CREATE TABLE tbl_veh (
    pol_no  char(8) NOT NULL,
    veh_seq int NOT NULL,
    veh_mk  text NOT NULL,
    veh_mdl text,
    veh_yr  int NOT NULL,
    veh_val numeric(8, 0),
    PRIMARY KEY (pol_no, veh_seq)
);
COMMENT ON TABLE tbl_veh IS 'vehicles on a policy';
COMMENT ON COLUMN tbl_veh.veh_mk IS 'make';
COMMENT ON COLUMN tbl_veh.veh_yr IS 'model year';
COMMENT ON COLUMN tbl_veh.veh_val IS 'insured value; NULL: not appraised';

CREATE TABLE tbl_adj (
    adj_id  int PRIMARY KEY,
    adj_nm  text NOT NULL,
    adj_off text NOT NULL,
    adj_sup int
);
COMMENT ON TABLE tbl_adj IS 'claims adjusters';
COMMENT ON COLUMN tbl_adj.adj_off IS 'office';
COMMENT ON COLUMN tbl_adj.adj_sup IS 'adj_id of the supervisor; NULL: head of claims';

CREATE TABLE tbl_clm (
    clm_no  int PRIMARY KEY,
    pol_no  char(8) NOT NULL,
    veh_seq int,
    clm_dol char(8) NOT NULL,
    clm_rpt char(8) NOT NULL,
    clm_cls char(8),
    clm_typ char(2) NOT NULL,
    clm_sts char(1) NOT NULL,
    clm_flt char(1),
    clm_cty text,
    adj_id  int
);
COMMENT ON TABLE tbl_clm IS 'claims';
COMMENT ON COLUMN tbl_clm.clm_dol IS 'date of loss, YYYYMMDD';
COMMENT ON COLUMN tbl_clm.clm_rpt IS 'date reported to us';
COMMENT ON COLUMN tbl_clm.clm_cls IS 'date closed or denied; NULL while open, also after reopening';
COMMENT ON COLUMN tbl_clm.clm_typ IS '10 collision, 20 theft, 30 hail, 40 glass, 50 bodily injury';
COMMENT ON COLUMN tbl_clm.clm_sts IS 'O open, R reopened (counts as open), C closed, D denied';
COMMENT ON COLUMN tbl_clm.clm_flt IS 'insured at fault: Y, N; NULL where fault does not arise';
COMMENT ON COLUMN tbl_clm.clm_cty IS 'city of the loss';
COMMENT ON COLUMN tbl_clm.adj_id IS 'NULL: not assigned yet';

CREATE TABLE tbl_rsv (
    clm_no  int NOT NULL,
    rsv_seq int NOT NULL,
    rsv_dt  char(8) NOT NULL,
    rsv_amt numeric(10, 2) NOT NULL,
    PRIMARY KEY (clm_no, rsv_seq)
);
COMMENT ON TABLE tbl_rsv IS 'case reserve of a claim each time it was set; the one with the highest rsv_seq is the present one';

CREATE TABLE tbl_pmt (
    pmt_id   int PRIMARY KEY,
    clm_no   int NOT NULL,
    pmt_dt   char(8) NOT NULL,
    pmt_typ  char(1) NOT NULL,
    pmt_amt  numeric(10, 2) NOT NULL,
    pmt_pye  text NOT NULL,
    pmt_void char(1) NOT NULL
);
COMMENT ON COLUMN tbl_pmt.pmt_typ IS 'I indemnity, E expense, S salvage or subrogation recovered (negative amounts)';
COMMENT ON COLUMN tbl_pmt.pmt_pye IS 'payee';
COMMENT ON COLUMN tbl_pmt.pmt_void IS 'Y: the check was voided and counts nowhere';

CREATE TABLE tbl_frd (
    clm_no  int NOT NULL,
    frd_cd  char(2) NOT NULL,
    frd_dt  char(8) NOT NULL,
    frd_scr int NOT NULL,
    frd_res char(1),
    PRIMARY KEY (clm_no, frd_cd)
);
COMMENT ON TABLE tbl_frd IS 'fraud indicators raised on claims';
COMMENT ON COLUMN tbl_frd.frd_cd IS 'LR late report, NP new policy, MC many claims, SH suspicious shop';
COMMENT ON COLUMN tbl_frd.frd_scr IS 'score 1 to 100';
COMMENT ON COLUMN tbl_frd.frd_res IS 'result: F fraud confirmed, C cleared; NULL: not looked into yet';

CREATE TABLE tbl_shp (
    shp_id  int PRIMARY KEY,
    shp_nm  text NOT NULL,
    shp_cty text,
    shp_net char(1) NOT NULL
);
COMMENT ON TABLE tbl_shp IS 'body shops';
COMMENT ON COLUMN tbl_shp.shp_net IS 'Y: in our network';

CREATE TABLE tbl_est (
    clm_no  int NOT NULL,
    shp_id  int NOT NULL,
    est_dt  char(8) NOT NULL,
    est_amt numeric(9, 2) NOT NULL,
    PRIMARY KEY (clm_no, shp_id)
);
COMMENT ON TABLE tbl_est IS 'repair estimates of shops for claims';
