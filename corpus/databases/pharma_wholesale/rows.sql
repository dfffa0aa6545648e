SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO master.manufacturer VALUES (1, 'Alpina Pharma', 'CH'), (2, 'Nordholm', 'DK'), (3, 'Laboratoires Vallon', 'FR'), (4, 'Brix & Söhne', 'DE'), (5, 'Kestrel Generics', 'IE'), (6, 'Meridian Biologics', 'BE'), (7, 'Old Mill Remedies', 'GB');
INSERT INTO master.depot VALUES (1, 'Nordlager', 'Kiel', '2009-04-01', 3200), (2, 'Mitte', 'Kassel', '2014-09-15', 5400), (3, 'Südwest', 'Ulm', '2021-02-01', 2100), (4, 'Ostkreuz', 'Cottbus', '2026-08-01', NULL);
INSERT INTO master.employee VALUES
(1, 'Henrike Sander', 'manager', 2, NULL, '2009-04-01', NULL), (2, 'Jonas Petersen', 'rep', 1, 1, '2015-02-01', NULL), (3, 'Ayla Demir', 'rep', 2, 1, '2019-08-12', NULL), (4, 'Clément Roy', 'rep', 3, 1, '2021-03-01', '2025-08-31'), (5, 'Sonja Ebel', 'rep', 3, 1, '2025-09-01', NULL), (6, 'Uwe Brandt', 'driver', 1, 2, '2012-05-02', NULL), (7, 'Tarek Aziz', 'driver', 2, 3, '2018-11-19', NULL), (8, 'Mia Lindner', 'driver', 2, 3, '2022-06-01', NULL), (9, 'Paul O''Hara', 'driver', 3, 5, '2021-02-15', NULL),
(10, 'Greta Voss', 'picker', 1, 2, '2016-10-01', NULL), (11, 'Ilse Kamm', 'picker', 2, 3, '2011-01-10', '2024-12-31'), (12, 'Dr. Nele Harms', 'pharmacist', 2, 1, '2013-07-01', NULL), (13, 'Mia Lindner', 'picker', 3, 5, '2024-04-01', NULL), (14, 'Kemal Tas', 'driver', 4, 1, '2026-08-01', NULL), (15, 'Rosa Weiß', 'pharmacist', NULL, 1, '2020-01-01', NULL);

INSERT INTO master.product VALUES
(1, '01000015', 'Ibuprof Kestrel 400', 'ibuprofen', 'M01AE01', 5, 'pharmacy only', 50, 695, false, NULL), (2, '01000021', 'Ibuprof Kestrel 600', 'ibuprofen', 'M01AE01', 5, 'prescription', 100, 1190, false, NULL), (3, '01000038', 'Dolorex', 'paracetamol', 'N02BE01', 4, 'free', 20, 320, false, NULL), (4, '01000044', 'Morphal 10', 'morphine', 'N02AA01', 1, 'narcotic', 20, 2480, false, NULL), (5, '01000050', 'Insulan Rapid', 'insulin lispro', 'A10AB04', 6, 'prescription', 5, 8940, true, NULL), (6, '01000067', 'Insulan Long', 'insulin glargine', 'A10AE04', 6, 'prescription', 5, 9850, true, NULL), (7, '01000073', 'Amoxival 500', 'amoxicillin', 'J01CA04', 3, 'prescription', 20, 1540, false, NULL), (8, '01000089', 'Influvax', 'influenza vaccine', 'J07BB02', 2, 'prescription', 10, 14900, true, NULL), (9, '01000096', 'Ramipril Brix 5', 'ramipril', 'C09AA05', 4, 'prescription', 100, 1280, false, NULL), (10, '01000104', 'Bisoprol Nord', 'bisoprolol', 'C07AB07', 2, 'prescription', 100, 1390, false, NULL),
(11, '01000110', 'Salbu Spray', 'salbutamol', 'R03AC02', 3, 'prescription', 1, 1820, false, NULL), (12, '01000127', 'Hustol Syrup', 'ivy leaf', 'R05CA12', 7, 'free', 1, 790, false, NULL), (13, '01000133', 'Omezol 20', 'omeprazole', 'A02BC01', 5, 'pharmacy only', 14, 840, false, NULL), (14, '01000149', 'Omezol 40', 'omeprazole', 'A02BC01', 5, 'prescription', 60, 2260, false, NULL), (15, '01000156', 'Trastunova', 'trastuzumab', 'L01FD01', 6, 'prescription', 1, 64500, true, NULL), (16, '01000162', 'Oxycal 20', 'oxycodone', 'N02AA05', 1, 'narcotic', 50, 7420, false, NULL), (17, '01000179', 'Vitamin D Mill', 'cholecalciferol', 'A11CC05', 7, 'free', 90, 1150, false, NULL), (18, '01000185', 'Pollen Drops', 'azelastine', 'S01GX07', 3, 'pharmacy only', 1, 1330, false, '2025-05-31'), (19, '01000191', 'Hepavax', 'hepatitis B vaccine', 'J07BC01', 2, 'prescription', 1, 6210, true, NULL), (20, '01000208', 'Lavender Tea', 'lavender', 'N05CM', 7, 'free', 25, 410, false, NULL), (21, '01000214', 'Eye Balm', 'hyaluronic acid', 'S01XA20', 7, 'free', 1, 1490, false, NULL);

