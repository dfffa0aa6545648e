SELECT setseed(coalesce(nullif(current_setting('corpus.seed', true), ''), '0.42')::float8);

INSERT INTO district VALUES (1, 'Centre'), (2, 'Docklands'), (3, 'University'), (4, 'Northside'), (5, 'Airport Road');
INSERT INTO station VALUES
(1, 1, 'Grand Parade', 30, '2021-04-12', NULL, true), (2, 1, 'Coal Quay', 20, '2021-04-12', NULL, false), (3, 1, 'Opera House', 24, '2021-04-12', NULL, true), (4, 1, 'South Mall', 16, '2021-06-01', NULL, false), (5, 1, 'Emmet Place', 12, '2021-06-01', '2025-03-01', false), (6, 2, 'Lapp''s Quay', 20, '2021-09-15', NULL, false), (7, 2, 'Kent Station', 40, '2021-04-12', NULL, true), (8, 2, 'Horgan''s Quay', 18, '2023-05-02', NULL, false), (9, 2, 'Marina Market', 22, '2023-05-02', NULL, true),
(10, 3, 'Main Gate', 36, '2021-04-12', NULL, true), (11, 3, 'Gaol Walk', 14, '2021-04-12', NULL, false), (12, 3, 'Bishopstown', 16, '2022-10-03', NULL, false), (13, 3, 'Western Gateway', 20, '2022-10-03', NULL, false), (14, 4, 'Shandon', 14, '2022-03-21', NULL, false), (15, 4, 'Blackpool Square', 16, '2022-03-21', NULL, true), (16, 4, 'Gurranabraher', 12, '2024-02-12', NULL, false), (17, 4, 'St Luke''s Cross', 10, '2022-03-21', NULL, false), (18, 2, 'Páirc Uí Chaoimh', 30, current_date - 6, NULL, false);

INSERT INTO bike
SELECT n, CASE WHEN n % 3 = 0 THEN 'V' ELSE 'C' END || to_char(1000 + n * 17, 'FM0000'), CASE WHEN n % 3 = 0 THEN 'Volta' WHEN n % 2 = 0 THEN 'Cruiser' ELSE 'Cruiser II' END, n % 3 = 0, CASE WHEN n <= 30 THEN date '2021-03-30' WHEN n <= 44 THEN date '2022-09-20' + n WHEN n <= 57 THEN date '2024-04-08' + n ELSE date '2025-10-06' END,
       CASE WHEN n IN (4, 11, 18) THEN date '2024-09-30' + n * 7 WHEN n IN (23, 27) THEN date '2026-02-10' END
FROM generate_series(1, 62) AS n;

INSERT INTO rider VALUES
(1, 'Aisling Murphy', 'yearly', 1618300000, 1988, NULL), (2, 'Conor Murphy', 'yearly', 1618400000, 1985, 1), (3, 'Tadhg Ó Sé', 'monthly', 1634000000, 1999, 1), (4, 'Maria Gonçalves', 'yearly', 1641000000, 1979, NULL), (5, 'Liam O''Brien', 'casual', 1650000000, NULL, NULL), (6, 'Niamh Walsh', 'yearly', 1651000000, 2001, 3), (7, 'Kwame Boateng', 'monthly', 1655000000, 1993, 2), (8, 'Sinéad Kelly', 'casual', 1660000000, 1990, NULL), (9, 'Piotr Lewandowski', 'yearly', 1663000000, 1982, NULL), (10, 'Hanna Virtanen', 'casual', 1664000000, 2002, 6),
(11, 'Oisín Byrne', 'monthly', 1666000000, 2003, 6), (12, 'Grace Byrne', 'casual', 1668000000, 1966, NULL), (13, 'Chen Wei', 'yearly', 1672000000, 1996, 9), (14, 'Fionn Daly', 'casual', 1677000000, 1958, NULL), (15, 'Ciara Daly', 'casual', 1677000500, 1960, 14), (16, 'Aisling Murphy', 'monthly', 1680000000, 2000, NULL), (17, 'Jack Power', 'yearly', 1684000000, 1994, 4), (18, 'Lucía Fernández', 'monthly', 1687000000, 2002, 13), (19, 'Declan Roche', 'casual', 1690000000, NULL, NULL), (20, 'Órla Sheehan', 'yearly', 1694000000, 1975, 1),
(21, 'Tom Hickey', 'casual', 1698000000, 1949, NULL), (22, 'Ines Marković', 'monthly', 1701000000, 2003, 18), (23, 'Patrick Lynch', 'yearly', 1704200000, 1971, 20), (24, 'Ruairí Lynch', 'casual', 1706000000, 2005, 23), (25, 'Emma Svensson', 'monthly', 1709000000, 2001, 10), (26, 'Noel Cotter', 'casual', 1712000000, 1983, NULL), (27, 'Yara Haddad', 'yearly', 1715000000, 1991, 7), (28, 'Brendan Foley', 'casual', 1718000000, 1968, NULL), (29, 'Mateus Silva', 'monthly', 1721000000, 1998, 4), (30, 'Clodagh Barry', 'yearly', 1724000000, 1987, NULL),
(31, 'Eoin Barry', 'casual', 1727000000, 1986, 30), (32, 'Sophie Lambert', 'casual', 1731000000, 2004, NULL), (33, 'Dara Nolan', 'monthly', 1736000000, 2002, 11), (34, 'Ger Twomey', 'yearly', 1741000000, 1962, NULL), (35, 'Anjali Menon', 'monthly', 1747000000, 1997, 27), (36, 'Seán Ahern', 'casual', 1752000000, NULL, NULL), (37, 'Leah Quinn', 'monthly', 1758000000, 2006, 33), (38, 'Marek Dvořák', 'casual', 1764000000, 1992, NULL), (39, 'Kate Moynihan', 'yearly', 1770000000, 1989, 34), (40, 'Ivo Kuznetsov', 'casual', extract(epoch FROM current_date - 12)::bigint, 1995, 13), (41, 'Rory Cahill', 'monthly', extract(epoch FROM current_date - 3)::bigint, 2004, NULL);

