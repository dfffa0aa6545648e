SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO vs VALUES ('HRA', 'Hrafn', 2002, 110, 220, 'A'), ('STM', 'St Magnus', 1987, 90, 120, 'A'), ('STR', 'St Rognvald', 1994, 70, 260, 'A'), ('NOR', 'Norna', 2019, 140, 300, 'A'), ('SKU', 'Skua', 1979, 60, 60, 'L'), ('OLD', 'Earl Sigurd', 1971, 55, 40, 'S');
INSERT INTO pt VALUES ('SCR', 'Scrabster', 'GB'), ('STN', 'Stromness', 'GB'), ('ABD', 'Aberdeen', 'GB'), ('LER', 'Lerwick', 'GB'), ('BGO', 'Bergen', 'NO'), ('TOR', 'Tórshavn', 'FO');
INSERT INTO rt VALUES (1, 'SCR', 'STN', 28, 90, 'Y'), (2, 'STN', 'SCR', 28, 90, 'Y'), (3, 'ABD', 'LER', 211, 750, 'Y'), (4, 'LER', 'ABD', 211, 750, 'Y'), (5, 'LER', 'BGO', 223, 720, 'S'), (6, 'BGO', 'LER', 223, 720, 'S'), (7, 'LER', 'TOR', 190, 690, 'N');

INSERT INTO cu VALUES
(1, 'Isbister & Daughters Haulage', 'GB', 'Y'), (2, 'Orkney Seafoods', 'GB', 'Y'), (3, 'Shetland Wool Brokers', 'GB', 'Y'), (4, 'Fjordfrakt AS', 'NO', 'Y'), (5, 'Highland Parcels', 'GB', 'Y'), (6, 'Wm. Leask', 'GB', 'N'), (7, 'Agnes Flett', 'GB', 'N'), (8, 'Agnes Flett', 'GB', 'N'), (9, 'Ingrid Solheim', 'NO', 'N'), (10, 'Jens Peter Dahl', 'DK', 'N'),
(11, 'Thora Linklater', 'GB', 'N'), (12, 'Bryony Clark', 'GB', 'N'), (13, 'Familie Köster', 'DE', 'N'), (14, 'Camille Roux', 'FR', 'N'), (15, 'Neil McAllister', 'GB', 'N'), (16, 'Stromness Academy', 'GB', 'N'), (17, 'Up Helly Aa Committee', 'GB', 'N'), (18, 'Viking Coach Tours', 'NO', 'N'), (19, 'Simmer Dim Bikers', 'GB', 'N'), (20, 'Ola Nordmann', 'NO', 'N'),
(21, 'Rhona MacLeod', 'GB', 'N'), (22, 'Jim O''Donnell', 'IE', 'N'), (23, 'Kirsten Bakke', 'NO', 'N'), (24, 'Pieter van Dijk', 'NL', 'N'), (25, 'NorthLink Fuels', 'GB', 'Y'), (26, 'Unst Brewery', 'GB', 'Y'), (27, 'Marit Haugen', NULL, 'N'), (28, 'Sandy Rendall', 'GB', 'N'), (29, 'Sumburgh Birders', NULL, 'N'), (30, 'Lyness Salvage', 'GB', 'Y'), (31, 'Elspeth Gunn', 'GB', 'N'), (32, 'Faroe Tours', 'FO', 'N');

INSERT INTO mt VALUES ('STM', '2024-01-15', '2024-02-09', 'yearly docking'), ('HRA', '2024-11-04', '2024-11-20', 'yearly docking'), ('STR', '2024-12-27', '2025-01-19', 'gearbox'), ('NOR', '2025-03-03', '2025-03-14', 'yearly docking'), ('STM', '2025-02-01', '2025-02-21', 'yearly docking'), ('STM', '2025-09-08', '2025-09-10', 'bow door'), ('HRA', '2025-12-20', '2026-01-11', 'yearly docking'), ('STR', current_date - 4, NULL, 'stern thruster'), ('SKU', '2025-05-01', NULL, 'awaiting decision');

