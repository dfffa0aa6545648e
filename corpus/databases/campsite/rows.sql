SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO cat VALUES (1, 'Seafront', 6, 1), (2, 'Olive grove', 6, 1), (3, 'Meadow tent', 4, 0), (4, 'Mobile home', 5, 1), (5, 'Hikers', 2, 0);
INSERT INTO pit
SELECT row_number() OVER (ORDER BY c.let, n), c.let || n, c.cid, c.sqm + (n * 7) % 5 * 4, CASE WHEN (n + c.cid) % 3 = 0 THEN 0 ELSE 1 END, CASE WHEN c.let || n = 'M6' THEN date '2025-05-31' END
FROM (VALUES ('S', 1, 100, 6), ('O', 2, 90, 7), ('M', 3, 60, 6), ('H', 4, 110, 5), ('W', 5, 25, 3)) AS c (let, cid, sqm, cnt) CROSS JOIN LATERAL generate_series(1, c.cnt) AS n;

INSERT INTO sea
SELECT row_number() OVER (ORDER BY make_date(y, bm, bd)), nam, make_date(y, bm, bd), make_date(y, fm, fd)
FROM generate_series(2023, extract(year FROM current_date)::int + 1) AS y CROSS JOIN (VALUES ('low', 1, 1, 5, 14), ('mid', 5, 15, 6, 30), ('high', 7, 1, 8, 31), ('mid', 9, 1, 9, 15), ('low', 9, 16, 12, 31)) AS s (nam, bm, bd, fm, fd);
INSERT INTO rat
SELECT c.cid, y, s.nam, round((c.base * s.f * (1 + (y - 2023) * 0.04 + CASE WHEN c.cid = 1 AND y >= 2026 THEN 0.08 ELSE 0 END))::numeric, 1), round((7.5 * s.f * (1 + (y - 2023) * 0.03))::numeric, 1)
FROM (VALUES (1, 24), (2, 17), (3, 11), (4, 58), (5, 6)) AS c (cid, base) CROSS JOIN generate_series(2023, extract(year FROM current_date)::int + 1) AS y CROSS JOIN (VALUES ('low', 0.6), ('mid', 1.0), ('high', 1.6)) AS s (nam, f);

INSERT INTO gst VALUES
(1, 'Gerhard Müller', 'DE', '1958-04-12', 'g.mueller@post.de', '2016-05-20', 1), (2, 'Petra Müller-Lang', 'DE', '1971-09-30', NULL, '2021-07-04', 0), (3, 'Jan de Vries', 'NL', '1984-01-17', 'jan@devries.nl', '2019-06-11', 1), (4, 'Sanne Bakker', 'NL', '1992-11-02', NULL, '2025-04-18', 0), (5, 'Marko Kovač', 'SI', '1980-03-25', 'marko.kovac@mail.si', '2018-08-01', 1), (6, 'Marko Kovač', 'HR', '1995-07-07', 'mkovac95@mail.hr', '2023-05-13', 0),
(7, 'Elisabeth Huber', 'AT', '1949-12-08', NULL, '2012-04-30', 1), (8, 'Luca Bianchi', 'IT', '1988-05-19', 'luca.b@posta.it', '2022-06-25', 0), (9, 'Chiara D''Amico', 'IT', '1990-02-28', 'chiara@damico.it', '2024-04-06', 0), (10, 'Tomáš Dvořák', 'CZ', '1976-10-10', 'tdvorak@seznam.cz', '2020-08-14', 0), (11, 'Ilona Szabó', 'HU', '1968-06-21', 'szabo.ilona@mail.hu', '2017-05-05', 0), (12, 'Piotr Mazur', 'PL', '1983-08-16', 'p.mazur@poczta.pl', '2023-08-02', 0),
(13, 'Anneke Visser', 'NL', '1965-03-03', 'anneke@visser.nl', '2015-09-09', 1), (14, 'Heinz Gruber', 'AT', '1955-01-29', NULL, '2014-06-19', 0), (15, 'Sabine Gruber', 'AT', '1986-04-04', 'sabine.gruber@mail.at', '2022-05-26', 0), (16, 'Oliver Wagner', 'DE', NULL, 'owagner@post.de', '2024-07-15', 0), (17, 'Claire Dubois', 'FR', '1979-12-13', 'claire.dubois@courriel.fr', '2023-06-30', 0), (18, 'Emma Jensen', 'DK', '1998-09-23', 'emma@jensen.dk', '2025-05-29', 0),
(19, 'Ana Horvat', 'HR', '1991-06-06', 'ana.horvat@mail.hr', '2021-04-10', 0), (20, 'Zoran Novak', 'SI', '1962-11-11', NULL, '2019-05-01', 0), (21, 'Eva Nováková', 'CZ', '1987-07-27', 'eva.n@seznam.cz', '2024-08-20', 0), (22, 'Fritz Lehmann', 'DE', '1947-02-14', 'fritz@lehmann-segeln.de', '2011-03-17', 1), (23, 'Rosa Ferrari', 'IT', NULL, NULL, '2025-06-08', 0), (24, 'Bas Willems', 'BE', '1993-05-05', 'bas.willems@mail.be', '2025-08-11', 0),
(25, 'Kathrin Bauer', 'DE', '1982-10-19', 'k.bauer@post.de', '2022-07-22', 0), (26, 'Jürgen Bauer', 'DE', '1980-08-08', 'j.bauer@post.de', '2022-07-22', 0), (27, 'Nina Schmid', 'CH', '1989-03-31', 'nina.schmid@mail.ch', '2024-05-10', 0), (28, 'Hugo Lefèvre', NULL, '2001-01-01', 'hugo@lefevre.fr', '2026-02-02', 0), (29, 'Mira Babić', 'HR', '1974-04-24', 'mira.babic@mail.hr', '2018-10-03', 0), (30, 'Sven Olsson', 'SE', '1969-07-19', 'sven@olsson.se', '2023-09-01', 0), (31, 'Lotte Peters', 'NL', '1996-12-30', 'lotte.peters@mail.nl', '2025-09-12', 0), (32, 'Werner Huber', 'AT', '1946-05-08', 'w.huber@mail.at', '2012-04-30', 0);

