using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Harness.Build;

/// <summary>The same .NET that runs this program.</summary>
internal static class Dotnet
{
    // Build servers would outlive us and keep our output pipe open; colours and animations have no place in a kept log.
    private static readonly Dictionary<string, string> Quiet = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    public static string Program { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    public static Command Command(Home home, params IReadOnlyList<string> arguments) =>
        new(Program, arguments, home.Root) { Environment = Quiet };

    /// <summary>
    /// Layout of the sources by .editorconfig. Taken as a plain folder this needs seconds and no build; the rules of style
    /// beyond layout are warnings of the compiler, thus errors of the build (EnforceCodeStyleInBuild).
    /// </summary>
    public static Command Format(Home home, bool check) =>
        Command(home, ["format", "whitespace", ".", "--folder", "--exclude", "artifacts", .. check
            ? ["--verify-no-changes"]
            : Array.Empty<string>()]);

    /// <summary>Whether the tools of .config/dotnet-tools.json run.</summary>
    public static bool HasTools(Workshop workshop) => workshop.Steps.Commands.Run(Command(workshop.Home, "pwsh", "-Version")).Succeeded;

    /// <summary>Null when done, otherwise why it could not be.</summary>
    public static string? RestoreTools(Workshop workshop)
    {
        var result = workshop.Steps.Commands.Run(Command(workshop.Home, "tool", "restore"));
        return result.Succeeded ? null : result.Output;
    }
}

/// <summary>
/// Becomes another program: same process, same terminal, so that every signal reaches it. Windows cannot do that; there
/// the program is a child that gets Ctrl-C from the console itself.
/// </summary>
internal static partial class Handover
{
    public static int To(string program, IReadOnlyList<string> arguments)
    {
        if (OperatingSystem.IsWindows())
            return AsChild(program, arguments);
        Console.Out.Flush();
        Console.Error.Flush();
        var path = program.Contains('/', StringComparison.Ordinal) ? program : "/usr/bin/env";
        string[] words = path == program ? [program, .. arguments] : [path, program, .. arguments];
        _ = Execute(path, [.. words, null]);
        throw new StepFailedException($"{program}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);

    private static int AsChild(string program, IReadOnlyList<string> arguments)
    {
        using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
