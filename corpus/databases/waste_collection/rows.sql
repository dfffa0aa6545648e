SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO stadtteil VALUES (1, 'Altstadt', 8200), (2, 'Bahnhofsviertel', 6100), (3, 'Nordheim', 11900), (4, 'Weststadt', 9400), (5, 'Hafen', 2300), (6, 'Kirchrode', 4700), (7, 'Neuland', 0);

INSERT INTO grundstueck
SELECT row_number() OVER (), 1 + (n * 7 + n / 9) % 6, (ARRAY['Lindenweg', 'Marktstraße', 'Am Kanal', 'Schillerstraße', 'Mühlgasse', 'Hafenstraße', 'Bergstraße', 'Gartenweg'])[1 + (n * 5) % 8], (1 + n * 3 % 88)::text || CASE WHEN n % 11 = 4 THEN 'a' ELSE '' END, who, CASE WHEN n % 10 <> 6 THEN CASE WHEN firm THEN 0 ELSE 1 + (n * 13) % 6 END END, firm
FROM unnest(ARRAY['Abel, Karin', 'Müller, Thomas', 'Müller, Thomas', 'Bäckerei Sommer', 'Yılmaz, Emre', 'Schröder, Ingrid', 'Koch, Peter', 'Nguyen, Thi Lan', 'Wohnbau Nord eG', 'Fischer, Anna', 'Özdemir, Selin', 'Kiosk Mühlentor', 'Weber, Jutta', 'd''Angelo, Marco', 'Hoffmann, Uwe', 'Kowalski, Jan', 'Lange, Birte', 'Wohnbau Nord eG', 'Richter, Olaf', 'Brauhaus Kröger', 'Vogt, Hannelore', 'Petersen, Lars', 'Schmidt, Eva', 'Schmidt, Jörg', 'Krause, Mandy', 'Werft Janssen GmbH', 'Groß, Dieter', 'Santos, Rui', 'Peters, Gisela', 'Böhm, Tobias', 'Jäger, Silke', 'Popović, Milan', 'Arnold, Heike', 'Wohnbau Nord eG', 'Seidel, Ralf', 'Huber, Franz', 'Albrecht, Nina', 'Meyer zu Bentrup, Ute', 'Ritter, Kai', 'Stein, Ruth']) WITH ORDINALITY AS u (who, n) CROSS JOIN LATERAL (SELECT who NOT LIKE '%, %' AND who NOT LIKE 'Wohnbau%' AS firm) AS f;

INSERT INTO behaelter
SELECT row_number() OVER (ORDER BY g.id, a.art), g.id, a.art::abfallart, (ARRAY[60, 80, 120, 120, 240, 240, 1100])[1 + (g.id * 3 + a.k * 5) % 7], CASE WHEN (g.id + a.k) % 9 <> 2 THEN 'C' || lpad((g.id * 7919 + a.k * 331)::text, 7, '0') END, date '2017-03-01' + (g.id * 61 + a.k * 97) % 2400, CASE WHEN (g.id * a.k) % 23 = 5 THEN date '2025-02-10' + g.id END
FROM grundstueck AS g CROSS JOIN (VALUES (1, 'restmuell'), (2, 'bio'), (3, 'papier'), (4, 'verpackung')) AS a (k, art) WHERE NOT (a.k = 2 AND g.id % 5 = 0) AND g.id <> 40;

INSERT INTO fahrzeug VALUES (1, 'HN-AW 101', 'MAN', 2014, 'diesel', 10500, '2025-06-30'), (2, 'HN-AW 102', 'Mercedes', 2017, 'diesel', 11000, NULL), (3, 'HN-AW 103', 'Mercedes', 2019, 'gas', 10800, NULL), (4, 'HN-AW 104', 'Faun', 2021, 'diesel', 11500, NULL), (5, 'HN-AW 105E', 'Faun', 2024, 'elektro', 9800, NULL), (6, 'HN-AW 106E', 'Volvo', 2026, 'elektro', 9900, NULL);
INSERT INTO mitarbeiter VALUES (1, 'Horst', 'Diekmann', '1998-04-01', NULL, '{C,CE,Kran}'), (2, 'Mehmet', 'Kaya', '2006-09-01', NULL, '{C,CE}'), (3, 'Sandra', 'Pohl', '2015-02-16', NULL, '{C}'), (4, 'Jens', 'Kaya', '2019-05-02', NULL, '{}'), (5, 'Ali', 'Rahmani', '2021-08-01', NULL, '{C,Stapler}'), (6, 'Günter', 'Busch', '1990-01-02', '2024-12-31', '{C,CE,Kran,Stapler}'), (7, 'Lena', 'Voß', '2023-03-01', NULL, '{}'), (8, 'Marek', 'Wolski', '2024-06-01', NULL, '{C}'), (9, 'Timo', 'Ehlers', '2026-08-01', NULL, '{}');