INSERT INTO weather_day
SELECT d::date, CASE WHEN salt < 0.02 THEN NULL WHEN salt < 0.5 THEN 0 ELSE round(((salt - 0.5) ^ 2 * 90)::numeric, 1) END, round((11 + 7 * sin((extract(doy FROM d) - 100) / 58.0) + salt2 * 5 - 2.5)::numeric, 1)
FROM (SELECT d, random() AS salt, random() AS salt2 FROM generate_series(timestamp '2024-01-01', current_date, interval '1 day') AS d) AS w;

INSERT INTO trip
SELECT row_number() OVER (ORDER BY s, bike), bike, CASE WHEN salt < 0.97 THEN rider END, a, CASE WHEN NOT lost THEN b END, s, CASE WHEN NOT lost AND s + secs < epoch_now THEN s + secs END,
       CASE WHEN NOT lost AND s + secs < epoch_now THEN CASE WHEN promo OR (plan <> 'casual' AND secs < 1800 AND bike % 3 <> 0) THEN 0 WHEN plan <> 'casual' THEN 60 + ceil(secs / 1800.0)::int * 50 ELSE 150 + ceil(secs / 1800.0)::int * 120 END END, promo
FROM (SELECT x.*, r.plan, r.joined_at, k.bought_on, k.scrapped_on, extract(epoch FROM now())::bigint AS epoch_now
      FROM (SELECT extract(epoch FROM d)::bigint + CASE WHEN hour < 0.24 THEN 25200 + floor(hour * 45000)::int WHEN hour < 0.45 THEN 57600 + floor((hour - 0.24) * 40000)::int WHEN hour < 0.55 THEN 79200 + floor((hour - 0.45) * 110000)::int ELSE 28800 + floor((hour - 0.55) * 110000)::int END AS s, 1 + floor(random() * 61)::int AS bike, 1 + floor(random() * random() * 40)::int AS rider, random() AS salt,
                   (ARRAY[1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 7, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 17])[1 + floor(random() * 24)::int] AS a, (ARRAY[1, 1, 1, 1, 2, 3, 3, 4, 4, 5, 6, 7, 7, 8, 9, 9, 10, 10, 10, 11, 12, 13, 15, 1])[1 + floor(random() * 24)::int] AS b, 240 + floor(random() ^ 3 * 7000)::int + CASE WHEN random() < 0.015 THEN 14000 ELSE 0 END AS secs, random() < 0.004 AS lost, random() < 0.06 AS promo
            FROM (SELECT d, random() AS hour FROM generate_series(timestamp '2024-01-01', current_date, interval '1 day') AS d CROSS JOIN LATERAL generate_series(1, CASE WHEN extract(month FROM d) BETWEEN 4 AND 10 THEN 4 ELSE 2 END + (SELECT count(*) FROM weather_day AS w WHERE w.day = d::date AND w.rain_mm < 2)::int) AS n) AS days) AS x
      JOIN rider AS r ON r.rider_id = x.rider JOIN bike AS k ON k.bike_id = x.bike JOIN station AS f ON f.station_id = x.a JOIN station AS t ON t.station_id = x.b
      WHERE x.s >= r.joined_at AND to_timestamp(x.s)::date >= k.bought_on AND (k.scrapped_on IS NULL OR to_timestamp(x.s)::date < k.scrapped_on) AND f.opened_on <= to_timestamp(x.s)::date AND (f.closed_on IS NULL OR f.closed_on > to_timestamp(x.s)::date) AND (t.closed_on IS NULL OR t.closed_on > to_timestamp(x.s)::date)
        AND x.rider NOT IN (21, 36) AND NOT (x.rider = 14 AND x.salt < 0.7) AND NOT (x.rider IN (4, 30) AND x.s > extract(epoch FROM current_date - 140)) AND NOT (x.bike IN (7, 33, 50) AND to_timestamp(x.s)::date > current_date - 70)) AS t
