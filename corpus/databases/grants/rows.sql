SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO people.institutions (id, name, short_name, country_code, kind, parent_id, created_by) VALUES
(1, 'Universiteit Zandvoort', 'UZ', 'NL', 'university', NULL, 'import'), (2, 'Zandvoort Academic Hospital', 'ZAH', 'NL', 'hospital', 1, 'import'), (3, 'Institute for Soil Research', 'ISR', 'DE', 'institute', NULL, 'import'), (4, 'Università di Lagonero', NULL, 'IT', 'university', NULL, 'mvd'), (5, 'Northern Light Observatory', 'NLO', 'NO', 'institute', 6, 'import'), (6, 'Universitetet i Vardal', 'UiV', 'NO', 'university', NULL, 'import'),
(7, 'École des Sciences de la Mer', 'ESM', 'FR', 'university', NULL, 'jb'), (8, 'Kvant Instruments AS', NULL, 'NO', 'company', NULL, 'jb'), (9, 'Hospital del Río', NULL, 'ES', 'hospital', NULL, 'mvd'), (10, 'Lagonero Cancer Centre', 'LCC', 'IT', 'institute', 4, 'mvd'), (11, 'St Brendan''s College', 'SBC', 'IE', 'university', NULL, 'import'), (12, 'Polar Data Trust', 'PDT', 'GB', 'institute', NULL, 'jb');

INSERT INTO people.researchers (id, first_name, last_name, orcid, phd_year, keywords, created_by)
SELECT row_number() OVER (ORDER BY l, f), first, last, CASE WHEN (f * 5 + l) % 7 <> 0 THEN '0000-000' || f || '-' || 1000 + l * 37 || '-' || 2000 + f * 91 END, CASE WHEN (f + l * 3) % 8 <> 0 THEN 1975 + ((f * 13 + l * 7) % 48)::int END,
       CASE (f + l) % 6 WHEN 0 THEN '{soil,climate}'::text[] WHEN 1 THEN '{oncology}' WHEN 2 THEN '{astronomy,data}' WHEN 3 THEN '{marine biology,climate}' WHEN 4 THEN '{data}' ELSE '{}' END, 'import'
FROM unnest(ARRAY['Ada', 'Bram', 'Chiara', 'Diarmuid', 'Élodie', 'Frida', 'Gonzalo', 'Hiro', 'Ingrid', 'Jan']) WITH ORDINALITY AS a (first, f) CROSS JOIN unnest(ARRAY['Bakker', 'Bianchi', 'Ní Bhriain', 'Haugen', 'Lefèvre', 'O''Shea', 'Ortega', 'Schmidt']) WITH ORDINALITY AS b (last, l);
INSERT INTO people.researchers (id, first_name, last_name, orcid, phd_year, keywords, created_by) VALUES (901, 'Jan', 'Bakker', NULL, 1998, '{law}', 'jb'), (902, 'Wu', 'Lan', '0000-0002-7777-1111', 2016, '{oncology,data}', 'mvd');

INSERT INTO people.affiliations SELECT id, 1 + (id * 5) % 11, date '2012-09-01' + (id * 97) % 1500, CASE WHEN id % 6 = 0 THEN date '2023-08-31' END FROM people.researchers WHERE id <> 901;
INSERT INTO people.affiliations SELECT id, 1 + (id * 5 + 3) % 11, date '2023-09-01', NULL FROM people.researchers WHERE id % 12 = 0;

INSERT INTO funding.calls VALUES
(1, 'CLIM-22', 'Climate and Soil 2022', '2022-01-10', '2022-03-31', 4000000, 600000), (2, 'ONCO-22', 'Early Detection of Cancer', '2022-05-01', '2022-07-15', 3000000, 500000), (3, 'OPEN-23', 'Open Call 2023', '2023-01-09', '2023-04-14', 6000000, NULL), (4, 'SEA-23', 'Living Seas', '2023-06-01', '2023-09-01', 2500000, 400000),
(5, 'OPEN-24', 'Open Call 2024', '2024-01-08', '2024-04-12', 6500000, NULL), (6, 'DATA-24', 'Data for the Poles', '2024-06-03', '2024-09-30', 1500000, 250000), (7, 'OPEN-25', 'Open Call 2025', '2025-01-13', '2025-04-11', 7000000, 800000), (8, 'TINY-25', 'Small Instruments', '2025-09-01', '2025-10-31', 300000, 50000), (9, 'NOW', 'Rolling Call', '2025-12-01', current_date + 40, 5000000, 300000), (10, 'NEXT', 'Climate and Soil, second round', current_date + 60, current_date + 150, 4000000, 600000);

