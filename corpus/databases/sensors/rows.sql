SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO site VALUES
(1, 'Market Hall', 'Old Town', 'street', 53.551, 9.993, 3.5), (2, 'Canal Bridge', 'Old Town', 'street', 53.549, 9.985, 4.0), (3, 'St Luke''s School', 'Riverside', 'school', 53.541, 10.012, 2.8), (4, 'Riverside Park', 'Riverside', 'park', 53.538, 10.020, 3.0),
(5, 'North Ring / Exit 4', 'Northfield', 'street', 53.601, 9.951, 4.2), (6, 'Northfield Primary', 'Northfield', 'school', 53.605, 9.947, NULL), (7, 'Power Station Roof', 'Docklands', 'roof', 53.529, 9.960, 41.0), (8, 'Dock Road', 'Docklands', 'street', 53.526, 9.968, 3.5),
(9, 'Botanical Garden', 'Westhill', 'park', 53.562, 9.861, 2.5), (10, 'Town Hall Roof', 'Old Town', 'roof', 53.550, 9.991, 28.5), (11, 'Westhill Green', 'Westhill', 'park', 53.566, 9.870, NULL), (12, 'Ferry Stairs', 'Docklands', 'street', 53.543, 9.966, 3.0);

INSERT INTO device VALUES
(101, 'AQ-0001', 'Aerolis', 'AirBox 2', '2.1.0', 1, '2022-05-03', '2024-10-14', NULL), (102, 'AQ-0002', 'Aerolis', 'AirBox 2', '2.4.1', 2, '2022-05-03', NULL, NULL), (103, 'AQ-0003', 'Aerolis', 'AirBox 3', '3.0.2', 3, '2023-03-20', NULL, NULL), (104, 'AQ-0004', 'Aerolis', 'AirBox 3', '3.0.2', 4, '2023-03-21', NULL, NULL),
(105, 'NX-77-10', 'Sonus', 'Noisemeter X', 'b118', 5, '2022-09-12', NULL, NULL), (106, 'NX-77-11', 'Sonus', 'Noisemeter X', NULL, 6, '2022-09-12', NULL, NULL), (107, 'TH-500', 'Kestrel & Co', 'Roofline', '1.9', 7, '2021-11-30', NULL, NULL), (108, 'AQ-0005', 'Aerolis', 'AirBox 3', '3.1.0', 8, '2024-02-01', NULL, NULL),
(109, 'TH-501', 'Kestrel & Co', 'Roofline', '1.9', 10, '2021-11-30', NULL, NULL), (110, 'AQ-0006', 'Aerolis', 'AirBox 3', '3.1.0', 1, '2024-10-15', NULL, 101), (111, 'AQ-0007', 'Aerolis', 'AirBox 3', '3.1.0', NULL, '2024-11-01', '2025-03-10', NULL), (112, 'NX-77-12', 'Sonus', 'Noisemeter X', 'b118', 12, '2025-06-02', NULL, NULL), (113, 'GD-1', 'Aerolis', 'AirBox 2', '2.4.1', 9, '2023-07-01', NULL, NULL);

INSERT INTO channel SELECT row_number() OVER (ORDER BY d.id, m.what), d.id, m.what::quantity, m.unit, m.low, m.high
FROM device AS d JOIN (VALUES ('AirBox', 'no2', 'µg/m³', 0, 400), ('AirBox', 'pm10', 'µg/m³', 0, 600), ('AirBox 3', 'pm25', 'µg/m³', 0, 500), ('Noise', 'noise', 'dB', 25, 120), ('Roof', 'temp', '°C', -30, 50), ('Roof', 'humidity', '%', 0, 100), ('Noisemeter X', 'temp', '°C', -30, 50)) AS m (model, what, unit, low, high) ON d.model LIKE m.model || '%'
WHERE NOT (d.id = 106 AND m.what = 'temp');
INSERT INTO channel VALUES (90, 112, 'humidity', '%', 0, 100);

