SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO "coins" VALUES ('BTC', 'Bitcoin', false, 2009, '{bitcoin,lightning}'), ('ETH', 'Ether', false, 2015, '{ethereum,arbitrum}'), ('LTC', 'Litecoin', false, 2011, '{litecoin}'), ('HNY', 'Honeycomb', false, 2022, '{ethereum,hive}'), ('MOSS', 'Moss Credits', false, NULL, '{hive}'), ('EURX', 'Euro Coin X', true, 2020, '{ethereum,arbitrum,hive}'), ('USDX', 'Dollar Coin X', true, 2019, '{ethereum}'), ('DUST', 'Stardust', false, 2023, '{hive}');
INSERT INTO "markets" SELECT s, split_part(s, '-', 1), split_part(s, '-', 2), m, (extract(epoch FROM o::timestamptz) * 1000)::bigint, (extract(epoch FROM x::timestamptz) * 1000)::bigint
FROM (VALUES ('BTC-EURX', 0.0001, '2022-06-01 08:00+00', NULL), ('ETH-EURX', 0.001, '2022-06-01 08:00+00', NULL), ('LTC-EURX', 0.01, '2022-09-15 08:00+00', NULL), ('HNY-EURX', 1, '2022-12-01 08:00+00', NULL), ('ETH-BTC', 0.001, '2022-12-01 08:00+00', NULL), ('MOSS-EURX', 5, '2022-11-01 08:00+00', '2024-09-30 16:00+00'), ('DUST-USDX', 100, '2025-01-07 08:00+00', NULL)) AS v (s, m, o, x);
INSERT INTO "feeTiers" VALUES (0, 0, 10000, 0.200, 0.350), (1, 10000, 100000, 0.120, 0.250), (2, 100000, 1000000, 0.050, 0.150), (3, 1000000, NULL, 0.000, 0.080);

INSERT INTO "traders"
SELECT row_number() OVER (), h, n, k, c, l, (extract(epoch FROM s::timestamptz) * 1000)::bigint, CASE WHEN n IS NOT NULL THEN (extract(epoch FROM s::timestamptz + hrs * interval '1 hour') * 1000)::bigint END, (extract(epoch FROM b::timestamptz) * 1000)::bigint, i
FROM (VALUES ('moonwalker', 'Liam O''Shea', 'person', 'IE', 1, '2022-06-03 10:11+00', 30, NULL, NULL), ('satoshi_fan', 'Ana Petrović', 'person', 'RS', 0, '2022-06-10 18:30+00', 5, NULL, NULL), ('helvetia', 'Helvetia Treasury AG', 'firm', 'CH', 3, '2022-07-01 07:00+00', 120, NULL, NULL), ('grid.bot.7', 'Krause Algorithmics', 'bot', 'DE', 2, '2022-08-19 00:00+00', 72, NULL, NULL),
('hodl4ever', NULL, 'person', 'NL', 0, '2022-09-01 21:15+00', 0, NULL, 1), ('Hodl4Ever2', NULL, 'person', 'NL', 0, '2024-03-04 22:01+00', 0, '2024-03-20 09:00+00', 5), ('queenbee', 'Beatriz Nunes', 'person', 'PT', 1, '2022-12-02 12:00+00', 9, NULL, 2), ('arbitrageur', 'Northwind Capital', 'firm', 'GB', 3, '2023-01-15 09:40+00', 48, NULL, 3), ('pizza_day', 'Tom Schmidt', 'person', 'DE', 0, '2023-05-22 10:10+00', 3, NULL, NULL), ('tomschmidt', 'Tom Schmidt', 'person', 'AT', 0, '2023-08-30 15:00+00', 26, NULL, 9),
('market_maker_1', 'Krause Algorithmics', 'bot', 'DE', 3, '2023-02-01 00:00+00', 1, NULL, 4), ('lazyowl', 'Noémie Fabre', 'person', 'FR', 0, '2023-11-11 11:11+00', 200, NULL, 7), ('kimchi', 'Park Ji-woo', 'person', 'KR', 1, '2024-01-08 04:20+00', 15, '2025-02-11 10:00+00', NULL), ('stardust99', 'Eva Lund', 'person', 'DK', 0, '2025-01-09 19:00+00', 2, NULL, 7), ('greenleaf', 'Moss Trading BV', 'firm', 'NL', 2, '2022-11-20 08:08+00', 60, NULL, NULL), ('quiet_one', 'Yusuf Demir', 'person', 'TR', 0, '2024-06-18 13:37+00', 11, NULL, 1), ('newkid', NULL, 'person', 'FR', 0, to_char(current_date - 9, 'YYYY-MM-DD') || ' 09:00+00', 0, NULL, 12)) AS v (h, n, k, c, l, s, hrs, b, i);

