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
        if (!OclgrindProcess.IsHere)
        {
            Console.Error.WriteLine("Oclgrind is not here: run ./build.sh setup --witnesses");
            return 2;
        }
        var table = new FindingTable();
        foreach (var size in FindingTable.Sizes)
        {
            table.Add(size, OclgrindProcess.Analyze(size, isShort: arguments.Contains("--short")));
            Console.Error.WriteLine($"groups of {size} are through");
        }
        table.Print(Console.Out);
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
