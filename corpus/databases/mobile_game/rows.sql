SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO players (id, nickname, email, country_code, platform, birth_date, registered_at, acquired_through, referred_by_player_id, banned_at, coins)
SELECT id, nickname, email, country, os::platform, born::date, least(joined::timestamptz + (id * 37 % 800) * interval '1 minute' + interval '6 hours', now() - interval '3 minutes'), channel, ref, banned::timestamptz, (id * id * 131 % 9000)::int - (id * id * 131 % 9000)::int % 10
FROM (VALUES
(1, 'PearlDiver', 'pearl@tidemail.com', 'US', 'ios', '1988-04-02', '2024-01-09', NULL, NULL, NULL), (2, 'catfish_joe', 'joe.ames@postbox.net', 'US', 'android', '1979-11-30', '2024-01-15', 'facebook', NULL, NULL),
(3, 'Möwe77', 'moewe@nordpost.de', 'DE', 'android', '1977-07-07', '2024-02-03', NULL, 1, NULL), (4, 'Coral Queen', 'coral.queen@tidemail.com', 'GB', 'ios', '1995-02-28', '2024-02-20', 'tiktok', NULL, NULL),
(5, 'xX_Kraken_Xx', NULL, 'BR', 'android', '2010-09-14', '2024-03-08', 'tiktok', NULL, '2025-04-01'), (6, 'Anémone', 'anemone@courrier.fr', 'FR', 'ios', NULL, '2024-03-30', 'search', 4, NULL),
(7, 'captain cat', 'cpt.cat@postbox.net', 'IE', 'ios', '1969-12-01', '2024-04-11', NULL, NULL, NULL), (8, 'Sardina', NULL, 'ES', 'android', '1999-06-18', '2024-05-05', 'facebook', NULL, NULL),
(9, 'TidePod', 'tidepod@tidemail.com', 'US', 'ios', '2011-03-03', '2024-05-27', 'tiktok', 4, '2024-11-19'), (10, 'Umi', 'umi@denpo.jp', 'JP', 'ios', '1992-10-10', '2024-06-16', 'search', NULL, NULL),
(11, 'grumpy_whale', 'whale@bigspender.org', 'US', 'ios', '1984-01-21', '2024-07-04', NULL, 1, NULL), (12, 'Sjöstjärna', 'sjo@nordpost.de', 'SE', 'android', '1990-08-08', '2024-08-12', 'facebook', 3, NULL),
(13, 'o''malley', 'o.malley@postbox.net', 'IE', 'android', NULL, '2024-09-01', NULL, 7, NULL), (14, 'PearlDiver', 'diver2@courrier.fr', 'CA', 'android', '2002-02-22', '2024-09-23', 'tiktok', NULL, NULL),
(15, 'balena', 'balena@posta.it', 'IT', 'android', '1973-05-15', '2024-10-31', 'search', 6, NULL), (16, 'SquidGamer', NULL, 'KR', 'android', '2012-12-12', '2024-11-11', 'tiktok', NULL, NULL),
(17, 'Delfin', 'delfin@poczta.pl', 'PL', 'android', '1998-03-19', '2024-12-24', 'facebook', NULL, NULL), (18, 'lighthouse_lou', 'lou@tidemail.com', 'GB', 'ios', '1966-06-06', '2025-01-02', NULL, 4, NULL),
(19, 'Polvo', 'polvo@correio.br', 'BR', 'android', '2001-01-01', '2025-01-19', 'tiktok', 5, NULL), (20, 'bluecat', 'blue.cat@nordpost.de', 'DE', 'ios', '1987-09-27', '2025-02-14', 'search', NULL, NULL),
(21, 'Nereid', NULL, 'GR', 'ios', '1994-11-05', '2025-02-26', NULL, NULL, NULL), (22, 'TurboTurtle', 'turbo@postbox.net', 'US', 'android', '2009-05-25', '2025-03-10', 'tiktok', 14, NULL),
(23, 'Hai', 'hai@nordpost.de', 'DE', 'android', '1996-04-04', '2025-03-29', 'facebook', 3, '2025-09-15'), (24, 'seahorse.mum', 'mum@tidemail.com', 'GB', 'ios', '1981-08-17', '2025-04-18', 'facebook', 18, NULL),
(25, 'Ola', 'ola@poczta.pl', 'PL', 'android', NULL, '2025-05-06', 'search', 17, NULL), (26, 'KRAKEN', 'kraken@courrier.fr', 'FR', 'android', '2000-10-20', '2025-05-21', 'tiktok', NULL, NULL),
(27, 'Tsunami Tim', NULL, 'US', 'ios', '1991-07-13', '2025-06-09', NULL, 11, NULL), (28, 'Ran', 'ran@denpo.jp', 'JP', 'ios', '1985-02-02', '2025-07-07', 'search', 10, NULL),
(29, 'pez globo', 'globo@tidemail.com', 'MX', 'android', '1997-12-29', '2025-07-30', 'facebook', NULL, NULL), (30, 'reef_rat', 'rat@postbox.net', 'AU', 'android', '2013-04-09', '2025-08-22', 'tiktok', 22, NULL),
(31, 'Mareike', 'mareike@nordpost.de', 'DE', 'ios', '1989-03-31', '2025-09-12', NULL, 20, NULL), (32, 'CopyCat', NULL, 'NZ', 'ios', '1993-09-09', '2025-10-05', 'search', NULL, NULL),
(33, 'Salty Dog', 'salty@tidemail.com', 'US', 'android', '1975-01-11', '2025-11-03', NULL, 2, NULL), (34, 'Crevette', 'crevette@courrier.fr', 'FR', 'android', '2003-06-24', '2025-12-26', 'tiktok', 26, NULL),
(35, 'low_tide', NULL, 'CA', 'ios', NULL, '2026-01-08', 'facebook', NULL, NULL), (36, 'Ondine', 'ondine@courrier.fr', 'FR', 'ios', '1986-05-08', '2026-02-11', 'search', 6, NULL),
(37, 'plankton', 'plankton@posta.it', 'IT', 'android', '2008-08-28', '2026-03-17', 'tiktok', NULL, NULL), (38, 'Barracuda', 'barra@correio.br', 'BR', 'android', '1999-02-14', '2026-05-01', 'facebook', 19, NULL),
(39, 'Kelpie', NULL, 'GB', 'ios', '2004-10-31', (current_date - 70)::text, NULL, 24, NULL), (40, 'Narval', 'narval@nordpost.de', 'SE', 'ios', '1970-03-26', (current_date - 38)::text, 'search', 12, NULL),
(41, 'Moray', 'moray@postbox.net', 'US', 'android', '1995-05-05', (current_date - 33)::text, 'tiktok', NULL, NULL), (42, 'pufferfish', NULL, 'US', 'ios', NULL, (current_date - 20)::text, NULL, 27, NULL),
(43, 'Wellenreiter', 'welle@nordpost.de', 'DE', 'android', '1983-12-18', (current_date - 12)::text, 'facebook', 31, NULL), (44, 'Ayşe_deniz', 'ayse@posta.tr', 'TR', 'android', '2005-07-19', (current_date - 8)::text, 'tiktok', NULL, NULL),
(45, 'starfish', NULL, 'GB', 'ios', NULL, (current_date - 1)::text, 'search', NULL, NULL), (46, 'first_wave', 'wave@tidemail.com', 'US', 'ios', '1990-01-30', current_date::text, NULL, 1, NULL),
(47, 'Ghost Ship', NULL, 'NO', 'android', NULL, '2025-06-15', 'facebook', NULL, NULL), (48, 'Nemo', 'nemo@posta.it', 'IT', 'ios', '1998-11-02', '2024-10-02', NULL, 15, NULL)
) AS p (id, nickname, email, country, os, born, joined, channel, ref, banned);

