using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Harness.Build.Processes;

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
