SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO dim_station VALUES
(1, 'N01', 'Am Stadttor', 'Nordhausen', 'Harz', 'town', 0, 1, '2012-05-01', NULL), (2, 'N02', 'Helme Ost', 'Nordhausen', 'Harz', 'motorway', 1, 0, '2015-03-16', NULL), (3, 'S01', 'Rosenhof', 'Sangerhausen', 'Harz', 'country road', 0, 1, '2014-08-01', NULL), (4, 'E01', 'Wartburgblick', 'Eisenach', 'Thüringer Wald', 'town', 1, 1, '2017-10-02', NULL),
(5, 'E02', 'Hörselgau', 'Gotha', 'Thüringer Wald', 'motorway', 1, 1, '2018-06-15', NULL), (6, 'G01', 'Am Viadukt', 'Gotha', 'Thüringer Wald', 'town', 0, 0, '2013-02-01', '2025-06-30'), (7, 'L01', 'Kreuz Lossa', 'Lossa', 'Finne', 'country road', 0, 0, '2020-09-01', NULL), (8, 'A01', 'Unstrutbrücke', 'Artern', 'Finne', 'country road', 0, 1, '2026-04-13', NULL);

INSERT INTO dim_fuel VALUES (1, 'Super E5', 'petrol'), (2, 'Super E10', 'petrol'), (3, 'Diesel', 'diesel'), (4, 'Premium Diesel', 'diesel'), (5, 'Autogas', 'gas'), (6, 'HVO100', 'diesel');
INSERT INTO dim_article VALUES (1, 'Coffee to go', 'drinks', NULL, 19), (2, 'Cola 0.5 l', 'drinks', 'Fritzi', 19), (3, 'Water 1 l', 'drinks', 'Harzquell', 19), (4, 'Sausage roll', 'snacks', NULL, 7), (5, 'Chocolate bar', 'snacks', 'Nussi', 7), (6, 'Crisps', 'snacks', 'Knack & Co', 7), (7, 'Daily paper', 'press', NULL, 7), (8, 'Road map Harz', 'press', NULL, 7), (9, 'Screen wash 5 l', 'car care', 'Klarblick', 19), (10, 'Motor oil 1 l', 'car care', 'Motorin', 19), (11, 'Wash basic', 'wash', NULL, 19), (12, 'Wash premium', 'wash', NULL, 19), (13, 'Ice scraper', 'car care', 'Klarblick', 19), (14, 'Cigarettes', 'tobacco', 'Roth', 19), (15, 'Lighter', 'tobacco', NULL, 19), (16, 'Souvenir mug', 'gifts', NULL, 19);
INSERT INTO dim_payment VALUES (1, 'cash', 0), (2, 'debit card', 1), (3, 'credit card', 1), (4, 'fleet card', 1), (5, 'phone app', 1);
INSERT INTO dim_supplier VALUES (1, 'Leuna Mineralöl', 'Leuna'), (2, 'Elbe Fuels', 'Hamburg'), (3, 'Petrosud', NULL), (4, 'Grüner Diesel eG', 'Zörbig');
INSERT INTO dim_day SELECT d::date, (to_char(d, 'MMDD') IN ('0101', '0501', '1003', '1225', '1226'))::int, CASE to_char(d, 'MMDD') WHEN '0101' THEN 'New Year' WHEN '0501' THEN 'Labour Day' WHEN '1003' THEN 'Unity Day' WHEN '1225' THEN 'Christmas Day' WHEN '1226' THEN 'Boxing Day' END FROM generate_series(timestamp '2023-01-01', current_date, interval '1 day') AS d;

