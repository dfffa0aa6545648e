SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO rgn VALUES ('NM', 'Northmoor'), ('CO', 'Coast'), ('VL', 'Vale of Emlyn'), ('IS', 'Islands');
INSERT INTO stn VALUES
('ALD', 'Aldermoor', 'NM', 214, 4, 'Y', '1864-07-01', NULL), ('BRA', 'Brackwater', 'NM', 188, 2, 'N', '1864-07-01', NULL), ('DUN', 'Dunsley Junction', 'VL', 61, 6, 'Y', '1859-03-14', NULL), ('FEN', 'Fenny Bridge', 'NM', 305, 2, 'N', '1866-05-20', NULL),
('HOL', 'Hollowgate', 'NM', 412, 2, 'N', NULL, NULL), ('INV', 'Inverkell', 'NM', 518, 3, 'Y', '1871-10-02', NULL), ('MIL', 'Millport Harbour', 'CO', 4, 3, 'Y', '1861-06-11', NULL), ('KIN', 'Kingsholt', 'CO', 22, 2, 'N', '1861-06-11', NULL),
('EAS', 'Eastwick', 'CO', 22, 2, 'N', '1885-04-01', NULL), ('LAN', 'Langley St Mary''s', 'CO', 37, 4, 'Y', '1885-04-01', NULL), ('CAS', 'Castle Emlyn', 'VL', 143, 3, 'Y', '1868-08-15', NULL), ('GLA', 'Glasfryn', 'VL', 120, 1, 'N', '1868-08-15', NULL),
('PEN', 'Pentre Halt', 'VL', NULL, 1, 'N', '1932-05-01', NULL), ('OAK', 'Oakhanger', 'VL', 75, 2, 'N', NULL, NULL), ('ROW', 'Rowan Park', NULL, 80, 2, 'N', '2021-09-06', NULL), ('NET', 'Netherby', 'NM', 130, 1, 'N', '1902-01-01', NULL),
('QUA', 'Quarry Bank', 'NM', 260, 1, 'N', '1902-01-01', NULL), ('TIN', 'Tinwell Road', 'CO', 18, 1, 'N', '1885-04-01', '1998-05-23'), ('SKE', 'Skerry Halt', 'CO', 9, 1, 'N', NULL, '2019-12-14');
INSERT INTO ln VALUES ('NL', 'Northmoor Line', 120), ('CL', 'Coast Line', 140), ('VL', 'Valley Line', 90), ('QB', 'Quarry Branch', 60), ('HT', 'Harbour Tramway', 40);
INSERT INTO ln_stn VALUES
('NL', 1, 'DUN', 0), ('NL', 2, 'BRA', 14.3), ('NL', 3, 'ALD', 22.8), ('NL', 4, 'FEN', 35.1), ('NL', 5, 'HOL', 44.6), ('NL', 6, 'INV', 61.0), ('CL', 1, 'MIL', 0), ('CL', 2, 'KIN', 9.2), ('CL', 3, 'DUN', 21.7), ('CL', 4, 'EAS', 33.0), ('CL', 5, 'LAN', 47.9),
('VL', 1, 'CAS', 0), ('VL', 2, 'GLA', 6.6), ('VL', 3, 'PEN', 10.9), ('VL', 4, 'DUN', 19.4), ('VL', 5, 'OAK', 26.0), ('VL', 6, 'ROW', 31.5), ('QB', 1, 'DUN', 0), ('QB', 2, 'NET', 5.1), ('QB', 3, 'QUA', 11.7);
INSERT INTO rs_typ VALUES ('E450', 'Curlew', 'Halden Works', 'E', 24, 196), ('E460', 'Curlew II', 'Halden Works', 'E', 24, 212), ('D158', 'Plover', 'Bremer & Co', 'D', 0, 138), ('D142', 'Old Plover', 'Bremer & Co', 'D', 8, 102), ('H700', 'Heron', 'Nordhydro', 'H', 12, 160), ('D153', 'Wren', 'Leyburn Carriage', 'D', 0, 72), ('D101', 'Linnet', 'Leyburn Carriage', 'D', 0, 64);
INSERT INTO rs_unt VALUES
(4501, 'E450', 'DUN', '2009-03-02', NULL), (4502, 'E450', 'DUN', '2009-04-20', NULL), (4503, 'E450', 'LAN', '2009-06-15', NULL), (4504, 'E450', 'LAN', '2010-01-11', '2024-06-30'), (4601, 'E460', 'DUN', '2019-12-01', NULL), (4602, 'E460', 'MIL', '2020-02-17', NULL),
(1581, 'D158', 'INV', '1998-10-05', NULL), (1582, 'D158', 'INV', '1998-10-05', NULL), (1583, 'D158', 'ALD', '1999-05-31', NULL), (1421, 'D142', 'CAS', '1986-05-12', '2021-12-11'), (1422, 'D142', 'CAS', '1986-09-01', NULL), (7001, 'H700', 'CAS', '2024-03-18', NULL), (7002, 'H700', 'CAS', '2024-09-02', NULL), (1531, 'D153', 'DUN', '1991-07-08', NULL), (1011, 'D101', 'DUN', '1959-04-13', '2003-09-27'), (4603, 'E460', 'DUN', current_date - 45, NULL);
INSERT INTO drv VALUES
(71, 'Ashworth, Denise', '1979-02-11', '2004-09-01', NULL, 'DUN'), (72, 'Bevan, Huw', '1966-11-30', '1990-02-05', NULL, 'CAS'), (73, 'Calder, Iona', '1988-06-19', '2014-04-14', NULL, 'INV'), (74, 'Dhillon, Gurpreet', '1991-01-08', '2017-08-21', NULL, 'DUN'), (75, 'Evans, Rhys', '1972-09-03', '1999-01-18', '2024-08-31', 'CAS'), (76, 'Evans, Rhys', '1998-03-27', '2022-05-09', NULL, 'CAS'),
(77, 'Fairley, Tom', NULL, '2009-11-02', NULL, 'LAN'), (78, 'Grieve, Morag', '1983-12-12', '2011-03-28', NULL, 'INV'), (79, 'Hussain, Nadia', '1995-07-22', '2021-10-04', NULL, 'MIL'), (80, 'O''Donnell, Pat', '1963-04-05', '1988-06-13', '2023-12-31', 'LAN'), (81, 'Kowalczyk, Zofia', '1986-10-16', '2016-02-29', NULL, 'DUN'), (82, 'Lister, Ben', '2001-08-08', (current_date - 20), NULL, 'DUN');
INSERT INTO trn VALUES
(101, 'NL', 1, '06:12'), (102, 'NL', 2, '07:40'), (103, 'NL', 1, '09:12'), (104, 'NL', 2, '17:05'), (201, 'CL', 1, '05:55'), (202, 'CL', 2, '07:20'), (203, 'CL', 1, '12:25'), (204, 'CL', 2, '16:50'), (206, 'CL', 2, '22:35'), (301, 'VL', 1, '06:05'), (302, 'VL', 2, '08:15'), (303, 'VL', 1, '15:40'), (304, 'VL', 2, '18:15'), (401, 'QB', 1, '06:30'), (402, 'QB', 2, '16:30'), (499, 'QB', 1, '23:45');

