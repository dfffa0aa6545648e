SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO beer VALUES
(1, 'Harbour Bitter', 'bitter', 4.1, 32, false, '{flagship,vegan}', '{"yeast": "S-04", "boil_minutes": 60, "hops": [{"name": "Fuggle", "grams_per_hl": 90}, {"name": "Goldings", "grams_per_hl": 60}], "malts": ["Maris Otter", "crystal"]}', '2016-05-01', NULL),
(2, 'Old Lighthouse', 'porter', 5.2, 28, false, '{flagship}', '{"yeast": "S-04", "boil_minutes": 75, "hops": [{"name": "Fuggle", "grams_per_hl": 70}], "malts": ["Maris Otter", "brown", "chocolate"]}', '2017-09-15', NULL),
(3, 'Saison du Quai', 'saison', 6.3, 25, true, '{vegan,bottle-conditioned}', '{"yeast": "Dupont", "boil_minutes": 90, "hops": [{"name": "Saaz", "grams_per_hl": 110}], "malts": ["pilsner", "wheat"]}', '2018-06-01', NULL),
(4, 'Salt Marsh', 'gose', 4.3, 9, true, '{vegan,sour}', '{"yeast": "US-05", "boil_minutes": 45, "hops": [{"name": "Saaz", "grams_per_hl": 20}], "malts": ["pilsner", "wheat"]}', '2019-04-20', NULL),
(5, 'Foghorn', 'imperial stout', 9.8, 65, false, '{barrel-aged}', '{"yeast": "US-05", "boil_minutes": 120, "hops": [{"name": "Magnum", "grams_per_hl": 160}], "malts": ["Maris Otter", "chocolate", "black"]}', '2018-11-10', NULL),
(6, 'First Mate', 'pale ale', 4.6, 38, false, '{flagship,vegan,gluten-free}', '{"yeast": "US-05", "boil_minutes": 60, "hops": [{"name": "Cascade", "grams_per_hl": 150}, {"name": "Citra", "grams_per_hl": 80}], "malts": ["extra pale"]}', '2016-05-01', NULL),
(7, 'Gull''s Egg', 'blonde', 4.0, 18, false, '{vegan}', '{"yeast": "Kölsch", "boil_minutes": 60, "hops": [{"name": "Saaz", "grams_per_hl": 50}], "malts": ["pilsner"]}', '2020-03-02', NULL),
(8, 'Bright Mooring', 'IPA', 6.0, 58, false, '{vegan}', '{"yeast": "US-05", "boil_minutes": 60, "hops": [{"name": "Citra", "grams_per_hl": 300}, {"name": "Mosaic", "grams_per_hl": 250}], "malts": ["extra pale", "oats"]}', '2021-02-12', NULL),
(9, 'Kedge Anchor', 'IPA', 7.1, 70, false, '{}', '{"yeast": "US-05", "boil_minutes": 75, "hops": [{"name": "Simcoe", "grams_per_hl": 280}], "malts": ["extra pale", "crystal"]}', '2023-02-17', NULL),
(10, 'Winter Storm', 'barley wine', 10.4, 62, true, '{bottle-conditioned}', '{"yeast": "S-04", "boil_minutes": 150, "hops": [{"name": "Goldings", "grams_per_hl": 180}], "malts": ["Maris Otter", "crystal"]}', '2017-12-01', NULL),
(11, 'Harvest Moon', 'wheat', 5.0, 14, true, '{sour,vegan}', '{"yeast": "WB-06", "boil_minutes": 60, "hops": [{"name": "Hallertau", "grams_per_hl": 40}], "malts": ["wheat", "pilsner"]}', '2019-08-25', NULL),
(12, 'Low Tide', 'table beer', 0.5, NULL, false, '{vegan,alcohol-free}', '{"yeast": "LA-01", "boil_minutes": 30, "hops": [{"name": "Mosaic", "grams_per_hl": 90}], "malts": ["oats"]}', '2023-01-20', NULL),
(13, 'Cherry Quay', 'fruit sour', 5.5, 8, true, '{sour}', '{"yeast": "Philly Sour", "boil_minutes": 45, "hops": [], "malts": ["pilsner"]}', '2021-07-09', '2023-10-31'),
(14, 'Barnacle', 'bitter', 3.6, 30, false, '{}', '{"yeast": "S-04", "boil_minutes": 60, "hops": [{"name": "Fuggle", "grams_per_hl": 80}], "malts": ["Maris Otter"]}', '2016-10-01', '2024-03-31'),
(15, 'Untitled No. 9', 'smoked porter', 6.6, NULL, false, '{}', '{"boil_minutes": 75}', NULL, NULL);

