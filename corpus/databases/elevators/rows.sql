SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO tbl_region VALUES (1, 'Porto'), (2, 'Braga'), (3, 'Coimbra'), (4, 'Azores');

INSERT INTO tbl_client VALUES (1, 'Habitar Cooperativa', 1, 'Porto', '2009-03-01', 30), (2, 'Torre Norte SA', 2, 'Porto', '2014-06-15', 45), (3, 'Hospital São Bento', 3, 'Braga', '2011-01-10', 60), (4, 'Hotel Infante', 4, 'Porto', '2018-09-01', 14), (5, 'Condomínio Boavista 212', 1, 'Porto', '2020-02-20', 30), (6, 'Casa da Música Nova', 9, 'Coimbra', '2016-05-05', 30), (7, 'Universidade do Mondego', 9, 'Coimbra', '2012-10-01', 60), (8, 'Grupo O''Neill Escritórios', 2, NULL, '2021-11-30', 30), (9, 'Hotel Infante Braga', 4, 'Braga', '2022-04-04', 14), (10, 'Habitar Sul', 1, 'Coimbra', '2023-01-16', 30), (11, 'Clínica Dois Rios', 3, 'Coimbra', '2025-03-03', 30), (12, 'Quinta da Ameixa', 9, 'Braga', '2026-05-18', 30);

INSERT INTO tbl_building
SELECT row_number() OVER (ORDER BY c, k), c, CASE c WHEN 3 THEN 2 WHEN 9 THEN 2 WHEN 12 THEN 2 WHEN 6 THEN 3 WHEN 7 THEN 3 WHEN 10 THEN 3 WHEN 11 THEN 3 WHEN 8 THEN 1 + k % 3 ELSE 1 END, (ARRAY['Bloco A', 'Bloco B', 'Torre', 'Ala Norte', 'Anexo', 'Bloco C'])[1 + (k + c) % 6], (ARRAY['Rua das Flores', 'Avenida Central', 'Largo do Rossio', 'Rua 31 de Janeiro', 'Travessa da Serra'])[1 + (k * 3 + c) % 5] || ' ' || (k * 17 + c * 5) % 120 + 1, 2 + (k * 7 + c * 3) % 14, CASE WHEN (k + c) % 5 <> 0 THEN 1958 + (k * 13 + c * 7) % 66 END
FROM (VALUES (1, 6), (2, 2), (3, 4), (4, 1), (5, 1), (6, 1), (7, 5), (8, 3), (9, 1), (10, 3), (11, 1), (12, 1)) AS n (c, m) CROSS JOIN LATERAL generate_series(1, n.m) AS k;

INSERT INTO tbl_model VALUES (1, 'Orona', 'O3', 'M', 630), (2, 'Schindler', '3300', 'M', 675), (3, 'Otis', 'Gen2', 'M', 1000), (4, 'Efacec', 'H-40', 'H', 450), (5, 'Kone', 'TranSys', 'T', 2500), (6, 'Otis', 'Geared 80', 'T', 480), (7, 'Efacec', 'Montacargas', 'H', 3000);

INSERT INTO tbl_lift
SELECT row_number() OVER (ORDER BY b.building_no, k), b.building_no, CASE WHEN b.client_no = 3 AND k < 3 THEN 5 WHEN b.floors < 5 THEN 4 ELSE 1 + (b.building_no * 5 + k * 2) % 6 END, 'S' || lpad(((b.building_no * 7919 + k * 104729) % 99991)::text, 5, '0'), b.floors + k % 2, CASE WHEN b.building_no % 6 <> 2 THEN make_date(greatest(coalesce(b.built_year, 1995), 1975), 1 + (b.building_no + k) % 12, 3 + k) END,
       CASE WHEN (b.building_no * 3 + k) % 19 = 4 THEN 2 WHEN (b.building_no * 3 + k) % 23 = 9 THEN 3 WHEN (b.building_no * 3 + k) % 17 = 11 THEN 8 ELSE 1 END, (b.building_no + k) % 7 <> 3
FROM tbl_building AS b CROSS JOIN LATERAL generate_series(1, 1 + (b.building_no * 5 + b.floors) % 4) AS k WHERE b.building_no <> 28;
UPDATE tbl_lift SET status_code = 2 WHERE lift_no IN (7, 15);

