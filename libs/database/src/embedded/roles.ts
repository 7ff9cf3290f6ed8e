/** The same as `libs/database/sql/roles.sql`, which operators run on a server of their own; a test compares the two. */
export const ROLES_SQL = `DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'majlis_owner') THEN
    CREATE ROLE majlis_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'majlis_facts') THEN
    CREATE ROLE majlis_facts NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'majlis_app') THEN
    CREATE ROLE majlis_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  -- SET only: the owner hands functions over to majlis_facts, but inherits nothing from it.
  GRANT majlis_facts TO majlis_owner WITH INHERIT FALSE, SET TRUE;
END
$$;
`;
