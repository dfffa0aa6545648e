-- Camp site by the sea, open all the year. The program allowed three letters a column. Euros.

CREATE TABLE cat (
    cid int PRIMARY KEY,
    nam text NOT NULL,
    mxp int NOT NULL,
    pow smallint NOT NULL CHECK (pow IN (0, 1))
);
COMMENT ON TABLE cat IS 'categories of pitches';
COMMENT ON COLUMN cat.mxp IS 'most persons allowed, children included';
COMMENT ON COLUMN cat.pow IS '1: electricity on the pitch';

CREATE TABLE pit (
    pid int PRIMARY KEY,
    nam text NOT NULL UNIQUE,
    cid int NOT NULL REFERENCES cat,
    sqm int NOT NULL,
    sha smallint NOT NULL CHECK (sha IN (0, 1)),
    clo date
);
COMMENT ON TABLE pit IS 'pitches';
COMMENT ON COLUMN pit.sqm IS 'square metres';
COMMENT ON COLUMN pit.sha IS '1: in the shade';
COMMENT ON COLUMN pit.clo IS 'given up for good on; NULL: in use';

CREATE TABLE sea (
    sid int PRIMARY KEY,
    nam text NOT NULL CHECK (nam IN ('low', 'mid', 'high')),
    beg date NOT NULL,
    fin date NOT NULL
);
COMMENT ON TABLE sea IS 'seasons: every day belongs to one; a season of one name comes several times a year';
COMMENT ON COLUMN sea.fin IS 'last day';

CREATE TABLE rat (
    cid int NOT NULL REFERENCES cat,
    yea int NOT NULL,
    sea text NOT NULL,
    ppn numeric(6, 2) NOT NULL,
    ppp numeric(6, 2) NOT NULL,
    PRIMARY KEY (cid, yea, sea)
);
COMMENT ON TABLE rat IS 'price list';
COMMENT ON COLUMN rat.yea IS 'year';
COMMENT ON COLUMN rat.sea IS 'name of the season: low, mid, high';
COMMENT ON COLUMN rat.ppn IS 'pitch per night';
COMMENT ON COLUMN rat.ppp IS 'per person and night';

CREATE TABLE gst (
    gid int PRIMARY KEY,
    nam text NOT NULL,
    cty char(2),
    bor date,
    eml text,
    reg date NOT NULL,
    vip smallint NOT NULL DEFAULT 0
);
COMMENT ON TABLE gst IS 'guests: the one who books';
COMMENT ON COLUMN gst.cty IS 'country';
COMMENT ON COLUMN gst.bor IS 'born on';
COMMENT ON COLUMN gst.reg IS 'first registered on';
COMMENT ON COLUMN gst.vip IS '1: regular who gets a bottle of wine';

CREATE TABLE sty (
    yid int PRIMARY KEY,
    pid int NOT NULL REFERENCES pit,
    gid int NOT NULL REFERENCES gst,
    arr date NOT NULL,
    dep date NOT NULL CHECK (dep > arr),
    adu int NOT NULL,
    chi int NOT NULL,
    dog int NOT NULL DEFAULT 0,
    bkd date NOT NULL,
    chn text NOT NULL CHECK (chn IN ('web', 'phone', 'gate')),
    can smallint NOT NULL DEFAULT 0,
    nos smallint NOT NULL DEFAULT 0,
    chk timestamp,
    amt numeric(8, 2) NOT NULL,
    nts text
);
COMMENT ON TABLE sty IS 'stays, booked or past. A stay counts when it is neither cancelled nor a no-show';
COMMENT ON COLUMN sty.arr IS 'arrival';
COMMENT ON COLUMN sty.dep IS 'departure: the night before is the last one';
COMMENT ON COLUMN sty.adu IS 'adults';
COMMENT ON COLUMN sty.chi IS 'children';
COMMENT ON COLUMN sty.bkd IS 'booked on';
COMMENT ON COLUMN sty.chn IS 'channel';
COMMENT ON COLUMN sty.can IS '1: cancelled';
COMMENT ON COLUMN sty.nos IS '1: no-show';
COMMENT ON COLUMN sty.chk IS 'checked in at; NULL: not (yet)';
COMMENT ON COLUMN sty.amt IS 'price of the stay without extras';

CREATE TABLE ext (
    eid int PRIMARY KEY,
    nam text NOT NULL,
    prc numeric(6, 2) NOT NULL
);
COMMENT ON TABLE ext IS 'extras on offer';

CREATE TABLE xtr (
    yid int NOT NULL REFERENCES sty,
    eid int NOT NULL REFERENCES ext,
    dat date NOT NULL,
    qty int NOT NULL,
    prc numeric(6, 2) NOT NULL,
    PRIMARY KEY (yid, eid, dat)
);
COMMENT ON TABLE xtr IS 'extras taken during a stay';
COMMENT ON COLUMN xtr.prc IS 'price a piece on that day';

CREATE TABLE pay (
    yid int NOT NULL REFERENCES sty,
    seq int NOT NULL,
    dat date NOT NULL,
    amt numeric(8, 2) NOT NULL,
    how text NOT NULL CHECK (how IN ('cash', 'card', 'bank')),
    PRIMARY KEY (yid, seq)
);
COMMENT ON TABLE pay IS 'payments for stays and their extras';

CREATE TABLE blk (
    pid int NOT NULL REFERENCES pit,
    beg date NOT NULL,
    fin date,
    why text NOT NULL,
    PRIMARY KEY (pid, beg)
);
COMMENT ON TABLE blk IS 'pitches out of use for a time';
COMMENT ON COLUMN blk.fin IS 'last day; NULL: until further notice';

CREATE TABLE cpl (
    lid int PRIMARY KEY,
    yid int NOT NULL REFERENCES sty,
    dat date NOT NULL,
    txt text NOT NULL,
    don smallint NOT NULL DEFAULT 0
);
COMMENT ON TABLE cpl IS 'complaints';
COMMENT ON COLUMN cpl.don IS '1: dealt with';
