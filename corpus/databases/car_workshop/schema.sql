-- A garage in a small town. Tables and columns have German names, each explained in a comment. Amounts are euros without tax.

CREATE TYPE auftragsart AS ENUM ('Inspektion', 'Reparatur', 'Unfall', 'Reifen', 'HU');

CREATE TABLE kunde (
    kunde_id    int PRIMARY KEY,
    name        text NOT NULL,
    ort         text NOT NULL,
    telefon     text,
    geworben_am date NOT NULL,
    gewerblich  boolean NOT NULL,
    rabatt      numeric(4, 1) NOT NULL DEFAULT 0
);
COMMENT ON TABLE kunde IS 'customers';
COMMENT ON COLUMN kunde.ort IS 'town';
COMMENT ON COLUMN kunde.geworben_am IS 'customer since';
COMMENT ON COLUMN kunde.gewerblich IS 'true: a business, false: private';
COMMENT ON COLUMN kunde.rabatt IS 'agreed discount in percent';

CREATE TABLE fahrzeug (
    fahrzeug_id   int PRIMARY KEY,
    kunde_id      int NOT NULL REFERENCES kunde,
    kennzeichen   text NOT NULL,
    marke         text NOT NULL,
    modell        text NOT NULL,
    erstzulassung date NOT NULL,
    kraftstoff    text NOT NULL CHECK (kraftstoff IN ('Benzin', 'Diesel', 'Elektro', 'Hybrid')),
    naechste_hu   date,
    abgemeldet_am date
);
COMMENT ON TABLE fahrzeug IS 'vehicles of the customers';
COMMENT ON COLUMN fahrzeug.kennzeichen IS 'registration plate';
COMMENT ON COLUMN fahrzeug.marke IS 'make';
COMMENT ON COLUMN fahrzeug.erstzulassung IS 'first registration';
COMMENT ON COLUMN fahrzeug.kraftstoff IS 'fuel: Benzin petrol, Diesel, Elektro electric, Hybrid';
COMMENT ON COLUMN fahrzeug.naechste_hu IS 'the next general inspection is due; NULL: not known';
COMMENT ON COLUMN fahrzeug.abgemeldet_am IS 'taken off the road on; NULL: on the road';

CREATE TABLE mechaniker (
    mechaniker_id  int PRIMARY KEY,
    name           text NOT NULL,
    lehrling       boolean NOT NULL,
    eingestellt_am date NOT NULL,
    ausgeschieden_am date,
    meister_id     int REFERENCES mechaniker
);
COMMENT ON TABLE mechaniker IS 'mechanics';
COMMENT ON COLUMN mechaniker.lehrling IS 'apprentice';
COMMENT ON COLUMN mechaniker.eingestellt_am IS 'hired on';
COMMENT ON COLUMN mechaniker.ausgeschieden_am IS 'left on; NULL: works here';
COMMENT ON COLUMN mechaniker.meister_id IS 'the foreman; NULL: has none';

CREATE TABLE auftrag (
    auftrag_nr    int PRIMARY KEY,
    fahrzeug_id   int NOT NULL REFERENCES fahrzeug,
    annehmer_id   int NOT NULL REFERENCES mechaniker,
    art           auftragsart NOT NULL,
    angenommen_am timestamptz NOT NULL,
    zugesagt_am   timestamptz NOT NULL,
    fertig_am     timestamptz,
    storniert_am  timestamptz,
    km_stand      int,
    beanstandung  text
);
COMMENT ON TABLE auftrag IS 'jobs: one visit of a vehicle';
COMMENT ON COLUMN auftrag.annehmer_id IS 'who took the job in';
COMMENT ON COLUMN auftrag.art IS 'Inspektion service, Reparatur repair, Unfall accident, Reifen tyres, HU general inspection';
COMMENT ON COLUMN auftrag.angenommen_am IS 'taken in';
COMMENT ON COLUMN auftrag.zugesagt_am IS 'promised to be ready';
COMMENT ON COLUMN auftrag.fertig_am IS 'ready; NULL: in work, or cancelled';
COMMENT ON COLUMN auftrag.storniert_am IS 'cancelled; a cancelled job does not count';
COMMENT ON COLUMN auftrag.km_stand IS 'odometer in kilometres; NULL: not read';
COMMENT ON COLUMN auftrag.beanstandung IS 'what the customer complained of';

