-- Escuela infantil (day care). Names are Spanish, comments English.

CREATE TYPE cuanto AS ENUM ('nada', 'parte', 'todo');
COMMENT ON TYPE cuanto IS 'how much was eaten: nothing, some, everything';
CREATE TYPE estado_solicitud AS ENUM ('en espera', 'admitida', 'retirada');
COMMENT ON TYPE estado_solicitud IS 'waiting, admitted, withdrawn';
CREATE TYPE tipo_incidente AS ENUM ('caida', 'mordisco', 'fiebre', 'picadura');
COMMENT ON TYPE tipo_incidente IS 'fall, bite by a child, fever, insect sting';

CREATE TABLE grupo (
    id_grupo int PRIMARY KEY,
    nombre   text NOT NULL,
    edad_min int NOT NULL,
    edad_max int NOT NULL,
    plazas   int NOT NULL
);
COMMENT ON TABLE grupo IS 'groups of children';
COMMENT ON COLUMN grupo.edad_min IS 'youngest age in completed months';
COMMENT ON COLUMN grupo.edad_max IS 'oldest age in completed months';
COMMENT ON COLUMN grupo.plazas IS 'places';

CREATE TABLE educadora (
    id_educadora int PRIMARY KEY,
    nombre       text NOT NULL,
    id_grupo     int REFERENCES grupo,
    contratada   date NOT NULL,
    baja         date
);
COMMENT ON TABLE educadora IS 'staff who look after the children';
COMMENT ON COLUMN educadora.id_grupo IS 'NULL: stands in wherever needed';
COMMENT ON COLUMN educadora.contratada IS 'hired on';
COMMENT ON COLUMN educadora.baja IS 'left on; NULL: employed';

CREATE TABLE familia (
    id_familia int PRIMARY KEY,
    apellido   text NOT NULL,
    idioma     text NOT NULL,
    correo     text,
    barrio     text
);
COMMENT ON TABLE familia IS 'families';
COMMENT ON COLUMN familia.apellido IS 'surname; two families may share one';
COMMENT ON COLUMN familia.idioma IS 'language spoken at home';
COMMENT ON COLUMN familia.correo IS 'e-mail';
COMMENT ON COLUMN familia.barrio IS 'part of town';

