#!/bin/sh
# Proves that a machine with nothing but Debian 12 and git can grade: makes one
# in a temporary folder, clones HEAD into it, and runs as root there
#   grader/grade run --submission solutions
#   grader/test                              (not with --grade-only)
# With --only 'STEP...' nothing but these steps of grader/test. With --gradescope it is
# set up and graded on by nothing but the bundle that Gradescope gets. Another release is
# made with --release: Debian's trixie, or Ubuntu's noble.
# Prints what it saw. Needs root; leaves nothing behind, for all mounts and
# processes live in name spaces of their own.

set -eu
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
release=bookworm
with_test=yes
gradescope=no
only=''
deadline=5400

while [ $# -gt 0 ]; do
  case $1 in
    --grade-only) with_test=no ;;
    --gradescope) gradescope=yes ;;
    --only) only=${2:?}; shift ;;
    --release) release=${2:?}; shift ;;
    *) echo "usage: grader/tests/fresh_machine.sh [--grade-only | --gradescope | --only STEPS] [--release NAME]" >&2; exit 2 ;;
  esac
  shift
done
[ "$(id -u)" -eq 0 ] || { echo "fresh_machine.sh: needs root, for it mounts" >&2; exit 5; }
command -v mmdebstrap >/dev/null ||
  { apt-get -q update && apt-get -qy install --no-install-recommends mmdebstrap; } >/dev/null

machine=$(mktemp -d "${TMPDIR:-/tmp}/fresh-machine.XXXXXX")
trap 'rm -rf --one-file-system "$machine"' EXIT
trap 'exit 130' INT TERM HUP
chmod 755 "$machine"
began=$(date +%s)
saw() { printf '%4d s  %s\n' "$(($(date +%s) - began))" "$*"; }

# This machine's sources of Debian's packages, or Debian's own.
sources=$(grep -lsE '/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d/* || true)
# shellcheck disable=SC2086 # A list.
[ -n "$sources" ] && grep -qsw "$release" $sources || sources=http://deb.debian.org/debian
# Debian does not carry the keys of Ubuntu; what is made here is thrown away.
if [ "$release" = noble ]; then
  sources=$machine/ubuntu.list
  echo "deb [trusted=yes] http://archive.ubuntu.com/ubuntu noble main universe" >"$sources"
fi
# shellcheck disable=SC2086 # A list.
timeout --foreground 900 mmdebstrap --quiet --variant=minbase --include=apt,git \
  "$release" "$machine/root" $sources
for file in resolv.conf hosts; do
  if [ -e /etc/$file ]; then cat /etc/$file >"$machine/root/etc/$file"; fi
done
# Behind a proxy that signs anew, Node trusts whom it trusts here.
authorities=${NODE_EXTRA_CA_CERTS:+/etc/authorities.crt}
[ -z "$authorities" ] || cat "$NODE_EXTRA_CA_CERTS" >"$machine/root$authorities"
saw "$(sed -n 's/^PRETTY_NAME=//p' "$machine/root/etc/os-release"), $(du -sm --one-file-system "$machine/root" | cut -f1) MB"

if [ $gradescope = yes ]; then
  autograder=$machine/root/autograder
  mkdir -p "$machine/root/root/course" "$autograder/source" "$autograder/submission"
  PYTHONDONTWRITEBYTECODE=1 "$root/grader/tests/platforms.py" "$machine"
  python3 -m zipfile -e "$machine/bundle.zip" "$autograder/source"
  cp "$autograder/source/run_autograder" "$autograder"
  chmod +x "$autograder/run_autograder"
else
  git -c safe.directory='*' clone --quiet --no-hardlinks "$root" "$machine/root/root/course"
  saw "cloned $(git -C "$machine/root/root/course" log -1 --format='%h %s')"
fi

# inside COMMAND...: runs it there. Not by chroot: in one, no user name space can be made.
inside() {
  # shellcheck disable=SC2016 # The inner shell expands.
  timeout --foreground -k 20 "$deadline" \
    unshare --mount --pid --fork --kill-child --propagation private \
    sh -euc '
      here=$1
      shift
      mount --bind "$here" "$here"
      cd "$here"
      mount -t proc proc proc
      mount --rbind /sys sys
      mount -t tmpfs -o mode=755 dev dev
      for node in null zero full random urandom tty; do
        : >dev/$node
        mount --bind /dev/$node dev/$node
      done
      mkdir -p dev/pts dev/shm .old
      mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
      mount -t tmpfs shm dev/shm
      ln -s pts/ptmx dev/ptmx
      ln -s /proc/self/fd dev/fd
      pivot_root . .old
      umount -l /.old
      rmdir /.old
      cd /root/course
      exec "$@"
    ' inside "$machine/root" /usr/bin/env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${authorities:+NODE_EXTRA_CA_CERTS="$authorities"} \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    "$@" </dev/null
}

# try WHAT FINE COMMAND...: FINE are the exit codes that are.
bad=0
try() {
  what=$1 fine=$2
  shift 2
  code=0
  inside "$@" >"$machine/log" 2>&1 || code=$?
  sed 's/^/        | /' "$machine/log"
  saw "$what: exit $code"
  case " $fine " in *" $code "*) ;; *) bad=1 ;; esac
}

# graded FILE LEAST MOST: hands it in to the bundle; its points must lie there.
graded() {
  cp "$root/$1" "$autograder/submission/threads.cpp"
  try "run_autograder $1" "0" /autograder/run_autograder
  points=$(sed -n 's/^ *"score": \([0-9]*\),.*/\1/p' "$autograder/results/results.json" | head -n 1)
  saw "$points points, $(sed -n 's/^  "output": //p' "$autograder/results/results.json")"
  if [ "${points:--1}" -lt "$2" ] || [ "$points" -gt "$3" ]; then bad=1; fi
}

if [ $gradescope = yes ]; then
  try "setup.sh" "0" bash /autograder/source/setup.sh
  graded solutions/01-threads/threads.cpp 80 100 # Speed may be 20 points that a busy machine cannot measure.
  graded grader/tests/wrong/01-threads/sequential/threads.cpp 0 59
  saw "the machine has grown to $(du -sm --one-file-system "$machine/root" | cut -f1) MB"
  exit $bad
fi
if [ -n "$only" ]; then
  # shellcheck disable=SC2086 # Words.
  try "grader/test $only" "0" grader/test $only
  exit $bad
fi
# 5: every point that could be measured; a busy machine cannot time.
try "grader/grade run --submission solutions" "0 5" grader/grade run --submission solutions
# shellcheck disable=SC2016 # The inner shell expands.
try "a second start" "0" sh -c '
  from=$(date +%s%N)
  grader/grade --version
  echo "$((($(date +%s%N) - from) / 1000000)) ms"
  for tool in cmake ninja g++ "$(ls /usr/bin/clang++-[0-9]*)" bwrap; do
    echo "$("$tool" --version | head -n 1)"
  done
  bwrap --unshare-all --ro-bind / / --proc /proc --dev /dev true && echo "bubblewrap isolates"'
[ $with_test = no ] || try "grader/test" "0" grader/test
saw "the machine has grown to $(du -sm --one-file-system "$machine/root" | cut -f1) MB"
exit $bad
