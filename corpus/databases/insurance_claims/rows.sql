SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO tbl_agt VALUES ('A101', 'Gunderson Agency', 'North', 'A'), ('A102', 'Prairie Home Insurance', 'North', 'A'), ('A205', 'Delgado & Sons', 'South', 'A'), ('A207', 'Heartland Cover', 'South', 'T'), ('A310', 'Lakes Brokerage', 'East', 'A'), ('A311', 'Olson Risk', 'East', 'T'), ('A412', 'Badlands Insurers', 'West', 'A');

INSERT INTO tbl_ins VALUES
(1, 'Lowell Gustafson', '19480317', 'MN'), (2, 'Marcy Gustafson', '19510809', 'MN'), (3, 'DeShawn Harris', '19990122', 'IA'), (4, 'Rosa Delgado', '19720605', 'NE'), (5, 'Tyler Novak', '20041130', 'NE'), (6, 'Emily Red Cloud', '19880214', 'SD'), (7, 'Arne Tollefson', '19630701', 'MN'), (8, 'Kim Nguyen', '19850426', 'IA'), (9, 'Carl Schroeder', '19570903', 'IA'), (10, 'Brenda Schroeder', '19600118', 'IA'),
(11, 'Luis Ortega', '19910811', 'NE'), (12, 'Hannah Peterson', '20030215', 'MN'), (13, 'Walter Pruitt', '19440520', 'SD'), (14, 'Angela McBride', '19790929', 'IA'), (15, 'Joe O''Malley', '19680404', 'NE'), (16, 'Priya Patel', '19940712', 'MN'), (17, 'Earl Janssen', NULL, 'SD'), (18, 'Tanya Whitehorse', '19960603', 'SD'), (19, 'Dale Kowalski', '19750128', 'NE'), (20, 'Mia Lindqvist', '20060319', 'MN'),
(21, 'Curtis Banks', '19820824', 'IA'), (22, 'Gloria Banks', '19840202', 'IA'), (23, 'Nils Halvorsen', '19701010', 'MN'), (24, 'Sara Kuhn', '19891207', 'NE'), (25, 'Ben Kuhn', '19870515', 'NE'), (26, 'Otis Freeman', '19550630', 'IA'), (27, 'Chloe Anders', '20050804', 'SD'), (28, 'Ray Dvorak', '19660216', 'NE'), (29, 'Yusuf Abdi', '19930909', 'MN'), (30, 'Fatuma Abdi', '19950410', 'MN'),
(31, 'Wendell Stone', '19390112', 'SD'), (32, 'Kayla Brandt', '20020726', 'IA'), (33, 'Kayla Brandt', '19970331', 'NE'), (34, 'Vern Hollis', '19540819', 'SD'), (35, 'Inga Sorensen', '19811105', 'MN'), (36, 'Pedro Ruiz', '19780623', 'NE'), (37, 'Jill Carver', NULL, 'IA'), (38, 'Marcus Webb', '20000229', 'IA'), (39, 'Ellen Yost', '19730714', 'NE'), (40, 'Glen Yost', '19710303', 'NE'), (41, 'Opal Meier', '19420927', 'SD'), (42, 'Trent Maddox', '19981213', 'MN');

INSERT INTO tbl_ins
SELECT 100 + row_number() OVER (ORDER BY l, f), first || ' ' || last, CASE WHEN (f * 5 + l) % 23 <> 0 THEN to_char(date '1941-02-03' + ((f * 1931 + l * 2777) % 23800)::int, 'YYYYMMDD') END, (ARRAY['NE', 'IA', 'MN', 'SD', 'NE', 'IA'])[1 + (f * 3 + l * 2) % 6]
FROM unnest(ARRAY['Alice', 'Bruce', 'Carla', 'Dennis', 'Edith', 'Floyd', 'Gail', 'Hector', 'Irene', 'Jamal', 'Karen', 'Leroy', 'Monica', 'Ned', 'Olga', 'Phil', 'Ramona', 'Stan']) WITH ORDINALITY AS a (first, f) CROSS JOIN unnest(ARRAY['Anderson', 'Becker', 'Cruz', 'Dahl', 'Erickson', 'Flynn', 'Garza', 'Hoffman', 'Iron Cloud', 'O''Neil', 'Svoboda', 'Vang']) WITH ORDINALITY AS b (last, l);

