SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO "crews" VALUES (1, 'Ridge', '{roof,scaffold}', NULL), (2, 'Gable', '{roof,battery}', NULL), (3, 'Dormer', '{roof}', '2025-08-31'), (4, 'Eaves', '{roof,scaffold,battery}', NULL), (5, 'Chimney', '{}', NULL);
INSERT INTO "staff" VALUES (1, 'Marianne Vester', 'office', NULL, NULL, '2016-01-04', NULL), (2, 'Tobias Kern', 'sales', NULL, 1, '2018-03-01', NULL), (3, 'Leila Haddad', 'sales', NULL, 1, '2021-05-03', NULL), (4, 'Jonas Vester', 'sales', NULL, 2, '2023-02-01', '2025-06-30'), (5, 'Pavel Dvořák', 'fitter', 1, 1, '2017-06-01', NULL), (6, 'Ole Brandt', 'electrician', 1, 5, '2019-09-02', NULL), (7, 'Aicha Benali', 'electrician', 2, 1, '2020-01-13', NULL), (8, 'Rico Manser', 'fitter', 2, 7, '2022-04-04', NULL),
(9, 'Sven Ole Kraft', 'fitter', 3, 7, '2021-08-02', '2025-08-31'), (10, 'Greta Lind', 'electrician', 4, 1, '2023-03-01', NULL), (11, 'Emre Şahin', 'fitter', 4, 10, '2024-10-01', NULL), (12, 'Nora Beck', 'sales', NULL, 2, '2025-09-01', NULL);

