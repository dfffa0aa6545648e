SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO grupo VALUES (1, 'Pollitos', 4, 14, 8), (2, 'Ositos', 12, 24, 10), (3, 'Delfines', 22, 36, 12), (4, 'Leones', 34, 60, 14), (5, 'Búhos', 48, 72, 8);
INSERT INTO educadora VALUES (1, 'Carmen Ibáñez', 1, '2015-09-01', NULL), (2, 'Nuria Vidal', 1, '2022-01-10', NULL), (3, 'Rocío Lara', 2, '2018-09-03', NULL), (4, 'Amaia Etxeberria', 2, '2024-02-05', NULL), (5, 'Teresa Pons', 3, '2011-09-05', NULL), (6, 'Lucía Bravo', 3, '2023-09-04', '2026-06-30'), (7, 'Marta Solís', 4, '2019-09-02', NULL), (8, 'Yolanda Ríos', NULL, '2025-10-01', NULL), (9, 'Pilar Ferrer', 4, '2008-09-01', '2025-12-31'), (10, 'Inma Cobos', 3, current_date - 45, NULL);

INSERT INTO familia VALUES
(1, 'García Moreno', 'español', 'gmoreno@correo.es', 'Ruzafa'), (2, 'Martínez', 'español', NULL, 'Ruzafa'), (3, 'Benali', 'árabe', 'k.benali@correo.es', 'Patraix'), (4, 'Popescu', 'rumano', 'popescu.fam@correo.es', 'Campanar'), (5, 'Llorens Vidal', 'valenciano', 'llorens@correo.es', 'Benimaclet'), (6, 'Chen', 'chino', 'chen88@correo.es', 'Patraix'), (7, 'O''Connell Ruiz', 'inglés', 'fiona.oc@mail.ie', 'Ruzafa'), (8, 'Hernández', 'español', 'luis.hdez@correo.es', NULL), (9, 'Ferrer Gil', 'valenciano', NULL, 'Benimaclet'), (10, 'Navarro', 'español', 'anavarro@correo.es', 'Campanar'),
(11, 'Ivanova', 'ucraniano', 'olena.iv@correo.es', 'Patraix'), (12, 'Sánchez', 'español', 'msanchez@correo.es', 'Ruzafa'), (13, 'Sánchez', 'español', 'p.sanchez77@correo.es', 'Benimaclet'), (14, 'Müller Torres', 'alemán', 'j.mueller@mail.de', 'Ruzafa'), (15, 'El Amrani', 'árabe', NULL, 'Patraix'), (16, 'Ortiz', 'español', 'ortizfamilia@correo.es', 'Campanar'), (17, 'Blasco', 'valenciano', 'blasco.v@correo.es', 'Benimaclet'), (18, 'Romero Díaz', 'español', 'rdiaz@correo.es', 'Ruzafa'), (19, 'Quispe', 'español', 'quispe.r@correo.es', 'Patraix'), (20, 'Dubois', 'francés', 'claire.d@mail.fr', 'Ruzafa'), (21, 'Cano', 'español', NULL, 'Campanar'), (22, 'Soler', 'valenciano', 'soler.m@correo.es', 'Benimaclet');

