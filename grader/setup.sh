# shellcheck shell=sh
# Makes the machine able to grade and builds the grader. Sourced by the
# launchers `grade`, `test` and `slides/build`, with COURSE_ROOT set.
#
# Promises: does nothing, and starts one process at most, when all is there and
# no source of the grader has changed; writes on stderr only; two at once wait
# for each other; whatever interrupts it, the next start goes on from there.
# Ends the launcher with 3 if the grader does not compile, 5 if the machine
# lacks something that cannot be installed from here, 130 if interrupted.
# It installs system packages with apt, for the slides npm's packages below
# build/slides, and nothing in any other way.

course_grader=$COURSE_ROOT/build/grader/grade
course_stamp=$COURSE_ROOT/build/grader/.built
course_log=$COURSE_ROOT/build/setup.log

# header = the Debian package that has it; each can be fetched by CMake instead.
course_libraries='
  gtest/gtest.h=libgtest-dev gmock/gmock.h=libgmock-dev benchmark/benchmark.h=libbenchmark-dev
  CLI/CLI.hpp=libcli11-dev nlohmann/json.hpp=nlohmann-json3-dev toml++/toml.h=libtomlplusplus-dev
  fmt/core.h=libfmt-dev archive.h=libarchive-dev pugixml.hpp=libpugixml-dev
  sqlite3.h=libsqlite3-dev httplib.h=libcpp-httplib-dev'
# For comparisons alone, see tests/bench.
course_peers='
  tbb/task_group.h=libtbb-dev thread_pool/thread_pool.hpp=libthread-pool-dev'
# Commands for grader/test alone, each in a package of its name. One version
# everywhere, or formatting and checks would differ from machine to machine.
course_test_tools='clang-format-19 clang-tidy-19 shellcheck gdb sqlite3 cmark-gfm'
# command=package: for a Slurm that a test starts and ends by itself.
course_slurm='munged=munge slurmctld=slurmctld slurmd=slurmd sbatch=slurm-client'
# For the slides: any of these browsers; Debian's package is called chromium.
course_browsers='chromium google-chrome google-chrome-stable chrome'

say() { printf 'setting up: %s\n' "$*" >&2; }

# stop CODE MESSAGE...: ends the launcher.
stop() {
  stop_code=$1
  shift
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit "$stop_code"
}

have() { command -v "$1" >/dev/null 2>&1; }

# The one door: afterwards $course_grader is there and current.
course_prepare() {
  course_fresh && return
  trap 'say "interrupted; the next start goes on from here"; exit 130' INT TERM HUP
  course_lock
  if ! course_fresh; then
    # shellcheck disable=SC2119 # No argument.
    course_machine
    course_build
  fi
  course_unlock
  trap - INT TERM HUP
}

# The door of the test that starts a Slurm of its own.
course_prepare_slurm() {
  course_clang
  course_missing slurm
  [ -n "$must" ] || return 0
  course_lock
  course_machine slurm
  course_unlock
}

# The door of slides/build: afterwards npm's packages are there, as locked.
course_prepare_slides() {
  course_clang && course_slides_fresh && return
  trap 'say "interrupted; the next start goes on from here"; exit 130' INT TERM HUP
  course_lock
  course_machine slides
  course_npm
  course_unlock
  trap - INT TERM HUP
}

course_slides_fresh() {
  have node && have flock && have hunspell && course_browser &&
    cmp -s "$COURSE_ROOT/slides/package-lock.json" "$COURSE_ROOT/build/slides/node_modules/.locked"
}

course_browser() {
  [ -z "${SLIDES_BROWSER-}" ] || return 0
  for browser in $course_browsers; do
    ! have "$browser" || return 0
  done
  return 1
}

# Added and deleted files change the time of their folder. The time of change
# counts (-cnewer), not that of the content: rsync and tar set the latter back.
course_fresh() {
  [ -x "$course_grader" ] && { read -r built_with built_in <"$course_stamp"; } 2>/dev/null &&
    [ "$built_in" = "$COURSE_ROOT" ] && have "$built_with" && have cmake && have ninja &&
    [ -z "$(course_changed)" ]
}

# course_changed TEST...: the grader's files that changed since it was built.
course_changed() {
  cd "$COURSE_ROOT" && find CMakeLists.txt grader -path grader/tests -prune \
    -o -cnewer build/grader/.built "$@" -print 2>&1
}

