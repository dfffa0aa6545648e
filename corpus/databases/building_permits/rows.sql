SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO reg.district VALUES ('OT', 'Old Town', 6200), ('HA', 'Harbourside', 8900), ('NF', 'Northfields', 14300), ('MI', 'Mill Lane', 10150), ('ST', 'Station Quarter', 7700), ('WE', 'Westmoor', 2100), ('SM', 'Saltmarsh', 40);

INSERT INTO reg.officer VALUES (1, 'Harriet Boateng', 'permits', '1968-03-11', '2004-09-01', NULL), (2, 'Tomasz Wilk', 'permits', '1985-07-30', '2015-02-16', NULL), (3, 'Fiona McAllister', 'permits', '1990-12-02', '2019-06-03', NULL), (4, 'George Pryce', 'permits', '1961-05-19', '1994-04-11', '2024-12-31'), (5, 'Anneke de Vries', 'site', '1979-10-08', '2011-08-15', NULL), (6, 'Liam O''Rourke', 'site', NULL, '2021-01-18', NULL), (7, 'Sunita Rao', 'site', '1994-02-27', '2022-05-02', NULL), (8, 'George Pryce', 'permits', '1997-08-14', '2025-01-06', NULL), (9, 'Nils Aker', 'site', '1958-01-23', '1999-03-01', '2023-09-30');

INSERT INTO reg.applicant
SELECT row_number() OVER (), name, kind, town, email, made::timestamptz, by
FROM (VALUES ('Brackley Homes Ltd', 'company', 'Ashcombe', 'plans@brackley.example', '2022-11-03 10:12+00', 'hboateng'), ('Elena Marchetti', 'private', 'Ashcombe', 'e.marchetti@mail.example', '2022-12-01 09:00+00', 'twilk'), ('Ashcombe Town Council', 'public', 'Ashcombe', 'estates@ashcombe.example', '2022-11-01 08:30+00', 'hboateng'), ('Colin Fairweather', 'private', 'Ashcombe', NULL, '2023-01-16 14:45+00', 'twilk'), ('Hotel Belvedere', 'company', 'Ashcombe', 'direction@belvedere.example', '2023-02-20 11:11+00', 'gpryce'),
('Nordic Sheds AS', 'company', 'Larvik', 'post@nordicsheds.example', '2023-03-08 16:20+00', 'gpryce'), ('St Brannoc''s School', 'public', 'Ashcombe', 'bursar@brannoc.example', '2023-03-30 10:00+00', 'hboateng'), ('Priya Nair', 'private', 'Westport', 'priya@nair.example', '2023-05-12 12:30+00', 'fmcallister'), ('Quayside Lofts LLP', 'company', 'Westport', 'hello@quaysidelofts.example', '2023-06-06 09:05+00', 'fmcallister'), ('Colin Fairweather', 'private', 'Westport', 'colin.f@mail.example', '2023-08-21 15:15+00', 'twilk'),
('Mill Lane Bakery', 'company', 'Ashcombe', 'flour@millbakery.example', '2024-01-11 08:50+00', 'gpryce'), ('Aoife Ní Dhomhnaill', 'private', 'Ashcombe', 'aoife@mail.example', '2024-04-19 13:40+00', 'fmcallister'), ('Rail Estates', 'public', 'London', NULL, '2024-07-02 10:10+00', 'hboateng'), ('Zsófia Bárány', 'private', 'Ashcombe', 'zsofia@barany.example', '2025-02-03 17:00+00', 'gpryce2'), ('Brackley Storage Ltd', 'company', 'Larkhill', NULL, '2025-06-17 10:00+00', 'twilk'), ('Ivor Penhaligon', 'private', 'Larkhill', 'ivor@penhaligon.example', '2025-11-05 11:55+00', 'gpryce2')) AS v (name, kind, town, email, made, by);