INSERT INTO sl
SELECT rt_no, d, seq, CASE WHEN rt_no IN (1, 2) THEN CASE WHEN salt < 0.72 THEN 'STM' ELSE 'HRA' END WHEN rt_no IN (3, 4) THEN CASE WHEN salt < 0.5 THEN 'NOR' WHEN salt < 0.8 THEN 'STR' ELSE 'HRA' END ELSE 'NOR' END,
       CASE WHEN rt_no IN (1, 2) THEN time '06:30' + make_interval(hours => (rt_no - 1) * 2 + (seq - 1) * 6) WHEN rt_no IN (3, 4) THEN time '19:00' ELSE time '10:00' END,
       NULL, NULL, CASE WHEN d >= current_date THEN CASE WHEN chance < 0.03 THEN 'X' ELSE 'P' END WHEN chance < rough THEN 'X' ELSE 'D' END,
       CASE WHEN chance < CASE WHEN d >= current_date THEN 0.03 ELSE rough END THEN CASE WHEN salt < 0.62 AND (winter OR salt < 0.3) THEN 'W' WHEN salt < 0.9 THEN 'T' ELSE 'C' END END
FROM (SELECT r.rt_no, d::date AS d, seq, random() AS salt, random() AS chance, extract(month FROM d) IN (11, 12, 1, 2) AS winter, CASE WHEN extract(month FROM d) IN (11, 12, 1, 2) THEN 0.13 ELSE 0.035 END AS rough
      FROM rt AS r CROSS JOIN generate_series(timestamp '2024-01-01', current_date + 14, interval '1 day') AS d CROSS JOIN generate_series(1, 2) AS seq
      WHERE (r.rt_no IN (1, 2) AND (extract(doy FROM d)::int % 3 = 1 OR d IN (current_date, current_date + 1, current_date - 1)) AND (seq = 1 OR extract(isodow FROM d) IN (1, 5, 6, 7)))
         OR (r.rt_no IN (3, 4) AND seq = 1 AND ((extract(doy FROM d)::int + r.rt_no) % 4 = 0 OR d IN (current_date, current_date - 2)))
         OR (r.rt_no IN (5, 6) AND seq = 1 AND extract(month FROM d) IN (6, 7, 8) AND extract(isodow FROM d) = r.rt_no)) AS s;
UPDATE sl SET sl_dep_act = sl_dt + sl_dep_tm + make_interval(mins => late), sl_arr_act = sl_dt + sl_dep_tm + make_interval(mins => late) + make_interval(mins => dur)
FROM (SELECT s.rt_no AS r, s.sl_dt AS d, s.sl_seq AS q, floor(random() ^ 4 * 130)::int - 3 AS late, (t.rt_min * (0.95 + 0.2 * random() ^ 2))::int AS dur FROM sl AS s JOIN rt AS t ON t.rt_no = s.rt_no) AS x
WHERE sl.rt_no = x.r AND sl.sl_dt = x.d AND sl.sl_seq = x.q AND sl.sl_st = 'D';

INSERT INTO bk
SELECT 100000 + row_number() OVER (ORDER BY made, rt_no, sl_dt, sl_seq, cu), cu, rt_no, sl_dt, sl_seq, made, (ARRAY['W', 'W', 'W', 'P', 'A'])[1 + floor(pick * 5)::int],
       adults, children, round((adults * fare + children * fare / 2)::numeric, 2), cxd, CASE WHEN sl_st = 'D' AND cxd IS NULL THEN CASE WHEN chance < 0.96 THEN 'Y' ELSE 'N' END END