course_lock() {
  { mkdir -p "$COURSE_ROOT/build" && : >"$course_log.new"; } 2>/dev/null ||
    stop 5 "cannot write to $COURSE_ROOT/build (read-only, another user's, or a full disk);" \
      "copy the repository to a folder of your own"
  rm -f "$course_log.new"
  have flock || return 0
  exec 9>>"$COURSE_ROOT/build/.setup.lock"
  flock -n 9 && return
  say "another start is doing it already; waiting"
  flock -w 1800 9 || stop 5 "another start has held $COURSE_ROOT/build/.setup.lock for 30 minutes"
}

course_unlock() { exec 9>&-; }

# --- the machine -----------------------------------------------------------

# shellcheck disable=SC2120 # grader/test gives it one.
# course_machine [test|bench|slides|slurm]: installs what is missing, or says what to install.
course_machine() {
  case $COURSE_ROOT in
    *[][*?\;\$\"\'\\]*) stop 5 "the folder's name has characters that build tools misread: $COURSE_ROOT" ;;
  esac
  free=$(df -Pk "$COURSE_ROOT/build" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "${free:-1000}" -ge 300 ] ||
    stop 5 "the disk is full: $free MB are free at $COURSE_ROOT, and 300 are needed"
  system=$(uname -s)
  case $system in
    MINGW* | MSYS* | CYGWIN*)
      stop 5 "Windows is supported through WSL only: run 'wsl --install', then start again in its shell" ;;
  esac
  course_missing "$@"
  if [ -n "$must$want" ]; then
    case $system in
      Linux) if have apt-get; then course_apt "$@"; else course_by_hand; fi ;;
      *) course_by_hand ;;
    esac
  fi
  [ "${1-}" != slides ] || return 0
  version=$(cmake --version 2>/dev/null) || stop 5 "cmake does not start"
  version=${version#cmake version }
  minor=${version#*.}
  minor=${minor%%.*}
  if [ "${version%%.*}" -lt 3 ] || { [ "${version%%.*}" -eq 3 ] && [ "$minor" -lt 25 ]; }; then
    stop 5 "cmake is older than 3.25; use Debian 12, Ubuntu 24.04 or newer, or install cmake from cmake.org"
  fi
}

# Sets $clang and $llvm, its major version, as newest-clang.cmake chooses.
course_clang() {
  for llvm in 30 29 28 27 26 25 24 23 22 21 20 19 18 17 16; do
    clang=clang++-$llvm
    have "$clang" && return
  done
  for clang in /opt/homebrew/opt/llvm/bin/clang++ /usr/local/opt/llvm/bin/clang++ clang++; do
    have "$clang" || continue
    llvm=$("$clang" -dumpversion)
    llvm=${llvm%%.*}
    [ "$llvm" -ge 16 ] 2>/dev/null && return
  done
  clang='' llvm=19
  return 1
}

# Sets $must and $want, Debian's names: without the first nothing works,
# without the second CMake fetches sources or the report says what is reduced.
course_missing() {
  must='' want=''
  if [ "${1-}" = slurm ]; then
    for pair in $course_slurm; do
      have "${pair%%=*}" || [ -x "/usr/sbin/${pair%%=*}" ] || must="$must ${pair#*=}"
    done
    return
  fi
  if [ "${1-}" != slides ]; then
    have cmake || must="$must cmake"
    have ninja || must="$must ninja-build"
  fi
  have g++ || must="$must g++"
  have git || want="$want git"
  if ! course_clang; then
    must="$must clang-$llvm libclang-rt-$llvm-dev llvm-$llvm lld-$llvm"
  else
    course_can_sanitize || must="$must libclang-rt-$llvm-dev"
    have "llvm-symbolizer-$llvm" || have llvm-symbolizer || [ "$system" = Darwin ] || want="$want llvm-$llvm"
    have "ld.lld-$llvm" || have ld.lld || [ "$system" = Darwin ] || want="$want lld-$llvm"
  fi
  if [ "${1-}" = slides ]; then
    have node || must="$must nodejs"
    have npm || must="$must npm"
    course_browser || must="$must chromium"
    have hunspell && [ -e /usr/share/hunspell/en_US.aff ] || want="$want hunspell hunspell-en-us"
    [ -e /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf ] || want="$want fonts-dejavu-core"
    have python3 || want="$want python3"
    return
  fi
  libraries=$course_libraries
  [ "${1-}" != bench ] || libraries="$libraries $course_peers"
  for pair in $libraries; do
    for folder in /usr/include /usr/local/include /opt/homebrew/include; do
      [ -e "$folder/${pair%%=*}" ] && continue 2
    done
    want="$want ${pair#*=}"
  done
  if [ "$system" = Linux ]; then
    have bwrap || want="$want bubblewrap"
    [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -d /etc/pki ] || want="$want ca-certificates"
  fi
  [ "${1-}" != bench ] || [ -e "/usr/lib/llvm-$llvm/lib/libomp.so" ] || must="$must libomp-$llvm-dev"
  [ "${1-}" = test ] || return 0
  for tool in $course_test_tools; do
    have "$tool" || must="$must $tool"
  done
  have sim_c++ || want="$want similarity-tester"
  for module in yaml jsonschema; do
    python3 -c "import $module" 2>/dev/null || /usr/bin/python3 -c "import $module" 2>/dev/null ||
      must="$must python3-$module"
  done
}

# Is the runtime of ThreadSanitizer there?
course_can_sanitize() {
  have g++ || return 0 # The standard library comes with it.
  probe=$COURSE_ROOT/build/.probe
  echo 'int main() {}' >"$probe.cpp"
  "$clang" -fsanitize=thread "$probe.cpp" -o "$probe" >/dev/null 2>&1
  able=$?
  rm -f "$probe" "$probe.cpp"
  return $able
}

course_apt() {
  as_root='' reason='' command="apt-get update && apt-get install -y --no-install-recommends"
  if [ "$(id -u)" -ne 0 ]; then
    command="sudo apt-get update && sudo apt-get install -y --no-install-recommends"
    if ! have sudo; then as_root=none
    elif sudo -n true 2>/dev/null; then as_root='sudo -n'
    elif [ -t 0 ] && [ -t 2 ]; then
      say "needs packages of the system:$must$want"
      sudo -v && as_root=sudo || as_root=none
    else as_root=none
    fi
  fi
  if [ "$as_root" = none ]; then
    [ -z "$must" ] || course_offered
    course_go_on "$command"
    return
  fi
  say "looking up what the system's package lists offer"
  : >"$course_log"
  apt_get update
  $as_root dpkg --configure -a >>"$course_log" 2>&1 </dev/null # After an interrupted start.
  for look in first second; do # Without g++, a missing runtime shows in the second only.
    course_offered
    say "installing$must$want"
    # shellcheck disable=SC2086 # A list.
    apt_get install -y --no-install-recommends $must $want || course_apt_failed
    course_no_services
    course_missing "$@"
    [ -n "$must" ] || break
    [ -z "$reason" ] || stop 5 "cannot go on without:$must"
  done
  [ -z "$must" ] || stop 5 "installed, and still not found in a $look look:$must"
  [ -z "$want" ] || say "goes on without:$want"
}

apt_get() {
  # shellcheck disable=SC2086 # Words.
  $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -o Dpkg::Use-Pty=0 \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2 -o Acquire::http::Timeout=30 \
    "$@" >>"$course_log" 2>&1 </dev/null
}

# What was just installed for a test does not run here by itself, now or from the next boot on.
course_no_services() {
  for service in slurmd slurmctld munge; do
    case "$must " in *" $service "*) ;; *) continue ;; esac
    if [ -d /run/systemd/system ]; then
      $as_root systemctl disable --now "$service"
    elif [ -x "/etc/init.d/$service" ]; then
      $as_root "/etc/init.d/$service" stop
      $as_root update-rc.d "$service" disable
    fi >>"$course_log" 2>&1 </dev/null
  done
}

