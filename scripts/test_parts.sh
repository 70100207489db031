# The parts of ./test. Sourced after setup.sh. Each runner's own output and closing line stay visible.
. "$root/scripts/postgres.sh"
. "$root/scripts/s3.sh"

passed=0; failed=0; broken=(); took=()
log=$(mktemp)

# count FILE: adds what a runner's closing lines say
count() {
    local p f
    read -r p f < <(python3 - "$1" <<'PY'
import re, sys
text = re.sub(r"\x1b\[[0-9;]*m", "", open(sys.argv[1], errors="replace").read())
passed = failed = 0
for bad, total in re.findall(r"(\d+) tests? failed out of (\d+)", text):
    passed += int(total) - int(bad)
    failed += int(bad)
for line in re.findall(r"(?m)^ *Tests +(.*)$|^(?:=+ )?(\d+ (?:passed|failed|error).*) in [\d.]+s", text):     # Vitest | pytest
    line = line[0] or line[1]
    passed += sum(map(int, re.findall(r"(\d+) passed", line)))
    failed += sum(map(int, re.findall(r"(\d+) (?:failed|error)", line)))
for p, f in re.findall(r"(?m)^(\d+) passed, (\d+) failed$", text):                           # our own runners
    passed += int(p); failed += int(f)
print(passed, failed)
PY
)
    passed=$((passed + p)); failed=$((failed + f))
}

# ended NAME STATUS STARTED ENDED OUTPUT: counts a step, keeps how long it took and whether it failed
ended() {
    count "$5"
    took+=("$(printf '%5d s  %s' $(($4 - $3)) "$1")")
    if [ "$2" != 0 ]; then broken+=("$1"); say "== $1 failed ($2)"; fi
}

# step NAME command...: runs it and shows what it says
step() {
    local name=$1 status started=$SECONDS; shift
    say "== $name"
    "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    ended "$name" "$status" "$started" "$SECONDS" "$log"
}

# aside NAME command...: begins a step beside the next ones; it waits for its server most of the time, as they do
aside() {
    aside_name=$1 aside_started=$SECONDS aside_log=$(mktemp); shift
    say "== $aside_name: begun"
    ("$@" >"$aside_log" 2>&1; status=$?; echo "$SECONDS" >"$aside_log.end"; exit "$status") &
    aside_pid=$!
    at_exit "kill $aside_pid 2>/dev/null"
}

# rejoin: waits for what was begun aside, and shows what it said
rejoin() {
    local status
    wait "$aside_pid"; status=$?
    say "== $aside_name"
    cat "$aside_log"
    ended "$aside_name" "$status" "$aside_started" "$(cat "$aside_log.end" 2>/dev/null || echo "$SECONDS")" "$aside_log"
    rm -f "$aside_log" "$aside_log.end"
}

run_part() { "part_$1"; }

check_format() {
    find "$root/src" "$root/tests/unit" "$root/bench" \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 clang-format --dry-run --Werror
}

# The floors without heavy headers; the others would take longer than all tests together. A build folder that is never
# built has the precompiled header as text, which clang can read.
check_tidy() {
    cmake -S "$root" -B "$root/build-tidy" -G Ninja >/dev/null &&
        find "$root"/src/{base,geometry,db,queue,access} -name '*.cpp' -print0 | xargs -0 -P "$(nproc)" -n 4 \
            clang-tidy --quiet -p "$root/build-tidy" --extra-arg=-Wno-unknown-warning-option 2>/dev/null
}

part_style() { step "clang-format" check_format; }

part_tidy() { step "clang-tidy" check_tidy; }

unit_tests() {
    build_program build-san all -DLIMN_TESTS=ON -DLIMN_SANITIZE=ON &&
        start_postgres &&
        ctest --test-dir "$root/build-san" --output-on-failure -j "$(nproc)"
}

part_unit() { step "unit tests (address and undefined-behaviour sanitizers)" unit_tests; }

part_web() {
    ensure_node
    install_page_packages
    cd "$root/web" || return
    step "types of the page" npm run --silent typecheck
    step "ESLint" npm run --silent lint
    step "Prettier" npm run --silent format:check
    step "tests of the page" npm test --silent -- --run
    cd "$root" || return
}

build_all() { build_page && build_program build limn; }

# python_for NAME REQUIREMENTS: a virtual environment, made once
python_for() {
    local folder="$root/.venv-$1"
    up_to_date "$folder/.installed" "$root/tests/$2" && return
    say "Installing Python packages of tests/$2"
    python3 -m venv "$folder" && "$folder/bin/pip" install -q --disable-pip-version-check -r "$root/tests/$2" && touch "$folder/.installed"
}

