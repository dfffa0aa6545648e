-- A main contractor's building sites. German terms: Baustelle (site), Bauherr (client), Bauleiter (site manager), Abschnitt (section), Gewerk (trade), Auftrag (contract with a firm), Vorgang (planned task), Lieferung (delivery), Mangel (defect), Tagebuch (diary). Money is in euros.

CREATE SCHEMA projekt;
CREATE SCHEMA vertrag;
CREATE SCHEMA bau;

CREATE TYPE projekt.bauart AS ENUM ('neubau', 'umbau', 'tiefbau');
CREATE TYPE bau.wetter AS ENUM ('sonnig', 'bewölkt', 'regen', 'schnee', 'sturm');
COMMENT ON TYPE projekt.bauart IS 'neubau new building, umbau conversion, tiefbau civil engineering';
COMMENT ON TYPE bau.wetter IS 'sunny, cloudy, rain, snow, storm';

CREATE TABLE projekt.bauherr (
    bauherr_id int PRIMARY KEY,
    name       text NOT NULL,
    ort        text NOT NULL
);

CREATE TABLE projekt.bauleiter (
    bauleiter_id int PRIMARY KEY,
    vorname      text NOT NULL,
    nachname     text NOT NULL,
    geboren      date NOT NULL,
    eintritt     date NOT NULL,
    austritt     date
);
COMMENT ON COLUMN projekt.bauleiter.austritt IS 'NULL: still employed';

CREATE TABLE projekt.baustelle (
    baustelle_id int PRIMARY KEY,
    name         text NOT NULL,
    ort          text NOT NULL,
    art          projekt.bauart NOT NULL,
    bauherr_id   int NOT NULL REFERENCES projekt.bauherr,
    bauleiter_id int REFERENCES projekt.bauleiter,
    beginn       date NOT NULL,
    ende_plan    date NOT NULL,
    ende_ist     date,
    budget       numeric(12, 2) NOT NULL
);
COMMENT ON COLUMN projekt.baustelle.ort IS 'town of the site';
COMMENT ON COLUMN projekt.baustelle.ende_plan IS 'planned end';
COMMENT ON COLUMN projekt.baustelle.ende_ist IS 'actual end; NULL: not finished';
COMMENT ON COLUMN projekt.baustelle.bauleiter_id IS 'NULL: not appointed yet';

CREATE TABLE projekt.abschnitt (
    abschnitt_id int PRIMARY KEY,
    baustelle_id int NOT NULL REFERENCES projekt.baustelle,
    bezeichnung  text NOT NULL,
    flaeche_m2   numeric(8, 1),
    UNIQUE (baustelle_id, bezeichnung)
);

CREATE TABLE vertrag.firma (
    firma_id int PRIMARY KEY,
    name     text NOT NULL,
    ort      text NOT NULL,
    gewerke  text[] NOT NULL DEFAULT '{}',
    gesperrt boolean NOT NULL
);
COMMENT ON COLUMN vertrag.firma.gewerke IS 'trades it offers; empty for mere suppliers';
COMMENT ON COLUMN vertrag.firma.gesperrt IS 'barred from new contracts';

CREATE TABLE vertrag.auftrag (
    auftrag_id   int PRIMARY KEY,
    baustelle_id int NOT NULL REFERENCES projekt.baustelle,
    firma_id     int NOT NULL REFERENCES vertrag.firma,
    gewerk       text NOT NULL,
    summe        numeric(11, 2) NOT NULL,
    erteilt_am   date NOT NULL,
    storniert_am date
);
COMMENT ON COLUMN vertrag.auftrag.erteilt_am IS 'awarded';
COMMENT ON COLUMN vertrag.auftrag.storniert_am IS 'cancelled, its sum is not to be counted; NULL: stands';

CREATE TABLE vertrag.lieferung (
    lieferung_id int PRIMARY KEY,
    baustelle_id int NOT NULL REFERENCES projekt.baustelle,
    firma_id     int NOT NULL REFERENCES vertrag.firma,
    artikel      text NOT NULL,
    menge        numeric(8, 2) NOT NULL,
    einheit      text NOT NULL,
    preis        numeric(10, 2),
    zugesagt_am  date NOT NULL,
    geliefert_am date,
    abgelehnt    boolean NOT NULL
);
COMMENT ON COLUMN vertrag.lieferung.preis IS 'for the whole delivery; NULL: not invoiced yet';
COMMENT ON COLUMN vertrag.lieferung.zugesagt_am IS 'promised for';
COMMENT ON COLUMN vertrag.lieferung.geliefert_am IS 'came on; NULL: has not come';
COMMENT ON COLUMN vertrag.lieferung.abgelehnt IS 'sent back at the gate';

CREATE TABLE bau.vorgang (
    vorgang_id   int PRIMARY KEY,
    abschnitt_id int NOT NULL REFERENCES projekt.abschnitt,
    auftrag_id   int REFERENCES vertrag.auftrag,
    bezeichnung  text NOT NULL,
    beginn_plan  date NOT NULL,
    ende_plan    date NOT NULL,
    beginn_ist   date,
    ende_ist     date
);
COMMENT ON COLUMN bau.vorgang.auftrag_id IS 'NULL: done by our own people';
COMMENT ON COLUMN bau.vorgang.ende_ist IS 'NULL: not done';

CREATE TABLE bau.mangel (
    mangel_id    int PRIMARY KEY,
    abschnitt_id int NOT NULL REFERENCES projekt.abschnitt,
    auftrag_id   int NOT NULL REFERENCES vertrag.auftrag,
    text         text NOT NULL,
    schwere      int NOT NULL CHECK (schwere BETWEEN 1 AND 3),
    gemeldet_am  date NOT NULL,
    frist        date,
    behoben_am   date,
    angaben      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN bau.mangel.schwere IS 'severity: 1 slight, 2 middling, 3 grave';
COMMENT ON COLUMN bau.mangel.gemeldet_am IS 'reported';
COMMENT ON COLUMN bau.mangel.frist IS 'to be remedied by; NULL: no day set';
COMMENT ON COLUMN bau.mangel.behoben_am IS 'remedied; NULL: open';
COMMENT ON COLUMN bau.mangel.angaben IS '{"raum": text, "fotos": number, "einbehalt": euros held back}, each only where it applies';

CREATE TABLE bau.tagebuch (
    baustelle_id int NOT NULL REFERENCES projekt.baustelle,
    tag          date NOT NULL,
    wetter       bau.wetter NOT NULL,
    temp_min     numeric(4, 1),
    ausfall_std  numeric(4, 1) NOT NULL DEFAULT 0,
    PRIMARY KEY (baustelle_id, tag)
);
COMMENT ON TABLE bau.tagebuch IS 'one page a site and working day';
COMMENT ON COLUMN bau.tagebuch.ausfall_std IS 'hours lost to weather';

CREATE TABLE bau.einsatz (
    baustelle_id int NOT NULL,
    tag          date NOT NULL,
    firma_id     int NOT NULL REFERENCES vertrag.firma,
    leute        int NOT NULL,
    PRIMARY KEY (baustelle_id, tag, firma_id),
    FOREIGN KEY (baustelle_id, tag) REFERENCES bau.tagebuch
);
COMMENT ON TABLE bau.einsatz IS 'how many workers of a firm were on site that day';
