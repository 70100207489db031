# The parts of ./test. Sourced after setup.sh. Each runner's own output and closing line stay visible.
. "$root/scripts/postgres.sh"
. "$root/scripts/s3.sh"

passed=0; failed=0; broken=(); took=()
log=$(mktemp); mistakes=$(mktemp)
asides=()                                                   # processes of steps that were begun beside others
declare -A aside_name aside_log aside_started
beside=$(($(nproc) < 4 ? $(nproc) + 1 : 5))                  # each waits for something a third of its time

# count FILE: adds what a runner's closing lines say
count() {
    local p f
    read -r p f < <(python3 - "$1" <<'PY'
import re, sys
text = re.sub(r"\x1b\[[0-9;]*m", "", open(sys.argv[1], errors="replace").read())
passed = failed = 0
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
    if [ "$2" != 0 ]; then broken+=("$1"); say "== $1 failed ($2)"; keep_mistakes "$1" "$5"; fi
}

# keep_mistakes NAME OUTPUT: what the runners say of each failure, with the lines below it that are set in
keep_mistakes() {
    printf '%s\n' "$1"
    sed 's/\x1b\[[0-9;]*m//g' "$2" | awk '
        /^ *(FAILED|FAIL|ERROR|\[  FAILED  \]|.*: error:)/ && ++found <= 20 { print "    " substr($0, 1, 600); below = 9; next }
        below > 0 && /^  / { print "    " substr($0, 1, 600); --below; next }
        { below = 0 }'
} >>"$mistakes"

# step NAME command...: runs it and shows what it says
step() {
    local name=$1 status started=$SECONDS; shift
    say "== $name"
    "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    ended "$name" "$status" "$started" "$SECONDS" "$log"
}

# aside NAME command...: begins a step beside others, as soon as few enough are under way; what it says is shown whole when it
# has ended
aside() {
    local name=$1 output pid; shift
    while [ ${#asides[@]} -ge "$beside" ]; do rejoin_one; done
    say "== $name: begun"
    output=$(mktemp)
    (
        "$@" >"$output" 2>&1 &
        trap "kill $! 2>/dev/null" TERM
        wait $!; status=$?
        echo "$status $SECONDS" >"$output.part" && mv "$output.part" "$output.end"
    ) &
    pid=$!
    asides+=("$pid"); aside_name[$pid]=$name; aside_log[$pid]=$output; aside_started[$pid]=$SECONDS
}

# rejoin_one: waits for one of the steps that were begun aside, and shows what it said
rejoin_one() {
    local pid one status=137 at left=()
    while :; do
        for pid in "${asides[@]}"; do { [ -e "${aside_log[$pid]}.end" ] || ! kill -0 "$pid" 2>/dev/null; } && break 2; done
        sleep 0.2
    done
    at=$SECONDS
    [ ! -e "${aside_log[$pid]}.end" ] || read -r status at <"${aside_log[$pid]}.end"  # none of one that was killed
    say "== ${aside_name[$pid]}"
    cat "${aside_log[$pid]}"
    ended "${aside_name[$pid]}" "$status" "${aside_started[$pid]}" "$at" "${aside_log[$pid]}"
    rm -f "${aside_log[$pid]}" "${aside_log[$pid]}.end"
    for one in "${asides[@]}"; do [ "$one" = "$pid" ] || left+=("$one"); done
    asides=("${left[@]}")
}

# rejoin: waits for all of them
rejoin() { while [ ${#asides[@]} -gt 0 ]; do rejoin_one; done; }

end_asides() { [ ${#asides[@]} = 0 ] || kill "${asides[@]}" 2>/dev/null; }
at_exit end_asides

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

part_style() { aside "clang-format" check_format; }

part_tidy() { step "clang-tidy" check_tidy; }

# ctest counts processes, each of which has several tests: they leave results, and one that broke off leaves none.
unit_tests() {
    local folder="$root/build-san" status
    build_program build-san all -DLIMN_TESTS=ON -DLIMN_SANITIZE=ON -DLIMN_TOGETHER=ON && start_postgres || return
    rm -rf "$folder/results"
    ctest --test-dir "$folder" --output-on-failure -j "$(nproc)"
    status=$?
    python3 - "$folder/results" "$status" <<'PY'
import pathlib, sys
from xml.etree import ElementTree
passed = failed = 0
for path in pathlib.Path(sys.argv[1]).glob("*.xml"):
    results = {name: int(number) for name, number in ElementTree.parse(path).getroot().attrib.items() if number.isdigit()}
    failed += results["failures"]
    passed += results["tests"] - results["failures"] - results["disabled"]
print(f"{passed} passed, {failed or int(sys.argv[2] != '0')} failed")
PY
    return $status
}

part_unit() { step "unit tests (address and undefined-behaviour sanitizers)" unit_tests; }

part_web() {
    ensure_node
    install_page_packages
    cd "$root/web" || return
    aside "ESLint" npm run --silent lint
    aside "types of the page" npm run --silent typecheck
    aside "Prettier" npm run --silent format:check
    aside "tests of the page" npm test --silent -- --run
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
    aside "API on SQLite, SDK 2.54" "$root/.venv-54/bin/python" -m pytest $quiet "$tests" --limn-database sqlite
    aside "newest SDK and command line" "$root/.venv-new/bin/python" -m pytest $quiet "$tests"/test_sdk*.py "$tests"/test_cli*.py --limn-database sqlite
}

part_schema() {
    step "build" build_all
    python_for schema schema/requirements.txt || { broken+=("Python packages"); return; }
    aside "every operation, by properties" "$root/.venv-schema/bin/python" "$root/tests/schema/run.py"
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
    aside "FiftyOne" "$root/.venv-fiftyone/bin/python" -m pytest -q -p no:cacheprovider "$root/tests/fiftyone"
}

part_e2e() {
    step "build" build_all
    ensure_node
    install_page_packages
    local tests="$root/tests/e2e"
    # The longest first: the last ones run beside each other, too.
    aside "every page in light and dark, and its accessibility" node "$tests/pages.mjs"
    aside "Firefox and Safari's engine" node "$tests/browsers.mjs"
    aside "large images in Chromium" node "$tests/largeImages.mjs"
    aside "a browser that is killed again and again" node "$tests/kills.mjs"
    aside "both ways of drawing objects in Chromium" node "$tests/renderers.mjs"
    aside "no work is lost, in Chromium" node "$tests/safety.mjs"
    aside "the editor in a hostile world, in Chromium" node "$tests/hostile.mjs"
    aside "what is far too large, small or strange, in Chromium" node "$tests/extremes.mjs"
    aside "the page in Chromium" node "$tests/run.mjs"
    aside "the editor's tools in Chromium" node "$tests/tools.mjs"
    aside "holes, brushes and copies in Chromium" node "$tests/brushes.mjs"
    aside "the work of every day, by counted actions, in Chromium" node "$tests/actions.mjs"
    aside "the workspaces of the editor in Chromium" node "$tests/modes.mjs"
    aside "issues in Chromium" node "$tests/review.mjs"
    aside "verdicts in Chromium" node "$tests/verdicts.mjs"
    aside "the ground truth over a job in Chromium" node "$tests/truth.mjs"
    aside "two replicas side by side in Chromium" node "$tests/beside.mjs"
    aside "how pictures are looked at, in Chromium" node "$tests/image.mjs"
    aside "pictures of many bits and bands in Chromium" node "$tests/bands.mjs"
    aside "the list of objects in Chromium" node "$tests/sidebar.mjs"
    aside "how objects look in Chromium" node "$tests/appearance.mjs"
    aside "the editor in windows of all sizes, in Chromium" node "$tests/layout.mjs"
    aside "the frame of the editor: views, bar, notices, in Chromium" node "$tests/views.mjs"
    aside "keys and settings in Chromium" node "$tests/keys.mjs"
    aside "labels that a team shares, in Chromium" node "$tests/labels.mjs"
    aside "the timeline and the player in Chromium" node "$tests/timeline.mjs"
    aside "pictures of shapes in Chromium" node "$tests/golden.mjs"
    aside "the flows around the editor in Chromium" node "$tests/flows.mjs"
    aside "forms and refusals, in Chromium" node "$tests/forms.mjs"
    aside "long lists in Chromium" node "$tests/lists.mjs"
    aside "the gallery in Chromium" node "$tests/gallery.mjs"
}

print_totals() {
    rejoin
    [ ! -s "$mistakes" ] || { say "== what failed"; cat "$mistakes"; }
    rm -f "$log" "$mistakes"
    printf '\n'
    [ ${#took[@]} = 0 ] || printf '%s\n' "${took[@]}"
    if [ ${#broken[@]} != 0 ]; then
        printf 'Failed: %s\n' "${broken[@]}"
        [ "$failed" = 0 ] && failed=${#broken[@]}
    fi
    printf '%s passed, %s failed\n' "$passed" "$failed"
    [ ${#broken[@]} = 0 ] && [ "$failed" = 0 ]
}
