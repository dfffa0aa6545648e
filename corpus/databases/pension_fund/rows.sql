SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO registry.employers VALUES (1, 'Uhrenwerk Grenchen AG', 'watches', 'SO', '1985-01-01', NULL), (2, 'Bäckerei Zgraggen', 'food', 'UR', '1998-07-01', NULL), (3, 'Clinique du Léman', 'health', 'VD', '2004-01-01', NULL), (4, 'Tessin Logistica SA', 'transport', 'TI', '2011-04-01', NULL), (5, 'Spitex Emmental', 'health', 'BE', '2015-01-01', NULL), (6, 'Pixelwerk GmbH', 'software', 'ZH', '2019-01-01', '2024-12-31'), (7, 'Gemeinde Wald', 'public', 'ZH', '2001-01-01', NULL), (8, 'Alpha Rückbau AG', 'construction', 'SO', current_date - 45, NULL);

INSERT INTO registry.members
SELECT row_number() OVER (), n, s, b::date, d::date, l
FROM (VALUES ('Anna Aebischer', 'F', '1952-03-04', NULL, 'de'), ('Jean-Luc Berset', 'M', '1949-11-17', '2024-06-02', 'fr'), ('Chiara Bernasconi', 'F', '1979-08-21', NULL, 'it'), ('Peter Brunner', 'M', '1961-01-09', NULL, 'de'), ('Peter Brunner', 'M', '1988-05-13', NULL, 'de'), ('Sophie Chevalley', 'F', '1990-12-01', NULL, 'fr'), ('Urs D''Angelo', 'M', '1957-07-07', NULL, 'de'), ('Vreni Eggimann', 'F', '1963-10-30', NULL, 'de'), ('Lorenzo Ferrari', 'M', '1972-02-14', NULL, 'it'), ('Heidi Gerber', 'F', '1945-06-25', '2025-03-19', 'de'),
('Marc Hürlimann', 'M', '1984-09-09', NULL, 'de'), ('Fatmire Imeri', 'F', '1993-04-02', NULL, 'de'), ('Yves Jaquet', 'M', '1968-12-24', NULL, 'fr'), ('Elena Keller', 'F', '2001-03-15', NULL, 'de'), ('Beat Lüthi', 'M', '1959-08-08', NULL, 'de'), ('Nadia Meier', 'F', '1976-01-31', NULL, 'de'), ('Sandra Meier', 'F', '1982-11-11', NULL, 'de'), ('Goran Nikolić', 'M', '1970-05-27', NULL, 'de'), ('Aline Oberson', 'F', '1997-07-19', NULL, 'fr'), ('Ramon Pfister', 'M', '1966-03-03', '2023-09-30', 'de'),
('Laura Quadri', 'F', '1987-10-06', NULL, 'it'), ('Kurt Röthlisberger', 'M', '1954-04-18', NULL, 'de'), ('Mirjam Schär', 'F', '1995-02-22', NULL, 'de'), ('Thomas Tobler', 'M', '1978-06-16', NULL, 'de'), ('Isabelle Uldry', 'F', '1960-09-29', NULL, 'fr'), ('Dario Valsangiacomo', 'M', '1999-12-12', NULL, 'it'), ('Rosmarie Wyss', 'F', '1956-05-05', NULL, 'de'), ('Xavier Zen-Ruffinen', 'M', '1981-08-28', NULL, 'fr'), ('Erika Zgraggen', 'F', '1964-02-10', NULL, 'de'), ('Noah Zumstein', 'M', '2003-06-01', NULL, 'de'), ('Mélanie Rey', 'F', '1991-09-03', NULL, 'fr'), ('Silvan Brunner', 'M', '1974-04-04', NULL, 'de')) AS v (n, s, b, d, l);

