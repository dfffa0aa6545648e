-- Nurses' roster of St Brendan's hospital. Names are abbreviated: emp employee, wrd ward, shf shift, ros roster, lve leave, swp swap, agy agency.
-- cd is a code, dt a day, ts a moment, nm a name, flg a flag ('Y' or 'N').

CREATE TABLE wrd (
    wrd_cd  char(3) PRIMARY KEY,
    wrd_nm  text NOT NULL,
    flr     int NOT NULL,
    bed_ct  int NOT NULL,
    min_day int NOT NULL,
    min_ngt int NOT NULL
);
COMMENT ON TABLE wrd IS 'wards';
COMMENT ON COLUMN wrd.bed_ct IS 'number of beds';
COMMENT ON COLUMN wrd.min_day IS 'nurses needed by day; min_ngt by night';

CREATE TABLE emp (
    emp_no  int PRIMARY KEY,
    fst_nm  text NOT NULL,
    lst_nm  text NOT NULL,
    grd_cd  char(2) NOT NULL CHECK (grd_cd IN ('RN', 'SN', 'HA', 'CN')),
    wrd_cd  char(3) REFERENCES wrd,
    hrs_wk  numeric(4, 1) NOT NULL,
    brth_dt date,
    st_dt   date NOT NULL,
    end_dt  date,
    mgr_no  int REFERENCES emp
);
COMMENT ON COLUMN emp.grd_cd IS 'RN registered nurse, SN senior nurse, HA healthcare assistant, CN charge nurse';
COMMENT ON COLUMN emp.wrd_cd IS 'home ward; NULL: pool, works everywhere';
COMMENT ON COLUMN emp.hrs_wk IS 'contracted hours a week; under 37 is part-time';
COMMENT ON COLUMN emp.end_dt IS 'last day; NULL: employed';

CREATE TABLE shf (
    shf_cd char(1) PRIMARY KEY,
    shf_nm text NOT NULL,
    st_tm  time NOT NULL,
    end_tm time NOT NULL,
    hrs    numeric(4, 2) NOT NULL,
    pay_pct int NOT NULL
);
COMMENT ON COLUMN shf.end_tm IS 'of the next day where it is earlier than the start';
COMMENT ON COLUMN shf.hrs IS 'paid hours';
COMMENT ON COLUMN shf.pay_pct IS 'extra pay in percent';

CREATE TABLE ros (
    ros_id  int PRIMARY KEY,
    emp_no  int NOT NULL REFERENCES emp,
    ros_dt  date NOT NULL,
    shf_cd  char(1) NOT NULL REFERENCES shf,
    wrd_cd  char(3) NOT NULL REFERENCES wrd,
    sts_cd  char(1) NOT NULL CHECK (sts_cd IN ('P', 'W', 'S', 'X')),
    ovt_min int,
    UNIQUE (emp_no, ros_dt)
);
COMMENT ON TABLE ros IS 'the roster, past and future';
COMMENT ON COLUMN ros.ros_dt IS 'day on which the shift begins';
COMMENT ON COLUMN ros.sts_cd IS 'P planned, W worked, S missed because sick, X cancelled';
COMMENT ON COLUMN ros.ovt_min IS 'minutes of overtime; NULL: none';

CREATE TABLE lve (
    lve_id  int PRIMARY KEY,
    emp_no  int NOT NULL REFERENCES emp,
    typ_cd  char(2) NOT NULL CHECK (typ_cd IN ('AL', 'SL', 'ML', 'ST')),
    st_dt   date NOT NULL,
    end_dt  date NOT NULL,
    apr_flg char(1) CHECK (apr_flg IN ('Y', 'N')),
    req_dt  date NOT NULL
);
COMMENT ON COLUMN lve.typ_cd IS 'AL annual leave, SL sick leave, ML maternity leave, ST study leave';
COMMENT ON COLUMN lve.end_dt IS 'last day, included';
COMMENT ON COLUMN lve.apr_flg IS 'approved or not; NULL: not decided';

CREATE TABLE swp (
    swp_id int PRIMARY KEY,
    ros_id int NOT NULL REFERENCES ros,
    to_emp_no int NOT NULL REFERENCES emp,
    req_ts timestamptz NOT NULL,
    ans_ts timestamptz,
    ans_cd char(1) CHECK (ans_cd IN ('A', 'R'))
);
COMMENT ON TABLE swp IS 'somebody rostered asks a colleague to take over the shift';
COMMENT ON COLUMN swp.ans_cd IS 'A accepted, R refused; NULL: no answer';

CREATE TABLE qul (
    qul_cd   char(3) PRIMARY KEY,
    qul_nm   text NOT NULL,
    mand_flg char(1) NOT NULL CHECK (mand_flg IN ('Y', 'N'))
);
COMMENT ON COLUMN qul.mand_flg IS 'Y: every nurse must hold it';

CREATE TABLE emp_qul (
    emp_no int NOT NULL REFERENCES emp,
    qul_cd char(3) NOT NULL REFERENCES qul,
    got_dt date NOT NULL,
    exp_dt date,
    PRIMARY KEY (emp_no, qul_cd)
);
COMMENT ON COLUMN emp_qul.exp_dt IS 'valid to that day; NULL: for good';

CREATE TABLE agy_shf (
    agy_id  int PRIMARY KEY,
    agy_nm  text NOT NULL,
    wrd_cd  char(3) NOT NULL REFERENCES wrd,
    shf_cd  char(1) NOT NULL REFERENCES shf,
    wrk_dt  date NOT NULL,
    cst_gbp numeric(8, 2) NOT NULL,
    rsn     text
);
COMMENT ON TABLE agy_shf IS 'shifts covered by nurses from an agency, in pounds';
COMMENT ON COLUMN agy_shf.rsn IS 'NULL: not given';

CREATE TABLE wsh (
    emp_no int NOT NULL REFERENCES emp,
    wsh_dt date NOT NULL,
    shf_cd char(1) REFERENCES shf,
    PRIMARY KEY (emp_no, wsh_dt)
);
COMMENT ON TABLE wsh IS 'wishes for a day';
COMMENT ON COLUMN wsh.shf_cd IS 'the shift wished for; NULL: wants the day off';