INSERT INTO tank VALUES
(1, 'Big Bertha', 'fermenter', 40, '2016-02-01'), (2, 'Nelson', 'fermenter', 20, '2016-02-01'), (3, 'Hardy', 'fermenter', 20, '2017-06-30'),
(4, 'Drake', 'fermenter', 10, '2019-01-15'), (5, 'Grace', 'fermenter', 10, NULL), (6, 'Copper', 'kettle', 20, '2016-02-01'),
(7, 'Little Copper', 'kettle', 10, NULL), (8, 'Mirror', 'bright', 40, '2018-03-03'), (9, 'Polish', 'bright', 20, '2021-11-20');

INSERT INTO brewer VALUES
(1, 'Maggie', 'Thorne', '2016-01-04', NULL, NULL), (2, 'Tom', 'Okafor', '2016-09-01', NULL, 1), (3, 'Inés', 'Valverde', '2018-02-12', NULL, 1),
(4, 'Callum', 'Reid', '2019-05-06', '2024-06-28', 2), (5, 'Priya', 'Raman', '2021-10-04', NULL, 3), (6, 'Jonas', 'Lindqvist', '2022-03-01', NULL, 2),
(7, 'Ellie', 'Thorne', '2024-07-15', NULL, 5), (8, 'Dafydd', 'Pugh', '2017-04-03', '2021-08-31', 1);

INSERT INTO batch (id, beer_id, tank_id, lead_brewer_id, second_brewer_id, brewed_on, packaged_on, status, planned_hl, yield_hl, original_gravity, final_gravity)
SELECT row_number() OVER (ORDER BY d), beer_id, tank_id, lead, CASE WHEN second <> lead THEN second END, d,
       CASE WHEN fate = 'packaged' THEN d + days END, fate::batch_status, planned,
       CASE WHEN fate = 'packaged' THEN round((planned * (0.84 + 0.14 * luck))::numeric, 1) END, og,
       CASE WHEN fate <> 'fermenting' THEN round((og - abv / 131.25 + (luck - 0.5) * 0.004)::numeric, 3) END
FROM (
    SELECT d, b.id AS beer_id, b.abv, tank_id, lead, second, days, planned, luck,
           round((1.010 + b.abv / 131.25)::numeric, 3) AS og,
           CASE WHEN d + days > current_date - 1 THEN CASE WHEN d > current_date - 12 THEN 'fermenting' ELSE 'conditioning' END
                WHEN fate < 0.05 THEN 'dumped' ELSE 'packaged' END AS fate
    FROM (
        SELECT d::date AS d, (ARRAY[1,1,1,1,2,2,3,4,5,6,6,6,6,7,7,8,8,8,9,10,11])[1 + floor(random() * 21)::int] AS pick,
               random() AS luck, random() AS fate, 17 + floor(random() * 19)::int AS days,
               (ARRAY[1,2,2,3,3,4,4])[1 + floor(random() * 7)::int] AS tank_id,
               CASE WHEN d < date '2024-06-28' THEN (ARRAY[1,2,2,3,4,4])[1 + floor(random() * 6)::int] ELSE (ARRAY[2,2,3,3,5,6])[1 + floor(random() * 6)::int] END AS lead,
               (ARRAY[2,3,5,6,NULL,NULL])[1 + floor(random() * 6)::int] AS second,
               (ARRAY[9.5, 10, 19, 19.5, 20])[1 + floor(random() * 5)::int] AS planned
        FROM generate_series(timestamp '2022-01-10', current_date, interval '4 days') AS d
    ) AS plan
    JOIN beer AS b ON b.id = CASE WHEN pick = 9 AND d < date '2023-01-20' THEN 13 WHEN pick = 7 AND d < date '2024-03-01' AND luck < 0.4 THEN 14 ELSE pick END
) AS drawn;

