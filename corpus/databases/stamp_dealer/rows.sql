SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO issuer VALUES (1, 'Great Britain', 'Europe', NULL), (2, 'France', 'Europe', NULL), (3, 'Saxony', 'Europe', 1868), (4, 'Bavaria', 'Europe', 1920), (5, 'Danzig', 'Europe', 1939), (6, 'Penang', 'Asia', 1963), (7, 'Cape of Good Hope', 'Africa', 1910), (8, 'Newfoundland', 'America', 1949), (9, 'Tuva', 'Asia', 1944), (10, 'Helvetia', 'Europe', NULL), (11, 'Zanzibar', 'Africa', 1967), (12, 'Hawaii', 'Oceania', 1899);

INSERT INTO stamp
SELECT row_number() OVER (ORDER BY issuer, nr), CASE WHEN nr % 7 = 3 THEN nr || 'a' ELSE nr::text END, issuer, y, fv, subject, CASE WHEN nr % 8 <> 5 THEN colour END, CASE WHEN y < 1857 OR nr % 9 = 4 THEN NULL ELSE (ARRAY[11, 11.5, 12, 13.5, 14])[1 + nr % 5] END, theme
FROM (SELECT i.id AS issuer, n AS nr, least(coalesce(i.ended_in, 1960), 1845 + i.id % 4 + n * 6) AS y, (ARRAY['1 d', '2 d', '1/2 d', '3 pf', '10 c', '1 fr', '1 s', '5 kr'])[1 + (n + i.id) % 8] AS fv,
             (ARRAY['Queen Victoria', 'Ceres', 'Coat of arms', 'Steam ship', 'Lion', 'Mercury', 'Camel caravan', 'Locomotive', 'King George V', 'Fishing boat', 'Post horn', 'Wrestlers'])[1 + (n * 5 + i.id) % 12] AS subject, (ARRAY['black', 'red', 'blue', 'green', 'violet', 'Black'])[1 + (n * 3 + i.id) % 6] AS colour,
             (ARRAY['{royalty}', '{mythology}', '{heraldry}', '{ships,transport}', '{animals}', '{mythology}', '{animals,transport}', '{railway,transport}', '{royalty}', '{ships}', '{}', '{sport}']::text[])[1 + (n * 5 + i.id) % 12]::text[] AS theme
      FROM issuer AS i CROSS JOIN generate_series(1, 9) AS n WHERE i.id <> 12 OR n < 4) AS x;

INSERT INTO catalogue_value
SELECT s.id, e, c, greatest(0.5, round((base * (1 + 0.03 * (e - 2022)) * drift ^ (e - 2022) * CASE c WHEN 'used' THEN 0.35 WHEN 'hinged' THEN 0.6 ELSE 1 END)::numeric, 2))
FROM (SELECT id, CASE WHEN issue_year < 1870 THEN 80 + 900 * random() ^ 3 ELSE 1 + 60 * random() ^ 2 END AS base, 0.93 + random() * 0.13 AS drift FROM stamp WHERE id % 17 <> 6) AS s
CROSS JOIN generate_series(2022, extract(year FROM current_date)::int) AS e CROSS JOIN unnest(ARRAY['used', 'hinged', 'mint']::condition[]) AS c;

INSERT INTO collection
SELECT row_number() OVER (ORDER BY d), (ARRAY['Estate of Dr Falk', 'Mrs Pemberton', 'Auktionshaus Rhein', 'Mr Okonkwo', 'Estate of H. Lindqvist', 'Salle Drouot', 'Mr Falk jr', 'Mrs Pemberton'])[1 + k % 8], (ARRAY['estate', 'walk-in', 'auction', 'walk-in', 'estate', 'auction', 'walk-in', 'walk-in'])[1 + k % 8], round((120 + 4000 * random() ^ 2)::numeric, 0), d::date, CASE WHEN k % 4 = 1 THEN (ARRAY['albums smell of smoke', 'mixed Commonwealth', 'good Saxony'])[1 + k % 3] END
FROM (SELECT d, row_number() OVER (ORDER BY d)::int AS k FROM generate_series(timestamp '2022-02-11', current_date - 3, interval '41 days') AS d) AS x;