INSERT INTO reg.parcel
SELECT row_number() OVER (ORDER BY d, n), d || '-' || lpad((row_number() OVER (PARTITION BY d ORDER BY s, n) * 3)::text, 3, '0'), s || ' ' || n, d, round((180 + random() * 2200)::numeric, 1), z, listed
FROM (VALUES ('OT', 'Church Street', 'R', true), ('OT', 'Market Square', 'C', true), ('HA', 'Quay Road', 'C', false), ('HA', 'Rope Walk', 'I', false), ('NF', 'Larch Avenue', 'R', false), ('NF', 'Elm Close', 'R', false), ('MI', 'Mill Lane', 'R', false), ('MI', 'Weir Road', 'I', false), ('ST', 'Station Road', 'C', false), ('ST', 'Signal Street', 'R', false)) AS v (d, s, z, listed)
CROSS JOIN generate_series(1, 7) AS n;
INSERT INTO reg.parcel VALUES (71, 'WE-001', 'Moor Road 1', 'WE', 15200, 'G', false), (72, 'WE-002', 'Moor Road 2', 'WE', 9800, 'G', true), (73, 'OT-900', 'Castle Yard 1', 'OT', 3100, 'C', true);

INSERT INTO proc.application (application_id, file_no, applicant_id, parcel_id, officer_id, kind, title, filed_on, complete_on, decided_on, decision, withdrawn_on, cost_estimate, floor_m2, fee_cents, conditions, created_at, created_by)
SELECT row_number() OVER (ORDER BY filed, salt), 'BP-' || to_char(filed, 'YYYY') || '-' || lpad(row_number() OVER (PARTITION BY extract(year FROM filed) ORDER BY filed, salt)::text, 4, '0'), who, parcel,
       CASE WHEN filed > current_date - 12 THEN NULL WHEN salt < 0.35 THEN 1 WHEN salt < 0.6 THEN 2 WHEN salt < 0.8 THEN 3 WHEN filed < date '2024-11-01' THEN 4 WHEN filed < date '2025-02-01' THEN 2 ELSE 8 END,
       kind::proc.work_kind, title, filed, CASE WHEN done <= current_date AND NOT (gone AND done >= filed + 15) THEN done END, CASE WHEN ruled <= current_date AND NOT gone THEN ruled END,
       CASE WHEN ruled <= current_date AND NOT gone THEN CASE WHEN (salt * 7 - floor(salt * 7)) < 0.78 THEN 'granted' ELSE 'refused' END END, CASE WHEN gone AND filed + 15 <= current_date THEN filed + 15 END,
       round((cost * (0.5 + salt * 4))::numeric, -2), CASE WHEN kind IN ('new build', 'extension') THEN round((cost / 1500 * (0.6 + salt))::numeric, 1) END, 100 * (80 + floor(cost * (0.5 + salt * 4) / 400)::int),
       CASE WHEN ruled > current_date OR gone OR (salt * 7 - floor(salt * 7)) >= 0.78 OR chance < 0.4 THEN '{}' WHEN chance < 0.6 THEN '{noise hours}' WHEN chance < 0.75 THEN '{tree protection,noise hours}' WHEN chance < 0.9 THEN '{facade colour}' ELSE '{parking,tree protection}' END::text[],
       filed + make_interval(hours => 30 + floor(salt * 60)::int), (ARRAY['hboateng', 'twilk', 'fmcallister'])[1 + floor(chance * 3)::int]
FROM (SELECT filed, who, parcel, k.kind, (ARRAY[k.t1, k.t2, k.t3])[1 + floor(pick * 3)::int] AS title, k.cost, salt, chance, filed + floor(pick * 26)::int AS done, filed + floor(pick * 26)::int + 28 + floor(chance * chance * 105)::int AS ruled, (salt * 13 - floor(salt * 13)) < 0.06 AS gone
      FROM (SELECT day::date AS filed, (ARRAY[1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14])[1 + floor(random() * 18)::int] AS who, 1 + floor(random() * 72)::int AS parcel, 1 + floor(random() ^ 1.4 * 5)::int AS kn, random() AS salt, random() AS chance, random() AS pick
            FROM generate_series(date '2023-01-09', current_date - 1, interval '1 day') AS day WHERE extract(isodow FROM day) < 6) AS d
      JOIN (VALUES (1, 'extension', 'Rear extension', 'Loft conversion with dormer', 'Conservatory', 38000), (2, 'new build', 'Detached house', 'Block of flats', 'Warehouse', 420000), (3, 'change of use', 'Shop to flat', 'Barn to studio', 'Flat to holiday let', 25000), (4, 'sign', 'Illuminated shop sign', 'Banner', 'Awning with lettering', 3000), (5, 'demolition', 'Demolition of garage', 'Demolition of warehouse', 'Demolition of barn', 18000)) AS k (kn, kind, t1, t2, t3, cost) USING (kn)
      WHERE (salt * 31 - floor(salt * 31)) < 0.72) AS a;
