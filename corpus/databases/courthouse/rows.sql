SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO "Judge" VALUES
(1, 'Beate', 'Hollmann', '2004-03-01', NULL, 1), (2, 'Ruth', 'Abendroth', '2011-09-15', NULL, 1), (3, 'Georg', 'Winkler', '1996-01-08', '2024-03-31', 2), (4, 'Samira', 'Haddad', '2018-05-02', NULL, 2), (5, 'Paul', 'de Groot', '2013-11-01', NULL, 3),
(6, 'Ruth', 'Winkler', '2020-02-03', NULL, 3), (7, 'Emil', 'Sørensen', '2008-08-18', NULL, 4), (8, 'Nadja', 'Petrović', '2022-10-04', NULL, 4), (9, 'Theo', 'Okonkwo', '2025-04-01', NULL, NULL), (10, 'Irmgard', 'Vogt', '1989-06-12', '2021-12-31', 2);

INSERT INTO "Lawyer" VALUES
(1, 'Dr. Claudia Merz', 'Merz & Partner', '1998-04-01'), (2, 'Ole Janssen', 'Merz & Partner', '2015-10-12'), (3, 'Aylin Demir', 'Demir Legal', '2010-02-20'), (4, 'Fritz Ebeling', NULL, '1985-07-01'), (5, 'Johanna Klein', 'Klein Reuter Stahl', '2003-05-05'), (6, 'Max Reuter', 'Klein Reuter Stahl', '2003-05-05'),
(7, 'Lena Stahl', 'Klein Reuter Stahl', '2019-11-30'), (8, 'Viktor Ambros', NULL, '2021-03-15'), (9, 'Greta Paulsen', 'Demir Legal', '2017-06-19'), (10, 'Ole Janssen', 'Hafenkanzlei', '2009-01-10'), (11, 'Wilma Otten', NULL, '2024-09-02');

INSERT INTO "Room" VALUES (1, 'Saal 1', 120, true), (2, 'Saal 2', 40, true), (3, 'Saal 3', 40, false), (4, 'Kleiner Saal', 12, false), (5, 'Zimmer 114', 8, true), (6, 'Keller', 60, false);

INSERT INTO "Person"
SELECT row_number() OVER (), first || ' ' || last, false, CASE WHEN (f * 7 + l) % 9 <> 0 THEN date '1944-05-11' + ((f * 2111 + l * 3571) % 22000)::int END, CASE WHEN (f + l) % 8 <> 0 THEN (ARRAY['Auburg', 'Auburg', 'Neudorf', 'Lindenau', 'Steinfeld'])[1 + (f * 3 + l) % 5] END
FROM unnest(ARRAY['Anke', 'Bernd', 'Cem', 'Dora', 'Erik', 'Fatma', 'Gerd', 'Heike', 'Ivo']) WITH ORDINALITY AS a (first, f) CROSS JOIN unnest(ARRAY['Maier', 'Yıldız', 'O''Connor', 'Brandt', 'Nguyen', 'Schulze', 'von Hagen', 'Kowalczyk']) WITH ORDINALITY AS b (last, l);
INSERT INTO "Person" VALUES (101, 'Auburger Wohnbau GmbH', true, NULL, 'Auburg'), (102, 'Sparkasse Lindenau', true, NULL, 'Lindenau'), (103, 'Metallwerk Steinfeld AG', true, NULL, 'Steinfeld'), (104, 'Taxi Brandt', true, NULL, 'Neudorf'), (105, 'Stadt Auburg', true, NULL, 'Auburg'), (106, 'Fluglinie Nord', true, NULL, NULL), (107, 'Staatsanwaltschaft', true, NULL, 'Auburg'), (108, 'Bernd Maier', false, '1971-02-28', 'Steinfeld'), (109, 'Prof. Hilde Arens', false, '1959-12-01', 'Auburg'), (110, 'Gasthof zur Linde', true, NULL, 'Lindenau');

INSERT INTO "CaseFile" ("Id", "DocketNumber", "Kind", "FiledOn", "ClosedOn", "Outcome", "ValueInDispute", "Urgent")
SELECT n, n % 4 + 1 || ' ' || upper(left(kind, 1)) || ' ' || n || '/' || to_char(d, 'YY'), kind::"CaseKind", d, closed,
       CASE WHEN closed IS NOT NULL THEN CASE WHEN kind = 'criminal' THEN (ARRAY['convicted', 'convicted', 'convicted', 'acquitted', 'dismissed'])[1 + floor(fate * 5)::int] ELSE (ARRAY['granted', 'granted', 'partly granted', 'dismissed', 'dismissed', 'settled', 'settled', 'withdrawn'])[1 + floor(fate * 8)::int] END END,
       CASE WHEN kind IN ('civil', 'labour') AND salt < 0.9 THEN round((200 + salt ^ 6 * CASE kind WHEN 'civil' THEN 250000 ELSE 30000 END)::numeric, 2) END, salt > 0.92