INSERT INTO funding.applications
SELECT row_number() OVER (ORDER BY c.id, n), c.id, 1 + floor(lead * 74)::int, 1 + floor(host ^ 1.4 * 11)::int,
       (ARRAY['Carbon in', 'Mapping', 'Early signs of', 'A low-cost sensor for', 'Modelling', 'The hidden life of'])[1 + floor(random() * 6)::int] || ' ' || (ARRAY['peat soils', 'lung cancer', 'Arctic krill', 'faint galaxies', 'river deltas', 'old forests', 'sea ice'])[1 + floor(random() * 7)::int],
       CASE WHEN fate < 0.07 THEN 'withdrawn' WHEN at > least(c.closes_on, current_date) OR fate > 0.96 THEN 'draft' WHEN c.id = 9 AND at > current_date - 75 THEN 'submitted' WHEN c.id = 9 AND at > current_date - 190 THEN 'in review' ELSE 'decided' END::funding.stage,
       round((20000 + ask ^ 2 * coalesce(c.max_award, 1000000))::numeric, -2), CASE WHEN fate <= 0.96 AND at <= least(c.closes_on, current_date) AND fate > 0.03 THEN least(at + interval '9 hours' + ask * interval '13 hours', now() - interval '1 minute') END, NULL, c.opens_on + interval '10 hours', 'portal'
FROM funding.calls AS c CROSS JOIN generate_series(1, 42) AS n
CROSS JOIN LATERAL (SELECT random() AS lead, random() AS host, random() AS fate, random() AS ask, c.opens_on + floor(sqrt(random()) * (1 + least(c.closes_on, current_date + 5) - c.opens_on))::int AS at WHERE n > 0) AS r
WHERE c.id <> 10 AND n <= CASE WHEN c.id IN (3, 5, 7, 9) THEN 42 ELSE 24 END;
UPDATE funding.applications AS a SET resubmission_of = (SELECT min(o.id) FROM funding.applications AS o WHERE o.lead_id = a.lead_id AND o.call_id < a.call_id AND o.stage = 'decided') WHERE a.id % 4 = 1;
INSERT INTO funding.applications VALUES (9001, 9, 902, 12, 'Sea ice from old logbooks', 'submitted', 180000, now() - interval '1 minute', NULL, now() - interval '5 days', 'portal'), (9002, 9, 901, 1, 'Law of the high seas', 'draft', 90000, NULL, NULL, now() - interval '2 days', 'portal'), (9003, 9, 902, 12, 'Penguins on film', 'in review', 150000, now() - interval '80 days', NULL, now() - interval '90 days', 'portal');

INSERT INTO funding.co_applicants SELECT a.id, r.id, 10 + (a.id * 3 + r.id) % 4 * 10 FROM funding.applications AS a JOIN people.researchers AS r ON (a.id * 31 + r.id * 17) % 53 = 0 AND r.id <> a.lead_id AND a.id <> 9003;
INSERT INTO funding.conflicts SELECT a.id, r.id, (ARRAY['same department', 'co-author', 'former student', 'family'])[1 + (a.id + r.id) % 4], a.submitted_at::date FROM funding.applications AS a JOIN people.researchers AS r ON (a.id * 13 + r.id * 7) % 97 = 0 WHERE a.submitted_at IS NOT NULL AND r.id <> a.lead_id;

INSERT INTO funding.reviews
SELECT application_id, reviewer_id, invited, invited + 35, CASE WHEN done THEN invited + 10 + floor(speed * 40)::int END, CASE WHEN done THEN score END, CASE WHEN done THEN CASE WHEN score >= 7 THEN 'fund' WHEN score >= 5 THEN 'revise' ELSE 'reject' END::funding.verdict END
FROM (SELECT application_id, reviewer_id, invited, speed, invited + 10 + floor(speed * 40)::int <= current_date AND chance > 0.06 AS done, least(10, greatest(1, round((2.5 + application_id * 37 % 11 * 0.45 + mood * 3.4)::numeric * 2) / 2)) AS score
      FROM (SELECT a.id AS application_id, 1 + (a.id * 7 + n * 11) % 78 AS reviewer_id, CASE WHEN a.call_id = 9 THEN a.submitted_at::date + 20 ELSE c.closes_on + 14 END AS invited, a.lead_id, random() AS speed, random() AS chance, random() AS mood FROM funding.applications AS a JOIN funding.calls AS c ON c.id = a.call_id CROSS JOIN generate_series(1, 3) AS n WHERE a.stage IN ('in review', 'decided') AND (n < 3 OR a.id % 5 > 0)) AS x
      WHERE reviewer_id <> lead_id AND invited <= current_date) AS y;

