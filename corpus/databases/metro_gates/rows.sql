SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO line VALUES (1, 'Riverside', 'blue'), (2, 'Crosstown', 'red'), (3, 'University', 'green'), (4, 'Airport Express', 'grey');
INSERT INTO station VALUES
(1, 'Old Market', 1, true, 1968, 3), (2, 'Cathedral', 1, false, 1968, 0), (3, 'Opera', 1, true, 1971, 2), (4, 'Botanical Garden', 2, false, 1971, 0), (5, 'Brewery Bridge', 2, true, 1976, 1), (6, 'Tannery Lane', 2, false, NULL, 0), (7, 'Stadium North', 3, true, 2004, 4), (8, 'Stadium South', 3, true, 2004, 4),
(9, 'Science Park', 3, true, 1999, 2), (10, 'University Hospital', 3, true, 1999, 5), (11, 'Linden Hill', 4, false, 1985, 0), (12, 'Harbour Baths', 2, true, 1990, 2), (13, 'Ringway', 4, true, NULL, 1), (14, 'Airport', 4, true, 2021, 6), (15, 'St Anne''s Square', 1, true, 1976, 2), (16, 'Gasworks', 3, false, 1990, 0);
INSERT INTO line_station VALUES (1, 12, 1), (1, 5, 2), (1, 1, 3), (1, 2, 4), (1, 6, 5), (1, 16, 6), (2, 7, 1), (2, 4, 2), (2, 15, 3), (2, 1, 4), (2, 3, 5), (2, 8, 6), (2, 11, 7), (3, 3, 1), (3, 15, 2), (3, 9, 3), (3, 10, 4), (3, 13, 5);
INSERT INTO gate
SELECT row_number() OVER (ORDER BY s.station_id, n), s.station_id, CASE WHEN n <= 4 THEN 'Main' ELSE (ARRAY['East', 'West', 'Lower'])[1 + s.station_id % 3] END, CASE WHEN n = 4 OR (n = 6 AND s.station_id IN (1, 7)) OR (n = 5 AND s.station_id = 1) THEN 3 WHEN n % 2 = 1 THEN 1 ELSE 2 END, date '2015-01-15' + (s.station_id * 97 + n * 211) % 3200, CASE (s.station_id + n) % 6 WHEN 0 THEN NULL WHEN 1 THEN '3.2.1' WHEN 2 THEN '3.2.10' ELSE '4.0.0' END
FROM station AS s CROSS JOIN generate_series(1, 6) AS n WHERE n <= 4 OR s.zone = 1 OR s.station_id IN (7, 8);

INSERT INTO card
SELECT 70010000 + n, CASE WHEN n % 13 = 0 THEN 3 WHEN n % 7 = 0 THEN 2 WHEN n % 5 = 0 THEN 1 ELSE 0 END, extract(epoch FROM timestamp '2021-04-01 07:30' + n * interval '11 days 3 hours')::bigint,
       CASE WHEN n IN (9, 31, 58) THEN extract(epoch FROM timestamp '2024-08-11 14:00' + n * interval '3 days')::bigint WHEN n = 77 THEN extract(epoch FROM current_date - interval '9 days')::bigint END, floor(random() * 4200)::int - CASE WHEN n % 17 = 3 THEN 1900 ELSE 0 END, nm, CASE WHEN nm IS NULL OR n % 6 = 0 THEN NULL WHEN n % 7 = 0 THEN 1944 + n % 12 WHEN n % 5 = 0 THEN 2011 + n % 6 ELSE 1958 + (n * 17) % 46 END
