SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO branch VALUES (1, 'Locked In Cardiff', 'Cardiff', '2019-02-01'), (2, 'Locked In Bristol', 'Bristol', '2021-06-12'), (3, 'Locked In Swansea', 'Swansea', '2023-09-30');
INSERT INTO room VALUES
(1, 1, 'The Dragon''s Ledger', 'heist', 3, '1 hour', 2, 6, '{en,cy}', false, '2019-02-01', NULL), (2, 1, 'Ward Thirteen', 'horror', 4, '1 hour', 3, 6, '{en}', true, '2019-10-25', NULL), (3, 1, 'Submarine K-9', 'adventure', 5, '1 hour 15 minutes', 3, 7, '{en,de}', false, '2020-08-01', NULL), (4, 1, 'Grandma''s Attic', 'family', 1, '45 minutes', 2, 8, '{en,cy}', false, '2019-02-01', '2024-12-31'),
(5, 2, 'Clifton Clockmaker', 'mystery', 3, '1 hour', 2, 5, '{en,fr,de}', false, '2021-06-12', NULL), (6, 2, 'The Butcher', 'horror', 5, '1 hour', 2, 5, '{en}', true, '2021-10-15', NULL), (7, 2, 'Pirate Bay', 'family', 2, '50 minutes', 2, 8, '{en,fr}', false, '2022-04-02', NULL), (8, 3, 'Copper Mine', 'adventure', 4, '1 hour', 3, 6, '{en,cy}', false, '2023-09-30', NULL), (9, 3, 'Dylan''s Last Verse', 'mystery', 2, '1 hour', 2, 6, '{en,cy}', false, '2025-03-01', NULL), (10, 3, 'Zero Gravity', 'adventure', 3, '1 hour', 2, 6, '{en}', false, current_date - 1, NULL);
INSERT INTO puzzle
SELECT row_number() OVER (ORDER BY r.id, p), r.id, p, (ARRAY['Cipher wheel', 'Mirror maze', 'Four keys', 'Radio static', 'Blue light', 'Scales', 'Piano', 'Chess board', 'Fuse box'])[1 + (r.id * 4 + p * 2 + p / 3) % 9], CASE p % 4 WHEN 0 THEN '{"lock": "digital", "sensor": true}' WHEN 1 THEN jsonb_build_object('lock', 'padlock', 'props', 2 + r.id % 4) WHEN 2 THEN '{"lock": "magnet", "sensor": true, "props": 5}' ELSE '{}' END
FROM room AS r CROSS JOIN generate_series(1, 6) AS p WHERE p <= 4 + r.difficulty / 2;
INSERT INTO game_master VALUES (1, 'Rhian', 'Pritchard', 1, NULL, '2019-02-01', NULL), (2, 'Owen', 'Blake', 1, 1, '2020-03-02', '2025-01-31'), (3, 'Zara', 'Hussain', 1, 1, '2022-05-09', NULL), (4, 'Felix', 'Marsh', 2, 1, '2021-06-01', NULL), (5, 'Amelia', 'Stone', 2, 4, '2021-09-13', NULL), (6, 'Gethin', 'Pritchard', 3, 1, '2023-09-01', NULL), (7, 'Lowri', 'Evans', 3, 6, '2024-02-05', NULL), (8, 'Kit', 'Nakamura', 2, 4, '2026-06-01', NULL);

