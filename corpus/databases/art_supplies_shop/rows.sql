SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO shop.categories VALUES
(1, 'Paint', NULL), (2, 'Paper', NULL), (3, 'Tools', NULL), (4, 'Drawing', NULL),
(11, 'Watercolour', 1), (12, 'Oil paint', 1), (13, 'Acrylics', 1), (14, 'Gouache', 1), (21, 'Sketchbooks', 2), (22, 'Loose sheets', 2), (23, 'Canvas', 2),
(31, 'Brushes', 3), (32, 'Easels', 3), (33, 'Palettes', 3), (41, 'Pencils', 4), (42, 'Ink', 4), (43, 'Pastels', 4);

INSERT INTO stock.suppliers VALUES
(1, 'Lukas & Daughters', 'DE', 10), (2, 'Moulin du Lac', 'FR', 14), (3, 'Hogarth Brushes', 'GB', 7), (4, 'Van Rhijn', 'NL', 5), (5, 'Carta Bianca', 'IT', NULL), (6, 'Kumo Trading', 'JP', 45), (7, 'Rowan Easels', 'IE', 21);

INSERT INTO shop.products VALUES
(1, 'WC-001', 'Ultramarine half pan', 11, 1, 'Lukas', 4.90, 2.10, 8, '{blue}', '{"vegan": true}', '2022-03-01', NULL),
(2, 'WC-002', 'Cadmium red half pan', 11, 1, 'Lukas', 6.20, 3.00, 8, '{red}', '{"vegan": true, "toxic": true}', '2022-03-01', NULL),
(3, 'WC-012', 'Watercolour set of 12', 11, 4, 'Rembrandt', 39.50, 21.00, 320, '{red,blue,yellow,green,brown,white}', '{"vegan": false}', '2022-03-01', NULL),
(4, 'WC-024', 'Watercolour set of 24', 11, 4, 'Rembrandt', 69.00, 38.40, 560, '{red,blue,yellow,green,brown,black,white}', '{"vegan": false}', '2022-05-10', NULL),
(5, 'OP-110', 'Titanium white 40 ml', 12, 4, 'Rembrandt', 9.80, 4.60, 90, '{white}', '{}', '2022-03-01', NULL),
(6, 'OP-111', 'Burnt sienna 40 ml', 12, 4, 'Rembrandt', 9.80, 4.60, 90, '{brown}', '{}', '2022-03-01', NULL),
(7, 'OP-112', 'Cadmium yellow 40 ml', 12, 1, 'Lukas', 14.50, 7.70, 90, '{yellow}', '{"toxic": true}', '2022-09-15', NULL),
(8, 'OP-190', 'Linseed oil 250 ml', 12, 1, NULL, 7.40, 2.80, 270, '{}', '{}', '2022-03-01', NULL),
(9, 'AC-201', 'Acrylic black 75 ml', 13, 1, 'Lukas', 5.60, 2.20, 110, '{black}', '{"vegan": true}', '2022-03-01', NULL),
(10, 'AC-202', 'Acrylic set of 6', 13, 1, 'Lukas', 24.90, 11.50, 620, '{red,blue,yellow,green,black,white}', '{"vegan": true}', '2022-03-01', NULL),
(11, 'AC-230', 'Acrylic marker white', 13, 6, 'Kumo', 3.90, 1.30, 18, '{white}', '{"vegan": true}', '2024-02-01', NULL),
(12, 'GO-300', 'Gouache set of 10', 14, 6, 'Kumo', 28.00, NULL, 450, '{red,blue,yellow,green,white}', '{"vegan": true}', '2025-01-15', NULL),
(13, 'SK-400', 'Sketchbook A5', 21, 5, 'Carta Bianca', 8.90, 3.90, 240, '{}', '{"pages": 80, "gsm": 120}', '2022-03-01', NULL),
(14, 'SK-401', 'Sketchbook A4', 21, 5, 'Carta Bianca', 13.50, 5.80, 480, '{}', '{"pages": 80, "gsm": 120}', '2022-03-01', NULL),
(15, 'SK-410', 'Travel journal', 21, 2, 'Moulin', 18.00, 8.20, 310, '{brown}', '{"pages": 48, "gsm": 300}', '2023-04-01', NULL),
(16, 'SH-500', 'Cold pressed sheet 56x76', 22, 2, 'Moulin', 6.50, 2.90, 130, '{white}', '{"gsm": 300}', '2022-03-01', NULL),
(17, 'SH-501', 'Hot pressed sheet 56x76', 22, 2, 'Moulin', 6.90, 3.20, 130, '{white}', '{"gsm": 300}', '2022-03-01', NULL),
(18, 'CA-520', 'Canvas 50x70', 23, 7, NULL, 12.00, 5.00, 900, '{white}', '{"gsm": 380}', '2022-03-01', NULL),
(19, 'CA-521', 'Canvas 100x120', 23, 7, NULL, 34.00, 15.50, 2400, '{white}', '{"gsm": 380}', '2022-03-01', NULL),
(20, 'BR-600', 'Sable brush no. 6', 31, 3, 'Hogarth', 22.00, 11.00, 12, '{}', '{"vegan": false}', '2022-03-01', NULL),
(21, 'BR-601', 'Sable brush no. 10', 31, 3, 'Hogarth', 48.00, 26.00, 16, '{}', '{"vegan": false}', '2022-03-01', NULL),
(22, 'BR-620', 'Synthetic brush set', 31, 3, 'Hogarth', 19.90, 8.00, 90, '{}', '{"vegan": true}', '2022-03-01', NULL),
(23, 'EA-700', 'Table easel', 32, 7, 'Rowan', 45.00, 24.00, 2100, '{brown}', '{}', '2022-03-01', NULL),
(24, 'EA-701', 'Studio easel', 32, 7, 'Rowan', 189.00, 118.00, 11500, '{brown}', '{}', '2022-03-01', NULL),
(25, 'PA-720', 'Porcelain palette', 33, 6, 'Kumo', 16.00, 6.40, 540, '{white}', '{}', '2023-09-01', NULL),
(26, 'PE-800', 'Pencil tin 12 grades', 41, 4, 'Rembrandt', 15.90, 7.00, 140, '{black}', '{"vegan": true}', '2022-03-01', NULL),
(27, 'PE-801', 'Colour pencils 36', 41, 4, 'Rembrandt', 42.00, 22.00, 410, '{red,blue,yellow,green,brown,black,white}', '{"vegan": true}', '2022-03-01', NULL),
(28, 'PE-802', 'Charcoal sticks', 41, 2, NULL, 4.50, 1.20, 40, '{black}', '{}', '2022-03-01', NULL),
(29, 'IN-850', 'India ink 30 ml', 42, 6, 'Kumo', 7.80, 3.30, 85, '{black}', '{"vegan": false}', '2022-03-01', NULL),
(30, 'IN-851', 'Dip pen set', 42, 3, 'Hogarth', 12.40, 5.10, 60, '{}', '{}', '2022-03-01', NULL),
(31, 'PS-900', 'Soft pastels 24', 43, 2, 'Moulin', 32.00, 16.80, 380, '{red,blue,yellow,green,brown}', '{"vegan": true}', '2022-11-01', '2025-02-28 18:00+00'),
(32, 'PS-901', 'Oil pastels 16', 43, 1, 'Lukas', 14.90, 6.10, 260, '{red,blue,yellow,green}', '{}', '2022-11-01', NULL),
(33, 'EA-702', 'Field easel', 32, 7, 'Rowan', 129.00, NULL, 5200, '{brown}', '{}', current_date - 20, NULL),
(34, 'WC-099', 'Masking fluid 100 ml', 11, 1, NULL, 8.30, 3.10, NULL, '{}', '{"toxic": true}', '2023-01-10', NULL);

