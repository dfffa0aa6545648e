SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO owner (name, born, risk) VALUES ('Ingeborg Thalmann', '1941-06-02', 'cautious'), ('Wilhelm Thalmann', '1968-09-17', 'balanced'), ('Jule Thalmann-Reyes', '1997-01-23', 'bold'), ('Mateo Reyes', '1995-11-05', 'bold'), ('Otto Brühl', NULL, 'balanced'), ('Kater GbR', NULL, 'cautious');

INSERT INTO depot (owner_id, bank, nickname, opened, closed) VALUES (1, 'Sparkasse Ulm', 'Haushalt', '1999-05-03', NULL), (2, 'Comdirekt', NULL, '2011-02-14', NULL), (2, 'Volksbank Alb', 'Rente', '2004-10-01', NULL), (3, 'Neobroker', 'playground', '2021-03-08', NULL), (3, 'Sparkasse Ulm', 'Kind', '2005-01-31', '2024-07-15'), (4, 'Neobroker', NULL, '2022-12-12', NULL), (5, 'Comdirekt', 'Alt', '2009-09-09', NULL);

INSERT INTO sector VALUES (1, 'Industry', NULL), (2, 'Technology', NULL), (3, 'Health', NULL), (4, 'Energy', NULL), (5, 'Consumer goods', NULL), (11, 'Machinery', 1), (12, 'Chemicals', 1), (21, 'Software', 2), (22, 'Chips', 2), (31, 'Pharma', 3), (41, 'Wind and sun', 4), (51, 'Food', 5), (52, 'Luxury', 5), (6, 'Property', NULL), (61, 'Housing', 6);

INSERT INTO security VALUES
('DE0001112223', 'HAMR', 'Hammerwerk Neuss AG', 'share', 'EUR', 'DE', 11, '1991-04-02', NULL, '{dividend,family}'), ('DE0002223334', 'LAUG', 'Lauge Chemie SE', 'share', 'EUR', 'DE', 12, '2001-10-15', NULL, '{cyclical}'), ('US0003334445', 'NIMB', 'Nimbus Software Inc', 'share', 'USD', 'US', 21, '2012-05-18', NULL, '{growth,cloud}'),
('US0004445556', 'QBIT', 'Qubit Foundries', 'share', 'USD', 'US', 22, '2019-06-27', NULL, '{growth}'), ('CH0005556667', 'ALPA', 'Alpen Pharma', 'share', 'CHF', 'CH', 31, '1988-01-11', NULL, '{dividend,defensive}'), ('DK0006667778', 'VIND', 'Vindkraft A/S', 'share', 'DKK', 'DK', 41, '2016-06-09', NULL, '{green}'),
('FR0007778889', 'MSLX', 'Maison Sélène', 'share', 'EUR', 'FR', 52, '1996-03-29', NULL, '{dividend}'), ('CH0008889990', 'KAES', 'Käserei Holding', 'share', 'CHF', 'CH', 51, '2007-11-01', NULL, '{dividend,defensive}'), ('US0009990001', 'SOLR', 'Solarity', 'share', 'USD', 'US', 41, '2020-02-20', '2024-11-29', '{green,growth}'),
('IE0001010101', 'WRLD', 'World Index Fund', 'fund', 'EUR', 'IE', NULL, '2010-01-04', NULL, '{index}'), ('LU0002020202', 'GRNF', 'Green Future Fund', 'fund', 'EUR', 'LU', NULL, '2018-08-01', NULL, '{green}'), ('DE0003030303', 'BUND34', 'Bund 2034', 'bond', 'EUR', 'DE', NULL, '2024-01-10', NULL, '{}'), ('US0005050505', 'NIMC', 'Nimbus Logistics Corp', 'share', 'USD', 'US', 11, '2023-09-05', NULL, '{}');

