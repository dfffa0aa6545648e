-- Operations of a small regional railway. Abbreviations as the dispatchers wrote them on the wall plan in 1987.
-- A train is punctual where it arrives at most 5 minutes after its scheduled time (late_min <= 5).

CREATE TABLE rgn (
    rgn_cd char(2) PRIMARY KEY,
    rgn_nm text NOT NULL
);
COMMENT ON TABLE rgn IS 'regions';

CREATE TABLE stn (
    stn_cd  char(3) PRIMARY KEY,
    stn_nm  text NOT NULL,
    rgn_cd  char(2) REFERENCES rgn,
    elev_m  int,
    plt_cnt smallint NOT NULL,
    stf_flg char(1) NOT NULL CHECK (stf_flg IN ('Y', 'N')),
    opn_dt  date,
    cls_dt  date
);
COMMENT ON TABLE stn IS 'stations and halts';
COMMENT ON COLUMN stn.elev_m IS 'metres above the sea';
COMMENT ON COLUMN stn.plt_cnt IS 'number of platforms';
COMMENT ON COLUMN stn.stf_flg IS 'Y staffed, N unstaffed';
COMMENT ON COLUMN stn.opn_dt IS 'opened; NULL: nobody knows';
COMMENT ON COLUMN stn.cls_dt IS 'closed; NULL: in use';

CREATE TABLE ln (
    ln_cd  char(2) PRIMARY KEY,
    ln_nm  text NOT NULL,
    spd_mx smallint NOT NULL
);
COMMENT ON TABLE ln IS 'lines';
COMMENT ON COLUMN ln.spd_mx IS 'permitted speed, km/h';

CREATE TABLE ln_stn (
    ln_cd  char(2) NOT NULL REFERENCES ln,
    seq_no smallint NOT NULL,
    stn_cd char(3) NOT NULL REFERENCES stn,
    km_pos numeric(5, 1) NOT NULL,
    PRIMARY KEY (ln_cd, seq_no)
);
COMMENT ON TABLE ln_stn IS 'stations of a line in outward order; km_pos: kilometres from its first station';

CREATE TABLE rs_typ (
    typ_cd  varchar(6) PRIMARY KEY,
    typ_nm  text NOT NULL,
    mfr_nm  text NOT NULL,
    pwr_cd  char(1) NOT NULL CHECK (pwr_cd IN ('E', 'D', 'H')),
    seat_1c smallint NOT NULL,
    seat_2c smallint NOT NULL
);
COMMENT ON TABLE rs_typ IS 'classes of rolling stock';
COMMENT ON COLUMN rs_typ.pwr_cd IS 'E electric, D diesel, H hydrogen';
COMMENT ON COLUMN rs_typ.seat_1c IS 'seats in first class of a unit';
COMMENT ON COLUMN rs_typ.seat_2c IS 'seats in second class of a unit';

CREATE TABLE rs_unt (
    unt_no  int PRIMARY KEY,
    typ_cd  varchar(6) NOT NULL REFERENCES rs_typ,
    hom_stn char(3) NOT NULL REFERENCES stn,
    dt_in   date NOT NULL,
    dt_wdr  date
);
COMMENT ON TABLE rs_unt IS 'multiple units: the fleet';
COMMENT ON COLUMN rs_unt.hom_stn IS 'station where it is stabled at night';
COMMENT ON COLUMN rs_unt.dt_in IS 'entered service';
COMMENT ON COLUMN rs_unt.dt_wdr IS 'withdrawn; NULL: in the fleet';

CREATE TABLE drv (
    drv_no  int PRIMARY KEY,
    drv_nm  text NOT NULL,
    dob     date,
    dt_hire date NOT NULL,
    dt_exit date,
    hom_stn char(3) NOT NULL REFERENCES stn
);
COMMENT ON TABLE drv IS 'drivers, surname first';
COMMENT ON COLUMN drv.dt_exit IS 'left us; NULL: employed';
COMMENT ON COLUMN drv.hom_stn IS 'station where they sign on';

CREATE TABLE trn (
    trn_no int PRIMARY KEY,
    ln_cd  char(2) NOT NULL REFERENCES ln,
    dir_cd smallint NOT NULL CHECK (dir_cd IN (1, 2)),
    dep_tm time NOT NULL
);
COMMENT ON TABLE trn IS 'trains of the timetable';
COMMENT ON COLUMN trn.dir_cd IS '1 outward, 2 return';
COMMENT ON COLUMN trn.dep_tm IS 'leaves its first station at';

