SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO t001w VALUES ('1000', 'Zentrallager Nord', 'Hamburg'), ('2000', 'Auslieferungslager Ost', 'Poznań');
INSERT INTO mara (matnr, maktx, matkl, meins, stprs, brgew, minbe, lvorm) VALUES
('F-1010', 'Sechskantschraube M8x40', '01', 'KAR', 6.40, 2.100, 300, NULL), ('F-1011', 'Sechskantschraube M10x60', '01', 'KAR', 9.10, 3.400, 200, NULL), ('F-1020', 'Unterlegscheibe M8', '01', 'KAR', 2.20, 0.900, 400, NULL), ('F-1030', 'Holzschraube 5x80', '01', 'KAR', 5.75, 1.800, 350, NULL), ('F-1031', 'Holzschraube 6x120', '01', 'KAR', 8.95, 2.700, NULL, NULL), ('F-1040', 'Dübel S10', '01', 'KAR', 4.30, 0.450, 300, NULL), ('F-1090', 'Nagel 70 mm', '01', 'KAR', 3.10, 2.500, NULL, 'X'),
('W-2010', 'Schlosserhammer 500 g', '02', 'ST', 11.80, 0.620, 150, NULL), ('W-2011', 'Fäustel 1250 g', '02', 'ST', 15.20, 1.480, NULL, NULL), ('W-2020', 'Akkuschrauber 18 V', '02', 'ST', 129.00, 2.350, 60, NULL), ('W-2021', 'Akkuschrauber 12 V', '02', 'ST', 89.00, 1.700, NULL, 'X'), ('W-2030', 'Schraubendreher Satz', '02', 'ST', 24.50, 0.900, 120, NULL), ('W-2040', 'Wasserwaage 60 cm', '02', 'ST', 19.90, 0.750, 80, NULL), ('W-2050', 'Stichsäge', '02', 'ST', 98.00, 2.900, 40, NULL),
('P-3010', 'Dispersionsfarbe weiß 10 l', '03', 'ST', 34.00, 15.200, 200, NULL), ('P-3011', 'Dispersionsfarbe weiß 5 l', '03', 'ST', 19.50, 7.700, 150, NULL), ('P-3020', 'Lack rot', '03', 'L', 14.20, 1.150, 100, NULL), ('P-3021', 'Lack grün', '03', 'L', 14.20, 1.150, NULL, NULL), ('P-3030', 'Verdünner', '03', 'L', 6.90, 0.950, 180, NULL), ('P-3040', 'Holzlasur Nuss', '03', 'L', 17.80, NULL, 90, NULL),
('E-4010', 'Kabel NYM 3x1,5 100 m', '04', 'ST', 62.00, 12.800, 100, NULL), ('E-4011', 'Kabel NYM 5x2,5 50 m', '04', 'ST', 88.00, 14.100, 60, NULL), ('E-4020', 'Steckdose weiß', '04', 'ST', 3.95, 0.090, 500, NULL), ('E-4021', 'Lichtschalter weiß', '04', 'ST', 4.10, 0.080, 500, NULL), ('E-4030', 'LED-Lampe E27', '04', 'ST', 5.60, 0.070, 400, NULL), ('E-4031', 'Glühlampe 60 W', '04', 'ST', 1.20, 0.040, NULL, 'X'), ('E-4040', 'Verteilerdose', '04', 'KAR', 12.75, NULL, 80, NULL), ('E-4050', 'Schraubklemme', '04', 'KAR', 7.30, 0.600, NULL, NULL);
UPDATE mara SET minbe = minbe * 3 / 2;
UPDATE mara SET nfmat = 'W-2020' WHERE matnr = 'W-2021';
UPDATE mara SET nfmat = 'E-4030' WHERE matnr = 'E-4031';
UPDATE mara SET nfmat = 'F-1030' WHERE matnr = 'F-1090';

INSERT INTO lagp
SELECT w.werks, b.lgpla, b.lgtyp, CASE WHEN (w.werks = '1000' AND b.lgpla IN ('H-03-2', 'R-07')) OR (w.werks = '2000' AND b.lgpla = 'H-01-1') THEN 'X' END
FROM t001w AS w CROSS JOIN (
    SELECT 'H-' || lpad(a::text, 2, '0') || '-' || e AS lgpla, '001' AS lgtyp FROM generate_series(1, 4) AS a CROSS JOIN generate_series(1, 3) AS e
    UNION ALL SELECT 'B-0' || n, '002' FROM generate_series(1, 4) AS n
    UNION ALL SELECT 'R-' || lpad(n::text, 2, '0'), '003' FROM generate_series(1, 15) AS n) AS b;