INSERT INTO shop.coupons VALUES ('WELCOME10', 10, '2023-01-01', NULL, NULL), ('SCHOOL25', 25, '2024-08-01', '2024-10-31', NULL), ('INKTOBER', 15, '2024-10-01', '2024-10-31', 100), ('SPRING5', 5, '2025-03-01', '2025-05-31', NULL), ('BLACKWEEK', 20, '2025-11-20', '2025-11-30', 200), ('STUDIO30', 30, '2026-01-01', '2026-03-31', 5), ('FRIENDS15', 15, '2025-06-01', NULL, NULL);

INSERT INTO shop.customers
SELECT n, f || ' ' || l, lower(translate(f, ' éüöèïç''', '.euoeic')) || n || CASE n % 3 WHEN 0 THEN '@atelier.example' WHEN 1 THEN '@mail.example' ELSE '@Post.Example' END, cc, CASE WHEN n % 9 <> 4 THEN town END,
       (ARRAY['hobby', 'hobby', 'hobby', 'student', 'professional', 'professional', 'school'])[1 + floor(random() * 7)::int], random() < 0.55, CASE WHEN n > 8 AND random() < 0.25 THEN 1 + floor(random() ^ 2 * 8)::int END,
       timestamptz '2023-01-03 09:00+00' + (n * n % 1000) * interval '25 hours', CASE WHEN n % 13 = 5 THEN timestamptz '2025-06-01 12:00+00' + n * interval '3 days' END
