-- A forest district: plots and stands, fellings by contractors, timber contracts and hauls to mills. Names are French without accents; money is in euros.

CREATE SCHEMA foret;
CREATE SCHEMA coupe;
CREATE SCHEMA vente;

CREATE TYPE coupe.genre_coupe AS ENUM ('eclaircie', 'rase', 'sanitaire', 'jardinage');

CREATE TABLE foret.agent (
    agent_id int PRIMARY KEY,
    nom      text NOT NULL,
    fonction text NOT NULL CHECK (fonction IN ('chef', 'garde', 'apprenti')),
    chef_id  int REFERENCES foret.agent,
    ne_le    date,
    entre_le date NOT NULL,
    parti_le date
);
COMMENT ON TABLE foret.agent IS 'foresters of the district: chef (head), garde (ranger), apprenti (apprentice)';
COMMENT ON COLUMN foret.agent.ne_le IS 'born on; NULL: not told';
COMMENT ON COLUMN foret.agent.parti_le IS 'left on; NULL: still here';

CREATE TABLE foret.triage (
    triage_id int PRIMARY KEY,
    nom       text NOT NULL UNIQUE,
    garde_id  int REFERENCES foret.agent
);
COMMENT ON TABLE foret.triage IS 'beats, each looked after by one ranger; NULL: vacant';

CREATE TABLE foret.essence (
    code     text PRIMARY KEY,
    nom      text NOT NULL,
    resineux boolean NOT NULL
);
COMMENT ON TABLE foret.essence IS 'tree species; resineux: conifer';

CREATE TABLE foret.parcelle (
    parcelle_id int PRIMARY KEY,
    triage_id   int NOT NULL REFERENCES foret.triage,
    nom         text NOT NULL,
    surface_ha  numeric(6, 2) NOT NULL,
    altitude_m  int NOT NULL,
    exposition  text CHECK (exposition IN ('N', 'E', 'S', 'O')),
    protections text[] NOT NULL DEFAULT '{}',
    vendue_le   date
);
COMMENT ON TABLE foret.parcelle IS 'plots of the forest';
COMMENT ON COLUMN foret.parcelle.exposition IS 'aspect: N north, E east, S south, O west; NULL: flat';
COMMENT ON COLUMN foret.parcelle.protections IS 'any of eau (water), oiseaux (birds), avalanche';
COMMENT ON COLUMN foret.parcelle.vendue_le IS 'sold to somebody else on; NULL: ours';

CREATE TABLE foret.peuplement (
    peuplement_id int PRIMARY KEY,
    parcelle_id   int NOT NULL REFERENCES foret.parcelle,
    essence       text NOT NULL REFERENCES foret.essence,
    plante_en     int,
    surface_ha    numeric(6, 2) NOT NULL,
    volume_ha     numeric(6, 1),
    releve_le     date
);
COMMENT ON TABLE foret.peuplement IS 'stands: parts of a plot with one species';
COMMENT ON COLUMN foret.peuplement.plante_en IS 'year of planting; age is the current year less this; NULL: grew by itself, age unknown';
COMMENT ON COLUMN foret.peuplement.volume_ha IS 'standing timber in cubic metres per hectare at the last survey (releve_le); NULL with releve_le: never surveyed';

CREATE TABLE coupe.entreprise (
    entreprise_id int PRIMARY KEY,
    nom           text NOT NULL,
    ville         text NOT NULL,
    certifiee     boolean NOT NULL,
    materiel      jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE coupe.entreprise IS 'logging contractors';
COMMENT ON COLUMN coupe.entreprise.materiel IS '{"abatteuses": number of harvesters, "cable": true}; a key is missing where there is none';

CREATE TABLE coupe.chantier (
    chantier_id    int PRIMARY KEY,
    parcelle_id    int NOT NULL REFERENCES foret.parcelle,
    entreprise_id  int REFERENCES coupe.entreprise,
    responsable_id int NOT NULL REFERENCES foret.agent,
    genre          coupe.genre_coupe NOT NULL,
    volume_prevu   numeric(7, 1) NOT NULL,
    ouvert_le      date NOT NULL,
    clos_le        date,
    annule         boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE coupe.chantier IS 'felling sites: eclaircie (thinning), rase (clear cut), sanitaire (salvage), jardinage (selection)';
COMMENT ON COLUMN coupe.chantier.entreprise_id IS 'NULL: felled by our own people';
COMMENT ON COLUMN coupe.chantier.volume_prevu IS 'planned cubic metres; what was felled is in coupe.abattage';
COMMENT ON COLUMN coupe.chantier.clos_le IS 'NULL: open; a cancelled (annule) site counts neither as open nor as closed';

CREATE TABLE coupe.abattage (
    abattage_id int PRIMARY KEY,
    chantier_id int NOT NULL REFERENCES coupe.chantier,
    essence     text NOT NULL REFERENCES foret.essence,
    jour        date NOT NULL,
    volume_m3   numeric(6, 1) NOT NULL,
    heures      numeric(4, 1) NOT NULL,
    scolyte     boolean NOT NULL
);
COMMENT ON TABLE coupe.abattage IS 'a day of felling of one species on a site';
COMMENT ON COLUMN coupe.abattage.scolyte IS 'bark beetle found in the wood';

CREATE TABLE vente.acheteur (
    acheteur_id   int PRIMARY KEY,
    nom           text NOT NULL,
    ville         text NOT NULL,
    metier        text NOT NULL CHECK (metier IN ('scierie', 'papeterie', 'chauffage')),
    client_depuis date NOT NULL,
    ferme_le      date
);
COMMENT ON TABLE vente.acheteur IS 'timber buyers: scierie (sawmill), papeterie (paper mill), chauffage (heating plant)';
COMMENT ON COLUMN vente.acheteur.ferme_le IS 'closed down on; NULL: in business';

CREATE TABLE vente.contrat (
    contrat_id  int PRIMARY KEY,
    acheteur_id int NOT NULL REFERENCES vente.acheteur,
    essence     text NOT NULL REFERENCES foret.essence,
    mode        text NOT NULL CHECK (mode IN ('adjudication', 'gre a gre')),
    signe_le    date NOT NULL,
    volume_m3   numeric(7, 1) NOT NULL,
    prix_m3     numeric(6, 2) NOT NULL,
    annule_le   date
);
COMMENT ON TABLE vente.contrat IS 'timber contracts; value is volume_m3 * prix_m3 of contracts that are not cancelled';
COMMENT ON COLUMN vente.contrat.mode IS 'adjudication: auction; gre a gre: private treaty';

CREATE TABLE vente.transport (
    transport_id int PRIMARY KEY,
    contrat_id   int NOT NULL REFERENCES vente.contrat,
    chantier_id  int NOT NULL REFERENCES coupe.chantier,
    plaque       text NOT NULL,
    charge_a     timestamptz NOT NULL,
    livre_a      timestamptz,
    volume_m3    numeric(5, 1) NOT NULL,
    distance_km  numeric(5, 1) NOT NULL
);
COMMENT ON TABLE vente.transport IS 'hauls: a lorry load of a site to the buyer of a contract';
COMMENT ON COLUMN vente.transport.livre_a IS 'delivered at; NULL: under way or lost';