INSERT INTO lfa1 VALUES (7001, 'Schrauben Reinhardt KG', 'DE'), (7002, 'Hansa Werkzeug', 'DE'), (7003, 'Farbenwerk Köhler', 'DE'), (7004, 'Kabel Polska', 'PL'), (7005, 'Elektro Lindström', 'SE'), (7006, 'Tianjin Fasteners', 'CN'), (7007, 'Norddraht GmbH', 'DE');
INSERT INTO kna1 VALUES (1, 'Baumarkt Petersen', 'DE'), (2, 'Holz & Heim', 'DE'), (3, 'Malerbetrieb Öztürk', 'DE'), (4, 'Elektro Wilke', 'DE'), (5, 'Budmax', 'PL'), (6, 'Dom i Ogród', 'PL'), (7, 'Jysk Byg', 'DK'), (8, 'Tischlerei Harms', 'DE'), (9, 'Elektro Wilke', 'DE'), (10, 'Stavebniny Brno', 'CZ'), (11, 'Kontor Lüneburg', 'DE'), (12, 'Farby Kowalczyk', 'PL');

INSERT INTO likp
SELECT 80000000 + row_number() OVER (ORDER BY d, salt), CASE WHEN kunnr IN (5, 6, 10, 12) THEN CASE WHEN salt < 0.85 THEN '2000' ELSE '1000' END ELSE CASE WHEN salt < 0.92 THEN '1000' ELSE '2000' END END, kunnr, d, d + 1 + floor(lead * 6)::int,
       CASE WHEN d + 1 + floor(lead * 6)::int + floor(late ^ 4 * 9)::int - CASE WHEN late < 0.15 AND lead > 0.3 THEN 1 ELSE 0 END <= current_date AND NOT (salt > 0.985 AND d > current_date - 60) AND NOT (kunnr = 8 AND d > current_date - 20) THEN d + 1 + floor(lead * 6)::int + floor(late ^ 4 * 9)::int - CASE WHEN late < 0.15 AND lead > 0.3 THEN 1 ELSE 0 END END, CASE WHEN kunnr = 8 AND d > current_date - 20 THEN 'X' END
FROM (SELECT d::date AS d, random() AS salt, random() AS lead, random() AS late, (ARRAY[1, 1, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10])[1 + floor(random() * 14)::int] AS kunnr FROM generate_series(timestamp '2024-01-02', current_date, interval '1 day') AS d CROSS JOIN generate_series(1, 2) AS n WHERE extract(isodow FROM d) < 6) AS x
WHERE NOT (kunnr = 10 AND d > current_date - 130);
INSERT INTO likp VALUES (89000001, '1000', 1, current_date - 3, current_date, NULL, NULL), (89000002, '2000', 5, current_date - 2, current_date, NULL, NULL), (89000003, '1000', 2, current_date - 1, current_date, current_date, NULL), (89000004, '1000', 8, current_date - 12, current_date - 6, NULL, 'X'), (89000005, '1000', 4, current_date - 15, current_date - 9, NULL, NULL);

INSERT INTO lips
SELECT DISTINCT ON (vbeln, matnr) vbeln, 10 * n, matnr, qty
FROM (SELECT l.vbeln, n, (ARRAY['F-1010', 'F-1010', 'F-1011', 'F-1020', 'F-1030', 'F-1040', 'W-2010', 'W-2020', 'W-2030', 'W-2040', 'W-2050', 'P-3010', 'P-3010', 'P-3011', 'P-3020', 'P-3030', 'P-3040', 'E-4010', 'E-4011', 'E-4020', 'E-4020', 'E-4021', 'E-4030', 'E-4040', 'F-1031', 'P-3021', 'W-2011', 'W-2021', 'E-4031'])[1 + floor(random() * CASE WHEN l.erdat < date '2024-07-01' THEN 29 ELSE 27 END)::int] AS matnr, (1 + floor(random() ^ 2 * 40))::int AS qty FROM likp AS l CROSS JOIN LATERAL generate_series(1, 1 + l.vbeln % 3) AS n) AS x
ORDER BY vbeln, matnr, n;

