-- A fishing cooperative: vessels, skippers, trips, hauls, catch by species, landings at auction, yearly quotas. Abbreviated as the ministry does.

CREATE TABLE port (
    prt_cd text PRIMARY KEY,
    nm     text NOT NULL,
    ctry   char(2) NOT NULL
);

CREATE TABLE sp (
    sp_cd  char(3) PRIMARY KEY,
    nm     text NOT NULL,
    sci_nm text NOT NULL,
    grp    char(1) NOT NULL CHECK (grp IN ('D', 'P', 'S')),
    min_cm int
);
COMMENT ON TABLE sp IS 'species';
COMMENT ON COLUMN sp.sp_cd IS 'FAO code of three letters, COD, HER, ..';
COMMENT ON COLUMN sp.grp IS 'D demersal (bottom), P pelagic (open water), S shellfish';
COMMENT ON COLUMN sp.min_cm IS 'smallest legal length; NULL: none';

CREATE TABLE vsl (
    vsl_id   int PRIMARY KEY,
    nm       text NOT NULL,
    reg_no   text NOT NULL UNIQUE,
    home_prt text NOT NULL REFERENCES port,
    len_m    numeric(5, 2) NOT NULL,
    pwr_kw   int,
    built_yr int NOT NULL,
    in_dt    date NOT NULL,
    out_dt   date
);
COMMENT ON TABLE vsl IS 'vessels';
COMMENT ON COLUMN vsl.in_dt IS 'entered the fleet';
COMMENT ON COLUMN vsl.out_dt IS 'sold or scrapped; NULL: in the fleet';

CREATE TABLE skpr (
    skpr_id  int PRIMARY KEY,
    nm       text NOT NULL,
    birth_dt date,
    lic_until date NOT NULL
);
COMMENT ON COLUMN skpr.lic_until IS 'last day on which the licence is valid';

CREATE TABLE trp (
    trp_id  int PRIMARY KEY,
    vsl_id  int NOT NULL REFERENCES vsl,
    skpr_id int NOT NULL REFERENCES skpr,
    dep_prt text NOT NULL REFERENCES port,
    ret_prt text REFERENCES port,
    dep_ts  timestamptz NOT NULL,
    ret_ts  timestamptz,
    crw     int NOT NULL,
    fuel_l  int,
    abrt    char(1) NOT NULL DEFAULT 'N' CHECK (abrt IN ('Y', 'N'))
);
COMMENT ON TABLE trp IS 'trips; ret_ts NULL: at sea';
COMMENT ON COLUMN trp.abrt IS 'Y: broken off without fishing';

CREATE TABLE haul (
    haul_id  int PRIMARY KEY,
    trp_id   int NOT NULL REFERENCES trp,
    area     text NOT NULL,
    gear     text NOT NULL,
    shot_ts  timestamptz NOT NULL,
    dur_min  int NOT NULL,
    depth_m  int
);
COMMENT ON COLUMN haul.area IS 'ICES area as 4.a, 4.b, 6.a';
COMMENT ON COLUMN haul.gear IS 'OTB bottom trawl, PTM pair trawl, GNS gill net, FPO pots';

CREATE TABLE ctch (
    haul_id int NOT NULL REFERENCES haul,
    sp_cd   char(3) NOT NULL REFERENCES sp,
    kg      numeric(8, 1) NOT NULL,
    disc_kg numeric(8, 1) NOT NULL DEFAULT 0,
    PRIMARY KEY (haul_id, sp_cd)
);
COMMENT ON COLUMN ctch.kg IS 'kept on board';
COMMENT ON COLUMN ctch.disc_kg IS 'thrown back, not contained in kg';

CREATE TABLE lndg (
    lndg_id int PRIMARY KEY,
    trp_id  int NOT NULL REFERENCES trp,
    sp_cd   char(3) NOT NULL REFERENCES sp,
    lnd_dt  date NOT NULL,
    kg      numeric(8, 1) NOT NULL,
    eur_kg  numeric(6, 2),
    buyer   text
);
COMMENT ON TABLE lndg IS 'landings; proceeds are kg * eur_kg; eur_kg NULL: not sold, taken off the market';

CREATE TABLE qta_t (
    yr    int NOT NULL,
    sp_cd char(3) NOT NULL REFERENCES sp,
    qta   numeric(8, 1) NOT NULL,
    PRIMARY KEY (yr, sp_cd)
);
COMMENT ON COLUMN qta_t.qta IS 'tonnes (1000 kg) that may be landed in the calendar year; species without a row are free';
