#!/bin/sh
# Makes Temporal's two databases on PostgreSQL, or brings them to the version of this image; runs again at every start.
# SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD and SQL_PLUGIN are read by the tool itself.
set -eu

prepare() {
  temporal-sql-tool --db "$1" create-database
  # Only the table of versions; one that is there keeps its version.
  temporal-sql-tool --db "$1" setup-schema --version 0.0
  temporal-sql-tool --db "$1" update-schema --schema-name "postgresql/v12/$2"
}

prepare "${TEMPORAL_DATABASE}" temporal
prepare "${VISIBILITY_DATABASE}" visibility
