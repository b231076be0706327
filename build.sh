#!/bin/sh
# Thin: builds harness/Harness.Build, where all steps live, and becomes it with all arguments. build.ps1 does the same.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
project=$root/harness/Harness.Build
tool=$root/artifacts/tool
stamp=$tool/built

if ! command -v dotnet >/dev/null 2>&1; then
  cat >&2 <<'TEXT'
The .NET 10 SDK is needed, and there is no dotnet on the PATH. To get it:
  Debian, Ubuntu   apt-get install dotnet-sdk-10.0   (on Debian after adding Microsoft's package feed)
  Windows          winget install Microsoft.DotNet.SDK.10
  elsewhere        the SDK's installer or archive from Microsoft's .NET download page
TEXT
  exit 1
fi

# Its own folder, apart from the solution's output: it must be there to build, and to clean, the rest.
if [ ! -f "$stamp" ] || [ -n "$(find "$project" "$root/Directory.Build.props" "$root/global.json" -newer "$stamp" -print)" ]; then
  if ! log=$(cd "$root" && dotnet build "$project" -c Release -p:ArtifactsPath="$tool" -p:RunAnalyzers=false -v quiet --nologo 2>&1); then
    printf '%s\n' "$log" >&2
    echo "build.sh: harness/Harness.Build did not build; it needs only the .NET SDK that global.json names" >&2
    exit 1
  fi
  touch "$stamp"
fi

exec dotnet "$tool/bin/Harness.Build/release/Harness.Build.dll" "$@"
