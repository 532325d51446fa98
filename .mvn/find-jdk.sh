# Sourced by ./dap and ./mvnw: find_jdk prints the home of a JDK 25 or newer, or says how to get one.

jdk_version() { # a JDK's home -> its feature number, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/local/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(jdk_version "$home")
    if [ "${version:-0}" -ge 25 ]; then
      echo "$home"
      return 0
    fi
  done
  echo "DAP needs a JDK 25 or newer and found none: install one (Debian: apt-get install temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME." >&2
  return 1
}