INSERT INTO weather SELECT d::date, CASE WHEN random() > 0.03 THEN CASE WHEN random() < 0.45 THEN round((random() ^ 2 * 24)::numeric, 1) ELSE 0 END END, round((1 + random() ^ 2 * 14)::numeric, 1), round((10 - 9 * cos((extract(doy FROM d) - 20) / 58.1) + random() * 7)::numeric, 1)
FROM generate_series(timestamp '2024-01-01', current_date, interval '1 day') AS d;

INSERT INTO reading
SELECT c.id, extract(epoch FROM w.day)::bigint + 3600 * ((c.id * 5 + extract(doy FROM w.day)::int * 7) % 24) + 43200 * half,
       CASE WHEN chance > 0.012 THEN round((CASE c.what WHEN 'no2' THEN (18 + s.dirt + 22 * chance) * (1.25 - w.wind_ms / 25) WHEN 'pm10' THEN (12 + s.dirt * 0.7 + 25 * chance ^ 3) * CASE WHEN w.rain_mm > 2 THEN 0.6 ELSE 1 END WHEN 'pm25' THEN (6 + s.dirt * 0.4 + 16 * chance ^ 3) WHEN 'noise' THEN 44 + s.dirt * 0.6 + 18 * chance WHEN 'temp' THEN w.max_temp - 6 * chance ELSE 45 + 40 * chance + coalesce(w.rain_mm, 5) END)::numeric, 2) END,
       CASE WHEN chance < 0.012 OR (chance > 0.5 AND chance < 0.515) THEN 2 WHEN chance > 0.96 THEN 1 ELSE 0 END
FROM (SELECT c.*, d.site_id, d.up_on, coalesce(d.down_on, current_date + 1) AS down_on, d.id AS dev FROM channel AS c JOIN device AS d ON d.id = c.device_id WHERE c.id <> 90) AS c
JOIN (SELECT *, random() AS salt FROM weather) AS w ON w.day >= c.up_on AND w.day < c.down_on
LEFT JOIN LATERAL (SELECT CASE x.kind WHEN 'street' THEN 17 WHEN 'school' THEN 9 WHEN 'roof' THEN 5 ELSE 1 END + CASE WHEN extract(isodow FROM w.day) < 6 THEN 4 ELSE 0 END AS dirt FROM site AS x WHERE x.id = c.site_id) AS s ON true
CROSS JOIN (VALUES (0), (1)) AS h (half)
CROSS JOIN LATERAL (SELECT abs(sin(c.id * 12.9898 + half * 2.1 + w.salt * 78.233 + extract(doy FROM w.day) * 0.37)) AS chance) AS r
WHERE NOT (c.dev = 104 AND w.day BETWEEN date '2025-02-03' AND date '2025-02-20') AND NOT (c.dev = 107 AND w.day >= current_date - 4)
  AND (half = 0 OR c.what = 'pm10') AND w.day + make_interval(hours => (c.id * 5 + extract(doy FROM w.day)::int * 7)::int % 24 + 12 * half) < now();

INSERT INTO technician VALUES (1, 'Marta Lindqvist', '{air,noise}', false), (2, 'Aydin Çelik', '{air}', false), (3, 'Joe O''Dowd', '{noise,climbing}', false), (4, 'Hanne Brix', '{air,climbing}', true), (5, 'Tomás Rey', '{}', false);

INSERT INTO calibration
SELECT row_number() OVER (ORDER BY c.id, n), c.id, CASE WHEN (c.id + n) % 4 > 0 THEN 1 + (c.id + n) % 4 END, round((0.95 + random() * 0.1)::numeric, 3), round((random() * 4 - 2)::numeric, 2), daterange(d.up_on + 250 * n, CASE WHEN n < 3 THEN d.up_on + 250 * (n + 1) - CASE WHEN c.id % 5 = 0 THEN 20 ELSE 0 END END)
FROM channel AS c JOIN device AS d ON d.id = c.device_id CROSS JOIN generate_series(0, 3) AS n WHERE d.up_on + 250 * n < current_date AND c.what NOT IN ('temp', 'humidity') AND NOT (n = 3 AND c.id % 3 = 0);