INSERT INTO tbl_contract
SELECT row_number() OVER (ORDER BY s, b), b, lvl, s, e, fee, CASE lvl WHEN 3 THEN 60 WHEN 2 THEN 120 ELSE 240 END
FROM (SELECT building_no AS b, 1 + (building_no + 1) % 3 AS lvl, date '2019-01-01' + building_no * 31 AS s, CASE WHEN building_no % 2 = 0 THEN date '2024-01-01' + building_no * 10 WHEN building_no % 7 = 1 THEN date '2025-06-01' END AS e, 90 + building_no * 13 % 200 AS fee FROM tbl_building WHERE building_no % 9 <> 5
      UNION ALL SELECT building_no, 2 + building_no % 4 / 2, date '2024-01-01' + building_no * 10 + CASE WHEN building_no % 3 = 0 THEN 20 ELSE 0 END, CASE WHEN building_no % 8 = 4 THEN current_date + 25 END, 110 + building_no * 17 % 210 FROM tbl_building WHERE building_no % 2 = 0 AND building_no % 9 <> 5) AS x;

INSERT INTO tbl_mechanic VALUES (1, 'Rui Tavares', 1, NULL, '2008-02-01', NULL, 38), (2, 'Ana Sequeira', 1, 1, '2015-05-04', NULL, 31.5), (3, 'João Pinto', 1, 1, '2019-09-16', NULL, 27), (4, 'Marta Lopes', 2, 1, '2012-11-05', NULL, 34), (5, 'João Pinto', 2, 4, '2021-03-01', NULL, 25.5), (6, 'Duarte Reis', 3, 1, '2016-07-11', '2025-04-30', 30), (7, 'Inês Faria', 3, 6, '2020-01-13', NULL, 28), (8, 'Paulo Gil', NULL, 1, '2010-06-21', NULL, 36), (9, 'Bruno D''Eça', 3, 7, '2025-05-05', NULL, 24), (10, 'Sofia Melo', 4, 1, '2026-09-01', NULL, 24);

INSERT INTO tbl_call
SELECT row_number() OVER (ORDER BY t), lift, CASE WHEN age > 0.3 THEN mech END, t, CASE WHEN age > 0.3 THEN t + wait * interval '1 minute' END, CASE WHEN age > 2 THEN t + (wait + 12 + fix) * interval '1 minute' END, CASE WHEN age > 2 THEN (ARRAY[10, 10, 10, 20, 30, 30, 40, 90])[1 + floor(fault * 8)::int] END, CASE WHEN trap < 0.08 THEN 1 + floor(trap * 50)::int ELSE 0 END,
       CASE WHEN fix::int % 9 = 0 THEN (ARRAY['door rubs on third floor', 'stone in the sill', 'Door sensor dirty', 'same as last week', 'water in the pit'])[1 + fix::int % 5] END
FROM (SELECT x.*, b.region_no, (CASE b.region_no WHEN 1 THEN ARRAY[1, 2, 2, 3, 3, 8] WHEN 2 THEN ARRAY[4, 5, 5, 8] ELSE CASE WHEN x.t < '2025-05-01' THEN ARRAY[6, 6, 7, 8] ELSE ARRAY[7, 7, 9, 8] END END) AS crew, extract(epoch FROM now() - x.t) / 86400 AS age
      FROM (SELECT d + floor(random() * 1440) * interval '1 minute' AS t, 1 + floor(random() ^ 1.8 * (SELECT max(lift_no) FROM tbl_lift))::int AS lift, 15 + floor(random() ^ 2 * 220) AS wait, floor(random() ^ 2 * 240) AS fix, random() AS fault, random() AS trap, random() AS who FROM generate_series(timestamptz '2024-01-02 00:00+00', current_date - interval '1 day', interval '30 hours') AS d) AS x
      JOIN tbl_lift AS l ON l.lift_no = x.lift JOIN tbl_building AS b ON b.building_no = l.building_no) AS y CROSS JOIN LATERAL (SELECT crew[1 + floor(who * cardinality(crew))::int] AS mech) AS m;
INSERT INTO tbl_call VALUES (90001, 3, NULL, current_date + interval '1 second', NULL, NULL, NULL, 0, NULL), (90002, 12, 8, current_date + interval '2 seconds', current_date + interval '3 seconds', NULL, NULL, 2, 'two guests, calm'), (90003, 5, 2, current_date - interval '3 days', current_date - interval '71 hours', NULL, 20, 0, 'waits for part');

