SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO "Troop" VALUES (1, 'Hedgehogs', 'Beavers', 1, 18), (2, 'Otters', 'Beavers', 3, 18), (3, 'Grey Wolves', 'Cubs', 2, 24), (4, 'Kestrels', 'Scouts', 4, 30), (5, 'Ravens', 'Scouts', 5, 30), (6, 'Night Owls', 'Explorers', 5, NULL), (7, 'Puffins', 'Cubs', 1, 24);

INSERT INTO "Member"
SELECT n, (ARRAY['Alfie', 'Bea', 'Caleb', 'Daisy', 'Ewan', 'Farah', 'Gus', 'Hanna', 'Idris', 'Josie', 'Kit', 'Layla', 'Milo', 'Niamh', 'Oscar', 'Priya', 'Quinn', 'Rosa', 'Sam', 'Tess', 'Umar', 'Vera', 'Wilf', 'Zoë'])[1 + (n * 7) % 24], (ARRAY['Barlow', 'Achebe', 'O''Shea', 'Lindholm', 'Patel', 'Grant', 'Novák', 'Sykes', 'Barlow', 'Tran', 'Forde', 'de Souza', 'Whyte', 'Karim', 'Moss', 'Ibbotson', 'Rhys-Jones'])[1 + (n * 5) % 17], born, greatest(born + 2200 + floor(salt * 700)::int, date '2022-01-10'), CASE WHEN n % 11 = 0 THEN current_date - 100 - floor(salt * 200)::int END,
    CASE WHEN n % 17 = 0 THEN NULL WHEN born > current_date - 2950 THEN 1 + n % 2 WHEN born > current_date - 3900 THEN 3 WHEN born > current_date - 5200 THEN 4 + n % 2 ELSE 6 END, false, CASE n % 6 WHEN 0 THEN '{vegetarian}' WHEN 3 THEN '{"no nuts"}' WHEN 5 THEN '{halal}' ELSE '{}' END::text[]
FROM (SELECT n, (current_date - 2300 - (n * 61) % 3900)::date AS born, random() AS salt FROM generate_series(1, 62) AS n) AS x;
UPDATE "Member" SET "joinedOn" = current_date - 15, "leftOn" = NULL WHERE "memberId" = 34;
UPDATE "Member" SET "joinedOn" = '2022-01-10' WHERE "memberId" % 3 = 1 AND "bornOn" < current_date - 4000;
INSERT INTO "Member" VALUES (101, 'Margaret', 'Hollis', '1961-05-03', '1994-09-01', NULL, NULL, true, '{}'), (102, 'Dev', 'Patel', '1983-10-12', '2016-01-11', NULL, 3, true, '{vegetarian}'), (103, 'Rhona', 'Barlow', '1978-03-29', '2014-04-28', NULL, 4, true, '{}'), (104, 'Colin', 'Sykes', '1990-12-01', '2019-09-02', NULL, 1, true, '{}'), (105, 'Colin', 'Marsh', '1970-07-07', '2009-02-16', '2025-07-20', 5, true, '{}'), (106, 'Aoife', 'Brennan', '2001-01-19', '2023-09-04', NULL, 5, true, '{vegan}'), (107, 'Tunde', 'Achebe', '1986-06-24', '2021-05-10', NULL, 6, true, '{}'), (108, 'Nina', 'Frost', '1999-08-30', current_date - 40, NULL, 2, true, '{"no nuts"}');

INSERT INTO "Parent"
SELECT n, (ARRAY['Laura', 'Ben', 'Chidi', 'Siobhan', 'Karl', 'Meera', 'Pavel', 'Helen', 'Yasmin', 'Luis', 'Anh', 'Gareth'])[1 + n % 12] || ' ' || (ARRAY['Barlow', 'Achebe', 'O''Shea', 'Lindholm', 'Patel', 'Grant', 'Novák', 'Sykes', 'Tran', 'Forde', 'de Souza', 'Moss'])[1 + (n * 5) % 12], CASE WHEN n % 7 <> 0 THEN 'family' || n || '@mail.example' END, n % 3 = 0
FROM generate_series(1, 44) AS n;
INSERT INTO "Guardianship" SELECT DISTINCT 1 + ("memberId" * 13) % 40, "memberId" FROM "Member" WHERE NOT "leader" AND "memberId" <> 30 UNION SELECT 1 + ("memberId" * 19 + 3) % 40, "memberId" FROM "Member" WHERE NOT "leader" AND "memberId" % 2 = 0 AND "memberId" <> 30;