CREATE TABLE nino (
    id_nino    int PRIMARY KEY,
    id_familia int NOT NULL REFERENCES familia,
    nombre     text NOT NULL,
    nacido     date NOT NULL,
    alta       date NOT NULL,
    baja       date,
    dieta      text,
    alergias   text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE nino IS 'children, present and former';
COMMENT ON COLUMN nino.nacido IS 'born on';
COMMENT ON COLUMN nino.alta IS 'first day with us';
COMMENT ON COLUMN nino.baja IS 'left on; NULL: enrolled';
COMMENT ON COLUMN nino.dieta IS 'diet: vegetariana, halal; NULL: eats everything';
COMMENT ON COLUMN nino.alergias IS 'huevo egg, leche milk, gluten, frutos secos nuts, pescado fish';

CREATE TABLE nino_grupo (
    id_nino  int NOT NULL REFERENCES nino,
    id_grupo int NOT NULL REFERENCES grupo,
    desde    date NOT NULL,
    hasta    date,
    PRIMARY KEY (id_nino, desde)
);
COMMENT ON TABLE nino_grupo IS 'history: which child was in which group';
COMMENT ON COLUMN nino_grupo.hasta IS 'first day no longer in it; NULL: still in it';

CREATE TABLE persona (
    id_persona     int PRIMARY KEY,
    id_familia     int NOT NULL REFERENCES familia,
    nombre         text NOT NULL,
    parentesco     text NOT NULL,
    puede_recoger  boolean NOT NULL,
    telefono       text
);
COMMENT ON TABLE persona IS 'adults around a child';
COMMENT ON COLUMN persona.parentesco IS 'madre mother, padre father, abuela grandmother, abuelo grandfather, tia aunt, canguro babysitter';
COMMENT ON COLUMN persona.puede_recoger IS 'authorised to pick up the children of the family';

CREATE TABLE asistencia (
    id_nino       int NOT NULL REFERENCES nino,
    fecha         date NOT NULL,
    entrada       time,
    salida        time,
    media_jornada boolean NOT NULL DEFAULT false,
    motivo        text,
    recogido_por  int REFERENCES persona,
    PRIMARY KEY (id_nino, fecha)
);
COMMENT ON TABLE asistencia IS 'attendance, a row for each enrolled child and day of opening, since September 2025';
COMMENT ON COLUMN asistencia.entrada IS 'came at; NULL: absent that day';
COMMENT ON COLUMN asistencia.salida IS 'picked up at; NULL: absent, or still here';
COMMENT ON COLUMN asistencia.media_jornada IS 'half day: without lunch';
COMMENT ON COLUMN asistencia.motivo IS 'reason of absence: enfermedad illness, vacaciones holiday; NULL: present, or no reason given';
COMMENT ON COLUMN asistencia.recogido_por IS 'who picked the child up';

CREATE TABLE menu (
    fecha     date PRIMARY KEY,
    plato     text NOT NULL,
    postre    text NOT NULL,
    alergenos text[] NOT NULL
);
COMMENT ON TABLE menu IS 'lunch of the day';
COMMENT ON COLUMN menu.plato IS 'main dish';
COMMENT ON COLUMN menu.postre IS 'dessert';
COMMENT ON COLUMN menu.alergenos IS 'allergens in it, named as in nino.alergias';

CREATE TABLE comida (
    id_nino int NOT NULL REFERENCES nino,
    fecha   date NOT NULL REFERENCES menu,
    comio   cuanto NOT NULL,
    PRIMARY KEY (id_nino, fecha)
);
COMMENT ON TABLE comida IS 'who ate how much at lunch';

CREATE TABLE cuota (
    id_cuota  int PRIMARY KEY,
    id_nino   int NOT NULL REFERENCES nino,
    mes       date NOT NULL,
    importe   numeric(7, 2) NOT NULL,
    descuento numeric(7, 2) NOT NULL DEFAULT 0,
    pagada    date
);
COMMENT ON TABLE cuota IS 'monthly fees in euros';
COMMENT ON COLUMN cuota.mes IS 'first of the month; due on the 10th';
COMMENT ON COLUMN cuota.importe IS 'to be paid, after the discount';
COMMENT ON COLUMN cuota.descuento IS 'sibling discount already taken off';
COMMENT ON COLUMN cuota.pagada IS 'paid on; NULL: open';

CREATE TABLE incidente (
    id_incidente int PRIMARY KEY,
    id_nino      int NOT NULL REFERENCES nino,
    id_educadora int REFERENCES educadora,
    momento      timestamptz NOT NULL,
    tipo         tipo_incidente NOT NULL,
    avisada      boolean NOT NULL
);
COMMENT ON TABLE incidente IS 'mishaps';
COMMENT ON COLUMN incidente.id_educadora IS 'who wrote it down';
COMMENT ON COLUMN incidente.avisada IS 'family was told the same day';

CREATE TABLE solicitud (
    id_solicitud  int PRIMARY KEY,
    nombre        text NOT NULL,
    apellido      text NOT NULL,
    nacido        date NOT NULL,
    solicitada    date NOT NULL,
    desea_desde   date NOT NULL,
    estado        estado_solicitud NOT NULL,
    resuelta      date
);
COMMENT ON TABLE solicitud IS 'applications for a place';
COMMENT ON COLUMN solicitud.solicitada IS 'received on';
COMMENT ON COLUMN solicitud.desea_desde IS 'wished first day';
COMMENT ON COLUMN solicitud.resuelta IS 'admitted or withdrawn on; NULL: waiting';

CREATE VIEW inscrito AS
SELECT n.id_nino, n.id_familia, n.nombre, n.nacido, g.id_grupo, g.nombre AS grupo
FROM nino AS n
JOIN nino_grupo AS h ON h.id_nino = n.id_nino AND h.hasta IS NULL
JOIN grupo AS g ON g.id_grupo = h.id_grupo
WHERE n.baja IS NULL;
COMMENT ON VIEW inscrito IS 'children enrolled today, with their present group';