INSERT INTO customer
SELECT row_number() OVER (), nm, CASE WHEN nm NOT LIKE '%Price' THEN lower(regexp_replace(split_part(nm, ' ', 1), '[^A-Za-z]', '', 'g')) || row_number() OVER () || (ARRAY['@mail.example', '@post.example', '@inbox.example'])[1 + length(nm) % 3] END, nm LIKE '%Ltd' OR nm LIKE '%University' OR nm LIKE '%& Co', timestamptz '2022-11-01' + row_number() OVER () * interval '31 days'
FROM unnest(ARRAY['Alys Morgan', 'Ben Carter', 'Cerys O''Dwyer', 'Dai Thomas', 'Ellie Price', 'Fergus Boyd', 'Brightwave Ltd', 'Gwen Llewellyn', 'Harry Singh', 'Isobel Crane', 'Cardiff University', 'Jac Rowlands', 'Kezia Boateng', 'Liam Price', 'Megan Hall', 'Nesta Vaughan', 'Harris & Co', 'Olu Adeyemi', 'Poppy Lane', 'Megan Hall', 'Rob Fletcher', 'Severn Labs Ltd', 'Sioned Jones', 'Tariq Aziz', 'Una Kelly', 'Vince Doyle', 'Will Tanner', 'Yasmin Noor', 'Zoë Hart', 'Bevan Steel Ltd']) AS nm;
UPDATE customer SET created_at = current_date - interval '20 days' WHERE id = 29;

INSERT INTO voucher SELECT n, 'GIFT-' || lpad((n * 7351 % 10000)::text, 4, '0'), (ARRAY[50, 80, 80, 100])[1 + n % 4], d::date, (d + interval '1 year')::date FROM (SELECT n, timestamp '2023-11-20' + n * interval '13 days' AS d FROM generate_series(1, 90) AS n) AS v WHERE d < current_date;

INSERT INTO booking
SELECT row_number() OVER (ORDER BY starts, room_id), room_id, who, starts - make_interval(hours => 4 + floor(salt ^ 2 * 700)::int), starts, players, round((18 + players * 15 * CASE WHEN extract(isodow FROM starts) > 5 THEN 1.2 ELSE 1 END)::numeric, 2),
       CASE WHEN starts > now() THEN CASE WHEN chance < 0.07 THEN 'cancelled' ELSE 'confirmed' END WHEN chance < 0.07 THEN 'cancelled' WHEN chance < 0.095 THEN 'no_show' ELSE 'played' END::booking_status, NULL, CASE WHEN who IN (7, 11, 17, 22, 30) THEN 'team building' WHEN salt < 0.3 THEN (ARRAY['birthday', 'birthday', 'hen party', 'stag party'])[1 + floor(salt * 13.3)::int] END
FROM (SELECT d.starts, d.room_id, d.who, d.salt, d.chance, least(r.max_players, r.min_players + floor(d.size * 5)::int) AS players
      FROM (SELECT day + make_interval(hours => 11 + 2 * floor(random() * 5)::int) AS starts, 1 + floor(random() ^ 1.1 * 9)::int AS room_id, 1 + floor(random() ^ 1.2 * 28)::int AS who, random() AS salt, random() AS chance, random() AS size, random() AS thin FROM generate_series(timestamptz '2023-01-02', current_date + 14, interval '1 day') AS day CROSS JOIN generate_series(1, 2) AS n) AS d
      JOIN room AS r ON r.id = d.room_id AND r.opened_on <= d.starts::date AND (r.closed_on IS NULL OR r.closed_on >= d.starts::date) JOIN customer AS c ON c.id = d.who AND c.created_at < d.starts WHERE d.thin < CASE WHEN extract(isodow FROM d.starts) > 4 THEN 1 ELSE 0.5 END) AS b;
INSERT INTO booking VALUES (90001, 1, 3, current_date - interval '9 days', current_date + interval '1 second', 4, 78, 'played', NULL, 'birthday'), (90002, 5, 29, current_date - interval '3 days', current_date + interval '2 seconds', 2, 48, 'no_show', NULL, NULL), (90003, 6, 8, current_date - interval '11 days', current_date + interval '35 hours', 4, 78, 'confirmed', NULL, 'hen party'), (90004, 2, 12, current_date - interval '8 days', current_date - interval '2 hours', 5, 93, 'played', NULL, 'stag party');
UPDATE booking AS b SET voucher_id = v.id FROM (SELECT v.id, (SELECT c.id FROM booking AS c WHERE c.starts_at::date BETWEEN v.sold_on + 20 AND v.valid_until AND c.status = 'played' AND c.id % 60 = v.id % 60 ORDER BY c.id LIMIT 1) AS bid, v.id % 5 AS m FROM voucher AS v) AS v WHERE b.id = v.bid AND v.m <> 2;

