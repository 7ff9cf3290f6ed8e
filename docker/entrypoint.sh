#!/bin/sh
# Secrets arrive as files, so that they show neither in `docker inspect` nor in the compose file; the services read
# their environment. NAME_FILE=/run/secrets/x becomes NAME=<content of that file>.
set -eu
for name in DATABASE_URL DATABASE_OWNER_URL REDIS_URL GRANT_PRIVATE_KEY GRANT_PUBLIC_KEY AUDIT_PRIVATE_KEY STORAGE_KEY; do
  eval "file=\${${name}_FILE:-}"
  if [ -n "$file" ]; then
    value=$(cat "$file")
    export "$name=$value"
    unset "${name}_FILE"
  fi
done
exec "$@"