INSERT INTO trn_run
SELECT row_number() OVER (ORDER BY d, trn_no) + 20000, trn_no, d,
       CASE WHEN cnc IS NULL OR cnc = 'VF' THEN CASE ln_cd WHEN 'NL' THEN (ARRAY[1581, 1582, 1583, 4501])[1 + floor(u * 4)::int] WHEN 'CL' THEN CASE WHEN u < 0.15 AND d <= date '2024-06-30' THEN 4504 ELSE (ARRAY[4501, 4502, 4503, 4601, 4602])[1 + floor(u * 5)::int] END WHEN 'VL' THEN CASE WHEN u < 0.5 AND d >= date '2024-09-02' THEN 7001 + (u < 0.2)::int ELSE (ARRAY[1422, 1583])[1 + floor(u * 2)::int] END ELSE 1531 END END,
       CASE WHEN cnc IS NULL THEN CASE ln_cd WHEN 'NL' THEN (ARRAY[73, 78, 71])[1 + floor(v * 3)::int] WHEN 'CL' THEN CASE WHEN v < 0.2 AND d <= date '2023-12-31' THEN 80 ELSE (ARRAY[77, 79, 74, 81])[1 + floor(v * 4)::int] END WHEN 'VL' THEN CASE WHEN v < 0.3 AND d <= date '2024-08-31' THEN 75 ELSE (ARRAY[72, 76, 72])[1 + floor(v * 3)::int] END ELSE (ARRAY[74, 81, 71])[1 + floor(v * 3)::int] END END,
       cnc, CASE WHEN cnc IS NULL AND p > 0.06 AND d < current_date THEN floor(CASE ln_cd WHEN 'NL' THEN 70 WHEN 'CL' THEN 120 WHEN 'VL' THEN 55 ELSE 14 END * (0.3 + p) * CASE WHEN extract(isodow FROM d) > 5 THEN 0.6 ELSE 1 END * CASE WHEN dep_tm < time '09:00' OR dep_tm BETWEEN time '16:00' AND time '19:00' THEN 1.5 ELSE 0.8 END)::int END