INSERT INTO "leads"
SELECT row_number() OVER (ORDER BY at), nm, CASE WHEN chance > 0.12 THEN lower(replace(split_part(nm, ' ', 1), '''', '')) || row_number() OVER (ORDER BY at) || '@mail.example' END, town, src, at, NULL, NULL
FROM (SELECT day + make_interval(hours => 8 + floor(random() * 12)::int, mins => floor(random() * 60)::int) AS at, random() AS chance, (ARRAY['Anna', 'Bernhard', 'Clara', 'David', 'Elif', 'Franz', 'Gesa', 'Heinz', 'Irina', 'José', 'Karin', 'Luis', 'Mia', 'Niklas', 'Olivia', 'Peer'])[1 + floor(random() * 16)::int] || ' ' || (ARRAY['Albers', 'Bruns', 'de Vries', 'Ebert', 'Falk', 'Gül', 'Hinrichs', 'Jacobs', 'König', 'Lübbe', 'Meyer', 'O''Hara', 'Popp', 'Renken', 'Schütte', 'Tietjen', 'Wessels'])[1 + floor(random() * 17)::int] AS nm,
             (ARRAY['Aurich', 'Emden', 'Emden', 'Leer', 'Leer', 'Leer', 'Norden', 'Wittmund'])[1 + floor(random() * 8)::int] AS town, (ARRAY['web', 'web', 'web', 'referral', 'referral', 'fair', 'flyer'])[1 + floor(random() * 7)::int] AS src
      FROM generate_series(timestamptz '2023-01-02', current_date - 1, interval '3 days') AS day) AS l;
INSERT INTO "leads" VALUES (9001, 'Tomke Harms', 'tomke@mail.example', 'Norden', 'referral', current_date + interval '1 second', NULL, NULL), (9002, 'Anna Bruns', NULL, 'Leer', 'web', current_date - interval '30 hours', NULL, NULL);

INSERT INTO "surveys"
SELECT row_number() OVER (ORDER BY d, id), id, CASE WHEN who = 4 AND d > date '2025-06-30' THEN CASE WHEN d > date '2025-09-01' THEN 12 ELSE 2 END ELSE who END, d, CASE WHEN salt > 0.05 THEN round((22 + salt * 70)::numeric, 1) END, CASE WHEN salt < 0.6 THEN 'none' WHEN salt < 0.85 THEN 'little' ELSE 'strong' END::"shadingGrade"
FROM (SELECT "leadId" AS id, "receivedAt"::date + 4 + floor(random() * 14)::int AS d, (ARRAY[2, 2, 3, 3, 4])[1 + floor(random() * 5)::int] AS who, random() AS salt, random() AS chance FROM "leads" WHERE "leadId" < 9000) AS s WHERE chance < 0.8 AND d <= current_date AND NOT (who = 4 AND d < date '2023-02-01');

INSERT INTO "quotes"
SELECT row_number() OVER (ORDER BY d, id, n), id, who, d, d + 30, kwp, battery, round((900 + kwp * 1250 + coalesce(battery, 0) * 620 - n * 300 + salt * 400)::numeric, 2), CASE WHEN last AND chance < 0.52 AND d + lag_days <= current_date THEN d + lag_days END, CASE WHEN (NOT last OR chance > 0.62) AND d + lag_days <= current_date THEN d + lag_days END
FROM (SELECT s."leadId" AS id, s."staffId" AS who, n, s."visitedOn" + 3 + n * 9 AS d, round((coalesce(s."roofSqm", 40) * 0.19 + n * 0.4)::numeric, 2) AS kwp, CASE WHEN (s."surveyId" * 7 + n) % 5 < 3 THEN 5 + (s."surveyId" % 3) * 2.5 END AS battery, s."surveyId" % 4 <> 1 AND n = 1 OR n = 2 AS last, random() AS salt, random() AS chance, 2 + floor(random() * 25)::int AS lag_days
      FROM "surveys" AS s CROSS JOIN generate_series(1, 2) AS n WHERE s."shading" <> 'strong' AND (n = 1 OR s."surveyId" % 4 = 1)) AS q WHERE d <= current_date;
UPDATE "leads" AS l SET "lostOn" = x.d, "lostReason" = (ARRAY['price', 'price', 'roof', 'other firm', NULL])[1 + l."leadId" % 5]
FROM (SELECT l."leadId", coalesce((SELECT max(q."rejectedOn") FROM "quotes" AS q WHERE q."leadId" = l."leadId"), l."receivedAt"::date + 60) AS d FROM "leads" AS l WHERE NOT EXISTS (SELECT 1 FROM "quotes" AS q WHERE q."leadId" = l."leadId" AND (q."acceptedOn" IS NOT NULL OR q."rejectedOn" IS NULL))) AS x WHERE x."leadId" = l."leadId" AND x.d <= current_date;

INSERT INTO "installations"
SELECT row_number() OVER (ORDER BY start, qid), qid, CASE WHEN crew = 3 AND start > date '2025-08-20' THEN 4 ELSE crew END, start, CASE WHEN start + days <= current_date THEN start + days END, kwp + CASE WHEN salt < 0.1 THEN -0.43 ELSE 0 END,
       jsonb_build_object('maker', (ARRAY['Helion', 'Helion', 'Sunrow', 'Korvalis'])[1 + floor(salt * 4)::int], 'watt', 400 + 10 * floor(salt * 5), 'count', ceil(kwp * 1000 / (400 + 10 * floor(salt * 5)))) || CASE WHEN salt > 0.7 THEN '{"bifacial": true}'::jsonb ELSE '{}' END, CASE WHEN start + days + 3 <= current_date THEN round(price * CASE WHEN salt < 0.15 THEN 1.04 ELSE 1 END, 2) END, CASE WHEN start + days + 3 + late <= current_date AND chance > 0.06 THEN start + days + 3 + late END
FROM (SELECT q."quoteId" AS qid, q."kwp" AS kwp, q."priceEur" AS price, q."acceptedOn" + 20 + floor(random() * 50)::int AS start, 2 + floor(random() ^ 2 * 9)::int AS days, (ARRAY[1, 1, 2, 2, 3, 4])[1 + floor(random() * 6)::int] AS crew, random()::numeric AS salt, random() AS chance, 5 + floor(random() * 40)::int AS late FROM "quotes" AS q WHERE q."acceptedOn" IS NOT NULL) AS i WHERE start <= current_date;

INSERT INTO "yields"
SELECT i."installationId", m::date, round((i."builtKwp" * (82 - 52 * cos((extract(month FROM m)::float8 - 0.4) / 12 * 6.2832)) * (0.85 + 0.25 * random()) * CASE WHEN i."installationId" % 19 = 4 THEN 0.7 ELSE 1 END)::numeric, 1)
FROM "installations" AS i CROSS JOIN generate_series(timestamp '2023-01-01', date_trunc('month', current_date)::timestamp - interval '1 month', interval '1 month') AS m WHERE m > i."finishedOn" AND i."installationId" % 13 <> 8;

INSERT INTO "complaints"
SELECT row_number() OVER (ORDER BY at), id, at, CASE WHEN at + len < now() AND salt > 0.06 THEN at + len END, (ARRAY['inverter', 'inverter', 'leak', 'app', 'noise', 'invoice'])[1 + floor(pick * 6)::int], CASE WHEN salt < 0.2 THEN 'high' WHEN salt < 0.5 THEN 'medium' ELSE 'low' END::"severityGrade", CASE WHEN at + len < now() AND pick < 0.75 THEN round((20 + salt * 600)::numeric, 2) END
FROM (SELECT i."installationId" AS id, i."finishedOn" + make_interval(days => floor(random() ^ 2 * 500)::int, hours => 9 + floor(random() * 8)::int) AS at, make_interval(hours => 5 + floor(random() ^ 2 * 700)::int) AS len, random() AS salt, random() AS pick, random() AS chance FROM "installations" AS i CROSS JOIN generate_series(1, 3) AS n WHERE i."finishedOn" IS NOT NULL) AS c WHERE chance < 0.35 AND at < now();
INSERT INTO "complaints" SELECT 9001, min("installationId"), current_date - interval '50 hours', NULL::timestamptz, 'leak', 'high'::"severityGrade", NULL::numeric FROM "installations" UNION ALL SELECT 9002, max("installationId"), current_date + interval '1 second', NULL, 'app', 'low', NULL FROM "installations";