FROM (
    SELECT row_number() OVER () AS n, f, l, cc, town
    FROM unnest(ARRAY['Aoife', 'Hannah', 'Théo', 'Marijke', 'Tom', 'Jürgen', 'Siân', 'Yusuf', 'Chloé', 'Bram', 'Ingrid', 'Sean', 'Olga', 'Pieter', 'Amélie', 'Rhys', 'Katja', 'Finn', 'Nora', 'Luc']) WITH ORDINALITY AS f (f, i)
    CROSS JOIN (VALUES ('O''Brien', 1), ('Weber', 2), ('Dubois', 3), ('de Wit', 4)) AS l (l, k)
    JOIN (VALUES (0, 'GB', 'Leeds'), (1, 'DE', 'Bremen'), (2, 'FR', 'Nantes'), (3, 'NL', 'Delft'), (4, 'GB', 'Bath'), (5, 'IE', 'Cork'), (6, 'DE', 'Weimar')) AS t (k2, cc, town) ON t.k2 = (i * 3 + l.k * 5) % 7
) AS p;
INSERT INTO shop.customers VALUES (81, 'Hannah Weber', 'hannah.w@mail.example', 'DE', 'Weimar', 'student', true, 3, '2026-02-02 10:00+00', NULL), (82, 'Bert Sterk', 'bert@post.example', 'NL', NULL, 'hobby', false, NULL, now() - interval '3 hours', NULL), (83, 'Cork Art School', 'office@artschool.example', 'IE', 'Cork', 'school', true, NULL, '2024-09-01 08:00+00', NULL), (84, 'Tess Arden', 'tess@atelier.example', 'GB', 'Bath', 'hobby', true, 1, '2024-01-20 08:00+00', NULL);

INSERT INTO shop.carts
SELECT row_number() OVER (ORDER BY opened), CASE WHEN bought OR chance < 0.5 THEN customer_id END, (ARRAY['phone', 'phone', 'desktop', 'desktop', 'tablet'])[1 + floor(device * 5)::int], opened, CASE WHEN bought THEN opened + minutes * interval '1 minute' END
FROM (SELECT d + (8 * 60 + floor(random() * 840)) * interval '1 minute' AS opened, 1 + floor(random() ^ 1.6 * 80)::int AS customer_id, random() < 0.62 AS bought, random() AS chance, random() AS device, 2 + floor(random() ^ 2 * 90) AS minutes
      FROM generate_series(timestamptz '2024-01-03 00:00+00', current_date - interval '1 day', interval '1 day') AS d CROSS JOIN generate_series(1, 2) AS n WHERE (extract(doy FROM d)::int * 7 + n * 3) % 5 <> 2) AS x;
INSERT INTO shop.carts VALUES (90001, 5, 'phone', current_date + interval '1 second', current_date + interval '2 seconds'), (90002, NULL, 'tablet', current_date + interval '3 seconds', NULL), (90003, 12, 'desktop', current_date + interval '1 second', current_date + interval '5 seconds');

INSERT INTO shop.orders
SELECT row_number() OVER (ORDER BY t, id), 'A' || to_char(t, 'YY') || '-' || lpad(id::text, 5, '0'), customer_id, id, code, CASE WHEN chance < 0.07 THEN 'cancelled' WHEN age < 1 THEN 'new' WHEN age < 2 THEN 'paid' WHEN age < 3 THEN 'packed' WHEN age < 4 + slow OR chance < 0.08 THEN 'shipped' ELSE 'delivered' END::shop.order_status,
       t, CASE WHEN chance >= 0.07 AND age >= 3 THEN t + (20 + chance * 60) * interval '1 hour' END, CASE WHEN chance >= 0.08 AND age >= 4 + slow THEN t + (80 + slow * 24 - 20 * chance) * interval '1 hour' END,
       (ARRAY[0, 0, 4.9, 4.9, 6.9, 9.5])[1 + floor(fee * 6)::int], CASE WHEN chance > 0.93 THEN (ARRAY['please leave with the neighbour', 'Gift wrap please', 'ring twice', 'urgent!'])[1 + floor(fee * 4)::int] END
