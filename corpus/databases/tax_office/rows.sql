SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO amt VALUES (20, 'Kämmerei', 'Frau Holthaus'), (21, 'Steueramt', 'Herr Wübben'), (22, 'Stadtkasse', NULL), (32, 'Ordnungsamt', 'Frau Özkan');
INSERT INTO sb VALUES ('HOL', 'Holthaus', 20), ('KRE', 'Kremer', 21), ('BEK', 'Becker-Klaas', 21), ('TEN', 'ten Brink', 21), ('MUE', 'Müller', 32), ('MU2', 'Müller', 22), ('NEU', 'Neumann', 21);
INSERT INTO starten VALUES ('GA', 'Grundsteuer A', 21), ('GB', 'Grundsteuer B', 21), ('GW', 'Gewerbesteuer', 21), ('HU', 'Hundesteuer', 32), ('ZW', 'Zweitwohnungssteuer', 21), ('VG', 'Vergnügungssteuer', 32);
INSERT INTO hebes SELECT s, y, CASE s WHEN 'GA' THEN 300 WHEN 'GB' THEN 420 ELSE 410 END + CASE WHEN y >= 2023 THEN 15 ELSE 0 END + CASE WHEN y >= 2025 THEN 30 ELSE 0 END FROM unnest(ARRAY['GA', 'GB', 'GW']) AS s CROSS JOIN generate_series(2021, extract(year FROM current_date)::int) AS y;

INSERT INTO stpfl VALUES
(1001, 'Ahlers', 'Gesine', 'N', '26871', 'Papenburg', '1958-04-30', 1), (1002, 'Ahlers', 'Hinrich', 'N', '26871', 'Papenburg', '1955-09-09', 1), (1003, 'Bootswerft Meinders GmbH', NULL, 'J', '26871', 'Papenburg', NULL, 0), (1004, 'Cordes', 'Tomke', 'N', '26899', 'Rhede', '1990-01-17', 0), (1005, 'D''Amico', 'Salvatore', 'N', '26871', 'Papenburg', '1967-06-05', 0),
(1006, 'Eilers Landmaschinen KG', NULL, 'J', '26892', 'Dörpen', NULL, 1), (1007, 'Freese', 'Annelene', 'N', '26871', NULL, '1941-12-01', 1), (1008, 'Gasthaus Zum Anker', NULL, 'J', '26871', 'Papenburg', NULL, 0), (1009, 'Hanekamp', 'Bernd', 'N', '26871', 'Papenburg', '1972-03-28', 0), (1010, 'Imkerverein Untenende', NULL, 'V', '26871', 'Papenburg', NULL, 0),
(1011, 'Jansen', 'Bernd', 'N', '48529', 'Nordhorn', '1984-08-15', 1), (1012, 'Jansen', 'Maike', 'N', '26871', 'Papenburg', '1986-02-11', 1), (1013, 'Kirchengemeinde St. Antonius', NULL, 'V', '26871', 'Papenburg', NULL, 1), (1014, 'Lüken Torfwerke AG', NULL, 'J', '26871', 'Papenburg', NULL, 1), (1015, 'Mönnig', 'Rita', 'N', '20095', 'Hamburg', '1963-11-23', 0),
(1016, 'Nee', 'Thomas', 'N', '26871', 'Papenburg', '1979-05-19', 1), (1017, 'Osteria Bella', NULL, 'J', '26871', 'Papenburg', NULL, 0), (1018, 'Pohlmann', 'Antje', 'N', '26871', 'papenburg', '1995-10-08', 1), (1019, 'Quappe & Söhne', NULL, 'J', '26871', 'Papenburg', NULL, 1), (1020, 'Rolfes', 'Heiner', 'N', '26892', 'Dörpen', '1949-07-07', 0),
(1021, 'Spielhalle Joker GmbH', NULL, 'J', '26871', 'Papenburg', NULL, 0), (1022, 'Terborg', 'Silke', 'N', '26871', 'Papenburg', '1988-04-04', 1), (1023, 'van Lengen', 'Jan', 'N', '9711', 'Bourtange', '1976-12-12', 0), (1024, 'Wessels', 'Ingo', 'N', '26871', 'Papenburg', NULL, 1), (1025, 'Zukunftsenergie Ems eG', NULL, 'J', '26871', 'Papenburg', NULL, 1), (1026, 'Ahlers', 'Gesine', 'N', '26903', 'Surwold', '1999-02-02', 0);

