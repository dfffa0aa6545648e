SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO clubs VALUES
(1, 'Kelham Mill', 'Sheffield', '2018-01-15', NULL, 140, '{sauna,cafe,parking}'), (2, 'Ecclesall', 'Sheffield', '2020-09-01', NULL, 80, '{parking}'),
(3, 'Park Row', 'Leeds', '2019-03-04', NULL, 120, '{sauna,pool,cafe}'), (4, 'The Foundry', 'Leeds', '2021-06-14', '2025-03-31', 60, '{"climbing wall"}'),
(5, 'Quayside', 'Hull', '2022-10-03', NULL, 90, '{pool,creche,parking}'), (6, 'Peaks', 'Buxton', '2026-02-02', NULL, 50, '{}');

INSERT INTO plans VALUES
(1, 'Classic', 3900, 2000, 12, false, NULL), (2, 'Flex', 4900, 2000, 1, false, NULL), (3, 'Daylight', 2500, 1500, 6, true, NULL),
(4, 'Student', 2200, 0, 1, false, NULL), (5, 'Founders', 2900, 0, 12, false, '2019-12-31'), (6, 'Platinum', 7500, 5000, 12, false, NULL), (7, 'Corporate', 3300, 0, 12, true, NULL);

INSERT INTO members VALUES
(1, 'Aisha', 'Rahman', 'aisha.rahman@post.example', '1991-04-12', 1, 1, '2022-01-10', NULL, NULL, NULL, true, '{"goal": "strength", "height_cm": 168}'),
(2, 'Ben', 'O''Leary', 'ben.oleary@post.example', '1984-11-30', 1, 5, '2018-02-01', NULL, NULL, NULL, true, '{"goal": "fun", "height_cm": 181, "injuries": ["knee"]}'),
(3, 'Chloë', 'Masters', NULL, '2001-07-02', 3, 4, '2023-09-18', NULL, NULL, 1, false, '{"goal": "weight loss"}'),
(4, 'Dev', 'Patel', 'dev.patel@mail.example', '1978-02-19', 2, 1, '2020-09-03', NULL, NULL, 2, true, '{"goal": "rehab", "injuries": ["lower back", "shoulder"]}'),
(5, 'Ewa', 'Nowak', 'ewa@nowak.example', '1995-12-24', 3, 2, '2024-01-02', '2024-12-31', 'moved away', NULL, true, '{"height_cm": 172}'),
(6, 'Frank', 'Whitlock', NULL, '1951-05-06', 2, 3, '2021-03-15', NULL, NULL, 4, false, '{"goal": "rehab", "height_cm": 176, "injuries": ["hip"]}'),
(7, 'Grace', 'Adebayo', 'grace.adebayo@mail.example', '1999-08-21', 5, 2, '2022-10-05', NULL, NULL, NULL, true, '{"goal": "strength"}'),
(8, 'Harriet', 'Lund', 'h.lund@post.example', NULL, 5, 1, '2022-11-14', NULL, NULL, 7, false, '{}'),
(9, 'Imran', 'Khan', 'imran.khan@post.example', '1989-01-17', 1, 6, '2023-01-03', NULL, NULL, 1, true, '{"goal": "strength", "height_cm": 185}'),
(10, 'Jade', 'Masters', 'jade.m@mail.example', '2003-03-09', 3, 4, '2024-09-16', NULL, NULL, 3, true, '{"goal": "fun"}'),
(11, 'Keith', 'Brannigan', 'keith@brannigan.example', '1962-10-28', 4, 1, '2021-06-20', '2025-03-31', 'club closed', NULL, false, '{"goal": "weight loss", "height_cm": 170}'),
(12, 'Leonor', 'Duarte', 'leonor.duarte@post.example', '1987-06-13', 4, 2, '2022-02-07', NULL, NULL, 11, true, '{"goal": "fun", "height_cm": 163}'),
(13, 'Mick', 'Fairburn', NULL, '1970-09-09', 1, 3, '2019-05-01', '2024-02-29', 'too expensive', NULL, false, '{}'),
(14, 'Nadia', 'Ibrahim', 'nadia.ib@mail.example', '1993-11-11', 5, 6, '2023-06-12', NULL, NULL, 7, true, '{"goal": "strength", "height_cm": 166, "injuries": ["wrist"]}'),
(15, 'Oskar', 'Lund', 'oskar.lund@post.example', '1990-02-28', 5, 1, '2022-11-14', '2023-11-30', 'moved away', 7, true, '{"goal": "fun"}'),
(16, 'Poppy', 'Greaves', 'poppy@greaves.example', '2000-12-01', 1, 4, '2023-10-02', '2025-07-31', 'no longer a student', NULL, false, '{"goal": "weight loss", "height_cm": 159}'),
(17, 'Qing', 'Zhao', 'qing.zhao@mail.example', '1996-04-04', 3, 2, '2025-01-06', NULL, NULL, 9, true, '{"goal": "strength", "height_cm": 174}'),
(18, 'Robert', 'Hall', 'rob.hall@post.example', '1981-07-23', 3, 7, '2024-04-08', NULL, NULL, NULL, false, '{"goal": "rehab", "injuries": ["knee", "ankle"]}'),
(19, 'Robert', 'Hall', NULL, '1958-03-31', 2, 3, '2023-02-20', NULL, NULL, 6, false, '{}'),
(20, 'Siobhán', 'Kearney', 'siobhan@kearney.example', '1985-05-15', 1, 1, '2020-01-06', NULL, NULL, 2, true, '{"goal": "fun", "height_cm": 170}'),
(21, 'Tomasz', 'Wilk', 'tomasz.wilk@mail.example', '1992-10-10', 1, 2, '2024-02-12', '2024-08-31', 'injury', 9, true, '{"goal": "strength", "injuries": ["shoulder"]}'),
(22, 'Una', 'McBride', 'una.mcbride@post.example', NULL, 5, 3, '2023-08-28', NULL, NULL, NULL, false, '{"goal": "weight loss"}'),
(23, 'Vikram', 'Shah', 'v.shah@corp.example', '1976-08-08', 3, 7, '2024-04-08', NULL, NULL, 18, false, '{"height_cm": 178}'),
(24, 'Wendy', 'Oakes', 'wendy.oakes@corp.example', '1988-12-19', 3, 7, '2024-05-13', '2025-12-31', 'too expensive', 18, true, '{"goal": "fun"}'),
(25, 'Yusuf', 'Demir', 'yusuf@demir.example', '1997-01-26', 1, 1, '2025-03-03', NULL, NULL, 9, true, '{"goal": "strength", "height_cm": 180}'),
(26, 'Zofia', 'Nowak', 'zofia@nowak.example', '1998-06-06', 3, 2, '2024-01-02', NULL, NULL, 5, true, '{"goal": "weight loss", "height_cm": 169}'),
(27, 'Arthur', 'Penhaligon', NULL, '1945-10-19', 2, 3, '2020-10-12', NULL, NULL, NULL, false, '{"goal": "rehab", "injuries": ["hip", "knee"]}'),
(28, 'Bronwen', 'Rees', 'bronwen.rees@mail.example', '1994-09-14', 4, 1, '2022-01-24', '2025-03-31', 'club closed', 12, true, '{"goal": "fun"}'),
(29, 'Caspar', 'de Vries', 'caspar@devries.example', '2002-02-22', 1, 4, '2025-09-22', NULL, NULL, 25, false, '{}'),
(30, 'Dilys', 'Rees', 'dilys.rees@mail.example', '1966-07-07', 6, 1, '2026-02-02', NULL, NULL, 28, true, '{"goal": "weight loss", "height_cm": 161}'),
(31, 'Edmund', 'Ashby-Cole', 'edmund@ashbycole.example', '1983-03-20', 6, 6, '2026-02-09', NULL, NULL, NULL, true, '{"goal": "fun", "height_cm": 188}'),
(32, 'Fatou', 'Diallo', 'fatou.diallo@post.example', '1990-10-02', 5, 2, '2025-06-02', NULL, NULL, 14, true, '{"goal": "strength"}'),
(33, 'George', 'Okonkwo', 'george.ok@mail.example', '1986-01-01', 1, 1, '2022-06-13', NULL, NULL, 1, false, '{"goal": "strength", "height_cm": 190}'),
(34, 'Hattie', 'Cross', NULL, '1972-11-05', 2, 1, '2021-01-18', '2023-06-30', 'too expensive', NULL, false, '{"goal": "fun"}'),
(35, 'Ivan', 'Petrov', 'ivan.petrov@mail.example', '1979-04-27', 2, 2, '2024-06-03', NULL, NULL, 4, true, '{}'),
(36, 'Jo', 'Trueman', 'jo@trueman.example', '1996-05-30', 1, 2, current_date - 12, NULL, NULL, 25, true, '{"goal": "rehab"}');

