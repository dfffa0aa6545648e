SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO foret.agent VALUES
(1, 'Odile Marchand', 'chef', NULL, '1968-03-11', '1994-09-01', NULL), (2, 'Rémy Vuillemin', 'garde', 1, '1979-07-02', '2005-04-01', NULL), (3, 'Claire Vuillemin', 'garde', 1, '1984-12-24', '2011-10-01', NULL),
(4, 'Bastien L''Hôte', 'garde', 1, NULL, '2018-03-01', NULL), (5, 'Yann Le Goff', 'garde', 1, '1961-05-30', '1986-02-01', '2024-05-31'), (6, 'Inès Moreau-Petit', 'garde', 1, '1990-01-19', '2024-06-01', NULL),
(7, 'Lucas Perrin', 'apprenti', 2, '2005-08-08', '2024-09-02', NULL), (8, 'Jeanne Roy', 'apprenti', 3, '2003-02-14', '2022-09-01', '2024-08-31'), (9, 'Jeanne Roy', 'apprenti', 3, '2006-11-03', '2025-09-01', NULL);
INSERT INTO foret.triage VALUES (1, 'La Joux', 2), (2, 'Haut Cernois', 3), (3, 'Combe Noire', 6), (4, 'Val d''Ombre', 4), (5, 'Le Grand Essart', NULL);
INSERT INTO foret.essence VALUES ('EPC', 'épicéa', true), ('SAP', 'sapin', true), ('HET', 'hêtre', false), ('CHE', 'chêne', false), ('DOU', 'douglas', true), ('FRE', 'frêne', false), ('IF', 'if', true);
INSERT INTO foret.parcelle VALUES
(1, 1, 'Bois du Roi', 24.50, 720, 'N', '{eau}', NULL), (2, 1, 'La Glacière', 18.20, 860, 'N', '{}', NULL), (3, 1, 'Sous la Roche', 11.75, 910, 'E', '{avalanche}', NULL), (4, 1, 'Les Épiceas', 31.00, 780, 'O', '{}', NULL),
(5, 2, 'Crêt Malherbe', 15.60, 1040, 'S', '{oiseaux,avalanche}', NULL), (6, 2, 'Roche Percée', 9.90, 1120, 'S', '{avalanche}', NULL), (7, 2, 'Le Marais', 22.40, 980, NULL, '{eau,oiseaux}', NULL), (8, 2, 'Bois Brûlé', 12.00, 1010, 'O', '{}', '2023-11-15'),
(9, 3, 'Combe aux Loups', 27.30, 640, 'N', '{}', NULL), (10, 3, 'Bois de l''Abbé', 14.10, 590, 'E', '{eau}', NULL), (11, 3, 'La Charbonnière', 19.80, 610, 'S', '{}', NULL), (12, 4, 'Val d''Ombre Nord', 21.20, 530, 'N', '{}', NULL),
(13, 4, 'Val d''Ombre Sud', 20.60, 520, 'S', '{oiseaux}', NULL), (14, 4, 'La Sapinière', 16.40, 690, NULL, '{}', NULL), (15, 5, 'Essart Dessus', 33.70, 450, 'O', '{}', NULL), (16, 5, 'Essart Dessous', 28.90, 430, NULL, '{eau}', NULL), (17, 4, 'Le Petit Clos', 4.20, 480, 'E', '{}', '2025-02-03'), (18, 5, 'Bois du Loup', 7.80, 470, 'S', '{}', NULL);
INSERT INTO foret.peuplement
SELECT row_number() OVER (ORDER BY p, k), p, (ARRAY['EPC', 'SAP', 'HET', 'CHE', 'DOU', 'EPC', 'FRE'])[1 + (p * 3 + k * 2) % 7], CASE WHEN c > 0.2 THEN 1860 + floor(s * 160)::int END, round((1 + s * 9)::numeric, 2),
       CASE WHEN c < 0.88 THEN round((60 + t * 440)::numeric, 1) END, CASE WHEN c < 0.88 THEN date '2014-05-01' + floor(t * 4000)::int END
