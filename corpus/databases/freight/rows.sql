SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO t_dpt VALUES ('HAM', 'Hamburg Hafen', 'N'), ('BRE', 'Bremen', 'N'), ('KOE', 'Köln', 'W'), ('STR', 'Stuttgart', 'S'), ('PAS', 'Passau', 'S');

INSERT INTO t_cust VALUES
(1001, 'Alsterkaffee GmbH', 'Hamburg', 'DE', 25000, 30, 'Y', '19960312'), (1002, 'Nordfisch Import', 'Bremerhaven', 'DE', 40000, 14, 'Y', '19990105'), (1003, 'Meyer & Söhne', 'Bremen', 'DE', NULL, 30, 'Y', '20010917'),
(1004, 'Rheinchemie AG', 'Köln', 'DE', 120000, 60, 'Y', '19940801'), (1005, 'Van Dijk Bloemen', 'Aalsmeer', 'NL', 15000, 14, 'Y', '20080228'), (1006, 'Möbelhaus Schröder', 'Stuttgart', 'DE', 30000, 30, 'Y', '20050601'),
(1007, 'Donau Papier', 'Passau', 'DE', 50000, 45, 'Y', '20110310'), (1008, 'Schröder Farben', 'Köln', 'DE', 20000, 30, 'Y', '20140707'), (1009, 'Pilsner Handel s.r.o.', 'Plzeň', 'CZ', NULL, 14, 'Y', '20170502'),
(1010, 'Frischdienst Nord', 'Hamburg', 'DE', 60000, 14, 'Y', '20030415'), (1011, 'O''Brien Machinery', 'Cork', 'IE', 10000, 30, 'N', '20120820'), (1012, 'Kaufring Logistik', 'Essen', 'DE', 200000, 60, 'Y', '20150105'),
(1013, 'Tirolmilch', 'Wörgl', 'AT', 35000, 30, 'Y', '20190930'), (1014, 'Meyer & Söhne', 'Bielefeld', 'DE', 5000, 14, 'N', '20000101'), (1015, 'Sanitär Wolff', NULL, 'DE', NULL, 30, 'Y', '20240611'), (1016, 'Bayerwald Glas', 'Zwiesel', 'DE', 18000, 30, 'Y', '20220301');

INSERT INTO t_drv VALUES
(11, 'Kowalski, Piotr', '19720514', 'CE', 'Y', '19980401', NULL, 'HAM'), (12, 'Brandt, Heike', '19850923', 'CE', 'Y', '20120201', NULL, 'HAM'), (13, 'Yilmaz, Cem', '19900107', 'CE', 'N', '20160815', NULL, 'KOE'),
(14, 'Novák, Jiří', '19681130', 'CE', 'Y', '20040301', NULL, 'PAS'), (15, 'Schulte, Rolf', '19610219', 'C', 'N', '19951001', '20240229', 'BRE'), (16, 'Petersen, Anke', '19941012', 'C', 'N', '20200601', NULL, 'BRE'),
(17, 'Dimitrov, Ivan', '19790806', 'CE', 'N', '20180901', NULL, 'STR'), (18, 'Huber, Alois', '19750401', 'CE', 'Y', '20090501', NULL, 'PAS'), (19, 'Yilmaz, Deniz', '20010630', 'B', 'N', '20230301', NULL, 'KOE'),
(20, 'Lindner, Sven', '19881224', 'CE', 'N', '20150401', '20230731', 'STR'), (21, 'van der Berg, Joost', '19830317', 'CE', 'Y', '20220101', NULL, 'KOE'), (22, 'Krüger, Maren', '20020908', 'B', 'N', '20250901', NULL, 'HAM');

