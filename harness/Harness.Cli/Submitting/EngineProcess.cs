using System.Collections.Immutable;

namespace Harness.Cli.Submitting;

/// <summary>How this program is started again.</summary>
internal static class EngineProcess
{
    /// <summary>Its own executable, or dotnet and the assembly where that started it.</summary>
    public static ImmutableArray<string> Command
    {
        get
        {
            var process = Environment.ProcessPath ?? "engine";
            var started = Path.GetFileNameWithoutExtension(process);
            return started == "dotnet" ? [process, typeof(EngineProcess).Assembly.Location] : [process];
        }
    }
}