CREATE TABLE trn_run (
    run_id  int PRIMARY KEY,
    trn_no  int NOT NULL REFERENCES trn,
    run_dt  date NOT NULL,
    unt_no  int REFERENCES rs_unt,
    drv_no  int REFERENCES drv,
    cnc_cd  char(2),
    pax_cnt int,
    UNIQUE (trn_no, run_dt)
);
COMMENT ON TABLE trn_run IS 'a train on a day';
COMMENT ON COLUMN trn_run.cnc_cd IS 'NULL: ran; else why it was cancelled: SF staff shortage, VF vehicle fault, WX weather, TW track works';
COMMENT ON COLUMN trn_run.pax_cnt IS 'passengers counted by the doors; NULL: cancelled, or the counter failed';

CREATE TABLE run_stp (
    run_id  int NOT NULL REFERENCES trn_run,
    seq_no  smallint NOT NULL,
    stn_cd  char(3) NOT NULL REFERENCES stn,
    arr_sch timestamp,
    arr_act timestamp,
    dep_sch timestamp,
    dep_act timestamp,
    plt_no  smallint,
    PRIMARY KEY (run_id, seq_no)
);
COMMENT ON TABLE run_stp IS 'stops of a run in the order in which they are made; cancelled runs have none';
COMMENT ON COLUMN run_stp.arr_sch IS 'scheduled arrival; NULL at the first station';
COMMENT ON COLUMN run_stp.arr_act IS 'actual arrival; NULL: first station, or the stop was skipped, or not there yet';
COMMENT ON COLUMN run_stp.dep_sch IS 'scheduled departure; NULL at the last station';

CREATE TABLE dly_rsn (
    rsn_cd  char(2) PRIMARY KEY,
    rsn_txt text NOT NULL,
    rsp_cd  char(1) NOT NULL CHECK (rsp_cd IN ('O', 'I', 'X'))
);
COMMENT ON TABLE dly_rsn IS 'reasons of delays';
COMMENT ON COLUMN dly_rsn.rsp_cd IS 'who answers for it: O operator (we), I infrastructure, X outside';

CREATE TABLE dly_evt (
    evt_no  int PRIMARY KEY,
    run_id  int NOT NULL,
    seq_no  smallint NOT NULL,
    rsn_cd  char(2) REFERENCES dly_rsn,
    dly_min smallint NOT NULL,
    FOREIGN KEY (run_id, seq_no) REFERENCES run_stp
);
COMMENT ON TABLE dly_evt IS 'delays that somebody explained; several a run';
COMMENT ON COLUMN dly_evt.dly_min IS 'minutes put down to this reason';
COMMENT ON COLUMN dly_evt.rsn_cd IS 'NULL: under inquiry';

CREATE TABLE mnt_ord (
    ord_no  int PRIMARY KEY,
    unt_no  int NOT NULL REFERENCES rs_unt,
    knd_cd  char(1) NOT NULL,
    dt_opn  date NOT NULL,
    dt_cls  date,
    cst_amt numeric(9, 2),
    rmk     text
);
COMMENT ON TABLE mnt_ord IS 'workshop orders';
COMMENT ON COLUMN mnt_ord.knd_cd IS 'I inspection, R repair, V vandalism';
COMMENT ON COLUMN mnt_ord.dt_cls IS 'finished; NULL: in the workshop';
COMMENT ON COLUMN mnt_ord.cst_amt IS 'cost in pounds; NULL: not yet known';

CREATE TABLE tkt_sls (
    sls_dt  date NOT NULL,
    stn_cd  char(3) NOT NULL REFERENCES stn,
    chn_cd  char(1) NOT NULL,
    tkt_cnt int NOT NULL,
    rev_amt numeric(9, 2) NOT NULL,
    PRIMARY KEY (sls_dt, stn_cd, chn_cd)
);
COMMENT ON TABLE tkt_sls IS 'tickets sold, by day, station and channel';
COMMENT ON COLUMN tkt_sls.chn_cd IS 'C counter, M machine';
COMMENT ON COLUMN tkt_sls.rev_amt IS 'revenue in pounds';

CREATE VIEW v_arr AS
SELECT r.run_id, r.trn_no, r.run_dt, t.ln_cd, s.seq_no, s.stn_cd, extract(epoch FROM s.arr_act - s.arr_sch) / 60.0 AS late_min
FROM run_stp AS s
JOIN trn_run AS r ON r.run_id = s.run_id
JOIN trn AS t ON t.trn_no = r.trn_no
WHERE s.arr_act IS NOT NULL;
COMMENT ON VIEW v_arr IS 'arrivals that took place; late_min: minutes late, negative where early';
