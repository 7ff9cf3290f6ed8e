-- The three roles of Majlis. Run once by a superuser before the first start (the embedded server does it itself).
--   majlis_owner  owns every table and runs the migrations; no service connects as it while serving.
--   majlis_facts  owns the few SECURITY DEFINER functions that tell the policies who somebody is; cannot log in.
--   majlis_app    the services; owns nothing and never bypasses row-level security.
-- Set passwords with ALTER ROLE … PASSWORD afterwards, then create the database:
--   CREATE DATABASE majlis OWNER majlis_owner;
DO $$
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
