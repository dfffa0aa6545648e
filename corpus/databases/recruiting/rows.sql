SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO departments VALUES (1, 'Engineering', 'CC-100'), (2, 'Product', 'CC-110'), (3, 'Customer Care', 'CC-200'), (4, 'Sales', 'CC-210'), (5, 'Finance', 'CC-300'), (6, 'People', 'CC-310'), (7, 'Regulatory', 'CC-120');

INSERT INTO employees VALUES
(1, 'Ilse Verhaegen', 6, 'Head of People', '2017-03-01', NULL), (2, 'Mateo Rossi', 6, 'Recruiter', '2020-09-14', NULL), (3, 'Nadia El Amrani', 6, 'Recruiter', '2022-01-10', NULL), (4, 'Jonas Petersen', 6, 'Recruiter', '2021-05-03', '2025-02-28'),
(5, 'Katrien Maes', 1, 'Engineering Director', '2016-08-22', NULL), (6, 'Tomasz Nowak', 1, 'Team Lead', '2019-02-18', NULL), (7, 'Wei Zhang', 1, 'Team Lead', '2020-11-02', NULL), (8, 'Lotte Jansen', 2, 'Head of Product', '2018-06-04', NULL),
(9, 'Fergus O''Dowd', 3, 'Head of Care', '2019-10-07', NULL), (10, 'Camille Laurent', 4, 'Sales Director', '2021-01-18', NULL), (11, 'Bernd Hoffmann', 5, 'CFO', '2017-11-13', NULL), (12, 'Aisha Khan', 7, 'Head of Regulatory', '2020-04-06', NULL),
(13, 'Daan de Vries', 1, 'Developer', '2022-08-15', NULL), (14, 'Sara Lindgren', 1, 'Developer', '2023-04-03', NULL), (15, 'Wei Zhang', 4, 'Account Manager', '2022-03-21', NULL), (16, 'Pauline Dubois', 2, 'Designer', '2021-09-01', NULL), (17, 'Rik Claes', 3, 'Consultant', '2024-01-15', NULL), (18, 'Eva Novotná', 7, 'Specialist', '2023-10-02', NULL);

