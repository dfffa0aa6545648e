SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO cls VALUES ('A', 'Human necessities'), ('B', 'Operations and transport'), ('C', 'Chemistry'), ('D', 'Textiles'), ('E', 'Fixed constructions'), ('F', 'Mechanical engineering'), ('G', 'Physics'), ('H', 'Electricity');

INSERT INTO exmr VALUES (1, 'Hedda Lindqvist', 100, NULL, '19980901', 'Y'), (2, 'Bruno Keller', 100, 1, '20050315', 'Y'), (3, 'Máire Ní Bhriain', 100, 1, '20190801', 'Y'), (4, 'Anton Weiss', 200, 1, '20010110', 'Y'), (5, 'Leila Hosseini', 200, 4, '20160502', 'Y'), (6, 'Jan de Wit', 200, 4, '20100901', 'N'), (7, 'Ruth O''Connell', 300, 1, '20080701', 'Y'), (8, 'Bruno Keller', 300, 7, '20210601', 'Y'), (9, 'Sanna Mäkelä', 300, 7, '20140201', 'N'), (10, 'Ferran Puig', 300, 7, to_char(current_date - 21, 'YYYYMMDD'), 'Y');

INSERT INTO appcnt VALUES (1, 'Voltaris AG', 'DE', 'L'), (2, 'Kobe Robotics', 'JP', 'L'), (3, 'Chimie du Rhône', 'FR', 'L'), (4, 'Universität Brenz', 'DE', 'U'), (5, 'Tekstil Bursa', 'TR', 'S'), (6, 'O''Dowd Pumps', 'IE', 'S'), (7, 'Marta Zieliński', 'PL', 'P'), (8, 'Lumen Optics', 'US', 'S'), (9, 'Politecnico Verdi', 'IT', 'U'), (10, 'Nordbrücke Bau', 'DE', 'S'), (11, 'Hiroshi Tanabe', 'JP', 'P'), (12, 'Great Lakes Battery', 'US', 'L'), (13, 'Atelier Morel', 'FR', 'S'), (14, 'VOLTARIS Polska', 'PL', 'S');

INSERT INTO inv VALUES (1, 'Greta Albrecht', 'DE'), (2, 'Kenji Mori', 'JP'), (3, 'Sylvie Roche', 'FR'), (4, 'Hiroshi Tanabe', 'JP'), (5, 'Elif Şahin', 'TR'), (6, 'Declan O''Dowd', 'IE'), (7, 'Marta Zieliński', 'PL'), (8, 'Carla Bianchi', 'IT'), (9, 'Samuel Price', 'US'), (10, 'Nadia Haddad', 'FR'), (11, 'Jörg Albrecht', 'DE'), (12, 'Wei Zhang', 'US'), (13, 'Yuki Mori', 'JP'), (14, 'Otto Brandl', 'AT');

INSERT INTO fam SELECT n, to_char(date '2021-06-01' + n * 17 + floor(random() * 15)::int, 'YYYYMMDD'), (ARRAY['DE', 'JP', 'FR', 'US', 'DE', 'IT'])[1 + floor(random() * 6)::int] FROM generate_series(1, 80) AS n;

INSERT INTO appl
SELECT 20000 + row_number() OVER (ORDER BY day, c1), CASE WHEN c2 < 0.75 THEN 1 + floor(c5 * 78)::int END, a, CASE WHEN day > current_date - 50 AND c3 < 0.6 THEN NULL ELSE 2 + floor(c3 * 8)::int END, k,
       (ARRAY['Battery with ', 'Pump for ', 'Method of coating ', 'Sensor in ', 'Device for cutting ', 'Process for recycling '])[1 + floor(c4 * 6)::int] || (ARRAY['porous membranes', 'cooled housings', 'woven glass fibre', 'thin films', 'rotary valves', 'concrete shells'])[1 + floor(c1 * 6)::int],
       to_char(day, 'YYYYMMDD'), CASE WHEN day + 540 < current_date AND NOT (st = 'W' AND c1 < 0.6) THEN to_char(day + 540 + floor(c1 * 8)::int, 'YYYYMMDD') END, CASE WHEN st = 'G' THEN to_char(least(day + 560 + floor(c2 * 400)::int, current_date - floor(c4 * 20)::int), 'YYYYMMDD') END, st, 3 + floor(c5 * c5 * 38)::int,
       CASE WHEN c4 < 0.16 THEN '{battery,energy}' WHEN c4 < 0.33 THEN '{pump}' WHEN c4 < 0.5 THEN '{coating,polymer}' WHEN c4 < 0.6 THEN '{}' WHEN c4 < 0.67 THEN '{sensor,ai}' WHEN c4 < 0.83 THEN '{blade}' ELSE '{recycling,polymer}' END::text[]
