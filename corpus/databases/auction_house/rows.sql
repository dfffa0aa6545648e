SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO departments VALUES (1, 'Paintings'), (2, 'Silver & Jewellery'), (3, 'Clocks'), (4, 'Books & Maps'), (5, 'Furniture'), (6, 'Wine');
INSERT INTO specialists VALUES (1, 'Honor Blakeney', 1, '2009-03-02', NULL), (2, 'Jasper Ng', 1, '2018-09-10', NULL), (3, 'Octavia Prideaux', 2, '2012-01-09', NULL), (4, 'Hamish McLeod', 3, '2003-05-19', NULL), (5, 'Yasmin Sayeed', 4, '2020-02-03', NULL), (6, 'Giles Fanshawe', 5, '1998-10-05', '2024-10-31'), (7, 'Rosalind O''Neill', 5, '2022-04-25', NULL), (8, 'Tessa Blakeney', 2, current_date - 80, NULL);

INSERT INTO clients
SELECT row_number() OVER (), n, t, c, k, r::date, l, i::text[]
FROM (VALUES ('Lady Ashcombe', false, 'Bath', 'GB', '2004-06-11', NULL, '{silver}'), ('Galerie Montaigne', true, 'Paris', 'FR', '2010-02-01', 500000, '{paintings,drawings}'), ('Mr & Mrs Pettigrew', false, 'Ludlow', 'GB', '2015-09-30', 20000, '{clocks,furniture}'), ('Estate of the late Cdr Vane', false, 'Fowey', 'GB', '2022-11-20', NULL, '{}'), ('Horological Antiques Ltd', true, 'London', 'GB', '2001-01-15', 150000, '{clocks}'),
('Van der Meulen Rare Books', true, 'Leiden', 'NL', '2008-08-08', 80000, '{books,maps}'), ('Dr Anil Kapoor', false, 'Leeds', 'GB', '2017-03-17', 40000, '{paintings}'), ('Sotirios Economou', false, NULL, 'GR', '2019-12-05', NULL, '{maps}'), ('Priory School Trust', false, 'Malvern', 'GB', '2023-02-14', NULL, '{}'), ('Bright & Bright', true, 'London', 'GB', '1999-05-05', 300000, '{silver,jewellery}'),
('Marguerite Delacroix', false, 'Lyon', 'FR', '2021-06-21', 15000, '{jewellery}'), ('Hank Lindqvist', false, 'Chicago', 'US', '2018-10-01', 60000, '{maps,books}'), ('J. Fox', false, 'York', 'GB', '2020-01-20', 5000, '{}'), ('J. Fox', false, 'Exeter', 'GB', '2023-07-01', 8000, '{furniture}'), ('Castle Howe Interiors', true, 'Kendal', 'GB', '2011-11-11', 70000, '{furniture,paintings}'),
('Museum of the Fens', false, 'Ely', 'GB', '2006-04-04', 100000, '{maps,paintings}'), ('Ines Albrecht', false, 'Wien', 'AT', '2024-01-09', 25000, '{clocks,silver}'), ('Walter Quick', false, 'london', 'GB', '2016-05-16', 12000, '{books}'), ('Desmond Adebayo', false, 'London', 'GB', '2022-08-30', 30000, '{paintings}'), ('Old Mill Antiques', true, 'Stroud', 'GB', '2013-03-03', NULL, '{furniture}'), ('Noriko Hayashi', false, 'Kyoto', 'JP', '2025-02-02', 90000, '{clocks}'), ('Newcomer Fine Art', true, 'Bristol', 'GB', to_char(current_date - 25, 'YYYY-MM-DD'), 10000, '{paintings}')) AS v (n, t, c, k, r, l, i);

INSERT INTO sales
SELECT row_number() OVER (ORDER BY d), CASE WHEN dep IS NULL THEN 'Interiors ' ELSE (SELECT name FROM departments WHERE id = dep) || CASE WHEN n % 10 = 3 THEN ' online' ELSE '' END || ' ' END || to_char(d, 'FMMonth YYYY'), dep, d, CASE WHEN n % 10 <> 3 THEN (ARRAY[1, 4, 4, 3])[1 + n % 4] END, n % 10 = 3
FROM (SELECT d::date AS d, row_number() OVER (ORDER BY d)::int AS n, (ARRAY[1, 2, NULL, 3, 4, 5, 1, 2, NULL, 4])[1 + (row_number() OVER (ORDER BY d)::int % 10)] AS dep FROM generate_series(timestamp '2023-01-18', current_date + 60, interval '16 days') AS d) AS x;
INSERT INTO sales VALUES (900, 'Clocks & Watches, the Vane Collection', 3, current_date, 4, false), (901, 'Wine, a private cellar', 6, current_date + 21, NULL, true);

