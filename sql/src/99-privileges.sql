-- Who may do what. Everything is taken away first; a test pins what is then granted.
--
-- Asking runs with the caller's own rights, so everybody may; a DBA who wants it otherwise revokes
-- EXECUTE on the route_* functions or USAGE on schema route from PUBLIC. What steers other people's
-- questions (verified pairs, terms) is route_curator's. Syncing and excluding are the owner's alone:
-- they decide what of everybody's data the catalog holds. Everybody may call these, too, since they have no
-- rights of their own: their first step says who may, and whom to ask. What holds them is that nobody else may
-- write the tables.

DO $do$
BEGIN
    CREATE ROLE route_curator NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of this cluster has made it, perhaps at this moment
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role route_curator is missing: have it made, and grant as sql/src/99-privileges.sql does';
END
$do$;

REVOKE ALL ON SCHEMA route FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA route FROM PUBLIC;
REVOKE ALL ON route.setting FROM PUBLIC;

GRANT USAGE ON SCHEMA route TO PUBLIC;
GRANT SELECT ON route.setting TO PUBLIC;

DO $do$
DECLARE
    -- What answering a question calls, all of it with the caller's rights.
    asking CONSTANT text[] := ARRAY[
        -- settings and errors
        'fail', 'limit', 'max_cost', 'max_rounds', 'max_rows', 'setting', 'trial_timeout',
        -- the check
        'check', 'check_text', 'check_words', 'find_unsafe', 'first_unsafe', 'fold', 'folded', 'implied_operators',
        'is_polymorphic', 'is_unsafe', 'is_users', 'made_by_constants', 'makes_any_type', 'names_in', 'next_reach',
        'planned_procs', 'procs_of_operators', 'reachable_schemas', 'reached_by_bodies', 'reached_by_names',
        'reached_by_procs', 'reached_by_relations', 'reached_by_tree', 'reached_by_types', 'refuse', 'row_types',
        'schemas_named', 'tokens', 'trial_path',
        -- explain and trial
        'elapsed', 'explain', 'guarded', 'handle', 'link_request', 'raise_outcome', 'run', 'trial',
        -- the conversation
        'backend_start', 'call', 'check_question', 'consult', 'converse', 'embed', 'raise_ending', 'statement',
        'worker_status',
        -- answers
        'answered', 'ask', 'column_list', 'column_names', 'columns_of', 'create_view', 'expected_type', 'linked_columns',
        'numbered', 'open_cursor', 'probe_query', 'require_usage', 'status_items', 'story', 'typed_query',
        -- linking
        'asked_vector', 'asked_words', 'base_type', 'begins_alike', 'choose_columns', 'close_keys', 'cosine', 'exact_limit', 'key_edges',
        'key_path', 'kind_of', 'link', 'link_candidates', 'link_focus', 'link_scope', 'live_attributes', 'lookup_sql', 'lookup_values', 'match_equal', 'match_live',
        'match_similar', 'match_values', 'may_mean', 'natural_words', 'near', 'near_pairs', 'near_terms', 'normalize', 'paired_columns',
        'pairs_json', 'plain', 'rank_exact', 'rank_indexed', 'rank_named', 'rank_relations', 'score_columns', 'slice',
        'slice_columns', 'slice_keys', 'slice_tables', 'stem', 'sync_status', 'to_vector', 'values_among', 'values_equal',
        'values_similar',
        -- first steps of what is a curator's or the owner's: they say no
        'begin_sync', 'may_write'
    ];
    curating CONSTANT text[] := ARRAY[
        'columns_read', 'embed_pair', 'read_pair'
    ];
    its_role CONSTANT boolean := EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'route_curator');
    callee record;
BEGIN
    FOR callee IN
        SELECT p.oid::pg_catalog.regprocedure AS name, p.proname::text = ANY (asking) AS is_asked
        FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace = 'route'::pg_catalog.regnamespace AND p.proname::text = ANY (asking || curating)
    LOOP
        IF callee.is_asked THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', callee.name);
        ELSIF its_role THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO route_curator', callee.name);
        END IF;
    END LOOP;
    IF its_role THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON route.pairs, route.pair_reads, route.terms TO route_curator;
        GRANT USAGE ON SEQUENCE route.object_ids TO route_curator;
    END IF;
END
$do$;

GRANT EXECUTE ON FUNCTION @extschema@.route_verify(text, text, text), @extschema@.route_term(text, text, regclass),
@extschema@.route_exclude(regclass, name, text) TO PUBLIC;
--@extension
GRANT EXECUTE ON FUNCTION @extschema@.route_ask(text, integer), @extschema@.route_sql(text), @extschema@.route_rows(text),
@extschema@.route_columns(text), @extschema@.route_as(anyelement, text), @extschema@.route_cursor(text, refcursor),
@extschema@.route_view(text, text), @extschema@.route_explain(text), @extschema@.route_link(text),
@extschema@.route_status(), @extschema@.route_sync(boolean) TO PUBLIC;
--@end