INSERT INTO t_veh VALUES
(101, 'HH-AB 1201', '2', NULL, 6, '20190315', NULL, 'HAM'), (102, 'HH-AB 1202', '2', NULL, 6, '20210601', NULL, 'HAM'), (103, 'HB-K 77', '1', 11500, 5, '20140220', NULL, 'BRE'), (104, 'K-LS 4410', '2', NULL, 6, '20200110', NULL, 'KOE'),
(105, 'K-LS 4411', '3', 1200, 6, '20220905', NULL, 'KOE'), (106, 'S-TR 900', '2', NULL, 5, '20151130', NULL, 'STR'), (107, 'PA-X 31', '2', NULL, 6, '20180712', NULL, 'PAS'), (108, 'PA-X 32', '1', 9800, 4, '20100504', '20240930', 'PAS'),
(109, 'HH-AB 1310', '3', 1350, 6, '20230120', NULL, 'HAM'), (201, 'HH-Z 5001', '9', 25000, NULL, '20170301', NULL, 'HAM'), (202, 'HH-Z 5002', '9', 24500, NULL, '20170301', NULL, 'HAM'), (203, 'K-Z 801', '9', 25500, NULL, '20200110', NULL, 'KOE'), (204, 'PA-Z 12', '9', 24000, NULL, '20120101', NULL, 'PAS'), (205, 'S-Z 44', '9', 26000, NULL, '20230814', NULL, 'STR');

INSERT INTO t_gds VALUES ('KAFF', 'Rohkaffee', 'N', NULL), ('FISC', 'Frischfisch', 'Y', NULL), ('CHEM', 'Säuren', 'N', '8'), ('FARB', 'Farben und Lacke', 'N', '3'), ('BLUM', 'Schnittblumen', 'Y', NULL), ('MOEB', 'Möbel', 'N', NULL), ('PAPR', 'Papierrollen', 'N', NULL), ('BIER', 'Bier', 'N', NULL), ('MILC', 'Molkereiprodukte', 'Y', NULL), ('GLAS', 'Glaswaren', 'N', NULL), ('BATT', 'Batterien', 'N', '9'), ('MASC', 'Maschinenteile', 'N', NULL);

INSERT INTO t_ord
SELECT row_number() OVER (ORDER BY d, salt) + 50000, cust_no, CASE WHEN cust_no IN (1005, 1008) AND salt < 0.7 THEN 1012 WHEN cust_no = 1013 AND salt < 0.2 THEN 1010 END,
       to_char(d, 'YYYYMMDD'), to_char(d + lead, 'YYYYMMDD'), CASE WHEN sts = 40 THEN to_char(least(d + lead + late, current_date), 'YYYYMMDD') END, sts,
       CASE WHEN cust_no IN (1001, 1010) THEN 'Hamburg' WHEN cust_no = 1002 THEN 'Bremerhaven' WHEN cust_no IN (1004, 1008) THEN 'Köln' WHEN cust_no IN (1007, 1016) THEN 'Passau' WHEN cust_no = 1005 THEN 'Aalsmeer' ELSE (ARRAY['Bremen', 'Stuttgart', 'Essen', 'Plzeň'])[1 + floor(random() * 4)::int] END,
       (ARRAY['München', 'Berlin', 'Frankfurt', 'Wien', 'Rotterdam', 'Stuttgart', 'Hamburg', 'Praha', 'Lyon'])[1 + floor(random() * 9)::int],
       round((180 + 1400 * salt * (CASE WHEN cust_no IN (1004, 1012) THEN 1.5 ELSE 1 END))::numeric, 2), CASE WHEN d >= date '2023-06-01' THEN round((8 + 60 * salt)::numeric, 2) ELSE 0 END
FROM (
    SELECT d, cust_no, lead, late, salt,
           CASE WHEN fate < 0.05 THEN 90 WHEN d + lead + late < current_date THEN CASE WHEN fate < 0.99 THEN 40 ELSE 30 END WHEN d + 1 >= current_date THEN 10 WHEN fate < 0.5 THEN 20 ELSE 30 END AS sts
    FROM (SELECT d::date AS d, random() AS salt, random() AS fate, 1 + floor(random() * 6)::int AS lead, (ARRAY[0, 0, 0, 0, 0, -1, 1, 1, 3])[1 + floor(random() * 9)::int] AS late,
                 (ARRAY[1001, 1001, 1002, 1003, 1004, 1004, 1004, 1005, 1006, 1007, 1007, 1008, 1009, 1010, 1010, 1012, 1012, 1013, 1016])[1 + floor(random() * 19)::int] AS cust_no
          FROM generate_series(timestamp '2023-01-02', current_date, interval '1 day') AS d CROSS JOIN generate_series(1, 2) AS n WHERE extract(isodow FROM d) < 6) AS a
) AS b;