INSERT INTO levels VALUES
(1, 'First Ripple', 'Harbour', 'easy', 20, '2023-11-01'), (2, 'Net Full', 'Harbour', 'easy', 22, '2023-11-01'), (3, 'Gull Trouble', 'Harbour', 'normal', 24, '2023-11-01'), (4, 'Fog Bank', 'Harbour', 'normal', 24, '2023-11-01'), (5, 'The Harbour Master', 'Harbour', 'boss', 30, '2023-11-01'),
(6, 'Pink Sand', 'Coral Bay', 'easy', 21, '2023-11-01'), (7, 'Clown Car', 'Coral Bay', 'normal', 25, '2023-11-01'), (8, 'Sea Fans', 'Coral Bay', 'normal', 26, '2024-06-01'), (9, 'Urchin Alley', 'Coral Bay', 'hard', 28, '2024-06-01'), (10, 'Old Moray', 'Coral Bay', 'boss', 32, '2024-06-01'),
(11, 'Drop-off', 'The Deep', 'normal', 26, '2024-12-05'), (12, 'Lantern Fish', 'The Deep', 'hard', 28, '2024-12-05'), (13, 'Black Smoker', 'The Deep', 'hard', 30, '2024-12-05'), (14, 'Leviathan', 'The Deep', 'boss', 35, '2024-12-05'),
(15, 'Ice Edge', 'Polar Drift', 'normal', 27, '2025-09-18'), (16, 'Krill Rush', 'Polar Drift', 'hard', 29, '2025-09-18'), (17, 'The White Orca', 'Polar Drift', 'boss', 36, '2025-09-18'), (18, 'Aurora', 'Polar Drift', 'hard', 20, '2026-09-01');

