#!/usr/bin/env bash
# Called by ./dap: builds DAP into APP. Usage: build-app.sh HOME APP
set -eu
home=$1
app=$2
. "$home/.mvn/find-jdk.sh"
JAVA_HOME=$(find_jdk)
export JAVA_HOME

mkdir -p "$home/cli/target"
exec 9>"$home/cli/target/.build.lock"
flock 9 2>/dev/null || true # two first starts at once: one builds, the other waits and finds it built
if [ -e "$app/stamp" ] && [ "$(sed -n 2p "$app/stamp")" = "$home" ] && [ -x "$(sed -n 1p "$app/stamp")" ] \
  && [ -z "$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main -newer "$app/stamp" -type f -print -quit)" ]; then
  exit 0
fi

echo "Building DAP (once; Maven fetches what it needs) ..."
started=$(mktemp)
rm -f "$app/stamp"
log=$(mktemp)
if ! "$home/mvnw" -q -B -f "$home/pom.xml" -Dquick -Dmaven.test.skip=true -Papp package >"$log" 2>&1; then
  cat "$log"
  echo "The build failed; the log is above. Fix what it names and call ./dap again."
  exit 2
fi
rm -f "$log" "$app/dap.aot"
"$JAVA_HOME/bin/java" -cp "$app/lib/*" dap.cli.NativeLibraries "$app/lib"

# The heap leaves room for DuckDB and PostgreSQL beside it. Nothing is put into /tmp: neither the drivers'
# native libraries nor the JDK's performance data, which a killed process would leave there.
cat >"$app/java.options" <<OPTIONS
-Xmx640m
-XX:+UseSerialGC
--enable-native-access=ALL-UNNAMED
--sun-misc-unsafe-memory-access=allow
-Xlog:disable
-Xlog:all=error:stderr
-XX:-UsePerfData
-Ddap.home=$home
"-Djava.library.path=$app/lib"
"-Dorg.sqlite.lib.path=$app/lib"
-cp "$app/lib/*"
OPTIONS
# An ahead-of-time cache of what the usual commands load: they start in a fraction of the time. Without
# it DAP runs as well, only slower to start.
echo "Recording what the usual commands load, for fast starts ..."
warm=$(mktemp -d)
if "$JAVA_HOME/bin/java" "@$app/java.options" -XX:AOTCacheOutput="$app/dap.aot" dap.cli.WarmUp "$warm/demo" >/dev/null 2>&1; then
  echo "-XX:AOTCache=$app/dap.aot" >>"$app/java.options"
fi
rm -rf "$warm"
printf '%s\n%s\n' "$JAVA_HOME/bin/java" "$home" >"$app/stamp.new"
touch -r "$started" "$app/stamp.new"
mv "$app/stamp.new" "$app/stamp"
rm -f "$started"
echo "Built."
