-- De Koperen Lepel: the data. Two full calendar years and the running one, up to the day of loading.
-- Nothing is random: every choice is a hash of a row's number, so the same day gives the same rows.

\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

BEGIN;

-- Each statement runs once: compiling it would cost more than it saves.
SET LOCAL jit = off;

-- The seed of a choice is a number for the row and a number (salt) for the kind of choice.
CREATE FUNCTION pg_temp.rnd(seed bigint, salt bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(seed, salt) & 4503599627370495)::double precision / 4503599627370496 $$;

CREATE FUNCTION pg_temp.pick(words text[], r double precision) RETURNS text
LANGUAGE sql IMMUTABLE AS
$$ SELECT words[1 + floor(r * cardinality(words))::integer] $$;

CREATE FUNCTION pg_temp.plain(word text) RETURNS text
LANGUAGE sql IMMUTABLE AS
$$ SELECT regexp_replace(lower(translate(word,
    'ÀÁÂÄÅÇČÉÈÊËÍÎÏŁÑÓÖÔØÚÜÛŚŞŠŻàáâäåãçčćéèêëęąíîïıłñńóöôøúüûůśşšżźğýžřěß',
    'AAAAACCEEEEIIILNOOOOUUUSSSZaaaaaaccceeeeeaiiiilnnoooouuuusssszzgyzres')),
    '[^a-z]', '', 'g') $$;

CREATE TEMP TABLE span ON COMMIT DROP AS
SELECT (date_trunc('year', current_date) - interval '2 years')::date AS first_day, current_date AS today;

-- ------------------------------------------------------------------------------- places and names

INSERT INTO sales.countries (code, name, vat_pct, ships_to) VALUES
    ('BE', 'Belgium', 21, true), ('NL', 'Netherlands', 21, true), ('FR', 'France', 20, true),
    ('DE', 'Germany', 19, true), ('LU', 'Luxembourg', 17, true), ('DK', 'Denmark', 25, true),
    ('IE', 'Ireland', 23, true), ('AT', 'Austria', 20, true), ('ES', 'Spain', 21, true),
    ('PL', 'Poland', 23, true), ('PT', 'Portugal', 23, false), ('IT', 'Italy', 22, false),
    ('SE', 'Sweden', 25, false), ('CZ', 'Czechia', 21, false), ('CH', 'Switzerland', 8.1, false),
    ('TR', 'Türkiye', 20, false), ('JP', 'Japan', 10, false);

INSERT INTO sales.stores VALUES
    (1, 'Ghent Korenlei', 'Ghent', 'BE', '1974-05-04', NULL, 640, true),
    (2, 'Antwerp Nationalestraat', 'Antwerp', 'BE', '1983-09-17', NULL, 520, true),
    (3, 'Brussels Sablon', 'Brussels', 'BE', '1988-03-12', NULL, 410, false),
    (4, 'Leuven Mechelsestraat', 'Leuven', 'BE', '1996-10-05', NULL, 230, false),
    (5, 'Bruges Langestraat', 'Bruges', 'BE', '1999-04-24', NULL, 190, false),
    (6, 'Liège Cathédrale', 'Liège', 'BE', '2004-11-06', NULL, 260, false),
    (7, 'Amsterdam Haarlemmerstraat', 'Amsterdam', 'NL', '2007-06-02', NULL, 380, true),
    (8, 'Utrecht Oudegracht', 'Utrecht', 'NL', '2010-03-20', NULL, 310, false),
    (9, 'Maastricht Wyck', 'Maastricht', 'NL', '2012-09-08', (SELECT first_day + 470 FROM span), 180, false),
    (10, 'Lille Vieux Marché', 'Lille', 'FR', '2011-05-14', NULL, 270, false),
    (11, 'Paris Canal Saint-Martin', 'Paris', 'FR', '2016-10-01', NULL, 350, true),
    (12, 'Cologne Ehrenstraße', 'Cologne', 'DE', '2015-04-18', NULL, 420, false),
    (13, 'Aachen Krämerstraße', 'Aachen', 'DE', '2018-09-01', NULL, 210, false),
    (14, 'Aarhus Latinerkvarteret', 'Aarhus', 'DK', (SELECT first_day + 250 FROM span), NULL, 240, true);

-- Cities of a country come largest first, so that a squared choice makes large cities frequent.
CREATE TEMP TABLE places (code text PRIMARY KEY, upto numeric, towns text[], firsts text[], lasts text[]) ON COMMIT DROP;
INSERT INTO places VALUES
('BE', 0.46,
 '{Ghent,Antwerp,Brussels,Leuven,Bruges,Liège,Mechelen,Namur,Kortrijk,Hasselt,Aalst,Sint-Niklaas,Charleroi,Ostend,Roeselare,Dendermonde,Mons,Oudenaarde,Deinze,Eeklo,Diest,Tournai}',
 '{Marieke,Lotte,Joris,Bram,Pieter,An,Els,Koen,Wouter,Griet,Hilde,Stijn,Jef,Zoë,Noémie,Luc,Chloé,Benoît,Amélie,Théo,Karel,Femke,Sofie,Dirk,Tine,Ruben,Inès,Mohamed,Yasmina,Emre,Kaat,Jules,Margaux,Arne,Lien}',
 '{Peeters,Janssens,Maes,Claes,Willems,Goossens,De Smet,Van Damme,Van den Broeck,De Clercq,Vermeulen,Desmet,Dubois,Lambert,Vandenberghe,Verhaeghe,Wouters,De Backer,Hermans,Lemmens,Van Hoof,Martens,Lejeune,Renard,Baert,Cools,El Amrani,Yılmaz,Bogaert,D''Hondt,Van de Velde,Geerts,Thijs,Pauwels}'),
('NL', 0.67,
 '{Amsterdam,Utrecht,Rotterdam,The Hague,Eindhoven,Maastricht,Groningen,Breda,Nijmegen,Tilburg,Haarlem,Middelburg,Zwolle,Leiden,Delft}',
 '{Sanne,Daan,Femke,Jeroen,Maaike,Sjoerd,Anouk,Bas,Fleur,Gijs,Ilse,Jasper,Lieke,Maarten,Roos,Thijs,Willemijn,Niels,Saskia,Renée,Youssef,Fatima,Aylin,Hidde,Marloes}',
 '{de Jong,Jansen,de Vries,van den Berg,Bakker,Visser,Smit,Meijer,de Boer,Mulder,Bos,Vos,Hendriks,van Leeuwen,Dekker,Brouwer,de Wit,Dijkstra,van Vliet,Kuipers,Hoekstra,Postma,Özdemir,Bouzid,ter Horst}'),
('FR', 0.79,
 '{Paris,Lille,Lyon,Nantes,Strasbourg,Bordeaux,Roubaix,Rennes,Amiens,Reims,Dunkerque,Arras,Valenciennes}',
 '{Camille,Léa,Hugo,Élodie,Jérôme,Sandrine,François,Anaïs,Mathieu,Céline,Gaëlle,Rémi,Aurélie,Nicolas,Solène,Karim,Leïla,Pascal,Océane,Étienne}',
 '{Martin,Bernard,Lefèvre,Moreau,Girard,Rousseau,Fontaine,Mercier,Garnier,Chevalier,François,Legrand,Gauthier,Perrin,Besson,Delattre,Benali,Delacroix,Carpentier,Prévost}'),
('DE', 0.90,
 '{Cologne,Aachen,Berlin,Hamburg,Düsseldorf,Munich,Bonn,Münster,Frankfurt,Leipzig,Bremen,Freiburg,Kassel}',
 '{Anna,Lukas,Jürgen,Katharina,Jörg,Sabine,Björn,Heike,Florian,Käthe,Günter,Antje,Matthias,Ulrike,Sören,Leonie,Mehmet,Elif,Wiebke,Till}',
 '{Müller,Schmidt,Schneider,Weber,Schäfer,Köhler,Krüger,Hoffmann,Jäger,Böhm,Lange,Vogel,Groß,Becker,Zimmermann,Kaya,Nguyen,Brandt,Lüders,Petersen}'),
('DK', 0.94,
 '{Aarhus,Copenhagen,Odense,Aalborg,Esbjerg,Randers}',
 '{Søren,Mette,Jørgen,Kirsten,Rasmus,Freja,Åse,Magnus,Signe,Bjarne,Ida,Nikolaj,Maja,Anders}',
 '{Jensen,Nielsen,Hansen,Sørensen,Møller,Kjær,Østergaard,Lund,Holm,Bæk,Nørgaard,Friis,Thygesen}'),
('LU', 0.955, '{Luxembourg,Esch-sur-Alzette,Differdange,Ettelbruck}',
 '{Claude,Martine,Jean-Paul,Nadine,Tom,Liz,Serge,Joëlle}', '{Schmit,Weber,Hoffmann,Thill,Kremer,Reuter,Feltes,Da Silva}'),
('IE', 0.975, '{Dublin,Cork,Galway,Limerick,Kilkenny}',
 '{Aoife,Ciarán,Siobhán,Pádraig,Niamh,Eoin,Róisín,Declan,Gráinne,Oisín}', '{Murphy,O''Brien,Walsh,Ó Súilleabháin,Byrne,Doyle,Kavanagh,McCarthy,Ní Dhomhnaill,Nolan}'),
('AT', 0.985, '{Vienna,Graz,Linz,Salzburg,Innsbruck}',
 '{Johanna,Stefan,Theresa,Günther,Magdalena,Wolfgang,Sophie}', '{Gruber,Huber,Steiner,Pichler,Wöginger,Hofer,Eder}'),
('ES', 0.994, '{Barcelona,Madrid,Valencia,Bilbao}',
 '{Lucía,José,Begoña,Íñigo,Montserrat,Andrés,Núria}', '{García,Fernández,Muñoz,Etxeberria,Puig,Ibáñez,Núñez}'),
('PL', 1, '{Warsaw,Kraków,Wrocław,Gdańsk,Poznań}',
 '{Agnieszka,Łukasz,Małgorzata,Paweł,Zofia,Grzegorz,Kasia}', '{Kowalska,Nowak,Wiśniewski,Wójcik,Dąbrowska,Zieliński,Szymańska}');