FROM (SELECT *, CASE WHEN cx < 0.08 AND made + 1 < sl_dt AND made + 1 + floor(chance * (sl_dt - made))::int <= current_date THEN least(made + 1 + floor(chance * (sl_dt - made))::int, sl_dt) END AS cxd,
             CASE WHEN cu IN (16, 17, 18, 29) THEN 18 + floor(chance * 28)::int WHEN cu IN (1, 2, 3, 4, 5, 25, 26) THEN 1 ELSE 1 + floor(chance ^ 2 * 6)::int END AS adults,
             CASE WHEN cu = 16 THEN 25 WHEN cu IN (1, 2, 3, 4, 5, 25, 26) OR pick > 0.35 THEN 0 ELSE 1 + floor(chance * 3)::int END AS children
      FROM (SELECT s.rt_no, s.sl_dt, s.sl_seq, s.sl_st, CASE WHEN who < 0.4 THEN (ARRAY[1, 1, 2, 2, 3, 4, 5, 25, 26])[1 + floor(who * 22.5)::int] WHEN n = 1 AND who > 0.955 THEN 16 + floor((who - 0.955) * 66)::int WHEN who > 0.93 THEN 29 ELSE 6 + floor((who - 0.4) * 43)::int END AS cu,
                   least(s.sl_dt - floor(lead ^ 2 * 90)::int, current_date) AS made, chance, pick, cx, CASE WHEN s.rt_no < 3 THEN 21.5 WHEN s.rt_no < 5 THEN 48 ELSE 77 END * CASE WHEN s.sl_dt < date '2025-01-01' THEN 0.94 ELSE 1 END AS fare
            FROM sl AS s CROSS JOIN LATERAL (SELECT n, random() AS who, random() AS lead, random() AS chance, random() AS pick, random() AS cx FROM generate_series(1, 1 + (s.rt_no * 7 + extract(doy FROM s.sl_dt)::int) % 4) AS n) AS p
            WHERE NOT (s.sl_seq = 2 AND extract(doy FROM s.sl_dt)::int % 2 = 0) OR extract(month FROM s.sl_dt) BETWEEN 5 AND 9) AS a
      WHERE NOT (rt_no IN (5, 6) AND cu IN (2, 5, 12, 28)) AND NOT (rt_no = 4 AND cu IN (10, 14))) AS b;
INSERT INTO bk VALUES (999001, 18, 1, (SELECT max(sl_dt) FROM sl WHERE rt_no = 1 AND sl_seq = 1 AND sl_st = 'D'), 1, current_date - 30, 'A', 84, 0, 1800.00, NULL, 'Y'), (999002, 29, 1, (SELECT max(sl_dt) FROM sl WHERE rt_no = 1 AND sl_seq = 1 AND sl_st = 'D'), 1, current_date - 12, 'P', 33, 4, 752.50, NULL, 'Y'), (999003, 15, 2, current_date, 1, current_date, 'W', 1, 0, 21.50, NULL, NULL);

INSERT INTO vh
SELECT bk_no, n, ty, CASE ty WHEN 'CAR' THEN 4 + round((chance * 1.2)::numeric, 1) WHEN 'VAN' THEN 6 + round((chance * 2)::numeric, 1) WHEN 'LOR' THEN 12 + round((chance * 6.5)::numeric, 1) WHEN 'MOT' THEN 2.2 ELSE 1.8 END,
       CASE WHEN ty <> 'BIC' AND chance < 0.93 THEN CASE WHEN cu_no < 6 OR cu_no > 24 THEN 'SV' || 10 + (cu_no * 3 + n + floor(chance * 3)::int) % 60 ELSE 'SK' || 10 + cu_no + n END || ' ' || (ARRAY['KLB', 'HTR', 'XOE'])[1 + cu_no % 3] END,
       round((CASE ty WHEN 'CAR' THEN 62 WHEN 'VAN' THEN 94 WHEN 'LOR' THEN 310 WHEN 'MOT' THEN 25 ELSE 0 END * CASE WHEN rt_no < 3 THEN 1 ELSE 2.4 END)::numeric, 2)
FROM (SELECT b.bk_no, b.cu_no, b.rt_no, n, random() AS chance, CASE WHEN c.cu_frt = 'Y' THEN 'LOR' WHEN c.cu_no = 19 THEN 'MOT' WHEN random() < 0.65 THEN 'CAR' WHEN random() < 0.5 THEN 'VAN' ELSE 'BIC' END AS ty
      FROM bk AS b JOIN cu AS c ON c.cu_no = b.cu_no CROSS JOIN generate_series(1, CASE WHEN c.cu_frt = 'Y' THEN 1 + b.bk_no % 3 WHEN c.cu_no IN (16, 17, 29) OR b.bk_no % 4 = 0 THEN 0 WHEN c.cu_no = 19 THEN 6 ELSE 1 END) AS n) AS v;