INSERT INTO "Badge" VALUES (1, 'Camp Cook', 'activity', false), (2, 'Navigator', 'staged', false), (3, 'World Challenge', 'challenge', false), (4, 'Swimmer', 'staged', false), (5, 'Photographer', 'activity', false), (6, 'Librarian', 'activity', true), (7, 'First Aid', 'staged', false), (8, 'Astronomer', 'activity', false);
INSERT INTO "Requirement" VALUES (1, 1, 'Light a fire'), (1, 2, 'Cook a meal for six'), (1, 3, 'Wash up without being told'), (2, 1, 'Read a compass'), (2, 2, 'Plan a hike'), (2, 3, 'Lead a hike'), (2, 4, 'Find a point at night'), (3, 1, 'Meet a guest from abroad'), (3, 2, 'Run a charity stall'), (4, 1, 'Swim 50 metres'), (4, 2, 'Swim in clothes'), (5, 1, 'Show ten pictures'), (5, 2, 'Explain the lens'), (6, 1, 'Sort a shelf'), (7, 1, 'Dress a wound'), (7, 2, 'Recovery position'), (7, 3, 'Call for help'), (8, 1, 'Name ten stars'), (8, 2, 'Observe the moon for a month');
INSERT INTO "Progress"
SELECT m, b, p, least(greatest(j + 40 + floor(s * 900)::int, date '2023-01-09' + floor(s * 500)::int), current_date), CASE WHEN c > 0.1 THEN 101 + floor(c * 6.99)::int END
FROM (SELECT m."memberId" AS m, r."badgeId" AS b, r."position" AS p, m."joinedOn" AS j, random() AS s, random() AS c, random() AS go FROM "Member" AS m CROSS JOIN "Requirement" AS r WHERE NOT m."leader" AND r."badgeId" <> 8 AND m."memberId" NOT IN (12, 34)) AS x
WHERE go < CASE WHEN m % 5 = 0 THEN 0.75 WHEN b = 2 THEN 0.4 ELSE 0.5 END AND j + 40 < current_date;
INSERT INTO "Progress" VALUES (34, 4, 1, current_date - 3, 104), (34, 4, 2, current_date - 3, 104), (20, 8, 1, current_date - 12, 101), (25, 8, 1, current_date - 5, NULL) ON CONFLICT DO NOTHING;
INSERT INTO "Progress" SELECT 41, "badgeId", "position", '2025-06-14', 103 FROM "Requirement" WHERE NOT EXISTS (SELECT 1 FROM "Progress" AS p WHERE p."memberId" = 41 AND p."badgeId" = "Requirement"."badgeId" AND p."position" = "Requirement"."position");

INSERT INTO "Progress" SELECT m, "badgeId", "position", date '2025-02-01' + "position" * 9, 101 FROM "Requirement" CROSS JOIN unnest(ARRAY[22, 44]) AS m WHERE "badgeId" <> 8 ON CONFLICT DO NOTHING;

