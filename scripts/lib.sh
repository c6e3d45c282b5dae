# shellcheck shell=bash
# What scripts/run and scripts/test share: find what is missing, install it, build. Sourced, never run.
# Everything is said on stderr; stdout belongs to the program that is built here.

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
swift_needed=6.2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf 'dwell: %s\n' "$*" >&2; }

# Something outside this project is missing (EX_UNAVAILABLE of sysexits.h).
unavailable() {
  say "$*"
  exit 69
}

# Ends the script unless `swift` is the compiler, in a version that can build the package.
require_swift() {
  local answer version
  command -v swift >/dev/null 2>&1 ||
    unavailable "no swift in PATH; Swift $swift_needed or newer is needed (https://www.swift.org/install)"
  answer=$(swift --version 2>&1 </dev/null || true)
  if [[ $answer =~ [Ss]wift\ version\ ([0-9]+)(\.([0-9]+))? ]]; then
    version=$((BASH_REMATCH[1] * 1000 + 10#${BASH_REMATCH[3]:-0}))
    ((version >= ${swift_needed%.*} * 1000 + ${swift_needed#*.})) ||
      unavailable "found Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[3]:-0} ($(command -v swift));" \
        "Swift $swift_needed or newer is needed (https://www.swift.org/install)"
  else
    unavailable "$(command -v swift) does not say a Swift version (it says: ${answer%%$'\n'*});" \
      "Swift $swift_needed or newer is needed (https://www.swift.org/install)"
  fi
}

# The C compiler of the toolchain, else the system's: a library is there when a program that includes and links it builds.
c_compiler() {
  local candidate
  for candidate in clang "$(dirname "$(readlink -f "$(command -v swift)")")/clang" cc gcc; do
    if command -v "$candidate" >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
}

# links HEADER LIBRARY...: whether a C program can use them.
links() {
  local compiler header=$1
  shift
  compiler=$(c_compiler)
  [[ -n $compiler ]] || return 1
  printf '#include <%s>\nint main(void) { return 0; }\n' "$header" |
    "$compiler" -x c - -o /dev/null "${@/#/-l}" >/dev/null 2>&1
}

# The Debian package is there, whatever the compiler thinks: installing it again would mend nothing.
is_installed() {
  command -v dpkg-query >/dev/null 2>&1 &&
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# need PACKAGE[|PACKAGE] HEADER LIBRARY...: notes the package in `missing` unless its header and libraries are there.
missing=()
need() {
  local packages=$1 name
  shift
  links "$@" && return
  for name in ${packages//|/ }; do
    is_installed "$name" && return
  done
  missing+=("$packages")
}

# need_command PACKAGE COMMAND: the same for a program.
need_command() {
  command -v "$2" >/dev/null 2>&1 || missing+=("$1")
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Installs what `need` found missing. Where nothing is, apt-get is not called, so no network is needed.
install_missing() {
  ((${#missing[@]})) || return 0
  local packages name names=() wanted
  wanted=$(printf ', %s' "${missing[@]}")
  wanted=${wanted#, }
  wanted=${wanted//|/ or }
  command -v apt-get >/dev/null 2>&1 ||
    unavailable "missing: $wanted (names as on Debian); there is no apt-get here, install them by hand"
  ((EUID == 0)) || command -v sudo >/dev/null 2>&1 ||
    unavailable "missing: $wanted; run this as root, or with sudo in PATH, or install them by hand"
  say "installing what is missing: $wanted"
  # Old lists may still do: what cannot be had is named by the installation below.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >"$log" 2>&1 || true
  for packages in "${missing[@]}"; do
    for name in ${packages//|/ }; do
      # The first name that can be installed; else the last, for apt-get to say why not.
      apt-get install --simulate "$name" </dev/null >/dev/null 2>&1 && break
    done
    names+=("$name")
  done
  if ! as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${names[@]}" </dev/null >>"$log" 2>&1; then
    cat "$log" >&2
    unavailable "apt-get could not install ${names[*]} (its words are above)"
  fi
}

# Passes over the output of a build; on a terminal it keeps one line with the latest step.
follow_build() {
  local line shown=
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    case $line in
      *"Another instance of SwiftPM"*) printf '%s\n' "$line" >&2 ;;
      \[*/*\]*)
        [[ -t 2 ]] || continue
        shown=yes
        printf '\r\033[K%.78s' "dwell: building $line" >&2
        ;;
    esac
  done
  [[ -z $shown ]] || printf '\r\033[K' >&2
}

# Builds the program in release, quietly unless that fails.
build_program() {
  : >"$log"
  [[ -x $root/.build/release/dwell ]] || say "building in release; the first build takes about 5 minutes"
  if ! swift build --package-path "$root" -c release --product dwell </dev/null 2>&1 | follow_build; then
    grep -Ev '^\[[0-9]+/[0-9]+\]' "$log" >&2 || true
    say "the build failed (its words are above)"
    exit 1
  fi
}
