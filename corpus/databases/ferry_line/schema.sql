-- Reservation and operations system of a ferry line. Every column carries the two letters of its table (vs, pt, rt, sl ..).

CREATE TABLE vs (
    vs_cd      char(3) PRIMARY KEY,
    vs_nm      text NOT NULL,
    vs_blt_yr  int NOT NULL,
    vs_pax_cap int NOT NULL,
    vs_lm_cap  int NOT NULL,
    vs_st      char(1) NOT NULL CHECK (vs_st IN ('A', 'L', 'S'))
);
COMMENT ON TABLE vs IS 'vessels';
COMMENT ON COLUMN vs.vs_blt_yr IS 'year built';
COMMENT ON COLUMN vs.vs_pax_cap IS 'passengers that it may carry';
COMMENT ON COLUMN vs.vs_lm_cap IS 'lane metres for vehicles';
COMMENT ON COLUMN vs.vs_st IS 'A active, L laid up, S sold';

CREATE TABLE pt (
    pt_cd   char(3) PRIMARY KEY,
    pt_nm   text NOT NULL,
    pt_ctry char(2) NOT NULL
);
COMMENT ON TABLE pt IS 'ports';

CREATE TABLE rt (
    rt_no     int PRIMARY KEY,
    rt_pt_dep char(3) NOT NULL REFERENCES pt,
    rt_pt_arr char(3) NOT NULL REFERENCES pt,
    rt_nmi    int NOT NULL,
    rt_min    int NOT NULL,
    rt_seas   char(1) NOT NULL CHECK (rt_seas IN ('Y', 'S', 'N'))
);
COMMENT ON TABLE rt IS 'routes, one for each direction';
COMMENT ON COLUMN rt.rt_nmi IS 'nautical miles';
COMMENT ON COLUMN rt.rt_min IS 'scheduled minutes of the crossing';
COMMENT ON COLUMN rt.rt_seas IS 'Y the year round, S summer only, N not operated';

CREATE TABLE sl (
    rt_no      int NOT NULL REFERENCES rt,
    sl_dt      date NOT NULL,
    sl_seq     int NOT NULL,
    vs_cd      char(3) NOT NULL REFERENCES vs,
    sl_dep_tm  time NOT NULL,
    sl_dep_act timestamp,
    sl_arr_act timestamp,
    sl_st      char(1) NOT NULL CHECK (sl_st IN ('P', 'D', 'X')),
    sl_cx_rsn  char(1),
    PRIMARY KEY (rt_no, sl_dt, sl_seq)
);
COMMENT ON TABLE sl IS 'sailings';
COMMENT ON COLUMN sl.sl_seq IS 'first, second .. sailing of the day on that route';
COMMENT ON COLUMN sl.sl_dep_tm IS 'departure by the timetable, on sl_dt';
COMMENT ON COLUMN sl.sl_dep_act IS 'actual departure; NULL unless done';
COMMENT ON COLUMN sl.sl_st IS 'P planned, D done, X cancelled';
COMMENT ON COLUMN sl.sl_cx_rsn IS 'why cancelled: W weather, T technical, C crew; NULL otherwise';

CREATE TABLE cu (
    cu_no   int PRIMARY KEY,
    cu_nm   text NOT NULL,
    cu_ctry char(2),
    cu_frt  char(1) NOT NULL CHECK (cu_frt IN ('Y', 'N'))
);
COMMENT ON TABLE cu IS 'customers';
COMMENT ON COLUMN cu.cu_frt IS 'Y: freight account';