INSERT INTO nino (id_nino, id_familia, nombre, nacido, alta, baja, dieta, alergias)
SELECT id, fam, nombre, current_date - nac, current_date - alta, CASE WHEN baja IS NOT NULL THEN current_date - baja END, dieta, alergias::text[]
FROM (VALUES
(1, 1, 'Lucía', 1490, 1100, NULL, NULL, '{huevo}'), (2, 1, 'Mateo', 560, 280, NULL, NULL, '{}'), (3, 2, 'Hugo', 1210, 820, NULL, NULL, '{leche}'), (4, 3, 'Yasmin', 1345, 900, NULL, 'halal', '{}'), (5, 3, 'Adam', 700, 400, NULL, 'halal', '{frutos secos}'), (6, 4, 'Andrei', 1010, 640, NULL, NULL, '{}'), (7, 5, 'Pau', 870, 500, NULL, NULL, '{huevo,leche}'), (8, 5, 'Aina', 1930, 1500, 150, NULL, '{}'), (9, 6, 'Lin', 640, 300, NULL, NULL, '{pescado}'), (10, 7, 'Saoirse', 1120, 700, NULL, 'vegetariana', '{}'),
(11, 8, 'Daniel', 415, 190, NULL, NULL, '{}'), (12, 9, 'Neus', 1380, 1000, NULL, NULL, '{gluten}'), (13, 10, 'Sofía', 800, 420, NULL, NULL, '{}'), (14, 10, 'Martín', 800, 420, NULL, NULL, '{leche}'), (15, 11, 'Daryna', 1260, 600, NULL, NULL, '{}'), (16, 12, 'Alba', 330, 120, NULL, NULL, '{}'), (17, 13, 'Leo', 955, 590, NULL, NULL, '{frutos secos,huevo}'), (18, 14, 'Emil', 1075, 700, NULL, 'vegetariana', '{}'), (19, 14, 'Frida', 360, 90, NULL, 'vegetariana', '{leche}'), (20, 15, 'Salma', 1180, 760, NULL, 'halal', '{}'),
(21, 16, 'Bruno', 520, 250, NULL, NULL, '{}'), (22, 17, 'Vicent', 1320, 960, NULL, NULL, '{pescado}'), (23, 18, 'Carla', 740, 380, NULL, NULL, '{}'), (24, 19, 'Inti', 905, 480, NULL, NULL, '{}'), (25, 20, 'Margot', 1045, 660, NULL, 'vegetariana', '{gluten}'), (26, 21, 'Álex', 1150, 610, NULL, NULL, '{}'), (27, 21, 'Lucía', 450, 200, NULL, NULL, '{}'), (28, 22, 'Mireia', 1880, 1480, 148, NULL, '{}'), (29, 22, 'Jordi', 1280, 850, NULL, NULL, '{}'), (30, 16, 'Elena', 1760, 1400, 149, NULL, '{huevo}'), (31, 8, 'Valeria', 1400, 1010, 60, NULL, '{}'), (32, 12, 'Nico', 1415, 1020, NULL, NULL, '{}')
) AS v (id, fam, nombre, nac, alta, baja, dieta, alergias);

INSERT INTO nino_grupo
SELECT n.id_nino, g.id_grupo, greatest(n.alta, n.nacido + g.a), CASE WHEN n.nacido + g.b < coalesce(n.baja, current_date) THEN n.nacido + g.b ELSE n.baja END
FROM nino AS n CROSS JOIN (VALUES (1, 0, 400), (2, 400, 730), (3, 730, 1080), (4, 1080, 3000)) AS g (id_grupo, a, b)
WHERE n.nacido + g.a < coalesce(n.baja, current_date + 1) AND n.nacido + g.b > n.alta;
UPDATE nino_grupo SET hasta = NULL FROM nino WHERE nino.id_nino = nino_grupo.id_nino AND nino.baja IS NULL AND hasta > current_date;
DELETE FROM nino_grupo WHERE id_nino = 26 AND id_grupo = 4;
UPDATE nino_grupo SET hasta = NULL WHERE id_nino = 26 AND id_grupo = 3;

INSERT INTO persona
SELECT f.id_familia * 10 + k, f.id_familia, (ARRAY['Ana', 'Javier', 'Rosario', 'Manuel', 'Paula', 'Sergio', 'Olga', 'Karim', 'Mei', 'Isabel', 'Tomás'])[1 + (f.id_familia * 5 + k * 3) % 11] || ' ' || f.apellido, (ARRAY['madre', 'padre', 'abuela', 'abuelo', 'tia', 'canguro'])[k], k <= 2 AND NOT (f.id_familia = 10 AND k = 2) OR (k = 3 AND f.id_familia % 8 <> 0) OR (k = 6), CASE WHEN (f.id_familia + k) % 6 <> 0 THEN '6' || 10000000 + f.id_familia * 7001 + k * 331 END
FROM familia AS f CROSS JOIN generate_series(1, 6) AS k WHERE k = 1 OR (k = 2 AND f.id_familia <> 11) OR (k = 3 AND f.id_familia % 3 <> 2) OR (k = 4 AND f.id_familia % 5 = 1) OR (k = 5 AND f.id_familia % 7 = 3) OR (k = 6 AND f.id_familia IN (7, 14, 20));