INSERT INTO fact_fuel_sale
SELECT row_number() OVER (ORDER BY day, sold_hour, station, fuel), day, sold_hour, station, fuel, CASE WHEN chance > 0.012 THEN pay END, 1 + floor(salt * 8)::int, litres, price, discount, round(litres * price - discount, 2)
FROM (SELECT s.*, CASE WHEN pay IN (4, 5) THEN round(litres * 0.02, 2) ELSE 0 END AS discount
      FROM (SELECT d.day, station, fuel, sold_hour, pay, chance, salt, round((8 + salt ^ 1.5 * CASE WHEN fuel IN (3, 4, 6) THEN 75 ELSE 50 END)::numeric, 2) AS litres,
                   round((CASE fuel WHEN 1 THEN 1.78 WHEN 2 THEN 1.72 WHEN 3 THEN 1.64 WHEN 4 THEN 1.79 WHEN 5 THEN 0.99 ELSE 1.81 END + CASE WHEN station IN (2, 5) THEN 0.18 ELSE 0 END + 0.05 * sin(extract(doy FROM d.day)::float8 / 58) + chance * 0.04)::numeric, 2) + 0.009 AS price
            FROM (SELECT day, (ARRAY[1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 7, 8])[1 + floor(random() * 15)::int] AS station, (ARRAY[1, 2, 2, 2, 3, 3, 3, 3, 4, 5])[1 + floor(random() * 10)::int] AS fuel, CASE WHEN random() < 0.3 THEN 15 + floor(random() * 4)::int ELSE 5 + floor(random() * 18)::int END AS sold_hour, (ARRAY[1, 1, 2, 2, 2, 3, 4, 5])[1 + floor(random() * 8)::int] AS pay, random() AS chance, random() AS salt FROM dim_day CROSS JOIN generate_series(1, 2) AS n) AS d
            WHERE (station <> 6 OR d.day <= date '2025-06-30') AND (station <> 8 OR d.day >= date '2026-04-13') AND (fuel <> 5 OR station IN (1, 3, 5))) AS s) AS f;
INSERT INTO fact_fuel_sale VALUES (90001, current_date, 8, 1, 2, 2, 3, 40.00, 1.729, 0, 69.16), (90002, current_date, 9, 2, 3, 4, 1, 62.50, 1.849, 1.25, 114.31), (90003, current_date, 9, 5, 3, NULL, 2, 55.00, 1.849, 0, 101.70);

INSERT INTO fact_shop_sale
SELECT receipt, line, day, hour, station, article, pay, sign * pieces, round(sign * pieces * price, 2)
FROM (SELECT r.*, line, art.article, art.price, CASE WHEN random() < 0.015 THEN -1 ELSE 1 END AS sign, 1 + floor(random() ^ 3 * 4)::int AS pieces
      FROM (SELECT row_number() OVER (ORDER BY day, n) AS receipt, day, (ARRAY[1, 1, 2, 2, 3, 4, 4, 5, 5, 5, 6, 7, 8])[1 + floor(random() * 13)::int] AS station, 5 + floor(random() * 18)::int AS hour, (ARRAY[1, 1, 1, 2, 2, 3, 5])[1 + floor(random() * 7)::int] AS pay, 1 + floor(random() ^ 2 * 4)::int AS lines FROM dim_day CROSS JOIN generate_series(1, 1) AS n) AS r
      CROSS JOIN LATERAL generate_series(1, r.lines) AS line
      CROSS JOIN LATERAL (SELECT 1 + floor(random() ^ 1.4 * 15)::int + r.receipt * 0 + line * 0 AS pick) AS p
      JOIN (VALUES (1, 2.40), (2, 2.20), (3, 1.90), (4, 2.80), (5, 1.40), (6, 2.60), (7, 2.10), (8, 7.90), (9, 8.90), (10, 17.50), (11, 7.50), (12, 13.90), (13, 4.50), (14, 8.40), (15, 1.50)) AS art (article, price) ON art.article = p.pick) AS x