FROM (SELECT n, CASE WHEN n % 4 <> 1 THEN (ARRAY['Aoife', 'Bartosz', 'Carmen', 'Dmitri', 'Esra', 'Fatou', 'Gábor', 'Hilde', 'Ismail', 'Jana', 'Kwame'])[1 + n % 11] || ' ' || (ARRAY['O''Shea', 'Nowak', 'Ruiz', 'Volkov', 'Demir', 'Diop', 'Szabó', 'Maes', 'Nowak'])[1 + (n * 5) % 9] END AS nm FROM generate_series(1, 120) AS n) AS c;
UPDATE card SET balance_cents = 0 WHERE card_no IN (70010004, 70010050);
UPDATE card SET balance_cents = -350 WHERE card_no IN (70010010, 70010044);
INSERT INTO pass_type VALUES (1, 'Week Centre', 7, 1, 1450), (2, 'Week All', 7, 4, 2600), (3, 'Month Centre', 30, 1, 4900), (4, 'Month Inner', 30, 2, 6200), (5, 'Month All', 30, 4, 8900), (6, 'Year All', 365, 4, 89000), (7, 'Weekend Visitor', 3, 4, 1900);
INSERT INTO pass
SELECT row_number() OVER (ORDER BY d, card_no), card_no, y.pass_type_id, d, d + y.days - 1, CASE category WHEN 0 THEN y.price_cents ELSE (y.price_cents * 0.6)::int END
FROM (SELECT c.card_no, c.category, d::date + floor(random() * 20)::int AS d, random() AS keep, (ARRAY[1, 2, 3, 3, 3, 4, 5, 5, 6])[1 + floor(random() * 9)::int] AS kind FROM card AS c CROSS JOIN generate_series(timestamp '2023-01-04', current_date, interval '30 days') AS d WHERE c.category <> 3 AND c.card_no % 3 = 0) AS p
JOIN pass_type AS y ON y.pass_type_id = p.kind WHERE keep < 0.22 AND d <= current_date;
INSERT INTO pass VALUES (9001, 70010003, 5, current_date - 10, current_date + 19, 8900), (9002, 70010006, 3, current_date - 25, current_date + 4, 4900), (9003, 70010012, 1, current_date - 1, current_date + 5, 1450), (9004, 70010018, 6, current_date - 363, current_date + 1, 89000), (9005, 70010024, 1, '2024-02-05', '2024-02-11', 1450);

INSERT INTO tap_in
SELECT row_number() OVER (ORDER BY ts, card_no), card_no, gate_id, ts
FROM (SELECT extract(epoch FROM d + CASE WHEN h < 0.35 THEN interval '7 hours' + h * interval '5 hours' WHEN h < 0.7 THEN interval '16 hours' + (h - 0.35) * interval '7 hours' ELSE interval '9 hours' + (h - 0.7) * interval '48 hours' END)::bigint + (q * 900)::int AS ts,
             CASE WHEN q < 0.015 THEN 990000000 + floor(q * 1000)::int ELSE 70010001 + floor(q ^ 1.4 * 116)::int END AS card_no, (SELECT min(g.gate_id) FROM gate AS g WHERE g.station_id = x.st) + CASE WHEN r < 0.5 THEN 0 WHEN r < 0.8 THEN 2 ELSE 3 END AS gate_id
      FROM (SELECT d, random() AS h, random() AS q, random() AS r, (ARRAY[1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 15, 15, 16])[1 + floor(random() * 20)::int] AS st, random() AS keep FROM generate_series(timestamp '2023-01-02', current_date, interval '1 day') AS d CROSS JOIN generate_series(1, 4) AS n) AS x
      WHERE keep < CASE WHEN extract(isodow FROM d) > 5 THEN 0.4 ELSE 0.62 END OR (d >= current_date - 4 AND keep < 0.97)) AS t;
DELETE FROM tap_in WHERE card_no BETWEEN 70010101 AND 70010116 AND to_timestamp(ts) < (SELECT to_timestamp(c.issued_at) FROM card AS c WHERE c.card_no = tap_in.card_no);
INSERT INTO tap_in SELECT 900000 + n, 70010000 + n * 7, 1 + n, extract(epoch FROM current_date + interval '6 hours' + n * interval '11 minutes')::bigint FROM generate_series(1, 6) AS n;