INSERT INTO ltap
SELECT row_number() OVER (ORDER BY at, vbeln, posnr, part), vbeln, posnr, CASE WHEN part = 2 THEN 'H-0' || 1 + vbeln % 4 || '-1' ELSE 'R-' || lpad((1 + ascii(right(matnr, 2)) % 5 + ascii(left(matnr, 1)) % 10)::text, 2, '0') END, soll, CASE WHEN miss < 0.04 AND soll > 1 THEN soll - 1 - floor(soll * 0.4)::int ELSE soll END, picker, at
FROM (SELECT i.vbeln, i.posnr, i.matnr, part, CASE WHEN split THEN CASE part WHEN 1 THEN i.lfimg - i.lfimg / 3 ELSE i.lfimg / 3 END ELSE i.lfimg END AS soll, random() AS miss, CASE h.werks WHEN '1000' THEN (ARRAY['MEIER', 'MEIER', 'SCHULZE', 'YILMAZ', 'PETERS'])[1 + floor(random() * 5)::int] ELSE (ARRAY['NOWAK', 'KOWAL', 'KOWAL'])[1 + floor(random() * 3)::int] END AS picker, h.wadat_ist + make_interval(hours => 6, mins => floor(random() * 570)::int) AS at
      FROM (SELECT *, random() < 0.1 AND lfimg > 5 AS split FROM lips) AS i JOIN likp AS h ON h.vbeln = i.vbeln CROSS JOIN generate_series(1, 2) AS part WHERE h.wadat_ist IS NOT NULL AND (part = 1 OR split)) AS p;

INSERT INTO mseg
SELECT 4900000 + row_number() OVER (ORDER BY w.werks, m.matnr), 1, '2023-12-31', '561', w.werks, 'R-' || lpad((1 + ascii(right(m.matnr, 2)) % 5 + ascii(left(m.matnr, 1)) % 10)::text, 2, '0'), m.matnr, 'S', 300 + (ascii(right(m.matnr, 2)) * 37 + ascii(w.werks) * 13) % 700, NULL, NULL, 'MIGRATION'
FROM t001w AS w CROSS JOIN mara AS m WHERE m.matnr NOT IN ('E-4050') AND NOT (m.matnr IN ('F-1090') AND w.werks = '2000');
INSERT INTO mseg
SELECT 5000000 + l.vbeln - 80000000, row_number() OVER (PARTITION BY l.vbeln ORDER BY i.posnr), l.wadat_ist, '601', l.werks, 'R-' || lpad((1 + ascii(right(i.matnr, 2)) % 5 + ascii(left(i.matnr, 1)) % 10)::text, 2, '0'), i.matnr, 'H', i.lfimg, NULL, l.vbeln, CASE l.werks WHEN '1000' THEN 'KRAUSE' ELSE 'WISNIEWSKI' END
FROM likp AS l JOIN lips AS i ON i.vbeln = l.vbeln WHERE l.wadat_ist IS NOT NULL;
CREATE TEMP TABLE gr AS
SELECT row_number() OVER (ORDER BY d, werks, matnr) AS n, d, werks, matnr, qty, fate, usr FROM (
    SELECT d::date AS d, CASE WHEN random() < 0.6 THEN '1000' ELSE '2000' END AS werks, (ARRAY['F-1010', 'F-1010', 'F-1011', 'F-1020', 'F-1030', 'F-1040', 'W-2010', 'W-2020', 'W-2030', 'W-2040', 'W-2050', 'P-3010', 'P-3010', 'P-3011', 'P-3020', 'P-3030', 'P-3040', 'E-4010', 'E-4011', 'E-4020', 'E-4020', 'E-4021', 'E-4030', 'E-4040', 'F-1031', 'P-3021', 'W-2011'])[1 + floor(random() * 27)::int] AS matnr, 20 * (1 + floor(random() * 7)::int) AS qty, random() AS fate, random() AS usr
    FROM generate_series(timestamp '2024-01-03', current_date, interval '2 days') AS d) AS x WHERE extract(isodow FROM d) < 7;