INSERT INTO vacancies VALUES
(1, 'Backend Engineer', 1, 6, 2, 'Ghent', true, 'full-time', 3, '{Python,SQL,Docker}', 52000, 68000, '2023-01-02', '2024-03-15', 'filled'),
(2, 'Frontend Engineer', 1, 7, 2, 'Ghent', true, 'full-time', 2, '{TypeScript,CSS}', 48000, 62000, '2023-02-13', '2023-11-30', 'filled'),
(3, 'Care Consultant', 3, 9, 4, 'Lille', false, 'full-time', 4, '{French,telephony}', 36000, 42000, '2023-01-09', '2024-09-01', 'filled'),
(4, 'Account Manager Benelux', 4, 10, 4, 'Antwerp', false, 'full-time', 1, '{Dutch,negotiation}', NULL, NULL, '2023-05-02', '2023-10-20', 'budget cut'),
(5, 'UX Designer', 2, 8, 3, 'Ghent', true, 'part-time', 1, '{Figma}', 40000, 52000, '2023-06-19', '2024-02-09', 'filled'),
(6, 'Data Analyst', 2, 8, 3, 'Ghent', true, 'full-time', 1, '{SQL,Python,statistics}', 46000, 58000, '2023-09-04', '2024-06-28', 'filled'),
(7, 'Payroll Officer', 5, 11, NULL, 'Antwerp', false, 'part-time', 1, '{}', 34000, 40000, '2023-10-02', '2024-01-31', 'filled'),
(8, 'Regulatory Specialist', 7, 12, 3, 'Cologne', true, 'full-time', 2, '{"ISO 13485",German}', 50000, 64000, '2023-11-06', '2025-01-10', 'on hold'),
(9, 'Software Intern', 1, 7, 2, 'Ghent', false, 'internship', 5, '{Python}', NULL, NULL, '2024-02-01', '2024-07-31', 'filled'),
(10, 'DevOps Engineer', 1, 5, 2, 'Ghent', true, 'full-time', 2, '{Docker,Linux,SQL}', 56000, 74000, '2024-03-18', '2025-05-30', 'filled'),
(11, 'Sales Engineer', 4, 10, 4, 'Cologne', false, 'full-time', 2, '{German,SQL}', 50000, 70000, '2024-05-13', '2025-02-14', 'filled'),
(12, 'Care Consultant', 3, 9, 3, 'Cologne', false, 'full-time', 3, '{German,telephony}', 38000, 44000, '2024-09-02', '2025-11-28', 'filled'),
(13, 'Technical Writer', 2, 8, NULL, 'Remote', true, 'freelance', 1, '{English}', NULL, NULL, '2024-10-07', '2024-12-20', 'budget cut'),
(14, 'Controller', 5, 11, 3, 'Ghent', false, 'full-time', 1, '{Excel,SQL}', 52000, 66000, '2025-01-20', '2025-08-15', 'filled'),
(15, 'Senior Backend Engineer', 1, 6, 2, 'Ghent', true, 'full-time', 2, '{Python,SQL,Kubernetes}', 66000, 85000, '2025-03-03', NULL, NULL),
(16, 'Software Intern', 1, 7, 2, 'Ghent', false, 'internship', 4, '{Python}', NULL, NULL, '2025-02-03', '2025-07-31', 'filled'),
(17, 'Account Manager France', 4, 10, 3, 'Lille', false, 'full-time', 1, '{French,negotiation}', 45000, 60000, '2025-06-02', NULL, NULL),
(18, 'Quality Engineer', 7, 12, 3, 'Cologne', true, 'full-time', 1, '{"ISO 13485",testing}', 52000, 66000, '2025-09-08', NULL, NULL),
(19, 'Care Team Lead', 3, 9, 2, 'Lille', false, 'full-time', 1, '{French,leadership}', 46000, 54000, current_date - 240, current_date - 35, 'filled'),
(20, 'Product Manager', 2, 8, 3, 'Ghent', true, 'full-time', 1, '{analytics}', 60000, 78000, current_date - 130, NULL, NULL),
(21, 'HR Assistant', 6, 1, NULL, 'Ghent', false, 'part-time', 1, '{Dutch,Excel}', 32000, 38000, current_date - 70, NULL, NULL),
(22, 'Machine Learning Engineer', 1, 5, 2, 'Remote', true, 'full-time', 2, '{Python,statistics}', 64000, 88000, current_date - 45, NULL, NULL),
(23, 'Office Cook', 6, 1, NULL, 'Ghent', false, 'freelance', 1, '{}', NULL, NULL, current_date - 12, NULL, NULL);

INSERT INTO sources VALUES (1, 'LinkedIn', 'job board', 890), (2, 'StepStone', 'job board', 450), (3, 'Careers page', 'own site', NULL), (4, 'Employee referral', 'referral', NULL), (5, 'Talent Bridge', 'agency', NULL), (6, 'Hays & Partners', 'agency', 300), (7, 'Ghent Job Fair', 'event', NULL), (8, 'VDAB', 'job board', 0), (9, 'Medical IT Congress', 'event', 150);

INSERT INTO candidates
SELECT n, f || ' ' || l, lower(translate(f, 'éèïöüŁć', 'eeioulc')) || n || '@mail.example', CASE WHEN u < 0.9 THEN (ARRAY['Ghent', 'Ghent', 'Antwerp', 'Lille', 'Cologne', 'Brussels', 'ghent', 'Rotterdam'])[1 + floor(random() * 8)::int] END,
       CASE WHEN u < 0.8 THEN date '1964-02-01' + (random() * 14200)::int END, CASE WHEN v < 0.92 THEN floor(random() ^ 1.6 * 26)::int END,
       (ARRAY['{en}', '{en,nl}', '{en,fr,nl}', '{de,en}', '{fr}', '{en,es}', '{}'])[1 + floor(random() * 7)::int]::text[],
       CASE WHEN v < 0.75 THEN jsonb_build_object('degree', (ARRAY['bachelor', 'bachelor', 'master', 'master', 'doctorate'])[1 + floor(random() * 5)::int]) ELSE '{}' END || CASE WHEN u > 0.3 THEN jsonb_build_object('notice_weeks', (ARRAY[0, 4, 4, 6, 12])[1 + floor(random() * 5)::int]) ELSE '{}' END || CASE WHEN v > 0.6 THEN jsonb_build_object('portfolio', 'https://' || lower(l) || n || '.example') ELSE '{}' END,
       first_seen, CASE WHEN u > 0.95 AND first_seen < now() - interval '150 days' THEN first_seen + interval '120 days' END