# Where no clang is there yet: the newest that apt offers, instead of 19.
course_offered() {
  if ! apt-cache show chromium >/dev/null 2>&1; then # Ubuntu has it as a snap alone.
    must=$(printf '%s' "$must" | sed 's/ chromium//')
    want=$(printf '%s' "$want" | sed 's/ chromium//')
  fi
  [ -z "$clang" ] || return 0
  for offered in 19 18 17 16; do
    if apt-cache show "clang-$offered" >/dev/null 2>&1; then
      must=$(printf '%s' "$must" | sed "s/-$llvm/-$offered/g")
      want=$(printf '%s' "$want" | sed "s/-$llvm/-$offered/g")
      llvm=$offered
      return
    fi
  done
}

course_apt_failed() {
  unreachable=$(grep 'Could not resolve\|Could not connect\|Temporary failure\|nable to connect\|timed out' "$course_log")
  if [ -n "$unreachable" ]; then
    printf '%s\n' "$unreachable" | tail -n 2 >&2
    reason="the package server cannot be reached"
  else
    tail -n 15 "$course_log" >&2
    reason="the lines above say why"
    ! grep -q 'No space left\|enough free space' "$course_log" || reason="the disk is full"
    ! grep -q 'Unable to locate package' "$course_log" ||
      reason="this release does not have the packages; Debian 12, Ubuntu 24.04 or newer do"
  fi
  say "apt could not install the packages: $reason (all of its words: build/setup.log)"
}

