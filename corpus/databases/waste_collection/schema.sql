-- Refuse collection of a German town. Tables and columns are German, as the town's IT named them; the comments explain. Weights in kilograms, fees in cents of a euro.

CREATE TYPE abfallart AS ENUM ('restmuell', 'bio', 'papier', 'verpackung');
COMMENT ON TYPE abfallart IS 'kinds of waste: residual, organic, paper, packaging';

CREATE TABLE stadtteil (
    id        int PRIMARY KEY,
    name      text NOT NULL UNIQUE,
    einwohner int NOT NULL
);
COMMENT ON TABLE stadtteil IS 'districts of the town';
COMMENT ON COLUMN stadtteil.einwohner IS 'inhabitants';

CREATE TABLE grundstueck (
    id           int PRIMARY KEY,
    stadtteil_id int NOT NULL REFERENCES stadtteil,
    strasse      text NOT NULL,
    hausnr       text NOT NULL,
    eigentuemer  text NOT NULL,
    personen     int,
    gewerbe      boolean NOT NULL
);
COMMENT ON TABLE grundstueck IS 'properties';
COMMENT ON COLUMN grundstueck.strasse IS 'street; hausnr is the house number';
COMMENT ON COLUMN grundstueck.eigentuemer IS 'owner';
COMMENT ON COLUMN grundstueck.personen IS 'persons who live there; NULL: not reported';
COMMENT ON COLUMN grundstueck.gewerbe IS 'business premises';

CREATE TABLE behaelter (
    id             int PRIMARY KEY,
    grundstueck_id int NOT NULL REFERENCES grundstueck,
    art            abfallart NOT NULL,
    liter          int NOT NULL,
    chip_nr        text UNIQUE,
    aufgestellt_am date NOT NULL,
    abgezogen_am   date
);
COMMENT ON TABLE behaelter IS 'bins; art is the kind of waste, liter the volume in litres';
COMMENT ON COLUMN behaelter.chip_nr IS 'number of the chip; NULL: old bin without one';
COMMENT ON COLUMN behaelter.aufgestellt_am IS 'set up on; abgezogen_am: taken back on, NULL while it stands there';

CREATE TABLE fahrzeug (
    id              int PRIMARY KEY,
    kennzeichen     text NOT NULL UNIQUE,
    hersteller      text NOT NULL,
    baujahr         int NOT NULL,
    antrieb         text NOT NULL CHECK (antrieb IN ('diesel', 'gas', 'elektro')),
    nutzlast_kg     int NOT NULL,
    stillgelegt_am  date
);
COMMENT ON TABLE fahrzeug IS 'refuse trucks: number plate, maker, year built, drive, payload';
COMMENT ON COLUMN fahrzeug.stillgelegt_am IS 'taken out of service on; NULL: in service';

CREATE TABLE mitarbeiter (
    id               int PRIMARY KEY,
    vorname          text NOT NULL,
    nachname         text NOT NULL,
    eingestellt_am   date NOT NULL,
    ausgeschieden_am date,
    scheine          text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE mitarbeiter IS 'staff: first name, last name, hired on, left on (NULL: still here), licences (C, CE, crane, fork)';

CREATE TABLE tour (
    id           int PRIMARY KEY,
    tag          date NOT NULL,
    art          abfallart NOT NULL,
    stadtteil_id int NOT NULL REFERENCES stadtteil,
    fahrzeug_id  int NOT NULL REFERENCES fahrzeug,
    fahrer_id    int NOT NULL REFERENCES mitarbeiter,
    lader_id     int REFERENCES mitarbeiter,
    beginn       timestamptz NOT NULL,
    ende         timestamptz,
    kilometer    numeric(5, 1),
    ausgefallen  boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE tour IS 'collection rounds: day, kind of waste, district, truck, driver (fahrer_id), loader (lader_id, NULL: drove alone), start, end';
COMMENT ON COLUMN tour.ende IS 'NULL: cancelled or still under way';
COMMENT ON COLUMN tour.ausgefallen IS 'cancelled: the round did not take place';

CREATE TABLE wiegung (
    id        int PRIMARY KEY,
    tour_id   int NOT NULL REFERENCES tour,
    anlage    text NOT NULL,
    gewogen_um timestamptz NOT NULL,
    brutto_kg int NOT NULL,
    leer_kg   int NOT NULL
);
COMMENT ON TABLE wiegung IS 'weighings at a plant (anlage); what was collected is brutto_kg less leer_kg, truck full less truck empty';

CREATE TABLE fehlleerung (
    id            int PRIMARY KEY,
    behaelter_id  int NOT NULL REFERENCES behaelter,
    tour_id       int NOT NULL REFERENCES tour,
    grund         text,
    nachgeholt_am date
);
COMMENT ON TABLE fehlleerung IS 'bins that a round should have emptied and did not, with the reason (grund); nachgeholt_am: made up for on, NULL: not (yet)';

CREATE TABLE beschwerde (
    id             int PRIMARY KEY,
    grundstueck_id int NOT NULL REFERENCES grundstueck,
    eingegangen_um timestamptz NOT NULL,
    weg            text NOT NULL CHECK (weg IN ('telefon', 'mail', 'app', 'brief')),
    thema          text NOT NULL,
    erledigt_am    date
);
COMMENT ON TABLE beschwerde IS 'complaints: received at, by which way, subject, settled on (NULL: open)';
COMMENT ON COLUMN beschwerde.thema IS 'subjects: laerm (noise), nicht geleert (not emptied), schmutz (dirt), beschaedigt (damaged), gebuehr (fee)';

CREATE TABLE sperrmuell (
    id             int PRIMARY KEY,
    grundstueck_id int NOT NULL REFERENCES grundstueck,
    bestellt_am    date NOT NULL,
    termin         date NOT NULL,
    kubikmeter     numeric(4, 1) NOT NULL,
    storniert      boolean NOT NULL,
    inhalt         jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE sperrmuell IS 'orders for bulky waste: ordered on, date of collection (termin, may lie ahead), cubic metres, cancelled';
COMMENT ON COLUMN sperrmuell.inhalt IS '{"moebel": number, "matratzen": number, "elektro": true}: pieces of furniture, mattresses, whether appliances are among it; every key may be missing';

CREATE TABLE bescheid (
    id             int PRIMARY KEY,
    grundstueck_id int NOT NULL REFERENCES grundstueck,
    jahr           int NOT NULL,
    betrag_cent    int NOT NULL,
    faellig_am     date NOT NULL,
    bezahlt_am     date,
    UNIQUE (grundstueck_id, jahr)
);
COMMENT ON TABLE bescheid IS 'yearly fee notices: year, amount in cents, due on, paid on (NULL: unpaid)';