INSERT INTO sales.customers
SELECT i, fn, ln,
       pg_temp.plain(fn) || '.' || pg_temp.plain(ln) || i || '@' ||
           pg_temp.pick('{example.com,example.org,example.net,mail.example,post.example}', pg_temp.rnd(i, 5)),
       CASE WHEN pg_temp.rnd(i, 6) < 0.63
            THEN '+' || CASE code WHEN 'BE' THEN 32 WHEN 'NL' THEN 31 WHEN 'FR' THEN 33 WHEN 'DE' THEN 49 WHEN 'LU' THEN 352
                               WHEN 'DK' THEN 45 WHEN 'IE' THEN 353 WHEN 'AT' THEN 43 WHEN 'ES' THEN 34 ELSE 48 END || ' ' || (100000000 + floor(pg_temp.rnd(i, 8) * 899999999))::bigint END,
       town,
       CASE code WHEN 'NL' THEN (1011 + floor(pg_temp.rnd(i, 9) * 8900))::int || ' ' || pg_temp.pick('{AB,CE,DG,HK,LM,PX,RT,VW}', pg_temp.rnd(i, 10))
                 WHEN 'IE' THEN pg_temp.pick('{D02,D06,T12,H91,V94,R95}', pg_temp.rnd(i, 9)) || ' ' || pg_temp.pick('{X2E4,K7P1,A3W9,F8R6}', pg_temp.rnd(i, 10))
                 WHEN 'FR' THEN to_char(10000 + floor(pg_temp.rnd(i, 9) * 85) * 1000, 'FM00000')
                 WHEN 'DE' THEN to_char(1067 + floor(pg_temp.rnd(i, 9) * 98000), 'FM00000')
                 WHEN 'ES' THEN to_char(1001 + floor(pg_temp.rnd(i, 9) * 50000), 'FM00000')
                 WHEN 'PL' THEN to_char(floor(pg_temp.rnd(i, 9) * 99), 'FM00') || '-' || to_char(floor(pg_temp.rnd(i, 10) * 999), 'FM000')
                 ELSE (1000 + floor(pg_temp.rnd(i, 9) * 8990))::int::text END,
       code,
       CASE WHEN pg_temp.rnd(i, 11) < 0.78
            THEN date '1941-03-01' + floor((pg_temp.rnd(i, 12) + pg_temp.rnd(i, 13)) / 2 * 24200)::int END,
       CASE WHEN pg_temp.rnd(i, 14) < 0.045
            THEN pg_temp.pick('{Hotel,Restaurant,Bistro,Brasserie,Café,Kookschool,Traiteur,Hotel-Restaurant}', pg_temp.rnd(i, 15)) || ' ' ||
                 pg_temp.pick('{De Gouden Karper,Het Anker,Au Vieux Pont,Belvédère,Zum Hirsch,De Zwaan,La Marmite,Petit Bateau,Drie Koningen,Den Engel,Le Coq Bleu,Kaiserhof,Rosenborg,De Linde,Mirabelle}', pg_temp.rnd(i, 16)) || ' ' || town END,
       CASE WHEN pg_temp.rnd(i, 17) < 0.41 THEN NULL WHEN tier < 0.52 THEN 'tin' WHEN tier < 0.81 THEN 'copper' WHEN tier < 0.95 THEN 'silver' ELSE 'gold' END::sales.loyalty_tier,
       pg_temp.rnd(i, 19) < 0.37,
       CASE WHEN pg_temp.rnd(i, 20) < 0.7 THEN coalesce(
            (SELECT min(s.id) FROM sales.stores s WHERE s.city = town),
            CASE code WHEN 'BE' THEN 1 + floor(pg_temp.rnd(i, 21) * 6)::int WHEN 'NL' THEN 7 + floor(pg_temp.rnd(i, 21) * 3)::int
                      WHEN 'FR' THEN 10 + floor(pg_temp.rnd(i, 21) * 2)::int WHEN 'DE' THEN 12 + floor(pg_temp.rnd(i, 21) * 2)::int
                      WHEN 'DK' THEN 14 WHEN 'LU' THEN 6 END) END,
       NULL,
       date '2016-02-01' + floor((today - date '2016-02-01') * power(i / 9000.0, 0.7))::int,
       jsonb_strip_nulls(jsonb_build_object(
           'language', CASE code WHEN 'BE' THEN CASE WHEN town IN ('Liège', 'Namur', 'Charleroi', 'Mons', 'Tournai') THEN 'fr' WHEN town = 'Brussels' THEN pg_temp.pick('{fr,fr,nl}', pg_temp.rnd(i, 22)) ELSE 'nl' END
                       WHEN 'NL' THEN 'nl' WHEN 'FR' THEN 'fr'
                       WHEN 'LU' THEN 'fr' WHEN 'DE' THEN 'de' WHEN 'AT' THEN 'de' WHEN 'DK' THEN 'da' ELSE 'en' END,
           'hob', CASE WHEN pg_temp.rnd(i, 23) < 0.55 THEN pg_temp.pick('{induction,induction,induction,gas,gas,ceramic}', pg_temp.rnd(i, 24)) END,
           'diet', CASE WHEN pg_temp.rnd(i, 25) < 0.14 THEN pg_temp.pick('{vegetarian,vegetarian,vegan,halal,gluten-free}', pg_temp.rnd(i, 26)) END,
           'contact', CASE WHEN pg_temp.rnd(i, 27) < 0.3 THEN pg_temp.pick('{email,email,phone,post}', pg_temp.rnd(i, 28)) END))
FROM span, generate_series(1, 9000) AS i
CROSS JOIN LATERAL (SELECT p.* FROM places p WHERE pg_temp.rnd(i, 1) < p.upto ORDER BY p.upto LIMIT 1) AS place
CROSS JOIN LATERAL (SELECT pg_temp.pick(towns, power(pg_temp.rnd(i, 2), 2.1)) AS town, pg_temp.pick(firsts, pg_temp.rnd(i, 3)) AS fn,
                           pg_temp.pick(lasts, pg_temp.rnd(i, 4)) AS ln,
                           -- Every ninth customer is a regular, and regulars climb the loyalty steps.
                           pg_temp.rnd(i, 18) * 0.97 + 0.3 * (i % 9 = 0)::int AS tier) AS words;

UPDATE sales.customers SET referred_by = 1 + floor(pg_temp.rnd(id, 30) * (id - 1))::int
WHERE id > 100 AND pg_temp.rnd(id, 29) < 0.11;

INSERT INTO sales.promotions
SELECT n * 10 + k, code || to_char(y, 'YY'), name || ' ' || to_char(y, 'YYYY'), pct, y + first_day_off, y + first_day_off + length, chans
FROM span
CROSS JOIN LATERAL (SELECT n, (first_day + n * interval '1 year')::date AS y FROM generate_series(0, 2) AS n) AS years
CROSS JOIN (VALUES
    (1, 'SOLDEN', 'January sales', 25, 2, 27, '{web,store,phone}'::sales.channel[]),
    (2, 'PANNENKOEK', 'Pancake week', 10, 30, 9, '{web,store}'),
    (3, 'MAMA', 'Mother''s Day', 12, 118, 12, '{web,store}'),
    (4, 'BBQ', 'Grill and garden', 15, 150, 30, '{web}'),
    (5, 'ZOMER', 'Summer sales', 20, 181, 29, '{web,store,phone}'),
    (6, 'RENTREE', 'Back to school', 10, 236, 14, '{web,store}'),
    (7, 'KEUKENBAAS', 'Chefs'' week, by phone only', 18, 272, 6, '{phone}'),
    (8, 'BLACKPAN', 'Black Friday', 30, 322, 9, '{web,marketplace}')
) AS campaign (k, code, name, pct, first_day_off, length, chans), span AS s2
WHERE y + first_day_off <= s2.today;
-- Planned but never handed out.
INSERT INTO sales.promotions
SELECT 90 + k, code, name, pct, first_day + 100 * k, first_day + 100 * k + 10, chans
FROM span, (VALUES (1, 'TESTKOK', 'Trial of the new till', 5, '{store}'::sales.channel[]),
                   (2, 'AARHUS-HEJ', 'Opening of Aarhus, postponed leaflet', 20, '{store}'),
                   (3, 'VIPDINER', 'Dinner for gold members', 40, '{phone,store}')) AS p (k, code, name, pct, chans);

-- ------------------------------------------------------------------------------------- assortment

INSERT INTO inventory.categories VALUES
    (1, 'Cooking', NULL), (2, 'Baking', NULL), (3, 'Knives & Boards', NULL), (4, 'Coffee & Tea', NULL), (5, 'Table', NULL),
    (6, 'Storage', NULL), (7, 'Pantry', NULL), (8, 'Utensils & Textiles', NULL), (9, 'Garden Kitchen', NULL),
    (11, 'Frying pans', 1), (12, 'Saucepans', 1), (13, 'Casseroles', 1), (14, 'Roasting tins', 1), (15, 'Woks & grill pans', 1), (16, 'Fondue & raclette', 1),
    (21, 'Cake tins', 2), (22, 'Mixing bowls', 2), (23, 'Rolling & piping', 2), (24, 'Scales & timers', 2),
    (31, 'Chef''s knives', 3), (32, 'Paring knives', 3), (33, 'Bread knives', 3), (34, 'Sharpening', 3), (35, 'Chopping boards', 3),
    (41, 'Espresso', 4), (42, 'Filter coffee', 4), (43, 'Coffee grinders', 4), (44, 'Teapots', 4),
    (51, 'Plates & bowls', 5), (52, 'Glasses', 5), (53, 'Cutlery', 5), (54, 'Serving', 5),
    (61, 'Jars', 6), (62, 'Bread bins', 6), (63, 'Lunch boxes', 6),
    (71, 'Spices', 7), (72, 'Oils & vinegars', 7), (73, 'Chocolate', 7),
    (81, 'Spoons & spatulas', 8), (82, 'Whisks & graters', 8), (83, 'Aprons', 8), (84, 'Tea towels', 8),
    (91, 'Barbecues', 9);

CREATE TEMP TABLE brand_range (brand_id int, parent_id int) ON COMMIT DROP;
INSERT INTO inventory.brands VALUES
    (1, 'De Koperen Lepel', 'BE', 1974, true), (2, 'Marktkraam', 'BE', 2009, true), (3, 'Falkehytt', 'DK', 1931, false),
    (4, 'Brûlée & Fils', 'FR', 1887, false), (5, 'Ottermann', 'DE', 1922, false), (6, 'Kurashiki Hamono', 'JP', 1868, false),
    (7, 'Solingard', 'DE', 1904, false), (8, 'Nordlys', 'SE', 1978, false), (9, 'Tinker & Thyme', 'IE', 2014, false),
    (10, 'Azulejo', 'PT', 1956, false), (11, 'Molino Rosso', 'IT', 1947, false), (12, 'Vítkov Glass', 'CZ', NULL, false),
    (13, 'Søstrene Krag', 'DK', 2006, false), (14, 'Maison Guérin', 'FR', 1911, false), (15, 'Anadolu Bakır', 'TR', 1969, false),
    (16, 'Waasland Linnen', 'BE', 1898, false), (17, 'Alpenhof', 'CH', 1963, false), (18, 'Hafnia', NULL, NULL, false);
INSERT INTO brand_range VALUES
    (1, 1), (1, 2), (1, 4), (1, 6), (1, 8), (2, 1), (2, 7), (2, 5), (2, 8), (3, 1), (3, 5), (4, 1), (4, 2), (5, 1), (5, 2), (5, 4),
    (6, 3), (7, 3), (8, 2), (8, 6), (8, 8), (9, 4), (9, 7), (9, 8), (10, 5), (11, 4), (11, 7), (12, 5), (12, 6), (13, 5), (13, 6), (14, 1),
    (14, 3), (15, 1), (15, 4), (16, 8), (17, 4), (17, 7);

