SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO "Owner" VALUES (1, 'Nordlys Rederi', 'Norway', 'drift@nordlys.example'), (2, 'Baltic Tankers', 'Latvia', 'ops@baltictankers.example'), (3, 'O''Shea Towage', 'Ireland', NULL), (4, 'Pêcheries Le Goff', 'France', 'legoff@pecheries.example'), (5, 'Hansen & Søn', 'Denmark', 'kontor@hansen.example'), (6, 'Aegean Bulk', 'Greece', NULL), (7, 'Villa Marina Charter', 'Italy', 'crew@villamarina.example'), (8, 'Fjordline Cargo', 'Norway', 'post@fjordcargo.example');

INSERT INTO "Vessel" VALUES
(1, 1, 'Nordlys I', 'ferry', 'Norway', 1998, 98.5, NULL), (2, 1, 'Nordlys II', 'ferry', 'Norway', 2007, 112.0, NULL), (3, 2, 'Baltic Star', 'tanker', 'Malta', 2003, 144.0, NULL), (4, 2, 'Baltic Dawn', 'tanker', 'Liberia', 2011, 144.0, NULL), (5, 2, 'Daugava', 'tanker', 'Latvia', 1994, 119.5, '2025-03-10'),
(6, 3, 'Maeve', 'tug', 'Ireland', 1989, 28.4, NULL), (7, 3, 'Cú Chulainn', 'tug', 'Ireland', 2015, 32.0, NULL), (8, 4, 'Étoile du Matin', 'trawler', 'France', 1996, 38.2, NULL), (9, 4, 'Petite Marie', 'trawler', 'France', 2002, 24.9, NULL), (10, 5, 'Gudrun', 'trawler', 'Denmark', 1985, 31.5, '2024-08-22'),
(11, 5, 'Freja', 'trawler', 'Denmark', 2018, 42.0, NULL), (12, 6, 'Aegean Hope', 'bulker', 'Liberia', 2009, 169.0, NULL), (13, 6, 'Aegean Pride', 'bulker', 'Malta', 2012, 169.0, NULL), (14, 7, 'Stella', 'yacht', 'Malta', 2019, 46.0, NULL), (15, 7, 'Dolce Far Niente', 'yacht', 'Italy', 2010, 33.7, NULL),
(16, 6, 'Stella', 'bulker', 'Greece', 2001, 152.3, NULL), (17, 3, 'Saoirse', 'tug', 'Ireland', 2021, 30.1, NULL);

INSERT INTO "Employee" VALUES
(1, 'Henrike Voss', 'manager', NULL, '1968-05-12', '2001-04-01', NULL), (2, 'Pawel Nowak', 'manager', NULL, '1979-11-30', '2012-09-01', NULL), (3, 'Anke Dreyer', 'manager', NULL, '1985-02-17', '2019-01-15', NULL), (4, 'Uwe Petersen', 'welder', 1, '1964-08-03', '1990-08-01', NULL), (5, 'Ivan Petrov', 'welder', 4, '1988-03-21', '2014-06-16', NULL),
(6, 'Fatma Yıldız', 'welder', 4, '1995-10-09', '2021-02-01', NULL), (7, 'Jonas Petersen', 'welder', 4, '2001-12-24', '2022-08-01', NULL), (8, 'Karl-Heinz Brandt', 'fitter', 1, '1966-01-30', '1994-03-01', NULL), (9, 'Miguel Santos', 'fitter', 8, '1990-07-07', '2017-05-02', NULL), (10, 'Lena Ohlsen', 'fitter', 8, '1998-04-18', '2020-10-01', NULL),
(11, 'Igor Bielski', 'fitter', 8, '1963-09-25', '2008-02-01', '2024-06-30'), (12, 'Sven Matthiesen', 'painter', 2, '1972-06-14', '2003-11-01', NULL), (13, 'Grace Owusu', 'painter', 12, '1993-01-05', '2019-07-01', NULL), (14, 'Tomasz Nowak', 'painter', 12, '1987-12-02', '2016-04-01', '2025-01-31'), (15, 'Dirk Jessen', 'electrician', 2, '1970-10-20', '1999-09-01', NULL),
(16, 'Priya Nair', 'electrician', 15, '1996-02-28', '2021-09-15', NULL), (17, 'Ole Lund', 'electrician', 15, '1983-05-05', '2013-01-07', NULL), (18, 'Mia Harders', 'electrician', 15, '2004-03-11', current_date - 20, NULL);