INSERT INTO "wallets"
SELECT row_number() OVER (ORDER BY t."id", c."code"), t."id", c."code", lower(c."code") || '1' || substr(md5(t."handle" || c."code"), 1, 20), CASE WHEN (t."id" + length(c."code")) % 4 IN (0, 2) THEN (ARRAY['cold storage', 'Savings', 'daily', 'savings (old)'])[1 + (t."id" % 4)] END, t."id" % 7 = 5 AND c."code" = 'LTC', t."signedUpAtMs" + 3600000 * (1 + ascii(c."code") % 40)
FROM "traders" AS t CROSS JOIN "coins" AS c WHERE t."id" <> 17 AND ((t."id" + ascii(c."code")) % 3 <> 0 OR c."code" IN ('EURX', 'BTC')) AND (c."code" <> 'DUST' OR t."id" IN (4, 8, 11, 14));

CREATE TEMP TABLE block AS
SELECT row_number() OVER (ORDER BY at)::int AS b, at, market, price, side, maker, n
FROM (SELECT d + random() * interval '30 hours' AS at, CASE WHEN d > timestamptz '2025-01-10' AND chance < 0.12 THEN 'DUST-USDX' WHEN d < timestamptz '2024-09-25' AND chance < 0.1 THEN 'MOSS-EURX' ELSE (ARRAY['BTC-EURX', 'BTC-EURX', 'BTC-EURX', 'ETH-EURX', 'ETH-EURX', 'LTC-EURX', 'HNY-EURX', 'ETH-BTC'])[1 + floor(random() * 8)::int] END AS market,
             (0.9 + 0.2 * random()) * exp(0.35 * extract(epoch FROM d - timestamptz '2023-01-01') / 31536000.0) AS price, CASE WHEN random() < 0.5 THEN 'buy' ELSE 'sell' END AS side, (ARRAY[3, 4, 4, 8, 11, 11, 11, 15, 1, 7])[1 + floor(random() * 10)::int] AS maker, 1 + floor(random() * 4)::int AS n
      FROM (SELECT d, random() AS chance FROM generate_series(timestamptz '2023-02-03', now() - interval '32 hours', interval '44 hours') AS d) AS x) AS y;
CREATE TEMP TABLE hit AS
SELECT row_number() OVER (ORDER BY b, k)::int AS id, b, k, market, side, maker, at + k * interval '17 minutes' AS at, round((price * (1 + 0.002 * k) * CASE split_part(market, '-', 1) WHEN 'BTC' THEN 26000 WHEN 'ETH' THEN CASE market WHEN 'ETH-BTC' THEN 0.055 ELSE 1500 END WHEN 'LTC' THEN 70 WHEN 'HNY' THEN 2.4 WHEN 'MOSS' THEN 0.8 ELSE 0.011 END)::numeric, 6) AS price,
       round((random() ^ 2 * CASE split_part(market, '-', 1) WHEN 'BTC' THEN 1.2 WHEN 'ETH' THEN 14 WHEN 'LTC' THEN 90 WHEN 'HNY' THEN 2500 WHEN 'MOSS' THEN 6000 ELSE 90000 END + 0.02)::numeric, 6) AS q,
       (ARRAY[1, 2, 2, 5, 7, 8, 9, 9, 10, 12, 13, 14, 3, 11])[1 + floor(random() * 14)::int] AS taker
FROM block CROSS JOIN LATERAL generate_series(1, n) AS k;
UPDATE hit SET taker = 9 WHERE taker IN (10, 12, 13) AND at < timestamptz '2024-02-01'; UPDATE hit SET taker = 1 WHERE (taker = 14 AND at < timestamptz '2025-01-20') OR (taker = 13 AND at > timestamptz '2025-02-10');

INSERT INTO "orders"
SELECT b, maker, market, side, 'limit', p, CASE WHEN chance < 0.75 THEN q ELSE round(q * 1.3, 6) END, q, CASE WHEN chance < 0.75 THEN 'filled' WHEN at > now() - interval '20 days' THEN 'partly filled' ELSE 'cancelled' END, (extract(epoch FROM at - 100 * chance * interval '1 minute') * 1000)::bigint,
       CASE WHEN chance < 0.75 THEN (extract(epoch FROM last) * 1000)::bigint WHEN at <= now() - interval '20 days' THEN (extract(epoch FROM last + interval '2 days') * 1000)::bigint END
FROM (SELECT k.b, k.maker, k.market, k.side, k.at, max(h.at) AS last, CASE k.side WHEN 'buy' THEN max(h.price) ELSE min(h.price) END AS p, sum(h.q) AS q, random() AS chance FROM block AS k JOIN hit AS h ON h.b = k.b GROUP BY k.b, k.maker, k.market, k.side, k.at) AS m;
INSERT INTO "orders"
SELECT 10000 + id, taker, market, CASE side WHEN 'buy' THEN 'sell' ELSE 'buy' END, CASE WHEN chance < 0.6 THEN 'market' ELSE 'limit' END, CASE WHEN chance >= 0.6 THEN price END, q, q, 'filled', (extract(epoch FROM at) * 1000)::bigint - floor(chance * 900)::int, (extract(epoch FROM at) * 1000)::bigint FROM (SELECT *, random() AS chance FROM hit) AS h;
INSERT INTO "orders"
SELECT 50000 + row_number() OVER (ORDER BY at), trader, m, side, 'limit', round((p * CASE side WHEN 'buy' THEN 0.85 + 0.1 * r ELSE 1.05 + 0.1 * r END)::numeric, 6), round((10 * r + 0.1)::numeric, 4), 0, CASE WHEN at > now() - interval '12 days' THEN 'open' ELSE 'cancelled' END, (extract(epoch FROM at) * 1000)::bigint, CASE WHEN at <= now() - interval '12 days' THEN (extract(epoch FROM at + r ^ 4 * interval '9 days') * 1000)::bigint END
FROM (SELECT d + random() * interval '20 hours' AS at, random() AS r, (ARRAY[1, 2, 4, 4, 8, 11, 11, 15, 16])[1 + floor(random() * 9)::int] AS trader, CASE WHEN random() < 0.5 THEN 'buy' ELSE 'sell' END AS side, (ARRAY['BTC-EURX', 'ETH-EURX', 'LTC-EURX', 'HNY-EURX'])[1 + n % 4] AS m, (ARRAY[80000, 4200, 200, 7])[1 + n % 4] AS p
      FROM generate_series(timestamptz '2024-07-01', now() - interval '1 day', interval '3 days') AS d CROSS JOIN generate_series(1, 2) AS n) AS o;