INSERT INTO tbl_pol
SELECT 'P' || (y - 2000) || lpad((i * 113 % 9973)::text, 5, '0'), i, CASE WHEN i % 7 = 3 THEN NULL ELSE (ARRAY['A101', 'A102', 'A205', 'A207', 'A310', 'A101', 'A311', 'A205'])[1 + i % 8] END, to_char(eff, 'YYYYMMDD'), to_char(eff + interval '1 year' - interval '1 day', 'YYYYMMDD'),
       round((620 + (i * 131) % 900 + (y - 2022) * (20 + (i * 17) % 90) + CASE WHEN i IN (5, 12, 20, 27, 32) THEN 800 ELSE 0 END)::numeric, 2), (ARRAY[250, 500, 500, 1000, 2000])[1 + i % 5],
       CASE WHEN eff > current_date THEN '0' WHEN cxl IS NOT NULL THEN '3' WHEN eff + interval '1 year' > current_date THEN '1' ELSE '2' END, to_char(cxl, 'YYYYMMDD'), CASE WHEN y > first THEN 'P' || (y - 2001) || lpad((i * 113 % 9973)::text, 5, '0') END
FROM (SELECT i, y, first, eff, CASE WHEN chance < 0.06 AND eff + 40 + floor(salt * 250)::int < current_date THEN eff + 40 + floor(salt * 250)::int END AS cxl
      FROM (SELECT i, y, CASE WHEN i % 4 = 1 THEN 2023 WHEN i IN (5, 12, 20, 27) OR i % 4 = 2 THEN 2024 ELSE 2022 END AS first, CASE WHEN i IN (31, 9, 10) THEN 2024 WHEN i % 10 = 6 THEN 2025 ELSE 2027 END AS last, make_date(y, 1, 1) + (i * 37) % 365 AS eff, random() AS chance, random() AS salt FROM (SELECT ins_id AS i FROM tbl_ins) AS t CROSS JOIN generate_series(2022, 2027) AS y) AS a
      WHERE y >= first AND y <= last AND eff <= current_date + 30) AS b;

INSERT INTO tbl_veh
SELECT p.pol_no, n, (ARRAY['Ford', 'Chevrolet', 'Toyota', 'Subaru', 'Honda', 'RAM', 'Buick'])[1 + (p.ins_id * 3 + n) % 7], CASE WHEN p.ins_id % 9 <> 0 THEN (ARRAY['F-150', 'Silverado', 'Camry', 'Outback', 'Civic', '1500', 'Encore'])[1 + (p.ins_id * 3 + n) % 7] END, 2006 + (p.ins_id * 7 + n * 5) % 18, CASE WHEN p.ins_id % 8 <> 4 THEN 3500 + (p.ins_id * 1931 + n * 777) % 38000 END
FROM tbl_pol AS p CROSS JOIN generate_series(1, 2) AS n WHERE n = 1 OR p.ins_id % 3 = 0;

INSERT INTO tbl_adj VALUES (1, 'Constance Wirth', 'Omaha', NULL), (2, 'Bill Haugen', 'Minneapolis', 1), (3, 'Teresa Lund', 'Omaha', 1), (4, 'Andre Watkins', 'Minneapolis', 2), (5, 'Peg Iverson', 'Minneapolis', 2), (6, 'Doug Fischer', 'Omaha', 3), (7, 'Lupe Serrano', 'Omaha', 3), (8, 'Sam Tuttle', 'Sioux Falls', 3), (9, 'Nora Quill', 'Sioux Falls', 3);

INSERT INTO tbl_shp VALUES (1, 'Dent Doctors', 'Omaha', 'Y'), (2, 'Viking Collision', 'Minneapolis', 'Y'), (3, 'Sioux Auto Body', 'Sioux Falls', 'Y'), (4, 'Fast Eddie''s', 'Sioux City', 'N'), (5, 'Crystal Glass', 'Des Moines', 'Y'), (6, 'Cornhusker Paint', 'Lincoln', 'N'), (7, 'Hometown Garage', NULL, 'N');

INSERT INTO tbl_clm
SELECT 500000 + row_number() OVER (ORDER BY dol, salt), pol_no, seq, to_char(dol, 'YYYYMMDD'), to_char(rpt, 'YYYYMMDD'), CASE WHEN sts IN ('C', 'D') THEN to_char(rpt + days, 'YYYYMMDD') END, typ, sts, CASE WHEN typ IN ('10', '50') THEN CASE WHEN flt < 0.48 + CASE WHEN ins_id IN (5, 12, 20, 27, 32, 38) THEN 0.3 ELSE 0 END THEN 'Y' ELSE 'N' END END,
       CASE WHEN flt > 0.03 THEN (ARRAY['Omaha', 'Omaha', 'Lincoln', 'Sioux City', 'Sioux Falls', 'Des Moines', 'Minneapolis', 'Minneapolis', 'Duluth', 'Rapid City'])[1 + floor(salt * 10)::int] END, CASE WHEN rpt >= current_date - 2 THEN NULL ELSE 2 + floor(adj * 7.5)::int END