INSERT INTO "Dock" VALUES (1, 'Alte Liese', 'dry', 180), (2, 'Dock II', 'dry', 125), (3, 'Schwimmdock', 'floating', 150), (4, 'Slip Nord', 'slipway', 50), (5, 'Slip Süd', 'slipway', 35);

INSERT INTO "Material" VALUES (1, 'Steel plate 10 mm', 'kg', 1.45), (2, 'Steel profile', 'kg', 1.90), (3, 'Antifouling paint', 'l', 28.50), (4, 'Epoxy primer', 'l', 17.20), (5, 'Zinc anode', 'piece', 64.00), (6, 'Marine cable', 'm', 6.80), (7, 'Shaft seal', 'piece', 890.00), (8, 'Welding wire', 'kg', 4.10), (9, 'Teak decking', 'm', 75.00);

INSERT INTO "Project"
SELECT row_number() OVER (ORDER BY day), vessel, 1 + floor(c3 * 3)::int, (ARRAY['Docking and paint', 'Class renewal', 'Engine overhaul', 'Collision damage', 'Steel renewal', 'Propeller and shaft'])[1 + floor(c2 * 6)::int], round((9000 + len * len * (6 + c1 * 9))::numeric, 2), day, day + 12 + floor(c1 * 40)::int,
       CASE WHEN c4 > 0.94 THEN NULL WHEN day + 10 + floor(c1 * 44)::int + floor(c5 * 12)::int - 4 < current_date THEN day + 10 + floor(c1 * 44)::int + floor(c5 * 12)::int - 4 END, CASE WHEN c4 > 0.94 THEN day + 5 END
FROM (SELECT d::date AS day, random() AS c1, random() AS c2, random() AS c3, random() AS c4, random() AS c5, (ARRAY[1, 2, 3, 3, 4, 6, 6, 7, 8, 9, 11, 12, 12, 13, 14, 16])[1 + floor(random() * 16)::int] AS vessel FROM generate_series(date '2023-01-09', current_date - 4, interval '9 days') AS d) AS x
JOIN LATERAL (SELECT "LengthM"::float8 AS len FROM "Vessel" WHERE "VesselId" = vessel) AS v ON true;
INSERT INTO "Project" VALUES (901, 5, 1, 'Class renewal', 310000, '2023-05-02', '2023-06-10', '2023-06-28', NULL), (902, 10, 2, 'Engine overhaul', 42000, '2023-09-11', '2023-10-05', '2023-10-05', NULL), (903, 13, 2, 'Steel renewal', 495000, '2024-02-05', '2024-03-20', NULL, '2024-02-12'), (904, 7, 3, 'Propeller and shaft', 31500, current_date - 25, current_date - 3, current_date - 2, NULL), (905, 3, 1, 'Collision damage', 268000, current_date - 40, current_date - 5, NULL, NULL), (906, 8, 3, 'Docking and paint', 36800, current_date - 12, current_date + 9, NULL, NULL), (907, 2, 1, 'Class renewal', 225000, current_date, current_date + 30, NULL, NULL), (908, 12, 2, 'Steel renewal', 398000, current_date - 9, current_date + 40, NULL, current_date - 2), (909, 6, 2, 'Engine overhaul', 455000, '2024-05-06', '2024-06-20', '2024-07-01', NULL);

INSERT INTO "DockStay"
SELECT row_number() OVER (ORDER BY p."AcceptedOn", p."ProjectId"), p."ProjectId", CASE WHEN v."LengthM" > 150 THEN 1 WHEN v."LengthM" > 125 THEN CASE WHEN random() < 0.6 THEN 3 ELSE 1 END WHEN v."LengthM" > 50 THEN CASE WHEN random() < 0.7 THEN 2 ELSE 3 END WHEN v."LengthM" > 35 THEN 4 ELSE 4 + (random() < 0.6)::int END,
       p."AcceptedOn" + 2, CASE WHEN p."DeliveredOn" IS NOT NULL THEN greatest(p."AcceptedOn" + 3, p."DeliveredOn" - floor(random() * 6)::int - 1) END