INSERT INTO "Camp" VALUES (1, 'Summer Camp 2024', 'Ullswater', '2024-07-27', '2024-08-03', 210, false, '{"canoes": 8, "tents": 14, "theme": "Vikings"}'), (2, 'Winter Hike', 'Edale', '2024-12-06', '2024-12-08', 45, false, '{}'), (3, 'Cub Sleepover', 'Village Hall', '2025-03-14', '2025-03-15', 12.50, false, '{"theme": "Pirates"}'), (4, 'Spring Canoe Weekend', 'Ullswater', '2025-05-02', '2025-05-04', 85, true, '{"canoes": 10}'), (5, 'Summer Camp 2025', 'Glen Affric', '2025-07-26', '2025-08-04', 265, false, '{"canoes": 6, "tents": 16, "theme": "Space"}'), (6, 'Pumpkin Camp', 'Foxlease Wood', current_date - 26, current_date - 24, 38, false, '{"tents": 9}'), (7, 'Ice Camp', 'Edale', current_date + 45, current_date + 47, 55, false, '{"tents": 6}'), (8, 'Jamboree trip', 'Gdańsk', current_date + 260, current_date + 272, 890, false, '{"theme": "Bravely"}'), (9, 'Summer Camp 2026', 'Ullswater', '2026-07-25', '2026-08-01', 240, false, '{"canoes": 8, "tents": 15, "theme": "Robin Hood"}');
INSERT INTO "CampPlace"
SELECT c, m, least(s - 20 - floor(salt * 60)::int, current_date - floor(salt * 40)::int), CASE WHEN w < 0.1 THEN least(s - 6, current_date) END, CASE WHEN w < 0.1 THEN 0 WHEN salt < 0.75 THEN fee WHEN salt < 0.9 THEN round(fee / 2, 2) ELSE 0 END
FROM (SELECT c."campId" AS c, m."memberId" AS m, c."startsOn" AS s, c."fee" AS fee, random() AS salt, random() AS w, random() AS go, m."leftOn" AS l, m."joinedOn" AS j FROM "Camp" AS c CROSS JOIN "Member" AS m WHERE m."memberId" NOT IN (12, 34, 101) AND c."campId" <> 8) AS x WHERE go < 0.34 AND (l IS NULL OR l > s) AND j < s;
INSERT INTO "CampPlace" SELECT "campId", 41, "startsOn" - 30, NULL, "fee" FROM "Camp" WHERE "startsOn" < current_date AND NOT "cancelled" ON CONFLICT ("campId", "memberId") DO UPDATE SET "withdrawnOn" = NULL, "paid" = EXCLUDED."paid";

INSERT INTO "Meeting"
SELECT row_number() OVER (ORDER BY day, t."troopId"), t."troopId", day::date, CASE WHEN random() < 0.85 THEN (ARRAY['knots', 'campfire songs', 'map reading', 'Games night', 'first aid', 'quiz', 'knots and lashings'])[1 + floor(random() * 7)::int] END
FROM "Troop" AS t CROSS JOIN generate_series(timestamp '2024-01-08', current_date, interval '1 day') AS day WHERE extract(isodow FROM day) = t."weekday" AND extract(month FROM day) NOT IN (8) AND extract(week FROM day)::int % 2 = 0 AND t."troopId" <> 7;
INSERT INTO "Meeting" VALUES (9001, 4, current_date - 2, 'star gazing'), (9002, 3, current_date - 1, NULL), (9003, 6, date_trunc('month', current_date)::date - 8, 'quiz') ON CONFLICT DO NOTHING;
INSERT INTO "Attendance"
SELECT g, m, p > 0.12 FROM (SELECT g."meetingId" AS g, m."memberId" AS m, random() AS p, random() AS go FROM "Meeting" AS g JOIN "Member" AS m ON m."troopId" = g."troopId" WHERE m."joinedOn" <= g."heldOn" AND (m."leftOn" IS NULL OR m."leftOn" > g."heldOn")) AS x WHERE go < 0.85;

INSERT INTO "Due"
SELECT row_number() OVER (ORDER BY term, m), m, term, CASE WHEN s < 0.2 THEN 32 ELSE 45 END, CASE WHEN s BETWEEN 0.06 AND 0.92 AND term + 4 + floor(s * 60)::int <= current_date THEN term + 4 + floor(s * 60)::int END, s < 0.06
FROM (SELECT m."memberId" AS m, t::date AS term, random() AS s FROM "Member" AS m CROSS JOIN unnest(ARRAY[timestamp '2024-01-08', '2024-04-15', '2024-09-02', '2025-01-06', '2025-04-28', '2025-09-01', '2026-01-05', '2026-04-20', '2026-09-07']) AS t WHERE NOT m."leader" AND m."joinedOn" <= t AND t <= current_date AND (m."leftOn" IS NULL OR m."leftOn" > t)) AS x;
INSERT INTO "Due" VALUES (901, 34, current_date - 15, 32, current_date - 9, false), (902, 15, date_trunc('month', current_date)::date - 11, 45, date_trunc('month', current_date)::date - 5, false), (903, 22, '2025-09-01', 45, NULL, false);