INSERT INTO tour
SELECT row_number() OVER (ORDER BY tag, art, st), tag, art::abfallart, st, CASE WHEN truck = 1 AND tag > date '2025-06-30' THEN 5 WHEN truck = 5 AND tag < date '2024-04-01' THEN 2 ELSE truck END, CASE WHEN who = 6 AND tag > date '2024-12-31' THEN 8 WHEN who = 8 AND tag < date '2024-06-01' THEN 2 ELSE who END, CASE WHEN alone > 0.2 THEN CASE WHEN tag < date '2023-03-01' THEN 4 ELSE (ARRAY[4, 4, 7])[1 + floor(alone * 2.99)::int] END END, begin_at, CASE WHEN fate > 0.03 AND begin_at + len < now() THEN begin_at + len END, CASE WHEN fate > 0.03 THEN round((18 + alone * 45)::numeric, 1) END, fate <= 0.03
FROM (SELECT day::date AS tag, (ARRAY['restmuell', 'restmuell', 'bio', 'papier', 'verpackung'])[1 + floor(random() * 5)::int] AS art, 1 + floor(random() * 6)::int AS st, (ARRAY[1, 2, 3, 3, 4, 4, 5])[1 + floor(random() * 7)::int] AS truck, (ARRAY[1, 2, 2, 3, 5, 6, 8])[1 + floor(random() * 7)::int] AS who, random() AS alone, random() AS fate, day + make_interval(hours => 5, mins => 30 + 15 * floor(random() * 6)::int) AS begin_at, make_interval(mins => 240 + floor(random() * 240)::int) AS len
      FROM generate_series(timestamptz '2023-01-02', current_date - 1, interval '1 day') AS day CROSS JOIN generate_series(1, 2) AS n WHERE extract(isodow FROM day) < 6) AS t WHERE NOT (who = 5 AND tag < date '2021-08-01');
INSERT INTO tour VALUES (90001, current_date, 'restmuell', 3, 4, 2, 4, current_date + interval '1 second', NULL, NULL, false), (90002, current_date, 'papier', 1, 5, 3, NULL, current_date + interval '2 seconds', NULL, NULL, false), (90003, current_date, 'bio', 5, 3, 1, NULL, current_date + interval '2 seconds', NULL, NULL, true);

INSERT INTO wiegung
SELECT row_number() OVER (ORDER BY at), tour_id, CASE art WHEN 'restmuell' THEN CASE WHEN salt < 0.8 THEN 'MHKW Süd' ELSE 'Umladestation' END WHEN 'bio' THEN 'Kompostwerk' WHEN 'papier' THEN 'Papierhof' ELSE 'Sortierwerk' END, at, leer + 2200 + (salt * CASE art WHEN 'restmuell' THEN 6500 WHEN 'bio' THEN 5200 ELSE 3400 END)::int, leer
FROM (SELECT t.id AS tour_id, t.art::text AS art, t.ende - make_interval(mins => 90 * (k - 1) + 10) AS at, 14000 + t.fahrzeug_id * 220 AS leer, random() AS salt FROM tour AS t CROSS JOIN generate_series(1, 2) AS k WHERE t.ende IS NOT NULL AND (k = 1 OR t.id % 3 = 0) AND t.id % 41 <> 7) AS w;