WHERE (station <> 6 OR day <= date '2025-06-30') AND (station <> 8 OR day >= date '2026-04-13') AND (article NOT IN (11, 12) OR station IN (1, 3, 4, 5, 8)) AND (article <> 13 OR extract(month FROM day) IN (11, 12, 1, 2));
INSERT INTO fact_shop_sale VALUES (90001, 1, current_date, 8, 1, 1, 1, 2, 4.80), (90001, 2, current_date, 8, 1, 4, 1, 1, 2.80), (90002, 1, current_date, 9, 5, 12, 3, 1, 13.90);

INSERT INTO fact_price_change
SELECT station_key, fuel_key, at, round((CASE fuel_key WHEN 2 THEN 1.72 ELSE 1.64 END + CASE WHEN station_key IN (2, 5) THEN 0.18 ELSE 0 END + 0.08 * salt)::numeric, 2) + 0.009
FROM (SELECT s.station_key, f.fuel_key, day + make_interval(hours => (5 + floor(random() * 6) * 3)::int, mins => s.station_key * 3) AS at, random() AS salt, s.closed_on, s.opened_on FROM dim_station AS s CROSS JOIN dim_fuel AS f CROSS JOIN generate_series(timestamptz '2025-01-01', current_date - 1, interval '6 days') AS day WHERE f.fuel_key IN (2, 3)) AS c WHERE at::date >= opened_on AND (closed_on IS NULL OR at::date <= closed_on);
INSERT INTO fact_price_change VALUES (1, 2, current_date + interval '1 second', 1.729), (2, 3, current_date + interval '1 second', 1.849), (5, 3, current_date + interval '2 seconds', 1.849);

INSERT INTO fact_delivery
SELECT row_number() OVER (ORDER BY day, station, fuel), day, CASE WHEN day + lead <= current_date THEN day + lead END, station, fuel, CASE WHEN fuel = 6 THEN 4 WHEN salt < 0.5 THEN 1 WHEN salt < 0.8 THEN 2 ELSE 3 END, 6000 + floor(salt * 20) * 1000, round((CASE fuel WHEN 1 THEN 1.52 WHEN 2 THEN 1.46 WHEN 3 THEN 1.39 WHEN 4 THEN 1.47 WHEN 5 THEN 0.74 ELSE 1.58 END + chance * 0.09)::numeric, 3)
FROM (SELECT day, (ARRAY[1, 2, 2, 3, 4, 5, 5, 6, 7, 8])[1 + floor(random() * 10)::int] AS station, (ARRAY[1, 2, 2, 3, 3, 3, 4])[1 + floor(random() * 7)::int] AS fuel, random() AS salt, random() AS chance, 1 + floor(random() ^ 2 * 5)::int AS lead FROM dim_day WHERE extract(isodow FROM day) < 6) AS d WHERE (station <> 6 OR day < date '2025-06-20') AND (station <> 8 OR day >= date '2026-04-10') AND (station <> 4 OR day < current_date - 45);
INSERT INTO fact_delivery VALUES (90001, current_date - 4, NULL, 7, 3, 3, 18000, 1.412), (90002, current_date - 1, NULL, 5, 2, 1, 24000, 1.491), (90003, current_date - 9, current_date - 8, 3, 5, 2, 9000, 0.762);

INSERT INTO fact_wet_stock
SELECT week::date, station_key, fuel_key, book, CASE WHEN chance > 0.06 THEN round(book - (salt - 0.35) * CASE WHEN station_key = 3 AND fuel_key = 3 THEN 400 ELSE 110 END) END
FROM (SELECT week, s.station_key, f.fuel_key, round((6000 + random() * 22000)::numeric) AS book, random()::numeric AS salt, random() AS chance, s.opened_on, s.closed_on FROM generate_series(date_trunc('week', timestamp '2025-01-06'), current_date, interval '1 week') AS week CROSS JOIN dim_station AS s CROSS JOIN dim_fuel AS f WHERE f.fuel_key IN (1, 2, 3)) AS w WHERE week::date >= opened_on AND (closed_on IS NULL OR week::date <= closed_on);
