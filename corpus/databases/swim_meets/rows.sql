SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO club VALUES (1, 'Otters', 'Leeds', '1926-05-01'), (2, 'Tyne Dolphins', 'Newcastle', '1958-09-12'), (3, 'York Aquatic', 'York', NULL), (4, 'Wharfe Valley SC', 'Otley', '1987-03-03'), (5, 'Humber Seals', 'Hull', '2019-01-20');

INSERT INTO swimmer
SELECT n, split_part(w, ' ', 1), substr(w, strpos(w, ' ') + 1), CASE WHEN n % 2 = 1 THEN 'f' ELSE 'm' END, CASE WHEN n % 14 <> 9 THEN date '1996-02-10' + ((n * 1733) % 6200)::int END, CASE WHEN n % 11 = 10 THEN NULL ELSE 1 + (n * 3 + n / 8) % 4 END, CASE WHEN n % 9 = 5 THEN NULL WHEN n % 7 = 3 THEN date '2025-12-31' ELSE date '2028-12-31' END, CASE n % 5 WHEN 0 THEN '{squad}' WHEN 1 THEN '{squad,"open water"}' WHEN 2 THEN '{"junior captain"}' ELSE '{}' END::text[]
FROM unnest(ARRAY['Abbie Lowe', 'Aaron Pike', 'Beth O''Connor', 'Callum Ward', 'Daisy Ward', 'Ethan Cole', 'Freya Dunn', 'George Pike', 'Hannah Iqbal', 'Isaac Moss', 'Jess Marlow', 'Kian Byrne', 'Lottie Speed', 'Mo Farouk', 'Nia Griffiths', 'Oscar Hale', 'Pippa Rowe', 'Quinn Abbott', 'Rosa Lindqvist', 'Sam Tran', 'Tilly Booth', 'Umar Sheikh', 'Violet Marsh', 'Will Ashe', 'Xanthe Cole', 'Yannis Petrou', 'Zara Malik', 'Adam Lowe', 'Bryony Stead', 'Connor Flint', 'Elsie Moss', 'Finn Keogh', 'Grace Tran', 'Harvey Lunn', 'Ivy Nash', 'Jack Ward', 'Katya Orlova', 'Leo Price', 'Maisie Todd', 'Sam Tran']) WITH ORDINALITY AS u (w, n);

INSERT INTO pool VALUES (1, 'Aquatics Centre', 'Leeds', 50, 8, true, '{"depth_m": 2.5, "timing": "electronic", "seats": 900}'), (2, 'City Baths', 'York', 25, 6, true, '{"timing": "hand", "seats": 150}'), (3, 'Riverside', 'Newcastle', 25, 8, true, '{"depth_m": 1.8, "timing": "electronic"}'), (4, 'Lido', 'Otley', 50, 6, false, '{}'), (5, 'City Baths', 'Hull', 25, 4, true, '{"timing": "hand"}');

INSERT INTO meet
SELECT row_number() OVER (ORDER BY d, nm), nm, pool, lvl::meet_level, d, d = date '2024-03-10', fee
FROM (SELECT 'Club Night' AS nm, CASE WHEN random() < 0.5 THEN 2 ELSE 3 END AS pool, 'club' AS lvl, d::date AS d, 3.50 AS fee FROM generate_series(timestamp '2023-01-13', current_date - 1, interval '28 days') AS d
      UNION ALL SELECT 'Spring Open', 1, 'regional', make_date(y, 3, 10), 7.00 FROM generate_series(2023, 2026) AS y
      UNION ALL SELECT 'Lido Gala', 4, 'club', make_date(y, 7, 6), 4.00 FROM generate_series(2023, 2026) AS y
      UNION ALL SELECT 'Northern Finals', 1, 'national', make_date(y, 10, 19), 9.50 FROM generate_series(2023, 2025) AS y
      UNION ALL SELECT 'Sprint Day', 3, 'regional', current_date, 5.00 UNION ALL SELECT 'Winter Cup', 1, 'regional', current_date + 20, 7.00) AS m;

INSERT INTO event
SELECT row_number() OVER (ORDER BY m.held_on, m.id, e.k, s.sex), m.id, e.st::stroke, e.dist, s.sex
FROM meet AS m CROSS JOIN (VALUES (1, 'freestyle', 50), (2, 'freestyle', 100), (3, 'backstroke', 100), (4, 'breaststroke', 100), (5, 'butterfly', 50), (6, 'medley', 200)) AS e (k, st, dist) CROSS JOIN (VALUES ('f'), ('m')) AS s (sex)
WHERE m.level <> 'club' OR e.k IN (1, 2 + m.id % 4);

INSERT INTO result
SELECT row_number() OVER (ORDER BY event_id, swimmer_id), event_id, swimmer_id, 1 + (place - 1) / 6, 1 + (place - 1) % 6, CASE WHEN chance > 0.08 THEN round((secs * 1.01 + chance)::numeric, 2) END, CASE WHEN chance > 0.07 THEN round(secs::numeric, 2) END, chance < 0.045, CASE WHEN chance < 0.03 THEN (ARRAY['false start', 'touch', 'kick'])[1 + floor(chance * 100)::int] WHEN chance < 0.045 THEN 'turn' END
FROM (SELECT e.id AS event_id, w.id AS swimmer_id, row_number() OVER (PARTITION BY e.id ORDER BY random()) AS place, random() AS chance, e.distance_m * (CASE e.stroke WHEN 'freestyle' THEN 0.56 WHEN 'backstroke' THEN 0.66 WHEN 'breaststroke' THEN 0.74 WHEN 'butterfly' THEN 0.62 ELSE 0.69 END + CASE e.sex WHEN 'f' THEN 0.05 ELSE 0 END + (w.id * 37 % 20) * 0.009 + random() * 0.03) AS secs
      FROM event AS e JOIN meet AS m ON m.id = e.meet_id JOIN swimmer AS w ON w.sex = e.sex WHERE NOT m.called_off AND m.held_on <= current_date AND w.id NOT IN (39, 40) AND hashint4(e.id * 41 + w.id) % 100 < CASE WHEN w.id % 5 < 2 THEN 20 ELSE -25 END) AS r;

INSERT INTO training
SELECT row_number() OVER (ORDER BY at, c), c, CASE c WHEN 1 THEN 1 WHEN 2 THEN 3 WHEN 3 THEN 2 ELSE CASE WHEN extract(month FROM at) BETWEEN 5 AND 8 THEN 4 ELSE 1 END END, at, (ARRAY[60, 75, 90, 90])[1 + floor(salt * 4)::int], CASE WHEN salt > 0.08 THEN 1800 + 100 * floor(salt * 28) END
FROM (SELECT day + make_interval(hours => CASE WHEN random() < 0.25 THEN 6 ELSE 18 END, mins => 30 * floor(random() * 2)::int) AS at, 1 + floor(random() * 4)::int AS c, random() AS salt FROM generate_series(timestamptz '2024-01-02', current_date - 1, interval '2 days') AS day) AS t;
INSERT INTO training VALUES (9001, 1, 1, current_date + interval '1 second', 60, 2400);
INSERT INTO attendance SELECT t.id, w.id FROM (SELECT t.id, t.club_id, w.id AS sid, random() AS chance FROM training AS t JOIN swimmer AS w ON w.club_id = t.club_id AND w.id <> 31) AS t JOIN swimmer AS w ON w.id = t.sid WHERE t.chance < 0.35 + (w.id % 4) * 0.12;