FROM (SELECT row_number() OVER (ORDER BY d, salt) AS n, d, kind, salt, fate, CASE WHEN d + days < current_date THEN d + days END AS closed
      FROM (SELECT d::date AS d, random() AS salt, random() AS fate, (ARRAY['civil', 'civil', 'civil', 'civil', 'family', 'family', 'criminal', 'criminal', 'labour'])[1 + floor(random() * 9)::int] AS kind, 20 + floor(random() ^ 2 * 900)::int AS days
            FROM generate_series(timestamp '2021-01-04', current_date, interval '3 days') AS d) AS a) AS b;
INSERT INTO "CaseFile" SELECT 5000 + "Id", '9 A ' || "Id" || '/' || to_char("ClosedOn" + 21, 'YY'), "Kind", "ClosedOn" + 21, CASE WHEN "ClosedOn" + 200 < current_date THEN "ClosedOn" + 200 END, CASE WHEN "ClosedOn" + 200 < current_date THEN CASE WHEN "Id" % 5 = 0 THEN 'granted' ELSE 'dismissed' END END, "ValueInDispute", false, "Id"
FROM (SELECT *, random() AS chance FROM "CaseFile" WHERE "ClosedOn" < current_date - 30 AND "Outcome" IN ('dismissed', 'granted', 'convicted')) AS c WHERE chance < 0.14;
INSERT INTO "CaseFile" VALUES (9001, '2 C 9001/24', 'civil', '2024-02-29', NULL, NULL, 48000.00, true, NULL), (9002, '1 F 9002/' || to_char(current_date, 'YY'), 'family', current_date, NULL, NULL, NULL, true, NULL), (9003, '1 L 9003/' || to_char(current_date, 'YY'), 'labour', current_date - 1, NULL, NULL, 3200.00, false, NULL);

INSERT INTO "Assignment"
SELECT "Id", CASE WHEN "FiledOn" < date '2021-12-01' AND pick < 0.12 THEN 10 WHEN "FiledOn" < date '2024-03-01' AND pick < 0.3 THEN 3 ELSE (ARRAY[1, 1, 2, 4, 5, 6, 7])[1 + floor(pick2 * 7)::int] END, "FiledOn" + 1, NULL, NULL
FROM (SELECT "Id", "FiledOn", random() AS pick, random() AS pick2 FROM "CaseFile" WHERE "Id" NOT IN (9002)) AS c WHERE "FiledOn" < current_date;
WITH moved AS (
    UPDATE "Assignment" AS a SET "ValidTo" = a."ValidFrom" + 60 FROM "CaseFile" AS c
    WHERE c."Id" = a."CaseFileId" AND a."ValidFrom" + 60 < coalesce(c."ClosedOn", current_date - 1) AND (a."JudgeId" IN (3, 10) OR a."CaseFileId" % 9 = 2) RETURNING a."CaseFileId", a."JudgeId", a."ValidTo"
) INSERT INTO "Assignment" SELECT "CaseFileId", CASE WHEN "JudgeId" = 8 THEN 7 WHEN "ValidTo" > date '2022-10-04' THEN 8 ELSE 5 + "CaseFileId" % 3 END, "ValidTo", NULL, CASE WHEN "JudgeId" IN (3, 10) THEN 'retirement' WHEN "CaseFileId" % 2 = 0 THEN 'workload' ELSE 'bias alleged' END FROM moved WHERE "JudgeId" NOT IN (5, 6, 7) OR "ValidTo" > date '2022-10-04';

INSERT INTO "Participation"
SELECT DISTINCT ON ("Id", person, role) "Id", person, role::"PartyRole", CASE WHEN role IN ('plaintiff', 'defendant') AND chance < 0.75 AND person <> 107 THEN 1 + floor(chance * 13)::int END
FROM (SELECT c."Id", r.role, random() AS chance, random() AS keep,
             CASE WHEN c."Kind" = 'criminal' AND r.role = 'plaintiff' THEN 107 WHEN r.role = 'expert' THEN 109 WHEN c."Kind" = 'civil' AND r.n = 1 AND random() < 0.3 THEN 101 + floor(random() * 5)::int WHEN c."Kind" = 'labour' AND r.role = 'defendant' THEN (ARRAY[103, 104, 106, 110])[1 + floor(random() * 4)::int] WHEN r.role = 'plaintiff' THEN 1 + floor(random() * 62)::int ELSE 1 + floor(random() * 72)::int END AS person
      FROM "CaseFile" AS c CROSS JOIN (VALUES (1, 'plaintiff'), (2, 'defendant'), (3, 'defendant'), (4, 'witness'), (5, 'witness'), (6, 'expert')) AS r (n, role)
      WHERE c."Id" <> 9003) AS p