FROM (SELECT *, CASE WHEN s < 0.07 THEN 'W' WHEN day + 580 > current_date THEN 'P' WHEN s < 0.55 THEN 'G' WHEN s < 0.72 THEN 'R' ELSE 'P' END AS st
      FROM (SELECT least(d::date + floor(random() * 14)::int, current_date - 1) AS day, random() AS c1, random() AS c2, random() AS c3, random() AS c4, random() AS c5, random() AS s, (ARRAY[1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 9, 10, 12, 12, 11])[1 + floor(random() * 16)::int] AS a, (ARRAY['A', 'B', 'B', 'C', 'C', 'E', 'F', 'F', 'G', 'G', 'H', 'H'])[1 + floor(random() * 12)::int] AS k
            FROM generate_series(date '2022-01-03', current_date - 1, interval '3 days') AS d) AS r) AS x;
INSERT INTO appl VALUES (90001, 3, 1, 5, 'H', 'Solid-state battery', '20220214', '20230817', '20240305', 'G', 41, '{battery,energy}'), (90002, 3, 14, 5, 'H', 'Solid-state battery cell', '20220301', '20230904', '20240418', 'G', 41, '{battery,energy}'), (90003, NULL, 7, 3, 'A', 'Folding umbrella', '20230620', NULL, NULL, 'W', 6, '{}'), (90004, 79, 2, 8, 'B', 'Gripper with AI control', to_char(current_date, 'YYYYMMDD'), NULL, NULL, 'P', 18, '{robot,ai}'), (90005, 79, 2, NULL, 'G', 'Gripper vision', to_char(current_date - 5, 'YYYYMMDD'), NULL, NULL, 'P', 22, '{robot,ai}'), (90006, NULL, 1, NULL, 'H', 'Battery cooling plate', to_char(current_date - 8, 'YYYYMMDD'), NULL, NULL, 'W', 12, '{battery}'), (90007, 5, 12, 4, 'C', 'Battery electrolyte', '20240911', '20260312', to_char(current_date - 10, 'YYYYMMDD'), 'G', 60, '{battery}'), (90008, NULL, 11, 6, 'G', 'Pocket telescope', '20231105', '20250506', NULL, 'R', 60, '{optics}'), (90009, 4, 5, 3, 'D', 'Loom with soft shuttle', '20230214', '20240808', NULL, 'R', 12, '{weaving}'), (90010, 4, 1, 5, 'D', 'Conductive yarn', '20240130', '20250725', NULL, 'P', 4, '{}'), (90011, 9, 2, 2, 'D', 'Knitting robot', '20240606', NULL, NULL, 'W', 5, '{robot}');

INSERT INTO appl_inv
SELECT DISTINCT appl_no, i FROM (SELECT a.appl_no, CASE WHEN k = 1 THEN (ARRAY[1, 2, 3, 11, 5, 6, 7, 9, 8, 11, 4, 12, 10, 1])[a.appcnt_id] ELSE 1 + floor(random() * 13)::int END AS i FROM appl AS a CROSS JOIN generate_series(1, 3) AS k WHERE k <= 1 + a.appl_no % 3) AS x;

INSERT INTO cit
SELECT a.appl_no, b.appl_no, CASE WHEN random() < 0.7 THEN 'E' ELSE 'A' END
FROM (SELECT x.appl_no, x.fil_dt, k, floor(random() * 300)::int AS back FROM appl AS x CROSS JOIN generate_series(1, 4) AS k WHERE x.appl_no < 90000 AND k <= x.appl_no % 5) AS a
JOIN appl AS b ON b.appl_no = a.appl_no - 1 - a.back GROUP BY a.appl_no, b.appl_no;
INSERT INTO cit VALUES (90002, 90001, 'A'), (90007, 90001, 'E'), (90007, 90002, 'E'), (90005, 90004, 'A'), (90004, 20010, 'E');

