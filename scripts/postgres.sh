# A throw-away PostgreSQL cluster for tests. Sourced after setup.sh.
# start_postgres: starts it on a free port, exports LIMN_TEST_POSTGRES (the URL of an empty database), stops it at exit.

postgres_bin=/usr/lib/postgresql/15/bin

as_postgres() { # PostgreSQL refuses to run as root
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
    [ -n "${LIMN_TEST_POSTGRES:-}" ] && return
    postgres_folder=$(mktemp -d /tmp/limn-postgres.XXXXXX)
    [ "$(id -u)" = 0 ] && chown postgres "$postgres_folder"
    local port
    port=$(free_port)
    # Nothing of it survives the tests, so it need not be durable.
    (cd / && as_postgres "$postgres_bin/initdb" -D "$postgres_folder/data" -U limn -A trust -E UTF8 --locale=C >/dev/null &&
        as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -w -l "$postgres_folder/log" \
            -o "-p $port -k $postgres_folder -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200" start >/dev/null &&
        as_postgres "$postgres_bin/createdb" -h 127.0.0.1 -p "$port" -U limn limn) || return 1
    export LIMN_TEST_POSTGRES="postgresql://limn@127.0.0.1:$port/limn"
    at_exit stop_postgres
}

stop_postgres() {
    [ -n "${postgres_folder:-}" ] || return 0
    (cd / && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null 2>&1)
    rm -rf "$postgres_folder"
    postgres_folder=
}