INSERT INTO sessions
SELECT row_number() OVER (ORDER BY at, player_id), player_id, at, CASE WHEN fate >= 0.05 THEN least(at + make_interval(secs => 90 + floor(len * len * 3300)::int), now()) END,
       CASE WHEN at < timestamptz '2024-07-01' THEN '1.4.' WHEN at < timestamptz '2025-03-01' THEN '1.9.' WHEN at < timestamptz '2026-01-15' THEN '2.0.' ELSE '2.3.' END || floor(fate * 3)::int,
       jsonb_build_object('model', model, 'ram_gb', ram, 'tablet', model LIKE '%Pad%' OR model LIKE '%Tab%')
FROM (SELECT p.id AS player_id, random() AS fate, random() AS len, random() AS chance, d - p.registered_at::date AS since,
             least(greatest(d + make_interval(hours => (ARRAY[7,8,12,12,13,17,18,19,20,20,21,21,21,22,23])[1 + floor(random() * 15)::int], mins => floor(random() * 60)::int), p.registered_at), now() - interval '2 minutes') AS at,
             CASE WHEN p.platform = 'ios' THEN (ARRAY['iPhone 13', 'iPhone 15', 'iPad Air', 'iPhone SE'])[1 + (p.id % 4)::int] ELSE (ARRAY['Galaxy A54', 'Pixel 8', 'Redmi Note 12', 'Galaxy Tab S9'])[1 + (p.id % 4)::int] END AS model, (ARRAY[4, 6, 8, 3])[1 + (p.id % 4)::int] AS ram,
             CASE WHEN p.id IN (1, 4, 7, 11, 20) THEN 0.35 WHEN p.id % 3 = 0 THEN 0.05 ELSE 0.14 END AS pace, p.banned_at, p.id AS pid
      FROM players AS p CROSS JOIN LATERAL (SELECT g::date AS d FROM generate_series(p.registered_at::date, current_date, interval '1 day') AS g) AS days WHERE p.id <> 47) AS s
WHERE (since = 0 OR chance < CASE WHEN since = 1 AND pid % 5 <> 3 THEN 0.65 WHEN since = 1 THEN 0 WHEN since <= 7 THEN 0.4 ELSE pace * (0.25 + 0.75 * exp(-since / 150.0)) END)
  AND (banned_at IS NULL OR at < banned_at) AND NOT (pid IN (8, 21, 32) AND since > 60) AND NOT (pid = 25 AND since > 0);
INSERT INTO sessions VALUES (900001, 11, now() - interval '50 minutes', now() - interval '20 minutes', '2.3.1', '{"model": "iPad Air", "ram_gb": 8, "tablet": true}'), (900002, 4, now() - interval '11 minutes', NULL, '2.3.2', '{"model": "iPhone 13", "ram_gb": 4, "tablet": false}'), (900003, 11, now() - interval '6 minutes', now() - interval '1 minute', '2.3.1', '{"model": "Pixel 8", "ram_gb": 6, "tablet": false}');

INSERT INTO level_attempts
SELECT row_number() OVER (ORDER BY started_at, sid, k), sid, number, started_at, outcome::attempt_outcome, CASE outcome WHEN 'lost' THEN max_moves WHEN 'won' THEN max_moves - floor(luck * 9)::int ELSE 1 + floor(luck * 12)::int END,
       CASE WHEN outcome = 'won' THEN CASE WHEN luck > 0.7 THEN 3 WHEN luck > 0.35 THEN 2 ELSE 1 END END,
       CASE WHEN aid < 0.1 THEN '{hammer}'::text[] WHEN aid < 0.15 THEN '{hammer,"extra moves"}' WHEN aid < 0.19 THEN '{bomb}' WHEN aid < 0.21 THEN '{shuffle,bomb,hammer}' WHEN aid < 0.24 THEN '{"extra moves"}' ELSE '{}' END