FROM (SELECT x.*, CASE WHEN fate < 0.012 THEN 'SF' WHEN fate < 0.022 THEN 'VF' WHEN fate < 0.03 THEN 'WX' WHEN fate < 0.036 OR (ln_cd = 'QB' AND d BETWEEN date '2024-05-06' AND date '2024-05-17') THEN 'TW' END AS cnc
      FROM (SELECT d::date AS d, t.trn_no, t.ln_cd, t.dep_tm, random() AS keep, random() AS fate, random() AS u, random() AS v, random() AS p FROM generate_series(timestamp '2023-01-02', current_date, interval '1 day') AS d CROSS JOIN (SELECT * FROM trn WHERE trn_no <> 499) AS t) AS x
      WHERE keep < 0.075 OR d > current_date - 8 OR (trn_no IN (201, 301, 401) AND (d - date '2023-01-02') % 9 = 0) OR (ln_cd = 'QB' AND d BETWEEN date '2024-05-06' AND date '2024-05-17')) AS y;
UPDATE trn_run SET cnc_cd = 'SF', unt_no = NULL, drv_no = NULL, pax_cnt = NULL WHERE (run_dt = current_date - 1 AND trn_no = 302) OR (run_dt = current_date - 3 AND trn_no IN (206, 302));
UPDATE trn_run SET cnc_cd = NULL, unt_no = 1582, drv_no = 73, pax_cnt = 61 WHERE run_dt = current_date - 1 AND trn_no = 101;

INSERT INTO run_stp
SELECT run_id, seq, stn_cd, CASE WHEN seq > 1 THEN start + mins * interval '1 minute' END, CASE WHEN seq > 1 AND NOT skipped AND run_dt < current_date THEN start + (mins + late) * interval '1 minute' END,
       CASE WHEN NOT final THEN start + (mins + 1) * interval '1 minute' END, CASE WHEN NOT final AND NOT skipped AND run_dt < current_date THEN start + (mins + 1 + greatest(late, 0)) * interval '1 minute' END, CASE WHEN r < 0.95 THEN 1 + (run_id + seq) % plt_cnt END
FROM (SELECT z.*, round((1.1 * km + 1.5 * (seq - 1))::numeric) AS mins, floor(base * (0.5 + seq / 8.0) + 4 * r - 1.6) AS late, (r > 0.985 AND seq > 1 AND NOT final) AS skipped
      FROM (SELECT r.run_id, r.run_dt, r.run_dt + t.dep_tm AS start, s.stn_cd, s.plt_cnt, row_number() OVER (PARTITION BY r.run_id ORDER BY CASE t.dir_cd WHEN 1 THEN l.seq_no ELSE -l.seq_no END) AS seq, abs(l.km_pos - first_value(l.km_pos) OVER (PARTITION BY r.run_id ORDER BY CASE t.dir_cd WHEN 1 THEN l.seq_no ELSE -l.seq_no END)) AS km,
                   (CASE t.dir_cd WHEN 1 THEN l.seq_no = max(l.seq_no) OVER (PARTITION BY r.run_id) ELSE l.seq_no = 1 END) AS final, random() AS r, r.base
            FROM (SELECT *, CASE WHEN random() < 0.62 THEN 0 ELSE random() ^ 2 * 22 END AS base FROM trn_run) AS r JOIN trn AS t ON t.trn_no = r.trn_no JOIN ln_stn AS l ON l.ln_cd = t.ln_cd JOIN stn AS s ON s.stn_cd = l.stn_cd WHERE r.cnc_cd IS NULL) AS z) AS w;