INSERT INTO registry.status_history
SELECT id, st::registry.membership, f::date, t::date FROM (VALUES (1, 'active', '1998-01-01', '2016-04-01'), (1, 'pensioner', '2016-04-01', NULL), (2, 'active', '2004-01-01', '2014-12-01'), (2, 'pensioner', '2014-12-01', '2024-06-02'), (4, 'active', '1995-03-01', '2026-02-01'), (7, 'active', '1990-01-01', '2022-08-01'), (7, 'pensioner', '2022-08-01', NULL), (10, 'active', '2001-01-01', '2009-07-01'), (10, 'pensioner', '2009-07-01', '2025-03-19'),
(13, 'active', '2008-06-01', '2021-10-01'), (13, 'pensioner', '2021-10-01', NULL), (15, 'active', '1992-01-01', '2024-09-01'), (15, 'pensioner', '2024-09-01', NULL), (20, 'active', '2010-01-01', '2023-09-30'), (22, 'active', '2001-01-01', '2019-05-01'), (22, 'pensioner', '2019-05-01', NULL), (25, 'active', '2004-01-01', '2025-10-01'), (25, 'pensioner', '2025-10-01', NULL), (27, 'active', '2005-02-01', '2020-06-01'), (27, 'pensioner', '2020-06-01', NULL),
(5, 'active', '2019-01-01', '2024-12-31'), (5, 'deferred', '2024-12-31', NULL), (11, 'active', '2019-06-01', '2023-04-01'), (11, 'departed', '2023-04-01', NULL), (23, 'active', '2021-01-01', '2024-12-31'), (23, 'departed', '2024-12-31', NULL), (24, 'active', '2011-04-01', '2024-06-01'), (24, 'deferred', '2024-06-01', NULL), (28, 'active', '2016-01-01', '2022-05-01'), (28, 'deferred', '2022-05-01', '2024-02-01'), (28, 'active', '2024-02-01', NULL)) AS v (id, st, f, t) WHERE t IS NULL OR t::date < current_date;
INSERT INTO registry.status_history VALUES (4, 'pensioner', '2026-02-01', NULL);
INSERT INTO registry.status_history SELECT member_id, 'active', CASE WHEN member_id IN (14, 30) THEN date '2023-08-01' WHEN member_id = 31 THEN current_date - 20 WHEN member_id = 32 THEN current_date - 45 ELSE date '2008-01-01' + (member_id * 173) % 4000 END, NULL FROM registry.members AS m WHERE NOT EXISTS (SELECT 1 FROM registry.status_history AS s WHERE s.member_id = m.member_id);

INSERT INTO registry.employments
SELECT a.member_id, a.emp, y, CASE WHEN nxt <= coalesce(a.stop, date '2999-01-01') THEN nxt ELSE a.stop END, round((base * (1 + 0.013 * k) * deg / 100)::numeric, 2), deg
FROM (SELECT s.member_id, s.valid_from AS start, s.valid_to AS stop, CASE WHEN s.member_id IN (5, 11, 23) THEN 6 WHEN s.member_id IN (2, 6, 13, 19, 25, 28) THEN 3 WHEN s.member_id IN (3, 9, 21, 24, 26) THEN 4 WHEN s.member_id = 32 THEN 8 WHEN s.member_id = 29 THEN 2 ELSE (ARRAY[1, 1, 5, 7, 2])[1 + s.member_id % 5] END AS emp,
             52000 + floor(random() ^ 2 * 90000) AS base, (ARRAY[100, 100, 80, 60, 100, 50])[1 + floor(random() * 6)::int] AS deg FROM registry.status_history AS s WHERE s.status = 'active') AS a
CROSS JOIN LATERAL (SELECT y::date AS y, (y + interval '3 years')::date AS nxt, row_number() OVER (ORDER BY y) AS k FROM generate_series(a.start::timestamp, least(coalesce(a.stop - 1, current_date), current_date), interval '3 years') AS y) AS g;
UPDATE registry.employments SET valid_to = NULL WHERE valid_to > current_date AND NOT EXISTS (SELECT 1 FROM registry.status_history AS s WHERE s.member_id = employments.member_id AND s.valid_to = employments.valid_to);
INSERT INTO registry.employments VALUES (12, 5, '2024-03-01', NULL, 18200, 20), (17, 2, '2025-01-01', NULL, 22000, 30);

