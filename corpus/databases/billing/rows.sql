SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO plans VALUES
(1, 'starter', 'Starter', 900, 9000, 3, '{boards,export}', NULL), (2, 'team', 'Team', 1900, 19000, 5, '{boards,export,api}', NULL), (3, 'business', 'Business', 3400, 34000, 10, '{boards,export,api,sso}', NULL),
(4, 'enterprise', 'Enterprise', 5900, 59000, 50, '{boards,export,api,sso,audit log,priority support}', NULL), (5, 'basic-2021', 'Basic (old)', 700, 7000, 1, '{boards}', '2022-12-31 23:00+00'), (6, 'nonprofit', 'Non-profit', 400, 4000, 3, '{boards,export}', NULL);

INSERT INTO accounts
SELECT row_number() OVER (), name, country, industry, opened::timestamptz + interval '9 hours 12 minutes', opened::timestamptz + interval '40 days', closed::timestamptz
FROM (VALUES
('Almost Paper GmbH', 'DE', 'publishing', '2021-02-11', NULL), ('Brightside Dental', 'GB', 'health', '2021-03-01', NULL), ('Casa Verde Arquitectos', 'ES', 'architecture', '2021-05-20', NULL), ('Dünya Lojistik', 'TR', 'logistics', '2021-09-14', NULL),
('Eleven Owls', 'US', NULL, '2021-11-02', '2024-05-17'), ('Fjord Analytics', 'NO', 'software', '2022-01-10', NULL), ('Gebrüder Lang', 'DE', 'crafts', '2022-01-28', NULL), ('Hopkins & Daughters', 'GB', 'law', '2022-03-03', NULL),
('Institut Pasteur-Nord', 'FR', 'health', '2022-03-31', NULL), ('Juniper Schools', 'GB', 'education', '2022-04-19', NULL), ('Kobe Robotics', 'JP', 'manufacturing', '2022-06-06', NULL), ('Lumen Films', 'FR', 'media', '2022-06-30', '2023-08-01'),
('Maple Street Church', 'US', NULL, '2022-08-15', NULL), ('Nordlicht Energie', 'DE', 'energy', '2022-09-01', NULL), ('O''Hara Roofing', 'IE', 'crafts', '2022-09-22', NULL), ('Pixel & Pine', 'US', 'software', '2022-11-11', NULL),
('Quartz Mining Co', 'AU', 'mining', '2022-12-01', NULL), ('Rive Gauche Press', 'FR', 'publishing', '2023-01-09', NULL), ('Saltwater Labs', 'US', 'software', '2023-01-25', NULL), ('Tulip Logistics', 'NL', 'logistics', '2023-02-14', NULL),
('Umbrella Insurance', 'GB', 'insurance', '2023-03-30', NULL), ('Vino e Pane', 'IT', 'catering', '2023-05-02', '2025-01-31'), ('Wolfram Werkzeuge', 'DE', 'manufacturing', '2023-06-21', NULL), ('Xenia Hotels', 'GR', 'hospitality', '2023-07-07', NULL),
('Yellow Cab Studio', 'US', 'media', '2023-09-18', NULL), ('Zebra Crossing', 'GB', NULL, '2023-10-30', NULL), ('Atelier Blanc', 'FR', 'architecture', '2024-01-15', NULL), ('Brightside Dental', 'IE', 'health', '2024-02-02', NULL),
('Copper Kettle Foods', 'GB', 'catering', '2024-04-08', NULL), ('Delta Charter School', 'US', 'education', '2024-06-17', NULL), ('Echo Valley Farm', 'NZ', 'farming', '2024-09-09', NULL), ('Freja Design', 'DK', 'design', '2024-11-20', NULL),
('Grünwald Apotheke', 'DE', 'health', '2025-02-03', NULL), ('Harbour Watch', 'GB', 'security', '2025-05-12', NULL), ('Iglesias Abogados', 'ES', 'law', '2025-08-01', NULL), ('Jade Garden Teas', 'GB', NULL, '2025-10-10', NULL)
) AS a (name, country, industry, opened, closed);

