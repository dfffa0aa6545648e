-- A dental surgery with four chairs. Names are abbreviated as the software house did it in the nineties.
-- Money is in cents of a euro (.._ct); people speak of euros. Codes stand in the comments.

CREATE TABLE dnt (
    dnt_id  int PRIMARY KEY,
    dnt_nm  text NOT NULL,
    spec_cd char(2) NOT NULL,
    hir_dt  date NOT NULL,
    lv_dt   date
);
COMMENT ON TABLE dnt IS 'dentists and hygienists';
COMMENT ON COLUMN dnt.spec_cd IS 'GP general dentist, OR orthodontist, SU oral surgeon, HY hygienist';
COMMENT ON COLUMN dnt.lv_dt IS 'left on; NULL: still with us';

CREATE TABLE pt (
    pt_id   int PRIMARY KEY,
    pt_nm   text NOT NULL,
    brth_dt date NOT NULL,
    sex_cd  char(1) CHECK (sex_cd IN ('F', 'M', 'X')),
    ins_cd  char(1) NOT NULL CHECK (ins_cd IN ('S', 'P', 'N')),
    cty     text NOT NULL,
    tel     text,
    reg_dt  date NOT NULL,
    rcl_mth int,
    act_fl  char(1) NOT NULL CHECK (act_fl IN ('Y', 'N'))
);
COMMENT ON TABLE pt IS 'patients';
COMMENT ON COLUMN pt.sex_cd IS 'F female, M male, X other; NULL: not stated';
COMMENT ON COLUMN pt.ins_cd IS 'insurance: S statutory, P private, N none';
COMMENT ON COLUMN pt.cty IS 'city';
COMMENT ON COLUMN pt.rcl_mth IS 'recall interval: a check-up every so many months; NULL: does not want reminders';
COMMENT ON COLUMN pt.act_fl IS 'Y active, N gone to another surgery or deceased';

CREATE TABLE appt (
    appt_id int PRIMARY KEY,
    pt_id   int NOT NULL REFERENCES pt,
    dnt_id  int NOT NULL REFERENCES dnt,
    chr_no  int NOT NULL CHECK (chr_no BETWEEN 1 AND 4),
    bkd_dt  date NOT NULL,
    strt_ts timestamptz NOT NULL,
    dur_min int NOT NULL,
    sts_cd  char(1) NOT NULL CHECK (sts_cd IN ('B', 'D', 'N', 'C')),
    rsn     text
);
COMMENT ON TABLE appt IS 'appointments';
COMMENT ON COLUMN appt.chr_no IS 'chair';
COMMENT ON COLUMN appt.bkd_dt IS 'day on which it was booked';
COMMENT ON COLUMN appt.sts_cd IS 'B booked (to come), D done (the patient came), N no-show, C cancelled';
COMMENT ON COLUMN appt.rsn IS 'reason as told on the telephone; NULL: none noted';

CREATE TABLE tx_cat (
    tx_cd   text PRIMARY KEY,
    tx_nm   text NOT NULL,
    grp_cd  char(3) NOT NULL,
    fee_ct  int NOT NULL,
    std_min int NOT NULL
);
COMMENT ON TABLE tx_cat IS 'catalogue of treatments';
COMMENT ON COLUMN tx_cat.grp_cd IS 'PRV prevention, FIL fillings, END root canals, PRO crowns and dentures, SUR surgery, ORT braces';
COMMENT ON COLUMN tx_cat.fee_ct IS 'fee by the list';
COMMENT ON COLUMN tx_cat.std_min IS 'minutes that it should take';

CREATE TABLE tx_dn (
    tx_dn_id int PRIMARY KEY,
    appt_id  int NOT NULL REFERENCES appt,
    tx_cd    text NOT NULL REFERENCES tx_cat,
    tth_no   int CHECK (tth_no BETWEEN 11 AND 48),
    chg_ct   int NOT NULL,
    nte      text
);
COMMENT ON TABLE tx_dn IS 'treatments done at an appointment';
COMMENT ON COLUMN tx_dn.tth_no IS 'tooth, two digits: the first is the quadrant (1 upper right, 2 upper left, 3 lower left, 4 lower right), the second counts from the middle; NULL: the whole mouth';
COMMENT ON COLUMN tx_dn.chg_ct IS 'charged; may differ from the list';

CREATE TABLE tx_pln (
    pln_id  int PRIMARY KEY,
    pt_id   int NOT NULL REFERENCES pt,
    dnt_id  int NOT NULL REFERENCES dnt,
    crt_dt  date NOT NULL,
    acc_dt  date,
    rej_dt  date,
    est_ct  int NOT NULL
);
COMMENT ON TABLE tx_pln IS 'plans (estimates) of larger treatments';
COMMENT ON COLUMN tx_pln.acc_dt IS 'accepted by the patient on';
COMMENT ON COLUMN tx_pln.rej_dt IS 'rejected on; a plan neither accepted nor rejected is open';
COMMENT ON COLUMN tx_pln.est_ct IS 'estimated cost';

CREATE TABLE rcl (
    rcl_id  int PRIMARY KEY,
    pt_id   int NOT NULL REFERENCES pt,
    due_dt  date NOT NULL,
    snt_dt  date,
    ch_cd   char(1),
    appt_id int REFERENCES appt
);
COMMENT ON TABLE rcl IS 'recalls: reminders of a check-up';
COMMENT ON COLUMN rcl.snt_dt IS 'NULL: not sent';
COMMENT ON COLUMN rcl.ch_cd IS 'channel: L letter, M e-mail, T text message';
COMMENT ON COLUMN rcl.appt_id IS 'the appointment that followed; NULL: none';

CREATE TABLE inv (
    inv_no  int PRIMARY KEY,
    pt_id   int NOT NULL REFERENCES pt,
    inv_dt  date NOT NULL,
    due_dt  date NOT NULL,
    amt_ct  int NOT NULL,
    rmd_lvl int NOT NULL DEFAULT 0
);
COMMENT ON TABLE inv IS 'invoices to patients';
COMMENT ON COLUMN inv.rmd_lvl IS 'reminders sent so far, 0 to 3';

CREATE TABLE pmt (
    pmt_id int PRIMARY KEY,
    inv_no int NOT NULL REFERENCES inv,
    pmt_dt date NOT NULL,
    amt_ct int NOT NULL,
    mth_cd char(1) NOT NULL
);
COMMENT ON TABLE pmt IS 'payments; an invoice may be paid in parts';
COMMENT ON COLUMN pmt.mth_cd IS 'C cash, B bank transfer, K card';
