-- A chain of bakeries: what is baked, sold and left over each day, receipts, staff, pre-orders, donations.
-- Tables and columns have German names; comments explain them. Money is in cents of a euro (.._cent); people speak of euros.

CREATE TYPE warengruppe AS ENUM ('Brot', 'Brötchen', 'Kuchen', 'Snack', 'Getränk');
CREATE TYPE bestellstatus AS ENUM ('offen', 'abgeholt', 'storniert', 'nicht abgeholt');

CREATE TABLE filiale (
    filiale_id     int PRIMARY KEY,
    name           text NOT NULL,
    stadt          text NOT NULL,
    eroeffnet_am   date NOT NULL,
    geschlossen_am date,
    sitzplaetze    int,
    sonntags_offen boolean NOT NULL
);
COMMENT ON TABLE filiale IS 'shops';
COMMENT ON COLUMN filiale.stadt IS 'town';
COMMENT ON COLUMN filiale.eroeffnet_am IS 'opened on';
COMMENT ON COLUMN filiale.geschlossen_am IS 'closed for good on; NULL: open';
COMMENT ON COLUMN filiale.sitzplaetze IS 'seats; NULL: no café';
COMMENT ON COLUMN filiale.sonntags_offen IS 'open on Sundays';

CREATE TABLE artikel (
    artikel_nr     int PRIMARY KEY,
    name           text NOT NULL,
    gruppe         warengruppe NOT NULL,
    preis_cent     int NOT NULL,
    kosten_cent    int,
    vegan          boolean NOT NULL,
    allergene      text[] NOT NULL DEFAULT '{}',
    eingefuehrt_am date NOT NULL,
    ausgelistet_am date
);
COMMENT ON TABLE artikel IS 'products';
COMMENT ON COLUMN artikel.gruppe IS 'Brot bread, Brötchen rolls, Kuchen cakes, Snack, Getränk drinks';
COMMENT ON COLUMN artikel.preis_cent IS 'price on the board today';
COMMENT ON COLUMN artikel.kosten_cent IS 'cost of making one; NULL: never reckoned';
COMMENT ON COLUMN artikel.allergene IS 'allergens: Gluten, Milch milk, Ei egg, Nuss nut, Sesam sesame';
COMMENT ON COLUMN artikel.eingefuehrt_am IS 'sold since';
COMMENT ON COLUMN artikel.ausgelistet_am IS 'no longer sold since; NULL: on sale';

CREATE TABLE tagesmenge (
    filiale_id int NOT NULL REFERENCES filiale,
    artikel_nr int NOT NULL REFERENCES artikel,
    tag        date NOT NULL,
    gebacken   int NOT NULL,
    verkauft   int NOT NULL,
    rest       int GENERATED ALWAYS AS (gebacken - verkauft) STORED,
    ausverkauft_um time,
    PRIMARY KEY (filiale_id, artikel_nr, tag)
);
COMMENT ON TABLE tagesmenge IS 'daily quantities, in pieces';
COMMENT ON COLUMN tagesmenge.tag IS 'day';
COMMENT ON COLUMN tagesmenge.gebacken IS 'baked';
COMMENT ON COLUMN tagesmenge.verkauft IS 'sold';
COMMENT ON COLUMN tagesmenge.rest IS 'left over in the evening; the waste share is rest out of gebacken';
COMMENT ON COLUMN tagesmenge.ausverkauft_um IS 'sold out at; NULL: something was left';

CREATE TABLE mitarbeiter (
    mitarbeiter_id   int PRIMARY KEY,
    name             text NOT NULL,
    filiale_id       int REFERENCES filiale,
    rolle            text NOT NULL CHECK (rolle IN ('Verkauf', 'Backstube', 'Leitung', 'Fahrer')),
    lohn_cent        int NOT NULL,
    eingestellt_am   date NOT NULL,
    ausgeschieden_am date
);
COMMENT ON TABLE mitarbeiter IS 'employees';
COMMENT ON COLUMN mitarbeiter.filiale_id IS 'NULL: works for all shops';
COMMENT ON COLUMN mitarbeiter.rolle IS 'Verkauf sales, Backstube bakehouse, Leitung shop manager, Fahrer driver';
COMMENT ON COLUMN mitarbeiter.lohn_cent IS 'wage an hour';
COMMENT ON COLUMN mitarbeiter.ausgeschieden_am IS 'left on; NULL: still employed';

CREATE TABLE bon (
    bon_nr         int PRIMARY KEY,
    filiale_id     int NOT NULL REFERENCES filiale,
    mitarbeiter_id int NOT NULL REFERENCES mitarbeiter,
    zeit           timestamptz NOT NULL,
    zahlart        text NOT NULL CHECK (zahlart IN ('bar', 'Karte', 'App')),
    vor_ort        boolean NOT NULL,
    storniert      boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE bon IS 'receipts; a cancelled one (storniert) is no sale';
COMMENT ON COLUMN bon.zahlart IS 'bar cash, Karte card, App the chain''s own app';
COMMENT ON COLUMN bon.vor_ort IS 'true: eaten in the shop, false: taken away';

CREATE TABLE bonposition (
    bon_nr     int NOT NULL REFERENCES bon,
    artikel_nr int NOT NULL REFERENCES artikel,
    menge      int NOT NULL CHECK (menge > 0),
    preis_cent int NOT NULL,
    PRIMARY KEY (bon_nr, artikel_nr)
);
COMMENT ON TABLE bonposition IS 'lines of receipts';
COMMENT ON COLUMN bonposition.menge IS 'pieces';
COMMENT ON COLUMN bonposition.preis_cent IS 'price a piece as paid; turnover is menge * preis_cent';

CREATE TABLE bestellung (
    bestell_nr   int PRIMARY KEY,
    filiale_id   int NOT NULL REFERENCES filiale,
    artikel_nr   int NOT NULL REFERENCES artikel,
    kunde        text NOT NULL,
    bestellt_am  date NOT NULL,
    abholung_am  date NOT NULL,
    menge        int NOT NULL,
    anzahlung_cent int NOT NULL DEFAULT 0,
    status       bestellstatus NOT NULL
);
COMMENT ON TABLE bestellung IS 'pre-orders of customers (kunde)';
COMMENT ON COLUMN bestellung.abholung_am IS 'to be picked up on';
COMMENT ON COLUMN bestellung.anzahlung_cent IS 'deposit';
COMMENT ON COLUMN bestellung.status IS 'offen open, abgeholt picked up, storniert cancelled, nicht abgeholt never picked up';

CREATE TABLE spende (
    spende_id  int PRIMARY KEY,
    filiale_id int NOT NULL REFERENCES filiale,
    tag        date NOT NULL,
    empfaenger text NOT NULL,
    kilo       numeric(6, 1) NOT NULL
);
COMMENT ON TABLE spende IS 'leftovers given away; empfaenger is who got them';
