SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO t_breed VALUES (1, 'Holstein'), (2, 'Fleckvieh'), (3, 'Jersey'), (4, 'Brown Swiss'), (5, 'Angler');

INSERT INTO t_cow
SELECT n, 'AT' || lpad((n * 3727 % 99991)::text, 6, '0'), (ARRAY['Alma', 'Bella', 'Zenta', 'Linda', 'Wolke', 'Heidi', 'Flora', 'Gerti', 'Susi', 'Nora', 'Perle', 'Rosa', 'Ella', 'Mitzi', 'Blüte', 'Resi', 'Dorli', 'Wanda', 'Lotte', 'Mona', 'Kaisa', 'Paula', 'Hexe'])[1 + n % 23], (ARRAY[1, 1, 2, 2, 2, 3, 4])[1 + n % 7], date '2016-03-01' + n * 50 - (n / 55) * 1000, CASE WHEN n > 18 AND a > 0.15 THEN 1 + floor(b * (n - 17))::int END, 1, NULL, NULL
FROM (SELECT n, random() AS a, random() AS b FROM generate_series(1, 75) AS n) AS g;
UPDATE t_cow SET barn_cd = CASE WHEN born_on > current_date - 200 THEN 3 WHEN cow_no % 4 = 0 THEN 2 ELSE 1 END;
UPDATE t_cow SET exit_on = born_on + 1900 + cow_no * 13, exit_cd = 1 + cow_no % 3 WHERE cow_no % 5 IN (1, 3) AND born_on + 1900 + cow_no * 13 < current_date - 3;
INSERT INTO t_cow VALUES (901, 'AT900001', 'O''Hara', 3, '2023-04-02', NULL, 1, NULL, NULL), (902, 'AT900002', 'Perle', 2, current_date - 6, 7, 3, NULL, NULL), (903, 'AT900003', 'Alma', 1, '2019-02-11', NULL, 2, current_date - 12, 2), (904, 'AT900004', 'Zilli', 4, current_date - 80, 4, 3, NULL, NULL);

INSERT INTO t_lactation
SELECT c.cow_no, n, c.born_on + 760 + (n - 1) * 395 + (c.cow_no * 7 + n * 17) % 40, CASE WHEN c.born_on + 760 + (n - 1) * 395 + (c.cow_no * 7 + n * 17) % 40 + 330 < least(current_date, coalesce(c.exit_on, current_date)) THEN c.born_on + 760 + (n - 1) * 395 + (c.cow_no * 7 + n * 17) % 40 + 330 END, CASE WHEN r > 0.06 THEN CASE WHEN r > 0.54 THEN 'M' ELSE 'F' END END, 1 + floor(r2 ^ 2.5 * 4)::int
FROM (SELECT t.*, n, random() AS r, random() AS r2 FROM t_cow AS t CROSS JOIN generate_series(1, 9) AS n WHERE t.cow_no < 904) AS c WHERE c.born_on + 760 + (n - 1) * 395 + (c.cow_no * 7 + n * 17) % 40 < least(current_date, coalesce(c.exit_on, current_date));

INSERT INTO t_milking
SELECT cow, day, s, round((greatest(2, (16 + bon - 0.032 * dim) * CASE s WHEN 1 THEN 1.08 ELSE 0.92 END + r * 4 - 2))::numeric, 1), w < 0.03
FROM (SELECT l.cow_no AS cow, day, s, day - l.calved_on AS dim, least(l.lact_no, 4) * 1.1 + (l.cow_no % 6) * 0.7 - CASE WHEN c.breed_cd = 3 THEN 5 ELSE 0 END AS bon, random() AS r, random() AS w
      FROM t_lactation AS l JOIN t_cow AS c USING (cow_no) CROSS JOIN (SELECT g::date AS day FROM generate_series(date '2023-01-03', current_date - 2, interval '14 days') AS g UNION SELECT current_date UNION SELECT current_date - 1) AS d CROSS JOIN generate_series(1, 2) AS s
      WHERE l.lact_no < 9 AND day > l.calved_on + 4 AND day <= coalesce(l.dried_on, l.calved_on + 420) AND (c.exit_on IS NULL OR day < c.exit_on)) AS m
ON CONFLICT DO NOTHING;