INSERT INTO batch VALUES (9001, 12, 4, 5, NULL, '2023-01-03', '2023-01-20', 'packaged', 9.5, 9.0, 1.014, 1.010), (9002, 12, 4, 5, 3, current_date - 40, current_date - 20, 'packaged', 10, 9.0, 1.014, 1.010), (9003, 8, 5, 6, 2, current_date, NULL, 'fermenting', 10, NULL, 1.056, NULL);

INSERT INTO tank_reading
SELECT b.id, b.brewed_on + make_interval(days => n * 3, hours => 7 + (b.id + n) % 11, mins => (b.id * 7) % 60), round((18 + 4 * random() + CASE WHEN random() < 0.04 THEN 5 ELSE 0 END)::numeric, 1),
       CASE WHEN random() < 0.9 THEN round((b.original_gravity - (b.original_gravity - 1.010) * least(n / 5.0, 1))::numeric, 3) END
FROM batch AS b CROSS JOIN generate_series(0, 5) AS n
WHERE b.brewed_on + n * 3 < current_date AND b.id % 29 <> 3;

INSERT INTO taster VALUES (1, 'Maggie Thorne', true), (2, 'Hugh Bassett', true), (3, 'Yuki Tan', false), (4, 'Olu Adeyemi', false), (5, 'Rosalind Pike', true), (6, 'Sam Pike', false);

INSERT INTO tasting
SELECT row_number() OVER (), id, taster, least(packaged_on + make_interval(days => 1 + floor(random() * 6)::int, hours => 10 + floor(random() * 8)::int), now()),
       CASE WHEN random() < 0.92 THEN least(10, 3 + floor(random() * 6)::int + quality) END, least(10, 3 + floor(random() * 6)::int + quality),
       CASE WHEN random() < 0.07 THEN '{diacetyl,sulphur}'::text[] WHEN random() < 0.09 THEN '{oxidised}' WHEN random() < 0.05 THEN '{diacetyl}' WHEN random() < 0.02 THEN '{phenolic}' ELSE '{}' END,
       CASE WHEN random() < 0.3 THEN (ARRAY['Clean finish, would order again', 'Thin body', 'Banana on the nose, too warm?', 'Lovely roast', 'A little buttery', 'Lively carbonation'])[1 + floor(random() * 6)::int] END
FROM (SELECT b.id, b.packaged_on, t AS taster, CASE WHEN b.beer_id IN (1, 5, 8) THEN 2 WHEN b.beer_id = 14 THEN 0 ELSE 1 END AS quality
      FROM batch AS b CROSS JOIN generate_series(1, 5) AS t WHERE b.status = 'packaged' AND random() < 0.45) AS seat;

INSERT INTO pub VALUES
(1, 'The Crown', 'Whitby', 'pub', true, 'crown@whitbypubs.example', '2016-05-02'), (2, 'The Crown', 'Scarborough', 'pub', false, NULL, '2019-03-11'),
(3, 'The Plough & Sail', 'Whitby', 'pub', false, 'hello@ploughandsail.example', '2017-07-01'), (4, 'Nellie''s Kitchen', 'York', 'restaurant', false, 'nellie@kitchen.example', '2021-01-25'),
(5, 'Hop & Glory', 'York', 'bottle shop', false, 'shop@hopandglory.example', '2018-10-10'), (6, 'Grand Esplanade', 'Scarborough', 'hotel', false, 'cellar@grandesplanade.example', '2016-11-30'),
(7, 'The Moon Under Water', 'Leeds', 'pub', false, NULL, '2022-02-14'), (8, 'The Bosun''s Locker', 'Whitby', 'pub', true, 'bosun@locker.example', '2016-05-02'),
(9, 'Kirkgate Tap', 'Leeds', 'pub', false, 'tap@kirkgate.example', '2020-08-08'), (10, 'Café Lumière', 'York', 'restaurant', false, 'bonjour@lumiere.example', '2023-05-19'),
(11, 'The Grey Mare', 'Malton', 'pub', true, NULL, '2018-01-08'), (12, 'Station Buffet', 'Malton', 'pub', false, 'buffet@station.example', '2024-09-02'),
(13, 'Abbey Steps', 'Whitby', 'hotel', false, 'bar@abbeysteps.example', '2019-06-17'), (14, 'The Drunken Duckling', 'Pickering', 'pub', false, NULL, '2025-01-10');