INSERT INTO item
SELECT row_number() OVER (ORDER BY listed, salt), stamp_id, coll, cond, random() < CASE WHEN base > 150 THEN 0.5 ELSE 0.05 END, CASE WHEN salt > 0.04 THEN round((base * (0.4 + 0.5 * salt))::numeric, 0) + 0.5 END, round((base * (0.1 + 0.3 * salt))::numeric, 2), 'in stock', listed
FROM (SELECT s.stamp_id, s.coll, s.cond, s.salt, s.listed, coalesce(v.value_eur, 4) AS base
      FROM (SELECT 1 + floor(random() ^ 1.3 * 102)::int AS stamp_id, CASE WHEN random() < 0.85 THEN c.id END AS coll, (ARRAY['damaged', 'used', 'used', 'used', 'hinged', 'hinged', 'mint'])[1 + floor(random() * 7)::int]::condition AS cond, random() AS salt, least(c.bought_on + floor(random() * 60)::int, current_date) AS listed
            FROM collection AS c CROSS JOIN LATERAL generate_series(1, 8 + c.id * 7 % 26) WHERE c.id % 10 <> 7) AS s
      LEFT JOIN catalogue_value AS v ON v.stamp_id = s.stamp_id AND v.edition_year = 2024 AND v.condition = s.cond) AS x;

INSERT INTO customer VALUES
(1, 'Edmund', 'Hale', 'Norwich', 'ehale@post.example', '2015-04-01', 2000), (2, 'Renate', 'Vogt', 'Kassel', NULL, '2017-09-12', 500), (3, 'Marguerite', 'Lefèvre', 'Lille', 'm.lefevre@poste.example', '2018-01-20', NULL), (4, 'Tom', 'Hale', 'Norwich', 'tom.hale@post.example', '2022-06-05', NULL), (5, 'Ignatius', 'O''Dowd', 'Sligo', 'iggy@post.example', '2019-11-02', 1000),
(6, 'Sunil', 'Perera', 'Luton', 'sunil@post.example', '2023-02-14', 300), (7, 'Greta', 'Aalto', 'Turku', 'greta@posti.example', '2020-03-03', 1500), (8, 'William', 'Byrd', NULL, NULL, '2024-01-09', NULL), (9, 'Anneliese', 'Vogt', 'Kassel', 'a.vogt@post.example', '2021-07-19', 250), (10, 'Père', 'Martin', 'Lille', NULL, '2016-05-30', 800),
(11, 'Harriet', 'Nwosu', 'Leeds', 'harriet@post.example', '2025-03-11', 600), (12, 'Otto', 'Kranz', 'Graz', 'kranz@post.example', '2019-02-25', 400), (13, 'Bea', 'Lamont', 'Ely', 'bea@post.example', '2025-10-01', NULL), (14, 'Renate', 'Vogt', 'Bonn', 'rv@post.example', '2024-08-08', 700), (15, 'Cyril', 'Stott', 'York', 'CYRIL@POST.EXAMPLE', '2014-12-01', 3000);

INSERT INTO want
SELECT DISTINCT ON (customer_id, stamp_id) customer_id, stamp_id, min_condition, max_eur, noted_on, CASE WHEN chance < 0.35 AND noted_on + days <= current_date THEN noted_on + days END
FROM (SELECT (ARRAY[1, 1, 2, 3, 5, 5, 7, 7, 7, 9, 10, 11, 12, 15, 15])[1 + floor(random() * 15)::int] AS customer_id, 1 + floor(random() * 102)::int AS stamp_id, (ARRAY['used', 'used', 'hinged', 'mint'])[1 + floor(random() * 4)::int]::condition AS min_condition, CASE WHEN random() < 0.75 THEN round((5 + 300 * random() ^ 3)::numeric, 0) END AS max_eur, least(d::date, current_date - 1) AS noted_on, random() AS chance, 5 + floor(random() * 200)::int AS days
      FROM generate_series(timestamp '2023-01-15', current_date, interval '7 days') AS d) AS x ORDER BY customer_id, stamp_id, noted_on;

INSERT INTO fair SELECT row_number() OVER (ORDER BY d), (ARRAY['Stampex', 'Northern Philatelic Days', 'Salon du Timbre', 'Coins & Stamps'])[1 + k % 4] || ' ' || extract(year FROM d), (ARRAY['London', 'Leeds', 'Paris', 'Leeds'])[1 + k % 4], d::date, d::date + 1 + k % 3, (ARRAY[480, 150, 390, 120])[1 + k % 4]
FROM (SELECT d, row_number() OVER (ORDER BY d)::int AS k FROM generate_series(timestamp '2023-02-10', current_date + 200, interval '97 days') AS d) AS x;