INSERT INTO obj VALUES
(1, 1001, 'GB', 'Hauptkanal links 12', 88.40, 1992, NULL), (2, 1002, 'GA', 'Moorweg 3', 41.20, 1985, NULL), (3, 1003, 'GB', 'Deverhafen 1', 1420.00, 2001, NULL), (4, 1003, 'GW', 'Deverhafen 1', 9800.00, 2001, NULL), (5, 1004, 'GB', 'Am Stadtpark 8a', 61.75, 2020, NULL), (6, 1005, 'GB', 'Friederikenstraße 40', 72.00, 1999, NULL), (7, 1005, 'HU', 'Bella', NULL, 2019, 2023), (8, 1005, 'HU', 'Luna', NULL, 2021, NULL),
(9, 1006, 'GW', 'Gewerbering 7', 5100.00, 2010, NULL), (10, 1007, 'GB', 'Umländerwiek rechts 55', 54.10, 1970, NULL), (11, 1008, 'GW', 'Am Anker 1', 640.00, 1996, NULL), (12, 1008, 'VG', 'Am Anker 1', 120.00, 2005, 2024), (13, 1009, 'GB', 'Gutshofstraße 9', 95.60, 2006, NULL), (14, 1009, 'HU', 'Rex', NULL, 2018, NULL), (15, 1009, 'HU', 'Luna', NULL, 2022, NULL), (16, 1011, 'ZW', 'Hafenpromenade 2', 310.00, 2021, NULL),
(17, 1012, 'GB', 'Gasthauskanal 4', 79.90, 2015, NULL), (18, 1013, 'GB', 'Kirchplatz 1', 210.00, 1960, NULL), (19, 1014, 'GW', 'Splitting links 200', 15400.00, 1978, NULL), (20, 1014, 'GA', 'Splitting links 200', 330.00, 1978, NULL), (21, 1015, 'ZW', 'Hauptkanal rechts 71', 280.00, 2018, NULL), (22, 1016, 'GB', 'Russellstraße 16', 84.35, 2012, NULL), (23, 1016, 'HU', 'Balou', NULL, 2020, NULL), (24, 1017, 'GW', 'Hauptkanal links 30', 410.00, 2017, NULL),
(25, 1018, 'HU', 'Luna', NULL, 2023, NULL), (26, 1019, 'GW', 'Emspark 5', 2750.00, 2003, NULL), (27, 1019, 'GB', 'Emspark 5', 260.00, 2003, NULL), (28, 1020, 'GA', 'Aschendorfer Moor 2', 66.60, 1990, NULL), (29, 1021, 'VG', 'Bahnhofstraße 21', 1900.00, 2014, NULL), (30, 1021, 'GW', 'Bahnhofstraße 21', 1150.00, 2014, NULL), (31, 1022, 'GB', 'Mühlenstraße 3', 69.00, 2021, NULL), (32, 1023, 'ZW', 'Hafenpromenade 6', 295.00, 2022, NULL), (33, 1024, 'GB', 'Vosseberg 18', 77.77, 2000, NULL), (34, 1025, 'GW', 'Johannesweg 4', 3300.00, 2019, NULL), (35, 1012, 'HU', 'Oskar', NULL, 2024, NULL), (36, 1026, 'HU', 'Mia', NULL, 2019, 2022), (37, 1018, 'HU', 'Filou', NULL, 2024, NULL);

INSERT INTO besch
SELECT row_number() OVER (ORDER BY jhr, obj_nr) + 30000, obj_nr, jhr, dt, btr, CASE WHEN chance < 0.04 THEN 9 WHEN chance < 0.08 AND jhr >= 2024 THEN 2 ELSE 1 END, CASE WHEN chance > 0.3 THEN CASE WHEN sta IN ('HU', 'VG') THEN 'MUE' ELSE (ARRAY['KRE', 'BEK', 'TEN'])[1 + floor(chance * 2.99)::int] END END
FROM (SELECT o.obj_nr, o.sta, y AS jhr, random() AS chance, least(make_date(y + CASE WHEN o.sta = 'GW' AND y < extract(year FROM current_date) - 1 THEN 1 ELSE 0 END, 1, 10) + floor(random() * CASE WHEN o.sta = 'GW' THEN 200 ELSE 25 END)::int, current_date) AS dt,
             round(CASE o.sta WHEN 'HU' THEN 72 WHEN 'ZW' THEN o.mb * 1.1 WHEN 'VG' THEN o.mb * (0.8 + 0.5 * random()) WHEN 'GW' THEN o.mb * h.hs / 100.0 * (0.7 + 0.6 * random()) ELSE o.mb * h.hs / 100.0 END::numeric, 2) AS btr
      FROM obj AS o CROSS JOIN generate_series(2022, extract(year FROM current_date)::int) AS y LEFT JOIN hebes AS h ON h.sta = o.sta AND h.jhr = y WHERE y >= o.ab_jhr AND (o.bis_jhr IS NULL OR y <= o.bis_jhr)) AS b;