INSERT INTO asistencia
SELECT id_nino, d, CASE WHEN here THEN time '07:45' + make_interval(mins => floor(salt * 95)::int) END, CASE WHEN here AND d < current_date THEN CASE WHEN half THEN time '12:45' + make_interval(mins => floor(salt * 30)::int) ELSE time '15:20' + make_interval(mins => floor(late ^ 2 * 125)::int) END END, half AND here, CASE WHEN NOT here THEN CASE WHEN why < 0.6 THEN 'enfermedad' WHEN why < 0.85 THEN 'vacaciones' END END,
       CASE WHEN here AND d < current_date THEN fam * 10 + CASE WHEN who < 0.55 OR fam = 11 THEN 1 WHEN who < 0.83 THEN 2 WHEN fam % 3 <> 2 THEN 3 ELSE 1 END END
FROM (SELECT n.id_nino, n.id_familia AS fam, d::date AS d, random() AS salt, random() AS late, random() AS why, random() AS who, random() < CASE WHEN n.id_nino % 4 = 0 THEN 0.3 ELSE 0.08 END AS half, random() > CASE WHEN extract(month FROM d) IN (12, 1, 2) THEN 0.13 ELSE 0.06 END + n.id_nino % 3 * 0.02 AS here
      FROM nino AS n CROSS JOIN generate_series(timestamp '2025-09-01', current_date, interval '1 day') AS d
      WHERE d::date >= n.alta AND (n.baja IS NULL OR d::date < n.baja) AND (extract(isodow FROM d) < 6 OR (d::date = current_date AND n.id_nino < 24))) AS a;
UPDATE asistencia SET entrada = NULL, salida = NULL, media_jornada = false, motivo = 'enfermedad', recogido_por = NULL WHERE fecha = current_date AND id_nino = 3;
UPDATE asistencia SET salida = time '12:50', media_jornada = true WHERE fecha = current_date AND id_nino IN (4, 16) AND entrada IS NOT NULL;

INSERT INTO menu
SELECT d::date, (ARRAY['Lentejas', 'Tortilla de patatas', 'Macarrones con tomate', 'Merluza al horno', 'Arroz con pollo', 'Albóndigas', 'Crema de calabaza', 'Paella'])[k], CASE WHEN k % 3 = 0 THEN 'Natillas' WHEN k % 3 = 1 THEN 'Plátano' ELSE 'Yogur' END,
       ((ARRAY['{}', '{huevo}', '{gluten}', '{pescado}', '{}', '{gluten,huevo}', '{leche}', '{pescado}'])[k]::text[] || CASE WHEN k % 3 = 0 THEN '{leche,huevo}'::text[] WHEN k % 3 = 2 THEN '{leche}'::text[] ELSE '{}'::text[] END)
FROM (SELECT d, CASE WHEN d::date = current_date THEN 2 ELSE 1 + (extract(doy FROM d)::int * 5 + floor(random() * 3)::int) % 8 END AS k FROM generate_series(timestamp '2025-09-01', current_date + 4, interval '1 day') AS d WHERE (extract(isodow FROM d) < 6 OR d::date = current_date)) AS m;

INSERT INTO comida
SELECT id_nino, fecha, CASE WHEN x < 0.08 + CASE WHEN plato IN ('Merluza al horno', 'Crema de calabaza') THEN 0.17 ELSE 0 END + id_nino % 5 * 0.02 THEN 'nada' WHEN x < 0.42 THEN 'parte' ELSE 'todo' END::cuanto
FROM (SELECT a.id_nino, a.fecha, m.plato, random() AS x FROM asistencia AS a JOIN menu AS m ON m.fecha = a.fecha WHERE a.entrada IS NOT NULL AND NOT a.media_jornada AND a.fecha < current_date AND a.id_nino <> 19) AS c;

