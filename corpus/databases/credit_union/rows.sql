SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO branches VALUES (1, 'Docklands', 'Liverpool', '1974-05-01', NULL), (2, 'Wirral', 'Birkenhead', '1988-09-12', NULL), (3, 'Walton Road', 'Liverpool', '1996-02-05', NULL), (4, 'Runcorn', 'Runcorn', '2009-10-01', '2024-06-28'), (5, 'Bootle', 'Bootle', '2022-11-14', NULL), (6, 'Speke', 'Liverpool', '2025-11-03', NULL);

INSERT INTO officers VALUES (1, 'Maureen Fairclough', 1, NULL, '1999-04-01'), (2, 'Tunde Adeyemi', 1, 750000, '2016-09-01'), (3, 'Siân Roberts', 2, 500000, '2019-01-14'), (4, 'Paul O''Dowd', 3, 500000, '2012-06-04'), (5, 'Paul Tranter', 4, 300000, '2018-03-01'), (6, 'Aisha Rahman', 5, 200000, '2025-09-01');

INSERT INTO members (id, first_name, last_name, born_on, joined_on, left_on, branch_id, employer)
SELECT row_number() OVER (), f, l, b::date, j::date, x::date, br, e
FROM (VALUES
('Joan', 'Atherton', '1948-03-02', '1979-01-15', NULL, 1, NULL), ('Derek', 'Atherton', '1946-11-30', '1979-01-15', '2023-10-04', 1, NULL), ('Colette', 'Baptiste', '1981-07-19', '2008-05-20', NULL, 3, 'Mersey Ferries'), ('Imran', 'Choudhury', '1990-02-11', '2015-03-03', NULL, 2, 'Arrowe Park Hospital'),
('Kathleen', 'D''Arcy', '1959-12-24', '1991-08-09', NULL, 1, 'City Council'), ('Emeka', 'Eze', '1987-05-05', '2017-11-27', NULL, 5, 'City Council'), ('Lucy', 'Farrell', '1999-09-14', '2021-06-30', NULL, 3, NULL), ('Lucy', 'Farrell', '1974-01-08', '2003-02-17', NULL, 2, 'Cammell Yard'),
('Gareth', 'Griffiths', '1968-10-21', '1995-04-06', NULL, 2, 'Cammell Yard'), ('Noor', 'Hassan', '1993-06-17', '2019-09-09', NULL, 1, 'Royal Mail'), ('Brian', 'Ince', '1955-08-08', '1983-12-01', '2025-02-28', 3, NULL), ('Zuzana', 'Jandová', '1985-04-25', '2012-07-02', NULL, 4, 'Halton Glass'),
('Agnes', 'Lunt', '1939-05-31', '1975-02-02', NULL, 1, NULL), ('Mo', 'Mahmoud', '1996-12-12', '2022-01-19', NULL, 1, 'Royal Mail'), ('Fiona', 'McArdle', '1978-03-27', '2006-11-11', NULL, 2, 'Arrowe Park Hospital'),
('Stephen', 'Nolan', '1971-07-07', '1998-08-18', NULL, 4, 'Halton Glass'), ('Beatrice', 'Okafor', '1989-01-22', '2016-04-15', NULL, 5, 'Arrowe Park Hospital'), ('Wes', 'Pickering', '2001-10-03', '2023-03-20', NULL, 3, 'Royal Mail'), ('Halina', 'Quigley-Nowak', '1983-11-16', '2011-05-23', NULL, 2, 'City Council'),
('Tom', 'Rimmer', '1992-08-28', '2014-12-05', NULL, 1, 'Mersey Ferries'), ('Deirdre', 'Sefton', '1965-06-13', '1994-03-30', '2024-08-30', 4, 'Halton Glass'), ('Rukhsana', 'Tariq', '1998-02-06', '2023-08-08', NULL, 5, 'City Council'), ('Frank', 'Unsworth', '1951-09-09', '1980-06-16', NULL, 3, NULL),
('Chloé', 'Vernon', '2003-04-18', '2024-02-12', NULL, 1, 'city council'), ('Alan', 'Whittle', '1976-05-26', '2001-01-25', NULL, 5, 'Bootle Docks'), ('Priya', 'Yadav', '1994-10-30', '2024-09-16', NULL, 2, 'Arrowe Park Hospital'), ('Danny', 'Zielinski', '2000-01-01', '2025-04-07', NULL, 5, 'Bootle Docks'),
('Ebony', 'Clarke', '2002-07-23', '2025-07-21', NULL, 1, 'Royal Mail'), ('Tom', 'Clarke', '1997-03-12', '2025-10-13', NULL, 3, NULL)) AS m (f, l, b, j, x, br, e);
INSERT INTO members VALUES (30, 'Peter', 'Kavanagh', '1962-02-28', '1990-10-10', NULL, 3, 'Mersey Ferries', NULL), (31, 'Grace', 'Lunt', '2004-12-01', current_date - 12, NULL, 1, NULL, 13), (32, 'Ivan', 'Petrov', '1991-08-15', current_date - 40, NULL, 5, 'Bootle Docks', NULL);
UPDATE members AS m SET introduced_by_member_id = 1 + (m.id * 7) % 12 WHERE m.id > 14 AND m.id % 3 <> 0 AND m.id < 30;