INSERT INTO master.pharmacy
SELECT n, name, city, kind::master.pharmacy_kind, CASE WHEN n % 8 = 6 THEN NULL ELSE (CASE WHEN city IN ('Kiel', 'Husum') THEN 2 WHEN city IN ('Kassel', 'Göttingen', 'Fulda') THEN 3 ELSE 5 END) END, CASE WHEN n % 5 <> 3 THEN 500000 + (n * 7919 % 40) * 50000 END, date '2014-02-01' + (n * 131), CASE WHEN n % 13 = 10 THEN date '2025-03-31' END
FROM (VALUES (1, 'Löwen-Apotheke', 'Kiel', 'independent'), (2, 'Hafen-Apotheke', 'Kiel', 'independent'), (3, 'Förde-Klinikum', 'Kiel', 'hospital'), (4, 'Apotheke am Markt', 'Husum', 'independent'), (5, 'Apotheke am Markt', 'Fulda', 'chain'), (6, 'Grimm-Apotheke', 'Kassel', 'independent'), (7, 'Stern-Apotheke', 'Kassel', 'chain'), (8, 'Klinikum Kassel-Nord', 'Kassel', 'hospital'), (9, 'Gänseliesel', 'Göttingen', 'independent'), (10, 'Uni-Apotheke', 'Göttingen', 'chain'), (11, 'Münster-Apotheke', 'Ulm', 'independent'), (12, 'Donau-Apotheke', 'Ulm', 'chain'), (13, 'Engel-Apotheke', 'Ravensburg', 'independent'), (14, 'Bodensee-Klinik', 'Friedrichshafen', 'hospital'), (15, 'Zeppelin-Apotheke', 'Friedrichshafen', 'chain'), (16, 'Löwen-Apotheke', 'Ravensburg', 'independent'), (17, 'Stern-Apotheke', 'Fulda', 'chain'), (18, 'Alte Post', 'Husum', 'independent'), (19, 'Rats-Apotheke', 'Göttingen', 'independent'), (20, 'Apotheke im Ring', 'Ulm', 'chain')) AS p (n, name, city, kind);
INSERT INTO master.pharmacy VALUES (21, 'Spreewald-Apotheke', 'Cottbus', 'independent', NULL, NULL, current_date - 12, NULL), (22, 'D''Amico Pharma', 'Ulm', 'independent', 5, 300000, '2024-11-04', NULL);

INSERT INTO trade.purchase
SELECT row_number() OVER (ORDER BY d, product, depot), product, depot, packs, round(list * (0.62 + 0.15 * u)), d, d + 10, CASE WHEN d + took <= current_date AND lost > 0.03 THEN d + took END
FROM (SELECT d::date AS d, p.id AS product, (ARRAY[1, 2, 2, 3])[1 + floor(random() * 4)::int] AS depot, CASE WHEN p.list_cents > 6000 THEN 20 + floor(random() * 40)::int ELSE 100 + 10 * floor(random() * 30)::int END AS packs, p.list_cents AS list, random()::numeric AS u, random() AS lost, 6 + floor(random() ^ 2 * 18)::int AS took
      FROM (SELECT d, 1 + floor(random() * 20)::int AS pick FROM generate_series(timestamp '2024-01-02', current_date, interval '3 days') AS d) AS d JOIN master.product AS p ON p.id = d.pick WHERE p.withdrawn_on IS NULL OR d.d < p.withdrawn_on) AS x;
