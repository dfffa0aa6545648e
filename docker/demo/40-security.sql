-- De Koperen Lepel: two roles and row security.
--
--   analyst     reads sales and inventory, and in hr what row security leaves of staff and absences:
--               her own rows and those of the people she leads
--   hr_manager  reads hr whole, and sales and inventory as well
--
-- Roles belong to the cluster, not to the database: they are made where they are missing, and where
-- the one who loads may not make roles, the database does without them. They may log in, without a
-- password: only a cluster that trusts its socket, such as the demo's own, lets them.

\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

BEGIN;

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['analyst', 'hr_manager'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
            EXECUTE pg_catalog.format('CREATE ROLE %I LOGIN', wanted);
        END IF;
    END LOOP;
EXCEPTION
    WHEN duplicate_object THEN NULL;  -- another load was quicker
    WHEN insufficient_privilege THEN
        RAISE WARNING 'The roles analyst and hr_manager are missing and % may not create them', current_user
            USING HINT = 'Create both as a superuser, then run 40-security.sql again.';
END
$$;

ALTER TABLE hr.employees ENABLE ROW LEVEL SECURITY;
ALTER TABLE hr.logins ENABLE ROW LEVEL SECURITY;
ALTER TABLE hr.absences ENABLE ROW LEVEL SECURITY;
ALTER TABLE hr.salary_history ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS own_login ON hr.logins;
DROP POLICY IF EXISTS self_and_reports ON hr.employees;
DROP POLICY IF EXISTS self_and_reports ON hr.absences;
DROP POLICY IF EXISTS self ON hr.salary_history;

CREATE POLICY own_login ON hr.logins FOR SELECT USING (login = current_user);

-- A policy on employees that read employees would call itself: the chain of managers is kept in
-- each row instead.
CREATE POLICY self_and_reports ON hr.employees FOR SELECT USING (EXISTS (
    SELECT FROM hr.logins l
    WHERE l.login = current_user AND (l.employee_id = employees.id OR l.employee_id = ANY (employees.reporting_line))));

CREATE POLICY self_and_reports ON hr.absences FOR SELECT
    USING (employee_id IN (SELECT e.id FROM hr.employees e));

CREATE POLICY self ON hr.salary_history FOR SELECT
    USING (employee_id IN (SELECT l.employee_id FROM hr.logins l WHERE l.login = current_user));

-- Grants, and the policies that name a role, only to roles that are there.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'analyst') THEN
        GRANT USAGE ON SCHEMA sales, inventory, hr TO analyst;
        GRANT SELECT ON ALL TABLES IN SCHEMA sales, inventory TO analyst;
        GRANT SELECT ON hr.departments, hr.employees, hr.logins, hr.absences TO analyst;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'hr_manager') THEN
        GRANT USAGE ON SCHEMA sales, inventory, hr TO hr_manager;
        GRANT SELECT ON ALL TABLES IN SCHEMA sales, inventory, hr TO hr_manager;
        DROP POLICY IF EXISTS all_rows ON hr.logins;
        DROP POLICY IF EXISTS all_rows ON hr.employees;
        DROP POLICY IF EXISTS all_rows ON hr.absences;
        DROP POLICY IF EXISTS all_rows ON hr.salary_history;
        CREATE POLICY all_rows ON hr.logins FOR SELECT TO hr_manager USING (true);
        CREATE POLICY all_rows ON hr.employees FOR SELECT TO hr_manager USING (true);
        CREATE POLICY all_rows ON hr.absences FOR SELECT TO hr_manager USING (true);
        CREATE POLICY all_rows ON hr.salary_history FOR SELECT TO hr_manager USING (true);
    END IF;
END
$$;

COMMIT;