# course_go_on COMMAND: without what cannot be installed from here, if that can be.
course_go_on() {
  [ -z "$must" ] ||
    stop 5 "programs are missing, and this account may not install them. Have this run, then start again:
  $1$must$want"
  say "goes on without:$want"
  say "(libraries are fetched as sources then; better: $1$want)"
}

course_by_hand() {
  if [ "$system" = Darwin ]; then
    command='brew install llvm cmake ninja googletest google-benchmark nlohmann-json tomlplusplus fmt cli11 libarchive cpp-httplib'
    [ -z "$must" ] || stop 5 "programs are missing. With Homebrew (https://brew.sh): $command"
    say "libraries that are missing are fetched as sources; better: $command"
    return
  fi
  [ -n "$must" ] || { say "goes on without what Debian calls:$want"; return; }
  stop 5 "programs are missing, and only Debian's and Ubuntu's package manager is known here.
Install what Debian calls:$must$want
(clang from 16 up with its sanitizers' runtime and llvm-symbolizer, cmake from 3.25 up, ninja, g++)"
}

# --- the slides ------------------------------------------------------------

# Packages as slides/package-lock.json has them, below build/slides.
course_npm() {
  node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' ||
    stop 5 "node is older than 18 ($(node --version)); use Debian 12, Ubuntu 24.04 or newer, or install it from nodejs.org"
  course_slides_fresh && return
  folder=$COURSE_ROOT/build/slides
  say "fetching the slides' packages from npm (once)"
  rm -rf "$folder/node_modules"
  : >"$course_log"
  mkdir -p "$folder"
  cp "$COURSE_ROOT/slides/package.json" "$COURSE_ROOT/slides/package-lock.json" "$COURSE_ROOT/slides/.npmrc" "$folder" ||
    stop 5 "cannot write to $folder"
  if ! (cd "$folder" && timeout -k 5 900 npm ci >>"$course_log" 2>&1 </dev/null); then
    tail -n 15 "$course_log" >&2
    case $(cat "$course_log") in
      *ENOTFOUND* | *EAI_AGAIN* | *ETIMEDOUT* | *ECONNREFUSED* | *ENETUNREACH* | *EHOSTUNREACH*)
        stop 5 "npm's registry cannot be reached (see above); the slides need it once: start again with a network" ;;
    esac
    stop 5 "npm could not fetch the slides' packages; its words stand above, all of them in build/setup.log"
  fi
  cp "$folder/package-lock.json" "$folder/node_modules/.locked"
}

# --- the grader ------------------------------------------------------------

course_build() {
  build=$COURSE_ROOT/build/grader
  read -r built_with built_in 2>/dev/null <"$course_stamp" || built_in=''
  if [ "$built_in" != "$COURSE_ROOT" ] || ! have "$built_with"; then rm -rf "$build"; fi
  # Ninja goes by the content's time alone.
  [ ! -e "$course_stamp" ] || [ -z "$(course_changed -type f ! -newer "$course_stamp")" ] || rm -rf "$build"
  if [ -x "$course_grader" ]; then
    say "building the grader again, for its sources changed"
  else
    say "building the grader (once, a minute or two)"
  fi
  course_compile && return
  if grep -q 'CMake Error\|ninja: error' "$course_log"; then
    rm -rf "$build" # A folder left by another CMake or compiler.
    course_compile && return
  fi
  case $(cat "$course_log") in
    *"No space left on device"*) stop 5 "the disk is full; building the grader needs about 300 MB" ;;
    *"unable to access"* | *"Could not resolve host"* | *"Failed to clone"*)
      tail -n 20 "$course_log" >&2
      stop 5 "a library's sources could not be fetched (see above): is there a network?" ;;
  esac
  grep -v '^\[[0-9]*/[0-9]*\] ' "$course_log" | tail -n 60 >&2 # Without Ninja's progress.
  stop 3 "the grader does not build; its compiler's words stand above, all of them in build/setup.log"
}

# The stamp carries the time before the build: what changes meanwhile is newer.
course_compile() {
  mkdir -p "$build" && printf '%s %s\n' "$clang" "$COURSE_ROOT" >"$build/.building" || return
  : >"$course_log"
  [ -e "$build/build.ninja" ] ||
    cmake -S "$COURSE_ROOT" -B "$build" -G Ninja -DCOURSE_GRADER=ON -DBUILD_TESTING=OFF \
      --toolchain "$COURSE_ROOT/grader/build/newest-clang.cmake" >>"$course_log" 2>&1 </dev/null || return
  cmake --build "$build" --target grade >>"$course_log" 2>&1 </dev/null || return
  mv "$build/.building" "$course_stamp"
}