INSERT INTO quote
SELECT isin, d, round((p * (1 + (random() - 0.5) * 0.02))::numeric, 4), round(p::numeric, 4), CASE WHEN chance < 0.97 THEN (500 + floor(random() ^ 2 * 90000))::bigint END
FROM (SELECT s.isin, d::date AS d, b.base * exp(b.drift * (d::date - date '2023-01-02') / 365.0 + sum((random() - 0.5) * b.vol) OVER (PARTITION BY s.isin ORDER BY d)) AS p, random() AS chance
      FROM security AS s JOIN (VALUES ('HAMR', 48.0, 0.04, 0.03), ('LAUG', 22.5, -0.08, 0.03), ('NIMB', 180.0, 0.18, 0.045), ('QBIT', 64.0, 0.3, 0.07), ('ALPA', 112.0, 0.05, 0.02), ('VIND', 610.0, -0.12, 0.05), ('MSLX', 540.0, 0.07, 0.03), ('KAES', 71.0, 0.02, 0.015), ('SOLR', 35.0, -0.6, 0.08), ('WRLD', 72.0, 0.1, 0.015), ('GRNF', 41.0, -0.03, 0.025), ('BUND34', 98.5, 0.0, 0.004), ('NIMC', 15.0, 0.05, 0.04)) AS b (t, base, drift, vol) ON b.t = s.ticker
      CROSS JOIN generate_series(timestamp '2023-01-02', current_date, interval '1 day') AS d
      WHERE extract(isodow FROM d) < 6 AND d >= s.listed AND (s.delisted IS NULL OR d <= s.delisted)) AS q
WHERE chance > 0.015 OR d >= current_date - 1;

INSERT INTO trade
SELECT row_number() OVER (ORDER BY at, isin) + 100, depot_id, isin, side::side, at, CASE WHEN at < current_date - 2 THEN at::date + 2 END, q, round((close * (1 + (chance - 0.5) * 0.01))::numeric, 4), round((CASE WHEN depot_id IN (4, 6) THEN 1 ELSE 4.9 + close * q * 0.0025 END)::numeric, 2), CASE WHEN chance < 0.9 THEN (ARRAY['Xetra', 'Xetra', 'Tradegate', 'NYSE', 'SIX'])[1 + floor(chance * 5.5)::int] END
FROM (SELECT x.*, s.isin, k.close, CASE WHEN fate < 0.72 THEN 'buy' ELSE 'sell' END AS side, CASE WHEN depot_id = 4 AND chance < 0.4 THEN round((1 + 20 * chance)::numeric, 3) ELSE 2 + floor(chance * 30) * CASE WHEN fate < 0.72 THEN 2 ELSE 1 END END AS q
      FROM (SELECT d::date AS d, d + interval '8 hours' + random() * interval '11 hours' AS at, random() AS chance, random() AS fate, (ARRAY[1, 2, 2, 3, 4, 4, 4, 6, 6])[1 + floor(random() * 9)::int] AS depot_id,
                   (ARRAY['HAMR', 'LAUG', 'NIMB', 'NIMB', 'QBIT', 'QBIT', 'ALPA', 'VIND', 'MSLX', 'KAES', 'SOLR', 'WRLD', 'WRLD', 'WRLD'])[1 + floor(random() * 14)::int] AS t
            FROM generate_series(timestamptz '2023-01-03', current_date - 1, interval '2 days') AS d) AS x
      JOIN security AS s ON s.ticker = x.t JOIN quote AS k ON k.isin = s.isin AND k.day = x.d WHERE NOT (x.depot_id = 1 AND x.t IN ('MSLX', 'KAES'))) AS y;
INSERT INTO trade
SELECT n, depot, s.isin, 'buy', timestamptz '2023-01-02 09:15+00' + n * interval '5 minutes', '2023-01-04', 150, q.close, 9.90, 'Xetra' FROM generate_series(1, 9) AS n CROSS JOIN LATERAL (SELECT (ARRAY[1, 1, 2, 2, 3, 3, 4, 6, 6])[n] AS depot, (ARRAY['HAMR', 'ALPA', 'NIMB', 'WRLD', 'MSLX', 'LAUG', 'QBIT', 'VIND', 'KAES'])[n] AS t) AS w JOIN security AS s ON s.ticker = w.t CROSS JOIN LATERAL (SELECT close FROM quote WHERE quote.isin = s.isin ORDER BY day LIMIT 1) AS q;
INSERT INTO trade SELECT 20, 5, isin, 'buy', '2023-03-01 10:00+00', '2023-03-03', 40, 73.1, 12.5, NULL FROM security WHERE ticker = 'WRLD';
INSERT INTO trade SELECT 21, 5, isin, 'sell', '2024-07-10 10:00+00', '2024-07-12', 40, 84.02, 12.5, 'Xetra' FROM security WHERE ticker = 'WRLD';
INSERT INTO trade SELECT 9001 + n, d, isin, s::side, current_date + n * interval '1 minute', NULL, 5 + n, 101.5 + n, 1, v FROM (VALUES (1, 'QBIT', 4, 'buy', NULL), (2, 'WRLD', 2, 'buy', 'Xetra'), (3, 'NIMB', 6, 'sell', 'NYSE')) AS x (n, t, d, s, v) JOIN security ON ticker = t;

