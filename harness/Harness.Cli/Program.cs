using Harness.Cli.Commands;
using Harness.Cli.Output;

namespace Harness.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var interruption = new Interruption();
        var root = EngineCommand.Create(interruption);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return UsageErrors.Show(parsed, Terminal.Error);
        return Failures.Guard(() => parsed.Invoke(new() { EnableDefaultExceptionHandler = false }), interruption, Terminal.Error);
    }
}
