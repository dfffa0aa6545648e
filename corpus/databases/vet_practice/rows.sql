SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO "Branch" VALUES (1, 'Kirkland House', 'Kendal'), (2, 'Lake Road Surgery', 'Ambleside');

INSERT INTO "Vet" VALUES
(1, 'Moira Braithwaite', 1, '2009-04-01', NULL, 'surgery'), (2, 'Tomasz Wilk', 1, '2018-09-03', NULL, NULL), (3, 'Eleanor Dixon', 2, '2014-02-17', NULL, 'dentistry'), (4, 'Callum Steele', 2, '2021-07-05', NULL, NULL),
(5, 'Aoife Ní Bhriain', 1, '2022-10-10', NULL, 'exotics'), (6, 'Hugh Fell', 1, '1998-01-12', '2024-12-31', 'surgery'), (7, 'Priya Raman', 2, current_date - 20, NULL, 'dermatology');

INSERT INTO "Owner" VALUES
(1, 'Janet Postlethwaite', 'janet.p@lakesmail.uk', '01539 555101', 'Kendal', '2012-05-03'), (2, 'Robert Tyson', NULL, '01539 555102', 'Kendal', '2015-11-20'), (3, 'Samantha Iqbal', 'sam.iqbal@post.uk', NULL, 'Kendal', '2023-02-14'), (4, 'Will Benson', 'will@bensonfarm.uk', '015394 55104', 'Ambleside', '2010-01-08'),
(5, 'Deirdre O''Hara', 'dohara@lakesmail.uk', '015394 55105', 'Ambleside', '2019-06-30'), (6, 'Marek Nowak', 'm.nowak@post.uk', '01539 555106', 'Kendal', '2020-03-11'), (7, 'Marek Nowak', NULL, '015394 55107', 'Windermere', '2024-08-19'), (8, 'Grace Atkinson', 'grace.atk@lakesmail.uk', '01539 555108', 'Staveley', '2016-09-02'),
(9, 'Peter Little', NULL, NULL, 'Ambleside', '2018-12-05'), (10, 'Siân Hughes', 'sian@hughes-pottery.uk', '015394 55110', 'Grasmere', '2021-04-26'), (11, 'Oliver Fearon', 'ofearon@post.uk', '01539 555111', 'Kendal', '2022-07-07'), (12, 'Kathleen Mounsey', NULL, '015394 55112', 'Windermere', '2011-10-31'),
(13, 'Daniel Achebe', 'dan.achebe@lakesmail.uk', '01539 555113', 'Kendal', '2024-01-09'), (14, 'Lucy Wren', 'lucy.wren@post.uk', '015394 55114', 'Ambleside', '2024-05-17'), (15, 'Geoffrey Tyson', 'g.tyson@lakesmail.uk', '01539 555102', 'Kendal', '2017-03-22'), (16, 'Hannah Sidebottom', 'hannah.s@post.uk', NULL, 'Staveley', '2025-02-03'),
(17, 'Ivan Petrov', 'ivan@petrov.uk', '015394 55117', 'Grasmere', '2025-06-12'), (18, 'Mary Cleator', NULL, '01539 555118', 'Kendal', '2013-08-15'), (19, 'Ben Whitwell', 'BEN@WHITWELL.UK', '01539 555119', 'Kendal', '2023-10-10'), (20, 'Rosalind Gray', 'r.gray@lakesmail.uk', '015394 55120', 'Windermere', '2014-04-04'),
(21, 'Amit Desai', 'amit.desai@post.uk', '01539 555121', 'Kendal', current_date - 9), (22, 'Fiona Jackson', 'fi.jackson@post.uk', '015394 55122', 'Ambleside', '2022-02-28'), (23, 'Norman Pye', NULL, '01539 555123', 'Burneside', '2016-06-16'), (24, 'Helen Postlethwaite', 'helen@lakesmail.uk', '01539 555124', 'Burneside', '2023-05-25');