FROM (SELECT *, CASE WHEN rpt + days < current_date THEN CASE WHEN fate < 0.12 THEN 'D' WHEN fate < 0.15 THEN 'R' ELSE 'C' END ELSE 'O' END AS sts
      FROM (SELECT p.pol_no, p.ins_id, d.dol, least(current_date, d.dol + floor(d.late ^ 6 * 70)::int) AS rpt, CASE WHEN d.salt < 0.02 THEN 3 WHEN p.ins_id % 3 = 0 AND d.flt < 0.4 THEN 2 ELSE 1 END AS seq, CASE WHEN extract(month FROM d.dol) IN (5, 6, 7) AND d.kind < 0.35 THEN '30' WHEN d.kind < 0.55 THEN '10' WHEN d.kind < 0.65 THEN '20' WHEN d.kind < 0.86 THEN '40' ELSE '50' END AS typ, d.salt, d.flt, d.adj, d.fate, (8 + d.fate2 ^ 2 * CASE WHEN d.kind >= 0.86 THEN 500 ELSE 160 END)::int AS days
            FROM (SELECT dol::date AS dol, CASE WHEN random() < 0.5 THEN 1 + floor(random() * 40)::int ELSE 101 + floor(random() * 216)::int END AS ins, random() AS late, random() AS kind, random() AS salt, random() AS flt, random() AS adj, random() AS fate, random() AS fate2 FROM generate_series(timestamp '2023-01-01', current_date, interval '2 days') AS dol) AS d
            JOIN tbl_pol AS p ON p.ins_id = d.ins AND to_date(p.pol_eff, 'YYYYMMDD') <= d.dol AND to_date(coalesce(p.pol_cxl, p.pol_exp), 'YYYYMMDD') >= d.dol) AS a) AS b;
INSERT INTO tbl_clm SELECT 900001, pol_no, 1, to_char(current_date - 3, 'YYYYMMDD'), to_char(current_date, 'YYYYMMDD'), NULL, '10', 'O', 'Y', 'Lincoln', NULL FROM tbl_pol WHERE ins_id = 19 AND pol_sts IN ('1', '3') ORDER BY pol_eff DESC LIMIT 1;
INSERT INTO tbl_clm SELECT 900002 + n, pol_no, 1, '20240607', '20240610', '20240801', '30', 'C', NULL, 'Sioux Falls', 8 FROM tbl_pol CROSS JOIN generate_series(0, 1) AS n WHERE ins_id = 35 AND pol_eff <= '20240607' AND pol_exp >= '20240607';

INSERT INTO tbl_rsv
SELECT clm_no, row_number() OVER (PARTITION BY clm_no ORDER BY n), to_char(at, 'YYYYMMDD'), amt
FROM (SELECT c.clm_no, n, CASE n WHEN 1 THEN to_date(c.clm_rpt, 'YYYYMMDD') WHEN 4 THEN to_date(c.clm_cls, 'YYYYMMDD') ELSE to_date(c.clm_rpt, 'YYYYMMDD') + (n - 1) * 24 END AS at, c.clm_cls,
             CASE n WHEN 4 THEN 0 ELSE round((CASE c.clm_typ WHEN '10' THEN 4200 WHEN '20' THEN 9000 WHEN '30' THEN 3600 WHEN '40' THEN 450 ELSE 11000 END * (0.6 + random() * 0.8) * (1 + (n - 1) * 0.2))::numeric, -1) END AS amt
      FROM tbl_clm AS c CROSS JOIN generate_series(1, 4) AS n) AS r
WHERE at <= current_date AND (n = 1 OR (n = 4 AND clm_cls IS NOT NULL) OR (n IN (2, 3) AND at < coalesce(to_date(clm_cls, 'YYYYMMDD'), current_date)));

