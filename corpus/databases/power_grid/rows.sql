SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO region VALUES (1, 'Upper Valley'), (2, 'Lakeside'), (3, 'Plateau'), (4, 'City'), (5, 'Border Hills');

INSERT INTO substation VALUES (1, 'Hammerau', 1, '1968-06-01', '2009-10-15', 40, true), (2, 'Seeblick', 2, '1974-04-12', NULL, 31.5, true), (3, 'Plateau Ost', 3, '1981-09-30', NULL, 32, false), (4, 'Gaswerk', 4, '1959-03-20', '2018-07-02', 63, true), (5, 'Messe', 4, '2004-05-17', NULL, 80, true), (6, 'Obertal', 1, '1977-11-08', '2021-04-29', 16, true), (7, 'Grenzmühle', 3, '1965-08-24', NULL, 12.5, false), (8, 'Seeblick West', 2, '2023-03-31', NULL, 40, true), (9, 'Bahnhof Alt', 4, '1938-10-01', NULL, 10, false);

INSERT INTO crew_member VALUES (1, 'Reinhold Gasser', 'North', '1962-05-14', '1984-09-01', NULL), (2, 'Mirjam Zoller', 'North', '1987-12-03', '2011-03-01', NULL), (3, 'Emre Aksoy', 'South', '1991-06-29', '2016-08-15', NULL), (4, 'Paul Gasser', 'South', '1995-02-20', '2019-02-01', NULL), (5, 'Sean O''Neill', 'North', NULL, '2007-05-02', '2024-03-31'), (6, 'Katalin Szűcs', 'South', '1983-09-09', '2010-10-01', NULL), (7, 'Dieter Maurer', 'North', '1959-01-30', '1979-08-01', '2023-08-31'), (8, 'Lena Brugger', 'City', '1998-07-17', '2022-04-01', NULL), (9, 'Tobias Rehm', 'City', '1989-03-05', '2014-06-01', NULL), (10, 'Ida Nyström', 'City', '2003-11-11', '2025-08-01', NULL);

INSERT INTO feeder
SELECT row_number() OVER (ORDER BY s, n), s, CASE WHEN s IN (4, 5) THEN 9 - s WHEN s = 2 AND n < 4 THEN 8 WHEN n = 1 AND s IN (1, 6) THEN 7 - s END, code || '-' || lpad(n::text, 2, '0'), CASE WHEN n = 1 AND s < 6 THEN '110 kV' WHEN n < 5 THEN '20 kV' ELSE '0.4 kV' END::voltage, round((CASE WHEN s IN (4, 5, 9) THEN 3 ELSE 11 END * (0.5 + a))::numeric, 2), round(CASE WHEN s IN (4, 5, 8, 9) THEN 0.8 + b * 0.2 ELSE b * 0.7 END::numeric, 2), CASE WHEN s IN (4, 5) THEN 900 ELSE 180 END + floor(a * 1400)::int, built + n * 200, CASE WHEN s = 9 THEN date '2022-11-30' WHEN s = 3 AND n = 6 THEN date '2025-04-30' END
FROM (SELECT s.substation_id AS s, n, s.built_on AS built, upper(left(replace(s.name, ' ', ''), 3)) || CASE WHEN s.substation_id = 8 THEN 'W' ELSE '' END AS code, random() AS a, random() AS b FROM substation AS s CROSS JOIN generate_series(1, 6) AS n WHERE s.substation_id NOT IN (9) OR n < 3) AS f WHERE NOT (s = 7 AND n > 3);

INSERT INTO outage
SELECT row_number() OVER (ORDER BY at, f), f, at, at + make_interval(mins => mins), planned, CASE WHEN planned OR chance < 0.08 THEN NULL WHEN extract(month FROM at) IN (1, 2, 7, 8) AND chance < 0.45 THEN 'storm' ELSE (ARRAY['tree', 'digger', 'digger', 'animal', 'equipment', 'equipment'])[1 + floor(pick * 6)::int] END,
       greatest(3, floor(cust * (0.05 + pick * pick * 0.95))::int), CASE WHEN chance > 0.92 THEN NULL WHEN who = 5 AND at > timestamptz '2024-03-31' THEN 2 WHEN who = 7 AND at > timestamptz '2023-08-31' THEN 1 ELSE who END, CASE WHEN chance BETWEEN 0.2 AND 0.3 THEN 'traffic lights out' WHEN chance BETWEEN 0.3 AND 0.34 THEN 'hospital on emergency generator' WHEN chance BETWEEN 0.34 AND 0.4 THEN 'insulator replaced' END