INSERT INTO "Animal" VALUES
(1, 1, 'Bramble', 'dog', 'Border Collie', 'F', '2014-03-12', '2025-01-20', true, '826098000012341', 'Petplan', '{}'), (2, 1, 'Moss', 'dog', 'Border Collie', 'M', '2021-05-02', NULL, true, '826098000012342', 'Petplan', '{chicken}'), (3, 1, 'Tibbles', 'cat', NULL, 'F', '2012-07-01', NULL, true, NULL, NULL, '{}'),
(4, 2, 'Biscuit', 'dog', 'Labrador', 'M', '2019-09-19', NULL, false, '826098000012344', NULL, '{penicillin}'), (5, 3, 'Nala', 'cat', 'Bengal', 'F', '2022-11-11', NULL, true, '826098000012345', 'ManyPets', '{}'), (6, 3, 'Simba', 'cat', 'Bengal', 'M', '2022-11-11', NULL, true, '826098000012346', 'ManyPets', '{}'),
(7, 4, 'Fly', 'dog', 'Border Collie', 'F', '2017-02-20', NULL, false, '826098000012347', NULL, '{}'), (8, 4, 'Meg', 'dog', 'Border Collie', 'F', '2020-04-04', NULL, false, '826098000012348', NULL, '{penicillin,fleas}'), (9, 4, 'Jess', 'dog', 'Border Collie', 'F', '2010-10-10', '2023-08-14', true, NULL, NULL, '{}'), (10, 4, 'Roy', 'dog', 'Lakeland Terrier', 'M', NULL, NULL, false, NULL, NULL, '{}'),
(11, 5, 'Oscar', 'cat', 'Maine Coon', 'M', '2018-01-15', NULL, true, '372098000500011', 'Petplan', '{grass pollen}'), (12, 5, 'Biscuit', 'guinea pig', NULL, 'F', '2023-06-01', NULL, false, NULL, NULL, '{}'), (13, 6, 'Luna', 'dog', 'Cockapoo', 'F', '2020-01-02', NULL, true, '826098000012353', 'ManyPets', '{chicken,grass pollen}'),
(14, 7, 'Luna', 'cat', NULL, 'F', '2024-03-30', NULL, false, '276098106000014', NULL, '{}'), (15, 8, 'Shelley', 'tortoise', 'Hermann''s', 'F', '1984-06-01', NULL, false, '826098000012355', NULL, '{}'), (16, 8, 'Byron', 'dog', 'Basset Hound', 'M', '2018-08-08', NULL, true, '826098000012356', 'Agria', '{}'), (17, 9, 'Captain', 'dog', 'Springer Spaniel', 'M', '2016-05-23', '2024-06-02', true, '826098000012357', NULL, '{bee stings}'),
(18, 10, 'Myfanwy', 'rabbit', 'Dutch', 'F', '2022-04-17', NULL, true, NULL, NULL, '{}'), (19, 10, 'Dylan', 'rabbit', 'Dutch', 'M', '2022-04-17', NULL, true, NULL, NULL, '{}'), (20, 10, 'Cariad', 'cat', 'British Shorthair', 'F', '2019-12-24', NULL, true, '826098000012360', 'Agria', '{penicillin}'), (21, 11, 'Rufus', 'dog', 'Golden Retriever', 'M', '2022-05-30', NULL, true, '826098000012361', 'Petplan', '{fleas}'),
(22, 12, 'Duchess', 'cat', 'Persian', 'F', '2009-03-03', '2024-11-09', true, NULL, NULL, '{}'), (23, 12, 'Earl', 'cat', 'Persian', 'M', '2015-03-03', NULL, true, NULL, 'Agria', '{}'), (24, 13, 'Zuri', 'dog', 'Rhodesian Ridgeback', 'F', '2023-11-28', NULL, false, '826098000012364', 'ManyPets', '{}'), (25, 14, 'Pip', 'guinea pig', NULL, 'M', '2024-02-01', NULL, false, NULL, NULL, '{}'), (26, 14, 'Squeak', 'guinea pig', NULL, 'F', '2024-02-01', '2025-12-12', false, NULL, NULL, '{}'),
(27, 15, 'Biscuit', 'cat', NULL, 'M', '2016-06-06', NULL, true, '826098000012367', NULL, '{}'), (28, 16, 'Hazel', 'rabbit', 'Lionhead', 'F', '2024-10-01', NULL, false, NULL, NULL, '{}'), (29, 17, 'Laika', 'dog', 'Samoyed', 'F', '2025-03-15', NULL, false, '276098106000029', 'Agria', '{}'), (30, 18, 'Sooty', 'cat', NULL, 'M', NULL, NULL, true, NULL, NULL, '{}'), (31, 18, 'Sweep', 'cat', NULL, 'F', '2011-09-09', '2023-03-30', true, NULL, NULL, '{}'),
(32, 19, 'Gunner', 'dog', 'German Shepherd', 'M', '2023-07-14', NULL, false, '276098106000032', NULL, '{chicken}'), (33, 20, 'Thisbe', 'cat', 'Siamese', 'F', '2014-02-14', NULL, true, '826098000012373', 'Petplan', '{}'), (34, 20, 'Pyramus', 'cat', 'Siamese', 'M', '2014-02-14', '2025-09-01', true, '826098000012374', 'Petplan', '{}'), (35, 22, 'Bonnie', 'dog', 'Beagle', 'F', '2021-12-12', NULL, true, '826098000012375', NULL, '{}'),
(36, 22, 'Clyde', 'dog', 'Beagle', 'M', '2021-12-12', NULL, true, '826098000012376', NULL, '{fleas}'), (37, 23, 'Trotsky', 'tortoise', NULL, 'M', NULL, NULL, false, NULL, NULL, '{}'), (38, 24, 'Ziggy', 'dog', 'Whippet', 'M', '2022-01-10', NULL, true, '826098000012378', 'ManyPets', '{}'), (39, 11, 'Marmalade', 'cat', NULL, 'M', '2020-08-21', NULL, true, '826098000012379', NULL, '{}'), (40, 6, 'Bella', 'dog', 'Cockapoo', 'F', '2026-06-20', NULL, false, NULL, NULL, '{}');

