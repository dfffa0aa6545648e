SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO clb VALUES (1, 'LG Seeufer', 'Konstanz', 1972), (2, 'TV Radolfzell', 'Radolfzell', 1899), (3, 'Run4Fun', 'Konstanz', 2011), (4, 'SC Säntis', 'St. Gallen', NULL), (5, 'Lauftreff Höri', 'Gaienhofen', 2004), (6, 'Triathlon Arbon', 'Arbon', 1994);

INSERT INTO rnr
SELECT n, split_part(w, ' ', 1), substr(w, strpos(w, ' ') + 1), CASE WHEN n = 31 THEN 'X' WHEN n % 5 IN (1, 3) THEN 'F' ELSE 'M' END, CASE WHEN n % 17 <> 9 THEN date '1950-06-15' + ((n * 4099) % 20500)::int END, CASE WHEN n % 6 = 0 THEN 'CH' WHEN n % 13 = 5 THEN 'AT' WHEN n = 25 THEN 'KE' ELSE 'DE' END, CASE n % 8 WHEN 0 THEN NULL WHEN 1 THEN 1 WHEN 2 THEN 1 WHEN 3 THEN 2 WHEN 4 THEN 3 WHEN 5 THEN 4 WHEN 6 THEN NULL ELSE 5 END, CASE WHEN n % 9 <> 4 THEN 'runner' || n || CASE WHEN n % 3 = 0 THEN '@lauf.example' ELSE '@mail.example' END END,
       CASE n % 4 WHEN 0 THEN '{}' WHEN 1 THEN '{"shirt": "M", "coach": "Ruth Amann"}' WHEN 2 THEN jsonb_build_object('shirt', CASE WHEN n % 3 = 0 THEN 'L' ELSE 'S' END) ELSE '{"shirt": "L", "allergies": ["nuts"], "coach": "Beat Frei"}' END
FROM unnest(ARRAY['Anke Bauer', 'Bernd Maier', 'Carla Rossi', 'Dennis Kuhn', 'Eva Lindner', 'Fabian Egli', 'Gisela Roth', 'Hakan Aydın', 'Ines Vogel', 'Jonas Graf', 'Kathrin Maier', 'Luca Bianchi', 'Maren Ott', 'Nils Hansen', 'Olga Petrova', 'Paul Zünd', 'Quirin Haas', 'Renate Wolf', 'Stefan Maier', 'Theo Brun', 'Ulrike Sauter', 'Viktor Lang', 'Wanda Nowak', 'Xaver Kolb', 'Kiprono Bett', 'Yvonne Keller', 'Zoran Ilić', 'Amelie Faure', 'Beat Hug', 'Cornelia Ott', 'Kim Sander', 'Dominik Weiß', 'Elena Marti', 'Felix Amann', 'Greta Sommer', 'Heiko Lang', 'Ida Berg', 'Jörg D''Souza', 'Karim Haddad', 'Lea Frick', 'Markus Thoma', 'Nina Berger', 'Oskar Lutz', 'Pia Schär', 'Rolf Stutz', 'Sofia Conti', 'Tim Hauser', 'Ursula Gross']) WITH ORDINALITY AS u (w, n);
INSERT INTO rnr VALUES (49, 'Bernd', 'Maier', 'M', '1999-02-02', 'DE', NULL, 'runner49@mail.example', '{}'), (50, 'Verena', 'Zoll', 'F', '1991-01-19', 'DE', 6, NULL, '{"shirt": "S"}');

INSERT INTO evt
SELECT row_number() OVER (ORDER BY d, nm), nm, d, twn, CASE WHEN d <= current_date AND random() < 0.93 THEN round((10 + 9 * sin((extract(doy FROM d)::float8 - 105) / 58) + random() * 6)::numeric, 1) END, CASE WHEN d = date '2024-06-09' THEN 'Y' ELSE 'N' END
FROM (SELECT 'Lake Five' AS nm, d::date AS d, 'Konstanz' AS twn FROM generate_series(timestamp '2023-01-08', current_date + 20, interval '28 days') AS d
      UNION ALL SELECT 'Bodensee Marathon', make_date(y, 9, 20), 'Konstanz' FROM generate_series(2023, 2026) AS y
      UNION ALL SELECT 'Höri Night Run', make_date(y, 6, 9), 'Gaienhofen' FROM generate_series(2023, 2026) AS y
      UNION ALL SELECT 'New Year Run', make_date(y, 1, 1), 'Radolfzell' FROM generate_series(2024, 2026) AS y
      UNION ALL SELECT 'Charity Mile', current_date, 'Arbon') AS e;

