SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO dim_date
SELECT to_char(d, 'YYYYMMDD')::int, d, to_char(d, 'FMDay'), extract(week FROM d), extract(month FROM d), to_char(d, 'FMMonth'), extract(quarter FROM d), extract(year FROM d), (extract(isodow FROM d) > 5)::int,
       (to_char(d, 'MMDD') IN ('0101', '0501', '1003', '1225', '1226'))::int
FROM generate_series(timestamp '2019-01-01', (date_trunc('year', now()) + interval '1 year' - interval '1 day')::timestamp, interval '1 day') AS d;

INSERT INTO dim_store VALUES
(1, 'H001', 'Ringcenter', 'Leipzig', 'East', 'hyper', 4800, 20190301, NULL), (2, 'S011', 'Südvorstadt', 'Leipzig', 'East', 'super', 1150, 20190301, NULL), (3, 'S012', 'Marktplatz', 'Halle', 'East', 'super', 980, 20200615, NULL), (4, 'E101', 'Hauptbahnhof', 'Leipzig', 'East', 'express', 190, 20210901, NULL),
(5, 'H002', 'Messepark', 'Hannover', 'North', 'hyper', 5200, 20190815, NULL), (6, 'S021', 'Lister Meile', 'Hannover', 'North', 'super', 1020, 20220401, NULL), (7, 'E102', 'Hauptbahnhof', 'Hannover', 'North', 'express', NULL, 20220915, 20250630), (8, 'S031', 'Altstadt', 'Würzburg', 'South', 'super', 870, 20240304, NULL), (9, 'E103', 'Uni Mensa', 'Göttingen', 'North', 'express', 160, 20260105, NULL);

INSERT INTO dim_product
SELECT row_number() OVER (ORDER BY sku, vf), sku, pname, cat, dep, brand, own, price, vf::date, vt::date, (vt IS NULL)::int
FROM (VALUES
('1001', 'Whole milk 1 l', 'Milk', 'Dairy', 'Hofgut', 0, 1.09, '2019-01-01', '2023-06-30'), ('1001', 'Whole milk 1 l', 'Milk', 'Dairy', 'Hofgut', 0, 1.19, '2023-07-01', '2025-01-31'), ('1001', 'Whole milk 1 l', 'Milk', 'Dairy', 'Hofgut', 0, 1.29, '2025-02-01', NULL),
('1002', 'Oat drink 1 l', 'Plant drinks', 'Dairy', 'Haferl', 0, 1.99, '2019-01-01', '2024-03-31'), ('1002', 'Oat drink 1 l', 'Milk', 'Dairy', 'Haferl', 0, 1.79, '2024-04-01', NULL), ('1003', 'Butter 250 g', 'Butter', 'Dairy', 'Gut & Günstig', 1, 2.19, '2019-01-01', '2024-09-30'), ('1003', 'Butter 250 g', 'Butter', 'Dairy', 'Gut & Günstig', 1, 2.79, '2024-10-01', NULL),
('1004', 'Gouda sliced', 'Cheese', 'Dairy', 'Hofgut', 0, 2.49, '2019-01-01', NULL), ('1005', 'Feta', 'Cheese', 'Dairy', 'Gut & Günstig', 1, 1.69, '2021-05-01', NULL), ('2001', 'Bananas', 'Fruit', 'Fresh', NULL, 0, 1.79, '2019-01-01', NULL), ('2002', 'Apples Elstar', 'Fruit', 'Fresh', NULL, 0, 2.49, '2019-01-01', NULL),
('2003', 'Tomatoes', 'Vegetables', 'Fresh', NULL, 0, 3.29, '2019-01-01', NULL), ('2004', 'Salad mix', 'Vegetables', 'Fresh', 'Gut & Günstig', 1, 1.49, '2022-01-01', NULL), ('2005', 'Asparagus', 'Vegetables', 'Fresh', NULL, 0, 8.99, '2019-01-01', NULL), ('3001', 'Rye bread', 'Bread', 'Bakery', 'Backhaus', 0, 3.49, '2019-01-01', '2024-12-31'), ('3001', 'Rye bread', 'Bread', 'Bakery', 'Backhaus', 0, 3.79, '2025-01-01', NULL),
('3002', 'Pretzel', 'Snacks', 'Bakery', 'Backhaus', 0, 0.89, '2019-01-01', NULL), ('4001', 'Pils 0.5 l', 'Beer', 'Drinks', 'Sternquell', 0, 0.99, '2019-01-01', NULL), ('4002', 'Mineral water 1.5 l', 'Water', 'Drinks', 'Gut & Günstig', 1, 0.35, '2019-01-01', NULL), ('4003', 'Riesling 0.75 l', 'Wine', 'Drinks', 'Weingut Arens', 0, 6.99, '2020-01-01', NULL),
('4004', 'Cola 1 l', 'Soft drinks', 'Drinks', 'Fritzi', 0, 1.49, '2019-01-01', NULL), ('5001', 'Spaghetti 500 g', 'Pasta', 'Dry', 'Gut & Günstig', 1, 0.99, '2019-01-01', NULL), ('5002', 'Coffee beans 1 kg', 'Coffee', 'Dry', 'Röstwerk', 0, 14.99, '2019-01-01', '2025-05-31'), ('5002', 'Coffee beans 1 kg', 'Coffee', 'Dry', 'Röstwerk', 0, 17.99, '2025-06-01', NULL),
('5003', 'Dark chocolate', 'Sweets', 'Dry', 'Röstwerk', 0, 2.29, '2019-01-01', NULL), ('5004', 'Olive oil 0.5 l', 'Oil', 'Dry', 'Gut & Günstig', 1, 7.49, '2019-01-01', NULL), ('5005', 'Advent calendar', 'Sweets', 'Dry', 'Fritzi', 0, 4.99, '2023-10-01', NULL)
) AS p (sku, pname, cat, dep, brand, own, price, vf, vt);

