-- Telematics of a delivery fleet: positions, trips, harsh events, fuel. Abbreviated names; moments are epoch seconds (UTC).

CREATE TABLE depot (
    dep_id int PRIMARY KEY,
    nm     text NOT NULL,
    rgn    text NOT NULL
);

CREATE TABLE veh (
    veh_id   int PRIMARY KEY,
    plt      text NOT NULL UNIQUE,
    mk       text NOT NULL,
    mdl      text NOT NULL,
    cls      char(1) NOT NULL CHECK (cls IN ('V', 'T', 'E')),
    dep_id   int NOT NULL REFERENCES depot,
    reg_dt   date NOT NULL,
    sold_dt  date,
    tnk_l    int,
    opts     text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE veh IS 'vehicles';
COMMENT ON COLUMN veh.cls IS 'V diesel van, T truck, E electric van';
COMMENT ON COLUMN veh.sold_dt IS 'NULL: still in the fleet';
COMMENT ON COLUMN veh.tnk_l IS 'size of the tank in litres; NULL: electric';
COMMENT ON COLUMN veh.opts IS 'what it is fitted with: dashcam, tail lift, fridge, towbar';

CREATE TABLE drv (
    drv_id  int PRIMARY KEY,
    nm      text NOT NULL,
    dep_id  int NOT NULL REFERENCES depot,
    lic_exp date,
    hire_dt date NOT NULL,
    left_dt date
);
COMMENT ON TABLE drv IS 'drivers';
COMMENT ON COLUMN drv.lic_exp IS 'last day of the licence; NULL: not shown to us yet';
COMMENT ON COLUMN drv.left_dt IS 'NULL: still drives for us';

CREATE TABLE trp (
    trp_id  int PRIMARY KEY,
    veh_id  int NOT NULL REFERENCES veh,
    drv_id  int REFERENCES drv,
    st_ts   bigint NOT NULL,
    en_ts   bigint,
    dist_m  int NOT NULL,
    idle_s  int NOT NULL,
    max_kmh int NOT NULL,
    priv    boolean NOT NULL
);
COMMENT ON TABLE trp IS 'trips, ignition on to ignition off';
COMMENT ON COLUMN trp.drv_id IS 'NULL: nobody logged in';
COMMENT ON COLUMN trp.en_ts IS 'NULL: under way';
COMMENT ON COLUMN trp.dist_m IS 'metres';
COMMENT ON COLUMN trp.idle_s IS 'idling: seconds at standstill with the engine on';
COMMENT ON COLUMN trp.priv IS 'private trip';

CREATE TABLE evt (
    evt_id int PRIMARY KEY,
    trp_id int NOT NULL REFERENCES trp,
    ts     bigint NOT NULL,
    typ    char(2) NOT NULL CHECK (typ IN ('HB', 'HA', 'HC', 'SP')),
    g_pk   numeric(4, 2),
    rvw    boolean NOT NULL
);
COMMENT ON TABLE evt IS 'driving events';
COMMENT ON COLUMN evt.typ IS 'HB harsh braking, HA harsh acceleration, HC harsh cornering, SP speeding';
COMMENT ON COLUMN evt.g_pk IS 'peak in g; NULL for speeding';
COMMENT ON COLUMN evt.rvw IS 'talked over with the driver';

CREATE TABLE fuel (
    fuel_id int PRIMARY KEY,
    veh_id  int NOT NULL REFERENCES veh,
    ts      bigint NOT NULL,
    ltr     numeric(6, 2) NOT NULL,
    amt_ct  int NOT NULL,
    stn     text,
    void    boolean NOT NULL
);
COMMENT ON TABLE fuel IS 'fillings by fuel card';
COMMENT ON COLUMN fuel.amt_ct IS 'paid, in cents';
COMMENT ON COLUMN fuel.stn IS 'filling station; NULL: own pump';
COMMENT ON COLUMN fuel.void IS 'booked by mistake, not to be counted';

CREATE TABLE mnt (
    mnt_id int PRIMARY KEY,
    veh_id int NOT NULL REFERENCES veh,
    dt     date NOT NULL,
    typ    text NOT NULL,
    amt_ct int,
    info   jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE mnt IS 'maintenance; typ: inspection, tyres, repair, battery';
COMMENT ON COLUMN mnt.amt_ct IS 'cents; NULL: bill not in yet, or warranty';
COMMENT ON COLUMN mnt.info IS '{"garage": text, "odo_km": number, "warranty": true}';

CREATE TABLE pos (
    veh_id int NOT NULL,
    ts     bigint NOT NULL,
    lat    numeric(8, 5) NOT NULL,
    lon    numeric(8, 5) NOT NULL,
    kmh    int NOT NULL,
    sat    int
) PARTITION BY RANGE (ts);
COMMENT ON TABLE pos IS 'positions sent by the boxes; sat: satellites in sight, NULL where the box is too old to tell';
CREATE TABLE pos_old PARTITION OF pos FOR VALUES FROM (MINVALUE) TO (1767225600);
CREATE TABLE pos_2026 PARTITION OF pos FOR VALUES FROM (1767225600) TO (1798761600);
CREATE TABLE pos_new PARTITION OF pos FOR VALUES FROM (1798761600) TO (MAXVALUE);

CREATE TABLE gf (
    gf_id int PRIMARY KEY,
    nm    text NOT NULL,
    lat1  numeric(8, 5) NOT NULL,
    lat2  numeric(8, 5) NOT NULL,
    lon1  numeric(8, 5) NOT NULL,
    lon2  numeric(8, 5) NOT NULL,
    typ   text NOT NULL
);
COMMENT ON TABLE gf IS 'geofences, boxes from lat1/lon1 to lat2/lon2; typ: customer, depot, forbidden';