INSERT INTO trade.lot
SELECT id, chr(65 + product_id % 20) || to_char(arrived_on, 'YYMM') || lpad((id * 37 % 100)::text, 2, '0'), id, product_id, depot_id, packs, arrived_on, arrived_on + 150 + (id * 7919 % 600), id % 31 = 7 FROM trade.purchase WHERE arrived_on IS NOT NULL;

INSERT INTO trade.sales_order
SELECT row_number() OVER (ORDER BY t), pharm, CASE channel WHEN 'online' THEN NULL WHEN 'rep' THEN CASE WHEN p.rep_id = 5 AND t < '2025-09-01' THEN 4 ELSE coalesce(p.rep_id, 3) END ELSE CASE WHEN chance < 0.5 THEN 10 ELSE 12 END END, channel::trade.channel, chance > 0.85, t, CASE WHEN chance < 0.05 THEN t + interval '50 minutes' END
FROM (SELECT d + (7 * 60 + floor(random() * 600)) * interval '1 minute' AS t, (ARRAY[1, 1, 2, 3, 3, 3, 4, 5, 6, 7, 7, 8, 8, 8, 9, 10, 11, 12, 12, 13, 14, 14, 15, 16, 17, 19, 20, 22])[1 + floor(random() * 28)::int] AS pharm, (ARRAY['online', 'online', 'phone', 'phone', 'rep'])[1 + floor(random() * 5)::int] AS channel, random() AS chance
      FROM generate_series(timestamptz '2024-02-01 00:00+00', current_date - interval '1 day', interval '1 day') AS d CROSS JOIN generate_series(1, 2) AS n WHERE extract(isodow FROM d) < 7) AS x
JOIN master.pharmacy AS p ON p.id = x.pharm AND p.joined_on <= x.t AND (p.left_on IS NULL OR p.left_on > x.t);
INSERT INTO trade.sales_order VALUES (90001, 3, 10, 'phone', true, current_date + interval '1 second', NULL), (90002, 7, NULL, 'online', false, current_date + interval '2 seconds', NULL), (90003, 1, NULL, 'online', false, current_date + interval '3 seconds', current_date + interval '9 seconds');

INSERT INTO trade.order_line
SELECT o.id, n, o.product, l.id, o.want, CASE WHEN l.id IS NULL THEN 0 WHEN o.short < 0.08 THEN floor(o.want * o.short * 10)::int ELSE o.want END, round(p.list_cents * (1 - (floor(o.short * 12) / 100)::numeric))::int
FROM (SELECT o.*, n, (ARRAY[1, 3, 7, 9, 13, 2, 10, 11, 5, 6, 14, 8, 17, 12, 4, 16, 20, 19, 15, 18])[1 + floor(random() ^ 1.5 * 20)::int] AS product, 1 + floor(random() ^ 2 * 24)::int AS want, random() AS short, random() AS which
      FROM (SELECT *, 1 + floor(random() ^ 1.7 * 5)::int AS lines FROM trade.sales_order) AS o CROSS JOIN LATERAL generate_series(1, o.lines) AS n) AS o
JOIN master.product AS p ON p.id = o.product AND (p.withdrawn_on IS NULL OR p.withdrawn_on > o.ordered_at)
LEFT JOIN LATERAL (SELECT l.id FROM trade.lot AS l WHERE l.product_id = o.product AND l.received_on <= o.ordered_at AND l.expires_on > o.ordered_at::date + 20 AND NOT l.blocked AND (o.which < 0.95) ORDER BY l.received_on DESC, l.id LIMIT 1) AS l ON true;

INSERT INTO trade.shipment
SELECT row_number() OVER (ORDER BY t, id), id, depot, driver, t, CASE WHEN t + way <= now() AND chance > 0.01 THEN t + way END, CASE WHEN cold THEN round((4 + 5.5 * chance ^ 4)::numeric, 1) END
FROM (SELECT o.id, d.depot, CASE d.depot WHEN 1 THEN 6 WHEN 2 THEN CASE WHEN random() < 0.5 THEN 7 ELSE 8 END ELSE CASE WHEN o.id % 19 = 3 THEN NULL ELSE 9 END END AS driver, o.ordered_at + CASE WHEN o.urgent THEN interval '1 hour' ELSE interval '5 hours' END + random() * interval '9 hours' AS t, (0.4 + 7 * random() ^ 2) * interval '1 hour' AS way, random() AS chance, d.cold
      FROM trade.sales_order AS o JOIN LATERAL (SELECT min(l.depot_id) AS depot, bool_or(p.needs_cold) AS cold FROM trade.order_line AS i JOIN trade.lot AS l ON l.id = i.lot_id JOIN master.product AS p ON p.id = i.product_id WHERE i.order_id = o.id AND i.packs_delivered > 0) AS d ON d.depot IS NOT NULL WHERE o.cancelled_at IS NULL) AS x WHERE t < now();

