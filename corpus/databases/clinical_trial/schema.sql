-- One trial (study LUM) of a drug against migraine, in the manner of the submission standard: two-letter domains, eight-letter names.

CREATE TABLE site (
    siteid  char(3) PRIMARY KEY,
    sitenam text NOT NULL,
    country char(3) NOT NULL,
    actdtc  date,
    clsdtc  date
);
COMMENT ON COLUMN site.actdtc IS 'activated on; NULL: not yet';
COMMENT ON COLUMN site.clsdtc IS 'closed on; NULL: open';

CREATE TABLE ta (
    armcd text PRIMARY KEY,
    arm   text NOT NULL
);
COMMENT ON TABLE ta IS 'trial arms';

CREATE TABLE tv (
    visitnum int PRIMARY KEY,
    visit    text NOT NULL,
    visitdy  int NOT NULL,
    winlo    int NOT NULL,
    winhi    int NOT NULL
);
COMMENT ON TABLE tv IS 'planned visits';
COMMENT ON COLUMN tv.visitdy IS 'planned study day; day 1 is the day of the first dose, there is no day 0';
COMMENT ON COLUMN tv.winlo IS 'allowed days before the planned day';
COMMENT ON COLUMN tv.winhi IS 'allowed days after the planned day';

CREATE TABLE dm (
    usubjid text PRIMARY KEY,
    siteid  char(3) NOT NULL REFERENCES site,
    brthdtc date,
    sex     char(1) NOT NULL CHECK (sex IN ('F', 'M')),
    rficdtc date NOT NULL,
    rfstdtc date,
    armcd   text REFERENCES ta
);
COMMENT ON TABLE dm IS 'demographics: one row a subject';
COMMENT ON COLUMN dm.brthdtc IS 'birth date';
COMMENT ON COLUMN dm.rficdtc IS 'informed consent';
COMMENT ON COLUMN dm.rfstdtc IS 'first dose; NULL: not dosed (screen failure, or still in screening)';
COMMENT ON COLUMN dm.armcd IS 'NULL: not randomised';

CREATE TABLE sv (
    usubjid  text NOT NULL REFERENCES dm,
    visitnum int NOT NULL REFERENCES tv,
    svstat   text NOT NULL CHECK (svstat IN ('DONE', 'MISSED')),
    svstdtc  date,
    PRIMARY KEY (usubjid, visitnum)
);
COMMENT ON TABLE sv IS 'visits';
COMMENT ON COLUMN sv.svstdtc IS 'date; NULL: missed';

CREATE TABLE ae (
    usubjid  text NOT NULL REFERENCES dm,
    aeseq    int NOT NULL,
    aeterm   text NOT NULL,
    aebodsys text NOT NULL,
    aestdtc  date NOT NULL,
    aeendtc  date,
    aesev    char(1) NOT NULL CHECK (aesev IN ('1', '2', '3')),
    aeser    char(1) NOT NULL CHECK (aeser IN ('Y', 'N')),
    aerel    text,
    PRIMARY KEY (usubjid, aeseq)
);
COMMENT ON TABLE ae IS 'adverse events';
COMMENT ON COLUMN ae.aebodsys IS 'body system';
COMMENT ON COLUMN ae.aestdtc IS 'onset';
COMMENT ON COLUMN ae.aeendtc IS 'end; NULL: ongoing';
COMMENT ON COLUMN ae.aesev IS 'severity: 1 mild, 2 moderate, 3 severe';
COMMENT ON COLUMN ae.aeser IS 'Y: serious in the regulatory sense, which severe is not';
COMMENT ON COLUMN ae.aerel IS 'RELATED, POSSIBLE or NOT RELATED to the drug; NULL: not assessed yet';

CREATE TABLE ex (
    usubjid text NOT NULL REFERENCES dm,
    exseq   int NOT NULL,
    exstdtc date NOT NULL,
    exdose  int NOT NULL,
    exadj   text,
    PRIMARY KEY (usubjid, exseq)
);
COMMENT ON TABLE ex IS 'doses: one injection every four weeks';
COMMENT ON COLUMN ex.exdose IS 'mg; placebo is 0';
COMMENT ON COLUMN ex.exadj IS 'why the dose was changed from the one before; NULL: unchanged';

CREATE TABLE lb (
    usubjid  text NOT NULL REFERENCES dm,
    visitnum int NOT NULL REFERENCES tv,
    lbtestcd text NOT NULL,
    lborres  text NOT NULL,
    lbstresn numeric(6, 1),
    lbnrlo   numeric(6, 1),
    lbnrhi   numeric(6, 1),
    PRIMARY KEY (usubjid, visitnum, lbtestcd)
);
COMMENT ON TABLE lb IS 'laboratory results';
COMMENT ON COLUMN lb.lbtestcd IS 'ALT liver enzyme U/L, CREAT creatinine umol/L, HGB haemoglobin g/L';
COMMENT ON COLUMN lb.lborres IS 'result as reported, e.g. 23 or <12';
COMMENT ON COLUMN lb.lbstresn IS 'numeric result; NULL where the report is no number';
COMMENT ON COLUMN lb.lbnrlo IS 'lower limit of normal';
COMMENT ON COLUMN lb.lbnrhi IS 'upper limit of normal';

CREATE TABLE cm (
    usubjid text NOT NULL REFERENCES dm,
    cmseq   int NOT NULL,
    cmtrt   text NOT NULL,
    cmindc  text,
    cmstdtc date NOT NULL,
    cmendtc date,
    PRIMARY KEY (usubjid, cmseq)
);
COMMENT ON TABLE cm IS 'concomitant medication';
COMMENT ON COLUMN cm.cmindc IS 'indication';
COMMENT ON COLUMN cm.cmendtc IS 'NULL: still taken';

CREATE TABLE ds (
    usubjid text PRIMARY KEY REFERENCES dm,
    dsdecod text NOT NULL,
    dsstdtc date NOT NULL
);
COMMENT ON TABLE ds IS 'disposition: how and when the subject left the study; no row: still in it';
COMMENT ON COLUMN ds.dsdecod IS 'COMPLETED, SCREEN FAILURE, WITHDRAWAL BY SUBJECT, ADVERSE EVENT, LOST TO FOLLOW-UP';

CREATE TABLE dv (
    usubjid text NOT NULL REFERENCES dm,
    dvseq   int NOT NULL,
    dvterm  text NOT NULL,
    dvcat   text NOT NULL CHECK (dvcat IN ('MAJOR', 'MINOR')),
    dvstdtc date NOT NULL,
    PRIMARY KEY (usubjid, dvseq)
);
COMMENT ON TABLE dv IS 'protocol deviations';

CREATE TABLE dq (
    dqid    int PRIMARY KEY,
    usubjid text NOT NULL REFERENCES dm,
    domain  char(2) NOT NULL,
    opndtc  timestamp NOT NULL,
    clsdtc  timestamp
);
COMMENT ON TABLE dq IS 'data queries to the sites';
COMMENT ON COLUMN dq.domain IS 'AE, LB, SV or CM: where the doubtful value is';
COMMENT ON COLUMN dq.opndtc IS 'opened at';
COMMENT ON COLUMN dq.clsdtc IS 'closed at; NULL: open';
