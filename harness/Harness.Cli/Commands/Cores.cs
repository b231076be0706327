using System.Globalization;

namespace Harness.Cli.Commands;

/// <summary>The cores that this process may use: what Slurm gave its task, else what the system lets it have.</summary>
internal static class Cores
{
    private const string Granted = "SLURM_CPUS_PER_TASK";

    public static int Count => Of(Environment.GetEnvironmentVariable(Granted), Environment.ProcessorCount);

    internal static int Of(string? granted, int system) =>
        int.TryParse(granted, NumberStyles.None, CultureInfo.InvariantCulture, out var cores) && cores > 0 ? cores : system;
}
