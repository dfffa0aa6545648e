SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO site VALUES ('101', 'Charité Berlin', 'DEU', '2024-02-12', NULL), ('102', 'Klinikum Kassel', 'DEU', '2024-03-18', NULL), ('103', 'UKE Hamburg', 'DEU', '2024-05-06', '2025-09-30'), ('201', 'Hôpital Lariboisière', 'FRA', '2024-04-02', NULL), ('202', 'CHU de Nantes', 'FRA', '2024-09-16', NULL), ('301', 'Karolinska', 'SWE', '2024-03-04', NULL), ('302', 'Sahlgrenska', 'SWE', current_date - 50, NULL), ('401', 'Hospital Clínic', 'ESP', '2024-06-24', NULL), ('402', 'Hospital La Paz', 'ESP', NULL, NULL);
INSERT INTO ta VALUES ('P', 'Placebo'), ('L70', 'Lumeran 70 mg'), ('L140', 'Lumeran 140 mg'), ('L210', 'Lumeran 210 mg, never opened');
INSERT INTO tv VALUES (1, 'Screening', -14, 14, 10), (2, 'Baseline', 1, 0, 0), (3, 'Week 4', 29, 3, 3), (4, 'Week 8', 57, 3, 3), (5, 'Week 12', 85, 5, 5), (6, 'Week 16', 113, 5, 5), (7, 'Week 24', 169, 7, 7), (8, 'Follow-up', 197, 10, 14);

INSERT INTO dm
SELECT 'LUM-' || siteid || '-' || lpad(row_number() OVER (PARTITION BY siteid ORDER BY d, salt)::text, 3, '0'), siteid, CASE WHEN salt > 0.03 THEN d - 6600 - floor(age * 17500)::int END, CASE WHEN sexr < 0.72 THEN 'F' ELSE 'M' END, d, CASE WHEN fate > 0.14 AND d + lag <= current_date THEN d + lag END, CASE WHEN fate > 0.14 AND d + lag <= current_date THEN (ARRAY['P', 'L70', 'L140'])[1 + floor(armr * 3)::int] END
FROM (SELECT x.d, x.salt, x.age, x.sexr, x.fate, x.armr, 8 + floor(x.lagr * 16)::int AS lag, s.siteid
      FROM (SELECT d::date AS d, random() AS salt, random() AS age, random() AS sexr, random() AS fate, random() AS armr, random() AS lagr, (ARRAY['101', '101', '101', '102', '103', '201', '201', '202', '301', '301', '401'])[1 + floor(random() * 11)::int] AS sid FROM generate_series(timestamp '2024-02-20', current_date, interval '4 days') AS d) AS x
      JOIN site AS s ON s.siteid = x.sid AND s.actdtc + 10 <= x.d AND (s.clsdtc IS NULL OR s.clsdtc - 200 > x.d)) AS y;

CREATE TEMP TABLE fate AS SELECT usubjid, rficdtc, rfstdtc, armcd, random() AS f, 20 + floor(random() * 170)::int AS off, random() AS r FROM dm;
INSERT INTO ds
SELECT usubjid, CASE WHEN rfstdtc IS NULL THEN 'SCREEN FAILURE' WHEN f < 0.2 THEN CASE WHEN r < 0.5 THEN 'WITHDRAWAL BY SUBJECT' WHEN r < 0.75 AND armcd <> 'P' OR r < 0.55 THEN 'ADVERSE EVENT' ELSE 'LOST TO FOLLOW-UP' END ELSE 'COMPLETED' END, CASE WHEN rfstdtc IS NULL THEN rficdtc + 9 WHEN f < 0.2 THEN rfstdtc + off ELSE rfstdtc + 200 END
FROM fate WHERE CASE WHEN rfstdtc IS NULL THEN rficdtc + 26 WHEN f < 0.2 THEN rfstdtc + off ELSE rfstdtc + 200 END <= current_date;

