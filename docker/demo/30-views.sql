-- De Koperen Lepel: views and the materialized view that the managers read on Mondays.

\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

BEGIN;

CREATE VIEW sales.order_overview AS
SELECT o.id AS order_id,
       o.ordered_on,
       o.channel,
       o.status,
       c.first_name || ' ' || c.last_name AS customer,
       n.name AS country,
       s.name AS store,
       l.lines,
       l.pieces,
       l.goods_amount,
       o.shipping_fee,
       o.total_amount
FROM sales.orders o
LEFT JOIN sales.customers c ON c.id = o.customer_id
LEFT JOIN sales.stores s ON s.id = o.store_id
LEFT JOIN sales.countries n ON n.code = coalesce(s.country_code, c.country_code)
CROSS JOIN LATERAL (
    SELECT count(*) AS lines, sum(quantity) AS pieces, sum(line_total) AS goods_amount
    FROM sales.order_lines
    WHERE order_id = o.id
) AS l;
COMMENT ON VIEW sales.order_overview IS 'One row an order with names instead of numbers';
COMMENT ON COLUMN sales.order_overview.country IS 'Country of the store for store orders, of the customer for all others';
COMMENT ON COLUMN sales.order_overview.goods_amount IS 'Sum of the order''s lines, without shipping';

CREATE VIEW sales.customer_value AS
SELECT c.id AS customer_id,
       c.first_name,
       c.last_name,
       c.loyalty,
       count(o.id) AS orders,
       coalesce(sum(o.total_amount), 0) AS spent,
       min(o.ordered_on) AS first_order_on,
       max(o.ordered_on) AS last_order_on
FROM sales.customers c
LEFT JOIN sales.orders o ON o.customer_id = c.id AND o.status <> 'cancelled'
GROUP BY c.id;
COMMENT ON VIEW sales.customer_value IS 'What each customer has brought us so far; cancelled orders do not count';
COMMENT ON COLUMN sales.customer_value.spent IS 'Total of the orders that were not cancelled, in euros; 0 for customers without any';

CREATE MATERIALIZED VIEW sales.monthly_sales AS
SELECT date_trunc('month', o.ordered_on)::date AS month,
       o.channel,
       k.name AS category,
       count(DISTINCT o.id) AS orders,
       sum(l.quantity) AS pieces,
       sum(l.line_total) AS goods_amount
FROM sales.orders o
JOIN sales.order_lines l ON l.order_id = o.id AND l.ordered_on = o.ordered_on
JOIN inventory.products p ON p.id = l.product_id
JOIN inventory.categories k ON k.id = p.category_id
WHERE o.status <> 'cancelled'
GROUP BY 1, 2, 3;
CREATE UNIQUE INDEX ON sales.monthly_sales (month, channel, category);
COMMENT ON MATERIALIZED VIEW sales.monthly_sales IS 'Sales by month, channel and category without cancelled orders, as of its last refresh';
COMMENT ON COLUMN sales.monthly_sales.orders IS 'Orders with at least one piece of the category: they do not add up over categories';

CREATE VIEW inventory.stock_overview AS
SELECT p.id AS product_id,
       p.sku,
       p.name AS product,
       k.name AS category,
       sum(s.on_hand) AS on_hand,
       sum(s.available) AS available,
       count(*) FILTER (WHERE s.available < s.reorder_point) AS warehouses_to_refill
FROM inventory.products p
JOIN inventory.categories k ON k.id = p.category_id
JOIN inventory.stock_levels s ON s.product_id = p.id
WHERE p.discontinued_on IS NULL
GROUP BY p.id, k.name;
COMMENT ON VIEW inventory.stock_overview IS 'Stock of the products on sale, over all warehouses';
COMMENT ON COLUMN inventory.stock_overview.warehouses_to_refill IS 'Warehouses in which fewer pieces are available than the reorder point';

CREATE VIEW hr.headcount AS
SELECT d.name AS department,
       count(e.id) AS people,
       coalesce(round(sum(e.hours_per_week) / 38, 1), 0) AS full_time_equivalents
FROM hr.departments d
LEFT JOIN hr.employees e ON e.department_id = d.id AND e.left_on IS NULL
GROUP BY d.id;
COMMENT ON VIEW hr.headcount IS 'Current staff by department';
COMMENT ON COLUMN hr.headcount.full_time_equivalents IS 'Hours of the contracts over the 38 of a full week';

COMMIT;

ANALYZE sales.monthly_sales;