INSERT INTO invoice
SELECT row_number() OVER (ORDER BY d, n), 'R' || to_char(d, 'YY') || '/' || lpad(row_number() OVER (PARTITION BY extract(year FROM d) ORDER BY d, n)::text, 4, '0'), CASE WHEN c.id IS NULL OR x.chance < 0.3 AND (f.id IS NOT NULL OR x.ch < 0.35) THEN NULL ELSE c.id END, f.id, CASE WHEN f.id IS NOT NULL THEN 'fair' WHEN x.ch < 0.35 THEN 'counter' WHEN x.ch < 0.6 THEN 'post' ELSE 'web' END::channel, d::date, d::date + CASE WHEN f.id IS NOT NULL THEN 0 ELSE 21 END, CASE WHEN x.chance > 0.95 THEN least(d::date + 6, current_date) END
FROM (SELECT d, n, random() AS chance, random() AS ch, (ARRAY[1, 1, 1, 2, 3, 4, 5, 5, 6, 7, 7, 9, 10, 11, 12, 14, 15, 15, 15])[1 + floor(random() * 19)::int] AS cust FROM generate_series(timestamp '2023-01-04', current_date - 1, interval '5 days') AS d CROSS JOIN generate_series(1, 2) AS n) AS x
LEFT JOIN customer AS c ON c.id = x.cust AND c.customer_since <= x.d LEFT JOIN fair AS f ON x.d::date BETWEEN f.starts_on - 1 AND f.ends_on + 1;
INSERT INTO invoice VALUES (9001, 'X26/9001', 15, NULL, 'counter', current_date, current_date + 21, NULL), (9002, 'X26/9002', NULL, NULL, 'web', current_date, current_date + 21, NULL), (9003, 'X26/9003', 7, NULL, 'post', current_date - 35, current_date - 14, NULL);

INSERT INTO invoice_line
SELECT DISTINCT ON (i.id) v.id, i.id, round((coalesce(i.asking_eur, i.cost_eur * 2) * (0.75 + 0.25 * random()))::numeric, 2)
FROM (SELECT item.*, row_number() OVER (ORDER BY random()) AS pos FROM item) AS i
JOIN (SELECT v.*, n, row_number() OVER (ORDER BY random()) AS pos FROM (SELECT *, 1 + floor(random() ^ 2 * 4)::int AS lines FROM invoice) AS v CROSS JOIN LATERAL generate_series(1, v.lines) AS n) AS v ON v.pos = i.pos AND i.listed_on <= v.issued_on;
INSERT INTO invoice_line SELECT 9001, min(id), 48 FROM item WHERE id NOT IN (SELECT item_id FROM invoice_line) UNION ALL SELECT 9003, max(id), 75.5 FROM item WHERE id NOT IN (SELECT item_id FROM invoice_line);
DELETE FROM invoice AS v WHERE v.id % 23 <> 5 AND NOT EXISTS (SELECT 1 FROM invoice_line AS l WHERE l.invoice_id = v.id) AND v.id <> 9002;
UPDATE item SET state = 'sold' WHERE id IN (SELECT l.item_id FROM invoice_line AS l JOIN invoice AS v ON v.id = l.invoice_id WHERE v.cancelled_on IS NULL);
UPDATE item SET state = 'withdrawn' WHERE state = 'in stock' AND id % 29 = 4;

INSERT INTO payment
SELECT row_number() OVER (ORDER BY day, inv, n), inv, amount, day, means
FROM (SELECT b.invoice_id AS inv, n, round(b.billed_eur / parts, 2) AS amount, v.issued_on + CASE WHEN v.channel IN ('counter', 'fair') THEN 0 ELSE 3 + floor(random() * 20)::int END + (n - 1) * 30 AS day, CASE WHEN v.channel IN ('counter', 'fair') AND chance < 0.6 THEN 'cash' WHEN chance < 0.5 THEN 'card' WHEN chance < 0.9 THEN 'transfer' ELSE 'cheque' END AS means, parts, chance2
      FROM (SELECT *, random() AS chance, random() AS chance2, CASE WHEN billed_eur > 150 AND random() < 0.5 THEN 2 ELSE 1 END AS parts FROM invoice_balance WHERE billed_eur > 0) AS b JOIN invoice AS v ON v.id = b.invoice_id CROSS JOIN LATERAL generate_series(1, b.parts) AS n) AS x
WHERE day <= current_date AND inv <> 9003 AND (n = 1 AND chance2 > 0.06 OR n > 1 AND chance2 > 0.3);

INSERT INTO approval
SELECT row_number() OVER (ORDER BY sent, id), cust, id, sent, CASE WHEN sent + days <= current_date AND chance > 0.08 THEN sent + days END, CASE WHEN sent + days <= current_date AND chance > 0.08 THEN chance > 0.6 END
FROM (SELECT i.id, (ARRAY[1, 2, 5, 5, 7, 10, 12, 15])[1 + floor(random() * 8)::int] AS cust, least(i.listed_on + 10 + floor(random() * 200)::int, current_date - floor(random() * 12)::int) AS sent, 6 + floor(random() * 40)::int AS days, random() AS chance FROM item AS i WHERE i.id % 4 = 1 AND i.state <> 'withdrawn') AS x;
UPDATE item SET state = 'on approval' WHERE state = 'in stock' AND id IN (SELECT item_id FROM approval WHERE back_on IS NULL);
