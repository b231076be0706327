# Thin: builds harness/Harness.Build, where all steps live, and runs it with all arguments. build.sh does the same.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$project = Join-Path $root 'harness/Harness.Build'
$tool = Join-Path $root 'artifacts/tool'
$stamp = Join-Path $tool 'built'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
  [Console]::Error.WriteLine(@'
The .NET 10 SDK is needed, and there is no dotnet on the PATH. To get it:
  Windows          winget install Microsoft.DotNet.SDK.10
  Debian, Ubuntu   apt-get install dotnet-sdk-10.0   (on Debian after adding Microsoft's package feed)
  elsewhere        the SDK's installer or archive from Microsoft's .NET download page
'@)
  exit 1
}

# Its own folder, apart from the solution's output: it must be there to build, and to clean, the rest.
$inputs = @(Get-ChildItem -Recurse $project) + @(Get-Item $project, "$root/Directory.Build.props", "$root/global.json")
$built = if (Test-Path $stamp) { (Get-Item $stamp).LastWriteTimeUtc } else { [DateTime]::MinValue }
if ($inputs | Where-Object { $_.LastWriteTimeUtc -gt $built }) {
  # The SDK is chosen by the current folder's global.json.
  Push-Location $root
  try { $log = & dotnet build $project -c Release "-p:ArtifactsPath=$tool" "-p:RunAnalyzers=false" -v quiet --nologo } finally { Pop-Location }
  if ($LASTEXITCODE -ne 0) {
    [Console]::Error.WriteLine($log -join "`n")
    [Console]::Error.WriteLine('build.ps1: harness/Harness.Build did not build; it needs only the .NET SDK that global.json names')
    exit 1
  }
  Set-Content $stamp ''
}

& dotnet (Join-Path $tool 'bin/Harness.Build/release/Harness.Build.dll') @args
exit $LASTEXITCODE
