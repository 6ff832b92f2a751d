# Shared by the scripts: finds the tools, installs what is missing where it may, else says exactly what to install.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS="$ROOT/.tools"

say() { printf '%s\n' "$*" >&2; }

# die_environment MESSAGE: the environment is not able (exit code 3 of the command line)
die_environment() {
  say "cellsearch: $*"
  exit 3
}

# apt_install PACKAGE...: as root on a Debian-like system, else false
apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "cellsearch: installing $*"
  { apt-get install -y -qq --no-install-recommends "$@" || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; }; } >/dev/null
}

# java_major JAVA: prints its major version, nothing if it does not run
java_major() {
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'
}

need_jdk() {
  local home java
  for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/none)")")")" /usr/lib/jvm/*17* /usr/lib/jvm/*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ -x "$home/bin/java" ] || continue
    java=$(java_major "$home/bin/java")
    if [ "${java:-0}" -ge 17 ]; then
      export JAVA_HOME="$home"
      return
    fi
  done
  if [ -z "${CELLSEARCH_TRIED_JDK:-}" ] && CELLSEARCH_TRIED_JDK=1 apt_install openjdk-17-jdk-headless; then
    CELLSEARCH_TRIED_JDK=1 need_jdk
    return
  fi
  die_environment "a JDK 17 or newer is needed; install openjdk-17-jdk-headless, or point JAVA_HOME at one"
}

need_maven() {
  command -v mvn >/dev/null || apt_install maven || die_environment "Maven 3.8.7 or newer is needed; install the package maven"
}

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# Debian 12's Node is too old for the pages' build tool; npm carries a newer one as a package.
need_node() {
  if [ -x "$TOOLS/node_modules/node/bin/node" ]; then PATH="$TOOLS/node_modules/node/bin:$PATH"; fi
  node_is_new_enough && return
  command -v npm >/dev/null || apt_install nodejs npm || die_environment "Node 20.19 or newer with npm is needed (or build with -DskipWebUi)"
  if ! node_is_new_enough; then
    say "cellsearch: fetching a newer Node"
    npm install --silent --no-fund --no-audit --prefix "$TOOLS" node@22 >&2
    PATH="$TOOLS/node_modules/node/bin:$PATH"
  fi
  node_is_new_enough || die_environment "Node 20.19 or newer is needed; this one is $(node --version 2>/dev/null || echo missing)"
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" && return
  done
  return 1
}

need_chromium() {
  find_chromium >/dev/null || apt_install chromium fonts-dejavu-core || say "cellsearch: no Chromium; the browser tests will be skipped (install the package chromium)"
}

# build_if_stale: builds the program once, and again when a source has changed since
build_if_stale() {
  local stamp="$ROOT/cli/target/dependencies.classpath"
  if [ -f "$stamp" ] && [ -z "$(cd "$ROOT" && find pom.xml ./*/pom.xml ./*/src web-ui/index.html web-ui/package-lock.json -newer "$stamp" -print -quit)" ]; then
    return
  fi
  need_maven
  need_node
  say "cellsearch: building (a few minutes the first time)"
  (cd "$ROOT" && mvn -q -B -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true -Dassembly.skipAssembly=true package >&2) || die_environment "the build failed; see the messages above"
  touch "$stamp" # Maven leaves it alone when it would not change
}