WHERE s <= epoch_now;
INSERT INTO trip VALUES
(90001, 8, 13, 10, 7, extract(epoch FROM current_date)::bigint + 60, extract(epoch FROM current_date)::bigint + 900, 0, false), (90002, 15, 17, 7, 1, extract(epoch FROM current_date)::bigint + 120, extract(epoch FROM current_date)::bigint + 1500, 110, false), (90003, 36, 24, 1, NULL, extract(epoch FROM current_date)::bigint - 259200, NULL, NULL, false),
(90004, 21, 9, 10, 10, 1717403400, 1717403400 + 5400, 210, false), (90005, 9, 5, 3, 17, 1710498600, 1710498600 + 2100, 390, false), (90006, 9, 13, 17, 17, 1710509400, 1710509400 + 1200, 0, true);

INSERT INTO rating
SELECT trip_id, (ARRAY[1, 2, 3, 4, 4, 5, 5, 5])[1 + floor(chance * 8)::int], CASE WHEN note < 0.08 THEN 'brake squeaks' WHEN note < 0.12 THEN 'Brakes did not work!!' WHEN note < 0.2 THEN 'lovely ride' WHEN note < 0.26 THEN 'saddle too low' WHEN note < 0.3 THEN 'no free dock, had to go round twice' END
FROM (SELECT trip_id, random() AS chance, random() AS note, random() AS asked FROM trip WHERE ended_at IS NOT NULL) AS t WHERE asked < 0.35;

INSERT INTO mechanic VALUES (1, 'Bríd Twohig', 'Marina'), (2, 'Stephen Okafor', 'Marina'), (3, 'Donal Buckley', 'Blackpool'), (4, 'Aga Nowicka', 'Blackpool'), (5, 'Pat Hegarty', 'Marina');
INSERT INTO repair
SELECT row_number() OVER (ORDER BY reported, bike), bike, CASE WHEN reported + days < now_s OR chance < 0.5 THEN 1 + floor(who * 4)::int END, fault, reported, CASE WHEN reported + days < now_s THEN reported + days END, CASE WHEN reported + days < now_s AND chance > 0.05 THEN 300 + floor(chance ^ 3 * 14000)::int END
FROM (SELECT bike, fault, reported, chance, who, now_s, (3600 + chance2 ^ 2 * 86400 * CASE fault WHEN 'battery' THEN 20 WHEN 'lock' THEN 4 ELSE 8 END)::bigint AS days
      FROM (SELECT b.bike_id AS bike, CASE WHEN b.electric AND random() < 0.35 THEN 'battery' ELSE (ARRAY['brakes', 'brakes', 'tyre', 'tyre', 'tyre', 'lock', 'chain', 'lights', 'saddle'])[1 + floor(random() * 9)::int] END AS fault, extract(epoch FROM d)::bigint + floor(random() * 60000)::int AS reported, random() AS chance, random() AS chance2, random() AS who, extract(epoch FROM current_date)::bigint AS now_s, b.bought_on, b.scrapped_on, d
            FROM (SELECT d, 1 + floor(random() * 60)::int AS pick FROM generate_series(timestamp '2024-01-02', current_date - 1, interval '2 days') AS d) AS g JOIN bike AS b ON b.bike_id = g.pick) AS r
      WHERE bought_on < d::date AND (scrapped_on IS NULL OR scrapped_on > d::date)) AS q;
INSERT INTO repair VALUES (9001, 12, NULL, 'battery', extract(epoch FROM current_date - 33)::bigint, NULL, NULL), (9002, 40, 2, 'brakes', extract(epoch FROM current_date - 5)::bigint, NULL, NULL), (9003, 8, 3, 'tyre', extract(epoch FROM current_date - 2)::bigint, NULL, NULL), (9004, 6, 1, 'chain', 1717000000, 1717090000, 1850), (9005, 6, 4, 'chain', 1718000000, 1718090000, 1850);

INSERT INTO relocation
SELECT row_number() OVER (ORDER BY m), (ARRAY['Van A', 'Van A', 'Van B'])[1 + floor(salt * 3)::int], m, f, CASE WHEN t = f THEN 17 ELSE t END, 2 + floor(salt * 9)::int
FROM (SELECT extract(epoch FROM d)::bigint + 18000 + floor(random() * 14000)::int AS m, (ARRAY[1, 1, 4, 7, 10, 9])[1 + floor(random() * 6)::int] AS f, (ARRAY[14, 16, 17, 15, 12, 7, 11])[1 + floor(random() * 7)::int] AS t, random() AS salt FROM generate_series(timestamp '2024-01-03', current_date, interval '3 days') AS d CROSS JOIN generate_series(1, 2) AS n) AS x;

INSERT INTO station_reading
SELECT station_id, at, bikes, greatest(0, dock_count - bikes - CASE WHEN off < 0.06 THEN 1 ELSE 0 END)
FROM (SELECT s.station_id, s.dock_count, extract(epoch FROM d)::bigint AS at, random() AS off, least(s.dock_count, greatest(0, floor((random() * 1.3 - 0.15) * s.dock_count)::int)) AS bikes
      FROM station AS s CROSS JOIN generate_series(current_date - interval '20 days', current_date, interval '8 hours') AS d WHERE s.closed_on IS NULL AND s.opened_on <= d::date) AS r;