INSERT INTO registry.beneficiaries VALUES (1, 2, 'Monique Berset', 'spouse', '1953-02-20'), (2, 10, 'Fritz Gerber', 'spouse', '1943-09-01'), (3, 20, 'Ana Pfister', 'spouse', '1971-12-05'), (4, 20, 'Leo Pfister', 'child', '2006-05-14'), (5, 20, 'Mia Pfister', 'child', '2009-08-30'), (6, 3, 'Paolo Riva', 'partner', NULL), (7, 4, 'Ruth Brunner', 'spouse', '1964-04-11'), (8, 9, 'Giulia Ferrari', 'spouse', '1975-07-23'), (9, 16, 'Tim Meier', 'child', '2012-01-02'), (10, 13, 'Anne Jaquet', 'spouse', NULL), (11, 21, 'Nina Quadri', 'child', current_date - 2000);

INSERT INTO rules.age_bands VALUES (18, 24, 1.00, 1.50), (25, 34, 5.00, 5.50), (35, 44, 6.50, 7.50), (45, 54, 8.50, 10.50), (55, NULL, 10.00, 13.00);

INSERT INTO finance.contributions
SELECT row_number() OVER (ORDER BY p, member_id), member_id, employer_id, p, round(annual_salary / 12 * b.employee_percent / 100, 2), round(annual_salary / 12 * b.employer_percent / 100, 2), (p + interval '1 month 9 days')::date,
       CASE WHEN p + interval '1 month 9 days' + late * interval '1 day' <= current_date AND NOT (chance > 0.995 OR (employer_id = 4 AND chance > 0.95)) THEN (p + interval '1 month 9 days')::date + late END
FROM (SELECT e.*, p::date AS p, random() AS chance, (ARRAY[0, 0, -2, -4, 0, 1, 4, 22])[1 + floor(random() * CASE e.employer_id WHEN 2 THEN 8 WHEN 4 THEN 8 ELSE 5.3 END)::int] AS late, extract(year FROM age(p, m.born_on)) AS age
      FROM registry.employments AS e JOIN registry.members AS m ON m.member_id = e.member_id CROSS JOIN generate_series(timestamp '2023-01-01', date_trunc('month', current_date) - interval '1 month', interval '1 month') AS p WHERE p >= e.valid_from AND (e.valid_to IS NULL OR p < e.valid_to)) AS x
JOIN rules.age_bands AS b ON x.age >= b.from_age AND (b.to_age IS NULL OR x.age <= b.to_age);

INSERT INTO finance.funds VALUES (1, 'Geldmarkt', 1, 0.15), (2, 'Obligationen Schweiz', 2, 0.25), (3, 'Mixta 40', 3, 0.48), (4, 'Aktien Welt', 5, 0.62), (5, 'Immobilien', 3, 0.71), (6, 'Nachhaltig Plus', 4, 0.85);
INSERT INTO finance.unit_prices
SELECT fund_id, d, round((100 * exp(0.012 * risk_class * (d - date '2023-01-01') / 365.0 + sum((random() - 0.5) * 0.015 * risk_class) OVER (PARTITION BY fund_id ORDER BY d)))::numeric, 4)
FROM (SELECT f.*, d::date AS d FROM finance.funds AS f CROSS JOIN generate_series(timestamp '2023-01-02', current_date, interval '7 days') AS d) AS x;