CREATE TABLE arbeit (
    arbeit_id     int PRIMARY KEY,
    auftrag_nr    int NOT NULL REFERENCES auftrag,
    mechaniker_id int NOT NULL REFERENCES mechaniker,
    taetigkeit    text NOT NULL,
    vorgabe_std   numeric(5, 2) NOT NULL,
    std           numeric(5, 2) NOT NULL,
    stundensatz   numeric(6, 2) NOT NULL
);
COMMENT ON TABLE arbeit IS 'labour on a job';
COMMENT ON COLUMN arbeit.taetigkeit IS 'what was done';
COMMENT ON COLUMN arbeit.vorgabe_std IS 'hours that the maker allows; what is charged is vorgabe_std * stundensatz';
COMMENT ON COLUMN arbeit.std IS 'hours that it took';
COMMENT ON COLUMN arbeit.stundensatz IS 'rate an hour';

CREATE TABLE lieferant (
    lieferant_id int PRIMARY KEY,
    firma        text NOT NULL,
    ort          text NOT NULL,
    liefertage   int NOT NULL
);
COMMENT ON TABLE lieferant IS 'suppliers of parts';
COMMENT ON COLUMN lieferant.liefertage IS 'days until they deliver';

CREATE TABLE teil (
    teil_nr        text PRIMARY KEY,
    bezeichnung    text NOT NULL,
    gruppe         text NOT NULL,
    lieferant_id   int REFERENCES lieferant,
    einkauf        numeric(8, 2) NOT NULL,
    verkauf        numeric(8, 2) NOT NULL,
    bestand        int NOT NULL,
    mindestbestand int NOT NULL
);
COMMENT ON TABLE teil IS 'parts';
COMMENT ON COLUMN teil.bezeichnung IS 'what it is called';
COMMENT ON COLUMN teil.gruppe IS 'Bremse brakes, Motor engine, Filter, Elektrik electrics, Reifen tyres, Karosserie body, Fluessigkeit fluids';
COMMENT ON COLUMN teil.lieferant_id IS 'NULL: bought wherever it is cheapest';
COMMENT ON COLUMN teil.einkauf IS 'purchase price';
COMMENT ON COLUMN teil.verkauf IS 'list price for customers';
COMMENT ON COLUMN teil.bestand IS 'pieces in stock';
COMMENT ON COLUMN teil.mindestbestand IS 'pieces that should be in stock at least';

CREATE TABLE einbau (
    auftrag_nr int NOT NULL REFERENCES auftrag,
    teil_nr    text NOT NULL REFERENCES teil,
    menge      int NOT NULL CHECK (menge > 0),
    preis      numeric(8, 2) NOT NULL,
    garantie   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (auftrag_nr, teil_nr)
);
COMMENT ON TABLE einbau IS 'parts built in on a job';
COMMENT ON COLUMN einbau.menge IS 'pieces';
COMMENT ON COLUMN einbau.preis IS 'price a piece as charged; 0 under warranty (garantie)';

CREATE TABLE rechnung (
    rechnung_nr int PRIMARY KEY,
    auftrag_nr  int NOT NULL UNIQUE REFERENCES auftrag,
    datum       date NOT NULL,
    netto       numeric(9, 2) NOT NULL,
    bezahlt_am  date,
    zahlungsart text CHECK (zahlungsart IN ('bar', 'Karte', 'Ueberweisung'))
);
COMMENT ON TABLE rechnung IS 'invoices; revenue is their netto by datum';
COMMENT ON COLUMN rechnung.datum IS 'day of the invoice';
COMMENT ON COLUMN rechnung.bezahlt_am IS 'paid on; NULL: open';
COMMENT ON COLUMN rechnung.zahlungsart IS 'bar cash, Karte card, Ueberweisung bank transfer; NULL: open';