INSERT INTO keg_order
SELECT row_number() OVER (ORDER BY at), pub_id, at, (at + make_interval(days => lead))::date,
       CASE WHEN fate >= 0.06 AND (at + make_interval(days => lead + late))::date <= current_date THEN (at + make_interval(days => lead + late))::date END,
       CASE WHEN fate < 0.06 THEN least(at + interval '20 hours', now()) END, (ARRAY[0, 0, 0, 0, 5, 7.5, 10])[1 + floor(random() * 7)::int]
FROM (SELECT day + make_interval(hours => 8 + floor(random() * 9)::int, mins => floor(random() * 60)::int) AS at, random() AS fate, 2 + floor(random() * 5)::int AS lead,
             (ARRAY[-1, 0, 0, 0, 0, 1, 2, 5])[1 + floor(random() * 8)::int] AS late, (ARRAY[1,1,1,2,3,3,4,5,5,6,7,8,8,9,10,11,11,13])[1 + floor(random() * 18)::int] AS pub_id
      FROM generate_series(timestamptz '2022-01-17', current_date, interval '1 day') AS day WHERE random() < 0.75) AS o
WHERE at < now() - interval '1 hour' AND (pub_id <> 10 OR at > timestamptz '2023-05-19') AND (pub_id <> 7 OR at > timestamptz '2022-02-14');

INSERT INTO keg_order VALUES (90001, 12, now() - interval '2 minutes', current_date + 3, NULL, NULL, 0), (90002, 1, now() - interval '1 minute', current_date + 2, NULL, NULL, 5), (90003, 3, current_date - 3, current_date + 1, NULL, NULL, 0), (90004, 9, current_date - 2, current_date + 1, NULL, NULL, 10),
    (90005, 11, current_date - 9, current_date - 4, NULL, NULL, 0), (90006, 4, current_date - 8, current_date - 4, NULL, NULL, 0), (90007, 5, current_date - 7, current_date - 2, NULL, NULL, 0);

INSERT INTO order_line
SELECT keg_order_id, b.id, size_l, 1 + floor(random() ^ 2 * 6)::int, price, CASE WHEN random() < 0.4 THEN round(price * 0.92, 2) ELSE price END
FROM (SELECT id AS keg_order_id, beer_id, size_l, ordered_at, random() AS chance FROM keg_order CROSS JOIN generate_series(1, 11) AS beer_id CROSS JOIN (VALUES (20), (30), (50)) AS s (size_l)) AS l
JOIN beer AS b ON b.id = l.beer_id AND b.launched_on <= l.ordered_at
CROSS JOIN LATERAL (SELECT round((size_l * (1.6 + b.abv * 0.28) + extract(year FROM l.ordered_at) - 2022)::numeric, 2) AS price) AS p
WHERE chance < CASE WHEN l.beer_id IN (1, 6) THEN 0.17 WHEN l.beer_id IN (10, 5) THEN 0.02 ELSE 0.06 END * CASE WHEN size_l = 30 THEN 1.6 ELSE 0.7 END;

INSERT INTO order_line VALUES (90001, 6, 30, 2, 95.00, 90.00), (90002, 1, 50, 4, 150.00, 150.00), (90003, 8, 30, 1, 99.00, 99.00), (90005, 2, 30, 2, 94.00, 94.00) ON CONFLICT DO NOTHING;

INSERT INTO listing
SELECT p.id, b.id, greatest(p.customer_since, b.launched_on) + 30, CASE WHEN random() < 0.3 THEN greatest(p.customer_since, b.launched_on) + 200 END
FROM pub AS p CROSS JOIN beer AS b WHERE b.launched_on IS NOT NULL AND b.id <> 13 AND random() < 0.35 AND p.id NOT IN (8, 14);
INSERT INTO listing SELECT 8, id, date '2024-05-01', NULL FROM current_range;