INSERT INTO "orders" SELECT 60000 + n, 2, m, s, 'limit', p, 2 + n, 0, 'open', (extract(epoch FROM current_date + n * interval '1 second') * 1000)::bigint, NULL FROM (VALUES (1, 'BTC-EURX', 'buy', 61000), (2, 'BTC-EURX', 'sell', 99000.5), (3, 'ETH-EURX', 'buy', 3100.25), (4, 'HNY-EURX', 'sell', 9)) AS v (n, m, s, p);

INSERT INTO "fills"
SELECT h.id, h.market, h.b, 10000 + h.id, h.price, h.q, round(h.price * h.q * m."makerPercent" / 100, 8), round(h.price * h.q * t."takerPercent" / 100, 8), (extract(epoch FROM h.at) * 1000)::bigint
FROM hit AS h JOIN "traders" AS a ON a."id" = h.maker JOIN "feeTiers" AS m ON m."level" = a."feeLevel" JOIN "traders" AS z ON z."id" = h.taker JOIN "feeTiers" AS t ON t."level" = z."feeLevel";
INSERT INTO "orders" SELECT 70000 + n, 3 + n, 'BTC-EURX', CASE n WHEN 1 THEN 'sell' ELSE 'buy' END, 'limit', 71000, 0.25, 0.25, 'filled', (extract(epoch FROM current_date) * 1000)::bigint - n, (extract(epoch FROM current_date) * 1000)::bigint + 500 FROM generate_series(1, 2) AS n;
INSERT INTO "fills" VALUES (90001, 'BTC-EURX', 70001, 70002, 71000, 0.25, 8.875, 62.125, (extract(epoch FROM current_date) * 1000)::bigint + 500);
DROP TABLE hit, block;

INSERT INTO "transfers"
SELECT row_number() OVER (ORDER BY at), id, dir, amount, round((amount * 0.0005 * fee)::numeric, 8), CASE WHEN pending THEN floor(fee * 3)::int ELSE 6 + floor(fee * 60)::int END, (extract(epoch FROM at) * 1000)::bigint, CASE WHEN NOT pending THEN (extract(epoch FROM at + (0.05 + fee ^ 3) * interval '9 hours') * 1000)::bigint END,
       jsonb_strip_nulls(jsonb_build_object('network', net, 'risk', CASE WHEN fee > 0.3 THEN floor(chance * 100)::int END, 'memo', CASE WHEN chance > 0.93 THEN (ARRAY['rent', 'gift for Ana', 'Invoice 77'])[1 + floor(fee * 3)::int] END))
FROM (SELECT w."id" AS id, d + random() * interval '80 hours' AS at, random() AS fee, random() AS chance, CASE WHEN random() < 0.62 THEN 'in' ELSE 'out' END AS dir, round((random() ^ 2 * CASE w."coin" WHEN 'BTC' THEN 1.5 WHEN 'ETH' THEN 12 WHEN 'LTC' THEN 80 WHEN 'HNY' THEN 3000 WHEN 'MOSS' THEN 5000 WHEN 'DUST' THEN 60000 ELSE 20000 END + 0.01)::numeric, 4) AS amount, c."networks"[1 + floor(random() * cardinality(c."networks"))::int] AS net,
             d > now() - interval '6 days' AND random() < 0.6 AS pending, random() AS keep, w."createdAtMs" AS born
      FROM "wallets" AS w JOIN "coins" AS c ON c."code" = w."coin" CROSS JOIN generate_series(timestamptz '2023-01-04', now() - interval '84 hours', interval '21 days') AS d WHERE w."id" % 11 <> 3) AS x
WHERE keep < 0.28 AND (extract(epoch FROM at) * 1000)::bigint > born;
INSERT INTO "transfers" SELECT 80000 + w."id", w."id", 'in', 250, 0.1, 1, (extract(epoch FROM current_date) * 1000)::bigint + w."id", NULL, '{"network": "hive"}' FROM "wallets" AS w WHERE w."coin" = 'EURX' AND w."traderId" IN (2, 7, 9);