INSERT INTO savings_products VALUES ('SHARE', 'Ordinary shares', 1.50, true), ('XMAS', 'Christmas club', 0.75, false), ('JUNIOR', 'Young savers', 2.25, true), ('PLAN5', 'Five-year plan', 3.10, false), ('ISA', 'Cash ISA', 2.80, true);

INSERT INTO accounts
SELECT row_number() OVER (ORDER BY id, code), id, code, joined + CASE code WHEN 'SHARE' THEN 0 WHEN 'XMAS' THEN 45 ELSE 120 END, CASE WHEN left_on IS NOT NULL THEN left_on WHEN code = 'XMAS' AND id % 6 = 5 THEN date '2024-12-02' END
FROM (SELECT m.id, p.code, greatest(m.joined_on, date '2012-01-01') AS joined, m.left_on FROM members AS m CROSS JOIN savings_products AS p
      WHERE p.code = 'SHARE' OR (p.code = 'XMAS' AND m.id % 3 = 2) OR (p.code = 'PLAN5' AND m.id % 5 = 1) OR (p.code = 'ISA' AND m.id IN (4, 26))) AS a
WHERE joined + CASE code WHEN 'SHARE' THEN 0 WHEN 'XMAS' THEN 45 ELSE 120 END < current_date;

INSERT INTO entries
SELECT row_number() OVER (ORDER BY at, account_id, kind), account_id, at, at::date + CASE WHEN kind = 'withdrawal' THEN 0 ELSE 1 END, kind, amount, CASE WHEN kind = 'withdrawal' AND chance < 0.4 THEN (ARRAY['holiday', 'car repair', 'Boiler repair', 'school uniform', 'rent'])[1 + floor(chance * 12.4)::int] END
FROM (
    SELECT a.id AS account_id, d + interval '9 hours' + random() * interval '7 hours' AS at, CASE WHEN m.employer IN ('City Council', 'Royal Mail', 'Halton Glass') THEN 'payroll' ELSE 'deposit' END AS kind, 500 * (1 + floor(random() ^ 2 * 40)::int) AS amount, random() AS chance, random() AS fate
    FROM accounts AS a JOIN members AS m ON m.id = a.member_id CROSS JOIN generate_series(timestamptz '2023-01-04', current_date, interval '1 month') AS d
    WHERE d > a.opened_on AND (a.closed_on IS NULL OR d < a.closed_on) AND a.id <> 9
    UNION ALL
    SELECT a.id, d + interval '10 hours' + random() * interval '6 hours', 'withdrawal', -100 * (10 + floor(random() ^ 3 * 600)::int), random(), random() + CASE WHEN a.product_code IN ('XMAS', 'PLAN5') THEN 0.9 ELSE 0.35 END
    FROM accounts AS a CROSS JOIN generate_series(timestamptz '2023-01-18', current_date, interval '1 month') AS d WHERE d > a.opened_on AND (a.closed_on IS NULL OR d < a.closed_on) AND a.id <> 9
    UNION ALL
    SELECT a.id, d + interval '23 hours', 'fee', -250, random(), 0.1 FROM accounts AS a CROSS JOIN generate_series(timestamptz '2023-12-31', current_date - 1, interval '1 year') AS d WHERE a.product_code = 'ISA' AND d > a.opened_on
) AS e WHERE fate < 0.93 AND at < now();
INSERT INTO entries SELECT 900000 + a.id, a.id, current_date + interval '1 minute', current_date + 1, 'deposit', 1000 * (1 + a.id % 4), NULL FROM accounts AS a WHERE a.id IN (3, 6, 12, 18) AND a.closed_on IS NULL;
INSERT INTO entries SELECT 910000 + a.id, a.id, current_date - 1 + interval '11 hours', current_date - 1, 'withdrawal', -3500, 'rent' FROM accounts AS a WHERE a.id IN (4, 7);

INSERT INTO loans
SELECT row_number() OVER (ORDER BY d) + 2000, member_id, CASE WHEN st <> 'applied' THEN officer END, purpose, st::loan_status, d, CASE WHEN st <> 'applied' THEN d + wait END, CASE WHEN st IN ('running', 'repaid', 'written_off') THEN d + wait + 2 END,
       req, CASE WHEN st IN ('running', 'repaid', 'written_off') THEN CASE WHEN cut < 0.25 THEN req * 3 / 4 ELSE req END END, rate, term