INSERT INTO proc.application (application_id, file_no, applicant_id, parcel_id, officer_id, kind, title, filed_on, complete_on, decided_on, decision, withdrawn_on, cost_estimate, floor_m2, fee_cents, conditions, created_at, created_by) VALUES
(9001, 'BP-X-0001', 16, 71, NULL, 'new build', 'Farmhouse', current_date, NULL, NULL, NULL, NULL, 310000, 210, 95000, '{}', current_date + interval '1 hour', 'gpryce2'), (9002, 'BP-X-0002', 5, 73, 3, 'extension', 'Hotel wing', current_date - 200, current_date - 190, NULL, NULL, NULL, 2400000, 1650, 610000, '{}', current_date - 198, 'hboateng'),
(9003, 'BP-X-0003', 11, 3, 3, 'sign', 'Illuminated shop sign', current_date - 120, current_date - 110, NULL, NULL, current_date - 20, 2500, NULL, 9000, '{}', current_date - 119, 'twilk'), (9004, 'BP-X-0004', 2, 40, 2, 'demolition', 'Demolition of garage', current_date - 60, current_date - 50, current_date - 3, 'granted', NULL, 9000, NULL, 12000, '{noise hours}', current_date - 59, 'twilk'), (9005, 'BP-X-0005', 9, 17, 1, 'new build', 'Block of flats', current_date - 160, current_date - 150, NULL, NULL, NULL, 1900000, 1280, 480000, '{}', current_date - 160, 'hboateng');

INSERT INTO proc.stage
SELECT id, stage, entered, CASE WHEN gone IS NOT NULL THEN least(leaves, gone) WHEN leaves <= current_date THEN leaves END
FROM (SELECT a.application_id AS id, s.stage, a.withdrawn_on AS gone, ends,
             CASE s.n WHEN 1 THEN a.filed_on ELSE a.complete_on + ((ends - a.complete_on) * (s.n - 2) * 0.3)::int END AS entered, CASE s.n WHEN 1 THEN a.complete_on WHEN 4 THEN a.decided_on ELSE a.complete_on + ((ends - a.complete_on) * (s.n - 1) * 0.3)::int END AS leaves
      FROM (SELECT *, coalesce(decided_on, complete_on + 100) AS ends FROM proc.application) AS a CROSS JOIN (VALUES (1, 'intake'), (2, 'review'), (3, 'consultation'), (4, 'decision')) AS s (n, stage)) AS x
WHERE entered <= coalesce(gone, current_date);

INSERT INTO proc.consultation
SELECT row_number() OVER (ORDER BY id, body), id, body, asked, CASE WHEN asked + wait <= current_date AND chance > 0.06 THEN asked + wait END, CASE WHEN asked + wait <= current_date AND chance > 0.06 THEN CASE WHEN chance < 0.2 THEN 'no' WHEN chance < 0.5 THEN 'with conditions' ELSE 'yes' END END
FROM (SELECT s.application_id AS id, b AS body, s.entered_on AS asked, 4 + floor(random() * CASE b WHEN 'heritage office' THEN 50 ELSE 24 END)::int AS wait, random() AS chance, random() AS pick, a.kind, p.listed
      FROM proc.stage AS s JOIN proc.application AS a USING (application_id) JOIN reg.parcel AS p USING (parcel_id) CROSS JOIN unnest(ARRAY['fire brigade', 'roads office', 'heritage office', 'environment agency']) AS b WHERE s.stage = 'consultation' AND a.kind <> 'sign') AS c