INSERT INTO sv
SELECT usubjid, visitnum, CASE WHEN visitnum > 2 AND miss < 0.05 THEN 'MISSED' ELSE 'DONE' END, CASE WHEN visitnum > 2 AND miss < 0.05 THEN NULL ELSE day END
FROM (SELECT d.usubjid, t.visitnum, random() AS miss, CASE t.visitnum WHEN 1 THEN d.rficdtc + 1 WHEN 2 THEN d.rfstdtc ELSE d.rfstdtc + t.visitdy - 1 + (floor((random() + random()) * 8) - 8)::int + CASE WHEN random() < 0.06 THEN 9 ELSE 0 END END AS day, e.dsstdtc
      FROM dm AS d CROSS JOIN tv AS t LEFT JOIN ds AS e ON e.usubjid = d.usubjid WHERE t.visitnum = 1 OR d.rfstdtc IS NOT NULL) AS v
WHERE day <= current_date AND (dsstdtc IS NULL OR day <= dsstdtc OR visitnum < 3);

INSERT INTO ae
SELECT usubjid, row_number() OVER (PARTITION BY usubjid ORDER BY onset, pick), (ARRAY['Headache', 'Nausea', 'Injection site pain', 'Fatigue', 'Constipation', 'Dizziness', 'Nasopharyngitis', 'Tension headache', 'Rash', 'Back pain'])[k], (ARRAY['Nervous system', 'Gastrointestinal', 'General', 'General', 'Gastrointestinal', 'Nervous system', 'Infections', 'Nervous system', 'Skin', 'Musculoskeletal'])[k], onset, CASE WHEN onset + dur <= current_date AND pick > 0.04 THEN onset + dur END,
       CASE WHEN sev < 0.62 THEN '1' WHEN sev < 0.9 THEN '2' ELSE '3' END, CASE WHEN sev > 0.965 OR (sev BETWEEN 0.7 AND 0.71) THEN 'Y' ELSE 'N' END, CASE WHEN onset < current_date - 15 OR pick < 0.5 THEN CASE WHEN rel < 0.3 THEN 'RELATED' WHEN rel < 0.65 THEN 'POSSIBLE' ELSE 'NOT RELATED' END END
FROM (SELECT f.usubjid, f.rfstdtc - 5 + floor(random() * 190)::int AS onset, 1 + floor(random() * 35 * random())::int AS dur, random() AS pick, random() AS sev, random() AS rel, 1 + floor(least(random(), random() + 0.15) * 10)::int % 10 AS k, random() AS keep, f.armcd, e.dsstdtc
      FROM fate AS f CROSS JOIN generate_series(1, 5) AS n LEFT JOIN ds AS e ON e.usubjid = f.usubjid WHERE f.rfstdtc IS NOT NULL AND f.r < 0.93) AS a
WHERE keep < CASE armcd WHEN 'P' THEN 0.3 WHEN 'L70' THEN 0.4 ELSE 0.52 END AND onset <= least(current_date, coalesce(dsstdtc, current_date));
INSERT INTO ae SELECT usubjid, 91, 'Headache', 'Nervous system', current_date - 3, NULL, '2', 'N', NULL FROM dm WHERE rfstdtc < current_date - 60 AND NOT EXISTS (SELECT 1 FROM ds WHERE ds.usubjid = dm.usubjid) ORDER BY usubjid LIMIT 2;
INSERT INTO ae SELECT usubjid, 92, 'headache', 'Nervous system', aestdtc, NULL, '1', 'N', 'POSSIBLE' FROM ae WHERE aeseq = 91;
INSERT INTO ae SELECT usubjid, 93, 'Atrial fibrillation', 'Cardiac', current_date - 130, current_date - 120, '3', 'Y', 'POSSIBLE' FROM dm WHERE rfstdtc < current_date - 140 AND armcd = 'L140' ORDER BY rfstdtc DESC LIMIT 2;

INSERT INTO ex
SELECT usubjid, n, rfstdtc + (n - 1) * 28, CASE armcd WHEN 'P' THEN 0 WHEN 'L70' THEN 70 ELSE CASE WHEN r > 0.7 AND n >= 3 THEN 70 ELSE 140 END END, CASE WHEN armcd = 'L140' AND r > 0.7 AND n = 3 THEN CASE WHEN f < 0.6 THEN 'ADVERSE EVENT' ELSE 'WEIGHT LOSS' END END
FROM (SELECT f.*, n, random() AS miss, e.dsstdtc FROM fate AS f CROSS JOIN generate_series(1, 6) AS n LEFT JOIN ds AS e ON e.usubjid = f.usubjid WHERE f.rfstdtc IS NOT NULL) AS x
WHERE rfstdtc + (n - 1) * 28 <= least(current_date, coalesce(dsstdtc, current_date)) AND (n = 1 OR miss > 0.03 OR n = 3);