INSERT INTO freezes VALUES
(1, 4, '2024-02-01', '2024-04-30', 'injury'), (2, 7, '2023-07-01', '2023-08-31', 'travel'), (3, 9, '2025-01-15', '2025-02-14', 'injury'), (4, 20, '2024-06-01', '2025-01-31', 'parental leave'),
(5, 14, '2024-12-01', '2024-12-31', 'travel'), (6, 27, '2025-10-06', NULL, 'injury'), (7, 33, '2023-03-01', '2023-03-31', 'travel'), (8, 33, '2025-08-01', '2025-09-15', 'travel'),
(9, 21, '2024-05-02', '2024-08-31', 'injury'), (10, 12, current_date - 20, NULL, 'travel'), (11, 22, current_date - 5, current_date + 25, 'illness'), (12, 1, '2025-05-05', '2025-05-31', 'illness');

INSERT INTO trainers VALUES
(1, 'Marcus Bell', '2018-01-15', NULL, 4500, '{strength,"first aid"}'), (2, 'Olga Petrenko', '2019-03-04', NULL, 5200, '{yoga,pilates,"first aid"}'), (3, 'Sean Doherty', '2020-09-01', '2025-05-30', 4000, '{spinning}'),
(4, 'Yemi Bakare', '2021-06-14', NULL, 4800, '{strength,boxing,"first aid"}'), (5, 'Lucy Tranter', '2022-10-03', NULL, NULL, '{swimming,"first aid"}'), (6, 'Paolo Ricci', '2023-05-08', NULL, 3800, '{spinning,boxing}'),
(7, 'Hannah Bell', '2024-01-08', NULL, NULL, '{yoga}'), (8, 'Rhys Morgan', '2025-09-01', NULL, 4200, '{}');

