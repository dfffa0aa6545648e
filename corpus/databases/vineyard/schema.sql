-- A family vineyard in Burgundy. Weights in kilos, volumes in litres, prices in euros a bottle.

CREATE TABLE cepage (
    cepage_id int PRIMARY KEY,
    nom       text NOT NULL UNIQUE,
    couleur   text NOT NULL CHECK (couleur IN ('rouge', 'blanc'))
);
COMMENT ON TABLE cepage IS 'grape varieties; rouge is red, blanc is white';

CREATE TABLE employe (
    employe_id  int PRIMARY KEY,
    nom         text NOT NULL,
    ne_le       date,
    embauche_le date NOT NULL,
    parti_le    date,
    chef_id     int REFERENCES employe
);
COMMENT ON TABLE employe IS 'staff';
COMMENT ON COLUMN employe.ne_le IS 'date of birth';
COMMENT ON COLUMN employe.embauche_le IS 'hired on';
COMMENT ON COLUMN employe.parti_le IS 'left on; NULL: still with us';
COMMENT ON COLUMN employe.chef_id IS 'superior';

CREATE TABLE parcelle (
    parcelle_id int PRIMARY KEY,
    nom         text NOT NULL,
    cepage_id   int NOT NULL REFERENCES cepage,
    surface_ha  numeric(5, 2) NOT NULL,
    altitude_m  int,
    plantee_le  date NOT NULL,
    arrachee_le date,
    sols        text[] NOT NULL
);
COMMENT ON TABLE parcelle IS 'plots of vines';
COMMENT ON COLUMN parcelle.plantee_le IS 'planted on';
COMMENT ON COLUMN parcelle.arrachee_le IS 'vines pulled out on; NULL: still planted';
COMMENT ON COLUMN parcelle.sols IS 'soils: argile (clay), calcaire (limestone), gravier (gravel), marne (marl)';

CREATE TABLE vendange (
    vendange_id int PRIMARY KEY,
    parcelle_id int NOT NULL REFERENCES parcelle,
    chef_id     int NOT NULL REFERENCES employe,
    jour        date NOT NULL,
    poids_kg    int NOT NULL,
    degre       numeric(4, 1),
    refusee     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE vendange IS 'harvest: one picking of a plot on a day';
COMMENT ON COLUMN vendange.chef_id IS 'who led the pickers';
COMMENT ON COLUMN vendange.degre IS 'potential alcohol in percent; NULL: not measured';
COMMENT ON COLUMN vendange.refusee IS 'true: grapes rejected at the sorting table; they do not count as harvested';

CREATE TABLE lot (
    lot_id      int PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    millesime   int NOT NULL,
    parcelle_id int REFERENCES parcelle,
    litres      int NOT NULL,
    etat        text NOT NULL CHECK (etat IN ('elevage', 'embouteille', 'declasse'))
);
COMMENT ON TABLE lot IS 'a wine in the cellar, from one plot or blended from other lots';
COMMENT ON COLUMN lot.millesime IS 'vintage year';
COMMENT ON COLUMN lot.parcelle_id IS 'NULL: a blend';
COMMENT ON COLUMN lot.etat IS 'elevage: ageing, embouteille: bottled, declasse: downgraded';

CREATE TABLE assemblage (
    lot_id    int NOT NULL REFERENCES lot,
    partie_id int NOT NULL REFERENCES lot,
    litres    int NOT NULL,
    PRIMARY KEY (lot_id, partie_id)
);
COMMENT ON TABLE assemblage IS 'blends: lot_id holds so many litres of partie_id, which may be a blend itself';

CREATE TABLE fut (
    fut_id     int PRIMARY KEY,
    numero     text NOT NULL UNIQUE,
    tonnelier  text NOT NULL,
    chene      text,
    achete_le  date NOT NULL,
    prix       numeric(7, 2) NOT NULL,
    reforme_le date,
    lot_id     int REFERENCES lot
);
COMMENT ON TABLE fut IS 'barrels';
COMMENT ON COLUMN fut.tonnelier IS 'cooper';
COMMENT ON COLUMN fut.chene IS 'forest of the oak';
COMMENT ON COLUMN fut.reforme_le IS 'taken out of use on; NULL: in use';
COMMENT ON COLUMN fut.lot_id IS 'the lot in it; NULL: empty';

CREATE TABLE degustation (
    degustation_id int PRIMARY KEY,
    lot_id         int NOT NULL REFERENCES lot,
    employe_id     int NOT NULL REFERENCES employe,
    jour           date NOT NULL,
    note           numeric(3, 1),
    aromes         text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE degustation IS 'tastings of a lot by a member of staff';
COMMENT ON COLUMN degustation.note IS 'mark out of 20; NULL: none given';

CREATE TABLE vin (
    vin_id    int PRIMARY KEY,
    nom       text NOT NULL,
    lot_id    int NOT NULL REFERENCES lot,
    tarif     numeric(6, 2) NOT NULL,
    retire_le date,
    fiche     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE vin IS 'bottled wines on the price list';
COMMENT ON COLUMN vin.tarif IS 'list price of today';
COMMENT ON COLUMN vin.retire_le IS 'off the list since; NULL: on sale';
COMMENT ON COLUMN vin.fiche IS 'keys, each may be missing: bio (true or false), garde (years it keeps), accord (dish it goes with)';

CREATE TABLE client (
    client_id int PRIMARY KEY,
    nom       text NOT NULL,
    genre     text NOT NULL CHECK (genre IN ('caviste', 'restaurant', 'particulier', 'importateur')),
    ville     text,
    pays      text NOT NULL,
    ferme_le  date
);
COMMENT ON COLUMN client.genre IS 'caviste: wine shop, particulier: private person, importateur: importer';
COMMENT ON COLUMN client.ferme_le IS 'account closed on; NULL: open';

CREATE TABLE commande (
    commande_id int PRIMARY KEY,
    client_id   int NOT NULL REFERENCES client,
    passee_le   date NOT NULL,
    livree_le   date,
    annulee     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE commande IS 'orders; a cancelled one is no sale';
COMMENT ON COLUMN commande.passee_le IS 'placed on; sales count by this day';
COMMENT ON COLUMN commande.livree_le IS 'delivered on; NULL: not yet, or never';
COMMENT ON COLUMN commande.annulee IS 'cancelled';

CREATE TABLE ligne (
    commande_id int NOT NULL REFERENCES commande,
    vin_id      int NOT NULL REFERENCES vin,
    bouteilles  int NOT NULL,
    prix        numeric(6, 2) NOT NULL,
    PRIMARY KEY (commande_id, vin_id)
);
COMMENT ON TABLE ligne IS 'lines of an order';
COMMENT ON COLUMN ligne.prix IS 'agreed price of a bottle; revenue is bouteilles * prix';
