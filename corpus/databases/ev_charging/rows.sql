SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO partners VALUES (1, 'Stromfluss', 'DE', '2022-03-01', NULL), (2, 'Volt & Co', 'NL', '2022-09-01', NULL), (3, 'ChargeNord', 'DK', '2023-05-15', '2025-05-14'), (4, 'Ampère Libre', 'FR', '2024-01-01', NULL), (5, 'Elmo Kraft', 'AT', '2025-11-01', NULL);

INSERT INTO sites VALUES
(1, 'Rathausplatz', 'Bremen', 'street', '2021-04-12', NULL, '{lighting}'), (2, 'Weserpark Deck 2', 'Bremen', 'car park', '2021-10-01', NULL, '{toilets,food,roof,lighting}'), (3, 'Holtmann Markt', 'Oldenburg', 'supermarket', '2022-02-14', NULL, '{roof}'),
(4, 'A1 Wildeshausen Nord', 'Wildeshausen', 'motorway', '2022-06-20', NULL, '{toilets,food,wifi,lighting,roof}'), (5, 'A1 Wildeshausen Süd', 'Wildeshausen', 'motorway', '2022-06-20', NULL, '{toilets,food,wifi,lighting}'), (6, 'Hafenstraße', 'Bremerhaven', 'street', '2023-03-01', NULL, '{}'),
(7, 'Bahnhof West', 'Oldenburg', 'car park', '2022-08-08', '2025-02-28', '{lighting}'), (8, 'Klinikum', 'Delmenhorst', 'car park', '2024-05-06', NULL, '{roof,wifi}'), (9, 'Marktkauf Stuhr', 'Stuhr', 'supermarket', '2026-03-16', NULL, '{toilets}');

INSERT INTO charge_points VALUES
(1, 1, 'HB-001', 'Alvik', '2021-04-12', NULL, 22), (2, 1, 'HB-002', 'Alvik', '2021-04-12', NULL, 22), (3, 2, 'HB-010', 'Alvik', '2021-10-01', NULL, 11), (4, 2, 'HB-011', 'Alvik', '2021-10-01', NULL, 11), (5, 2, 'HB-012', 'Tesmer', '2023-11-20', NULL, 50),
(6, 3, 'OL-001', 'Tesmer', '2022-02-14', NULL, 50), (7, 3, 'OL-002', 'Tesmer', '2022-02-14', NULL, 150), (8, 4, 'WH-N1', 'Hyperio', '2022-06-20', NULL, 300), (9, 4, 'WH-N2', 'Hyperio', '2022-06-20', NULL, 300), (10, 5, 'WH-S1', 'Hyperio', '2022-06-20', NULL, 300), (11, 5, 'WH-S2', 'Tesmer', '2022-06-20', '2024-09-30', 150),
(12, 6, 'BHV-01', 'Alvik', '2023-03-01', NULL, 22), (13, 7, 'OL-020', 'Alvik', '2022-08-08', '2025-02-28', 22), (14, 8, 'DEL-01', 'Tesmer', '2024-05-06', NULL, 50), (15, 8, 'DEL-02', 'Alvik', '2024-05-06', NULL, 11), (16, 9, 'ST-01', 'Hyperio', '2026-03-16', NULL, 150);

INSERT INTO connectors
SELECT row_number() OVER (ORDER BY p.id, k.plug), p.id, k.plug::plug_type, least(p.max_kw, k.kw)
FROM charge_points AS p JOIN (VALUES ('type2', 43, 0, 22), ('type2', 22, 0, 11), ('ccs', 300, 50, 300), ('ccs', 300, 150, 300), ('chademo', 50, 50, 150)) AS k (plug, kw, lo, hi) ON p.max_kw BETWEEN k.lo AND k.hi AND NOT (k.kw = 22 AND p.id > 12);