INSERT INTO rce
SELECT row_number() OVER (ORDER BY evt_dt, evt_id, dst), evt_id, nm, dst, evt_dt + start, lim, fee, most
FROM evt JOIN (VALUES ('Lake Five', '5 km', 5, time '10:00', NULL, 5, 60), ('Bodensee Marathon', 'Marathon', 42.195, time '09:00', 360, 65, 40), ('Bodensee Marathon', 'Half marathon', 21.0975, time '09:45', 180, 40, 45), ('Bodensee Marathon', '10 km', 10, time '11:00', 90, 22, 50), ('Höri Night Run', '10 km', 10, time '21:30', 100, 20, 45), ('New Year Run', '10 km', 10, time '14:00', NULL, 12, 45), ('Charity Mile', 'Mile', 1.609, time '00:00', NULL, 3, 50)) AS r (ev, nm, dst, start, lim, fee, most) ON r.ev = evt.evt_nm;

INSERT INTO ent
SELECT row_number() OVER (ORDER BY evt_dt, rce_id, rnr_id), rce_id, rnr_id, 100 + row_number() OVER (PARTITION BY rce_id ORDER BY salt), least(ent_at, now()), CASE WHEN chance > 0.05 THEN least((ent_at + make_interval(days => floor(salt * 8)::int))::date, evt_dt, current_date) END, st, CASE WHEN st = 'F' THEN secs + 2 + floor(salt * 140)::int END, CASE WHEN st = 'F' THEN secs END
FROM (SELECT e.*, CASE WHEN evt_dt > current_date THEN 'E' WHEN cncl = 'Y' OR chance > 0.95 THEN 'N' WHEN chance > 0.93 - dst_km * 0.002 THEN 'D' WHEN chance < 0.012 THEN 'Q' ELSE 'F' END AS st, (dst_km * (225 + (rnr_id * 37) % 150 + salt * 25 + dst_km * 0.9 + coalesce(greatest(temp_c - 20, 0), 0) * 2 - CASE WHEN rnr_id IN (25, 6) THEN 25 ELSE 0 END))::int AS secs
      FROM (SELECT r.*, v.evt_dt, v.cncl, v.temp_c, n.rnr_id, random() AS chance, random() AS salt, random() AS wish, v.evt_dt - make_interval(days => floor(random() ^ 2 * 90)::int, hours => floor(random() * 14)::int) AS ent_at
            FROM rce AS r JOIN evt AS v ON v.evt_id = r.evt_id CROSS JOIN rnr AS n WHERE n.rnr_id <> 50) AS e
      WHERE wish < CASE WHEN dst_km > 40 THEN 0.24 WHEN dst_km > 20 THEN 0.3 WHEN dst_km = 5 THEN 0.26 + CASE WHEN rnr_id IN (1, 7, 10) THEN 0.74 ELSE 0 END ELSE 0.38 END) AS x;

INSERT INTO chk SELECT rce_id, n, CASE WHEN dst_km > 40 THEN n * 10 WHEN dst_km > 20 THEN n * 5 ELSE 5 END FROM rce CROSS JOIN generate_series(1, 4) AS n WHERE dst_km > 5 AND (dst_km > 20 OR n = 1);
INSERT INTO splt SELECT e.ent_id, c.chk_no, (e.net_s * c.km / r.dst_km * (0.94 + 0.03 * c.chk_no * (1 - c.km / r.dst_km) * e.salt))::int FROM (SELECT *, random() AS salt FROM ent) AS e JOIN chk AS c ON c.rce_id = e.rce_id JOIN rce AS r ON r.rce_id = e.rce_id WHERE e.net_s IS NOT NULL AND e.salt < 0.97;

INSERT INTO vlt VALUES (1, 'Ruth Amann', '{de,fr}', NULL), (2, 'Beat Frei', '{de,it}', NULL), (3, 'Renate Wolf', '{de}', 18), (4, 'Giulia Conti', '{it,de,en}', NULL), (5, 'Markus Thoma', '{de,en}', 41), (6, 'Hanno Kist', '{}', NULL), (7, 'Marta Nowak', '{pl,de}', NULL), (8, 'Sofia Conti', '{it,de}', 46), (9, 'Emil Rapp', '{de}', NULL);
INSERT INTO vlt_shf SELECT evt_id, vlt_id, (ARRAY['water', 'start', 'finish', 'route', 'bags'])[1 + floor(salt * 5)::int], 2 + floor(salt * 9) / 2 FROM (SELECT e.evt_id, v.vlt_id, random() AS salt, random() AS chance FROM evt AS e CROSS JOIN vlt AS v WHERE e.cncl = 'N' AND v.vlt_id <> 9 AND e.evt_dt <= current_date) AS s WHERE chance < 0.42 OR vlt_id = 1;
INSERT INTO spns SELECT row_number() OVER (ORDER BY evt_id, nm), nm, evt_id, 250 * (1 + floor(salt * 8)) FROM (SELECT e.evt_id, s AS nm, random() AS salt, random() AS chance FROM evt AS e CROSS JOIN unnest(ARRAY['Seebrauerei', 'Sport Gubler', 'Stadtwerke', 'Apotheke am Markt', 'Bootshaus Rapp']) AS s WHERE e.evt_nm <> 'Lake Five' AND e.evt_nm <> 'Charity Mile') AS x WHERE chance < 0.6;