INSERT INTO dly_rsn VALUES ('DR', 'driver late or missing', 'O'), ('DO', 'door fault', 'O'), ('EN', 'engine fault', 'O'), ('SG', 'signal failure', 'I'), ('PT', 'points failure', 'I'), ('SH', 'sheep on the line', 'X'), ('WX', 'weather', 'X'), ('PX', 'passengers taken ill', 'X'), ('CN', 'waited for a connection', 'O'), ('BR', 'bridge strike', 'X');
INSERT INTO dly_evt
SELECT row_number() OVER (ORDER BY run_id, seq_no) + 8000, run_id, seq_no, CASE WHEN q < 0.9 THEN (ARRAY['SG', 'SG', 'SG', 'PT', 'DO', 'DO', 'DR', 'EN', 'SH', 'WX', 'PX', 'CN', 'CN'])[1 + floor(q * 14.4)::int] END, greatest(3, floor(late_min * (0.4 + 0.6 * c)))::int
FROM (SELECT v.*, random() AS c, random() AS q FROM v_arr AS v WHERE late_min >= 6) AS e WHERE c < 0.45;

INSERT INTO mnt_ord
SELECT row_number() OVER (ORDER BY d, unt_no) + 500, unt_no, knd, d, CASE WHEN d + days <= current_date THEN d + days END, CASE WHEN d + days <= current_date AND c < 0.93 THEN round((CASE knd WHEN 'I' THEN 900 + 600 * c WHEN 'R' THEN 400 + 14000 * c ^ 3 ELSE 80 + 1200 * c END)::numeric, 2) END,
       CASE WHEN c > 0.55 THEN (ARRAY['Door leaf replaced', 'graffiti removed', 'wheel flat, turned on lathe', 'Heating', 'door sensor', 'broken window', 'brake pads', 'oil leak'])[1 + floor(q * 8)::int] END
FROM (SELECT u.unt_no, u.dt_wdr, u.dt_in, d::date AS d, random() AS keep, random() AS c, random() AS q, (ARRAY['I', 'R', 'R', 'V'])[1 + floor(random() * 4)::int] AS knd, floor(random() ^ 2 * 24)::int AS days FROM rs_unt AS u CROSS JOIN generate_series(timestamp '2023-01-05', current_date - 2, interval '9 days') AS d WHERE u.unt_no NOT IN (4603, 1421, 1011)) AS m
WHERE keep < CASE WHEN unt_no IN (1422, 1531) THEN 0.3 ELSE 0.14 END AND d >= dt_in AND (dt_wdr IS NULL OR d < dt_wdr);
INSERT INTO mnt_ord VALUES (9901, 1422, 'R', current_date - 12, NULL, NULL, 'gearbox out, waiting for parts'), (9902, 4503, 'V', current_date - 2, NULL, NULL, 'Graffiti on both sides'), (9903, 1582, 'I', current_date - 40, NULL, NULL, NULL), (9904, 4502, 'R', current_date - 5, current_date, 640.00, 'door motor');

INSERT INTO tkt_sls
SELECT d, stn_cd, chn, cnt, round((cnt * (3.2 + 6 * r))::numeric, 2)
FROM (SELECT d::date AS d, s.stn_cd, c.chn, random() AS r, random() AS keep, 1 + floor(random() * CASE WHEN s.stf_flg = 'Y' THEN 90 ELSE 18 END * CASE c.chn WHEN 'C' THEN 0.5 ELSE 1 END)::int AS cnt
      FROM generate_series(timestamp '2023-01-02', current_date, interval '1 day') AS d CROSS JOIN stn AS s CROSS JOIN (VALUES ('C'), ('M')) AS c (chn) WHERE s.cls_dt IS NULL AND (c.chn = 'M' OR s.stf_flg = 'Y') AND s.stn_cd NOT IN ('PEN', 'QUA')) AS t
WHERE keep < 0.1 OR (d > current_date - 3 AND keep < 0.8);
INSERT INTO tkt_sls VALUES (current_date, 'DUN', 'C', 31, 204.50), (current_date - 1, 'MIL', 'M', 12, 77.20) ON CONFLICT DO NOTHING;