INSERT INTO t_milk_test
SELECT cow, day, round((3.7 + r * 0.9 + CASE WHEN breed = 3 THEN 1.3 ELSE 0 END)::numeric, 2), round((3.1 + r2 * 0.6 + CASE WHEN breed = 3 THEN 0.4 ELSE 0 END)::numeric, 2), CASE WHEN r2 > 0.03 THEN 25 + floor(r3 ^ 4 * 900)::int END
FROM (SELECT DISTINCT m.cow_no AS cow, m.milked_on AS day, c.breed_cd AS breed, random() AS r, random() AS r2, random() AS r3 FROM t_milking AS m JOIN t_cow AS c USING (cow_no) WHERE m.session_cd = 1 AND (m.milked_on - date '2023-01-03') % 28 = 0) AS t;

INSERT INTO t_bull VALUES (1, 'Mahango', 2, 2200), (2, 'Wobbler', 2, 1800), (3, 'Gold Chip', 1, 2600), (4, 'Vitalo', 3, 2400), (5, 'Blooming', 4, 3100), (6, 'Hermelin', 2, 4500), (7, 'Old Timer', 5, 900);

INSERT INTO t_insemination
SELECT row_number() OVER (ORDER BY day, cow), cow, CASE breed WHEN 1 THEN 3 WHEN 3 THEN 4 WHEN 4 THEN 5 ELSE 1 + cow % 2 END, day, CASE WHEN day > current_date - 40 THEN 0 WHEN n = 2 OR r > 0.45 AND NOT two THEN 1 ELSE 2 END
FROM (SELECT l.cow_no AS cow, c.breed_cd AS breed, l.calved_on + 70 + n * 21 AS day, n, x.r, x.r < 0.45 AS two, c.exit_on FROM t_lactation AS l JOIN t_cow AS c USING (cow_no) JOIN LATERAL (SELECT random() AS r, l.cow_no) AS x ON true CROSS JOIN generate_series(1, 2) AS n) AS i
WHERE (n = 1 OR two) AND day <= current_date AND day >= date '2023-01-01' AND (exit_on IS NULL OR day < exit_on);
INSERT INTO t_insemination VALUES (9001, 10, 6, current_date - 5, 0), (9002, 9, 6, '2025-04-04', 2), (9003, 9, 1, '2025-04-25', 1);

INSERT INTO t_vet VALUES (1, 'Dr Gruber', 'Neumarkt'), (2, 'Dr Löffler', 'Neumarkt'), (3, 'Dr van Dijk', 'Oberwang'), (4, 'Dr Gruber', 'Thalgau');

INSERT INTO t_treatment
SELECT row_number() OVER (ORDER BY day, cow), cow, CASE WHEN r < 0.2 THEN NULL WHEN r < 0.6 THEN 1 WHEN r < 0.8 THEN 2 ELSE 3 END, day, dg, CASE dg WHEN 'mastitis' THEN 5 WHEN 'metritis' THEN 4 ELSE 0 END, (CASE dg WHEN 'displaced abomasum' THEN 24000 WHEN 'hoof trim' THEN 1500 ELSE 6500 END * (0.6 + r2))::int
FROM (SELECT l.cow_no AS cow, l.calved_on + floor(random() * 250)::int AS day, (ARRAY['mastitis', 'mastitis', 'hoof trim', 'hoof trim', 'metritis', 'milk fever', 'displaced abomasum'])[1 + floor(random() * 7)::int] AS dg, random() AS r, random() AS r2, random() AS take, c.exit_on FROM t_lactation AS l JOIN t_cow AS c USING (cow_no) CROSS JOIN generate_series(1, 3) AS n WHERE l.cow_no % 9 <> 4) AS t
WHERE take < 0.5 AND day <= current_date AND (exit_on IS NULL OR day < exit_on) AND day >= date '2023-01-01';
INSERT INTO t_treatment VALUES (9001, 10, 3, current_date - 2, 'mastitis', 5, 7400), (9002, 12, NULL, current_date - 1, 'hoof trim', 0, 1200), (9003, 15, 1, current_date - 8, 'metritis', 4, 8100), (9004, 903, 1, current_date - 60, 'metritis', 4, 9900);

INSERT INTO t_pickup
SELECT day::date, 1150 + floor(a * 500)::int, round((44 + 6 * sin(extract(doy FROM day) / 58.0) + (day::date - date '2023-01-01') / 400.0)::numeric, 2), b < 0.015 FROM (SELECT day, random() AS a, random() AS b FROM generate_series(date '2023-01-02', current_date, interval '2 days') AS day) AS p;
UPDATE t_pickup SET rejected = true WHERE picked_on IN ('2024-05-14', '2025-08-15', '2025-02-10', (SELECT max(picked_on) FROM t_pickup WHERE picked_on < date_trunc('month', current_date)), (SELECT max(picked_on) FROM t_pickup WHERE picked_on < date_trunc('quarter', current_date)));