INSERT INTO t_ord VALUES
(40001, 1011, NULL, '20230411', '20230414', '20230414', 40, 'Bremen', 'Rotterdam', 890.00, 0), (90001, 1001, NULL, to_char(current_date, 'YYYYMMDD'), to_char(current_date + 2, 'YYYYMMDD'), NULL, 10, 'Hamburg', 'Wien', 1240.00, 55.00),
(90002, 1004, 1012, to_char(current_date, 'YYYYMMDD'), to_char(current_date + 3, 'YYYYMMDD'), NULL, 10, 'Köln', 'Lyon', 1420.00, 61.50), (90003, 1007, NULL, to_char(current_date - 9, 'YYYYMMDD'), to_char(current_date - 5, 'YYYYMMDD'), NULL, 30, 'Passau', 'Berlin', 980.00, 40.00),
(90004, 7777, NULL, '20240212', '20240215', '20240216', 40, 'Essen', 'Berlin', 455.00, 20.00);

INSERT INTO t_ord_ln
SELECT o.ord_no, n, CASE WHEN n = 1 THEN main ELSE (ARRAY['MASC', 'GLAS', 'BATT', 'MOEB', 'BIER', 'PAPR'])[1 + floor(random() * 6)::int] END,
       CASE WHEN random() < 0.9 THEN 1 + floor(random() * 16)::int END, round((120 + 9000 * random() ^ 2)::numeric, 1)
FROM (SELECT ord_no, random() AS r, CASE cust_no WHEN 1001 THEN 'KAFF' WHEN 1002 THEN 'FISC' WHEN 1004 THEN 'CHEM' WHEN 1005 THEN 'BLUM' WHEN 1006 THEN 'MOEB' WHEN 1007 THEN 'PAPR' WHEN 1008 THEN 'FARB' WHEN 1009 THEN 'BIER' WHEN 1013 THEN 'MILC' WHEN 1016 THEN 'GLAS' ELSE 'MASC' END AS main FROM t_ord WHERE ord_no <> 90002) AS o
CROSS JOIN generate_series(1, 3) AS n WHERE n = 1 OR (n = 2 AND r < 0.45) OR (n = 3 AND r < 0.15);

INSERT INTO t_trp
SELECT row_number() OVER (ORDER BY d, crew), to_char(d, 'YYYYMMDD'), drv_no, veh_no, CASE WHEN veh_no IN (101, 102, 104, 106, 107) AND chance < 0.9 THEN CASE veh_no WHEN 101 THEN 201 WHEN 102 THEN 202 WHEN 104 THEN 203 WHEN 107 THEN 204 ELSE 205 END END,
       km, CASE WHEN d < current_date - 1 OR chance < 0.2 THEN km + 90 + floor(chance * 620)::int END, dpt_cd
FROM (SELECT d::date AS d, random() AS chance, crew, 20000 + (d::date - date '2022-12-01') * 310 + crew * 1000 AS km, random() AS out FROM generate_series(timestamp '2023-01-02', current_date, interval '1 day') AS d CROSS JOIN generate_series(1, 9) AS crew WHERE extract(isodow FROM d) < 6) AS t
JOIN (VALUES (1, 11, 101, 'HAM'), (2, 12, 102, 'HAM'), (3, 16, 103, 'BRE'), (4, 13, 104, 'KOE'), (5, 19, 105, 'KOE'), (6, 17, 106, 'STR'), (7, 14, 107, 'PAS'), (8, 18, 108, 'PAS'), (9, 20, 106, 'STR')) AS c (crew_no, drv_no, veh_no, dpt_cd) ON c.crew_no = t.crew
WHERE out < 0.28 AND (crew <> 8 OR d < date '2024-09-30') AND (crew <> 9 OR d < date '2023-07-31') AND (crew <> 5 OR d >= date '2023-03-01');