FROM (SELECT s.sid, k, s.started_at, l.number, l.max_moves, s.luck, s.aid, CASE WHEN s.fate < 0.08 THEN 'quit' WHEN s.fate < CASE l.difficulty WHEN 'easy' THEN 0.2 WHEN 'normal' THEN 0.42 WHEN 'hard' THEN 0.62 ELSE 0.78 END OR l.number = 18 THEN 'lost' ELSE 'won' END AS outcome
      FROM (SELECT s.id AS sid, k, s.started_at + k * interval '70 seconds' AS started_at, random() AS luck, random() AS aid, random() AS fate, 1 + floor(random() * least(17, 4 + (row_number() OVER (PARTITION BY s.player_id ORDER BY s.started_at)) / 3))::int AS pick
            FROM sessions AS s CROSS JOIN generate_series(0, 2) AS k WHERE s.id % 3 >= k AND s.id % 41 <> 5) AS s
      JOIN levels AS l ON l.number = pick AND l.released_on <= s.started_at::date) AS a;
INSERT INTO level_attempts
SELECT 800000 + row_number() OVER (ORDER BY s.id, n), s.id, n, s.started_at + n * interval '1 minute', 'won', 15, 2, '{}'
FROM (SELECT player_id, max(id) AS id FROM sessions WHERE player_id IN (1, 11, 7) AND id < 900000 AND started_at > timestamptz '2026-01-01' GROUP BY player_id) AS m JOIN sessions AS s ON s.id = m.id CROSS JOIN generate_series(6, 10) AS n;
INSERT INTO level_attempts SELECT 900001, 900001, 18, now() - interval '40 minutes', 'lost', 20, NULL, '{bomb}';

INSERT INTO products VALUES
(1, 'coins-s', 'Handful of Coins', 'coins', 199, 200, NULL), (2, 'coins-m', 'Bucket of Coins', 'coins', 499, 600, NULL), (3, 'coins-l', 'Chest of Coins', 'coins', 1999, 2800, NULL), (4, 'starter', 'Starter Bundle', 'bundle', 299, 500, NULL), (5, 'sailor', 'Sailor''s Bundle', 'bundle', 999, 1200, NULL),
(6, 'pass-month', 'Tide Pass', 'pass', 799, 0, NULL), (7, 'hat-pirate', 'Pirate Hat', 'cosmetic', 399, 0, NULL), (8, 'hat-santa', 'Santa''s Hat', 'cosmetic', 399, 0, '2026-01-07'), (9, 'coins-xl', 'Wreck Full of Coins', 'coins', 9999, 16000, NULL), (10, 'pearl-trail', 'Pearl Trail', 'cosmetic', 1299, 0, NULL), (11, 'founder', 'Founder''s Bundle', 'bundle', 1999, 2500, '2024-06-30');

INSERT INTO purchases
SELECT row_number() OVER (ORDER BY at, player_id), player_id, id, at, paid, round(paid * CASE WHEN at < timestamptz '2025-01-01' THEN 0.3 ELSE 0.15 END)::int, CASE WHEN fate < 0.05 AND at + interval '3 days' < now() THEN at + interval '3 days' END
FROM (SELECT s.player_id, g.id, s.started_at + interval '80 seconds' AS at, CASE WHEN s.sale < 0.2 THEN g.list_price_cents / 2 ELSE g.list_price_cents END AS paid, s.fate, g.withdrawn_on
      FROM (SELECT player_id, started_at, random() AS chance, random() AS fate, random() AS sale, (ARRAY[1,1,1,2,2,2,3,4,4,5,5,6,6,6,7,8,9,11])[1 + floor(random() * 18)::int] AS pick FROM sessions WHERE id < 900000) AS s JOIN products AS g ON g.id = s.pick
      WHERE s.chance < CASE WHEN s.player_id = 11 THEN 0.45 WHEN s.player_id IN (1, 4, 18, 24) THEN 0.3 WHEN s.player_id % 4 = 1 THEN 0 ELSE 0.14 END AND s.player_id NOT IN (7, 16, 45, 46)) AS b
WHERE (withdrawn_on IS NULL OR at < withdrawn_on) AND at < now();
INSERT INTO purchases VALUES (900001, 11, 3, now() - interval '30 minutes', 1999, 300, NULL), (900002, 36, 2, current_date - 6 + interval '11 hours', 499, 75, current_date - 5 + interval '9 hours'), (900003, 20, 10, current_date - 45 + interval '20 hours', 1299, 195, NULL), (900004, 24, 10, '2025-05-10 10:00+00', 1299, 195, NULL), (900005, 28, 7, '2025-08-01 10:00+00', 399, 60, '2025-08-04 10:00+00'), (900006, 3, 5, date_trunc('quarter', current_date) - interval '40 days', 999, 150, date_trunc('quarter', current_date) - interval '38 days');