INSERT INTO lots
SELECT row_number() OVER (ORDER BY held_on, sale_id, n) + 1000, sale_id, n, title, artist, CASE WHEN chance < 0.8 THEN 1680 + floor(chance * 300)::int END, consignor, specialist, low, (low * (1.3 + 0.5 * chance) / 10)::int * 10 + 10, CASE WHEN r > 0.15 THEN (low * (0.8 + 0.2 * r) / 10)::int * 10 END,
       CASE WHEN fate < 0.03 THEN 'withdrawn' WHEN held_on >= current_date THEN 'catalogued' WHEN fate < 0.24 THEN 'unsold' ELSE 'sold' END::lot_status, CASE WHEN fate >= 0.24 AND held_on < current_date THEN greatest((low * (0.75 + r ^ 2 * 2.2) / 10)::int * 10, CASE WHEN r > 0.15 THEN (low * (0.8 + 0.2 * r) / 10)::int * 10 END, 20) END, NULL
FROM (SELECT s.id AS sale_id, s.held_on, n, random() AS chance, random() AS r, random() AS fate, (ARRAY[1, 3, 4, 4, 4, 5, 9, 12, 13, 15, 16, 20, 20, 2])[1 + floor(random() * 14)::int] AS consignor,
             CASE dep WHEN 1 THEN CASE WHEN s.id % 2 = 0 THEN 1 ELSE 2 END WHEN 2 THEN 3 WHEN 3 THEN 4 WHEN 4 THEN 5 ELSE CASE WHEN s.held_on < date '2024-10-31' AND n % 2 = 0 THEN 6 ELSE 7 END END AS specialist,
             (20 + floor(random() ^ 5 * 2600)::int) * CASE dep WHEN 1 THEN 20 WHEN 2 THEN 10 ELSE 5 END AS low,
             CASE dep WHEN 1 THEN (ARRAY['A harbour at dusk', 'Portrait of a girl with a goldfinch', 'Still life with quinces', 'The flood at Upton', 'Study of hands', 'Cattle watering'])[1 + floor(random() * 6)::int] WHEN 2 THEN (ARRAY['A George III silver teapot', 'A diamond cluster ring', 'A pair of Victorian candlesticks', 'A sapphire brooch', 'A silver mustard pot'])[1 + floor(random() * 5)::int]
                  WHEN 3 THEN (ARRAY['A mahogany longcase clock', 'A gilt carriage clock', 'A gold pocket watch', 'A skeleton clock'])[1 + floor(random() * 4)::int] WHEN 4 THEN (ARRAY['A map of Cornwall', 'A county atlas', 'Voyages, three volumes', 'A herbal, hand-coloured', 'A chart of the Channel'])[1 + floor(random() * 5)::int]
                  ELSE (ARRAY['An oak coffer', 'A pair of Regency chairs', 'A walnut bureau', 'A Persian rug', 'A pine dresser', 'A brass fender'])[1 + floor(random() * 6)::int] END AS title,
             CASE WHEN dep = 1 AND random() < 0.75 THEN (ARRAY['Eleanor Frith', 'John Varley jr', 'Circle of Maes', 'R. Penhallow', 'Sigrid Hallberg'])[1 + floor(random() * 5)::int] END AS artist
      FROM (SELECT *, coalesce(department_id, 5) AS dep FROM sales WHERE id <> 901) AS s CROSS JOIN generate_series(1, 14) AS n WHERE n <= 9 + s.id % 6) AS x;