INSERT INTO finance.allocations
SELECT member_id, 3, 60, date '2020-01-01', CASE WHEN member_id % 4 = 0 THEN date '2024-07-01' END FROM registry.members WHERE member_id <> 31 AND member_id % 3 <> 0
UNION ALL SELECT member_id, 1 + member_id % 2, 40, date '2020-01-01', CASE WHEN member_id % 4 = 0 THEN date '2024-07-01' END FROM registry.members WHERE member_id <> 31 AND member_id % 3 <> 0
UNION ALL SELECT member_id, 4, 100, date '2024-07-01', NULL FROM registry.members WHERE member_id % 4 = 0 AND member_id % 3 <> 0
UNION ALL SELECT member_id, 2, 100, date '2021-01-01', NULL FROM registry.members WHERE member_id % 3 = 0 AND member_id % 2 = 0
UNION ALL SELECT member_id, 4, 50, date '2021-01-01', NULL FROM registry.members WHERE member_id % 3 = 0 AND member_id % 2 = 1
UNION ALL SELECT member_id, 5, 50, date '2021-01-01', NULL FROM registry.members WHERE member_id % 3 = 0 AND member_id % 2 = 1;

INSERT INTO benefits.pensions VALUES (1, 1, NULL, 'old_age', '2016-04-01', NULL, 1840.50), (2, 2, NULL, 'old_age', '2014-12-01', '2024-06-30', 2955.00), (3, 7, NULL, 'old_age', '2022-08-01', NULL, 3120.00), (4, 10, NULL, 'old_age', '2009-07-01', '2025-03-31', 1210.00), (5, 13, NULL, 'disability', '2021-10-01', '2033-12-31', 3480.00), (6, 15, NULL, 'old_age', '2024-09-01', NULL, 2710.20), (7, 22, NULL, 'old_age', '2019-05-01', NULL, 1995.00), (8, 25, NULL, 'old_age', '2025-10-01', NULL, 2260.00), (9, 27, NULL, 'old_age', '2020-06-01', NULL, 980.00), (10, 2, 1, 'survivor', '2024-07-01', NULL, 1773.00), (11, 10, 2, 'survivor', '2025-04-01', NULL, 726.00), (12, 20, 3, 'survivor', '2023-10-01', NULL, 1550.00), (13, 20, 4, 'survivor', '2023-10-01', '2024-05-31', 410.00), (14, 20, 5, 'survivor', '2023-10-01', '2027-08-31', 410.00), (15, 4, NULL, 'old_age', '2026-02-01', NULL, 3405.00);
INSERT INTO benefits.payments
SELECT row_number() OVER (ORDER BY d, pension_id), pension_id, d, monthly_amount, chance < 0.03
FROM (SELECT p.pension_id, p.monthly_amount, d::date AS d, random() AS chance FROM benefits.pensions AS p CROSS JOIN generate_series(timestamp '2023-01-05', current_date, interval '1 month') AS d WHERE d >= p.starts_on AND (p.ends_on IS NULL OR d <= p.ends_on)) AS x;

INSERT INTO benefits.transfers
SELECT row_number() OVER (ORDER BY d), member_id, CASE WHEN member_id IN (11, 23) THEN 'out' ELSE 'in' END, round((4000 + chance ^ 2 * 180000)::numeric, 2), d, CASE WHEN d + 10 + floor(chance * 60)::int <= current_date THEN d + 10 + floor(chance * 60)::int END, CASE WHEN chance < 0.85 THEN (ARRAY['Pensionskasse Post', 'Caisse Vaud', 'Freizügigkeitsstiftung Zürich', 'pensionskasse bern', 'Swisscanto'])[1 + floor(chance * 5.8)::int] END
FROM (SELECT d::date AS d, random() AS chance, (ARRAY[3, 5, 6, 9, 12, 14, 16, 17, 18, 19, 21, 24, 26, 28, 29, 30])[1 + floor(random() * 16)::int] AS member_id FROM generate_series(timestamp '2023-01-20', current_date - 3, interval '23 days') AS d) AS x;
INSERT INTO benefits.transfers VALUES (901, 11, 'out', 48210.35, '2023-04-03', '2023-05-10', 'Pensionskasse Post'), (902, 23, 'out', 22105.00, '2025-01-06', '2025-01-31', 'Swisscanto'), (903, 24, 'out', 130400.00, current_date - 8, NULL, NULL), (904, 31, 'in', 15250.10, current_date - 4, NULL, 'Caisse Vaud');