INSERT INTO tbl_pmt
SELECT row_number() OVER (ORDER BY at, clm_no, n), clm_no, to_char(at, 'YYYYMMDD'), typ, CASE WHEN typ = 'S' THEN -1 ELSE 1 END * round((base * CASE typ WHEN 'I' THEN 0.25 + salt WHEN 'E' THEN 0.03 + salt * 0.1 ELSE 0.1 + salt * 0.3 END)::numeric, 2), CASE typ WHEN 'E' THEN (ARRAY['Prairie Appraisals', 'Holt Law Group', 'Midland Towing'])[1 + floor(salt * 3)::int] WHEN 'S' THEN (ARRAY['Copart Lincoln', 'Great Plains Mutual'])[1 + floor(salt * 2)::int] ELSE CASE WHEN salt < 0.45 THEN 'Insured' ELSE (ARRAY['Dent Doctors', 'Viking Collision', 'Sioux Auto Body', 'Fast Eddie''s', 'Crystal Glass'])[1 + floor((salt - 0.45) * 9)::int] END END, CASE WHEN void < 0.05 THEN 'Y' ELSE 'N' END
FROM (SELECT c.clm_no, n, CASE n WHEN 3 THEN 'E' WHEN 4 THEN 'S' ELSE 'I' END AS typ, to_date(c.clm_rpt, 'YYYYMMDD') + 4 + n * 6 + floor(random() * 20)::int AS at, random() AS salt, random() AS keep, random() AS void, CASE c.clm_typ WHEN '10' THEN 4200 WHEN '20' THEN 8000 WHEN '30' THEN 3400 WHEN '40' THEN 420 ELSE 9000 END AS base, c.clm_sts, c.clm_typ FROM tbl_clm AS c CROSS JOIN generate_series(1, 4) AS n) AS p
WHERE at <= current_date AND CASE n WHEN 1 THEN clm_sts IN ('C', 'R') OR (clm_sts = 'O' AND keep < 0.4) WHEN 2 THEN clm_sts <> 'D' AND keep < 0.3 WHEN 3 THEN keep < 0.45 ELSE clm_typ IN ('10', '20') AND clm_sts = 'C' AND keep < 0.25 END;

INSERT INTO tbl_frd
SELECT c.clm_no, cd, to_char(least(current_date, to_date(c.clm_rpt, 'YYYYMMDD') + 1 + c.clm_no % 6), 'YYYYMMDD'), 20 + floor(salt * 80)::int, CASE WHEN c.clm_sts = 'O' AND salt < 0.8 THEN NULL WHEN salt > 0.72 OR c.clm_sts = 'D' AND salt > 0.5 THEN 'F' WHEN salt > 0.06 THEN 'C' END
FROM (SELECT c.*, p.pol_eff, p.pol_prev, random() AS chance FROM tbl_clm AS c JOIN tbl_pol AS p ON p.pol_no = c.pol_no) AS c
CROSS JOIN LATERAL (SELECT cd, random() AS salt FROM unnest(ARRAY['LR', 'NP', 'MC', 'SH']) AS cd WHERE c.clm_no > 0) AS f
WHERE (cd = 'LR' AND to_date(c.clm_rpt, 'YYYYMMDD') - to_date(c.clm_dol, 'YYYYMMDD') > 25 AND chance < 0.8) OR (cd = 'NP' AND c.pol_prev IS NULL AND to_date(c.clm_dol, 'YYYYMMDD') - to_date(c.pol_eff, 'YYYYMMDD') < 60 AND chance < 0.65) OR (cd = 'MC' AND chance < 0.06) OR (cd = 'SH' AND c.clm_typ IN ('10', '30') AND chance BETWEEN 0.04 AND 0.11);

INSERT INTO tbl_est
SELECT DISTINCT ON (clm_no, shop) clm_no, shop, to_char(least(current_date, to_date(clm_rpt, 'YYYYMMDD') + 2 + n * 2), 'YYYYMMDD'), round((CASE clm_typ WHEN '10' THEN 3900 WHEN '30' THEN 3300 ELSE 410 END * (0.55 + salt))::numeric, 2)
FROM (SELECT c.clm_no, c.clm_rpt, c.clm_typ, n, random() AS salt, random() AS keep, CASE WHEN c.clm_typ = '40' THEN 5 ELSE 1 + floor(random() * 5)::int END AS shop FROM tbl_clm AS c CROSS JOIN generate_series(1, 2) AS n WHERE c.clm_typ IN ('10', '30', '40')) AS e
WHERE n = 1 AND keep < 0.85 OR n = 2 AND keep < 0.35 ORDER BY clm_no, shop, n;
