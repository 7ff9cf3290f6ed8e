#!/bin/bash
# Runs once on an empty data volume, after libs/database/sql/roles.sql: passwords and the database.
# The tables come with the migrations, which the agenda runs as majlis_owner.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner="$(cat /run/secrets/database_owner_password)" -v app="$(cat /run/secrets/database_app_password)" <<'SQL'
ALTER ROLE majlis_owner PASSWORD :'owner';
ALTER ROLE majlis_app PASSWORD :'app';
CREATE DATABASE majlis OWNER majlis_owner;
REVOKE ALL ON DATABASE majlis FROM PUBLIC;
GRANT CONNECT ON DATABASE majlis TO majlis_app;
SQL