FROM (SELECT c.id, c.customer_id, c.ordered_at AS t, random() AS chance, random() AS fee, floor(random() ^ 2 * 9)::int AS slow, extract(epoch FROM now() - c.ordered_at) / 86400 AS age,
             CASE WHEN random() < 0.3 THEN CASE WHEN random() < 0.5 THEN 'WELCOME10' WHEN c.ordered_at::date BETWEEN '2024-08-01' AND '2024-10-31' THEN 'SCHOOL25' WHEN c.ordered_at::date BETWEEN '2025-03-01' AND '2025-05-31' THEN 'SPRING5' WHEN c.ordered_at >= '2025-06-01' THEN 'FRIENDS15' END WHEN c.ordered_at::date BETWEEN '2026-01-01' AND '2026-03-31' AND random() < 0.5 THEN 'STUDIO30' WHEN extract(month FROM c.ordered_at) = 11 AND extract(day FROM c.ordered_at) BETWEEN 20 AND 30 AND extract(year FROM c.ordered_at) = 2025 THEN 'BLACKWEEK' END AS code
      FROM shop.carts AS c WHERE c.ordered_at IS NOT NULL) AS x;
UPDATE shop.orders SET status = 'paid', shipped_at = NULL WHERE cart_id = 90001;
UPDATE shop.orders SET status = 'delivered', shipped_at = placed_at + interval '1 day', delivered_at = placed_at + interval '5 days' WHERE id IN (3, 20);

INSERT INTO shop.order_items
SELECT o.id, n, p.id, q, round((p.list_price * (100 - coalesce(c.percent_off, 0)) / 100)::numeric, 2)
FROM (SELECT o.id, o.coupon_code, o.placed_at, n, (ARRAY[13, 1, 16, 5, 26, 9, 14, 22, 20, 3, 10, 18, 28, 29, 2, 6, 17, 8, 7, 32, 30, 11, 21, 15, 19, 27, 23, 25, 4, 31, 12, 24])[1 + floor(random() ^ 1.7 * 32)::int] AS pick, 1 + floor(random() ^ 3 * 8)::int AS q
      FROM (SELECT *, 1 + floor(random() ^ 2 * 5)::int AS lines FROM shop.orders) AS o CROSS JOIN LATERAL generate_series(1, o.lines) AS n) AS o
JOIN shop.products AS p ON p.id = CASE WHEN pick = 12 AND o.placed_at < '2025-01-15' THEN 10 WHEN pick = 11 AND o.placed_at < '2024-02-01' THEN 9 WHEN pick = 31 AND o.placed_at > '2025-02-28' THEN 32 ELSE pick END
LEFT JOIN shop.coupons AS c ON c.code = o.coupon_code;

INSERT INTO shop.cart_items
SELECT c.id, p, 1 + floor(random() ^ 3 * 5)::int, CASE WHEN random() < 0.15 THEN c.opened_at + interval '3 minutes' END
FROM (SELECT c.id, c.opened_at, 1 + floor(random() * 24)::int AS base, 1 + floor(random() ^ 2 * 3)::int AS lines FROM shop.carts AS c WHERE c.id % 11 <> 4) AS c CROSS JOIN LATERAL (SELECT base + k * 3 AS p FROM generate_series(0, lines - 1) AS k) AS i;

INSERT INTO shop.payments
SELECT row_number() OVER (ORDER BY t, order_id), order_id, method, amount, t, failed
FROM (SELECT o.id AS order_id, (ARRAY['card', 'card', 'wallet', 'transfer', 'voucher'])[1 + floor(random() ^ 1.3 * 5)::int]::shop.payment_method AS method, s.total AS amount, o.placed_at + (n - 1) * interval '7 minutes' AS t, n < o.tries AS failed
      FROM (SELECT *, CASE WHEN random() < 0.12 THEN 2 WHEN random() < 0.03 THEN 3 ELSE 1 END AS tries FROM shop.orders WHERE status NOT IN ('new', 'cancelled')) AS o JOIN shop.order_totals AS s ON s.order_id = o.id CROSS JOIN LATERAL generate_series(1, o.tries) AS n) AS x;
INSERT INTO shop.payments SELECT 80000 + o.id, o.id, 'card', 25, o.placed_at, true FROM shop.orders AS o WHERE o.status = 'cancelled' AND o.id % 2 = 0;