FROM (SELECT p, k, random() AS s, random() AS c, random() AS t FROM generate_series(1, 17) AS p, generate_series(1, 4) AS k) AS x;
INSERT INTO foret.peuplement VALUES (901, 1, 'EPC', 1841, 6.10, 620, '2024-06-12'), (902, 7, 'SAP', 1852, 3.30, 540, '2025-07-01'), (903, 15, 'DOU', 2022, 5.00, 12, current_date - 12), (904, 12, 'DOU', 2020, 2.50, NULL, NULL), (905, 8, 'EPC', 1840, 4.00, 580, '2019-06-12'), (906, 4, 'HET', NULL, 3.20, NULL, NULL);
INSERT INTO coupe.entreprise VALUES
(1, 'Débardage Faivre', 'Pontarlier', true, '{"abatteuses": 2, "cable": true}'), (2, 'ETF Girardot', 'Champagnole', true, '{"abatteuses": 1}'), (3, 'Bois & Chevaux', 'Mouthe', false, '{}'), (4, 'Frères Jeannin', 'Morez', false, '{"abatteuses": 3}'),
(5, 'Alpcâble SA', 'Vallorbe', true, '{"cable": true}'), (6, 'Faivre et Fille', 'Pontarlier', false, '{"abatteuses": 1}'), (7, 'Forêt Nette', 'Dole', true, '{}');
INSERT INTO coupe.chantier
SELECT n, (ARRAY[1, 2, 3, 4, 5, 6, 7, 7, 9, 10, 11, 12, 13, 14, 15, 16])[1 + floor(a * 16)::int], CASE WHEN b < 0.15 THEN NULL WHEN b < 0.45 THEN 1 WHEN b < 0.65 THEN 2 WHEN b < 0.75 THEN 3 WHEN b < 0.92 THEN 4 ELSE 5 END, (ARRAY[2, 3, 4, CASE WHEN d < date '2024-05-31' THEN 5 ELSE 6 END])[1 + floor(c * 4)::int],
       (ARRAY['eclaircie', 'eclaircie', 'rase', 'sanitaire', 'jardinage'])[1 + floor(e * 5)::int]::coupe.genre_coupe, round((150 + f * 900)::numeric, 1), d, CASE WHEN d + 20 + floor(c * 50)::int < current_date AND e > 0.06 THEN d + 20 + floor(c * 50)::int END, false
FROM (SELECT n, date '2022-02-07' + n * ((current_date - date '2022-02-07') / 92) AS d, random() AS a, random() AS b, random() AS c, random() AS e, random() AS f FROM generate_series(1, 90) AS n) AS x;
UPDATE coupe.chantier SET annule = true, clos_le = NULL WHERE chantier_id % 13 = 5;
INSERT INTO coupe.chantier VALUES (901, 5, 1, 2, 'sanitaire', 640, current_date - 20, NULL, false), (902, 11, NULL, 3, 'rase', 300, current_date - 9, NULL, false), (903, 15, 4, 6, 'eclaircie', 410, current_date - 4, NULL, true), (904, 1, 1, 3, 'rase', 1200, '2024-02-12', '2024-06-30', false), (905, 6, 5, 3, 'jardinage', 1200, '2025-03-03', '2025-05-12', false);
INSERT INTO coupe.abattage
SELECT row_number() OVER (ORDER BY jour, id, k), id, (ARRAY['EPC', 'EPC', 'SAP', 'HET', 'DOU', 'CHE'])[1 + floor(s * 6)::int], jour, round((8 + t * 60)::numeric, 1), round((3 + u * 7)::numeric, 1), s < 0.5 AND u < 0.35
FROM (SELECT c.chantier_id AS id, k, c.ouvert_le + 1 + k * 3 AS jour, c.clos_le, random() AS s, random() AS t, random() AS u FROM coupe.chantier AS c, generate_series(0, 14) AS k WHERE NOT c.annule) AS x
WHERE jour <= coalesce(clos_le, current_date);
INSERT INTO coupe.abattage VALUES (90001, 901, 'EPC', current_date, 44.5, 7.5, true), (90002, 901, 'EPC', current_date - 1, 51, 8, true), (90003, 902, 'CHE', current_date, 12.5, 6, false), (90004, 905, 'IF', '2025-04-01', 3.5, 4, false);
INSERT INTO coupe.chantier VALUES (906, 18, NULL, 2, 'eclaircie', 90, current_date - 40, current_date - 12, false);
INSERT INTO coupe.abattage VALUES (90005, 906, 'CHE', current_date - 30, 14.5, 7, false), (90006, 906, 'FRE', current_date - 26, 9, 5, false);
INSERT INTO vente.acheteur VALUES
(1, 'Scierie Chauvin', 'Mouchard', 'scierie', '2003-05-01', NULL), (2, 'Scierie du Haut-Doubs', 'Pontarlier', 'scierie', '2009-01-15', NULL), (3, 'Papeteries de Novillars', 'Novillars', 'papeterie', '2011-06-20', NULL), (4, 'Chaufferie de Dole', 'Dole', 'chauffage', '2016-10-01', NULL),
(5, 'Tonnellerie d''Arbois', 'Arbois', 'scierie', '2014-03-03', NULL), (6, 'Sciages Pernet', 'Morez', 'scierie', '1999-02-02', '2024-07-31'), (7, 'Bois Énergie Morez', 'Morez', 'chauffage', '2021-09-13', NULL), (8, 'Palettes Chauvin', 'Dole', 'scierie', '2025-01-20', NULL);
INSERT INTO vente.contrat
SELECT n, CASE WHEN b < 0.28 THEN 1 WHEN b < 0.5 THEN 2 WHEN b < 0.62 THEN 3 WHEN b < 0.75 THEN 4 WHEN b < 0.85 THEN 5 WHEN d < date '2024-07-31' THEN 6 ELSE 2 END, (ARRAY['EPC', 'SAP', 'HET', 'CHE', 'DOU', 'EPC'])[1 + floor(c * 6)::int],
       CASE WHEN e < 0.4 THEN 'adjudication' ELSE 'gre a gre' END, d, round((100 + f * 600)::numeric, 1), round((38 + g * 90 + CASE WHEN e < 0.4 THEN 9 ELSE 0 END)::numeric, 2), CASE WHEN n % 12 = 7 THEN least(d + 15, current_date) END