INSERT INTO dim_customer VALUES (0, NULL, 'none', NULL, NULL, 1);
INSERT INTO dim_customer SELECT n, 'K' || lpad((n * 7919 % 100000)::text, 5, '0'), (ARRAY['family', 'single', 'student', 'senior', 'family'])[1 + floor(random() * 5)::int], CASE WHEN random() > 0.1 THEN 1938 + floor(random() * 68)::int END, CASE WHEN random() > 0.08 THEN (ARRAY['04103', '04275', '06108', '30159', '30161', '97070'])[1 + floor(random() * 6)::int] END, (random() > 0.15)::int FROM generate_series(1, 80) AS n;

INSERT INTO dim_promotion VALUES (0, 'none', 'none', 0), (1, 'Weekend fruit', 'price cut', 20), (2, 'Easter brunch', 'bundle', 10), (3, 'Card bonus', 'loyalty', 5), (4, 'Late hour bakery', 'price cut', 50), (5, 'Grill season', 'bundle', 15);
INSERT INTO dim_supplier VALUES (1, 'Hofgut Molkerei', 'DE'), (2, 'Fruchthof Nord', 'DE'), (3, 'Frutas del Sur', 'ES'), (4, 'Getränke Kühn', 'DE'), (5, 'Rösterei Alto', 'IT'), (6, 'Van den Berg', 'NL');

INSERT INTO fact_sales
SELECT receipt, row_number() OVER (PARTITION BY receipt ORDER BY salt), date_key, store_key, product_key, customer_key, promo, hour, qty, gross, gross - net, net, CASE WHEN salt < 0.97 THEN round(gross * (0.55 + 0.3 * salt), 2) END
FROM (
    SELECT l.*, p.product_key, CASE WHEN l.sign < 0 THEN 0 ELSE promo_wish END AS promo, round((l.sign * l.qty0)::numeric, 3) AS qty, round((l.sign * l.qty0 * p.list_price)::numeric, 2) AS gross,
           round((l.sign * l.qty0 * p.list_price * (1 - CASE WHEN l.sign < 0 THEN 0 ELSE m.discount_pct END / 100))::numeric, 2) AS net
    FROM (
        SELECT r.*, line, random()::numeric AS salt, CASE WHEN random() < 0.015 THEN -1 ELSE 1 END AS sign, CASE WHEN random() < 0.3 THEN 0.3 + random() * 2 ELSE 1 + floor(random() ^ 3 * 6) END AS qty0,
               (ARRAY['1001', '1001', '1002', '1003', '1004', '1005', '2001', '2001', '2002', '2003', '2004', '3001', '3001', '3002', '4001', '4001', '4002', '4003', '4004', '5001', '5002', '5003', '5004'])[1 + floor(random() * 23)::int] AS pick,
               CASE WHEN random() < 0.8 THEN 0 ELSE 1 + floor(random() * 5)::int END AS promo_wish
        FROM (SELECT (to_char(d.full_date, 'YYMMDD') || lpad(n::text, 3, '0'))::bigint AS receipt, d.date_key, d.full_date, d.month_no, (ARRAY[1, 1, 1, 2, 3, 4, 5, 5, 5, 6, 7, 8, 9])[1 + floor(random() * 13)::int] AS store_key, CASE WHEN random() < 0.45 THEN 0 ELSE 1 + floor(random() ^ 1.5 * 76)::int END AS customer_key, 7 + floor(random() * 14)::int AS hour, 1 + floor(random() ^ 2 * 6)::int AS lines
              FROM dim_date AS d CROSS JOIN generate_series(1, 4) AS n WHERE d.full_date BETWEEN date '2023-01-02' AND current_date AND extract(isodow FROM d.full_date) < 7 AND d.is_holiday = 0) AS r
        CROSS JOIN LATERAL generate_series(1, r.lines) AS line
    ) AS l
    JOIN dim_product AS p ON p.sku = CASE WHEN l.pick = '5003' AND l.month_no = 12 AND l.full_date > date '2023-10-01' THEN '5005' WHEN l.pick = '4003' AND l.month_no IN (4, 5, 6) THEN '2005' ELSE l.pick END AND l.full_date >= p.valid_from AND (p.valid_to IS NULL OR l.full_date <= p.valid_to)
    JOIN dim_promotion AS m ON m.promo_key = l.promo_wish
    WHERE (l.store_key <> 7 OR l.date_key <= 20250630) AND (l.store_key <> 8 OR l.date_key >= 20240304) AND (l.store_key <> 9 OR l.date_key >= 20260105)
) AS x;
INSERT INTO fact_sales SELECT 999999001, 1, to_char(current_date, 'YYYYMMDD')::int, 2, (SELECT product_key FROM dim_product WHERE sku = '3001' AND is_current = 1), 12, 0, 8, 2, 7.58, 0, 7.58, 4.10
UNION ALL SELECT 999999002, 1, to_char(current_date, 'YYYYMMDD')::int, 5, (SELECT product_key FROM dim_product WHERE sku = '4003'), 0, 0, 18, 3, 20.97, 0, 20.97, NULL;