FROM (SELECT x.*, CASE WHEN d > current_date - 9 THEN 'applied' WHEN fate < 0.14 THEN 'rejected' WHEN d + wait + 2 + term * 31 < current_date THEN CASE WHEN fate > 0.93 THEN 'written_off' ELSE 'repaid' END ELSE CASE WHEN fate > 0.97 AND d < current_date - 300 THEN 'written_off' ELSE 'running' END END AS st
      FROM (SELECT d::date AS d, random() AS fate, random() AS cut, 1 + floor(random() * 7)::int AS wait, (ARRAY[6, 12, 12, 18, 24, 24, 36])[1 + floor(random() * 7)::int] AS term, 10000 * (3 + floor(random() ^ 2 * 80)::int) AS req,
                   (ARRAY[5.90, 7.90, 9.90, 12.68])[1 + floor(random() * 4)::int] AS rate, (ARRAY['car', 'car', 'home improvement', 'holiday', 'debt consolidation', 'wedding', 'Christmas', NULL])[1 + floor(random() * 8)::int] AS purpose,
                   (ARRAY[3, 4, 4, 5, 6, 8, 9, 10, 12, 12, 15, 16, 17, 18, 20, 21, 24, 26])[1 + floor(random() * 18)::int] AS member_id, (ARRAY[1, 2, 2, 3, 3, 4])[1 + floor(random() * 6)::int] AS officer
            FROM generate_series(timestamp '2023-01-05', current_date, interval '11 days') AS d) AS x) AS y;
INSERT INTO loans VALUES (1900, 17, 5, 'car', 'repaid', '2023-02-01', '2023-02-03', '2023-02-06', 250000, 250000, 9.90, 12), (1901, 22, 5, 'holiday', 'rejected', '2023-07-10', '2023-07-11', NULL, 900000, NULL, 12.68, 36), (1902, 7, 4, 'holiday', 'repaid', '2024-05-02', '2024-05-04', '2024-05-06', 120000, 100000, 9.90, 12), (2900, 7, NULL, 'car', 'applied', current_date - 2, NULL, NULL, 480000, NULL, 7.90, 24), (2901, 27, NULL, NULL, 'applied', current_date, NULL, NULL, 60000, NULL, 9.90, 12), (2902, 8, 3, 'wedding', 'running', current_date - 75, current_date - 72, current_date - 70, 700000, 620000, 7.90, 36), (2903, 21, 1, 'car', 'running', current_date - 100, current_date - 95, current_date - 94, 350000, 350000, 9.90, 12);

INSERT INTO guarantors
SELECT loan_id, g, amount FROM (SELECT l.id AS loan_id, 1 + (l.id * 5 + n * 3) % 24 AS g, l.granted_pence / (2 + n) AS amount, l.member_id, random() AS chance FROM loans AS l CROSS JOIN generate_series(0, 1) AS n WHERE l.granted_pence >= 150000) AS x
WHERE g <> member_id AND chance < 0.7;

INSERT INTO instalments
SELECT id, k, due, granted_pence / term_months, (granted_pence * rate_percent / 1200 * (term_months - k + 1) / term_months)::int,
       CASE WHEN status = 'repaid' THEN least(due + late, current_date) WHEN status = 'written_off' THEN CASE WHEN k <= 4 THEN due + late END WHEN due + late <= current_date AND fate < 0.96 THEN due + late END
FROM (SELECT l.*, k, (l.paid_out_on + k * interval '1 month')::date AS due, (ARRAY[0, 0, 0, 0, 0, -2, -1, 3, 9, 34])[1 + floor(random() * 10)::int] AS late, random() AS fate
      FROM loans AS l CROSS JOIN LATERAL generate_series(1, l.term_months) AS k WHERE l.paid_out_on IS NOT NULL) AS i;
UPDATE instalments SET paid_on = NULL WHERE loan_id = 2902 OR (loan_id = 2903 AND seq >= 2);

INSERT INTO dividends
SELECT a.id, y, greatest(25, (p.rate_percent * (SELECT coalesce(sum(greatest(e.amount_pence, 0)), 0) FROM entries AS e WHERE e.account_id = a.id AND extract(year FROM e.value_on) <= y) / 100)::int)
FROM accounts AS a JOIN savings_products AS p ON p.code = a.product_code CROSS JOIN generate_series(2023, extract(year FROM current_date)::int - 1) AS y
WHERE extract(year FROM a.opened_on) <= y AND (a.closed_on IS NULL OR extract(year FROM a.closed_on) > y) AND a.id <> 9;
