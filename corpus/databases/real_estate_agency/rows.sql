SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO tbl_office VALUES (1, 'Graz Zentrum', '2003-04-01'), (2, 'Leibnitz', '2012-09-03'), (3, 'Graz West', '2021-02-15');
INSERT INTO tbl_agent VALUES (1, 'Margit Aldrian', 1, NULL, '2003-04-01', NULL, 50), (2, 'Robert Fuchs', 1, 1, '2010-01-11', NULL, 40), (3, 'Selin Yıldız', 1, 2, '2019-05-02', NULL, 35), (4, 'Josef Kögl', 2, 1, '2012-09-03', '2024-11-30', 45), (5, 'Petra Fuchs', 2, 4, '2018-03-01', NULL, 38), (6, 'Luka Horvat', 3, 2, '2021-02-15', NULL, 35), (7, 'Ana-Maria Lang', 3, NULL, '2023-08-21', NULL, 30), (8, 'Valentin Moser', 3, 6, current_date - 28, NULL, 25);
INSERT INTO tbl_district VALUES (1, 'Innere Stadt', 'Graz'), (2, 'Geidorf', 'Graz'), (3, 'Eggenberg', 'Graz'), (4, 'Jakomini', 'Graz'), (5, 'Zentrum', 'Leibnitz'), (6, 'Kaindorf', 'Leibnitz'), (7, 'Sausal', 'Kitzeck'), (8, 'Straßgang', 'Graz');

INSERT INTO tbl_client
SELECT row_number() OVER (), n, CASE WHEN length(n) % 4 <> 0 THEN '+43 664 ' || (1000000 + length(n) * 77777 % 8999999) END, CASE WHEN length(n) % 3 <> 1 THEN lower(split_part(n, ' ', 1)) || length(n) || CASE WHEN length(n) % 2 = 0 THEN '@gmail.example' ELSE '@post.example' END END, date '2019-01-07' + (row_number() OVER () * 67 % 2500)::int, (ARRAY['portal', 'portal', 'portal', 'window', 'referral', 'newspaper', NULL])[1 + length(n) % 7]
FROM unnest(ARRAY['Anton Gruber', 'Birgit Hofer', 'Christoph Wagner', 'Doris Pichler', 'Emre Demir', 'Franziska Bauer', 'Gerhard Strobl', 'Helga Steiner', 'Igor Petrenko', 'Johanna Leitner', 'Karl-Heinz Ebner', 'Lena Schuster', 'Miriam O''Connor', 'Nikolaus Berger', 'Olga Novak', 'Paul Gruber', 'Renate Winkler', 'Sandro Conti', 'Theresa Haas', 'Ulrike Brandstätter', 'Viktor Zach', 'Walter Eder', 'Xenia Maier', 'Yannick Dubois', 'Zoltán Szabó', 'Anton Gruber', 'Barbara Kern', 'Clemens Auer', 'Daria Popescu', 'Erwin Moser', 'Fatima Rahimi', 'Gregor Lechner', 'Hannah Prantl', 'Immobilien Süd GmbH', 'Judith Egger', 'Kathrin Wolf', 'Leo Ferstl', 'Maja Kovač', 'Norbert Seidl', 'Stadtwohnen AG']) AS n;

INSERT INTO tbl_property
SELECT i, CASE WHEN i % 5 = 0 THEN 34 WHEN i % 7 = 0 THEN 40 ELSE 1 + (i * 7) % 26 END, d, k, s || ' ' || (1 + i * 13 % 88), CASE WHEN k <> 'shop' THEN CASE k WHEN 'studio' THEN 1 WHEN 'flat' THEN 2 + floor(r * 3.99) / 2 ELSE 4 + floor(r * 8) / 2 END END, round((CASE k WHEN 'studio' THEN 24 + 14 * r WHEN 'flat' THEN 45 + 70 * r WHEN 'house' THEN 95 + 130 * r ELSE 40 + 160 * r END)::numeric, 1), CASE WHEN k = 'house' THEN round((300 + 1500 * q)::numeric, 0) WHEN k = 'shop' AND q < 0.3 THEN 250 END,
       CASE WHEN q < 0.92 THEN 1890 + floor(q * 140)::int END, CASE WHEN r < 0.85 THEN chr(65 + floor((1 - q) * 6.99)::int) END, CASE WHEN k IN ('flat', 'studio') THEN r < 0.5 END, k <> 'shop' AND q > 0.4
FROM (SELECT i, random() AS r, random() AS q, (ARRAY[1, 1, 2, 2, 3, 4, 4, 5, 6, 7])[1 + floor(random() * 10)::int] AS d, (ARRAY['flat', 'flat', 'flat', 'house', 'studio', 'house', 'shop', 'flat'])[1 + floor(random() * 8)::int] AS k, (ARRAY['Herrengasse', 'Grabenstraße', 'Alte Poststraße', 'Conrad-von-Hötzendorf-Straße', 'Hauptplatz', 'Weinbergweg', 'Am Damm'])[1 + floor(random() * 7)::int] AS s FROM generate_series(1, 170) AS i) AS x;