INSERT INTO drivers VALUES
(1, 'Annika Brandt', 'annika.brandt@mail.example', 'Bremen', NULL, '2021-05-02 09:12+00', NULL), (2, 'Björn Sievers', 'b.sievers@post.example', 'Bremen', NULL, '2021-11-20 17:40+00', NULL), (3, 'Carla Menéndez', 'carla@menendez.example', 'Oldenburg', NULL, '2022-03-03 08:00+00', NULL),
(4, 'Dirk Harms', NULL, 'Oldenburg', NULL, '2022-03-29 12:31+00', '2024-12-15 10:00+00'), (5, 'Emine Yıldız', 'emine.y@mail.example', 'Delmenhorst', NULL, '2022-07-18 19:05+00', NULL), (6, 'Fokko Janssen', 'fokko@janssen.example', NULL, NULL, '2022-08-30 06:50+00', NULL),
(7, 'Greta Holm', 'greta.holm@nord.example', 'Esbjerg', 3, '2023-05-20 10:10+00', NULL), (8, 'Hendrik de Boer', 'hdeboer@volt.example', 'Groningen', 2, '2022-10-01 14:00+00', NULL), (9, 'Inga Petersen', 'inga.petersen@post.example', 'Bremerhaven', NULL, '2023-01-09 11:11+00', NULL),
(10, 'Jan Petersen', 'jan.petersen@post.example', 'Bremerhaven', NULL, '2023-03-04 16:20+00', NULL), (11, 'Klaus Wübbena', NULL, 'Leer', 1, '2022-04-04 07:30+00', NULL), (12, 'Lotte Kramer', 'lotte@stromfluss.example', 'Hannover', 1, '2023-02-11 13:00+00', NULL),
(13, 'Mehmet Aydın', 'mehmet.aydin@mail.example', 'Bremen', NULL, '2023-06-17 20:45+00', NULL), (14, 'Nele Oltmanns', 'nele.o@mail.example', 'Oldenburg', NULL, '2023-09-05 15:00+00', NULL), (15, 'Olaf Brandt', 'olaf.brandt@mail.example', 'Bremen', NULL, '2024-01-15 18:18+00', NULL),
(16, 'Pauline Mercier', 'p.mercier@ampere.example', 'Lille', 4, '2024-02-20 09:00+00', NULL), (17, 'Ruth Adler', 'ruth.adler@post.example', 'Stuhr', NULL, '2024-06-01 12:00+00', NULL), (18, 'Sven Thiele', 'sven.thiele@firma.example', 'Bremen', NULL, '2024-09-09 08:08+00', NULL),
(19, 'Tjark Eilers', NULL, 'Delmenhorst', NULL, '2025-01-30 21:00+00', '2025-10-01 09:30+00'), (20, 'Ulla van Dijk', 'ulla@volt.example', 'Assen', 2, '2025-03-12 10:40+00', NULL), (21, 'Vera Novák', 'vera.novak@mail.example', 'Bremen', NULL, '2025-08-22 17:00+00', NULL), (22, 'Wiebke Harms', 'wiebke.harms@mail.example', 'Oldenburg', NULL, current_date - interval '9 days', NULL),
(23, 'Xaver Gruber', 'x.gruber@elmo.example', 'Linz', 5, '2025-11-14 06:06+00', NULL);

INSERT INTO vehicles VALUES
(1, 1, 'Renault', 'Zoe', 52, '{"colour": "white", "year": 2020}'), (2, 2, 'Volkswagen', 'ID.3', 58, '{"colour": "blue", "year": 2021}'), (3, 3, 'Hyundai', 'Kona', 64, '{"year": 2022}'), (4, 4, 'Nissan', 'Leaf', 40, '{"colour": "red", "year": 2018}'), (5, 5, 'Tesla', 'Model 3', 75, '{"colour": "black", "year": 2022, "company_car": true}'),
(6, 6, 'Volkswagen', 'e-Up', 32.3, '{"colour": "white"}'), (7, 7, 'Tesla', 'Model Y', 75, '{"year": 2023}'), (8, 8, 'Kia', 'EV6', 77.4, '{"colour": "green", "year": 2022}'), (9, 9, 'Škoda', 'Enyaq', 77, '{"colour": "blue", "year": 2023}'), (10, 10, 'Nissan', 'Leaf', 40, '{}'),
(11, 12, 'BMW', 'i4', 80.7, '{"year": 2023, "company_car": true}'), (12, 13, 'Hyundai', 'Ioniq 5', 72.6, '{"colour": "grey", "year": 2022}'), (13, 14, 'Volkswagen', 'ID.4', 77, '{"colour": "white", "year": 2021}'), (14, 15, 'Dacia', 'Spring', 26.8, '{"colour": "orange", "year": 2023}'), (15, 16, 'Renault', 'Mégane', 60, '{"year": 2024}'),
(16, 18, 'Volkswagen', 'ID.Buzz', NULL, '{"colour": "yellow", "year": 2024, "company_car": true}'), (17, 18, 'Tesla', 'Model 3', 60, '{"year": 2021}'), (18, 17, 'Fiat', '500e', 42, '{"colour": "green"}'), (19, 20, 'Volvo', 'EX30', 69, '{"year": 2025}'), (20, 21, 'Renault', 'Zoe', 41, '{"colour": "white", "year": 2018}'), (21, 23, 'BMW', 'iX', NULL, '{"company_car": true}');