INSERT INTO tbl_part VALUES ('D-100', 'Door roller', 8.4, 19, 42, 20), ('D-110', 'Door motor', 310, 520, 2, 3), ('D-120', 'Light curtain', 145, 260, 5, 2), ('C-200', 'Control board', 690, 1150, 1, 2), ('C-210', 'Push button', 6.2, 15, 88, 30), ('C-220', 'Relay 24 V', 11, 28, 17, 20), ('M-300', 'Brake lining', 74, 140, 9, 4), ('M-310', 'Suspension rope 50 m', 420, 690, 0, 1), ('M-320', 'Hydraulic seal', NULL, 45, 14, 5), ('X-900', 'Emergency phone', 130, 240, 6, 2), ('M-330', 'Guide shoe', NULL, 38, 25, 10);

INSERT INTO tbl_part_used
SELECT DISTINCT ON (call_no, part) call_no, part, qty FROM (SELECT c.call_no, CASE c.fault_code WHEN 10 THEN (ARRAY['D-100', 'D-100', 'D-110', 'D-120', 'M-330'])[1 + floor(random() * 5)::int] WHEN 20 THEN (ARRAY['M-300', 'M-310', 'M-320'])[1 + floor(random() * 3)::int] ELSE (ARRAY['C-200', 'C-210', 'C-210', 'C-220'])[1 + floor(random() * 4)::int] END AS part, 1 + floor(random() ^ 3 * 4)::int AS qty, random() AS chance
FROM tbl_call AS c CROSS JOIN generate_series(1, 2) WHERE c.fault_code IN (10, 20, 30, 40)) AS x WHERE chance < 0.4 ORDER BY call_no, part, qty;

INSERT INTO tbl_inspection
SELECT row_number() OVER (ORDER BY due, l), l, due, CASE WHEN due + late <= current_date AND chance > 0.03 THEN due + late END, CASE WHEN due + late <= current_date AND chance > 0.03 THEN CASE WHEN chance < 0.12 THEN 'C' WHEN chance < 0.4 THEN 'B' ELSE 'A' END END, CASE WHEN due + late <= current_date AND chance > 0.03 THEN (ARRAY['Eng. Matos', 'Eng. Rocha', 'Eng. Sá Pires'])[1 + floor(chance * 100)::int % 3] END
FROM (SELECT l.lift_no AS l, (date '2023-01-10' + l.lift_no * 11 % 360 + y * 365) AS due, -20 + floor(random() ^ 2 * 70)::int AS late, random() AS chance FROM tbl_lift AS l CROSS JOIN generate_series(0, 4) AS y WHERE l.status_code <> 8 AND l.lift_no <> 9) AS x;

INSERT INTO tbl_bill
SELECT row_number() OVER (ORDER BY d, client_no, call_no), client_no, call_no, d, net, round(net * 0.23, 2), CASE WHEN d + days <= current_date AND chance > 0.04 THEN d + days END
FROM (SELECT b.client_no, NULL::int AS call_no, m::date AS d, sum(c.month_fee) AS net, 5 + floor(random() ^ 2 * 80)::int AS days, random() AS chance FROM generate_series(timestamp '2024-01-01', current_date, interval '1 month') AS m JOIN tbl_contract AS c ON c.start_date <= m AND (c.end_date IS NULL OR c.end_date > m) JOIN tbl_building AS b USING (building_no) GROUP BY b.client_no, m
      UNION ALL SELECT b.client_no, k.call_no, k.leave_at::date + 4, 65 + round((extract(epoch FROM k.leave_at - k.arrive_at) / 3600 * 58)::numeric, 2) + coalesce((SELECT sum(u.qty * p.sell_price) FROM tbl_part_used AS u JOIN tbl_part AS p USING (part_no) WHERE u.call_no = k.call_no), 0), 5 + floor(random() ^ 2 * 90)::int, random()
      FROM tbl_call AS k JOIN tbl_lift AS l USING (lift_no) JOIN tbl_building AS b USING (building_no) WHERE k.leave_at < current_date - 5 AND (k.fault_code = 40 OR k.call_no % 3 = 0)) AS x;