INSERT INTO users (id, account_id, email, full_name, role, created_at, last_seen_at, deleted_at)
SELECT row_number() OVER (ORDER BY account_id, n), account_id, lower(translate(first, 'éüøñ', 'euon')) || n || '@' || regexp_replace(lower(aname), '[^a-z]', '', 'g') || '.example', first || ' ' || last,
       CASE WHEN n = 1 THEN 'owner' WHEN n = 2 THEN 'admin' WHEN chance < 0.15 THEN 'guest' ELSE 'member' END, joined,
       CASE WHEN chance > 0.06 THEN greatest(joined, least(coalesce(gone, now()) - interval '1 minute', coalesce(gone, now()) - chance ^ 4 * interval '200 days')) END, CASE WHEN gone IS NOT NULL THEN gone WHEN n > 3 AND chance > 0.9 THEN now() - interval '50 days' END
FROM (SELECT a.id AS account_id, a.name AS aname, a.deleted_at AS gone, n, random() AS chance, a.created_at + (n - 1) * (random() * interval '60 days') AS joined,
             (ARRAY['Anna', 'Ben', 'Chloé', 'Dev', 'Ella', 'Farid', 'Greta', 'Hugo', 'Iñaki', 'Jürgen', 'Karen', 'Lou', 'Mia', 'Søren', 'Tariq', 'Wren'])[1 + floor(random() * 16)::int] AS first,
             (ARRAY['Smith', 'Schmidt', 'Dubois', 'O''Neil', 'Garcia', 'Kaya', 'Larsen', 'Nguyen', 'Patel', 'Rossi', 'van Dam', 'Walker'])[1 + floor(random() * 12)::int] AS last
      FROM accounts AS a CROSS JOIN generate_series(1, 9) AS n WHERE n <= 2 + (a.id * 5) % 8) AS u
WHERE joined < now() - interval '3 days';
UPDATE users AS u SET invited_by_user_id = (SELECT o.id FROM users AS o WHERE o.account_id = u.account_id AND o.role IN ('owner', 'admin') AND o.id < u.id ORDER BY o.id DESC LIMIT 1) WHERE u.role <> 'owner' AND u.id % 5 <> 0;

INSERT INTO subscriptions
SELECT a.id, a.id, CASE WHEN a.id IN (13) THEN 6 WHEN a.id IN (1, 3) THEN 5 WHEN a.id IN (11, 14, 21) THEN 4 ELSE 1 + (a.id % 3)::int END, CASE WHEN a.id % 4 = 0 THEN 'yearly' ELSE 'monthly' END::billing_interval,
       CASE WHEN a.deleted_at IS NOT NULL OR a.id IN (7, 19, 26) THEN 'cancelled' WHEN a.id IN (36, 35) THEN 'trialing' WHEN a.id IN (15, 24) THEN 'past_due' ELSE 'active' END::subscription_status,
       2 + floor(random() ^ 2 * 40)::int, a.created_at, CASE WHEN a.id NOT IN (35, 36, 26) THEN a.created_at + interval '14 days' END, CASE WHEN a.id % 7 <> 1 THEN a.created_at + interval '14 days' END,
       CASE WHEN a.deleted_at IS NOT NULL THEN a.deleted_at - interval '9 days' WHEN a.id = 7 THEN date_trunc('month', now()) - interval '20 days' WHEN a.id = 19 THEN '2024-10-15 12:00+00' WHEN a.id = 26 THEN a.created_at + interval '13 days' END,
       CASE WHEN a.id IN (5, 19, 7) THEN 'too expensive' WHEN a.id = 12 THEN 'company closed' WHEN a.id = 26 THEN 'missing feature' END
FROM accounts AS a;
UPDATE subscriptions SET trial_ends_at = current_date + interval '5 days' WHERE id IN (35, 36);
INSERT INTO subscriptions VALUES (101, 19, 3, 'yearly', 'active', 25, '2025-01-20 10:00+00', '2025-01-20 10:00+00', NULL, NULL, NULL), (102, 6, 4, 'monthly', 'active', 12, '2024-03-01 08:00+00', '2024-03-01 08:00+00', NULL, NULL, NULL), (103, 20, 2, 'monthly', 'cancelled', 8, '2023-05-01 08:00+00', '2023-05-15 08:00+00', '2023-05-15 08:00+00', '2024-02-29 17:30+00', 'missing feature'), (104, 29, 3, 'monthly', 'trialing', 6, now() - interval '2 days', NULL, current_date + interval '12 days', NULL, NULL);