INSERT INTO cards
SELECT row_number() OVER (ORDER BY d.registered_at, n), d.id, 'DE' || lpad((d.id * 7919 + n * 104729)::text, 8, '0'), d.registered_at::date + (n - 1) * 300, CASE WHEN d.deleted_at IS NOT NULL THEN d.deleted_at::date WHEN n = 1 AND d.id % 4 = 2 THEN d.registered_at::date + 300 END
FROM drivers AS d CROSS JOIN generate_series(1, 2) AS n WHERE d.id <> 22 AND (n = 1 OR d.id % 4 = 2 AND d.registered_at < now() - interval '1 year');

INSERT INTO tariffs VALUES
(1, 'Home', 0.390, 0, 0.05, '[2021-01-01,2024-01-01)'), (2, 'Home', 0.450, 0, 0.08, '[2024-01-01,)'), (3, 'Roaming', 0.550, 0.50, 0.08, '[2021-01-01,2025-01-01)'), (4, 'Roaming', 0.620, 0.75, 0.10, '[2025-01-01,)'), (5, 'Guest', 0.690, 1.00, 0.10, '[2021-01-01,)');

INSERT INTO sessions
SELECT row_number() OVER (ORDER BY at), connector_id, card_id, tariff_id, at, CASE WHEN at + flow < now() THEN at + flow END, CASE WHEN at + flow + idle < now() THEN at + flow + idle END, kwh,
       CASE WHEN at + flow + idle < now() THEN round(fee + kwh * price + CASE WHEN idle > interval '30 minutes' THEN (extract(epoch FROM idle) / 60 - 30) * idle_price ELSE 0 END, 2) END, CASE WHEN at + flow < now() THEN reason::stop_reason END
FROM (SELECT s.*, t.id AS tariff_id, t.price_per_kwh AS price, t.starting_fee AS fee, t.idle_per_minute AS idle_price, make_interval(mins => greatest(4, (kwh / least(kw * 0.7, 120) * 60)::int)) AS flow
      FROM (SELECT v.*, c.id AS connector_id, c.max_kw AS kw, k.id AS card_id, d.partner_id, CASE WHEN chance < 0.03 THEN 0 ELSE round((4 + random() ^ 1.3 * CASE WHEN c.max_kw > 40 THEN 55 ELSE 34 END)::numeric, 2) END AS kwh,
                   make_interval(mins => CASE WHEN c.max_kw > 40 THEN floor(random() ^ 3 * 40)::int ELSE floor(random() ^ 2 * 420)::int END) AS idle, CASE WHEN chance < 0.05 THEN 'fault' WHEN chance < 0.5 THEN 'driver' WHEN chance < 0.97 THEN 'full' ELSE 'remote' END AS reason
            FROM (SELECT day + make_interval(hours => (ARRAY[6, 7, 8, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 17, 18, 18, 19, 20, 21, 22])[1 + floor(random() * 20)::int], mins => floor(random() * 60)::int) AS at, random() AS chance,
                         1 + floor(random() ^ 1.3 * 21)::int AS who, random() AS anonymous, (ARRAY[1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 8, 8, 9, 9, 10, 10, 11, 12, 13, 14, 15])[1 + floor(random() * 21)::int] AS point, random() AS pick
                  FROM generate_series(timestamptz '2023-01-01', current_date, interval '12 hours') AS half CROSS JOIN LATERAL (SELECT date_trunc('day', half) AS day) AS d) AS v
            JOIN LATERAL (SELECT x.* FROM connectors AS x WHERE x.charge_point_id = v.point ORDER BY CASE WHEN v.pick < 0.8 THEN x.max_kw ELSE -x.max_kw END DESC, x.id LIMIT 1) AS c ON true
            JOIN charge_points AS p ON p.id = v.point AND p.installed_on <= v.at::date AND (p.removed_on IS NULL OR p.removed_on > v.at::date)
            LEFT JOIN LATERAL (SELECT y.* FROM cards AS y WHERE v.anonymous > 0.2 AND y.driver_id = v.who AND y.issued_on <= v.at::date AND (y.blocked_on IS NULL OR y.blocked_on > v.at::date) ORDER BY y.id LIMIT 1) AS k ON true
            LEFT JOIN drivers AS d ON d.id = k.driver_id) AS s
      JOIN tariffs AS t ON t.valid @> s.at::date AND t.name = CASE WHEN s.card_id IS NULL THEN 'Guest' WHEN s.partner_id IS NULL THEN 'Home' ELSE 'Roaming' END) AS f