INSERT INTO "VaccineType" VALUES (1, 'Distemper and parvo', 'dog', 36), (2, 'Leptospirosis', 'dog', 12), (3, 'Kennel cough', 'dog', 12), (4, 'Cat flu and enteritis', 'cat', 12), (5, 'Feline leukaemia', 'cat', 24), (6, 'Myxomatosis and RHD', 'rabbit', 12), (7, 'Rabies', 'dog', 36), (8, 'Feline rabies', 'cat', 36);

INSERT INTO "Treatment" VALUES (1, 'Consultation', 48.00), (2, 'Out-of-hours fee', 190.00), (3, 'Nail clip', 16.50), (4, 'Dental scale and polish', 285.00), (5, 'Blood test', 96.00), (6, 'X-ray', 175.00), (7, 'Worming tablet', 9.80), (8, 'Flea spot-on', 14.20), (9, 'Antibiotic injection', 27.50), (10, 'Neutering', 240.00), (11, 'Stitches', 130.00), (12, 'Ultrasound scan', 210.00), (13, 'Pain relief', 22.40), (14, 'MRI scan', 1450.00), (15, 'Microchipping', 20.00), (16, 'Acupuncture', 65.00);

INSERT INTO "Visit"
SELECT row_number() OVER (ORDER BY at, a."AnimalId"), a."AnimalId", CASE WHEN vet = 6 AND at >= date '2025-01-01' THEN 2 WHEN vet = 5 AND a."Species" IN ('dog') THEN 1 ELSE vet END,
       CASE WHEN (vet IN (1, 2, 5, 6)) = (salt < 0.93) THEN 1 ELSE 2 END, at,
       CASE WHEN status = 'done' THEN at + make_interval(mins => wait) END, CASE WHEN status = 'done' THEN at + make_interval(mins => wait + 6 + floor(salt * 35)::int) END, status::"VisitStatus", emergency, reason