INSERT INTO shop.refunds
SELECT row_number() OVER (ORDER BY day, order_id, line_no), order_id, line_no, quantity, round(quantity * unit_price, 2), reason, day
FROM (SELECT i.order_id, i.line_no, greatest(1, i.quantity - floor(random() * 2)::int) AS quantity, i.unit_price, (ARRAY['damaged', 'wrong colour', 'changed mind', 'late', NULL])[1 + floor(random() * 5)::int] AS reason, (o.delivered_at + (1 + floor(random() * 20)) * interval '1 day')::date AS day, random() AS chance
      FROM shop.order_items AS i JOIN shop.orders AS o ON o.id = i.order_id WHERE o.delivered_at IS NOT NULL) AS x
WHERE chance < 0.06 AND day <= current_date;

INSERT INTO shop.reviews
SELECT row_number() OVER (ORDER BY day, product_id, customer_id), product_id, customer_id, stars, CASE WHEN chance < 0.7 * 0.3 THEN (ARRAY['Lovely pigment, will buy again', 'Arrived BROKEN', 'Great paper, no buckling', 'too expensive', 'the lid was broken but fine otherwise', 'My students adore it', 'Good value'])[1 + floor(txt * 7)::int] END, day, chance < 0.012
FROM (SELECT i.product_id, o.customer_id, 5 - floor(random() ^ 2 * 4.6)::int AS stars, (o.delivered_at + interval '9 days')::date AS day, random() AS chance, random() AS txt FROM shop.order_items AS i JOIN shop.orders AS o ON o.id = i.order_id WHERE o.delivered_at IS NOT NULL AND i.product_id NOT IN (25, 8)) AS x
WHERE chance < 0.3 AND day <= current_date;

INSERT INTO stock.warehouses VALUES (1, 'Canal Street', 'Leeds', 2400), (2, 'Hafen', 'Bremen', 3100), (3, 'Le Grenier', 'Nantes', NULL), (4, 'Old Mill', 'Cork', 600);

INSERT INTO stock.purchase_orders
SELECT row_number() OVER (ORDER BY d), supplier_id, product_id, w, q, round((coalesce(cost, 9.5) * (0.95 + 0.1 * u))::numeric, 2), d, CASE WHEN lead IS NOT NULL THEN d + lead END, CASE WHEN d + took <= current_date AND chance > 0.04 THEN d + took END
FROM (SELECT d::date AS d, p.id AS product_id, p.supplier_id, p.cost_price AS cost, s.lead_days AS lead, (ARRAY[1, 1, 2, 2, 3])[1 + floor(random() * 5)::int] AS w, 10 * (1 + floor(random() * 12)::int) AS q, random() AS u, random() AS chance, coalesce(s.lead_days, 12) - 3 + floor(random() ^ 2 * 14)::int AS took
      FROM (SELECT d, 1 + floor(random() * 32)::int AS pick FROM generate_series(timestamp '2023-12-01', current_date, interval '2 days') AS d) AS d JOIN shop.products AS p ON p.id = d.pick JOIN stock.suppliers AS s ON s.id = p.supplier_id) AS x WHERE supplier_id <> 5 OR w <> 3;

INSERT INTO stock.movements
SELECT row_number() OVER (ORDER BY day, kind, product_id, w), w, product_id, kind::stock.movement_kind, q, day
FROM (SELECT warehouse_id AS w, product_id, 'receipt' AS kind, quantity AS q, received_on AS day FROM stock.purchase_orders WHERE received_on >= '2024-01-01'
      UNION ALL SELECT (ARRAY[1, 1, 2, 2, 3])[1 + (o.id % 5)], i.product_id, 'sale', -i.quantity, o.shipped_at::date FROM shop.order_items AS i JOIN shop.orders AS o ON o.id = i.order_id WHERE o.shipped_at IS NOT NULL AND o.shipped_at < current_date
      UNION ALL SELECT 2, i.product_id, 'return', r.quantity, r.refunded_on FROM shop.refunds AS r JOIN shop.order_items AS i ON i.order_id = r.order_id AND i.line_no = r.line_no WHERE r.reason IS DISTINCT FROM 'damaged'
      UNION ALL SELECT 1 + (extract(doy FROM d)::int % 3), 1 + (extract(doy FROM d)::int * 11 % 32), 'loss', -1 - (extract(doy FROM d)::int % 3), d::date FROM generate_series(timestamp '2024-01-09', current_date, interval '9 days') AS d) AS x;

REFRESH MATERIALIZED VIEW shop.monthly_sales;