INSERT INTO lb
SELECT usubjid, visitnum, test, CASE WHEN test = 'ALT' AND v < 12 THEN '<12' WHEN odd < 0.01 THEN 'HAEMOLYSED' ELSE v::text END, CASE WHEN (test = 'ALT' AND v < 12) OR odd < 0.01 THEN NULL ELSE v END, lo, hi
FROM (SELECT s.usubjid, s.visitnum, t.test, t.lo, t.hi, random() AS odd, round((t.mid * (0.68 + 0.3 * random() + 0.3 * random()) * CASE WHEN t.test = 'ALT' THEN 0.45 + random() * 1.1 + CASE WHEN random() < 0.09 AND d.armcd <> 'P' AND s.visitnum > 2 THEN 6.5 ELSE 0 END ELSE 1 END)::numeric, CASE WHEN t.test = 'CREAT' THEN 1 ELSE 0 END) AS v
      FROM sv AS s JOIN dm AS d ON d.usubjid = s.usubjid CROSS JOIN (VALUES ('ALT', 26, 5.0, 40.0), ('CREAT', 72, 45.0, 90.0), ('HGB', 140, 120.0, 165.0)) AS t (test, mid, lo, hi) WHERE s.svstat = 'DONE' AND s.visitnum IN (1, 3, 5, 7)) AS l;

INSERT INTO cm
SELECT usubjid, row_number() OVER (PARTITION BY usubjid ORDER BY st, pick), (ARRAY['Paracetamol', 'Ibuprofen', 'Sumatriptan', 'Sumatriptan', 'Omeprazole', 'Levothyroxine', 'Vitamin D'])[1 + floor(pick * 7)::int], CASE WHEN pick < 0.57 THEN 'Migraine' WHEN pick < 0.7 THEN 'Reflux' WHEN pick < 0.85 THEN 'Hypothyroidism' END, st, CASE WHEN pick < 0.6 AND st + 3 <= current_date THEN st + floor(pick * 5)::int END
FROM (SELECT usubjid, rficdtc - 30 + floor(random() * 200)::int AS st, random() AS pick, random() AS keep FROM fate CROSS JOIN generate_series(1, 4) AS n WHERE rfstdtc IS NOT NULL) AS c WHERE keep < 0.5 AND st <= current_date;

INSERT INTO dv
SELECT usubjid, row_number() OVER (PARTITION BY usubjid ORDER BY day, k), (ARRAY['Visit out of window', 'Visit out of window', 'Dose missed', 'Prohibited medication', 'Consent form outdated', 'Sample not taken'])[k], CASE WHEN k IN (4, 5) OR pick > 0.93 THEN 'MAJOR' ELSE 'MINOR' END, day
FROM (SELECT usubjid, rficdtc + floor(random() * 210)::int AS day, 1 + floor(random() * 6)::int AS k, random() AS pick, random() AS keep FROM fate CROSS JOIN generate_series(1, 3) AS n WHERE rfstdtc IS NOT NULL) AS d WHERE keep < 0.27 AND day <= current_date;

INSERT INTO dq
SELECT row_number() OVER (ORDER BY at), usubjid, (ARRAY['AE', 'LB', 'LB', 'SV', 'CM'])[1 + floor(pick * 5)::int], at, CASE WHEN at + dur < current_date AND pick < 0.97 THEN at + dur END
FROM (SELECT usubjid, rficdtc + 2 + random() * 220 * interval '1 day' AS at, (2 + 400 * random() ^ 3) * interval '1 hour' AS dur, random() AS pick, random() AS keep FROM fate CROSS JOIN generate_series(1, 6) AS n) AS q WHERE keep < 0.6 AND at < current_date;
INSERT INTO dq SELECT 9000 + row_number() OVER (ORDER BY usubjid), usubjid, 'AE', current_date + interval '1 minute', NULL FROM ae WHERE aeseq = 91;
DROP TABLE fate;