INSERT INTO visit
SELECT row_number() OVER (ORDER BY at), device_id, CASE WHEN at < timestamp '2025-03-01' THEN 1 + floor(random() * 4)::int ELSE 1 + floor(random() * 3)::int END, extract(epoch FROM at)::bigint, CASE WHEN chance > 0.07 THEN 15 + floor(random() ^ 2 * 160)::int END,
       CASE WHEN chance < 0.5 THEN 'routine' WHEN chance < 0.8 THEN 'fault' WHEN chance < 0.92 THEN 'battery' ELSE 'vandalism' END,
       CASE WHEN chance BETWEEN 0.5 AND 0.62 THEN '{"fan": 1}'::jsonb WHEN chance BETWEEN 0.62 AND 0.74 THEN '{"filter": 2, "seal": 1}' WHEN chance BETWEEN 0.8 AND 0.92 THEN '{"battery": 1}' WHEN chance > 0.95 THEN '{"housing": 1, "filter": 1}' ELSE '{}' END
FROM (SELECT d.id AS device_id, day + make_interval(hours => 8 + floor(random() * 9)::int, mins => floor(random() * 60)::int) AS at, random() AS chance FROM device AS d CROSS JOIN generate_series(timestamp '2024-01-08', current_date - 1, interval '41 days') AS day WHERE d.id NOT IN (109, 113) AND day >= d.up_on AND (d.down_on IS NULL OR day < d.down_on)) AS v;
INSERT INTO visit VALUES (9001, 105, 1, extract(epoch FROM now())::bigint - 60, NULL, 'fault', '{}'), (9002, 102, 3, 1714644000, 35, 'vandalism', '{"housing": 1}'), (9003, 105, 2, extract(epoch FROM now() - interval '9 days')::bigint, 50, 'routine', '{}'), (9004, 105, 2, extract(epoch FROM now() - interval '20 days')::bigint, 45, 'fault', '{"fan": 1}');

INSERT INTO alarm
SELECT row_number() OVER (ORDER BY ts), channel_id, ts, CASE WHEN random() > 0.03 THEN ts + 600 + floor(random() ^ 3 * 172800)::int END, CASE WHEN flag = 2 THEN 1 WHEN chance < 0.75 THEN 2 ELSE 3 END, CASE WHEN random() < 0.8 THEN 1 + floor(random() * 3)::int END
FROM (SELECT r.*, c.what, random() AS chance FROM reading AS r JOIN channel AS c ON c.id = r.channel_id) AS r
WHERE (what = 'no2' AND val > 58) OR (what = 'pm10' AND val > 46) OR (what = 'noise' AND val > 72) OR (flag = 2 AND chance < 0.25);
UPDATE alarm SET cleared = NULL WHERE cleared > extract(epoch FROM now());
INSERT INTO alarm VALUES (90001, (SELECT id FROM channel WHERE device_id = 105 AND what = 'noise'), extract(epoch FROM now())::bigint - 1, NULL, 3, NULL), (90002, (SELECT id FROM channel WHERE device_id = 108 AND what = 'no2'), extract(epoch FROM now() - interval '3 days')::bigint, NULL, 3, 2);

INSERT INTO threshold VALUES ('no2', 'EU', 50), ('no2', 'WHO', 25), ('pm10', 'EU', 45), ('pm10', 'WHO', 45), ('pm25', 'EU', 25), ('pm25', 'WHO', 15), ('noise', 'WHO', 65);

INSERT INTO complaint
SELECT row_number() OVER (ORDER BY d), (ARRAY['Old Town', 'Old Town', 'Riverside', 'Northfield', 'Northfield', 'Docklands', 'Southgate'])[1 + floor(random() * 7)::int], d::date, (ARRAY['noise', 'noise', 'noise', 'no2', 'pm10', NULL])[1 + floor(random() * 6)::int]::quantity,
       (ARRAY['Lorries all night', 'It smells of diesel again', 'Cannot sleep, music from the pier', 'My child coughs', 'The box on the lamp post hums', 'Building site before 6 a.m.', 'dust on the window sills'])[1 + floor(random() * 7)::int]
FROM generate_series(timestamp '2024-01-03', current_date, interval '2 days') AS d;
INSERT INTO complaint VALUES (9001, 'Northfield', current_date, 'noise', 'Blasting this morning');