WHERE at < now() - interval '5 minutes';
INSERT INTO sessions
SELECT 90000 + n, 8 + n, CASE WHEN n < 3 THEN n END, CASE WHEN n < 3 THEN 2 ELSE 5 END, current_date + make_interval(secs => n), NULL, NULL, 6.40 + n, NULL, NULL FROM generate_series(1, 3) AS n;
INSERT INTO sessions
SELECT 90010 + n, 9, n + 2, 2, current_date - n * 3 - interval '50 minutes', current_date - n * 3 - interval '20 minutes', current_date - n * 3 + interval '25 minutes', 20 + n, 9 + n, 'full' FROM generate_series(0, 2) AS n;

INSERT INTO reviews
SELECT row_number() OVER (ORDER BY s.id), s.id, s.stars, CASE WHEN s.talk < 0.55 THEN (ARRAY['Fast and clean', 'Cable too short', 'Card was not read at first', 'Blocked by a combustion car', 'All good', 'Display hard to read in the sun', 'Expensive!'])[1 + floor(s.talk * 12)::int] END, s.unplugged_at + interval '40 minutes'
FROM (SELECT id, unplugged_at, random() AS chance, random() AS talk, CASE WHEN stopped_by = 'fault' THEN 1 + floor(random() * 2)::int ELSE 3 + floor(random() ^ 0.6 * 3)::int END AS stars FROM sessions WHERE unplugged_at IS NOT NULL AND card_id IS NOT NULL) AS s WHERE chance < 0.16;

INSERT INTO outages
SELECT row_number() OVER (ORDER BY lo), point, tstzrange(lo, lo + len), CASE WHEN chance < 0.85 THEN (ARRAY['network', 'payment terminal', 'cable', 'vandalism', 'network', 'overheating'])[1 + floor(chance * 7)::int] END, (ARRAY['monitoring', 'monitoring', 'driver', 'technician'])[1 + floor(pick * 4)::int]
FROM (SELECT day + make_interval(hours => floor(random() * 24)::int, mins => floor(random() * 60)::int) AS lo, make_interval(mins => 20 + floor(random() ^ 4 * 6000)::int) AS len, random() AS chance, random() AS pick, (ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 12, 12, 14])[1 + floor(random() * 14)::int] AS point
      FROM generate_series(timestamptz '2024-01-02', current_date - 6, interval '5 days') AS day) AS o JOIN charge_points AS p ON p.id = o.point AND p.installed_on < o.lo;
INSERT INTO outages VALUES (9001, 5, tstzrange(current_date - interval '2 days', NULL), 'payment terminal', 'driver'), (9002, 12, tstzrange(current_date - interval '5 hours', NULL), NULL, 'monitoring'), (9003, 8, tstzrange(current_date - interval '3 days', current_date - interval '40 hours'), 'network', 'monitoring');
