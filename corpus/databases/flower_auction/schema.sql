-- A flower auction in Holland: growers bring lots, buyers buy parts of them at the clock. Names are Dutch, comments English.
-- Turnover of a sale is stelen * prijs_ct / 100 euros.

CREATE TYPE bloemgroep AS ENUM ('rozen', 'tulpen', 'chrysanten', 'overig');

CREATE TABLE kweker (
    kweker_id int PRIMARY KEY,
    naam      text NOT NULL,
    plaats    text,
    land      char(2) NOT NULL,
    lid_sinds date NOT NULL,
    lid_tot   date,
    keurmerk  text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE kweker IS 'growers';
COMMENT ON COLUMN kweker.plaats IS 'town';
COMMENT ON COLUMN kweker.lid_sinds IS 'member since';
COMMENT ON COLUMN kweker.lid_tot IS 'membership ended on; NULL: still a member';
COMMENT ON COLUMN kweker.keurmerk IS 'certificates';

CREATE TABLE koper (
    koper_id     int PRIMARY KEY,
    naam         text NOT NULL,
    land         char(2) NOT NULL,
    bedrijfstype text NOT NULL CHECK (bedrijfstype IN ('exporteur', 'groothandel', 'winkel')),
    krediet      numeric(9, 2),
    geblokkeerd  boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE koper IS 'buyers: exporteur exporter, groothandel wholesaler, winkel shop';
COMMENT ON COLUMN koper.krediet IS 'credit limit in euros; NULL: pays at once';
COMMENT ON COLUMN koper.geblokkeerd IS 'blocked';

CREATE TABLE soort (
    soort_id int PRIMARY KEY,
    naam     text NOT NULL,
    groep    bloemgroep NOT NULL,
    kleur    text
);
COMMENT ON TABLE soort IS 'varieties; rozen roses, tulpen tulips, chrysanten chrysanthemums, overig others';
COMMENT ON COLUMN soort.kleur IS 'colour, in Dutch: rood red, wit white, geel yellow, roze pink';

CREATE TABLE meester (
    meester_id int PRIMARY KEY,
    naam       text NOT NULL,
    geboren    date,
    in_dienst  date NOT NULL,
    uit_dienst date
);
COMMENT ON TABLE meester IS 'auctioneers; geboren born, in_dienst hired, uit_dienst left (NULL: still here)';

CREATE TABLE klok (
    klok_nr int PRIMARY KEY,
    hal     text NOT NULL
);
COMMENT ON TABLE klok IS 'auction clocks and their hall';

CREATE TABLE partij (
    partij_id  int PRIMARY KEY,
    kweker_id  int NOT NULL REFERENCES kweker,
    soort_id   int NOT NULL REFERENCES soort,
    aangevoerd date NOT NULL,
    karren     int NOT NULL,
    stelen     int NOT NULL,
    keur       char(2) NOT NULL CHECK (keur IN ('A1', 'A2', 'B1')),
    lengte_cm  int
);
COMMENT ON TABLE partij IS 'lots; what no sale took is unsold';
COMMENT ON COLUMN partij.aangevoerd IS 'day it was brought';
COMMENT ON COLUMN partij.karren IS 'trolleys';
COMMENT ON COLUMN partij.stelen IS 'stems brought';
COMMENT ON COLUMN partij.keur IS 'quality, A1 is best';

CREATE TABLE verkoop (
    verkoop_id int PRIMARY KEY,
    partij_id  int NOT NULL REFERENCES partij,
    koper_id   int NOT NULL REFERENCES koper,
    klok_nr    int NOT NULL REFERENCES klok,
    meester_id int NOT NULL REFERENCES meester,
    datum      date NOT NULL,
    minuut     int NOT NULL CHECK (minuut BETWEEN 0 AND 1439),
    stelen     int NOT NULL,
    prijs_ct   numeric(6, 1) NOT NULL
);
COMMENT ON TABLE verkoop IS 'sales at the clock';
COMMENT ON COLUMN verkoop.minuut IS 'minute of the day, 360 is six in the morning';
COMMENT ON COLUMN verkoop.stelen IS 'stems sold';
COMMENT ON COLUMN verkoop.prijs_ct IS 'price of one stem in euro cents';

CREATE TABLE klacht (
    klacht_id  int PRIMARY KEY,
    verkoop_id int NOT NULL REFERENCES verkoop,
    ingediend  date NOT NULL,
    reden      text NOT NULL,
    toegekend  boolean
);
COMMENT ON TABLE klacht IS 'complaints of buyers; ingediend filed, reden reason';
COMMENT ON COLUMN klacht.toegekend IS 'upheld; NULL: not decided yet';