INSERT INTO tap_out
SELECT row_number() OVER (ORDER BY ts + secs, tap_in_id), CASE WHEN b > 0.02 THEN tap_in_id END, card_no, (SELECT min(g.gate_id) FROM gate AS g WHERE g.station_id = x.st) + CASE WHEN a < 0.6 THEN 1 ELSE 3 END, ts + secs
FROM (SELECT i.*, random() AS a, random() AS b, 240 + floor(random() ^ 1.6 * 3000)::int AS secs, (ARRAY[1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 11, 12, 13, 15, 15, 16])[1 + floor(random() * 20)::int] AS st FROM tap_in AS i) AS x WHERE b < 0.955 AND tap_in_id < 900004;

INSERT INTO fare_charge
SELECT row_number() OVER (ORDER BY tap_in_id), tap_in_id, CASE rule WHEN 20 THEN 0 WHEN 40 THEN 620 WHEN 30 THEN 40 + floor(r * 90)::int ELSE CASE category WHEN 1 THEN 110 WHEN 2 THEN 150 ELSE (ARRAY[240, 240, 310, 380])[1 + floor(r * 4)::int] END END, rule, ts
FROM (SELECT i.tap_in_id, c.category, coalesce(o.ts, i.ts + 14400) AS ts, random() AS r, CASE WHEN EXISTS (SELECT 1 FROM pass AS p WHERE p.card_no = i.card_no AND to_timestamp(i.ts)::date BETWEEN p.valid_from AND p.valid_until) THEN 20 WHEN o.tap_in_id IS NULL THEN 40 WHEN random() < 0.06 THEN 30 ELSE 10 END AS rule
      FROM tap_in AS i JOIN card AS c ON c.card_no = i.card_no LEFT JOIN tap_out AS o ON o.tap_in_id = i.tap_in_id WHERE c.category <> 3 AND i.tap_in_id < 900000) AS f;

INSERT INTO top_up
SELECT row_number() OVER (ORDER BY ts, card_no), card_no, ts, (ARRAY[500, 1000, 1000, 2000, 2000, 5000])[1 + floor(q * 6)::int], CASE WHEN card_no % 4 = 0 THEN 'auto' WHEN r < 0.45 THEN 'machine' WHEN r < 0.85 THEN 'app' ELSE 'kiosk' END
FROM (SELECT 70010001 + floor(random() ^ 1.3 * 112)::int AS card_no, extract(epoch FROM d + interval '8 hours' + random() * interval '12 hours')::bigint AS ts, random() AS q, random() AS r, random() AS keep FROM generate_series(timestamp '2023-01-02', current_date - 1, interval '1 day') AS d) AS t WHERE keep < 0.75;
INSERT INTO top_up VALUES (90001, 70010008, extract(epoch FROM current_date + interval '7 hours')::bigint, 2000, 'app'), (90002, 70010113, extract(epoch FROM current_date + interval '8 hours')::bigint, 500, 'kiosk');

INSERT INTO gate_fault
SELECT row_number() OVER (ORDER BY at, gate_id), gate_id, at, CASE WHEN at + hrs * interval '1 hour' < current_date THEN at + hrs * interval '1 hour' END, code, CASE WHEN q < 0.5 THEN (ARRAY['Flap hangs when cold', 'card reader swapped', 'coin in the flap', 'Reader slow', 'vandalised'])[1 + floor(q * 10)::int] END
FROM (SELECT d + random() * interval '20 hours' AS at, 1 + floor(random() ^ 1.5 * 70)::int AS gate_id, 0.5 + random() ^ 3 * 190 AS hrs, random() AS q, random() AS keep, (ARRAY[1, 1, 2, 2, 2, 3, 4])[1 + floor(random() * 7)::int] AS code FROM generate_series(timestamp '2023-01-03', current_date - 1, interval '3 days') AS d) AS f WHERE keep < 0.7;
INSERT INTO gate_fault VALUES (9001, 7, current_date - interval '3 days', NULL, 2, 'flap stuck open'), (9002, 22, current_date - interval '1 day 5 hours', NULL, 4, NULL), (9003, 55, current_date - interval '40 days', NULL, 1, 'spare reader on order'), (9004, 12, current_date - interval '2 days', current_date - interval '1 day 18 hours', 3, NULL);