CREATE TEMP TABLE variants (kind text, label text, factor numeric, weight numeric, attributes jsonb) ON COMMIT DROP;
INSERT INTO variants VALUES
    ('pan', '20 cm, stainless steel', 0.8, 0.8, '{"material": "stainless steel", "diameter_cm": 20}'),
    ('pan', '24 cm, stainless steel', 1, 1, '{"material": "stainless steel", "diameter_cm": 24}'),
    ('pan', '28 cm, stainless steel', 1.2, 1.3, '{"material": "stainless steel", "diameter_cm": 28}'),
    ('pan', '24 cm, cast iron', 1.1, 2.2, '{"material": "cast iron", "diameter_cm": 24}'),
    ('pan', '28 cm, cast iron', 1.35, 2.7, '{"material": "cast iron", "diameter_cm": 28}'),
    ('pan', '24 cm, copper', 2.9, 1.5, '{"material": "copper", "diameter_cm": 24}'),
    ('pan', '28 cm, carbon steel', 0.9, 1.4, '{"material": "carbon steel", "diameter_cm": 28}'),
    ('pan', '26 cm, non-stick', 0.75, 0.7, '{"material": "aluminium", "diameter_cm": 26}'),
    ('pot', '1.5 l, stainless steel', 0.8, 0.8, '{"material": "stainless steel", "volume_l": 1.5}'),
    ('pot', '3 l, stainless steel', 1, 1.2, '{"material": "stainless steel", "volume_l": 3}'),
    ('pot', '5 l, stainless steel', 1.3, 1.7, '{"material": "stainless steel", "volume_l": 5}'),
    ('pot', '2 l, copper', 3.1, 1.6, '{"material": "copper", "volume_l": 2}'),
    ('pot', '4 l, enamel, sage green', 1.15, 2.1, '{"material": "enamelled steel", "volume_l": 4, "colour": "sage green"}'),
    ('pot', '4 l, enamel, cream', 1.15, 2.1, '{"material": "enamelled steel", "volume_l": 4, "colour": "cream"}'),
    ('tin', 'small', 0.75, 0.7, '{"material": "tinplate"}'), ('tin', 'medium', 1, 1, '{"material": "tinplate"}'),
    ('tin', 'large', 1.3, 1.5, '{"material": "tinplate"}'), ('tin', 'medium, silicone', 1.1, 0.5, '{"material": "silicone", "colour": "brick red"}'),
    ('knife', 'olive wood handle', 1.25, 1.1, '{"material": "carbon steel"}'), ('knife', 'walnut handle', 1.2, 1.1, '{"material": "stainless steel"}'),
    ('knife', 'black handle', 0.85, 1, '{"material": "stainless steel", "colour": "black"}'), ('knife', 'damask steel', 2.6, 1.2, '{"material": "damask steel"}'),
    ('handle', 'olive wood', 1.2, 1, '{"material": "olive wood"}'), ('handle', 'walnut', 1.15, 1, '{"material": "walnut"}'), ('handle', 'beech', 0.85, 1, '{"material": "beech"}'),
    ('size', 'small', 0.75, 0.7, '{"size": "S"}'), ('size', 'medium', 1, 1, '{"size": "M"}'), ('size', 'large', 1.3, 1.5, '{"size": "L"}'),
    ('cups', '3 cups', 0.8, 0.7, '{"cups": 3, "material": "aluminium"}'), ('cups', '6 cups', 1, 1, '{"cups": 6, "material": "aluminium"}'), ('cups', '6 cups, stainless steel', 1.4, 1.2, '{"cups": 6, "material": "stainless steel"}'),
    ('grit', '400 grit', 0.9, 1, '{"grit": 400}'), ('grit', '1000 grit', 1, 1, '{"grit": 1000}'), ('grit', '3000 grit', 1.2, 1, '{"grit": 3000}'), ('grit', '8000 grit', 1.9, 1, '{"grit": 8000}'),
    ('colour', 'white', 1, 1, '{"colour": "white"}'), ('colour', 'sand', 1, 1, '{"colour": "sand"}'),
    ('colour', 'slate blue', 1.05, 1, '{"colour": "slate blue"}'), ('colour', 'terracotta', 1.05, 1, '{"colour": "terracotta"}'),
    ('colour', 'forest green', 1.05, 1, '{"colour": "forest green"}'),
    ('machine', 'black', 1, 1, '{"colour": "black", "voltage": 230}'), ('machine', 'cream', 1.03, 1, '{"colour": "cream", "voltage": 230}'),
    ('machine', 'copper finish', 1.3, 1.05, '{"colour": "copper", "voltage": 230}'),
    ('set', 'set of 2', 0.45, 0.4, '{"pieces": 2}'), ('set', 'set of 4', 0.8, 0.75, '{"pieces": 4}'), ('set', 'set of 6', 1.1, 1.1, '{"pieces": 6}'),
    ('food', 'jar 60 g', 1, 1, '{"net_weight_g": 60}'), ('food', 'bag 250 g', 2.6, 3.1, '{"net_weight_g": 250}'), ('food', 'gift tin 120 g', 2.1, 2.4, '{"net_weight_g": 120}'),
    ('bottle', '250 ml', 0.6, 0.55, '{"volume_l": 0.25}'), ('bottle', '500 ml', 1, 1, '{"volume_l": 0.5}'),
    ('one', NULL, 1, 1, '{}');

CREATE TEMP TABLE items (category_id int, name text, price numeric, weight int, kind text, warranty int) ON COMMIT DROP;
INSERT INTO items VALUES
    (11, 'Frying pan', 59, 1100, 'pan', 60), (11, 'Sauté pan with lid', 89, 1700, 'pan', 60), (11, 'Crêpe pan', 39, 950, 'pan', 24), (11, 'Blini pan', 24, 420, 'one', NULL),
    (11, 'Omelette pan', 45, 800, 'pan', 24),
    (12, 'Saucepan', 49, 900, 'pot', 60), (12, 'Milk pan', 34, 600, 'pot', 60), (12, 'Stockpot', 79, 2000, 'pot', 60), (12, 'Sauteuse', 72, 1300, 'pot', 60), (12, 'Jam pan', 95, 2300, 'one', NULL),
    (13, 'Round casserole', 149, 3800, 'colour', 120), (13, 'Oval casserole', 169, 4600, 'colour', 120), (13, 'Mussel pot', 44, 1500, 'pot', 24), (13, 'Tagine', 64, 2900, 'colour', NULL),
    (14, 'Roasting tin', 42, 1800, 'size', NULL), (14, 'Lasagne dish', 36, 1900, 'colour', NULL), (14, 'Pie dish', 22, 900, 'colour', NULL), (14, 'Roasting rack', 19, 650, 'one', NULL),
    (15, 'Wok', 54, 1900, 'pan', 24), (15, 'Grill pan', 58, 2400, 'pan', 24), (15, 'Bamboo steamer', 23, 500, 'size', NULL),
    (16, 'Cheese fondue set', 79, 3100, 'colour', 24), (16, 'Chocolate fondue pot', 29, 900, 'colour', NULL), (16, 'Raclette grill for eight', 99, 5200, 'machine', 24), (16, 'Fondue forks', 18, 260, 'set', NULL),
    (21, 'Springform tin', 21, 600, 'tin', NULL), (21, 'Loaf tin', 16, 420, 'tin', NULL), (21, 'Gugelhupf tin', 27, 700, 'tin', NULL), (21, 'Madeleine tray', 19, 380, 'tin', NULL), (21, 'Speculaas mould', 32, 310, 'one', NULL), (21, 'Muffin tray', 18, 520, 'tin', NULL),
    (22, 'Mixing bowl', 26, 900, 'colour', NULL), (22, 'Proving bowl with lid', 34, 1300, 'colour', NULL), (22, 'Copper egg-white bowl', 89, 1000, 'one', NULL), (22, 'Stand mixer', 389, 9800, 'machine', 24),
    (23, 'Rolling pin', 17, 600, 'handle', NULL), (23, 'Piping set', 15, 190, 'set', NULL), (23, 'Pastry mat', 14, 240, 'one', NULL), (23, 'Biscuit cutters', 9, 90, 'set', NULL), (23, 'Waffle iron', 119, 4100, 'machine', 24),
    (24, 'Kitchen scales', 39, 700, 'machine', 24), (24, 'Kitchen timer', 13, 85, 'colour', NULL), (24, 'Sugar thermometer', 21, 75, 'one', 12), (24, 'Probe thermometer', 34, 60, 'one', 12),
    (31, 'Chef''s knife 20 cm', 89, 210, 'knife', 120), (31, 'Chef''s knife 24 cm', 105, 260, 'knife', 120), (31, 'Santoku knife', 95, 190, 'knife', 120), (31, 'Chinese cleaver', 79, 410, 'knife', 120), (31, 'Fillet knife', 69, 150, 'knife', 120),
    (32, 'Paring knife', 29, 60, 'knife', 120), (32, 'Turning knife', 27, 55, 'knife', 120), (32, 'Oyster knife', 22, 110, 'knife', NULL),
    (33, 'Bread knife', 59, 190, 'knife', 120), (33, 'Pastry knife', 54, 180, 'knife', 120),
    (34, 'Whetstone', 44, 900, 'grit', NULL), (34, 'Honing steel', 36, 310, 'handle', NULL), (34, 'Knife roll', 58, 640, 'colour', NULL),
    (35, 'Chopping board, oak', 39, 1900, 'size', NULL), (35, 'Chopping board, end grain', 95, 4200, 'size', NULL), (35, 'Herb board', 17, 420, 'one', NULL),
    (41, 'Espresso machine', 549, 11200, 'machine', 24), (41, 'Stovetop espresso maker', 36, 650, 'cups', 24), (41, 'Tamper', 28, 420, 'handle', NULL), (41, 'Milk jug', 19, 300, 'colour', NULL), (41, 'Espresso cups', 32, 900, 'set', NULL),
    (42, 'Coffee dripper', 24, 380, 'colour', NULL), (42, 'French press', 39, 950, 'colour', NULL), (42, 'Gooseneck kettle', 69, 1100, 'machine', 24), (42, 'Paper filters', 6, 95, 'one', NULL), (42, 'Cold brew jug', 33, 800, 'one', NULL),
    (43, 'Hand coffee grinder', 64, 620, 'handle', 24), (43, 'Electric coffee grinder', 179, 3300, 'machine', 24), (43, 'Turkish coffee mill', 49, 480, 'one', NULL),
    (44, 'Teapot', 42, 1000, 'colour', NULL), (44, 'Cast iron teapot', 59, 1900, 'colour', NULL), (44, 'Tea infuser', 9, 40, 'one', NULL), (44, 'Copper cezve', 26, 330, 'set', NULL),
    (51, 'Dinner plate', 16, 620, 'colour', NULL), (51, 'Soup bowl', 14, 480, 'colour', NULL), (51, 'Side plate', 11, 350, 'colour', NULL), (51, 'Pasta plate', 18, 700, 'colour', NULL), (51, 'Egg cup', 5, 80, 'colour', NULL),
    (52, 'Water glass', 42, 1500, 'set', NULL), (52, 'Wine glass', 58, 1100, 'set', NULL), (52, 'Abbey beer glass', 39, 1700, 'set', NULL), (52, 'Jenever glass', 28, 500, 'set', NULL), (52, 'Carafe', 31, 900, 'one', NULL),
    (53, 'Table cutlery', 84, 1300, 'set', NULL), (53, 'Steak knives', 72, 600, 'set', NULL), (53, 'Cake forks', 29, 190, 'set', NULL), (53, 'Mussel forks', 12, 70, 'set', NULL),
    (54, 'Serving platter', 38, 1400, 'colour', NULL), (54, 'Salad servers', 24, 220, 'handle', NULL), (54, 'Gravy boat', 27, 500, 'colour', NULL), (54, 'Cheese board', 35, 1200, 'size', NULL),
    (61, 'Preserving jar', 22, 2400, 'set', NULL), (61, 'Spice jar', 15, 700, 'set', NULL), (61, 'Sourdough crock', 33, 1700, 'colour', NULL),
    (62, 'Bread bin', 54, 2100, 'colour', NULL), (62, 'Linen bread bag', 16, 110, 'colour', NULL),
    (63, 'Lunch box', 23, 420, 'colour', NULL), (63, 'Vacuum flask', 29, 390, 'colour', 24), (63, 'Beeswax wraps', 14, 65, 'set', NULL),
    (71, 'Smoked paprika', 4.5, 140, 'food', NULL), (71, 'Speculaas spices', 4.9, 140, 'food', NULL), (71, 'Ras el hanout', 5.2, 140, 'food', NULL), (71, 'Green cardamom', 7.9, 135, 'food', NULL), (71, 'Tellicherry pepper', 6.4, 140, 'food', NULL), (71, 'Fleur de sel', 5.5, 150, 'food', NULL), (71, 'Za''atar', 4.8, 130, 'food', NULL),
    (72, 'Olive oil, first press', 18, 950, 'bottle', NULL), (72, 'Walnut oil', 16, 940, 'bottle', NULL), (72, 'Tarragon vinegar', 9, 930, 'bottle', NULL), (72, 'Balsamic vinegar', 21, 960, 'bottle', NULL), (72, 'Truffle oil', 24, 900, 'bottle', NULL),
    (73, 'Dark couverture 70 %', 7.5, 95, 'food', NULL), (73, 'Milk couverture 38 %', 6.9, 95, 'food', NULL), (73, 'Cocoa powder', 6.2, 120, 'food', NULL),
    (81, 'Wooden spoon', 8, 70, 'set', NULL), (81, 'Copper spoon', 24, 120, 'one', NULL), (81, 'Spatula', 11, 90, 'colour', NULL), (81, 'Soup ladle', 19, 190, 'handle', NULL), (81, 'Skimmer', 17, 160, 'one', NULL),
    (82, 'Balloon whisk', 16, 130, 'size', NULL), (82, 'Fine grater', 25, 160, 'one', 24), (82, 'Nutmeg grater', 9, 60, 'one', NULL), (82, 'Mandoline', 62, 1300, 'one', 24), (82, 'Pepper mill', 38, 340, 'handle', 60),
    (83, 'Linen apron', 44, 330, 'colour', NULL), (83, 'Children''s apron', 22, 160, 'colour', NULL), (83, 'Oven gloves', 19, 210, 'colour', NULL),
    (84, 'Tea towel, herringbone', 12, 110, 'colour', NULL), (84, 'Tea towel, waffle', 9, 95, 'set', NULL), (84, 'Table runner', 36, 320, 'colour', NULL);