INSERT INTO cuota
SELECT row_number() OVER (ORDER BY mes, id_nino), id_nino, mes, 395 - CASE WHEN sibling THEN 60 ELSE 0 END + CASE WHEN mes >= date '2026-09-01' THEN 15 ELSE 0 END, CASE WHEN sibling THEN 60 ELSE 0 END, CASE WHEN chance < 0.9 AND mes + 2 + floor(chance ^ 3 * 24)::int <= current_date THEN mes + 2 + floor(chance ^ 3 * 24)::int WHEN chance < 0.96 AND mes + 45 <= current_date THEN mes + 45 END
FROM (SELECT n.id_nino, m::date AS mes, random() AS chance, n.nth > 1 AS sibling
      FROM (SELECT *, row_number() OVER (PARTITION BY id_familia ORDER BY id_nino) AS nth FROM nino) AS n CROSS JOIN generate_series(timestamp '2024-01-01', date_trunc('month', current_date), interval '1 month') AS m WHERE m::date >= date_trunc('month', n.alta) AND (n.baja IS NULL OR m::date < n.baja) AND extract(month FROM m) <> 8) AS c;

INSERT INTO incidente
SELECT row_number() OVER (ORDER BY at, id_nino), id_nino, CASE WHEN chance < 0.95 THEN (ARRAY[1, 3, 3, 4, 5, 5, 7, 8])[1 + floor(pick * 8)::int] END, at, (ARRAY['caida', 'caida', 'caida', 'mordisco', 'mordisco', 'fiebre', 'fiebre', 'picadura'])[1 + floor(chance * 8)::int]::tipo_incidente, pick > 0.08
FROM (SELECT a.id_nino, a.fecha + time '08:30' + make_interval(mins => floor(random() * 400)::int) AS at, random() AS chance, random() AS pick, random() AS keep FROM asistencia AS a WHERE a.entrada IS NOT NULL AND a.fecha < current_date AND a.id_nino NOT IN (11, 25)) AS i WHERE keep < 0.022;
INSERT INTO incidente VALUES (9001, 4, 8, current_date + time '10:05', 'caida', true), (9002, 10, 5, current_date + time '11:30', 'mordisco', false);

INSERT INTO solicitud
SELECT row_number() OVER (ORDER BY at, k), (ARRAY['Olivia', 'Enzo', 'Julia', 'Marc', 'Chloe', 'Omar', 'Vera', 'Iker', 'Lola', 'Gael'])[1 + floor(a * 10)::int], (ARRAY['García', 'López', 'Benali', 'Sánchez', 'Chen', 'Soler', 'Ruiz', 'Cano', 'Vidal'])[1 + floor(b * 9)::int], at - 60 - floor(c * 500)::int, at, (date_trunc('month', at + 60 + floor(a * 260)::int))::date, CASE WHEN res IS NULL THEN 'en espera' WHEN c < 0.62 THEN 'admitida' ELSE 'retirada' END::estado_solicitud, res
FROM (SELECT d::date AS at, k, a, b, c, CASE WHEN d::date + 20 + floor(w * 240)::int < current_date AND w < 0.85 THEN d::date + 20 + floor(w * 240)::int END AS res
      FROM (SELECT d, k, random() AS a, random() AS b, random() AS c, random() AS w FROM generate_series(timestamp '2024-01-10', current_date, interval '9 days') AS d CROSS JOIN generate_series(1, 1) AS k) AS x) AS s;
INSERT INTO solicitud VALUES (9001, 'Martina', 'García Moreno', current_date - 100, current_date - 8, (date_trunc('month', current_date) + interval '2 months')::date, 'en espera', NULL), (9002, 'Pol', 'Blasco', current_date - 210, current_date, (date_trunc('month', current_date) + interval '3 months')::date, 'en espera', NULL);