INSERT INTO oa
SELECT row_number() OVER (ORDER BY snt, appl_no, n), appl_no, CASE WHEN c < 0.85 THEN e ELSE 6 END, (ARRAY['S', 'N', 'F'])[n], to_char(snt, 'YYYYMMDD'), CASE WHEN n > 1 AND c2 < 0.75 AND snt + 130 < current_date THEN to_char(snt + 20 + floor(c2 * 140)::int, 'YYYYMMDD') END
FROM (SELECT a.appl_no, coalesce(a.exmr_id, 2) AS e, n, to_date(a.fil_dt, 'YYYYMMDD') + n * 170 + floor(random() * 40)::int - 20 AS snt, random() AS c, random() AS c2 FROM appl AS a CROSS JOIN generate_series(1, 3) AS n WHERE a.exmr_id IS NOT NULL AND n <= 1 + a.appl_no % 3) AS x WHERE snt <= current_date;
INSERT INTO oa VALUES (9001, 90007, 4, 'F', to_char(current_date - 30, 'YYYYMMDD'), to_char(current_date - 14, 'YYYYMMDD')), (9002, 90004, 8, 'S', to_char(current_date, 'YYYYMMDD'), NULL);

INSERT INTO fee
SELECT row_number() OVER (ORDER BY due, appl_no, knd), appl_no, knd, to_char(due, 'YYYYMMDD'), CASE WHEN c < 0.88 AND wv = 'N' AND due - 20 + floor(c * 40)::int <= current_date THEN to_char(due - 20 + floor(c * 40)::int, 'YYYYMMDD') END, amt, wv
FROM (SELECT a.appl_no, f.knd, to_date(a.fil_dt, 'YYYYMMDD') + f.off AS due, CASE WHEN p.ent_cd = 'L' THEN f.amt ELSE f.amt / 2 END AS amt, random() AS c, CASE WHEN p.ent_cd IN ('U', 'P') AND random() < 0.4 THEN 'Y' ELSE 'N' END AS wv
      FROM appl AS a JOIN appcnt AS p USING (appcnt_id) CROSS JOIN (VALUES ('FIL', 30, 23000), ('EXM', 200, 94000), ('REN', 730, 17000), ('REN', 1095, 25500)) AS f (knd, off, amt) WHERE f.off <= 200 OR a.st_cd IN ('P', 'G')) AS x WHERE due <= current_date + 30;

INSERT INTO opp
SELECT row_number() OVER (ORDER BY g, appl_no), appl_no, CASE WHEN who = a THEN 13 ELSE who END, to_char(least(g + 30 + floor(c * 200)::int, current_date), 'YYYYMMDD'), CASE WHEN g + 300 < current_date THEN (ARRAY['U', 'L', 'V', 'U', NULL])[1 + floor(c2 * 5)::int] END, CASE WHEN c2 < 0.1 THEN '{}' WHEN c2 < 0.5 THEN jsonb_build_object('ground', (ARRAY['novelty', 'inventive step', 'disclosure'])[1 + floor(c * 3)::int], 'hearing', true) ELSE jsonb_build_object('ground', (ARRAY['novelty', 'inventive step'])[1 + floor(c * 2)::int]) END
FROM (SELECT appl_no, appcnt_id AS a, to_date(grt_dt, 'YYYYMMDD') AS g, random() AS c, random() AS c2, random() AS chance, (ARRAY[1, 2, 3, 6, 12, 8])[1 + floor(random() * 6)::int] AS who FROM appl WHERE grt_dt IS NOT NULL) AS x WHERE chance < 0.25 AND g < current_date;
INSERT INTO opp VALUES (901, 90001, 12, '20240701', 'V', '{"ground": "novelty", "hearing": true}'), (902, 90001, 2, '20240715', NULL, '{"ground": "inventive step"}'), (903, 90007, 1, to_char(current_date - 3, 'YYYYMMDD'), NULL, '{"ground": "novelty"}');