INSERT INTO mseg
SELECT 6000000 + n, 1, d, '101', werks, 'B-0' || 1 + n % 4, matnr, 'S', qty, CASE left(matnr, 1) WHEN 'F' THEN CASE WHEN fate < 0.4 THEN 7006 ELSE 7001 END WHEN 'W' THEN 7002 WHEN 'P' THEN 7003 ELSE CASE WHEN fate < 0.5 THEN 7004 ELSE 7005 END END, NULL, CASE WHEN usr < 0.7 THEN 'BRANDT' ELSE 'KRAUSE' END FROM gr;
INSERT INTO mseg SELECT 6500000 + n, z, d + 1, '311', werks, CASE z WHEN 1 THEN 'B-0' || 1 + n % 4 ELSE CASE WHEN fate < 0.88 THEN 'R-' || lpad((1 + ascii(right(matnr, 2)) % 5 + ascii(left(matnr, 1)) % 10)::text, 2, '0') ELSE 'H-0' || 1 + n % 4 || '-' || 1 + n % 2 END END, matnr, CASE z WHEN 1 THEN 'H' ELSE 'S' END, qty, NULL, NULL, CASE WHEN usr < 0.5 THEN 'BRANDT' ELSE 'KRAUSE' END FROM gr CROSS JOIN generate_series(1, 2) AS z WHERE d < current_date;
INSERT INTO mseg SELECT 7000000 + n, 1, d + 1, '122', werks, 'B-0' || 1 + n % 4, matnr, 'H', 5 + n % 9, CASE left(matnr, 1) WHEN 'F' THEN CASE WHEN fate < 0.4 THEN 7006 ELSE 7001 END WHEN 'W' THEN 7002 WHEN 'P' THEN 7003 ELSE CASE WHEN fate < 0.5 THEN 7004 ELSE 7005 END END, NULL, 'BRANDT' FROM gr WHERE (usr > 0.93 OR (fate < 0.07 AND left(matnr, 1) = 'F')) AND d < current_date;
INSERT INTO mseg SELECT 7500000 + row_number() OVER (ORDER BY d, matnr), 1, d + 5, '551', werks, 'R-' || lpad((1 + ascii(right(matnr, 2)) % 5 + ascii(left(matnr, 1)) % 10)::text, 2, '0'), matnr, 'H', 1 + (n % 6)::int, NULL, NULL, CASE WHEN fate < 0.5 THEN 'KRAUSE' ELSE 'WISNIEWSKI' END FROM gr WHERE usr < 0.14 AND d < current_date - 6;
INSERT INTO mseg VALUES (7900001, 1, '2025-03-14', '311', '1000', 'H-02-1', 'P-3010', 'S', 40, NULL, NULL, 'KRAUSE'), (7900002, 1, '2025-06-02', '311', '1000', 'R-03', 'W-2010', 'H', 30, NULL, NULL, 'BRANDT'), (7900002, 2, '2025-06-02', '311', '1000', 'H-04-1', 'W-2010', 'S', 20, NULL, NULL, 'BRANDT'), (7900003, 1, current_date, '101', '1000', 'B-01', 'E-4020', 'S', 200, 7005, NULL, 'BRANDT');

INSERT INTO iseg
SELECT 300 + dense_rank() OVER (ORDER BY q, werks), row_number() OVER (PARTITION BY q, werks ORDER BY matnr), q, werks, matnr, book, CASE WHEN chance > 0.04 THEN greatest(0, book + CASE WHEN chance < 0.3 THEN -1 - floor(dev * 12)::int WHEN chance < 0.42 THEN 1 + floor(dev * 6)::int ELSE 0 END) END
FROM (SELECT q, werks, matnr, book, random() AS chance, random() AS dev
      FROM (SELECT q::date + 4 AS q, w.werks, m.matnr, greatest(0, coalesce(sum(CASE g.shkzg WHEN 'S' THEN g.menge ELSE -g.menge END), 0))::int AS book
            FROM generate_series(timestamp '2024-04-01', current_date, interval '3 months') AS q CROSS JOIN t001w AS w CROSS JOIN mara AS m LEFT JOIN mseg AS g ON g.werks = w.werks AND g.matnr = m.matnr AND g.budat < q::date + 4
            WHERE m.lvorm IS NULL AND m.matnr <> 'E-4050' GROUP BY q, w.werks, m.matnr ORDER BY q, w.werks, m.matnr) AS b) AS x
WHERE q <= current_date;
INSERT INTO mseg SELECT 8000000 + row_number() OVER (ORDER BY iblnr, zeili), 1, gidat, CASE WHEN menge > buchm THEN '701' ELSE '702' END, werks, 'R-' || lpad((1 + ascii(right(matnr, 2)) % 5 + ascii(left(matnr, 1)) % 10)::text, 2, '0'), matnr, CASE WHEN menge > buchm THEN 'S' ELSE 'H' END, abs(menge - buchm), NULL, NULL, 'INVENTUR' FROM iseg WHERE menge <> buchm;
DROP TABLE gr;