FROM "Project" AS p JOIN "Vessel" AS v USING ("VesselId") WHERE p."CancelledOn" IS NULL AND p."AcceptedOn" < current_date - 2 AND (p."ProjectId" > 900 OR p."ProjectId" % 9 <> 0);

INSERT INTO "WorkOrder"
SELECT row_number() OVER (ORDER BY id, k), id, NULL, (ARRAY['Hull blasting', 'Renew bottom plates', 'Overhaul main engine', 'Rewire switchboard', 'Paint topsides', 'Renew shaft seal', 'Repair crane', 'Check sea valves'])[t], (ARRAY['painter', 'welder', 'fitter', 'electrician', 'painter', 'fitter', 'welder', 'fitter'])[t], 8 + floor(c1 * 30)::int * 2,
       (CASE WHEN cancelled OR c2 < 0.06 THEN 'cancelled' WHEN delivered IS NOT NULL OR c2 < 0.35 THEN 'done' WHEN c2 < 0.75 THEN 'in work' ELSE 'open' END)::"OrderStatus", issued,
       CASE WHEN cancelled OR c2 < 0.06 THEN NULL WHEN delivered IS NOT NULL THEN greatest(issued, least(delivered, issued + 4 + floor(c1 * 14)::int)) WHEN c2 < 0.35 THEN least(issued + 4, current_date) END,
       CASE WHEN c3 < 0.15 THEN '{}' WHEN t = 2 OR t = 7 THEN jsonb_build_object('zone', 'hull', 'steelKg', 100 + floor(c3 * 900)::int) ELSE jsonb_build_object('zone', (ARRAY['hull', 'engine room', 'deck', 'bridge'])[1 + floor(c3 * 4)::int]) END,
       CASE WHEN t = 2 OR t = 7 THEN CASE WHEN c1 < 0.5 THEN '{"hot work"}' ELSE '{"hot work","confined space"}' END WHEN t = 5 THEN '{height}' WHEN t = 8 AND c1 < 0.5 THEN '{"confined space"}' ELSE '{}' END::text[]
FROM (SELECT p."ProjectId" AS id, k, least(p."AcceptedOn" + 2 + k, current_date) AS issued, p."DeliveredOn" AS delivered, p."CancelledOn" IS NOT NULL AS cancelled, 1 + floor(random() * 8)::int AS t, random() AS c1, random() AS c2, random() AS c3 FROM "Project" AS p CROSS JOIN generate_series(1, 4) AS k WHERE p."ProjectId" <> 907) AS x;
INSERT INTO "WorkOrder"
SELECT 2000 + row_number() OVER (ORDER BY id), proj, id, part, (ARRAY['fitter', 'painter'])[1 + floor(c * 2)::int], 4 + floor(c * 12)::int, st, issued, fin, '{}', CASE WHEN part = 'Scaffolding' THEN '{height}' ELSE '{}' END::text[]
FROM (SELECT "WorkOrderId" AS id, "ProjectId" AS proj, "Status" AS st, "IssuedOn" AS issued, "FinishedOn" AS fin, random() AS c, random() AS pick, (ARRAY['Scaffolding', 'Pressure test', 'Touch-up'])[1 + floor(random() * 3)::int] AS part FROM "WorkOrder") AS x WHERE pick < 0.25;
INSERT INTO "WorkOrder" VALUES
(9001, 905, NULL, 'Renew bow section', 'welder', 420, 'in work', current_date - 36, NULL, '{"zone": "hull", "steelKg": 5200}', '{"hot work",height}'), (9002, 905, 9001, 'Cut out damaged plates', 'welder', 90, 'done', current_date - 35, current_date - 28, '{"zone": "hull"}', '{"hot work"}'), (9003, 905, 9001, 'Fit new frames', 'welder', 160, 'in work', current_date - 27, NULL, '{"zone": "hull", "steelKg": 1800}', '{"hot work","confined space"}'), (9004, 905, 9003, 'Inspect welds', 'welder', 24, 'open', current_date - 4, NULL, '{}', '{}'), (9005, 905, 9003, 'Scaffolding', 'fitter', 30, 'done', current_date - 27, current_date - 24, '{}', '{height}'), (9006, 905, 9001, 'Paint bow', 'painter', 60, 'cancelled', current_date - 20, NULL, '{}', '{}'), (9007, 904, NULL, 'Balance propeller', 'fitter', 16, 'done', current_date - 20, current_date - 6, '{"zone": "engine room"}', '{}'), (9008, 906, NULL, 'Repair winch', 'electrician', 12, 'open', current_date - 2, NULL, '{"zone": "deck"}', '{}'), (9009, 906, NULL, 'Rewire bridge', 'electrician', 6, 'in work', current_date - 9, NULL, '{"zone": "bridge"}', '{}');