FROM (SELECT n, date '2022-01-20' + n * ((current_date - date '2022-01-20') / 132) AS d, random() AS b, random() AS c, random() AS e, random() AS f, random() AS g FROM generate_series(1, 130) AS n) AS x;
INSERT INTO vente.contrat VALUES (901, 1, 'EPC', 'adjudication', current_date - 8, 420, 96.50, NULL), (902, 5, 'CHE', 'gre a gre', current_date - 3, 60, 310, NULL), (903, 2, 'SAP', 'gre a gre', current_date - 2, 500, 82, current_date - 1), (904, 5, 'CHE', 'adjudication', '2025-03-18', 85, 310, NULL), (905, 2, 'HET', 'gre a gre', '2025-02-11', 130, 55, '2025-02-20');
INSERT INTO vente.transport
SELECT row_number() OVER (ORDER BY at, ct), ct, ch, plaque, at, CASE WHEN c > 0.03 AND at + make_interval(mins => 50 + floor(t * 240)::int) < current_date + interval '6 hours' THEN at + make_interval(mins => 50 + floor(t * 240)::int) END, round((18 + s * 14)::numeric, 1), round((12 + t * 110)::numeric, 1)
FROM (SELECT d.contrat_id AS ct, h.chantier_id AS ch, (ARRAY['GH-214-KL', 'EV-880-BB', 'FX-031-TR', 'DA-547-PM'])[1 + floor(random() * 4)::int] AS plaque, greatest(d.signe_le, h.ouvert_le) + 5 + k * 2 + make_interval(hours => 6 + floor(random() * 9)::int, mins => floor(random() * 60)::int) AS at, random() AS c, random() AS s, random() AS t
      FROM vente.contrat AS d JOIN coupe.chantier AS h ON h.chantier_id = 1 + (d.contrat_id * 2 / 3) % 90 AND NOT h.annule, generate_series(0, 9) AS k WHERE d.annule_le IS NULL AND d.contrat_id < 900) AS x
WHERE at < current_date;
INSERT INTO vente.transport VALUES (90001, 901, 901, 'GH-214-KL', current_date - 1 + interval '7 hours', NULL, 29.5, 61), (90002, 901, 901, 'EV-880-BB', current_date - 2 + interval '9 hours', current_date - 2 + interval '11 hours', 30.5, 61), (90003, 902, 902, 'FX-031-TR', current_date - 1 + interval '10 hours', current_date - 1 + interval '13 hours', 19, 88.5), (90004, 904, 904, 'DA-547-PM', '2025-04-02 08:00+00', '2025-04-02 18:30+00', 31, 140),
(90005, 904, 904, 'GH-214-KL', date_trunc('month', current_date) - interval '10 days' + interval '8 hours', date_trunc('month', current_date) - interval '10 days' + interval '11 hours', 24.5, 70), (90006, 120, 905, 'FX-031-TR', date_trunc('month', current_date) - interval '12 days' + interval '9 hours', date_trunc('month', current_date) - interval '12 days' + interval '10 hours', 22, 33),
(90007, 120, 905, 'FX-031-TR', date_trunc('month', current_date) - interval '6 days' + interval '9 hours', date_trunc('month', current_date) - interval '6 days' + interval '10 hours', 27.5, 33);