WITH s AS MATERIALIZED (
      SELECT p.pid, p.cid, p.clo, x.d + floor(x.a * 4)::int AS arr, x.d + floor(x.a * 4)::int + 1 + floor(x.b * 6)::int AS dep, CASE WHEN p.cid = 5 THEN 1 + floor(x.c * 2)::int WHEN x.c < 0.15 THEN 1 WHEN x.c < 0.85 THEN 2 ELSE 3 + floor(x.e * 2)::int END AS adu, CASE WHEN p.cid <> 5 AND x.e < 0.42 THEN 1 + floor(x.e * 7)::int ELSE 0 END AS chi, CASE WHEN x.f < 0.2 THEN 1 WHEN x.f < 0.23 THEN 2 ELSE 0 END AS dog,
             CASE WHEN x.a < 0.55 THEN 'web' WHEN x.a < 0.8 THEN 'phone' ELSE 'gate' END AS chn, CASE WHEN x.a < 0.8 AND x.fate < 0.11 THEN 1 ELSE 0 END AS can, x.fate, x.salt,
             least(current_date, CASE WHEN x.a < 0.8 THEN x.d + floor(x.a * 4)::int - 1 - floor(x.g ^ 2 * 200)::int ELSE x.d + floor(x.a * 4)::int END) AS bkd, x.g1 AS gid, x.keep
      FROM pit AS p CROSS JOIN LATERAL (SELECT d::date AS d, random() AS a, random() AS b, random() AS c, random() AS e, random() AS f, random() AS g, 1 + floor(random() * 30)::int AS g1, random() AS fate, random() AS salt, random() AS keep FROM generate_series(timestamp '2024-01-01', current_date + 70, interval '10 days') AS d WHERE p.pid > 0) AS x
)
INSERT INTO sty
SELECT row_number() OVER (ORDER BY bkd, arr, pid), pid, gid, arr, dep, adu, chi, dog, bkd, chn, can, CASE WHEN can = 0 AND fate > 0.975 AND arr < current_date THEN 1 ELSE 0 END,
       CASE WHEN can = 0 AND NOT (fate > 0.975) AND arr < current_date THEN arr + time '12:00' + make_interval(mins => floor(salt * 660)::int) END,
       round(((dep - arr) * (r.ppn + (adu + chi) * r.ppp))::numeric, 2), CASE WHEN salt < 0.05 THEN 'late arrival' WHEN salt < 0.09 THEN 'wants shade' WHEN salt > 0.96 THEN 'anniversary' END
FROM s
JOIN rat AS r ON r.cid = s.cid AND r.yea = extract(year FROM arr) AND r.sea = CASE WHEN extract(month FROM arr) IN (7, 8) THEN 'high' WHEN to_char(arr, 'MMDD') BETWEEN '0515' AND '0915' THEN 'mid' ELSE 'low' END
WHERE keep < CASE WHEN extract(month FROM arr) IN (7, 8) THEN 0.93 WHEN extract(month FROM arr) IN (5, 6, 9) THEN 0.55 ELSE 0.16 END AND (s.clo IS NULL OR dep <= s.clo) AND pid NOT IN (7, 21) AND NOT (chn = 'gate' AND arr > current_date) AND NOT (pid IN (1, 8, 15) AND dep >= current_date - 1 AND arr < current_date + 12) AND bkd <= current_date AND NOT (gid = 28 AND arr < date '2026-02-02') AND arr >= (SELECT reg FROM gst WHERE gst.gid = s.gid);
INSERT INTO sty VALUES
(90001, 1, 22, current_date - 4, current_date + 3, 2, 0, 1, current_date - 60, 'phone', 0, 0, current_date - 4 + time '17:20', 338.80, 'anniversary'), (90002, 8, 13, current_date, current_date + 5, 2, 0, 0, current_date - 21, 'web', 0, 0, NULL, 171.00, NULL), (90003, 15, 9, current_date - 2, current_date, 1, 0, 0, current_date - 2, 'gate', 0, 0, current_date - 2 + time '20:45', 46.40, NULL), (90004, 15, 30, current_date, current_date + 2, 2, 1, 0, current_date - 3, 'web', 0, 0, NULL, 70.20, 'late arrival'), (90005, 8, 12, current_date + 1, current_date + 4, 2, 2, 0, current_date - 1, 'web', 0, 0, NULL, 118.80, NULL),
(90006, 2, 25, '2025-08-03', '2025-08-10', 2, 2, 0, '2025-01-19', 'web', 0, 0, '2025-08-03 15:10', 728.00, NULL), (90007, 2, 26, '2025-08-06', '2025-08-13', 2, 2, 1, '2025-01-22', 'phone', 0, 0, '2025-08-06 14:05', 728.00, NULL), (90008, 26, 16, '2025-07-19', '2025-07-21', 2, 2, 0, '2025-07-19', 'gate', 0, 0, '2025-07-19 19:30', 128.00, NULL);