INSERT INTO fehlleerung
SELECT row_number() OVER (ORDER BY t.tag, b.id), b.id, t.id, CASE WHEN t.salt < 0.85 THEN (ARRAY['zugeparkt', 'nicht herausgestellt', 'ueberfuellt', 'falsch befuellt', 'Baustelle'])[1 + floor(t.salt * 5.8)::int] END, CASE WHEN t.chance < 0.7 AND t.tag + 1 + floor(t.salt * 5)::int <= current_date THEN t.tag + 1 + floor(t.salt * 5)::int END
FROM (SELECT *, random() AS salt, random() AS chance, random() AS pick FROM tour WHERE NOT ausgefallen AND ende IS NOT NULL) AS t CROSS JOIN LATERAL (SELECT x.id FROM behaelter AS x JOIN grundstueck AS g ON g.id = x.grundstueck_id WHERE g.stadtteil_id = t.stadtteil_id AND x.art = t.art AND x.aufgestellt_am < t.tag AND (x.abgezogen_am IS NULL OR x.abgezogen_am > t.tag) ORDER BY abs(hashint4(x.id + t.id * 17)) LIMIT 1) AS b WHERE t.pick < 0.3;

INSERT INTO beschwerde
SELECT row_number() OVER (ORDER BY at), gid, at, (ARRAY['telefon', 'telefon', 'mail', 'app', 'app', 'brief'])[1 + floor(salt * 6)::int], (ARRAY['nicht geleert', 'nicht geleert', 'laerm', 'schmutz', 'beschaedigt', 'gebuehr'])[1 + floor(pick * 6)::int], CASE WHEN at::date + lead <= current_date AND pick < 0.94 THEN at::date + lead END
FROM (SELECT day + make_interval(hours => 7 + floor(random() * 12)::int, mins => floor(random() * 60)::int) AS at, 1 + floor(random() ^ 1.4 * 38)::int AS gid, random() AS salt, random() AS pick, floor(random() ^ 2 * 25)::int AS lead FROM generate_series(timestamptz '2023-01-03', current_date - 1, interval '3 days') AS day) AS b;
INSERT INTO beschwerde VALUES (9001, 5, current_date + interval '1 second', 'app', 'nicht geleert', NULL), (9002, 12, current_date - interval '40 hours', 'mail', 'laerm', NULL), (9003, 3, current_date - interval '30 hours', 'telefon', 'schmutz', current_date);

UPDATE beschwerde SET thema = 'schmutz' WHERE thema = 'laerm' AND grundstueck_id IN (SELECT id FROM grundstueck WHERE strasse = 'Mühlgasse');

INSERT INTO sperrmuell
SELECT row_number() OVER (ORDER BY day, gid), gid, day, day + lead, round((0.5 + salt * 5)::numeric, 1), chance < 0.09, CASE WHEN pick < 0.2 THEN '{}' WHEN pick < 0.5 THEN jsonb_build_object('moebel', 1 + floor(salt * 6)::int) WHEN pick < 0.8 THEN jsonb_build_object('moebel', 1 + floor(salt * 4)::int, 'matratzen', 1 + floor(pick * 3)::int) ELSE jsonb_build_object('elektro', true, 'moebel', 1) END
FROM (SELECT day::date AS day, 1 + floor(random() * 37)::int AS gid, random() AS salt, random() AS pick, random() AS chance, 10 + floor(random() * 25)::int AS lead FROM generate_series(timestamp '2023-01-10', current_date, interval '2 days') AS day) AS s;

INSERT INTO bescheid
SELECT row_number() OVER (ORDER BY jahr, gid), gid, jahr, betrag, make_date(jahr, 5, 15), CASE WHEN chance > 0.1 AND make_date(jahr, 4, 20) + late <= current_date THEN make_date(jahr, 4, 20) + late END
FROM (SELECT g.id AS gid, jahr, 9000 + (SELECT coalesce(sum(b.liter), 0) FROM behaelter AS b WHERE b.grundstueck_id = g.id AND b.art = 'restmuell')::int * (55 + jahr - 2023) AS betrag, random() AS chance, floor(random() * 60)::int AS late FROM grundstueck AS g CROSS JOIN generate_series(2023, extract(year FROM current_date)::int) AS jahr) AS x;