part_api() {
    step "build" build_all
    python_for 54 api/requirements-2.54.txt && python_for new api/requirements-newest.txt || { broken+=("Python packages"); return; }
    start_postgres || { broken+=("PostgreSQL"); return; }
    start_s3 || { broken+=("S3 server"); return; }
    local tests="$root/tests/api" quiet="-q -p no:cacheprovider"
    aside "API on PostgreSQL, SDK 2.54" "$root/.venv-54/bin/python" -m pytest $quiet "$tests" --limn-database "$LIMN_TEST_POSTGRES"
    step "API on SQLite, SDK 2.54" "$root/.venv-54/bin/python" -m pytest $quiet "$tests" --limn-database sqlite
    step "newest SDK and command line" "$root/.venv-new/bin/python" -m pytest $quiet "$tests"/test_sdk*.py "$tests"/test_cli*.py --limn-database sqlite
    rejoin
}

part_schema() {
    step "build" build_all
    python_for schema schema/requirements.txt || { broken+=("Python packages"); return; }
    step "every operation, by properties" "$root/.venv-schema/bin/python" "$root/tests/schema/run.py"
}

# The real FiftyOne with its database: more than a gigabyte, so it has an environment of its own.
python_for_fiftyone() {
    local folder="$root/.venv-fiftyone" tests="$root/tests/fiftyone"
    up_to_date "$folder/.installed" "$tests/requirements.txt" "$tests/requirements-database.txt" && return
    say "Installing FiftyOne"
    python3 -m venv "$folder" && "$folder/bin/pip" install -q --disable-pip-version-check -r "$tests/requirements.txt" &&
        "$folder/bin/pip" install -q --disable-pip-version-check --no-deps --force-reinstall -r "$tests/requirements-database.txt" &&
        touch "$folder/.installed"
}

part_fiftyone() {
    step "build" build_all
    python_for_fiftyone || { broken+=("FiftyOne"); return; }
    step "FiftyOne" "$root/.venv-fiftyone/bin/python" -m pytest -q -p no:cacheprovider "$root/tests/fiftyone"
}

part_e2e() {
    step "build" build_all
    ensure_node
    install_page_packages
    step "the page in Chromium" node "$root/tests/e2e/run.mjs"
    step "the editor's tools in Chromium" node "$root/tests/e2e/tools.mjs"
    step "the work of every day, by counted actions, in Chromium" node "$root/tests/e2e/actions.mjs"
    step "the workspaces of the editor in Chromium" node "$root/tests/e2e/modes.mjs"
    step "reviewing in Chromium" node "$root/tests/e2e/review.mjs"
    step "the ground truth over a job in Chromium" node "$root/tests/e2e/truth.mjs"
    step "two replicas side by side in Chromium" node "$root/tests/e2e/beside.mjs"
    step "how pictures are looked at, in Chromium" node "$root/tests/e2e/image.mjs"
    step "the sidebar of the editor in Chromium" node "$root/tests/e2e/sidebar.mjs"
    step "the editor in windows of all sizes, in Chromium" node "$root/tests/e2e/layout.mjs"
    step "keys and settings in Chromium" node "$root/tests/e2e/keys.mjs"
    step "labels that a team shares, in Chromium" node "$root/tests/e2e/labels.mjs"
    step "the timeline and the player in Chromium" node "$root/tests/e2e/timeline.mjs"
    step "no work is lost, in Chromium" node "$root/tests/e2e/safety.mjs"
    step "a browser that is killed again and again" node "$root/tests/e2e/kills.mjs"
    step "pictures of shapes in Chromium" node "$root/tests/e2e/golden.mjs"
    step "both ways of drawing objects in Chromium" node "$root/tests/e2e/renderers.mjs"
    step "the flows around the editor in Chromium" node "$root/tests/e2e/flows.mjs"
    step "long lists in Chromium" node "$root/tests/e2e/lists.mjs"
    step "the gallery in Chromium" node "$root/tests/e2e/gallery.mjs"
    step "every page in light and dark, and its accessibility" node "$root/tests/e2e/pages.mjs"
}

print_totals() {
    rm -f "$log"
    printf '\n'
    [ ${#took[@]} = 0 ] || printf '%s\n' "${took[@]}"
    if [ ${#broken[@]} != 0 ]; then
        printf 'Failed: %s\n' "${broken[@]}"
        [ "$failed" = 0 ] && failed=${#broken[@]}
    fi
    printf '%s passed, %s failed\n' "$passed" "$failed"
    [ ${#broken[@]} = 0 ] && [ "$failed" = 0 ]
}