INSERT INTO class_types VALUES
(1, 'Spin Express', 'hard', 30), (2, 'Morning Yoga', 'gentle', 60), (3, 'Body Pump', 'hard', 45), (4, 'Aqua Fit', 'moderate', 45), (5, 'Pilates Core', 'moderate', 50), (6, 'Boxing Basics', 'hard', 60), (7, 'Yoga for Backs', 'gentle', 45), (8, 'Tai Chi', 'gentle', 60);

INSERT INTO check_ins
SELECT row_number() OVER (ORDER BY at), id, club, at, CASE WHEN chance > 0.06 AND at + stay < now() THEN at + stay END
FROM (SELECT m.id, CASE WHEN random() < 0.86 THEN m.home_club_id ELSE (ARRAY[1, 3, 5])[1 + floor(random() * 3)::int] END AS club, random() AS chance,
             day + make_interval(hours => CASE WHEN m.plan_id IN (3, 7) THEN 9 + floor(random() * 7)::int WHEN random() < 0.45 THEN 17 + floor(random() * 3)::int ELSE 6 + floor(random() * 16)::int END, mins => floor(random() * 60)::int) AS at, make_interval(mins => 25 + floor(random() * 95)::int) AS stay,
             random() * CASE WHEN m.id IN (1, 9, 20, 25) THEN 0.4 WHEN m.id IN (6, 19, 35) THEN 4 WHEN m.plan_id = 4 THEN 0.8 ELSE 1.2 END * CASE WHEN extract(isodow FROM day) > 5 THEN 1.8 ELSE 1 END AS wish
      FROM generate_series(timestamptz '2023-01-02', current_date, interval '1 day') AS day JOIN members AS m ON m.joined_on <= day::date AND (m.left_on IS NULL OR m.left_on >= day::date) AND m.id NOT IN (23, 8)) AS v