INSERT INTO "HourBooking"
SELECT row_number() OVER (ORDER BY day, w, n), w, emp, day, (ARRAY[2, 3.5, 4, 6, 8, 8])[1 + floor(c1 * 6)::int], c1 > 0.9 OR extract(isodow FROM day) > 5, c2 < 0.04
FROM (SELECT w."WorkOrderId" AS w, n, e.emp, least(w."IssuedOn" + (n * 2) + floor(random() * 2)::int, coalesce(w."FinishedOn", current_date)) AS day, random() AS c1, random() AS c2
      FROM "WorkOrder" AS w CROSS JOIN generate_series(0, 5) AS n
      CROSS JOIN LATERAL (SELECT random() + w."WorkOrderId" * 0 + n * 0 AS pick) AS r
      CROSS JOIN LATERAL (SELECT x."EmployeeId" AS emp FROM "Employee" AS x WHERE x."Trade" = w."Trade" AND x."EmployeeId" <> 18 AND (x."LeftOn" IS NULL OR x."LeftOn" > w."IssuedOn" + 30) ORDER BY (x."EmployeeId" * 7 + floor(r.pick * 100)::int) % 5, x."EmployeeId" LIMIT 1) AS e
      WHERE w."Status" IN ('in work', 'done') AND n < 2 + w."WorkOrderId" % 5) AS y;
INSERT INTO "HourBooking" VALUES (90001, 9003, 5, current_date, 8, false, false), (90002, 9003, 6, current_date, 6, true, false), (90003, 9003, 7, current_date, 8, false, true), (90004, 9001, 4, current_date - 1, 8, false, false), (90005, 9002, 4, current_date - 30, 8, true, false), (90006, 9007, 9, current_date - 7, 4, false, false), (90007, 9007, 1, current_date - 8, 2, false, false), (90008, 9007, 2, current_date - 8, 3, true, true);
INSERT INTO "HourBooking" SELECT 90010 + n, 9009, 16, current_date - 8 + n, 8, false, false FROM generate_series(0, 6) AS n;

INSERT INTO "MaterialUse"
SELECT w, m, least(issued + 2, current_date), q, round(price * (0.95 + c * 0.2)::numeric, 2)
FROM (SELECT w."WorkOrderId" AS w, w."IssuedOn" AS issued, m."MaterialId" AS m, m."ListPriceEur" AS price, 1 + floor(random() * CASE WHEN m."Unit" = 'piece' THEN 8 ELSE 150 END)::int AS q, random() AS c, random() AS chance FROM "WorkOrder" AS w JOIN "Material" AS m ON (w."Trade" = 'welder' AND m."MaterialId" IN (1, 2, 8)) OR (w."Trade" = 'painter' AND m."MaterialId" IN (3, 4)) OR (w."Trade" = 'fitter' AND m."MaterialId" IN (5, 7)) OR (w."Trade" = 'electrician' AND m."MaterialId" = 6) WHERE w."Status" IN ('in work', 'done')) AS x WHERE chance < 0.6;