INSERT INTO game
SELECT row_number() OVER (ORDER BY b.starts_at, b.id), b.id, (SELECT g.id FROM game_master AS g WHERE g.branch_id = r.branch_id AND g.hired_on <= b.starts_at::date AND (g.left_on IS NULL OR g.left_on >= b.starts_at::date) ORDER BY abs(hashint4(g.id * 31 + b.id)) LIMIT 1),
       CASE WHEN b.chance < 0.8 THEN (ARRAY['The Sherlocks', 'Quiz Pro Quo', 'Lock Stars', 'Team Rocket', 'Four and a Half Brains', 'the sherlocks', 'Panic!', 'Keys Please', 'No Clue', 'Out of Thyme'])[1 + floor(b.chance * 12.5)::int] END, b.starts_at + make_interval(mins => 5 + floor(b.chance * 15)::int),
       CASE WHEN b.salt < 0.95 - r.difficulty * 0.11 THEN b.starts_at + make_interval(mins => 5 + floor(b.chance * 15)::int) + r.time_limit * (0.55 + 0.44 * b.pick) END
FROM (SELECT *, random() AS chance, random() AS salt, random() AS pick FROM booking WHERE status = 'played') AS b JOIN room AS r ON r.id = b.room_id;
UPDATE game SET escaped_at = date_trunc('second', escaped_at);

INSERT INTO hint
SELECT row_number() OVER (ORDER BY game_id, minute, puzzle_id), game_id, puzzle_id, CASE WHEN salt < 0.6 THEN 'screen' WHEN salt < 0.9 THEN 'spoken' ELSE 'physical' END::hint_kind, minute
FROM (SELECT g.id AS game_id, p.id AS puzzle_id, p.position * 8 + floor(random() * 8)::int - 4 AS minute, random() AS salt, random() AS chance, r.difficulty, p.position, g.escaped_at FROM game AS g JOIN booking AS b ON b.id = g.booking_id JOIN room AS r ON r.id = b.room_id JOIN puzzle AS p ON p.room_id = r.id) AS h WHERE chance < 0.08 + difficulty * 0.05 + CASE WHEN position = 3 THEN 0.2 ELSE 0 END + CASE WHEN escaped_at IS NULL THEN 0.12 ELSE 0 END;

INSERT INTO review SELECT id, CASE WHEN salt < 0.06 THEN 1 + floor(salt * 33)::int WHEN escaped_at IS NULL THEN 3 + floor(salt * 3)::int ELSE 4 + floor(salt * 2)::int END, CASE WHEN salt < 0.4 THEN (ARRAY['Too dark to read the clues', 'Brilliant staff', 'One lock was broken', 'Loved every minute', 'Bit short for the price', 'Scary!'])[1 + floor(salt * 15)::int] END, least(current_date, started_at::date + 1 + floor(salt * 6)::int) FROM (SELECT *, random() AS salt, random() AS chance FROM game) AS g WHERE chance < 0.3;

INSERT INTO repair
SELECT row_number() OVER (ORDER BY day), puzzle_id, day, CASE WHEN day + lead <= current_date AND salt > 0.02 THEN day + lead END, CASE WHEN salt < 0.75 THEN round((8 + salt * 180)::numeric, 2) END
FROM (SELECT day::date, 1 + floor(random() * 40)::int AS puzzle_id, floor(random() ^ 2 * 12)::int AS lead, random() AS salt FROM generate_series(timestamp '2023-10-02', current_date, interval '9 days') AS day) AS r;
INSERT INTO repair VALUES (9001, 3, current_date - 4, NULL, NULL), (9002, 17, current_date - 12, NULL, 64.00), (9003, 8, current_date - 1, current_date, 22.50);
