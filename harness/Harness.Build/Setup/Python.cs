using Harness.Build.Processes;

namespace Harness.Build.Setup;

/// <summary>Looks for modules where the tests do (tests/Shared/PythonWitness.cs): ENGINE_PYTHON, /usr/bin/python3, python3.</summary>
internal sealed class Python(CommandRunner commands)
{
    private static readonly TimeSpan ImportTime = TimeSpan.FromMinutes(2);

    public bool Imports(string module) => Candidates().Any(python => commands.Run(Import(python, module)).Succeeded);

    private static Command Import(string python, string module) => new(python, ["-c", $"import {module}"], Path.GetTempPath()) { Limit = ImportTime };

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("ENGINE_PYTHON") is { Length: > 0 } chosen)
            yield return chosen;
        yield return "/usr/bin/python3";
        yield return "python3";
    }
}