FROM (SELECT d, animal, vet, salt, emergency, CASE WHEN emergency THEN d + make_interval(hours => floor(hour * 24)::int, mins => floor(salt * 59)::int) ELSE d + make_interval(hours => 8 + floor(hour * 10)::int, mins => 15 * floor(salt * 4)::int) END AS at,
             CASE WHEN emergency THEN floor(fate * 12)::int ELSE floor(fate * fate * 48)::int END AS wait,
             CASE WHEN d > current_date THEN 'booked' WHEN emergency OR fate < 0.85 THEN 'done' WHEN fate < 0.925 THEN 'no-show' ELSE 'cancelled' END AS status,
             CASE WHEN emergency THEN (ARRAY['hit by a car', 'ate chocolate', 'collapsed', 'dog fight', NULL])[1 + floor(fate * 5)::int] ELSE (ARRAY['vaccination', 'check-up', 'check-up', 'limping', 'itching', 'teeth', 'not eating', 'follow-up', 'follow-up', NULL])[1 + floor(why * 10)::int] END AS reason
      FROM (SELECT d, 1 + floor(random() * 40)::int AS animal, (ARRAY[1, 1, 2, 2, 3, 3, 4, 4, 5, 6])[1 + floor(random() * 10)::int] AS vet, random() AS salt, random() AS hour, random() AS fate, random() AS why, random() < 0.07 AS emergency
            FROM generate_series(timestamptz '2023-01-02', current_date + 20, interval '1 day') AS d CROSS JOIN generate_series(1, 2) AS n) AS draws
      WHERE extract(isodow FROM d) < 7 OR emergency) AS v
JOIN "Animal" AS a ON a."AnimalId" = v.animal
WHERE (a."DiedOn" IS NULL OR a."DiedOn" > at) AND (a."BornOn" IS NULL OR a."BornOn" + 40 < at) AND a."AnimalId" NOT IN (37) AND NOT (emergency AND d > current_date) AND NOT (a."AnimalId" IN (30, 33) AND at > current_date - 600) AND d <> current_date;
INSERT INTO "Visit" VALUES (90001, 21, 1, 1, current_date + interval '9 hours', current_date + interval '9 hours 12 minutes', current_date + interval '9 hours 40 minutes', 'done', false, 'check-up'), (90002, 13, 2, 1, current_date + interval '17 hours 30 minutes', NULL, NULL, 'booked', false, 'itching'), (90003, 35, 4, 2, current_date + interval '16 hours', NULL, NULL, 'booked', false, 'vaccination'), (90004, 36, 4, 2, current_date + interval '16 hours 15 minutes', NULL, NULL, 'booked', false, 'vaccination'),
(90005, 4, 1, 1, '2024-03-08 10:00+00', '2024-03-08 10:05+00', '2024-03-08 10:50+00', 'done', false, 'limping'), (90006, 4, 2, 1, '2024-03-11 10:00+00', '2024-03-11 10:20+00', '2024-03-11 10:35+00', 'done', false, 'follow-up'), (90007, 21, 1, 1, '2024-03-08 11:30+00', NULL, NULL, 'cancelled', false, 'teeth');

INSERT INTO "WeightRecord"
SELECT DISTINCT ON ("AnimalId", "StartsAt"::date) "AnimalId", "StartsAt"::date, greatest(0.2, round((base * (0.86 + 0.26 * chance))::numeric, 2))
FROM (SELECT v."AnimalId", v."StartsAt", random() AS chance, random() AS skip, CASE a."Species" WHEN 'dog' THEN 12 + (a."AnimalId" * 7) % 23 WHEN 'cat' THEN 3.6 + (a."AnimalId" % 4) * 0.7 WHEN 'rabbit' THEN 2.1 WHEN 'guinea pig' THEN 0.95 ELSE 1.6 END * CASE WHEN v."StartsAt" < a."BornOn" + 240 THEN 0.5 ELSE 1 END AS base
      FROM "Visit" AS v JOIN "Animal" AS a ON a."AnimalId" = v."AnimalId" WHERE v."Status" = 'done' AND v."VisitId" < 90000 AND a."AnimalId" <> 12) AS w
WHERE skip < 0.5 ORDER BY "AnimalId", "StartsAt"::date, chance;

INSERT INTO "Vaccination"
SELECT row_number() OVER (ORDER BY given, "AnimalId", "VaccineTypeId"), "AnimalId", "VaccineTypeId", 1 + floor(chance * 4)::int, given, (given + make_interval(months => "IntervalMonths"))::date, CASE WHEN chance < 0.95 THEN (ARRAY['DP', 'LE', 'KC', 'CF', 'FL', 'MX', 'RB', 'RF'])["VaccineTypeId"] || '-' || to_char(given, 'YYMM') END
FROM (SELECT a."AnimalId", t."VaccineTypeId", t."IntervalMonths", a."DiedOn", a."BornOn", random() AS chance, ((greatest(coalesce(a."BornOn" + 70, date '2020-02-10'), date '2020-01-07') + make_interval(months => k * t."IntervalMonths"))::date + floor(random() * 60)::int + (a."AnimalId" * 11) % 300) AS given, k
      FROM "Animal" AS a JOIN "VaccineType" AS t ON t."Species" = a."Species" CROSS JOIN generate_series(0, 6) AS k
      WHERE NOT (t."VaccineTypeId" IN (7, 8)) AND NOT (t."VaccineTypeId" IN (3, 5) AND a."AnimalId" % 3 = 0) AND NOT (a."AnimalId" % 5 = 3 AND k > 2) AND a."AnimalId" NOT IN (10, 30, 37, 14, 40)) AS x