INSERT INTO t_trp_stp
SELECT trp_no, row_number() OVER (PARTITION BY trp_no ORDER BY kind, salt), ord_no, kind, CASE WHEN random() < 0.8 THEN floor(random() ^ 3 * 150)::int END
FROM (SELECT t.trp_no, o.ord_no, o.salt FROM (SELECT ord_no, dt_ord, random() AS salt FROM t_ord WHERE sts_cd IN (30, 40) AND ord_no BETWEEN 50000 AND 90000) AS o
      JOIN LATERAL (SELECT trp_no FROM t_trp AS t WHERE t.dt_trp >= o.dt_ord ORDER BY t.dt_trp, (t.trp_no * 7919 + o.ord_no * 337) % 1009 LIMIT 1) AS t ON true) AS m
CROSS JOIN (VALUES ('L'), ('U')) AS k (kind);

INSERT INTO t_fuel
SELECT row_number() OVER (ORDER BY d), veh_no, to_char(d, 'YYYYMMDD'), ltr, round((ltr * (1.38 + 0.3 * random()))::numeric, 2), (ARRAY['DE', 'DE', 'DE', 'DE', 'AT', 'NL', 'LU'])[1 + floor(random() * 7)::int]
FROM (SELECT d::date AS d, (ARRAY[101, 101, 102, 102, 103, 104, 104, 105, 106, 107, 107, 109])[1 + floor(random() * 12)::int] AS veh_no, round((40 + random() * 420)::numeric, 1) AS ltr, random() AS chance
      FROM generate_series(timestamp '2023-01-02', current_date, interval '1 day') AS d) AS f WHERE chance < 0.7;

INSERT INTO t_dmg
SELECT row_number() OVER (ORDER BY ord_no), ord_no, dt_dlv, (ARRAY['FD', 'FD', 'FD', 'WT', 'SH', 'SH', 'TR', 'TP'])[1 + floor(random() * 8)::int], CASE WHEN random() < 0.85 THEN round((50 + random() ^ 2 * 4000)::numeric, 2) END,
       CASE WHEN to_date(dt_dlv, 'YYYYMMDD') < current_date - 120 AND random() < 0.8 THEN 'Y' ELSE 'N' END
FROM (SELECT ord_no, dt_dlv, random() AS chance FROM t_ord WHERE sts_cd = 40) AS o WHERE chance < 0.06;
INSERT INTO t_dmg SELECT 9001, 50020, dt_dlv, 'TP', NULL, 'N' FROM t_ord WHERE ord_no = 50020 AND sts_cd = 40 UNION ALL SELECT 9002, ord_no, dt_dlv, 'FD', 320.00, 'N' FROM (SELECT ord_no, dt_dlv FROM t_ord WHERE sts_cd = 40 ORDER BY dt_dlv DESC, ord_no LIMIT 1) AS x;

INSERT INTO t_inv
SELECT row_number() OVER (ORDER BY m, cust_no) + 700000, cust_no, to_char(m, 'YYYYMMDD'), to_char(m + pay_trm, 'YYYYMMDD'),
       CASE WHEN m + pay_trm + delay <= current_date AND chance < 0.96 THEN to_char(m + pay_trm + delay, 'YYYYMMDD') END, amt, CASE WHEN m + pay_trm < current_date AND (chance >= 0.96 OR delay > 12) THEN least(3, 1 + floor(chance * 3)::int) ELSE 0 END
FROM (SELECT c.cust_no, c.pay_trm, (date_trunc('month', to_date(o.dt_ord, 'YYYYMMDD')) + interval '1 month')::date AS m, sum(o.frt_amt + o.sur_amt) AS amt, random() AS chance, (ARRAY[-5, -2, 0, 0, 3, 8, 15, 30])[1 + floor(random() * 8)::int] AS delay
      FROM t_ord AS o JOIN t_cust AS c ON c.cust_no = coalesce(o.pyr_no, o.cust_no) WHERE o.sts_cd <> 90 GROUP BY c.cust_no, c.pay_trm, 3) AS i
WHERE m <= current_date;
INSERT INTO t_trp VALUES (90001, to_char(current_date, 'YYYYMMDD'), 14, 107, 204, 481200, NULL, 'PAS'), (90002, to_char(current_date, 'YYYYMMDD'), 22, 105, NULL, 120400, NULL, 'HAM');
