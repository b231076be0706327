namespace Harness.Build.Verbs;

/// <summary>Writes artifacts/engine: a script that becomes the engine (exec), so that signals reach it.</summary>
internal static class EngineLauncher
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static void Write(Home home)
    {
        var program = Path.GetRelativePath(home.Artifacts, home.EngineProgram);
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllText(home.EngineLauncher, $"@\"%~dp0{program}\" %*\r\n");
            return;
        }

        File.WriteAllText(home.EngineLauncher, Script(program));
        File.SetUnixFileMode(home.EngineLauncher, Executable);
    }

    // The program looks for .NET in the system's places only; one installed in a home folder is named by DOTNET_ROOT.
    private static string Script(string program) => $$"""
        #!/bin/sh
        # Written by ./build.sh.
        here=$(dirname -- "$(readlink -f -- "$0")")
        [ -n "$DOTNET_ROOT" ] || export DOTNET_ROOT='{{Path.GetDirectoryName(Environment.ProcessPath)}}'
        exec "$here/{{program}}" "$@"

        """;
}