UPDATE bk SET bk_amt = bk_amt + v.fares FROM (SELECT bk_no, sum(vh_fare) AS fares FROM vh GROUP BY bk_no) AS v WHERE v.bk_no = bk.bk_no;

INSERT INTO fr
SELECT r.rt_no, t.ty, v.f, v.t, round((t.base * CASE WHEN r.rt_no < 3 THEN 1 WHEN r.rt_no < 5 THEN 2.3 ELSE 3.5 END * v.factor)::numeric, 2)
FROM rt AS r CROSS JOIN (VALUES ('ADU', 21.5), ('CHI', 10.75), ('CAR', 62), ('LOR', 310)) AS t (ty, base) CROSS JOIN (VALUES (date '2023-01-01', date '2024-03-31', 0.9), (date '2024-04-01', date '2024-12-31', 0.94), (date '2025-01-01', NULL, 1.0)) AS v (f, t, factor)
WHERE r.rt_no < 7 AND NOT (t.ty = 'LOR' AND r.rt_no > 4);
UPDATE fr SET fr_to = '2026-03-31' WHERE fr_ty = 'LOR' AND fr_from = '2025-01-01';
INSERT INTO fr SELECT rt_no, fr_ty, '2026-04-01', NULL, round(fr_amt * 1.12, 2) FROM fr WHERE fr_ty = 'LOR' AND fr_from = '2025-01-01';

INSERT INTO cr VALUES
(1, 'Magnus Isbister', 'MST', 'STN', NULL), (2, 'Catherine Leask', 'MST', 'LER', NULL), (3, 'Hugh Rae', 'MST', 'ABD', '2025-08-31'), (4, 'Solveig Moen', 'CHO', 'LER', NULL), (5, 'Dougal Mowat', 'CHO', 'SCR', NULL), (6, 'Ewan Tait', 'CHO', 'LER', NULL), (7, 'Barbara Wylie', 'ENG', 'STN', NULL), (8, 'Piotr Zając', 'ENG', NULL, NULL), (9, 'Gavin Spence', 'ENG', 'ABD', '2024-10-15'), (10, 'Lorna Spence', 'STW', 'LER', NULL),
(11, 'Ana Ferreira', 'STW', NULL, NULL), (12, 'Josh Baikie', 'STW', 'STN', NULL), (13, 'Mhairi Ross', 'STW', 'SCR', NULL), (14, 'Hugh Rae', 'STW', 'ABD', NULL), (15, 'Finlay Drever', 'STW', 'STN', current_date - 40), (16, 'Oddbjørn Vik', 'MST', 'LER', NULL);
INSERT INTO ca
SELECT DISTINCT ON (rt_no, sl_dt, sl_seq, who) rt_no, sl_dt, sl_seq, who, role
FROM (SELECT s.rt_no, s.sl_dt, s.sl_seq, s.sl_st, role, CASE role WHEN 'MST' THEN CASE WHEN s.sl_dt < date '2025-08-31' AND pick < 0.3 THEN 3 WHEN pick < 0.88 THEN 1 + s.rt_no / 3 % 2 ELSE 5 END WHEN 'CHO' THEN 4 + floor(pick * 3)::int WHEN 'ENG' THEN CASE WHEN s.sl_dt < date '2024-10-15' AND pick < 0.4 THEN 9 ELSE 7 + floor(pick * 2)::int END ELSE 10 + floor(pick * 5)::int END AS who, random() AS keep
      FROM sl AS s CROSS JOIN LATERAL (SELECT role, random() AS pick FROM unnest(ARRAY['MST', 'CHO', 'ENG', 'STW', 'STW']) AS role WHERE s.sl_st <> 'Q') AS p) AS c
WHERE sl_st <> 'X' AND keep < 0.97 AND sl_dt <= current_date + 7 ORDER BY rt_no, sl_dt, sl_seq, who, role;