WHERE wish < 0.1 AND at < now() AND (club <> 4 OR at < timestamptz '2025-04-01') AND NOT EXISTS (SELECT 1 FROM freezes AS f WHERE f.member_id = v.id AND f.starts_on <= v.at::date AND (f.ends_on IS NULL OR f.ends_on >= v.at::date));
INSERT INTO check_ins VALUES (90001, 1, 1, current_date + interval '10 seconds', NULL), (90002, 9, 1, current_date + interval '20 seconds', NULL), (90003, 26, 3, current_date + interval '5 seconds', NULL), (90004, 20, 3, current_date - interval '3 hours', current_date - interval '2 hours'),
(90005, 8, 5, '2025-02-03 17:30+00', '2025-02-03 18:40+00');

INSERT INTO class_sessions
SELECT row_number() OVER (ORDER BY at, club), kind, club, planned, CASE WHEN chance < 0.1 AND spare <> planned THEN spare END, at, (ARRAY[8, 10, 10, 12, 16])[1 + (kind + club) % 5], CASE WHEN chance > 0.95 THEN least(at, now()) - interval '6 hours' END
FROM (SELECT kind, at, chance, CASE WHEN kind = 4 THEN (ARRAY[3, 5])[1 + floor(salt * 2)::int] WHEN at < timestamptz '2025-03-31' THEN (ARRAY[1, 2, 3, 4])[1 + floor(salt * 4)::int] ELSE (ARRAY[1, 1, 2, 3, 5])[1 + floor(salt * 5)::int] END AS club,
             CASE kind WHEN 1 THEN CASE WHEN at < timestamptz '2023-05-08' OR salt < 0.4 AND at < timestamptz '2025-05-30' THEN 3 ELSE 6 END WHEN 2 THEN CASE WHEN at < timestamptz '2024-01-08' OR salt < 0.5 THEN 2 ELSE 7 END WHEN 3 THEN 1 WHEN 4 THEN 5 WHEN 5 THEN 2 WHEN 6 THEN 4 ELSE 2 END AS planned, (ARRAY[1, 2, 4, 5])[1 + floor(random() * 4)::int] AS spare
      FROM (SELECT 1 + floor(random() ^ 1.2 * 7)::int AS kind, day + make_interval(hours => (ARRAY[7, 9, 12, 17, 18, 18, 19])[1 + floor(random() * 7)::int], mins => 15 * floor(random() * 4)::int) AS at, random() AS chance, random() AS salt
            FROM generate_series(timestamptz '2024-01-01', current_date + 7, interval '1 day') AS day CROSS JOIN generate_series(1, 1) WHERE extract(isodow FROM day) < 7) AS d) AS s;
INSERT INTO class_sessions VALUES (9001, 2, 1, 7, NULL, current_date + interval '7 hours', 2, NULL), (9002, 6, 3, 4, NULL, current_date + interval '19 hours', 12, NULL), (9003, 1, 1, 6, NULL, current_date - interval '6 hours', 10, NULL), (9004, 3, 5, 1, NULL, current_date + interval '34 hours', 10, NULL);

INSERT INTO class_bookings
SELECT id, member_id, starts_at - make_interval(hours => lead), status::booking_status, CASE WHEN status = 'attended' AND chance < 0.12 THEN 1 + floor(chance * 40)::int WHEN status = 'attended' AND chance < 0.5 THEN 4 + (chance * 100)::int % 2 END
FROM (SELECT s.id, m.id AS member_id, s.starts_at, 3 + floor(random() * 120)::int AS lead, random() AS chance, random() AS wish,
             CASE WHEN s.starts_at > now() THEN CASE WHEN random() < 0.9 THEN 'booked' ELSE 'cancelled' END WHEN s.cancelled_at IS NOT NULL OR random() < 0.09 THEN 'cancelled' WHEN random() < CASE WHEN m.id IN (3, 16, 29) THEN 0.4 ELSE 0.08 END THEN 'no_show' ELSE 'attended' END AS status
      FROM class_sessions AS s JOIN clubs AS k ON k.id = s.club_id JOIN clubs AS h ON h.city = k.city JOIN members AS m ON m.home_club_id = h.id AND m.joined_on <= s.starts_at::date AND (m.left_on IS NULL OR m.left_on >= s.starts_at::date)
      WHERE m.id NOT IN (4, 8, 23, 36)) AS b