INSERT INTO ext VALUES (1, 'Bread basket', 4.50), (2, 'Bicycle', 12.00), (3, 'Kayak', 25.00), (4, 'Washing machine', 5.00), (5, 'Wi-Fi premium', 3.00), (6, 'Dog shower', 2.50), (7, 'Wine tasting', 28.00), (8, 'Cot', 4.00), (9, 'Boat mooring', 18.00);
INSERT INTO xtr
SELECT DISTINCT ON (yid, eid, dat) yid, eid, dat, 1 + floor(chance * 3)::int, round((e.prc * CASE WHEN dat < date '2025-01-01' THEN 0.9 ELSE 1 END)::numeric, 2)
FROM (SELECT s.yid, s.arr + (n - 1) AS dat, (ARRAY[1, 1, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 7, 8])[1 + floor(random() * 14)::int] AS eid, random() AS chance, random() AS keep FROM sty AS s CROSS JOIN LATERAL generate_series(1, s.dep - s.arr) AS n WHERE s.can = 0 AND s.nos = 0 AND s.chk IS NOT NULL) AS x JOIN ext AS e USING (eid)
WHERE keep < 0.3 AND dat <= current_date ORDER BY yid, eid, dat, chance;

INSERT INTO pay
SELECT yid, row_number() OVER (PARTITION BY yid ORDER BY dat), dat, amt, how
FROM (SELECT s.yid, s.bkd AS dat, round(s.amt * 0.3, 2) AS amt, CASE WHEN random() < 0.6 THEN 'bank' ELSE 'card' END AS how FROM sty AS s WHERE s.chn <> 'gate' AND s.can = 0
      UNION ALL
      SELECT yid, dep, round(total - CASE WHEN chn <> 'gate' THEN round(amt * 0.3, 2) ELSE 0 END, 2), CASE WHEN pick < 0.3 THEN 'cash' WHEN pick < 0.95 THEN 'card' ELSE 'bank' END
      FROM (SELECT s.yid, s.dep, s.chn, s.amt, s.amt + coalesce((SELECT sum(x.qty * x.prc) FROM xtr AS x WHERE x.yid = s.yid), 0) AS total, random() AS pick, random() AS skip FROM sty AS s WHERE s.can = 0 AND s.nos = 0 AND s.dep < current_date) AS t WHERE skip < 0.97) AS p;

INSERT INTO blk VALUES (3, '2024-11-04', '2024-11-30', 'new gravel'), (16, '2025-02-10', '2025-03-02', 'olive trees cut'), (17, '2025-02-10', '2025-03-02', 'olive trees cut'), (5, '2025-12-15', '2026-01-20', 'storm damage'), (4, '2024-12-20', '2025-01-25', 'boiler'), (14, '2025-07-28', '2025-08-05', 'wasps'), (12, current_date - 30, NULL, 'water pipe'), (19, current_date + 5, current_date + 12, 'new sockets'), (1, current_date + 1, current_date + 2, 'meter check'), (5, '2023-10-01', '2023-11-15', 'roof');

INSERT INTO cpl
SELECT row_number() OVER (ORDER BY dat, yid), yid, dat, (ARRAY['noise at night', 'Noise from the bar', 'shower cold', 'dirty toilets', 'ants', 'power cut', 'bread sold out', 'dog on the beach'])[1 + floor(pick * 8)::int], CASE WHEN dat < current_date - 25 AND chance < 0.93 OR chance < 0.4 THEN 1 ELSE 0 END
FROM (SELECT s.yid, s.arr + floor(random() * (s.dep - s.arr))::int AS dat, random() AS pick, random() AS chance, random() AS keep FROM sty AS s WHERE s.can = 0 AND s.chk IS NOT NULL) AS c
WHERE keep < 0.09 AND dat <= current_date;
INSERT INTO cpl VALUES (9001, 90001, current_date - 1, 'noise at night', 0), (9002, 90001, current_date, 'shower cold', 0), (9003, 90006, '2025-08-06', 'pitch given to somebody else', 1), (9004, 90007, '2025-08-06', 'pitch already taken', 1), (9005, 90008, '2025-07-20', 'Noise, noise, noise', 0);
