-- After DDL the worker is told to look. The event trigger only notifies, and nobody's DDL ever fails or
-- waits for it: errors end here, and it is silent where a NOTIFY would break the transaction (PREPARE
-- TRANSACTION after it is refused) or might (a queue that nearly overflows fails the COMMIT).

CREATE FUNCTION route.notify_sync() RETURNS event_trigger
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relevant boolean;
BEGIN
    IF current_setting('max_prepared_transactions')::integer > 0 OR pg_notification_queue_usage() > 0.5 THEN
        RETURN;
    END IF;
    IF tg_event = 'sql_drop' THEN
        relevant := EXISTS (
            SELECT FROM pg_event_trigger_dropped_objects() AS o
            WHERE NOT o.is_temporary AND coalesce(o.schema_name, '') NOT IN ('route', 'pg_temp', 'pg_toast')
        );
    ELSE
        relevant := EXISTS (
            SELECT FROM pg_event_trigger_ddl_commands() AS o
            WHERE NOT o.in_extension AND coalesce(o.schema_name, '') <> 'route'
                AND coalesce(o.schema_name, '') !~ '^pg_(temp|toast)'
        );
    END IF;
    IF relevant THEN
        PERFORM pg_notify('route_sync', '');
    END IF;
EXCEPTION WHEN OTHERS THEN
    RETURN;
END
$$;
COMMENT ON FUNCTION route.notify_sync() IS 'tell who listens on route_sync that something was defined or dropped';

-- Event triggers are for superusers alone; on a managed service the worker looks by the clock.
DO $do$
BEGIN
    CREATE EVENT TRIGGER route_ddl ON ddl_command_end EXECUTE FUNCTION route.notify_sync();
    CREATE EVENT TRIGGER route_drop ON sql_drop EXECUTE FUNCTION route.notify_sync();
    COMMENT ON EVENT TRIGGER route_ddl IS 'route_pg: NOTIFY route_sync after DDL';
    COMMENT ON EVENT TRIGGER route_drop IS 'route_pg: NOTIFY route_sync after DROP';
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'no event trigger: the worker syncs by the clock alone';
END
$do$;