WHERE given <= current_date AND (given < "DiedOn" OR "DiedOn" IS NULL);
INSERT INTO "Vaccination" VALUES (90001, 7, 7, 1, '2022-05-10', '2025-05-10', 'RB-2205'), (90002, 13, 7, 2, '2025-02-10', '2028-02-10', 'RB-2502'), (90003, 32, 7, 6, '2024-02-12', '2027-02-12', NULL), (90004, 2, 2, 1, current_date - 350, current_date + 15, 'LE-2512'), (90005, 16, 3, 3, current_date - 345, current_date + 20, 'KC-2512'), (90006, 5, 5, 5, current_date, (current_date + interval '24 months')::date, 'FL-2611');

INSERT INTO "VisitTreatment"
SELECT "VisitId", treatment, CASE WHEN treatment IN (7, 8, 13) THEN 1 + floor(qty * 3)::int ELSE 1 END, round((t."ListPrice" * CASE WHEN extract(year FROM "StartsAt") = 2023 THEN 0.88 WHEN extract(year FROM "StartsAt") = 2024 THEN 0.95 ELSE 1 END)::numeric, 2)
FROM (SELECT DISTINCT ON (v."VisitId", treatment) v."VisitId", v."StartsAt", treatment, random() AS qty
      FROM (SELECT "VisitId", "StartsAt", "Emergency", random() AS pick FROM "Visit" WHERE "Status" = 'done') AS v
      CROSS JOIN LATERAL (SELECT CASE n WHEN 1 THEN CASE WHEN pick < 0.93 THEN 1 ELSE 3 END WHEN 2 THEN CASE WHEN v."Emergency" THEN 2 WHEN pick < 0.55 THEN NULL ELSE (ARRAY[3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10, 13])[1 + floor((pick - 0.55) * 2.2 * 12)::int] END ELSE CASE WHEN v."Emergency" AND pick < 0.6 THEN 11 WHEN pick BETWEEN 0.7 AND 0.9 THEN (ARRAY[5, 12, 13, 7, 6, 15])[1 + floor((pick - 0.7) * 29.9)::int] END END AS treatment FROM generate_series(1, 3) AS n) AS t
      WHERE treatment IS NOT NULL) AS x
JOIN "Treatment" AS t ON t."TreatmentId" = treatment;

INSERT INTO "Invoice"
SELECT row_number() OVER (ORDER BY issued, "VisitId"), "VisitId", issued, paid, discount, amount - discount, CASE WHEN paid IS NOT NULL THEN CASE WHEN "Insurer" IS NOT NULL AND chance < 0.5 THEN 'insurance' WHEN chance < 0.2 THEN 'cash' ELSE 'card' END END
FROM (SELECT "VisitId", issued, "Insurer", chance, amount, CASE WHEN late < 0.72 THEN issued WHEN late < 0.93 AND issued + floor(chance * 60)::int <= current_date THEN issued + floor(chance * 60)::int END AS paid, CASE WHEN chance > 0.9 THEN round(amount * 0.1, 2) ELSE 0 END AS discount
      FROM (SELECT v."VisitId", v."StartsAt"::date + CASE WHEN v."Emergency" THEN 1 ELSE 0 END AS issued, a."Insurer", random() AS chance, random() AS late, sum(t."Quantity" * t."UnitPrice") AS amount
            FROM "Visit" AS v JOIN "Animal" AS a ON a."AnimalId" = v."AnimalId" JOIN "VisitTreatment" AS t ON t."VisitId" = v."VisitId" GROUP BY v."VisitId", v."StartsAt", v."Emergency", a."Insurer") AS s) AS i
WHERE issued <= current_date;
