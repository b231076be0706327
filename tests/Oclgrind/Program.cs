using System.Diagnostics;
using System.Text.Json;

namespace Oclgrind;

/// <summary>Prints which kernel was found what about, in groups of which size.</summary>
internal static class Program
{
    public const string Inside = "inside";

    private static int Main(string[] arguments)
    {
        if (arguments is [Inside, var what, var block, var length, var results])
            return RunInside(what, int.Parse(block, provider: null), length == "short", results);
        var table = FindingTable.Of(size => OclgrindProcess.Analyze(size, isShort: arguments.Contains("--short")), Console.Out);
        return table.HasFindings ? 1 : 0;
    }

    /// <summary>In the process that has Oclgrind's library.</summary>
    private static int RunInside(string what, int block, bool isShort, string results)
    {
        // ILGPU tells there what a compiler complained of.
        Trace.Listeners.Add(new ConsoleTraceListener(useErrorStream: true));
        using var device = new SimulatedDevice(block, Environment.GetEnvironmentVariable("OCLGRIND_LOG")!);
        if (PlantedFaults.All.ContainsKey(what))
            PlantedFaults.Run(device, what, block);
        else
            Analyses.Run(device, isShort);
        File.WriteAllText(results, JsonSerializer.Serialize(device.Results));
        return 0;
    }
}