FROM (SELECT n, random() AS u, random() AS v, date_trunc('minute', timestamptz '2023-01-02 08:00+00' + (now() - interval '1 day' - timestamptz '2023-01-02 08:00+00') * (n / 820.0)) AS first_seen,
             (ARRAY['Anke', 'Björn', 'Chloé', 'Dries', 'Elif', 'Femke', 'Giorgos', 'Hannah', 'Ibrahim', 'Joke', 'Łukasz', 'Marta', 'Noor', 'Oskar', 'Petra', 'Yusuf', 'Zoë'])[1 + floor(random() * 17)::int] AS f,
             (ARRAY['Peeters', 'Janssens', 'Müller', 'Kowalski', 'Martin', 'O''Brien', 'Yılmaz', 'van den Berg', 'Willems', 'Schneider', 'Moreau', 'Papadakis', 'Wouters'])[1 + floor(random() * 13)::int] AS l FROM generate_series(1, 820) AS n) AS x;
INSERT INTO candidates VALUES (901, 'Greta Adler', 'greta@mail.example', 'Cologne', '1990-04-12', 9, '{de,en}', '{"degree": "master"}', '2024-04-02 10:00+00', NULL), (902, 'Silent Observer', 'silent@mail.example', NULL, NULL, NULL, '{}', '{}', '2025-02-01 10:00+00', NULL), (903, 'Piet Oudenaarde', 'piet@mail.example', 'Antwerp', '1957-03-03', 31, '{nl}', '{}', '2024-02-01 10:00+00', '2024-08-01 10:00+00');

INSERT INTO applications
SELECT row_number() OVER (ORDER BY t), cand, vac, CASE WHEN u < 0.95 THEN src END, CASE WHEN src = 4 THEN ref END, t, 'applied', NULL, NULL, CASE WHEN v < 0.8 THEN pay END
FROM (SELECT d + floor(random() * 50000 + 20000) * interval '1 second' AS t, random() AS u, random() AS v, (ARRAY[1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7])[1 + floor(random() * 12)::int] AS src, (ARRAY[5, 6, 7, 9, 13, 13, 14, 16, 17])[1 + floor(random() * 9)::int] AS ref, 30000 + 500 * floor(random() * 110) AS pay, c.id AS cand, w.id AS vac
      FROM generate_series(timestamptz '2023-01-09 00:00+00', current_date - interval '1 day', interval '20 hours') AS d
      CROSS JOIN LATERAL (SELECT k.id FROM candidates AS k WHERE k.created_at < d AND k.id < 900 AND (k.erased_at IS NULL OR k.erased_at > d) ORDER BY random() LIMIT 1) AS c
      CROSS JOIN LATERAL (SELECT k.id FROM vacancies AS k WHERE k.opened_on <= d AND (k.closed_on IS NULL OR k.closed_on > d) AND k.id <> 23 ORDER BY random() LIMIT 1) AS w) AS x
WHERE t < now();
INSERT INTO applications VALUES (90001, 12, 15, 1, NULL, current_date + interval '1 second', 'applied', NULL, NULL, 70000), (90002, 33, 22, 4, 13, current_date + interval '2 seconds', 'applied', NULL, NULL, NULL), (90003, 47, 20, 3, NULL, current_date + interval '3 seconds', 'applied', NULL, NULL, 61500);

INSERT INTO stage_moves
SELECT id, (enum_range(NULL::hiring_stage))[n + 1], CASE WHEN n = 0 THEN applied_at ELSE (applied_at + n * pace * interval '1 day')::date + interval '9 hours' + id * 7 % 470 * interval '1 minute' END
FROM (SELECT id, applied_at, 2 + random() ^ 2 * 9 AS pace, random() AS u FROM applications) AS a CROSS JOIN generate_series(0, 5) AS n
WHERE n <= CASE WHEN u < 0.30 THEN 0 WHEN u < 0.55 THEN 1 WHEN u < 0.74 THEN 2 WHEN u < 0.85 THEN 3 WHEN u < 0.90 THEN 4 ELSE 5 END AND (n = 0 OR applied_at + n * pace * interval '1 day' < current_date);
UPDATE applications AS a SET current_stage = (SELECT max(m.stage) FROM stage_moves AS m WHERE m.application_id = a.id);
UPDATE applications AS a SET rejected_at = CASE WHEN k.u < 0.78 THEN last + interval '9 days' END, withdrawn_at = CASE WHEN k.u >= 0.78 AND k.u < 0.93 THEN last + interval '6 days' END
FROM (SELECT application_id, max(entered_at) AS last, max(stage) AS stage, random() AS u FROM stage_moves GROUP BY application_id) AS k WHERE k.application_id = a.id AND k.stage < 'offer' AND last + interval '9 days' < now();