INSERT INTO bids
SELECT row_number() OVER (ORDER BY lot_id, k), lot_id, bidder, ch::bid_channel, amount, at
FROM (SELECT l.id AS lot_id, k, (ARRAY[2, 2, 5, 6, 7, 8, 10, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 3])[1 + floor(random() * 18)::int] AS bidder, CASE WHEN s.online_only THEN 'online' ELSE (ARRAY['room', 'room', 'room', 'telephone', 'commission', 'online', 'online'])[1 + floor(random() * 7)::int] END AS ch,
             CASE WHEN l.status = 'sold' THEN (l.hammer_price * (1 - 0.07 * (m - k)))::int / 5 * 5 ELSE (coalesce(l.reserve_price, l.low_estimate) * (0.9 - 0.07 * (m - k)))::int / 5 * 5 END AS amount, s.held_on + interval '10 hours' + l.number * interval '2 minutes' + k * interval '7 seconds' AS at
      FROM (SELECT *, 1 + floor(random() * 6)::int AS m, random() AS any_bid FROM lots WHERE status IN ('sold', 'unsold')) AS l JOIN sales AS s ON s.id = l.sale_id CROSS JOIN LATERAL generate_series(1, m) AS k WHERE l.status = 'sold' OR l.any_bid < 0.6) AS b;
UPDATE bids AS b SET amount = l.hammer_price FROM lots AS l WHERE l.id = b.lot_id AND l.hammer_price IS NOT NULL AND b.id = (SELECT max(x.id) FROM bids AS x WHERE x.lot_id = l.id);
UPDATE lots AS l SET buyer_id = (SELECT b.bidder_id FROM bids AS b WHERE b.lot_id = l.id ORDER BY b.id DESC LIMIT 1) WHERE status = 'sold';
UPDATE lots SET buyer_id = 16 WHERE status = 'sold' AND buyer_id = consignor_id AND id % 3 <> 0;
INSERT INTO bids SELECT 200000 + l.id * 100 + c, l.id, c, 'commission', (l.low_estimate * 0.8)::int, current_date - 1 + interval '15 hours' + c * interval '1 minute' FROM lots AS l CROSS JOIN unnest(ARRAY[5, 21]) AS c WHERE l.sale_id = 900 AND l.number <= 3 AND l.status = 'catalogued';
INSERT INTO bids SELECT 190000 + l.id, l.id, 17, 'online', (l.low_estimate * 0.9)::int, current_date + interval '20 seconds' FROM lots AS l WHERE l.sale_id = 900 AND l.number IN (2, 4, 5);

INSERT INTO premium_bands VALUES ('2020-01-01', 0, 5000, 25.0, '2024-06-30'), ('2020-01-01', 5000, NULL, 20.0, '2024-06-30'), ('2024-07-01', 0, 2000, 28.0, NULL), ('2024-07-01', 2000, 20000, 25.0, NULL), ('2024-07-01', 20000, NULL, 20.0, NULL);

INSERT INTO invoices
SELECT row_number() OVER (ORDER BY held_on, buyer_id) + 7000, buyer_id, sale_id, held_on + 1, total, premium, CASE WHEN held_on + 1 + wait <= current_date AND fate < 0.95 THEN held_on + 1 + wait END
FROM (SELECT s.held_on, l.sale_id, l.buyer_id, sum(l.hammer_price) AS total, sum(round(l.hammer_price * p.percent / 100, 2)) AS premium, floor(random() ^ 2 * 40)::int AS wait, random() AS fate
      FROM lots AS l JOIN sales AS s ON s.id = l.sale_id JOIN premium_bands AS p ON s.held_on >= p.valid_from AND (p.valid_to IS NULL OR s.held_on <= p.valid_to) AND l.hammer_price >= p.from_price AND (p.to_price IS NULL OR l.hammer_price < p.to_price) WHERE l.status = 'sold' GROUP BY s.held_on, l.sale_id, l.buyer_id) AS i;
INSERT INTO settlements SELECT l.id, round(l.hammer_price * CASE WHEN c.is_trade THEN 0.1 ELSE 0.15 END, 2), (ARRAY[0, 15, 15, 40])[1 + l.id % 4], CASE WHEN s.held_on + 35 <= current_date AND l.id % 17 <> 0 THEN s.held_on + 28 + l.id % 8 END FROM lots AS l JOIN sales AS s ON s.id = l.sale_id JOIN clients AS c ON c.id = l.consignor_id WHERE l.status = 'sold';
INSERT INTO viewings SELECT DISTINCT sale_id, client, at FROM (SELECT s.id AS sale_id, 1 + floor(random() * 20)::int AS client, s.held_on - 1 - floor(random() * 3)::int + interval '9 hours' + floor(random() * 16) * interval '30 minutes' AS at FROM sales AS s CROSS JOIN generate_series(1, 7) WHERE NOT s.online_only AND s.held_on <= current_date) AS v;