INSERT INTO plan_changes
SELECT row_number() OVER (ORDER BY at), id, from_plan, to_plan, at, CASE WHEN chance < 0.7 THEN (SELECT min(u.id) FROM users AS u WHERE u.account_id = d.account_id) END
FROM (SELECT s.id, s.account_id, f AS from_plan, least(f + 1, s.plan_id) AS to_plan, s.started_at + interval '70 days' * (f + random()) AS at, random() AS chance
      FROM subscriptions AS s CROSS JOIN generate_series(1, 3) AS f WHERE s.plan_id IN (3, 4) AND f < s.plan_id AND s.id % 2 = 1 AND s.started_at IS NOT NULL
      UNION ALL SELECT s.id, s.account_id, 3, 2, s.started_at + interval '200 days' * (0.5 + random()), random() FROM subscriptions AS s WHERE s.plan_id = 2 AND s.id % 3 = 1 AND s.started_at < now() - interval '1 year') AS d
WHERE at < now();

INSERT INTO invoices (id, subscription_id, number, issued_at, due_at, paid_at, voided_at, subtotal_cents, tax_cents)
SELECT n, id, 'INV-' || to_char(at, 'YYYY') || '-' || lpad(n::text, 5, '0'), at, at + interval '14 days',
       CASE WHEN fate > 0.03 AND NOT (late AND at > now() - interval '75 days') AND at + wait < now() THEN at + wait END, CASE WHEN fate < 0.015 THEN at + interval '3 days' END, 0, 0
FROM (SELECT row_number() OVER (ORDER BY at, s.id) AS n, s.id, at, s.status = 'past_due' AS late, random() AS fate, random() ^ 2 * interval '19 days' AS wait
      FROM subscriptions AS s CROSS JOIN generate_series(s.started_at, least(coalesce(s.cancelled_at, now()), now()), CASE s.billing_interval WHEN 'monthly' THEN interval '1 month' ELSE interval '1 year' END) AS at WHERE at >= timestamptz '2022-01-01') AS i;

INSERT INTO invoice_items
SELECT row_number() OVER (ORDER BY invoice_id, kind), invoice_id, kind, quantity, price, quantity * price
FROM (
    SELECT i.id AS invoice_id, 'seats' AS kind, greatest(1, s.seats - CASE WHEN i.issued_at < now() - interval '300 days' THEN s.seats / 3 ELSE 0 END) AS quantity, CASE s.billing_interval WHEN 'monthly' THEN p.monthly_price_cents ELSE p.yearly_price_cents END AS price
    FROM invoices AS i JOIN subscriptions AS s ON s.id = i.subscription_id JOIN plans AS p ON p.id = s.plan_id
    UNION ALL SELECT id, 'overage', 1 + floor(random() * 30)::int, 150 FROM (SELECT id, random() AS chance FROM invoices) AS o WHERE chance < 0.2
    UNION ALL SELECT id, 'credit', 1, -500 FROM (SELECT id, random() AS chance FROM invoices) AS c WHERE chance < 0.05
) AS x;
UPDATE invoices AS i SET subtotal_cents = t.subtotal, tax_cents = CASE WHEN i.subscription_id % 3 = 0 THEN 0 ELSE round(t.subtotal * 0.19) END FROM (SELECT invoice_id, sum(amount_cents) AS subtotal FROM invoice_items GROUP BY invoice_id) AS t WHERE t.invoice_id = i.id;

INSERT INTO payments
SELECT row_number() OVER (ORDER BY at), id, at, (ARRAY['card', 'card', 'card', 'direct debit', 'transfer'])[1 + (subscription_id % 5)::int], total_cents, ok, CASE WHEN NOT ok THEN (ARRAY['card_expired', 'insufficient_funds', 'insufficient_funds', 'do_not_honor'])[1 + (id % 4)::int] END
FROM (SELECT i.id, i.subscription_id, i.total_cents, i.paid_at AS at, true AS ok FROM invoices AS i WHERE i.paid_at IS NOT NULL
      UNION ALL SELECT i.id, i.subscription_id, i.total_cents, i.issued_at + interval '20 minutes', false FROM invoices AS i WHERE i.id % 9 = 4 OR (i.paid_at IS NULL AND i.voided_at IS NULL)
      UNION ALL SELECT i.id, i.subscription_id, i.total_cents, i.issued_at + interval '3 days', false FROM invoices AS i WHERE i.id % 23 = 4) AS p