INSERT INTO trade.invoice
SELECT row_number() OVER (ORDER BY day, oid), 'RE' || to_char(day, 'YYMM') || '-' || lpad(oid::text, 5, '0'), oid, day, day + CASE kind WHEN 'hospital' THEN 60 ELSE 30 END, net, round(net * 0.19), CASE WHEN day + days <= current_date AND chance > 0.05 THEN day + days END
FROM (SELECT o.id AS oid, (o.ordered_at + interval '2 days')::date AS day, p.kind, sum(i.packs_delivered * i.net_cents) AS net, random() AS chance, 8 + floor(random() ^ 2 * CASE p.kind WHEN 'hospital' THEN 90 ELSE 45 END)::int AS days
      FROM trade.sales_order AS o JOIN trade.order_line AS i ON i.order_id = o.id JOIN master.pharmacy AS p ON p.id = o.pharmacy_id WHERE o.cancelled_at IS NULL GROUP BY o.id, p.kind HAVING sum(i.packs_delivered) > 0) AS x WHERE day <= current_date;

INSERT INTO trade.credit_note
SELECT row_number() OVER (ORDER BY day, iid, product_id), iid, product_id, (ARRAY['broken', 'broken', 'expired', 'wrong item', 'wrong item', 'recall', 'goodwill'])[1 + floor(why * 7)::int]::trade.credit_reason, packs, packs * net_cents, day
FROM (SELECT v.id AS iid, i.product_id, 1 + floor(random() * i.packs_delivered)::int AS packs, i.net_cents, v.issued_on + 3 + floor(random() * 30)::int AS day, random() AS chance, random() AS why FROM trade.invoice AS v JOIN trade.order_line AS i ON i.order_id = v.order_id WHERE i.packs_delivered > 0) AS x WHERE chance < 0.06 AND day <= current_date;

INSERT INTO cold.cold_store VALUES (1, 1, 'Kühlraum Nord', 2, 8, 60), (2, 2, 'Kühlraum A', 2, 8, 120), (3, 2, 'Kühlraum B', 2, 8, 120), (4, 3, 'Kühlzelle', 2, 8, 35), (5, 3, 'Tiefkühler', -25, -15, 6), (6, 4, 'Kühlzelle', 2, 8, NULL);
INSERT INTO cold.reading
SELECT s.id, t, CASE WHEN chance > 0.985 THEN NULL WHEN s.id = 5 THEN round((-20 + 3 * u + CASE WHEN chance < 0.01 THEN 8 ELSE 0 END)::numeric, 1) ELSE round((4 + 2.4 * u + CASE WHEN chance < 0.012 * s.id THEN 4.5 WHEN chance > 0.975 THEN -3.5 ELSE 0 END)::numeric, 1) END, chance < 0.08
FROM (SELECT s.id, t, random() AS chance, random() AS u FROM cold.cold_store AS s CROSS JOIN generate_series(timestamptz '2025-07-01 06:00+00', current_date, interval '12 hours') AS t WHERE s.id < 6) AS s;
INSERT INTO cold.reading VALUES (2, current_date + interval '1 second', 8.9, true), (4, current_date + interval '1 second', 5.0, false);

INSERT INTO cold.recall
SELECT row_number() OVER (ORDER BY l.id), l.id, 1 + l.id % 3, (ARRAY['glass particles', 'label mix-up', 'stability below limit', 'leaflet missing'])[1 + l.id % 4], least(l.received_on + 40 + l.id % 50, current_date - 2), CASE WHEN l.id % 2 = 0 THEN least(l.received_on + 110, current_date - 1) END
FROM trade.lot AS l WHERE l.id % 17 = 3 AND l.received_on < current_date - 5;

REFRESH MATERIALIZED VIEW trade.monthly_sales;