CREATE TABLE bk (
    bk_no     int PRIMARY KEY,
    cu_no     int NOT NULL REFERENCES cu,
    rt_no     int NOT NULL,
    sl_dt     date NOT NULL,
    sl_seq    int NOT NULL,
    bk_dt     date NOT NULL,
    bk_ch     char(1) NOT NULL CHECK (bk_ch IN ('W', 'P', 'A')),
    bk_pax_ad int NOT NULL,
    bk_pax_ch int NOT NULL,
    bk_amt    numeric(9, 2) NOT NULL,
    bk_cx_dt  date,
    bk_show   char(1),
    FOREIGN KEY (rt_no, sl_dt, sl_seq) REFERENCES sl
);
COMMENT ON TABLE bk IS 'bookings';
COMMENT ON COLUMN bk.bk_dt IS 'day on which the booking was made';
COMMENT ON COLUMN bk.bk_ch IS 'channel: W web, P phone, A agent';
COMMENT ON COLUMN bk.bk_pax_ad IS 'adults';
COMMENT ON COLUMN bk.bk_pax_ch IS 'children';
COMMENT ON COLUMN bk.bk_amt IS 'pounds for passengers and vehicles together';
COMMENT ON COLUMN bk.bk_cx_dt IS 'cancelled by the customer on; NULL: stands';
COMMENT ON COLUMN bk.bk_show IS 'Y boarded (so: carried), N did not appear; NULL: not yet sailed, sailing cancelled, or booking cancelled';

CREATE TABLE vh (
    bk_no    int NOT NULL REFERENCES bk,
    vh_ln    int NOT NULL,
    vh_ty    text NOT NULL CHECK (vh_ty IN ('CAR', 'VAN', 'LOR', 'MOT', 'BIC')),
    vh_len_m numeric(4, 1) NOT NULL,
    vh_plt   text,
    vh_fare  numeric(8, 2) NOT NULL,
    PRIMARY KEY (bk_no, vh_ln)
);
COMMENT ON TABLE vh IS 'vehicles on a booking, one a line';
COMMENT ON COLUMN vh.vh_ty IS 'CAR car, VAN van or camper, LOR lorry, MOT motorcycle, BIC bicycle';
COMMENT ON COLUMN vh.vh_plt IS 'number plate; NULL for bicycles and where not known yet';

CREATE TABLE fr (
    rt_no   int NOT NULL REFERENCES rt,
    fr_ty   text NOT NULL,
    fr_from date NOT NULL,
    fr_to   date,
    fr_amt  numeric(7, 2) NOT NULL,
    PRIMARY KEY (rt_no, fr_ty, fr_from)
);
COMMENT ON TABLE fr IS 'tariff in pounds';
COMMENT ON COLUMN fr.fr_ty IS 'ADU adult, CHI child, CAR car, LOR lorry';
COMMENT ON COLUMN fr.fr_to IS 'last day on which it holds; NULL: until further notice';

CREATE TABLE cr (
    cr_no  int PRIMARY KEY,
    cr_nm  text NOT NULL,
    cr_rnk char(3) NOT NULL,
    pt_cd  char(3) REFERENCES pt,
    cr_lft date
);
COMMENT ON TABLE cr IS 'crew';
COMMENT ON COLUMN cr.cr_rnk IS 'rank: MST master, CHO chief officer, ENG engineer, STW steward';
COMMENT ON COLUMN cr.pt_cd IS 'home port; NULL: lives on board';
COMMENT ON COLUMN cr.cr_lft IS 'left the company on; NULL: serving';

CREATE TABLE ca (
    rt_no  int NOT NULL,
    sl_dt  date NOT NULL,
    sl_seq int NOT NULL,
    cr_no  int NOT NULL REFERENCES cr,
    ca_rl  char(3) NOT NULL,
    PRIMARY KEY (rt_no, sl_dt, sl_seq, cr_no),
    FOREIGN KEY (rt_no, sl_dt, sl_seq) REFERENCES sl
);
COMMENT ON TABLE ca IS 'who served on which sailing';
COMMENT ON COLUMN ca.ca_rl IS 'role on that sailing, coded as the rank; may differ from the rank';

CREATE TABLE mt (
    vs_cd  char(3) NOT NULL REFERENCES vs,
    mt_fr  date NOT NULL,
    mt_to  date,
    mt_txt text NOT NULL,
    PRIMARY KEY (vs_cd, mt_fr)
);
COMMENT ON TABLE mt IS 'vessels out of service for maintenance';
COMMENT ON COLUMN mt.mt_to IS 'last day out of service; NULL: not yet back';