INSERT INTO dividend
SELECT s.isin, y + off, y + off + 21, round((per * (1 + 0.04 * (extract(year FROM y) - 2023)))::numeric, 4), false
FROM (VALUES ('HAMR', 130, 1.8), ('LAUG', 125, 0.9), ('ALPA', 75, 3.1), ('ALPA', 260, 1.2), ('MSLX', 115, 6.5), ('KAES', 100, 2.4), ('NIMB', 40, 0.5), ('NIMB', 130, 0.5), ('NIMB', 221, 0.5), ('NIMB', 312, 0.55), ('WRLD', 165, 0.7), ('WRLD', 345, 0.8)) AS v (t, off, per)
JOIN security AS s ON s.ticker = v.t CROSS JOIN (SELECT d::date AS y FROM generate_series(timestamp '2023-01-01', current_date + 60, interval '1 year') AS d) AS y WHERE y + off < current_date + 60;
INSERT INTO dividend SELECT isin, '2024-10-02', '2024-10-16', 2.5, true FROM security WHERE ticker = 'HAMR' UNION ALL SELECT isin, current_date - 30, current_date - 12, 0.35, true FROM security WHERE ticker = 'KAES' UNION ALL SELECT isin, current_date + 14, current_date + 35, 0.42, true FROM security WHERE ticker = 'LAUG';

INSERT INTO payout
SELECT row_number() OVER (ORDER BY v.pay_day, t.depot_id, v.isin), t.depot_id, v.isin, v.ex_day, v.pay_day, round(t.pieces * v.per_piece, 2), CASE WHEN t.depot_id <> 1 THEN round(t.pieces * v.per_piece * CASE left(v.isin, 2) WHEN 'CH' THEN 0.35 WHEN 'US' THEN 0.15 ELSE 0.26 END, 2) ELSE 0 END
FROM dividend AS v JOIN LATERAL (SELECT depot_id, sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END) AS pieces FROM trade WHERE trade.isin = v.isin AND traded_at < v.ex_day GROUP BY depot_id) AS t ON t.pieces > 0
WHERE v.pay_day < current_date;

INSERT INTO split SELECT isin, day::date, f FROM (VALUES ('NIMB', '2024-06-10', 4), ('QBIT', '2025-03-03', 2), ('SOLR', '2024-05-02', 0.1), ('VIND', '2023-09-18', 5), ('NIMB', '2021-07-20', 2)) AS v (t, day, f) JOIN security ON ticker = t;

INSERT INTO fx_rate SELECT c, d::date, round((base * (1 + (random() - 0.5) * 0.08))::numeric, 5) FROM (VALUES ('USD', 1.08), ('CHF', 0.96), ('DKK', 7.45)) AS v (c, base) CROSS JOIN generate_series(timestamp '2023-01-01', current_date, interval '1 month') AS d;

INSERT INTO watch SELECT o, isin, d::date, target, note FROM (VALUES (3, 'ALPA', '2024-02-01', 90.0, 'too dear for now'), (3, 'NIMC', '2024-06-15', NULL, NULL), (4, 'QBIT', '2023-05-05', 40, 'Chips are the new oil'), (4, 'GRNF', '2025-01-10', 500, 'mother insists'), (2, 'MSLX', '2023-11-11', 450, NULL), (2, 'GRNF', '2025-03-03', NULL, 'green, but dear'), (1, 'KAES', '2022-10-01', 300, 'Otto''s tip'), (2, 'BUND34', '2024-02-20', 120, NULL), (5, 'NIMC', '2025-06-06', 9, NULL), (3, 'SOLR', '2023-02-02', 20, 'wait')) AS v (o, t, d, target, note) JOIN security ON ticker = t;