WHERE at < now();

INSERT INTO refunds
SELECT row_number() OVER (ORDER BY attempted_at), id, attempted_at + interval '4 days', CASE WHEN chance < 0.5 THEN amount_cents ELSE amount_cents / 3 END, CASE WHEN chance < 0.8 THEN (ARRAY['double charge', 'goodwill', 'cancelled in time'])[1 + (id % 3)::int] END
FROM (SELECT *, random() AS chance FROM payments WHERE succeeded AND id % 31 = 5 AND attempted_at < now() - interval '5 days') AS p;

INSERT INTO coupons VALUES (1, 'WELCOME10', 10, NULL, NULL), (2, 'SPRING24', 20, '2024-05-31 22:00+00', 100), (3, 'BLACKFRIDAY', 40, '2023-11-30 23:00+00', 5), (4, 'PARTNER', 25, NULL, 3), (5, 'NEVERUSED', 50, '2026-01-01 00:00+00', 1);
INSERT INTO coupon_redemptions SELECT c.id, a.id, greatest(a.created_at, timestamptz '2023-11-20') + interval '2 hours' FROM coupons AS c JOIN accounts AS a ON (c.id = 1 AND a.id % 3 = 1) OR (c.id = 2 AND a.id IN (27, 28, 29)) OR (c.id = 3 AND a.id IN (2, 8, 20, 25, 26)) OR (c.id = 4 AND a.id IN (11, 20));

INSERT INTO usage_records
SELECT s.id, m.metric, d::date, CASE m.metric WHEN 'api_calls' THEN floor(random() ^ 3 * 4000 * s.seats) ELSE floor((d::date - date '2023-12-01') * s.seats * (2 + random())) END::bigint
FROM subscriptions AS s CROSS JOIN generate_series(timestamp '2024-01-03', current_date, interval '7 days') AS d CROSS JOIN (VALUES ('api_calls'), ('storage_mb')) AS m (metric)
WHERE s.started_at < d AND (s.cancelled_at IS NULL OR s.cancelled_at > d) AND (m.metric = 'storage_mb' OR s.plan_id IN (2, 3, 4)) AND s.id NOT IN (17);
INSERT INTO usage_records SELECT id, 'api_calls', current_date, 120 * seats FROM subscriptions WHERE id IN (6, 10, 102) ON CONFLICT DO NOTHING;

INSERT INTO tickets
SELECT row_number() OVER (ORDER BY at), account_id, id, at, CASE WHEN chance > 0.04 AND at + reply < now() THEN at + reply END, CASE WHEN chance > 0.12 AND at + reply + work < now() THEN at + reply + work END,
       (ARRAY['low', 'normal', 'normal', 'normal', 'high', 'urgent'])[1 + floor(random() * 6)::int]::ticket_priority,
       (ARRAY['Cannot export to PDF', 'Invoice address is wrong', 'API returns 429', 'SSO login loop', 'How do I archive a board?', 'Refund please', 'Export is empty', 'invoice not received'])[1 + floor(random() * 8)::int], CASE WHEN chance < 0.03 THEN at + interval '1 hour' END
FROM (SELECT u.account_id, u.id, u.created_at + random() * (coalesce(u.deleted_at, now()) - u.created_at) AS at, random() AS chance, random() ^ 3 * interval '60 hours' AS reply, random() ^ 2 * interval '200 hours' AS work
      FROM users AS u CROSS JOIN generate_series(1, 4) AS n WHERE u.id % 7 <> 0) AS t;
INSERT INTO tickets VALUES (9001, 10, (SELECT min(id) FROM users WHERE account_id = 10), now() - interval '1 minute', NULL, NULL, 'urgent', 'Everything is down', NULL), (9002, 16, (SELECT min(id) FROM users WHERE account_id = 16), now() - interval '3 days', NULL, NULL, 'high', 'API returns 429 since Monday', NULL),
(9003, 24, (SELECT min(id) FROM users WHERE account_id = 24), now() - interval '6 days', now() - interval '5 days', NULL, 'urgent', 'Card was declined', NULL);