WHERE role = 'plaintiff' OR (role = 'defendant' AND keep < 0.65) OR (role = 'witness' AND keep < 0.3) OR (role = 'expert' AND keep < 0.1);
INSERT INTO "Participation" SELECT c."Id", 72, 'defendant', 4 FROM "CaseFile" AS c WHERE NOT EXISTS (SELECT 1 FROM "Participation" AS p WHERE p."CaseFileId" = c."Id" AND p."Role" = 'defendant') AND c."Id" <> 9003;

INSERT INTO "Hearing"
SELECT row_number() OVER (ORDER BY at), "CaseFileId", CASE WHEN chance < 0.08 THEN 2 ELSE "JudgeId" END, CASE WHEN chance > 0.06 THEN 1 + floor(room * 5)::int END, at,
       CASE WHEN status = 'held' THEN at + make_interval(mins => floor(room * 50 - 5)::int) END, CASE WHEN status = 'held' THEN at + make_interval(mins => floor(room * 50 - 5)::int + 15 + floor(chance * 200)::int) END, status::"HearingStatus", kind <> 'family'
FROM (SELECT a."CaseFileId", a."JudgeId", c."Kind" AS kind, at, chance, random() AS room, CASE WHEN at > now() THEN 'scheduled' WHEN fate < 0.7 THEN 'held' WHEN fate < 0.88 THEN 'adjourned' ELSE 'cancelled' END AS status
      FROM (SELECT *, random() AS chance FROM "Assignment") AS a JOIN "CaseFile" AS c ON c."Id" = a."CaseFileId"
      CROSS JOIN LATERAL (SELECT (a."ValidFrom" + 25 + (n * 45 + c."Id" % 40)::int) + make_interval(hours => 8 + (c."Id" + n) % 8, mins => 15 * (c."Id" % 4)) AS at, random() AS fate FROM generate_series(0, 2 + c."Id" % 3) AS n) AS h
      WHERE at < coalesce(a."ValidTo", c."ClosedOn", current_date + 45) AND extract(isodow FROM at) < 6) AS x;
INSERT INTO "Hearing" VALUES (9001, 9001, 1, 1, current_date + interval '1 day 9 hours', NULL, NULL, 'scheduled', true), (9002, 9001, 1, 2, current_date + interval '12 hours', NULL, NULL, 'scheduled', true), (9003, 9002, 6, NULL, current_date + interval '3 days 10 hours', NULL, NULL, 'scheduled', false), (9004, 9001, 2, 1, '2024-06-03 09:00+00', '2024-06-03 09:20+00', '2024-06-03 16:05+00', 'held', true);

INSERT INTO "Fee"
SELECT row_number() OVER (ORDER BY charged, "CaseFileId"), "CaseFileId", "PersonId", charged, charged + 30, CASE WHEN NOT (chance < 0.08) AND charged + 5 + floor(chance * 45)::int < current_date AND chance < 0.93 THEN charged + 5 + floor(chance * 45)::int END, round((60 + coalesce("ValueInDispute", 900) * 0.03 + part)::numeric, 2), chance > 0.93
FROM (SELECT p."CaseFileId", p."PersonId", CASE p."Role" WHEN 'plaintiff' THEN c."FiledOn" + 3 ELSE c."ClosedOn" + 1 END AS charged, c."ValueInDispute", random() AS chance, CASE p."Role" WHEN 'plaintiff' THEN 120 ELSE 45 END AS part
      FROM "Participation" AS p JOIN "CaseFile" AS c ON c."Id" = p."CaseFileId" WHERE (p."Role" = 'plaintiff' AND p."PersonId" <> 107) OR (p."Role" = 'defendant' AND c."Outcome" IN ('granted', 'convicted'))) AS f
WHERE charged <= current_date;

INSERT INTO "Exhibit"
SELECT row_number() OVER (ORDER BY at), "Id", CASE WHEN kind <> 'criminal' OR keep < 0.25 THEN person END, at, (ARRAY['Rental contract', 'Photographs of the flat', 'E-mail of 3 May', 'Medical report', 'Bank statements', 'Invoice no. 4471', 'Recording of a call', 'Police report'])[1 + floor(chance * 8)::int],
       CASE WHEN chance < 0.15 THEN '{sealed,photo}'::text[] WHEN chance < 0.3 THEN '{original}' WHEN chance < 0.4 THEN '{sealed}' WHEN chance < 0.7 THEN '{copy,digital}' ELSE '{}' END
FROM (SELECT c."Id", c."Kind" AS kind, p."PersonId" AS person, c."FiledOn" + 8 + floor(random() * 60)::int AS at, random() AS chance, random() AS keep FROM "CaseFile" AS c JOIN "Participation" AS p ON p."CaseFileId" = c."Id" AND p."Role" IN ('plaintiff', 'defendant') CROSS JOIN generate_series(1, 2) AS n) AS e
WHERE keep < 0.45 AND at <= current_date;