INSERT INTO interviews
SELECT row_number() OVER (ORDER BY at, aid), aid, (ARRAY['phone', 'technical', 'panel'])[n], at, (ARRAY[30, 60, 90])[n] + CASE WHEN u < 0.2 THEN 15 ELSE 0 END, CASE WHEN v < 0.07 AND at < now() THEN at - interval '20 hours' END
FROM (SELECT a.id AS aid, n, m.entered_at + (n * 3) * interval '1 day' AS at, random() AS u, random() AS v, a.current_stage FROM applications AS a JOIN stage_moves AS m ON m.application_id = a.id AND m.stage = 'interview' CROSS JOIN generate_series(1, 3) AS n) AS x
WHERE (n = 1 OR n = 2 AND u < 0.8 OR n = 3 AND current_stage >= 'assessment');
INSERT INTO interviews VALUES (90001, 90003, 'phone', current_date + interval '2 days 10 hours', 30, NULL), (90002, 90001, 'phone', current_date + interval '5 days 9 hours', 30, NULL), (90003, 90002, 'phone', current_date + interval '12 days 14 hours', 45, NULL), (90004, 90003, 'technical', current_date + interval '4 days 15 hours', 60, current_date - interval '5 hours');

INSERT INTO interview_scores
SELECT i, who, least(10, 2 + floor(random() * 8)::int + CASE WHEN who = 5 THEN -1 WHEN who = 9 THEN 1 ELSE 0 END), CASE WHEN random() < 0.9 THEN (enum_range(NULL::verdict))[1 + floor(random() * 4)::int] END
FROM (SELECT i.id AS i, e.id AS who, random() AS u FROM interviews AS i JOIN employees AS e ON e.id IN (5, 6, 7, 8, 9, 10, 12, 13, 14, 16) AND e.hired_on < i.scheduled_at WHERE i.cancelled_at IS NULL AND i.scheduled_at < now() AND i.id % 37 <> 5) AS x WHERE u < 0.17;

INSERT INTO offers
SELECT row_number() OVER (ORDER BY made), aid, made, pay, CASE WHEN ans <= current_date THEN answer END, CASE WHEN ans <= current_date THEN ans END, CASE WHEN ans <= current_date AND answer = 'accepted' THEN ans + 20 + (aid * 7) % 80 END
FROM (SELECT a.id AS aid, m.entered_at::date AS made, coalesce(round(a.expected_salary * (0.9 + 0.2 * random())::numeric, -2), 45000) AS pay, CASE WHEN a.current_stage = 'hired' THEN 'accepted' ELSE 'declined' END AS answer, coalesce(h.entered_at::date, m.entered_at::date + 3 + a.id % 9 + (a.id % 3) * 4) AS ans
      FROM applications AS a JOIN stage_moves AS m ON m.application_id = a.id AND m.stage = 'offer' LEFT JOIN stage_moves AS h ON h.application_id = a.id AND h.stage = 'hired') AS x;
INSERT INTO offers VALUES (9001, (SELECT max(id) FROM applications WHERE vacancy_id = 15 AND id < 90000 AND current_stage < 'offer'), current_date - 2, 81000, NULL, NULL, NULL), (9002, (SELECT max(id) FROM applications WHERE vacancy_id = 20 AND id < 90000 AND current_stage < 'offer'), current_date - 4, 64000, NULL, NULL, NULL);
UPDATE applications SET current_stage = 'offer', rejected_at = NULL, withdrawn_at = NULL WHERE id IN (SELECT application_id FROM offers WHERE id > 9000);
INSERT INTO stage_moves SELECT application_id, 'offer', made_on + interval '9 hours' FROM offers WHERE id > 9000;
UPDATE applications AS a SET withdrawn_at = o.answered_on + interval '11 hours' FROM offers AS o WHERE o.application_id = a.id AND o.answer = 'declined';
