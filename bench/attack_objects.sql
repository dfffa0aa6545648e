-- Secrets for the matrix of rights. Each has a code (qz01x ..) that no question contains: a code in
-- anything that a caller gets to see came from the database. (Of values a question has it in lower case.)

CREATE ROLE reader LOGIN;
CREATE ROLE by_column LOGIN;
CREATE ROLE no_usage LOGIN;
CREATE ROLE by_view LOGIN;
CREATE ROLE boss_a LOGIN;
CREATE ROLE boss_b LOGIN;
CREATE ROLE member LOGIN IN ROLE reader;
CREATE ROLE distant LOGIN NOINHERIT IN ROLE reader;
CREATE ROLE nobody LOGIN;

CREATE SCHEMA vault_qz01x;
CREATE TYPE public.gem AS ENUM ('amber qz04x', 'jade qz04x');
CREATE TABLE vault_qz01x.ledger_qz02x (
    id integer PRIMARY KEY,
    memo_qz03x text,
    gem public.gem,
    polish text CHECK (polish IN ('opal qz05x', 'onyx qz05x')),
    amount numeric
);
COMMENT ON TABLE vault_qz01x.ledger_qz02x IS 'the quokka book qz06x';
COMMENT ON COLUMN vault_qz01x.ledger_qz02x.memo_qz03x IS 'notes of the wombat qz07x';
INSERT INTO vault_qz01x.ledger_qz02x
SELECT n, CASE n % 3 WHEN 0 THEN 'marmalade QZ08X' WHEN 1 THEN 'treacle' ELSE 'honey' END, 'jade qz04x', 'onyx qz05x', n
FROM generate_series(1, 60) AS n;
CREATE VIEW public.extract AS SELECT id, memo_qz03x AS note FROM vault_qz01x.ledger_qz02x;
GRANT USAGE ON SCHEMA vault_qz01x TO reader, by_column;
GRANT SELECT ON vault_qz01x.ledger_qz02x TO reader, no_usage;
GRANT SELECT (id, amount) ON vault_qz01x.ledger_qz02x TO by_column;
GRANT SELECT ON public.extract TO by_view;

CREATE TABLE public.wards (id integer PRIMARY KEY, boss text, note text);
INSERT INTO public.wards VALUES (1, 'boss_a', 'plum QZ09X'), (2, 'boss_b', 'pear QZ10X');
ALTER TABLE public.wards ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.wards USING (boss = current_user);
CREATE VIEW public.wards_all AS SELECT id, note FROM public.wards;
CREATE MATERIALIZED VIEW public.wards_stored AS SELECT id, note FROM public.wards;
GRANT SELECT ON public.wards TO boss_a, boss_b;
GRANT SELECT ON public.wards_stored TO boss_b;
GRANT SELECT ON public.wards_all TO by_view;

CREATE TABLE public.staff (id integer PRIMARY KEY, boss text, fruit text);
INSERT INTO public.staff VALUES (1, 'boss_a', 'fig QZ11X'), (2, 'boss_b', 'date QZ12X');
CREATE VIEW public.own_staff WITH (security_barrier) AS SELECT id, fruit FROM public.staff WHERE boss = current_user;
GRANT SELECT ON public.own_staff TO boss_a, boss_b;

CREATE TABLE public.measures (id integer, boss text, crop text) PARTITION BY LIST (id);
CREATE TABLE public.measures_one PARTITION OF public.measures FOR VALUES IN (1);
CREATE TABLE public.measures_two PARTITION OF public.measures FOR VALUES IN (2);
INSERT INTO public.measures VALUES (1, 'boss_a', 'kiwi QZ13X'), (2, 'boss_b', 'guava QZ14X');
ALTER TABLE public.measures ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.measures USING (boss = current_user);
GRANT SELECT ON public.measures TO boss_a, boss_b;
GRANT SELECT ON public.measures_one TO boss_b;

CREATE TABLE public.patients (id integer PRIMARY KEY, number_qz15x text, diagnosis text);
INSERT INTO public.patients SELECT n, 'lime QZ16X', 'lemon QZ17X' FROM generate_series(1, 20) AS n;
GRANT SELECT ON public.patients TO reader;
SELECT route_exclude('public.patients', 'number_qz15x', 'all');
SELECT route_exclude('public.patients', 'diagnosis', 'values');

CREATE TABLE public.hoard (coin integer);
INSERT INTO public.hoard SELECT n FROM generate_series(1, 7919) AS n;
GRANT SELECT ON public.hoard TO reader;
ANALYZE;

SELECT * FROM route_sync();
SELECT route_verify('who eats papaya qz18x', 'SELECT memo_qz03x FROM vault_qz01x.ledger_qz02x WHERE id = 1');
SELECT route_term('mango', 'the accounts qz19x', 'vault_qz01x.ledger_qz02x');
SELECT * FROM route_sync();

-- A cheap function that tells what it is shown, and a caller with another's rights.
CREATE FUNCTION public.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$
BEGIN
    RAISE NOTICE '%', $1;
    RETURN true;
END $$;
CREATE FUNCTION public.as_reader(sql text) RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    line record;
BEGIN
    FOR line IN EXECUTE sql LOOP
        RETURN NEXT line::text;
    END LOOP;
END $$;
GRANT CREATE ON SCHEMA public TO reader;
ALTER FUNCTION public.as_reader(text) OWNER TO reader;
GRANT EXECUTE ON FUNCTION public.as_reader(text) TO nobody;