INSERT INTO funding.decisions
SELECT a.id, d.day, ok, CASE WHEN ok THEN round(a.requested_amount * (0.6 + 0.4 * luck)::numeric, -2) END
FROM (SELECT id, call_id, requested_amount, submitted_at, random() AS luck FROM funding.applications WHERE stage = 'decided') AS a JOIN funding.calls AS c ON c.id = a.call_id
JOIN (SELECT application_id, avg(score) AS mean FROM funding.reviews GROUP BY application_id) AS r ON r.application_id = a.id
CROSS JOIN LATERAL (SELECT CASE WHEN a.call_id = 9 THEN a.submitted_at::date + 110 ELSE c.closes_on + 120 END AS day, coalesce(r.mean, 0) + a.luck >= 7.1 AS ok) AS d WHERE d.day <= current_date;

INSERT INTO finance.grants SELECT 'G' || to_char(d.decided_on, 'YY') || '-' || lpad(d.application_id::text, 4, '0'), d.application_id, (date_trunc('month', d.decided_on) + interval '2 months')::date, (date_trunc('month', d.decided_on) + CASE WHEN d.application_id % 3 = 0 THEN interval '14 months' ELSE interval '38 months' END)::date - 1, CASE WHEN d.application_id % 17 = 0 AND d.decided_on < current_date - 400 THEN d.decided_on + 300 END FROM funding.decisions AS d WHERE d.approved AND d.application_id % 23 <> 5;
INSERT INTO finance.budget_lines SELECT g.grant_no, b.category, round(d.awarded_amount * b.part, 2) FROM finance.grants AS g JOIN funding.decisions AS d ON d.application_id = g.application_id CROSS JOIN (VALUES ('staff', 0.6), ('equipment', 0.2), ('travel', 0.05), ('overhead', 0.15)) AS b (category, part) WHERE NOT (b.category = 'equipment' AND g.application_id % 4 = 0);
INSERT INTO finance.payouts
SELECT row_number() OVER (ORDER BY day, grant_no, category), grant_no, category, day, amount, CASE WHEN chance < 0.025 AND day + 9 <= current_date THEN day + 9 END, CASE WHEN chance < 0.6 THEN 'jb' ELSE 'mvd' END
FROM (SELECT b.grant_no, b.category, day::date AS day, round((b.planned / (CASE WHEN g.ends_on - g.starts_on > 500 THEN 12 ELSE 4 END) * (0.7 + 0.5 * random()::numeric)), 2) AS amount, random() AS chance
      FROM finance.budget_lines AS b JOIN finance.grants AS g ON g.grant_no = b.grant_no CROSS JOIN LATERAL generate_series(g.starts_on + 9, least(coalesce(g.stopped_on, g.ends_on), current_date)::timestamp, interval '3 months') AS day WHERE b.category <> 'travel' OR g.application_id % 2 = 0) AS p;
INSERT INTO finance.reports SELECT g.grant_no, n, (g.starts_on + n * interval '1 year')::date + 30, CASE WHEN (g.starts_on + n * interval '1 year')::date + 10 + late <= current_date AND late < 70 THEN (g.starts_on + n * interval '1 year')::date + 10 + late END, CASE WHEN random() < 0.85 THEN 4 + floor(random() ^ 2 * 60)::int END
FROM finance.grants AS g CROSS JOIN LATERAL (SELECT n, floor(random() * 75)::int AS late FROM generate_series(1, CASE WHEN g.ends_on - g.starts_on > 500 THEN 3 ELSE 1 END) AS n WHERE g.grant_no <> '') AS r WHERE g.stopped_on IS NULL;
UPDATE finance.reports SET pages = NULL WHERE received_on IS NULL;