WHERE wish < CASE WHEN member_id IN (1, 20, 12, 14) THEN 0.55 ELSE 0.22 END;
INSERT INTO class_bookings VALUES (9001, 1, current_date - interval '2 days', 'booked', NULL), (9001, 20, current_date - interval '1 day', 'booked', NULL), (9003, 36, current_date - interval '1 day', 'attended', 5), (9004, 14, current_date - interval '1 day', 'booked', NULL) ON CONFLICT DO NOTHING;

INSERT INTO pt_sessions
SELECT row_number() OVER (ORDER BY day), who, t.id, day, len, t.hourly_rate_cents * len / 60 - CASE WHEN chance < 0.1 THEN 500 ELSE 0 END
FROM (SELECT day::date AS day, (ARRAY[1, 2, 4, 6, 7, 9, 9, 9, 14, 14, 18, 20, 33])[1 + floor(random() * 13)::int] AS who, (ARRAY[1, 1, 2, 4, 4, 6])[1 + floor(random() * 6)::int] AS coach, (ARRAY[30, 45, 60, 60])[1 + floor(random() * 4)::int] AS len, random() AS chance
      FROM generate_series(timestamp '2023-01-02', current_date, interval '3 days') AS day) AS p JOIN trainers AS t ON t.id = p.coach AND t.hired_on <= p.day JOIN members AS m ON m.id = p.who AND m.joined_on <= p.day;
INSERT INTO pt_sessions VALUES (9001, 9, 1, current_date, 60, 4500), (9002, 14, 4, current_date - 4, 60, 4800), (9003, 31, 8, current_date - 2, 45, 3150);

INSERT INTO payments
SELECT row_number() OVER (ORDER BY due, member_id, kind), member_id, kind::payment_kind, due, CASE WHEN chance > 0.035 AND due + late <= current_date THEN due + late END, amount
FROM (SELECT m.id AS member_id, 'fee' AS kind, month::date AS due, random() AS chance, CASE WHEN random() < 0.25 THEN floor(random() * 40)::int ELSE 0 END AS late, p.monthly_fee_cents AS amount
      FROM members AS m JOIN plans AS p ON p.id = m.plan_id JOIN generate_series(timestamp '2023-01-01', current_date, interval '1 month') AS month ON month::date >= m.joined_on AND (m.left_on IS NULL OR month::date <= m.left_on)
      WHERE NOT EXISTS (SELECT 1 FROM freezes AS f WHERE f.member_id = m.id AND f.starts_on <= month::date AND (f.ends_on IS NULL OR f.ends_on >= month::date))
      UNION ALL
      SELECT m.id, 'joining', m.joined_on, 1, 0, p.joining_fee_cents FROM members AS m JOIN plans AS p ON p.id = m.plan_id WHERE m.joined_on >= date '2023-01-01' AND p.joining_fee_cents > 0
      UNION ALL
      SELECT t.member_id, 'training', t.held_on, random(), floor(random() * 10)::int, t.price_cents FROM pt_sessions AS t
      UNION ALL
      SELECT c.member_id, 'shop', c.checked_in_at::date, 1, 0, (ARRAY[150, 250, 250, 1200, 2400])[1 + floor(random() * 5)::int] FROM check_ins AS c WHERE c.id % 13 = 5) AS x;
INSERT INTO payments VALUES (90001, 1, 'shop', current_date, current_date, 250), (90002, 31, 'fee', current_date - 45, NULL, 7500), (90003, 35, 'fee', current_date - 80, NULL, 4900);