INSERT INTO inventory.products (id, sku, name, category_id, brand_id, list_price, unit_cost, weight_g, warranty_months, tags, attributes, launched_on, discontinued_on)
SELECT id, upper(left(pg_temp.plain(replace(category, '''', '')), 3)) || '-' || to_char(id, 'FM0000'), full_name, category_id, brand_id,
       price, greatest(0.4, round(price * (0.36 + 0.26 * pg_temp.rnd(id, 41))::numeric, 2)),
       CASE WHEN pg_temp.rnd(id, 42) < 0.94 THEN round(weight, -1 * (weight > 300)::int)::int END, warranty,
       array_remove(ARRAY[
           CASE WHEN parent_id = 1 AND attributes ->> 'material' IN ('stainless steel', 'cast iron', 'carbon steel', 'enamelled steel') THEN 'induction' END,
           CASE WHEN attributes ->> 'material' NOT IN ('copper', 'cast iron', 'carbon steel', 'damask steel') AND parent_id <> 7 THEN 'dishwasher-safe' END,
           CASE WHEN parent_id = 7 AND full_name NOT LIKE 'Milk%' THEN 'vegan' END,
           CASE WHEN pg_temp.rnd(id, 43) < 0.19 OR full_name LIKE '%gift%' THEN 'gift' END,
           CASE WHEN pg_temp.rnd(id, 44) < 0.06 THEN 'refurbishable' END,
           CASE WHEN brand_id IN (1, 2, 16) THEN 'own workshop' END], NULL),
       attributes, launched,
       CASE WHEN pg_temp.rnd(id, 45) < 0.09 AND launched < first_day
            THEN first_day - 120 + floor(pg_temp.rnd(id, 46) * (today - first_day + 110))::int END
FROM (
    SELECT row_number() OVER (ORDER BY i.category_id, i.name COLLATE "C", v.factor, v.label COLLATE "C")::int AS id, c.name AS category, c.parent_id, i.category_id, i.warranty,
           concat_ws(', ', i.name, v.label) AS full_name, i.weight * v.weight AS weight, v.attributes,
           CASE WHEN i.price * v.factor >= 15 THEN floor(i.price * v.factor) + 0.95 ELSE round(i.price * v.factor * 20) / 20 END AS price
    FROM items i JOIN variants v USING (kind) JOIN inventory.categories c ON c.id = i.category_id
) AS assortment
CROSS JOIN span
CROSS JOIN LATERAL (
    SELECT (array_agg(b.brand_id ORDER BY b.brand_id))[1 + floor(pg_temp.rnd(id, 40) * count(*))::int] AS brand_id
    FROM brand_range b WHERE b.parent_id = assortment.parent_id) AS brand
CROSS JOIN LATERAL (
    SELECT CASE WHEN pg_temp.rnd(id, 47) < 0.84 THEN date '2009-01-12' + floor(pg_temp.rnd(id, 48) * (first_day - 40 - date '2009-01-12'))::int
                WHEN pg_temp.rnd(id, 47) < 0.96 THEN first_day + floor(pg_temp.rnd(id, 48) * (today - first_day - 12))::int
                ELSE today - 10 - floor(pg_temp.rnd(id, 48) * 165)::int END AS launched) AS life;

-- Prices go up on 1 February, for about half of the products each time.
CREATE TEMP TABLE price_steps ON COMMIT DROP AS
SELECT p.id, p.list_price, coalesce(step.day, p.launched_on) AS valid_from,
       row_number() OVER (PARTITION BY p.id ORDER BY coalesce(step.day, p.launched_on) DESC) - 1 AS back
FROM inventory.products p
CROSS JOIN LATERAL (
    SELECT NULL::date AS day
    UNION ALL
    SELECT day::date FROM span, generate_series(first_day + interval '1 month', today, interval '1 year') AS day
    WHERE day > p.launched_on + 60 AND (p.discontinued_on IS NULL OR day < p.discontinued_on)
      AND pg_temp.rnd(p.id, 50 + extract(year FROM day)::bigint) < 0.5) AS step;

INSERT INTO inventory.price_history
SELECT id, round(list_price / power(1.035 + 0.05 * pg_temp.rnd(id, 49)::numeric, back), 2), valid_from,
       lead(valid_from) OVER (PARTITION BY id ORDER BY valid_from)
FROM price_steps;

INSERT INTO inventory.suppliers
SELECT i, name, city, code,
       CASE WHEN pg_temp.rnd(i, 61) < 0.8 THEN pg_temp.pick(firsts, pg_temp.rnd(i, 62)) || ' ' || pg_temp.pick(lasts, pg_temp.rnd(i, 63)) END,
       'orders@' || pg_temp.plain(name) || '.example', 5 + floor(pg_temp.rnd(i, 64) * 60)::int,
       CASE WHEN pg_temp.rnd(i, 65) < 0.85 THEN round((1.8 + 3.2 * pg_temp.rnd(i, 66))::numeric, 1) END, i NOT IN (9, 23)
FROM (VALUES
    (1, 'Metaalwerken Scheldeland', 'Dendermonde', 'BE'), (2, 'Groothandel Vandeputte', 'Kortrijk', 'BE'), (3, 'Gieterij De Ketel', 'Aalst', 'BE'),
    (4, 'Brabantse Houtdraaierij', 'Breda', 'NL'), (5, 'Van Rijn Import', 'Rotterdam', 'NL'), (6, 'Émaillerie du Nord', 'Lille', 'FR'),
    (7, 'Ateliers Guérin', 'Lyon', 'FR'), (8, 'Coutellerie Besson', 'Thiers', 'FR'), (9, 'Faïencerie Saint-Amand', 'Saint-Amand', 'FR'),
    (10, 'Ottermann Werke', 'Kassel', 'DE'), (11, 'Solingard Messer', 'Solingen', 'DE'), (12, 'Rheinische Glashütte', 'Bonn', 'DE'),
    (13, 'Falkehytt Produktion', 'Odense', 'DK'), (14, 'Søstrene Krag Keramik', 'Aalborg', 'DK'), (15, 'Nordlys Handel', 'Malmö', 'SE'),
    (16, 'Kurashiki Trading', 'Kurashiki', 'JP'), (17, 'Azulejo Cerâmica', 'Aveiro', 'PT'), (18, 'Molino Rosso Export', 'Modena', 'IT'),
    (19, 'Oleificio Bianchi', 'Lucca', 'IT'), (20, 'Vítkovské Sklo', 'Ostrava', 'CZ'), (21, 'Anadolu Metal', 'Gaziantep', 'TR'),
    (22, 'Alpenhof Vertrieb', 'Winterthur', 'CH'), (23, 'Kilkenny Crafts', 'Kilkenny', 'IE'), (24, 'Waasland Weverij', 'Sint-Niklaas', 'BE'),
    (25, 'Specerijenhuis Verstegen & Zoon', 'Amsterdam', 'NL'), (26, 'Chocolaterie Duval', 'Brussels', 'BE'), (27, 'Polska Emalia', 'Kraków', 'PL'),
    (28, 'Cuchillería Ibáñez', 'Albacete', 'ES'), (29, 'Kunststoff Krüger', 'Leipzig', 'DE'), (30, 'Tinker & Thyme Wholesale', 'Dublin', 'IE'),
    (31, 'Papierwaren Huber', 'Graz', 'AT'), (32, 'Silicone Solutions', 'Eindhoven', 'NL')
) AS s (i, name, city, code)
LEFT JOIN places USING (code);

-- Every product has a preferred supplier and up to two more; 9, 23, 31 are never preferred.
INSERT INTO inventory.product_suppliers
SELECT p.id, s.supplier_id, round(p.unit_cost * (0.97 + 0.06 * n + 0.05 * pg_temp.rnd(p.id, 70 + n))::numeric, 2),
       (ARRAY[1, 6, 12, 24, 48])[1 + floor(pg_temp.rnd(p.id, 73 + n) * 5)::int], n = 0
FROM inventory.products p
CROSS JOIN generate_series(0, 2) AS n
CROSS JOIN LATERAL (
    SELECT CASE WHEN n = 0 THEN (ARRAY[1,2,3,4,5,6,7,8,10,11,12,13,14,15,16,17,18,19,20,21,22,24,25,26,27,28,29,30,32])[1 + floor(power(pg_temp.rnd(p.category_id * 37 + p.brand_id, 76), 1.3) * 29)::int]
                ELSE 1 + floor(pg_temp.rnd(p.id, 77 + n) * 32)::int END AS supplier_id) AS s
WHERE n = 0 OR pg_temp.rnd(p.id, 80 + n) < 0.35
ON CONFLICT DO NOTHING;

-- ------------------------------------------------------------------------------------------ stock

INSERT INTO inventory.warehouses VALUES
    (1, 'Ghent Docks', 'Ghent', 'BE', 5200, '1998-02-02'), (2, 'Venlo Trade Port', 'Venlo', 'NL', 3400, '2013-05-01'),
    (3, 'Lesquin', 'Lille', 'FR', 1600, '2017-09-15'), (4, 'Odense Havn', 'Odense', 'DK', 900, (SELECT first_day + 190 FROM span));

INSERT INTO inventory.stock_levels (warehouse_id, product_id, on_hand, reserved, reorder_point, bin, counted_on)
SELECT w.id, p.id, on_hand, least(on_hand, floor(power(r2, 4) * 25)::int),
       5 + 5 * floor(power(pg_temp.rnd(seed, 93), 2) * 9)::int,
       CASE WHEN pg_temp.rnd(seed, 94) < 0.93
            THEN chr(65 + floor(pg_temp.rnd(seed, 95) * 12)::int) || '-' || to_char(1 + floor(pg_temp.rnd(seed, 96) * 40), 'FM00') || '-' || (1 + floor(pg_temp.rnd(seed, 97) * 5))::text END,
       CASE WHEN pg_temp.rnd(seed, 98) < 0.9 THEN today - 1 - floor(pg_temp.rnd(seed, 99) * 340)::int - w.id END
FROM inventory.warehouses w
CROSS JOIN inventory.products p
CROSS JOIN span
CROSS JOIN LATERAL (SELECT w.id * 10000 + p.id AS seed) AS s
CROSS JOIN LATERAL (
    SELECT CASE WHEN pg_temp.rnd(seed, 90) < 0.05 OR p.discontinued_on IS NOT NULL AND pg_temp.rnd(seed, 90) < 0.7 THEN 0
                ELSE floor(power(pg_temp.rnd(seed, 91), 1.5) * 360 / (1 + p.list_price / 120))::int END AS on_hand,
           pg_temp.rnd(seed, 92) AS r2) AS q
WHERE w.id = 1 OR pg_temp.rnd(seed, 100) < 0.82 - 0.14 * w.id;

CREATE TEMP TABLE buying ON COMMIT DROP AS
SELECT i, ordered_on, supplier_id, 1 + floor(power(pg_temp.rnd(i, 112), 2) * 4)::int AS warehouse_id, s.lead_time_days,
       ordered_on + s.lead_time_days AS expected_on,
       CASE WHEN pg_temp.rnd(i, 113) < 0.03 THEN NULL
            ELSE ordered_on + greatest(1, s.lead_time_days - 3 + floor(power(pg_temp.rnd(i, 114), 2) * 20)::int) END AS comes_on
FROM span, generate_series(1, 1300) AS i
CROSS JOIN LATERAL (SELECT first_day + floor((today - first_day) * (i - 1) / 1300.0)::int AS ordered_on,
    (ARRAY[10,1,2,11,16,5,3,18,6,13,20,24,25,4,7,8,12,14,15,17,19,21,22,26,27,28,29,30,9])[1 + floor(power(pg_temp.rnd(i, 110), 1.8) * 29)::int] AS supplier_id) AS b
JOIN inventory.suppliers s ON s.id = supplier_id;

INSERT INTO inventory.purchase_orders
SELECT i, supplier_id, CASE WHEN warehouse_id = 4 AND ordered_on < (SELECT opened_on FROM inventory.warehouses WHERE id = 4) THEN 1 ELSE warehouse_id END,
       CASE WHEN comes_on IS NULL THEN CASE WHEN pg_temp.rnd(i, 115) < 0.6 THEN 'cancelled' ELSE 'sent' END
            WHEN ordered_on > today - 2 THEN 'draft' WHEN comes_on > today THEN 'sent'
            WHEN pg_temp.rnd(i, 116) < 0.06 THEN 'partly received' ELSE 'received' END::inventory.purchase_status,
       ordered_on, expected_on, CASE WHEN comes_on <= today AND ordered_on <= today - 2 THEN comes_on END
FROM buying, span;

INSERT INTO inventory.purchase_order_lines
SELECT po.id, row_number() OVER (PARTITION BY po.id ORDER BY ps.product_id), ps.product_id, q.quantity,
       CASE WHEN po.status = 'received' THEN q.quantity WHEN po.status = 'partly received' THEN floor(q.quantity * pg_temp.rnd(seed, 122))::int ELSE 0 END,
       ps.purchase_price
FROM inventory.purchase_orders po
JOIN inventory.product_suppliers ps ON ps.supplier_id = po.supplier_id
CROSS JOIN LATERAL (SELECT po.id::bigint * 1000 + ps.product_id AS seed) AS s
CROSS JOIN LATERAL (SELECT 6 * (1 + floor(power(pg_temp.rnd(seed, 121), 2) * 20)::int) AS quantity) AS q
WHERE pg_temp.rnd(seed, 120) < 0.18;

INSERT INTO inventory.stock_movements
SELECT row_number() OVER (ORDER BY moved_at, product_id, warehouse_id, quantity, kind, purchase_order_id), product_id, warehouse_id, kind::inventory.movement_kind, quantity, moved_at, purchase_order_id, note
FROM (
    SELECT l.product_id, po.warehouse_id, 'receipt' AS kind, l.quantity_received AS quantity,
           po.received_on + time '07:30' + interval '1 minute' * floor(pg_temp.rnd(po.id, 130) * 420) AS moved_at, po.id AS purchase_order_id, NULL AS note
    FROM inventory.purchase_orders po JOIN inventory.purchase_order_lines l ON l.purchase_order_id = po.id
    WHERE l.quantity_received > 0
    UNION ALL
    SELECT s.product_id, s.warehouse_id, CASE WHEN pg_temp.rnd(seed, 131) < 0.6 THEN 'count correction' ELSE 'write-off' END,
           CASE WHEN pg_temp.rnd(seed, 131) < 0.6 AND pg_temp.rnd(seed, 132) < 0.4 THEN 1 + floor(pg_temp.rnd(seed, 133) * 5)::int ELSE -1 - floor(pg_temp.rnd(seed, 133) * 7)::int END,
           first_day + floor(pg_temp.rnd(seed, 134) * (today - first_day))::int + time '18:10', NULL,
           CASE WHEN pg_temp.rnd(seed, 131) >= 0.6 THEN pg_temp.pick('{broken in the aisle,water damage,past its date,taken for a photo shoot,stolen}', pg_temp.rnd(seed, 135)) END
    FROM span, inventory.stock_levels s CROSS JOIN generate_series(1, 2) AS n CROSS JOIN LATERAL (SELECT n * 100000 + s.warehouse_id * 10000 + s.product_id AS seed) AS k
    WHERE s.warehouse_id < 4
    UNION ALL
    SELECT s.product_id, CASE side WHEN 1 THEN s.warehouse_id ELSE 1 END, 'transfer', side * (6 + 6 * floor(pg_temp.rnd(seed, 136) * 4)::int),
           first_day + 200 + floor(pg_temp.rnd(seed, 137) * (today - first_day - 200))::int + time '11:00', NULL, NULL
    FROM span, inventory.stock_levels s CROSS JOIN (VALUES (1), (-1)) AS sides (side) CROSS JOIN LATERAL (SELECT s.warehouse_id * 10000 + s.product_id AS seed) AS k
    WHERE s.warehouse_id > 1
) AS m;

-- --------------------------------------------------------------------------------------------- hr

INSERT INTO hr.departments VALUES
    (1, 'Management', 'CC-100', 640000), (2, 'Retail', 'CC-200', 6150000), (3, 'Web Shop', 'CC-300', 890000), (4, 'Logistics', 'CC-400', 2140000),
    (5, 'Purchasing', 'CC-500', 720000), (6, 'Finance', 'CC-600', 580000), (7, 'People', 'CC-700', 390000), (8, 'Marketing', 'CC-800', 810000),
    (9, 'Customer Service', 'CC-850', 760000), (10, 'IT & Data', 'CC-900', 930000), (11, 'Innovation Lab', 'CC-990', 50000);

-- Posts with the title of whoever leads them; in shops and warehouses one set for each place.
CREATE TEMP TABLE staff ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY p.step, p.post, place, n)::int AS id, p.*, place, n
FROM (VALUES
    (1, 1, 'Managing director', 1, NULL, 128000, 1), (2, 2, 'Head of retail', 2, 'Managing director', 86000, 1), (2, 3, 'Head of web shop', 3, 'Managing director', 82000, 1),
    (2, 4, 'Head of logistics', 4, 'Managing director', 84000, 1), (2, 5, 'Head of purchasing', 5, 'Managing director', 79000, 1), (2, 6, 'Head of finance', 6, 'Managing director', 92000, 1),
    (2, 7, 'Head of people', 7, 'Managing director', 80000, 1), (2, 8, 'Head of marketing', 8, 'Managing director', 77000, 1), (2, 9, 'Head of customer service', 9, 'Managing director', 66000, 1),
    (2, 10, 'Head of IT', 10, 'Managing director', 81000, 1), (2, 11, 'Executive assistant', 1, 'Managing director', 47000, 2),
    (3, 12, 'Store manager', 2, 'Head of retail', 54000, 1), (3, 13, 'Warehouse manager', 4, 'Head of logistics', 58000, 1), (3, 14, 'Lead data analyst', 10, 'Head of IT', 68000, 1),
    (4, 15, 'Shift leader', 2, 'Store manager', 38500, 1), (4, 16, 'Shop assistant', 2, 'Store manager', 31500, 9), (4, 17, 'Cooking teacher', 2, 'Store manager', 36000, 1),
    (4, 18, 'Picker', 4, 'Warehouse manager', 31800, 11), (4, 19, 'Forklift driver', 4, 'Warehouse manager', 35500, 3), (4, 20, 'Data analyst', 10, 'Lead data analyst', 52000, 2),
    (5, 21, 'Web developer', 10, 'Head of IT', 63000, 5), (5, 22, 'System administrator', 10, 'Head of IT', 60000, 2), (5, 23, 'Buyer', 5, 'Head of purchasing', 57000, 7),
    (5, 24, 'Accountant', 6, 'Head of finance', 53000, 5), (5, 25, 'HR adviser', 7, 'Head of people', 50000, 3), (5, 26, 'Copywriter', 8, 'Head of marketing', 45000, 3),
    (5, 27, 'Photographer', 8, 'Head of marketing', 46000, 1), (5, 28, 'Campaign manager', 8, 'Head of marketing', 56000, 2), (5, 29, 'Service agent', 9, 'Head of customer service', 36500, 14),
    (5, 30, 'Product editor', 3, 'Head of web shop', 44500, 5), (5, 31, 'Marketplace manager', 3, 'Head of web shop', 59000, 1)
) AS p (step, post, title, department_id, leader, base, posts)
CROSS JOIN LATERAL (
    SELECT place FROM generate_series(1, 14) AS place
    WHERE place = 1 OR p.department_id = 2 AND p.post <> 2 OR p.post IN (13, 18, 19) AND place <= 4) AS places
CROSS JOIN LATERAL generate_series(1, p.posts) AS n
WHERE (p.post <> 17 OR place IN (SELECT id FROM sales.stores WHERE has_cooking_school))
  AND (p.post <> 16 OR n <= (SELECT 3 + floor_area_m2 / 100 FROM sales.stores WHERE id = place))
  AND (p.post <> 18 OR n <= 13 - 3 * place);

INSERT INTO hr.employees
SELECT s.id, fn, ln, pg_temp.plain(fn) || '.' || pg_temp.plain(ln) || CASE WHEN s.step > 2 THEN s.id::text ELSE '' END || '@koperenlepel.example', s.title, s.department_id,
       CASE WHEN s.department_id = 2 AND s.post <> 2 THEN s.place END,
       (SELECT m.id FROM staff m WHERE m.title = s.leader AND (m.place = s.place OR m.post NOT IN (12, 13)) LIMIT 1), '{}', contract, hours,
       round((s.base * (0.9 + 0.11 * pg_temp.rnd(s.id, 205) + 0.011 * least(22, (today - hired_on) / 365))::numeric) * hours / 38
             * CASE WHEN s.post IN (21, 23) AND s.n = 1 THEN 1.4 ELSE 1 END, -1),  -- two whom others tried to hire
       CASE WHEN contract = 'student' THEN hired_on - 6600 - floor(pg_temp.rnd(s.id, 206) * 1600)::int
            ELSE least(date '1962-02-01' + floor(pg_temp.rnd(s.id, 206) * 14000)::int, hired_on - 6600 - s.id) END, hired_on,
       CASE WHEN (s.step = 4 OR s.step = 5 AND s.n > 1) AND pg_temp.rnd(s.id, 207) < 0.16 AND hired_on < today - 400
            THEN greatest(hired_on + 90, first_day - 200 + floor(pg_temp.rnd(s.id, 208) * (today - first_day + 190))::int) END
FROM span, staff s
JOIN places ON code = CASE WHEN s.department_id = 2 AND s.post <> 2 THEN (SELECT country_code FROM sales.stores WHERE id = s.place)
                           WHEN s.post IN (13, 18, 19) THEN (SELECT country_code FROM inventory.warehouses WHERE id = s.place) ELSE 'BE' END
CROSS JOIN LATERAL (
    SELECT pg_temp.pick(firsts, pg_temp.rnd(s.id, 200)) AS fn, pg_temp.pick(lasts, pg_temp.rnd(s.id, 201)) AS ln,
           CASE WHEN s.title IN ('Shop assistant', 'Picker') AND pg_temp.rnd(s.id, 202) < 0.2 THEN 'student' WHEN s.post IN (17, 27) THEN 'freelance'
                WHEN pg_temp.rnd(s.id, 202) < 0.33 AND s.step > 3 THEN 'fixed term' ELSE 'permanent' END::hr.contract_type AS contract,
           greatest(CASE WHEN s.post = 1 THEN date '1981-09-01' WHEN s.post = 12 THEN (SELECT opened_on FROM sales.stores WHERE id = s.place) - 30 END,
                    today - 20 - floor(power(pg_temp.rnd(s.id, 203), 1.7) * 365 * CASE WHEN s.title IN ('Shop assistant', 'Picker') AND pg_temp.rnd(s.id, 202) < 0.2 THEN 3 ELSE 24 END)::int) AS hired_any) AS w
CROSS JOIN LATERAL (
    SELECT CASE WHEN s.post = 1 THEN date '1981-09-01' ELSE greatest(hired_any, CASE WHEN s.place = 14 AND s.department_id = 2 AND s.post <> 2 THEN first_day + 215 END) END AS hired_on,
           CASE WHEN contract = 'student' THEN 12 WHEN contract = 'freelance' THEN 20 WHEN s.step < 4 OR s.post IN (21, 23) AND s.n = 1 THEN 38
                ELSE (ARRAY[38, 38, 38, 38, 30.4, 24, 19])[1 + floor(pg_temp.rnd(s.id, 204) * 7)::int] END::numeric AS hours) AS h;

UPDATE hr.employees e SET left_on = s.closed_on FROM sales.stores s
WHERE s.id = e.store_id AND e.left_on IS NULL AND e.hired_on < s.closed_on AND pg_temp.rnd(e.id, 209) < 0.6;
UPDATE hr.employees e SET store_id = 8, job_title = CASE WHEN job_title = 'Store manager' THEN 'Shift leader' ELSE job_title END
FROM sales.stores s
WHERE s.id = e.store_id AND s.closed_on IS NOT NULL AND e.left_on IS NULL;

WITH RECURSIVE up AS (
    SELECT id, manager_id, ARRAY[]::int[] AS line FROM hr.employees WHERE manager_id IS NULL
    UNION ALL
    SELECT e.id, e.manager_id, e.manager_id || up.line FROM hr.employees e JOIN up ON up.id = e.manager_id)
UPDATE hr.employees e SET reporting_line = up.line FROM up WHERE up.id = e.id;

INSERT INTO hr.logins
SELECT 'analyst', id FROM hr.employees WHERE job_title = 'Lead data analyst'
UNION ALL
SELECT 'hr_manager', id FROM hr.employees WHERE job_title = 'Head of people';

INSERT INTO hr.absences (id, employee_id, kind, starts_on, ends_on, approved_by)
SELECT row_number() OVER (ORDER BY starts_on, employee_id, n), employee_id, kind, starts_on, starts_on + length - 1,
       CASE WHEN kind <> 'sick leave' THEN manager_id END
FROM (
    SELECT e.id AS employee_id, e.manager_id, n, kind,
           (first_day + m * interval '1 month')::date + floor(pg_temp.rnd(seed, 221) * 28)::int AS starts_on,
           CASE kind WHEN 'holiday' THEN 3 + floor(power(pg_temp.rnd(seed, 222), 1.5) * 18) WHEN 'parental leave' THEN 30 + floor(pg_temp.rnd(seed, 222) * 90)
                     WHEN 'training' THEN 1 + floor(pg_temp.rnd(seed, 222) * 3) WHEN 'unpaid leave' THEN 5 + floor(pg_temp.rnd(seed, 222) * 25)
                     ELSE 1 + floor(power(pg_temp.rnd(seed, 222), 5) * 60) END::int AS length, e.hired_on, e.left_on
    FROM span, hr.employees e CROSS JOIN generate_series(0, 35) AS m CROSS JOIN generate_series(1, 2) AS n
    CROSS JOIN LATERAL (SELECT e.id * 1000 + m * 2 + n AS seed) AS k
    CROSS JOIN LATERAL (SELECT CASE WHEN pg_temp.rnd(seed, 223) < 0.55 THEN 'holiday' WHEN pg_temp.rnd(seed, 223) < 0.87 THEN 'sick leave' WHEN pg_temp.rnd(seed, 223) < 0.96 THEN 'training'
                                    WHEN pg_temp.rnd(seed, 223) < 0.985 THEN 'parental leave' ELSE 'unpaid leave' END::hr.absence_kind AS kind) AS q
    WHERE pg_temp.rnd(seed, 220) < 0.16
) AS a, span
WHERE starts_on >= hired_on AND (left_on IS NULL OR starts_on + length <= left_on) AND starts_on <= today;

INSERT INTO hr.salary_history
SELECT id, valid_from, round(salary / power(1.028, row_number() OVER (PARTITION BY id ORDER BY valid_from DESC) - 1), 2),
       CASE WHEN valid_from = hired_on THEN 'hired' WHEN pg_temp.rnd(id * 100 + extract(year FROM valid_from)::int, 231) < 0.12 THEN 'promotion' ELSE 'yearly review' END
FROM (
    SELECT id, salary, hired_on, hired_on AS valid_from FROM hr.employees
    UNION ALL
    SELECT id, salary, hired_on, day::date
    FROM span, hr.employees e, generate_series(first_day, today, interval '6 months') AS day
    WHERE day > hired_on + 180 AND (left_on IS NULL OR day < left_on) AND pg_temp.rnd(id * 50 + extract(year FROM day)::int * 2 + extract(month FROM day)::int / 7, 230) < 0.42
) AS steps;

-- ----------------------------------------------------------------------------------------- orders

-- What sells: rank 1 most; the last twelve never do.
CREATE TEMP TABLE bestsellers ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY pg_temp.rnd(id, 300) * (1 + list_price / 900.0))::int AS rank, id, launched_on, discontinued_on, category_id FROM inventory.products;

CREATE TEMP TABLE daily ON COMMIT DROP AS
SELECT day::date AS day,
       floor(52 * (1 + 0.00022 * (day::date - first_day))
           * (ARRAY[1.05, 0.8, 0.82, 0.85, 0.98, 0.88, 0.9, 0.74, 0.95, 1.0, 1.4, 1.75])[extract(month FROM day)::int]
           * (ARRAY[0.7, 0.85, 0.9, 0.95, 1.0, 1.15, 1.5])[1 + extract(dow FROM day)::int]
           * CASE WHEN extract(month FROM day) = 11 AND extract(dow FROM day) = 5 AND extract(day FROM day) BETWEEN 23 AND 29 THEN 2.6
                  WHEN extract(month FROM day) = 12 AND extract(day FROM day) > 24 THEN 0.35 ELSE 1 END
           * (0.82 + 0.36 * pg_temp.rnd(day::date - date '2000-01-01', 310))
           * CASE WHEN day = today THEN 0.5 ELSE 1 END)::int AS n
FROM span, generate_series(first_day, today, interval '1 day') AS day;

CREATE TEMP TABLE wanted ON COMMIT DROP AS
SELECT seed, day, time '08:00' + interval '1 minute' * floor(CASE WHEN day = today THEN 90 ELSE 860 END * (pg_temp.rnd(seed, 320) + pg_temp.rnd(seed, 321)) / 2) AS at,
       CASE WHEN pg_temp.rnd(seed, 322) < 0.49 OR pg_temp.rnd(seed, 322) < 0.87 AND extract(dow FROM day) = 0 THEN 'web' WHEN pg_temp.rnd(seed, 322) < 0.87 THEN 'store'
            WHEN pg_temp.rnd(seed, 322) < 0.96 THEN 'marketplace' ELSE 'phone' END AS channel,
       CASE WHEN pg_temp.rnd(seed, 323) < 0.4 THEN 9 * (1 + floor(power(pg_temp.rnd(seed, 324), 1.6) * (joined / 9 - 1)))::int
            ELSE 1 + floor(pg_temp.rnd(seed, 324) * joined)::int END AS customer_id,
       extract(dow FROM day) <> 0 AND pg_temp.rnd(seed, 325) < 0.36 AS walk_in
FROM span, daily
CROSS JOIN generate_series(1, n) AS i
CROSS JOIN LATERAL (SELECT (day - date '2000-01-01')::bigint * 1000 + i AS seed,
                           floor(9000 * power((day - date '2016-02-01')::numeric / (today - date '2016-02-01'), 1 / 0.7))::int AS joined) AS s;

CREATE TEMP TABLE clerks ON COMMIT DROP AS
SELECT store_id, array_agg(id ORDER BY pg_temp.rnd(id, 330)) AS ids FROM hr.employees
WHERE job_title IN ('Shop assistant', 'Shift leader') GROUP BY store_id;

CREATE TEMP TABLE baskets ON COMMIT DROP AS
SELECT w.seed, w.day, w.at, placed.customer_id, placed.channel::sales.channel AS channel,
       st.id AS store_id, placed.country, c.company_name IS NOT NULL AND placed.customer_id IS NOT NULL AS business,
       CASE WHEN placed.customer_id IS NULL THEN NULL ELSE c.loyalty END AS loyalty,
       CASE WHEN st.id IS NOT NULL AND pg_temp.rnd(w.seed, 331) < 0.82
            THEN k.ids[1 + floor(power(pg_temp.rnd(w.seed, 332), 1.4) * cardinality(k.ids))::int] END AS clerk,
       promo.id AS promotion_id, promo.discount_pct
FROM wanted w
JOIN sales.customers c ON c.id = w.customer_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN w.channel = 'store' AND w.walk_in
                THEN (ARRAY[1,1,1,1,1,2,2,2,2,3,3,3,4,4,5,5,6,7,7,7,7,8,8,9,10,10,11,11,11,12,12,12,13,14,14])[1 + floor(pg_temp.rnd(w.seed, 333) * 35)::int]
                WHEN w.channel = 'store' THEN c.preferred_store_id END AS store) AS visit
LEFT JOIN sales.stores st ON st.id = visit.store AND st.opened_on <= w.day AND (st.closed_on IS NULL OR w.day <= st.closed_on)
CROSS JOIN LATERAL (
    SELECT CASE WHEN w.channel = 'store' AND st.id IS NULL THEN 'web' ELSE w.channel END AS channel,
           CASE WHEN st.id IS NOT NULL AND w.walk_in THEN NULL ELSE c.id END AS customer_id,
           CASE WHEN st.id IS NOT NULL THEN st.country_code ELSE c.country_code END AS country) AS placed
LEFT JOIN clerks k ON k.store_id = st.id
LEFT JOIN LATERAL (
    SELECT p.id, p.discount_pct FROM sales.promotions p
    WHERE p.id < 90 AND w.day BETWEEN p.starts_on AND p.ends_on AND placed.channel::sales.channel = ANY (p.channels) AND pg_temp.rnd(w.seed, 334) < 0.45
    ORDER BY p.id LIMIT 1) AS promo ON true
WHERE (placed.customer_id IS NULL OR pg_temp.rnd(c.id, 335) >= 0.065)
  AND (c.joined_on <= w.day OR placed.customer_id IS NULL);

CREATE TEMP TABLE goods ON COMMIT DROP AS
SELECT DISTINCT ON (b.seed, s.id) b.seed, b.day, s.id AS product_id,
       CASE WHEN b.business AND pg_temp.rnd(b.seed * 10 + n, 341) < 0.6 THEN 2 + floor(power(pg_temp.rnd(b.seed * 10 + n, 342), 2) * 10)::int
            WHEN s.category_id IN (51, 71, 73, 84) AND pg_temp.rnd(b.seed * 10 + n, 341) < 0.55 THEN 2 + floor(pg_temp.rnd(b.seed * 10 + n, 342) * 5)::int
            WHEN pg_temp.rnd(b.seed * 10 + n, 341) < 0.1 THEN 2 ELSE 1 END AS quantity,
       h.price,
       coalesce(b.discount_pct, CASE WHEN pg_temp.rnd(b.seed * 10 + n, 343) < 0.04 THEN 10 WHEN pg_temp.rnd(b.seed * 10 + n, 343) < 0.06 THEN 20 ELSE 0 END) AS discount_pct
FROM baskets b
CROSS JOIN generate_series(1, 5) AS n
JOIN bestsellers s ON s.rank = 1 + floor(power(pg_temp.rnd(b.seed * 10 + n, 340), 1.9) * (SELECT count(*) - 12 FROM bestsellers))::int
JOIN inventory.price_history h ON h.product_id = s.id AND b.day >= h.valid_from AND (h.valid_to IS NULL OR b.day < h.valid_to)
WHERE n <= 1 + floor(power(pg_temp.rnd(b.seed, 344), CASE b.loyalty WHEN 'gold' THEN 0.85 WHEN 'silver' THEN 1.15 ELSE 1.5 END) * 5)::int
  AND b.day >= s.launched_on AND (s.discontinued_on IS NULL OR b.day <= s.discontinued_on)
ORDER BY b.seed, s.id, n;

CREATE TEMP TABLE placed ON COMMIT DROP AS
SELECT nextval('sales.order_number') AS id, o.*
FROM (
    SELECT b.*, amounts.total, span.today,
           b.channel <> 'store' AND pg_temp.rnd(b.seed, 350) < 0.037 OR b.channel = 'store' AND pg_temp.rnd(b.seed, 350) < 0.004 AS cancelled,
           b.day + floor(pg_temp.rnd(b.seed, 351) * 2.4)::int AS ships_on,
           CASE WHEN b.country IN ('BE', 'LU') THEN (ARRAY['bpost', 'bpost', 'bpost', 'DPD', 'PostNL'])[1 + floor(pg_temp.rnd(b.seed, 352) * 5)::int]
                WHEN b.country = 'NL' THEN (ARRAY['PostNL', 'PostNL', 'PostNL', 'DHL'])[1 + floor(pg_temp.rnd(b.seed, 352) * 4)::int]
                WHEN b.country = 'FR' THEN (ARRAY['Colissimo', 'Colissimo', 'DPD'])[1 + floor(pg_temp.rnd(b.seed, 352) * 3)::int]
                ELSE (ARRAY['DHL', 'DHL', 'GLS'])[1 + floor(pg_temp.rnd(b.seed, 352) * 3)::int] END AS carrier
    FROM span, baskets b
    JOIN (SELECT seed, sum(round(quantity * price * (1 - discount_pct / 100), 2)) AS total FROM goods GROUP BY seed) AS amounts USING (seed)
    ORDER BY b.day, b.at, b.seed
) AS o;
ALTER TABLE placed ADD PRIMARY KEY (seed);

-- Delivery takes the carrier's days; what is lost (one in 170) never arrives.
CREATE TEMP TABLE parcels ON COMMIT DROP AS
SELECT seed, CASE WHEN pg_temp.rnd(seed, 353) < 0.006 THEN NULL
                  ELSE ships_on + 1 + floor(pg_temp.rnd(seed, 354) * CASE carrier WHEN 'bpost' THEN 2.3 WHEN 'PostNL' THEN 1.9 WHEN 'DHL' THEN 2.9 WHEN 'DPD' THEN 3.2 WHEN 'GLS' THEN 4.6 ELSE 3.8 END)::int END AS arrives_on
FROM placed WHERE channel <> 'store' AND NOT cancelled;
ALTER TABLE parcels ADD PRIMARY KEY (seed);

INSERT INTO sales.orders
SELECT p.id, p.day, p.at, p.customer_id, p.channel, p.store_id,
       CASE WHEN e.hired_on <= p.day AND (e.left_on IS NULL OR p.day <= e.left_on) THEN e.id END,
       CASE WHEN p.cancelled THEN 'cancelled' WHEN p.channel = 'store' OR d.arrives_on <= p.today THEN 'delivered' WHEN p.ships_on <= p.today AND p.day < p.today THEN 'shipped'
            WHEN pg_temp.rnd(p.seed, 355) < 0.8 THEN 'paid' ELSE 'pending' END::sales.order_status,
       p.promotion_id, pg_temp.rnd(p.seed, 356) < 0.07, fee.amount, p.total + fee.amount
FROM placed p
LEFT JOIN parcels d USING (seed)
LEFT JOIN hr.employees e ON e.id = p.clerk
CROSS JOIN LATERAL (SELECT CASE WHEN p.channel = 'store' THEN 0 WHEN p.channel = 'marketplace' THEN 3.95 WHEN p.total >= 60 THEN 0
                                WHEN p.country IN ('BE', 'NL', 'LU') THEN 4.95 ELSE 7.95 END AS amount) AS fee;

INSERT INTO sales.order_lines (order_id, line_no, ordered_on, product_id, quantity, unit_price, discount_pct)
SELECT p.id, row_number() OVER (PARTITION BY p.id ORDER BY pg_temp.rnd(g.seed + g.product_id, 357)), g.day, g.product_id, g.quantity, g.price, g.discount_pct
FROM goods g JOIN placed p USING (seed);

INSERT INTO sales.payments
SELECT row_number() OVER (ORDER BY o.id, part.n), o.id, o.ordered_on,
       CASE WHEN part.n = 1 AND gift THEN 'gift card' WHEN business AND p.channel IN ('web', 'phone') AND pg_temp.rnd(seed, 361) < 0.7 OR p.channel = 'phone' THEN 'invoice'
            WHEN p.channel = 'marketplace' THEN 'card' WHEN p.channel = 'store' AND pg_temp.rnd(seed, 362) < 0.16 THEN 'cash'
            WHEN p.country = 'BE' AND pg_temp.rnd(seed, 363) < 0.55 THEN 'bancontact' WHEN p.country = 'NL' AND p.channel = 'web' AND pg_temp.rnd(seed, 363) < 0.66 THEN 'ideal'
            WHEN p.channel = 'web' AND pg_temp.rnd(seed, 364) < 0.3 THEN 'paypal' ELSE 'card' END::sales.payment_method,
       part.status::sales.payment_status, part.amount,
       CASE WHEN part.status IN ('captured', 'refunded') THEN o.ordered_on + o.ordered_time + interval '2 minutes' * part.n END
FROM placed p
JOIN sales.orders o ON o.id = p.id AND o.ordered_on = p.day
CROSS JOIN LATERAL (SELECT p.channel IN ('web', 'store') AND o.total_amount > 80 AND pg_temp.rnd(seed, 360) < 0.06 AS gift,
                           p.channel = 'web' AND pg_temp.rnd(seed, 365) < 0.03 AS failed) AS q
CROSS JOIN LATERAL (
    SELECT 0 AS n, 'failed' AS status, o.total_amount AS amount WHERE failed
    UNION ALL SELECT 1, CASE WHEN o.status = 'cancelled' THEN 'refunded' ELSE 'captured' END, 50 WHERE gift
    UNION ALL SELECT 2, CASE o.status WHEN 'cancelled' THEN 'refunded' WHEN 'pending' THEN 'open' ELSE 'captured' END,
                     o.total_amount - CASE WHEN gift THEN 50 ELSE 0 END
              WHERE o.status <> 'cancelled' OR pg_temp.rnd(seed, 366) < 0.7) AS part;

INSERT INTO sales.shipments
SELECT row_number() OVER (ORDER BY p.ships_on, o.id), o.id, o.ordered_on,
       CASE WHEN p.country = 'FR' THEN 3 WHEN p.country = 'DK' AND p.day > w4.opened_on THEN 4 WHEN p.country IN ('NL', 'DE', 'DK', 'PL', 'AT') THEN 2 ELSE 1 END,
       p.carrier, upper(left(p.carrier, 2)) || to_char(p.seed * 7919 % 10000000000, 'FM0000000000') || p.country, p.ships_on,
       CASE WHEN d.arrives_on <= p.today THEN d.arrives_on END,
       round((3.1 + 0.9 * (p.country <> 'BE')::int + 2.2 * (p.carrier = 'GLS')::int + 5 * pg_temp.rnd(p.seed, 370) * pg_temp.rnd(p.seed, 371))::numeric, 2)
FROM placed p
JOIN sales.orders o ON o.id = p.id AND o.ordered_on = p.day AND o.status IN ('shipped', 'delivered')
JOIN parcels d USING (seed)
JOIN inventory.warehouses w4 ON w4.id = 4;

-- -------------------------------------------------------------------------- returns and reviews

CREATE TEMP TABLE received ON COMMIT DROP AS
SELECT l.order_id, l.line_no, l.product_id, l.quantity, l.line_total, p.customer_id, p.channel, p.today, p.seed * 10 + l.line_no AS seed, coalesce(d.arrives_on, p.day) AS day
FROM sales.order_lines l
JOIN placed p ON p.id = l.order_id
LEFT JOIN parcels d ON d.seed = p.seed
WHERE NOT p.cancelled AND (p.channel = 'store' OR d.arrives_on <= p.today);

INSERT INTO sales.returns
SELECT row_number() OVER (ORDER BY back_on, order_id, line_no), order_id, line_no, back_on, q,
       CASE WHEN pg_temp.rnd(seed, 382) < 0.09 THEN NULL WHEN pg_temp.rnd(seed, 383) < 0.36 THEN 'changed mind' WHEN pg_temp.rnd(seed, 383) < 0.6 THEN 'damaged' WHEN pg_temp.rnd(seed, 383) < 0.77 THEN 'not as described'
            WHEN pg_temp.rnd(seed, 383) < 0.88 THEN 'wrong item' WHEN pg_temp.rnd(seed, 383) < 0.95 THEN 'duplicate gift' ELSE 'arrived late' END::sales.return_reason,
       round(line_total * q / quantity, 2), pg_temp.rnd(seed, 384) < 0.68
FROM (SELECT r.*, day + 2 + floor(power(pg_temp.rnd(seed, 381), 2) * 28)::int AS back_on, 1 + floor(pg_temp.rnd(seed, 385) * quantity)::int AS q FROM received r) AS r
WHERE back_on <= today
  AND pg_temp.rnd(seed, 380) < (0.012 + 0.07 * power(pg_temp.rnd(product_id, 386), 2)) * CASE channel WHEN 'store' THEN 0.55 ELSE 1.25 END;

-- What people say, by department; the row without one is for all.
CREATE TEMP TABLE phrases (parent_id int, good text[], praise text[], bad text[], headline text[]) ON COMMIT DROP;
INSERT INTO phrases VALUES
    (NULL, '{I use it every day.,My mother had the same one.,Arrived quickly and well packed.,The lady in the shop in Ghent knew everything about it.,Bought for my brother''s wedding.,A present from my colleagues.}',
           '{Recommended.,"A little smaller than I thought, but fine.",Ten years from now it will still be here.,Not cheap.,I ordered a second one.}',
           '{Not what I expected from the picture.,It arrived late and the box was open.,Half of the order was missing.,Smaller than described.}', '{Disappointed,Sent it back,Not for me,Quel dommage}'),
    (1, '{Feels heavy and well made.,"Even heat, nothing sticks.",Even my fish comes off whole.}', '{Works on induction too.,My crêpes have never been better.,No rust so far and I am not careful.}',
        '{The handle came loose.,It began to rust at the edge.,The lid does not fit.,"Everything sticks, eggs most of all.",Too heavy for me.}', '{Rust after two weeks,Handle came off}'),
    (2, '{My cakes slide right out.,Bakes evenly.,The children love it.}', '{Easy to clean.,Fits in a small oven.,Perfect for speculaas.}',
        '{It leaks at the bottom.,The coating flakes off.,Rust spots where the seam is.}', '{It leaks,Rust after the first wash}'),
    (3, '{Sharp out of the box.,Lies well in the hand.,Cuts tomatoes like air.}', '{Easy to sharpen.,The wooden handle is beautiful.,Mind your fingers.}',
        '{Blunt within a month.,It rusts if you look away.,The blade was scratched.}', '{Blunt,Rust on a knife at this price}'),
    (4, '{Better coffee than in the café.,No more capsules for me.,Quiet and quick.}', '{My mornings are saved.,Easy to clean.,It looks lovely on the counter.}',
        '{Broke within three months.,It drips.,Louder than a lorry.,Water everywhere.}', '{Broke within a month,It drips}'),
    (5, '{It looks lovely on the table.,The glaze is beautiful.,Stacks well.}', '{Survives the dishwasher.,Would like it in yellow.,Guests always ask about it.}',
        '{The glaze is chipped.,The colour is not the one in the picture.,Two of them arrived broken.,Scratches after one wash.}', '{Arrived broken,Chipped}'),
    (6, '{Keeps bread fresh for days.,Closes tightly.}', '{Would like it in yellow.,Fits my shelf to the centimetre.}', '{The lid does not close.,It smells of plastic.}', '{Does not close}'),
    (7, '{The smell alone!,My stews have never been better.,Fresh and strong.}', '{A little goes a long way.,Next time the bag.}', '{Tasteless.,Nearly past its date when it came.,The jar was half empty.}', '{Tasteless,Stale}'),
    (8, '{Simple and good.,Lies well in the hand.,Gets softer with every wash.}', '{Would like it in yellow.,Made to last.}', '{The colour ran.,It came apart at the seam.,Bent on the first day.}', '{Came apart}');

INSERT INTO sales.reviews
SELECT row_number() OVER (ORDER BY written, seed), product_id, customer_id, stars,
       CASE stars WHEN 5 THEN pg_temp.pick('{Love it,Worth every cent,Exactly what I hoped for,A gift to myself,Superb,Would buy again,Ongelooflijk goed,Très content}', pg_temp.rnd(seed, 393))
                  WHEN 4 THEN pg_temp.pick('{Very good,Good but pricey,Happy with it,Nearly perfect,Solid}', pg_temp.rnd(seed, 393))
                  WHEN 3 THEN pg_temp.pick('{It is fine,So-so,Expected more,Does the job}', pg_temp.rnd(seed, 393))
                  ELSE pg_temp.pick(every.headline || own.headline || own.headline, pg_temp.rnd(seed, 393)) END,
       CASE WHEN pg_temp.rnd(seed, 394) >= 0.82 THEN NULL
            WHEN stars >= 4 THEN pg_temp.pick(every.good || own.good || own.good, pg_temp.rnd(seed, 395)) || ' ' || pg_temp.pick(every.praise || own.praise, pg_temp.rnd(seed, 396))
            ELSE pg_temp.pick(every.bad || own.bad || own.bad, pg_temp.rnd(seed, 395)) || ' ' ||
                 pg_temp.pick('{Customer service was kind about it.,I expected better for the price.,Returned.,"Nice design, though.","Perhaps I was unlucky, but still."}', pg_temp.rnd(seed, 396)) END,
       written, floor(power(pg_temp.rnd(seed, 397), 6) * 60)::int
FROM (
    SELECT r.*, day + 3 + floor(power(pg_temp.rnd(seed, 391), 1.5) * 50)::int AS written,
           greatest(1, least(5, round(3.5 + 1.3 * pg_temp.rnd(product_id, 399) + 2.6 * (pg_temp.rnd(seed, 392) - 0.5) - 2 * (pg_temp.rnd(seed, 398) < 0.08)::int)))::int AS stars
    FROM received r WHERE customer_id IS NOT NULL AND pg_temp.rnd(seed, 390) < 0.065
) AS r
JOIN inventory.products p ON p.id = r.product_id
JOIN inventory.categories k ON k.id = p.category_id
JOIN phrases own USING (parent_id)
JOIN phrases every ON every.parent_id IS NULL
WHERE written <= today;

INSERT INTO inventory.stock_movements
SELECT (SELECT max(id) FROM inventory.stock_movements) + row_number() OVER (ORDER BY r.id), l.product_id, 1 + floor(pg_temp.rnd(r.id, 400) * 2)::int, 'customer return', r.quantity,
       r.returned_on + time '15:00', NULL, NULL
FROM sales.returns r JOIN sales.order_lines l USING (order_id, line_no) WHERE r.restocked;

-- Targets: last year's month and a bit, or a guess where there is none; rounded to hundreds.
INSERT INTO sales.store_targets
SELECT s.id, month::date,
       round(coalesce(sold.total, 600 + 9 * s.floor_area_m2) * (0.93 + 0.2 * pg_temp.rnd(s.id * 1000 + extract(year FROM month)::int * 12 + extract(month FROM month)::int, 410))::numeric, -2)
FROM span, sales.stores s
CROSS JOIN LATERAL generate_series(greatest(first_day, date_trunc('month', s.opened_on)::date), date_trunc('month', least(today, coalesce(s.closed_on, today))), interval '1 month') AS month
LEFT JOIN LATERAL (
    SELECT sum(o.total_amount) AS total FROM sales.orders o
    WHERE o.store_id = s.id AND o.status <> 'cancelled' AND o.ordered_on >= month - interval '1 year' AND o.ordered_on < month - interval '11 months') AS sold ON true;

COMMIT;