INSERT INTO events
SELECT row_number() OVER (ORDER BY at, player_id), player_id, at, kind, CASE kind WHEN 'ad_watched' THEN jsonb_build_object('placement', (ARRAY['extra life', 'daily chest', 'double coins'])[1 + floor(r * 3)::int], 'network', (ARRAY['AdTide', 'Mobix'])[1 + floor(r2 * 2)::int], 'reward_coins', (ARRAY[10, 20, 25, 50])[1 + floor(r2 * 4)::int]) ELSE jsonb_build_object('campaign', (ARRAY['come back', 'weekend sale', 'guild chest'])[1 + floor(r * 3)::int]) END
FROM (SELECT player_id, started_at + interval '50 seconds' AS at, random() AS r, random() AS r2, random() AS chance, CASE WHEN id % 4 = 0 THEN 'push_opened' ELSE 'ad_watched' END AS kind FROM sessions WHERE player_id NOT IN (11, 24, 28)) AS e WHERE chance < 0.3 AND at < now();
INSERT INTO events SELECT 700000 + p.id * 10 + n, p.id, p.registered_at + n * interval '40 seconds', 'tutorial_step', jsonb_build_object('step', n) FROM players AS p CROSS JOIN generate_series(1, 5) AS n WHERE n <= CASE WHEN p.id % 6 = 5 THEN 3 WHEN p.id % 11 = 7 THEN 1 ELSE 5 END AND p.id <> 47;

INSERT INTO guilds VALUES (1, 'Salt & Vinegar', 'en', '2024-03-01', 1, 1), (2, 'Nordsee', 'de', '2024-05-20', 3, 20), (3, 'Les Marins d''eau douce', 'fr', '2024-08-15', 6, NULL), (4, 'Krakens United', NULL, '2025-02-01', 5, 19), (5, 'Mums Ahoy', 'en', '2025-06-30', 24, 24), (6, 'Empty Shells', 'en', '2026-04-01', 33, NULL), (7, 'Sushi Bar', 'ja', '2025-08-08', 10, 10);
INSERT INTO guild_memberships
SELECT g, p.id, greatest(p.registered_at + interval '2 days', (SELECT founded_on FROM guilds WHERE id = g)::timestamptz), NULL
FROM (VALUES (1, 1), (1, 2), (1, 4), (1, 7), (1, 11), (1, 13), (1, 27), (2, 3), (2, 20), (2, 12), (2, 31), (2, 23), (3, 6), (3, 26), (3, 34), (4, 5), (4, 19), (4, 22), (4, 16), (5, 24), (5, 18), (5, 11), (7, 10), (7, 28), (5, 39), (1, 41)) AS m (g, pid) JOIN players AS p ON p.id = m.pid;
UPDATE guild_memberships SET left_at = joined_at + interval '5 months' WHERE (guild_id, player_id) IN ((4, 5), (1, 11), (2, 23), (3, 26), (1, 13));

INSERT INTO tournaments VALUES (1, 'Spring Regatta', '2024-04-12 08:00+00', '2024-04-14 20:00+00'), (2, 'Midsummer Swell', '2024-06-21 08:00+00', '2024-06-24 20:00+00'), (3, 'Pumpkin Reef', '2024-10-25 08:00+00', '2024-10-31 22:00+00'), (4, 'Frozen Finals', '2025-01-17 08:00+00', '2025-01-19 20:00+00'), (5, 'Spring Regatta', '2025-04-11 08:00+00', '2025-04-13 20:00+00'), (6, 'Pirate Week', '2025-09-19 08:00+00', '2025-09-26 20:00+00'), (7, 'Spring Regatta', '2026-04-10 08:00+00', '2026-04-12 20:00+00'), (8, 'Autumn Tide', date_trunc('month', current_date) - interval '20 days', date_trunc('month', current_date) - interval '17 days');
INSERT INTO tournament_scores SELECT t.id, p.id, 500 + 25 * floor(random() * 60)::int + CASE WHEN p.id IN (1, 11) THEN 400 ELSE 0 END FROM tournaments AS t JOIN players AS p ON p.registered_at < t.starts_at AND (p.id + t.id) % 3 <> 1 AND p.id NOT IN (1, 4, 47) AND (p.banned_at IS NULL OR p.banned_at > t.starts_at);
INSERT INTO tournament_scores SELECT t.id, 1, 1500 + t.id * 10 FROM tournaments AS t;
INSERT INTO tournament_scores SELECT t.id, 4, CASE WHEN t.id = 2 THEN 2600 ELSE 1100 END FROM tournaments AS t;
UPDATE tournament_scores SET score = 2600 WHERE tournament_id = 2 AND player_id = 1;