INSERT INTO fact_stock
SELECT d.date_key, s.store_key, p.sku, CASE WHEN random() < 0.07 THEN 0 ELSE round((5 + random() ^ 2 * CASE s.format WHEN 'hyper' THEN 400 WHEN 'super' THEN 120 ELSE 30 END)::numeric, 1) END, CASE WHEN random() < 0.3 THEN round((random() * 80)::numeric, 0) ELSE 0 END
FROM dim_date AS d CROSS JOIN dim_store AS s CROSS JOIN (SELECT DISTINCT sku FROM dim_product WHERE sku < '5000') AS p
WHERE extract(day FROM d.full_date) = 1 AND d.full_date BETWEEN date '2024-01-01' AND current_date AND d.date_key >= s.opened_key AND (s.closed_key IS NULL OR d.date_key < s.closed_key) AND NOT (s.format = 'express' AND p.sku IN ('2005', '4003'));

INSERT INTO fact_delivery
SELECT row_number() OVER (ORDER BY o.date_key), o.date_key, CASE WHEN o.full_date + lead <= current_date AND chance > 0.02 THEN to_char(o.full_date + lead, 'YYYYMMDD')::int END, store_key, supplier, sku, want, CASE WHEN o.full_date + lead <= current_date AND chance > 0.02 THEN CASE WHEN chance < 0.2 THEN round(want * 0.8) ELSE want END END
FROM (SELECT d.date_key, d.full_date, random()::numeric AS chance, 1 + floor(random() ^ 2 * 9)::int AS lead, (ARRAY[1, 2, 3, 5, 5, 6, 1, 4])[1 + floor(random() * 8)::int] AS store_key, round((20 + random() * 200)::numeric, 0) AS want, pick.supplier, pick.sku
      FROM (SELECT *, 1 + floor(random() * 8)::int AS choice FROM dim_date) AS d JOIN (VALUES (1, 1, '1001'), (2, 1, '1003'), (3, 2, '2002'), (4, 3, '2003'), (5, 3, '2001'), (6, 4, '4001'), (7, 5, '5002'), (8, 2, '2004')) AS pick (choice, supplier, sku) ON pick.choice = d.choice
      WHERE d.full_date BETWEEN date '2024-01-01' AND current_date) AS o;

INSERT INTO fact_waste
SELECT row_number() OVER (ORDER BY d.date_key), d.date_key, store_key, p.product_key, CASE WHEN p.department IN ('Fresh', 'Dairy', 'Bakery') AND random() < 0.8 THEN 1 WHEN random() < 0.6 THEN 2 ELSE 3 END, round((1 + random() ^ 2 * 14)::numeric, 1), round((p.list_price * (1 + random() ^ 2 * 9)::numeric), 2)
FROM (SELECT d.*, (ARRAY[1, 1, 2, 3, 4, 5, 5, 6])[1 + floor(random() * 8)::int] AS store_key, (ARRAY['1001', '1003', '2001', '2003', '2004', '2004', '3001', '3002', '4003', '5003'])[1 + floor(random() * 10)::int] AS sku, random() AS chance FROM dim_date AS d WHERE d.full_date BETWEEN date '2023-06-01' AND current_date) AS d
JOIN dim_product AS p ON p.sku = d.sku AND d.full_date >= p.valid_from AND (p.valid_to IS NULL OR d.full_date <= p.valid_to) WHERE d.chance < 0.8;