WHERE CASE body WHEN 'heritage office' THEN listed ELSE pick < 0.33 OR kind = 'new build' AND pick < 0.7 AND body <> 'environment agency' END;

INSERT INTO proc.objection
SELECT row_number() OVER (ORDER BY id, salt), id, (ARRAY['R. Tuttle', 'Mrs Iyer', 'Colin Fairweather', 'D. Okonkwo', 'J. & M. Stone', 'Residents of Elm Close', 'P. Léger', 'O''Hara family'])[1 + floor(salt * 8)::int], CASE WHEN chance < 0.85 THEN (ARRAY['Elm Close 3', 'Church Street 2', 'Quay Road 5', 'Weir Road 6'])[1 + floor(chance * 4.7)::int] END, day,
       (ARRAY['{noise}', '{light,height}', '{parking}', '{parking,noise}', '{height}', '{trees}', '{}'])[1 + floor(salt * 70)::int % 7]::text[], CASE WHEN decided IS NOT NULL THEN salt < 0.22 END
FROM (SELECT a.application_id AS id, a.decided_on AS decided, a.filed_on + 10 + floor(random() * 20)::int AS day, random() AS salt, random() AS chance, random() AS pick, a.kind
      FROM proc.application AS a CROSS JOIN generate_series(1, 4) AS n WHERE a.application_id < 9000 AND a.kind <> 'sign') AS o
WHERE pick < CASE kind WHEN 'new build' THEN 0.3 ELSE 0.07 END AND day <= current_date;
INSERT INTO proc.objection VALUES (9001, 9002, 'Friends of Castle Yard', 'Castle Yard 4', current_date - 170, '{height,trees}', NULL), (9002, 9002, 'Mrs Iyer', NULL, current_date - 9, '{noise}', NULL), (9003, 9005, 'P. Léger', 'Quay Road 5', current_date - 12, '{parking,light}', NULL);

INSERT INTO field.inspection
SELECT row_number() OVER (ORDER BY plan, id), id, CASE WHEN chance < 0.4 THEN 5 WHEN plan < date '2023-09-30' AND chance < 0.7 THEN 9 WHEN chance < 0.8 THEN 6 ELSE 7 END, kind, plan, CASE WHEN plan + slip <= current_date AND chance > 0.03 THEN plan + slip END, CASE WHEN plan + slip <= current_date AND chance > 0.03 THEN salt > 0.2 END
FROM (SELECT a.application_id AS id, k.kind, a.decided_on + k.after + floor(random() * 30)::int AS plan, floor(random() ^ 3 * 12)::int AS slip, random() AS chance, random() AS salt
      FROM proc.application AS a CROSS JOIN (VALUES ('foundation', 30), ('shell', 110), ('final', 220)) AS k (kind, after) WHERE a.decision = 'granted' AND a.kind IN ('new build', 'extension')) AS i WHERE plan <= current_date + 60;
INSERT INTO field.inspection VALUES (9001, 9004, 7, 'final', current_date - 1, current_date - 1, false), (9002, 9004, 7, 'final', current_date + 20, NULL, NULL);

INSERT INTO field.defect
SELECT row_number() OVER (ORDER BY id, salt), id, (ARRAY['drainage', 'fire door', 'insulation', 'reinforcement', 'handrail', 'fire door'])[1 + floor(salt * 6)::int], 1 + floor(chance ^ 1.5 * 3)::int, CASE WHEN pick < 0.8 AND done + 5 + floor(salt * 60)::int <= current_date THEN done + 5 + floor(salt * 60)::int END
FROM (SELECT i.inspection_id AS id, i.done_on AS done, i.passed, random() AS salt, random() AS chance, random() AS pick, random() AS take FROM field.inspection AS i CROSS JOIN generate_series(1, 3) AS n WHERE i.done_on IS NOT NULL) AS d
WHERE take < CASE WHEN passed THEN 0.08 ELSE 0.6 END;
INSERT INTO field.defect VALUES (9001, 9001, 'asbestos', 3, NULL), (9002, 9001, 'dust screen', 1, current_date);
