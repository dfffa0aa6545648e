-- Municipal taxes of a small town, on a program that the district bought in 1989. Table and column names are its German
-- abbreviations, explained here; codes live in comments. Years are integers, amounts are euros with two decimals.

CREATE TABLE stpfl (
    kassz   int PRIMARY KEY,
    nam     varchar(60) NOT NULL,
    vnam    varchar(40),
    ra      char(1) NOT NULL,
    plz     char(5),
    ort     varchar(40),
    geb     date,
    lsv     smallint NOT NULL DEFAULT 0
);
COMMENT ON TABLE stpfl IS 'Steuerpflichtige: tax payers, people and firms';
COMMENT ON COLUMN stpfl.kassz IS 'Kassenzeichen, the number of the tax payer';
COMMENT ON COLUMN stpfl.nam IS 'surname, or name of the firm';
COMMENT ON COLUMN stpfl.vnam IS 'first name; NULL for firms';
COMMENT ON COLUMN stpfl.ra IS 'legal form: N natural person, J firm, V club or church';
COMMENT ON COLUMN stpfl.plz IS 'post code';
COMMENT ON COLUMN stpfl.ort IS 'town; NULL: unknown';
COMMENT ON COLUMN stpfl.geb IS 'born on';
COMMENT ON COLUMN stpfl.lsv IS '1: pays by direct debit, 0: does not';

CREATE TABLE amt (
    amt_nr smallint PRIMARY KEY,
    bez    varchar(40) NOT NULL,
    leiter varchar(40)
);
COMMENT ON TABLE amt IS 'offices of the town hall; leiter: its head, NULL: vacant';

CREATE TABLE sb (
    sb_kz  char(3) PRIMARY KEY,
    nam    varchar(40) NOT NULL,
    amt_nr smallint NOT NULL REFERENCES amt
);
COMMENT ON TABLE sb IS 'Sachbearbeiter: clerks';

CREATE TABLE starten (
    sta    char(2) PRIMARY KEY,
    bez    varchar(40) NOT NULL,
    amt_nr smallint NOT NULL REFERENCES amt
);
COMMENT ON TABLE starten IS 'kinds of tax: GA land tax on farms, GB land tax on plots, GW trade tax, HU dog tax, ZW tax on second homes, VG amusement tax; bez: name';

CREATE TABLE hebes (
    sta char(2) NOT NULL REFERENCES starten,
    jhr int NOT NULL,
    hs  int NOT NULL,
    PRIMARY KEY (sta, jhr)
);
COMMENT ON TABLE hebes IS 'Hebesätze: multiplier in percent by kind of tax and year (jhr)';

CREATE TABLE obj (
    obj_nr int PRIMARY KEY,
    kassz  int NOT NULL REFERENCES stpfl,
    sta    char(2) NOT NULL REFERENCES starten,
    lage   varchar(60),
    mb     numeric(10, 2),
    ab_jhr int NOT NULL,
    bis_jhr int
);
COMMENT ON TABLE obj IS 'what is taxed: a plot, a firm, a dog, a flat';
COMMENT ON COLUMN obj.lage IS 'street and number, or the name of the dog';
COMMENT ON COLUMN obj.mb IS 'Messbetrag, the base amount; NULL for dogs';
COMMENT ON COLUMN obj.ab_jhr IS 'first year taxed';
COMMENT ON COLUMN obj.bis_jhr IS 'last year taxed; NULL: still is';

CREATE TABLE besch (
    bsch_nr int PRIMARY KEY,
    obj_nr  int NOT NULL REFERENCES obj,
    jhr     int NOT NULL,
    dt_bsch date NOT NULL,
    btr     numeric(10, 2) NOT NULL,
    st      smallint NOT NULL,
    sb_kz   char(3) REFERENCES sb
);
COMMENT ON TABLE besch IS 'Bescheide: assessments';
COMMENT ON COLUMN besch.jhr IS 'the year that the tax is for; dt_bsch: when the assessment was written';
COMMENT ON COLUMN besch.btr IS 'tax assessed in euros';
COMMENT ON COLUMN besch.st IS '1 in force, 2 under objection, 9 withdrawn; withdrawn ones never count as tax';
COMMENT ON COLUMN besch.sb_kz IS 'clerk; NULL: printed by the computer';

CREATE TABLE rate (
    bsch_nr int NOT NULL REFERENCES besch,
    rt_nr   smallint NOT NULL,
    dt_fll  date NOT NULL,
    btr     numeric(10, 2) NOT NULL,
    PRIMARY KEY (bsch_nr, rt_nr)
);
COMMENT ON TABLE rate IS 'instalments of an assessment; dt_fll: due on';

CREATE TABLE zahl (
    zahl_nr int PRIMARY KEY,
    bsch_nr int NOT NULL,
    rt_nr   smallint NOT NULL,
    dt_eing date NOT NULL,
    btr     numeric(10, 2) NOT NULL,
    zw      char(1) NOT NULL,
    FOREIGN KEY (bsch_nr, rt_nr) REFERENCES rate
);
COMMENT ON TABLE zahl IS 'Zahlungen: payments on an instalment, often whole, now and then in parts; dt_eing: received on';
COMMENT ON COLUMN zahl.zw IS 'way of payment: L direct debit, U transfer, B cash';

CREATE TABLE mahn (
    mahn_nr int PRIMARY KEY,
    bsch_nr int NOT NULL,
    rt_nr   smallint NOT NULL,
    stufe   smallint NOT NULL,
    dt_mahn date NOT NULL,
    geb_btr numeric(6, 2) NOT NULL,
    FOREIGN KEY (bsch_nr, rt_nr) REFERENCES rate
);
COMMENT ON TABLE mahn IS 'Mahnungen: reminders';
COMMENT ON COLUMN mahn.stufe IS 'level: 1 reminder, 2 second reminder, 3 bailiff announced';
COMMENT ON COLUMN mahn.geb_btr IS 'fee charged, euros';

CREATE TABLE wid (
    wid_nr  int PRIMARY KEY,
    bsch_nr int NOT NULL REFERENCES besch,
    dt_eing date NOT NULL,
    dt_ent  date,
    erg     char(1)
);
COMMENT ON TABLE wid IS 'Widersprüche: objections against assessments; dt_eing: received, dt_ent: decided, NULL: pending';
COMMENT ON COLUMN wid.erg IS 'S allowed, T allowed in part, A dismissed, R taken back';