INSERT INTO besch SELECT 39001, 9, extract(year FROM current_date)::int - 1, current_date, 18450.75, 1, 'KRE' UNION ALL SELECT 39002, 34, extract(year FROM current_date)::int - 1, current_date - 12, 9120.10, 2, 'TEN' UNION ALL SELECT 39003, 25, 2024, date '2024-03-08', 36, 9, 'MUE';

INSERT INTO rate
SELECT b.bsch_nr, n, CASE WHEN o.sta IN ('HU', 'ZW', 'VG') THEN b.dt_bsch + 30 ELSE greatest(make_date(extract(year FROM b.dt_bsch)::int, 2 + (n - 1) * 3, 15), b.dt_bsch + 14 * n) END, CASE WHEN o.sta IN ('HU', 'ZW', 'VG') THEN b.btr WHEN n < 4 THEN round(b.btr / 4, 2) ELSE b.btr - 3 * round(b.btr / 4, 2) END
FROM besch AS b JOIN obj AS o ON o.obj_nr = b.obj_nr CROSS JOIN generate_series(1, 4) AS n WHERE b.st <> 9 AND (n = 1 OR o.sta NOT IN ('HU', 'ZW', 'VG'));

INSERT INTO zahl
SELECT row_number() OVER (ORDER BY d, bsch_nr, rt_nr, part), bsch_nr, rt_nr, d, CASE WHEN part = 2 THEN btr - round(btr * 0.4, 2) WHEN parts = 2 THEN round(btr * 0.4, 2) ELSE btr END, CASE WHEN lsv = 1 THEN 'L' WHEN fate < 0.07 THEN 'B' ELSE 'U' END
FROM (SELECT r.*, s.lsv, part, x.parts, x.fate, r.dt_fll + CASE WHEN s.lsv = 1 THEN 0 ELSE x.late END + CASE WHEN part = 2 THEN 31 ELSE 0 END AS d
      FROM (SELECT r.*, random() AS fate, CASE WHEN random() < 0.06 THEN 2 ELSE 1 END AS parts, (ARRAY[-6, -3, -1, 0, 0, 0, 2, 6, 18, 47])[1 + floor(random() * 10)::int] AS late FROM rate AS r) AS x
      JOIN rate AS r ON r.bsch_nr = x.bsch_nr AND r.rt_nr = x.rt_nr JOIN besch AS b ON b.bsch_nr = r.bsch_nr JOIN obj AS o ON o.obj_nr = b.obj_nr JOIN stpfl AS s ON s.kassz = o.kassz CROSS JOIN generate_series(1, 2) AS part
      WHERE part <= x.parts AND NOT (s.lsv = 0 AND x.fate > 0.9)) AS y WHERE d <= current_date;
INSERT INTO zahl SELECT 90000 + n, bsch_nr, rt_nr, current_date, round(btr * 0.5, 2), 'U' FROM (SELECT r.*, row_number() OVER (ORDER BY r.dt_fll DESC, r.bsch_nr) AS n FROM rate AS r WHERE NOT EXISTS (SELECT 1 FROM zahl AS z WHERE z.bsch_nr = r.bsch_nr AND z.rt_nr = r.rt_nr)) AS x WHERE n <= 3;

INSERT INTO mahn
SELECT row_number() OVER (ORDER BY r.dt_fll, r.bsch_nr, n), r.bsch_nr, r.rt_nr, n, r.dt_fll + 14 + 21 * (n - 1), (ARRAY[5, 7.5, 30])[n]
FROM rate AS r LEFT JOIN (SELECT bsch_nr, rt_nr, max(dt_eing) AS paid FROM zahl GROUP BY bsch_nr, rt_nr) AS z ON z.bsch_nr = r.bsch_nr AND z.rt_nr = r.rt_nr CROSS JOIN generate_series(1, 3) AS n
WHERE r.dt_fll + 14 + 21 * (n - 1) < coalesce(z.paid, current_date);

INSERT INTO wid
SELECT row_number() OVER (ORDER BY dt_bsch, bsch_nr), bsch_nr, least(dt_bsch + 5 + floor(chance * 220)::int, current_date), CASE WHEN st <> 2 AND dt_bsch < current_date - 150 THEN least(dt_bsch + 60 + floor(chance * 900)::int, current_date) END, CASE WHEN st = 9 THEN 'S' WHEN st <> 2 AND dt_bsch < current_date - 150 THEN (ARRAY['A', 'A', 'T', 'R'])[1 + floor(chance * 33)::int] END
FROM (SELECT *, random() * 0.12 AS chance, random() AS pick FROM besch) AS b WHERE st = 2 OR st = 9 OR pick < 0.09;
UPDATE wid SET dt_ent = least(dt_eing + 40, current_date) WHERE erg IS NOT NULL AND (dt_ent IS NULL OR dt_ent < dt_eing);