INSERT INTO tbl_listing
SELECT row_number() OVER (ORDER BY d) + 500, p, agent, t, d, price, CASE WHEN d + days < current_date THEN d + days END, CASE WHEN d + days < current_date THEN CASE WHEN fate < 0.7 THEN 'closed' WHEN fate < 0.87 THEN 'withdrawn' ELSE 'expired' END END, floor(fate * 1000)::int % 10 < 6
FROM (SELECT x.*, k.property_id AS p, CASE WHEN d >= date '2024-11-30' AND a = 4 THEN 5 WHEN d < date '2023-08-21' AND a = 7 THEN 6 ELSE a END AS agent, (CASE t WHEN 'rent' THEN k.living_sqm * (9 + 7 * r) / 10 ELSE k.living_sqm * (2600 + 2600 * r) / 1000 END)::int * CASE t WHEN 'rent' THEN 10 ELSE 1000 END AS price
      FROM (SELECT d::date AS d, row_number() OVER (ORDER BY d)::int AS n, random() AS r, random() AS fate, 12 + floor(random() ^ 2 * 260)::int AS days, (ARRAY[1, 2, 2, 3, 3, 4, 5, 6, 7])[1 + floor(random() * 9)::int] AS a, CASE WHEN random() < 0.45 THEN 'rent' ELSE 'sale' END AS t FROM generate_series(timestamp '2023-01-09', current_date, interval '5 days') AS d) AS x
      JOIN tbl_property AS k ON k.property_id = 1 + (n * 11) % 160) AS y;

INSERT INTO tbl_price_change
SELECT listing_id, day, old, (old * (0.9 + 0.08 * r) / 10)::int * 10 FROM (SELECT l.listing_id, l.listed_on + 25 * k AS day, (l.asking_price * (1 + 0.06 * (3 - k)) / 10)::int * 10 AS old, random() AS r, random() AS chance, coalesce(l.delisted_on, current_date) AS until FROM tbl_listing AS l CROSS JOIN generate_series(1, 2) AS k) AS c WHERE day < until AND chance < 0.35;
INSERT INTO tbl_price_change SELECT listing_id, current_date - 3, asking_price - 20, asking_price FROM tbl_listing WHERE delisted_on IS NULL AND listed_on < current_date - 5 AND listing_id % 4 = 0 ON CONFLICT DO NOTHING;

INSERT INTO tbl_viewing
SELECT row_number() OVER (ORDER BY at, listing_id), listing_id, client, CASE WHEN chance < 0.2 THEN 3 ELSE agent_id END, at, chance > 0.92, CASE WHEN chance <= 0.92 AND chance > 0.25 THEN 1 + floor(r * 4.99)::int END
FROM (SELECT l.listing_id, l.agent_id, random() AS chance, random() AS r, 1 + floor(random() * 33)::int AS client, l.listed_on + 1 + floor(random() * 20)::int + interval '9 hours' + floor(random() * 20) * interval '30 minutes' AS at, coalesce(l.delisted_on, current_date) AS until FROM tbl_listing AS l CROSS JOIN LATERAL generate_series(1, l.listing_id % 6) AS g) AS v WHERE at < until;
INSERT INTO tbl_viewing SELECT 70000 + viewing_id, listing_id, client_id, agent_id, starts_at + interval '2 days', false, 4 FROM tbl_viewing WHERE client_id IN (2, 20) AND NOT no_show AND starts_at < current_date - 5;
INSERT INTO tbl_viewing SELECT 50000 + l.listing_id, l.listing_id, 35, l.agent_id, current_date + n::int + interval '17 hours', false, NULL FROM (SELECT listing_id, agent_id, row_number() OVER (ORDER BY listed_on, listing_id) AS n FROM tbl_listing WHERE delisted_on IS NULL) AS l WHERE n <= 5;
INSERT INTO tbl_viewing SELECT 60000 + l.listing_id, l.listing_id, 36, l.agent_id, current_date + interval '10 hours 30 minutes', false, NULL FROM (SELECT listing_id, agent_id, row_number() OVER (ORDER BY listed_on, listing_id) AS n FROM tbl_listing WHERE delisted_on IS NULL) AS l WHERE n <= 2;

INSERT INTO tbl_offer
SELECT row_number() OVER (ORDER BY made, listing_id, k), listing_id, CASE WHEN client % 9 = 2 OR (outcome = 'closed' AND k = 1 AND client % 6 = 5) THEN client + CASE WHEN client % 18 = 11 THEN 2 ELSE 1 END ELSE client END, made, (asking_price * (1.01 - 0.04 * k + 0.05 * r) / 10)::int * 10, CASE WHEN outcome = 'closed' AND k = 1 THEN 'accepted' WHEN delisted_on IS NULL THEN CASE WHEN r < 0.5 THEN 'pending' ELSE 'refused' END WHEN r < 0.15 THEN 'withdrawn' ELSE 'refused' END, CASE WHEN listing_id % 4 < 2 THEN listing_id % 4 = 1 END
FROM (SELECT l.*, k, random() AS r, 1 + (l.listing_id * 3 + k * 7) % 38 AS client, greatest(l.listed_on, coalesce(l.delisted_on, current_date) - 3 * k) AS made FROM tbl_listing AS l CROSS JOIN generate_series(1, 3) AS k) AS o WHERE (outcome = 'closed' AND k <= 1 + listing_id % 3) OR (k = 2 AND r < 0.35);

INSERT INTO tbl_deal
SELECT row_number() OVER (ORDER BY l.delisted_on, l.listing_id), l.listing_id, o.client_id, l.delisted_on, o.amount, round(o.amount * CASE l.deal_type WHEN 'sale' THEN 0.03 ELSE 2.0 END, 2), CASE WHEN l.listing_id % 9 <> 0 THEN l.delisted_on + 30 + l.listing_id % 45 END
FROM tbl_listing AS l JOIN tbl_offer AS o ON o.listing_id = l.listing_id AND o.status = 'accepted';
