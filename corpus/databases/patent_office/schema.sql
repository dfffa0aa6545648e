-- A national patent office: applications, their examiners, office actions, fees, oppositions and citations.
-- Everything is abbreviated: appl application, pub publication, appcnt applicant, exmr examiner, inv inventor, fam family, oa office action. Dates whose name ends in _dt are text 'YYYYMMDD'. Fees are in cents.

CREATE TABLE cls (
    cls_cd char(1) PRIMARY KEY,
    ttl    text NOT NULL
);
COMMENT ON TABLE cls IS 'sections of the classification, A to H';

CREATE TABLE exmr (
    exmr_id  int PRIMARY KEY,
    nm       text NOT NULL,
    unit_no  int NOT NULL,
    sup_id   int REFERENCES exmr,
    hire_dt  char(8) NOT NULL,
    act_flg  char(1) NOT NULL CHECK (act_flg IN ('Y', 'N'))
);
COMMENT ON TABLE exmr IS 'examiners';
COMMENT ON COLUMN exmr.sup_id IS 'supervisor; NULL: none';
COMMENT ON COLUMN exmr.act_flg IS 'Y: works here, N: has left';

CREATE TABLE appcnt (
    appcnt_id int PRIMARY KEY,
    nm        text NOT NULL,
    ctry_cd   char(2) NOT NULL,
    ent_cd    char(1) NOT NULL CHECK (ent_cd IN ('L', 'S', 'U', 'P'))
);
COMMENT ON TABLE appcnt IS 'applicants';
COMMENT ON COLUMN appcnt.ent_cd IS 'L large firm, S small firm, U university, P private person';

CREATE TABLE fam (
    fam_id  int PRIMARY KEY,
    prio_dt char(8) NOT NULL,
    orig_cd char(2) NOT NULL
);
COMMENT ON TABLE fam IS 'patent families: applications for one invention';
COMMENT ON COLUMN fam.prio_dt IS 'priority date';
COMMENT ON COLUMN fam.orig_cd IS 'country of the first filing';

CREATE TABLE appl (
    appl_no   int PRIMARY KEY,
    fam_id    int REFERENCES fam,
    appcnt_id int NOT NULL REFERENCES appcnt,
    exmr_id   int REFERENCES exmr,
    cls_cd    char(1) NOT NULL REFERENCES cls,
    ttl       text NOT NULL,
    fil_dt    char(8) NOT NULL,
    pub_dt    char(8),
    grt_dt    char(8),
    st_cd     char(1) NOT NULL CHECK (st_cd IN ('P', 'G', 'R', 'W')),
    clm_ct    int NOT NULL,
    kw        text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE appl IS 'applications';
COMMENT ON COLUMN appl.exmr_id IS 'NULL: not assigned yet';
COMMENT ON COLUMN appl.fil_dt IS 'filed';
COMMENT ON COLUMN appl.pub_dt IS 'published; NULL: not yet, or never';
COMMENT ON COLUMN appl.grt_dt IS 'granted; NULL: not granted';
COMMENT ON COLUMN appl.st_cd IS 'P pending, G granted, R refused, W withdrawn';
COMMENT ON COLUMN appl.clm_ct IS 'number of claims';
COMMENT ON COLUMN appl.kw IS 'keywords';

CREATE TABLE inv (
    inv_id  int PRIMARY KEY,
    nm      text NOT NULL,
    ctry_cd char(2) NOT NULL
);
COMMENT ON TABLE inv IS 'inventors';

CREATE TABLE appl_inv (
    appl_no int NOT NULL REFERENCES appl,
    inv_id  int NOT NULL REFERENCES inv,
    PRIMARY KEY (appl_no, inv_id)
);

CREATE TABLE cit (
    citing_no int NOT NULL REFERENCES appl,
    cited_no  int NOT NULL REFERENCES appl,
    src_cd    char(1) NOT NULL CHECK (src_cd IN ('E', 'A')),
    PRIMARY KEY (citing_no, cited_no)
);
COMMENT ON TABLE cit IS 'citations: citing_no names cited_no as prior art';
COMMENT ON COLUMN cit.src_cd IS 'E found by the examiner, A named by the applicant';

CREATE TABLE oa (
    oa_id   int PRIMARY KEY,
    appl_no int NOT NULL REFERENCES appl,
    exmr_id int NOT NULL REFERENCES exmr,
    knd_cd  char(1) NOT NULL CHECK (knd_cd IN ('S', 'N', 'F')),
    snt_dt  char(8) NOT NULL,
    rpl_dt  char(8)
);
COMMENT ON TABLE oa IS 'office actions: letters to the applicant';
COMMENT ON COLUMN oa.exmr_id IS 'who wrote it, not always the examiner of today';
COMMENT ON COLUMN oa.knd_cd IS 'S search report, N objection, F final';
COMMENT ON COLUMN oa.rpl_dt IS 'answered; NULL: no answer';

CREATE TABLE fee (
    fee_id  int PRIMARY KEY,
    appl_no int NOT NULL REFERENCES appl,
    knd_cd  char(3) NOT NULL CHECK (knd_cd IN ('FIL', 'EXM', 'REN')),
    due_dt  char(8) NOT NULL,
    pd_dt   char(8),
    amt_ct  int NOT NULL,
    wvd_flg char(1) NOT NULL CHECK (wvd_flg IN ('Y', 'N'))
);
COMMENT ON COLUMN fee.knd_cd IS 'FIL filing, EXM examination, REN renewal';
COMMENT ON COLUMN fee.pd_dt IS 'paid; NULL: not paid';
COMMENT ON COLUMN fee.amt_ct IS 'in cents of a euro';
COMMENT ON COLUMN fee.wvd_flg IS 'Y: waived, nothing is owed';

CREATE TABLE opp (
    opp_id    int PRIMARY KEY,
    appl_no   int NOT NULL REFERENCES appl,
    appcnt_id int NOT NULL REFERENCES appcnt,
    fil_dt    char(8) NOT NULL,
    outc_cd   char(1) CHECK (outc_cd IN ('U', 'L', 'V')),
    info      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE opp IS 'oppositions against a granted patent';
COMMENT ON COLUMN opp.appcnt_id IS 'the opponent';
COMMENT ON COLUMN opp.outc_cd IS 'U patent upheld, L limited, V revoked; NULL: undecided';
COMMENT ON COLUMN opp.info IS '{"ground": "novelty", "hearing": true}; hearing is missing where there was none';