FROM (SELECT f.feeder_id AS f, f.customers AS cust, f.commissioned_on AS born, f.retired_on AS gone, d.*, CASE WHEN planned THEN 90 + floor(d.pick * 200)::int ELSE 6 + floor(d.pick ^ 2 * 340)::int END AS mins
      FROM (SELECT day + make_interval(mins => floor(random() * 1380)::int) AS at, random() AS chance, random() AS pick, random() < 0.22 AS planned, 1 + floor(random() * 47)::int AS fno, (ARRAY[1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9])[1 + floor(random() * 11)::int] AS who FROM generate_series(timestamptz '2023-01-02', current_date - interval '1 day', interval '20 hours') AS day) AS d
      JOIN feeder AS f ON f.feeder_id = d.fno) AS o
WHERE (gone IS NULL OR at < gone) AND at > born AND at < now() - interval '9 hours' AND f NOT IN (5, 30);
INSERT INTO outage VALUES (9001, 3, current_date + interval '1 minute', NULL, false, 'digger', 240, 3, NULL), (9002, 20, current_date + interval '2 minutes', NULL, true, NULL, 60, NULL, 'meter change'), (9003, 14, current_date - interval '3 days', current_date - interval '2 days 20 hours', false, 'storm', 150, 6, NULL), (9004, 14, current_date - interval '2 days 22 hours', current_date - interval '2 days 21 hours', false, NULL, 40, NULL, NULL);

INSERT INTO restoration
SELECT outage_id, row_number() OVER (PARTITION BY outage_id ORDER BY at), at, n
FROM (SELECT outage_id, ended_at AS at, customers_affected - CASE WHEN two THEN (customers_affected * 0.6)::int ELSE 0 END AS n FROM (SELECT *, customers_affected > 250 AND NOT planned AS two FROM outage WHERE ended_at IS NOT NULL) AS o
      UNION ALL SELECT outage_id, started_at + (ended_at - started_at) * 0.4, (customers_affected * 0.6)::int FROM outage WHERE ended_at IS NOT NULL AND customers_affected > 250 AND NOT planned) AS r;

INSERT INTO complaint
SELECT row_number() OVER (ORDER BY at, salt), CASE WHEN chance > 0.12 THEN oid END, reg, (ARRAY['phone', 'phone', 'web', 'letter'])[1 + floor(salt * 4)::int], at, CASE WHEN at::date + wait <= current_date AND salt * chance > 0.03 THEN at::date + wait END, CASE WHEN chance > 0.12 AND at::date + wait <= current_date AND pick < 0.25 THEN round((10 + pick * 400)::numeric, 2) END
FROM (SELECT o.outage_id AS oid, s.region_id AS reg, o.started_at + make_interval(mins => 10 + floor(random() * 3000)::int) AS at, random() AS salt, random() AS chance, random() AS pick, random() AS take, 1 + floor(random() * 20)::int AS wait, o.planned FROM outage AS o JOIN feeder AS f USING (feeder_id) JOIN substation AS s USING (substation_id) CROSS JOIN generate_series(1, 3) AS n WHERE o.outage_id < 9000) AS c
WHERE at < now() AND take < CASE WHEN planned THEN 0.05 ELSE 0.3 END;
INSERT INTO complaint VALUES (9001, 9001, 1, 'phone', current_date + interval '3 minutes', NULL, NULL), (9002, NULL, 5, 'letter', current_date - interval '20 days', NULL, NULL), (9003, 9003, 3, 'web', current_date - interval '2 days', current_date, 25.00);

INSERT INTO peak_load
SELECT substation_id, day::date, round((capacity_mva * (0.42 + 0.15 * cos(extract(doy FROM day) / 58.1) + random() * 0.25 + CASE WHEN substation_id = 6 THEN 0.2 ELSE 0 END))::numeric, 2)
FROM substation CROSS JOIN generate_series(date '2023-01-04', current_date, interval '7 days') AS day WHERE substation_id <> 9 AND day >= built_on;

INSERT INTO asset_inspection
SELECT row_number() OVER (ORDER BY day, f), f, CASE WHEN who = 5 AND day > date '2024-03-31' THEN 6 WHEN who = 7 AND day > date '2023-08-31' THEN 4 ELSE who END, day, 1 + floor(chance ^ 1.4 * 5)::int, (ARRAY['{}', '{}', '{rust}', '{leaning pole}', '{rust,cracked insulator}', '{vegetation}', '{vegetation,leaning pole}'])[1 + floor(pick * 7)::int]::text[]
FROM (SELECT f.feeder_id AS f, day::date + (f.feeder_id * 3) % 60 AS day, random() AS chance, random() AS pick, random() AS take, (ARRAY[1, 3, 4, 5, 6, 7, 9])[1 + floor(random() * 7)::int] AS who, f.retired_on FROM feeder AS f CROSS JOIN generate_series(date '2023-01-15', current_date, interval '60 days') AS day WHERE f.feeder_id NOT IN (12, 33)) AS i
WHERE take < 0.35 AND day <= current_date AND (retired_on IS NULL OR day < retired_on);
INSERT INTO asset_inspection VALUES (9001, 12, 2, current_date - 400, 5, '{cracked insulator}'), (9002, 7, 6, current_date - 4, 5, '{leaning pole,vegetation}');
