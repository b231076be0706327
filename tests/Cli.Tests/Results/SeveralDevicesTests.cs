using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>A sweep over several devices in one process, in place of several GPUs: two simulators, and a CPU that OpenCL shows twice.
/// </summary>
public class SeveralDevicesTests
{
    /// <summary>Has PoCL show this machine's cores as two devices.</summary>
    private static readonly Dictionary<string, string> Twice = new() { ["POCL_DEVICES"] = "cpu cpu" };

    [Theory]
    [InlineData("ilgpu-cpu")]
    [InlineData("ilgpu-opencl")]
    public void Two_share_the_runs_and_the_bytes_are_those_of_one(string kind)
    {
        if (kind == "ilgpu-opencl")
            RequireTwo(kind);
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run(Twice, "run", spec, "--out", folder["one"], "--device", kind).Exits(0);
        EngineProgram.Run(Twice, "run", spec, "--out", folder["two"], "--device", $"{kind}:0,1", "--jobs", "1").Exits(0);
        Assert.Equal([kind], DevicesOf(folder["one"]));
        Assert.Equal([kind, $"{kind}:1"], DevicesOf(folder["two"]));
        // The report tells the devices.
        File.Delete(folder["one/report.html"]);
        File.Delete(folder["two/report.html"]);
        SameResults.AssertSame(folder["one"], folder["two"], "device");
        // Which ones did it does not bind the folder, their kind does.
        EngineProgram.Run(Twice, "run", spec, "--out", folder["two"], "--device", $"{kind}:1", "--resume").Exits(0);
        EngineProgram.Run(Twice, "run", spec, "--out", folder["two"], "--device", "simd", "--resume")
            .Exits(2).Says($"device: {kind} → simd");
    }

    [Fact]
    public void A_plan_names_them_as_they_are_typed()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        var plan = EngineProgram.Run("run", spec, "--device", "ilgpu-cpu:all", "--trainer", "simd", "--dry-run").Exits(0);
        Assert.Contains("trainer simd, device ilgpu-cpu:0,1,2,3", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_devices_says_what_to_type_for_several() => Assert.Contains(
        "several of a kind share the runs of a sweep out: NAME:0,1 or NAME:all", EngineProgram.Run("devices").Exits(0).Output,
        StringComparison.Ordinal);

    private static void RequireTwo(string kind)
    {
        var devices = JsonDocument.Parse(EngineProgram.Run(Twice, "devices", "--json").Exits(0).Output);
        var lines = devices.RootElement.EnumerateArray().ToArray();
        var first = lines.Single(line => line.GetProperty("name").GetString() == kind);
        Witness.Require(first.GetProperty("available").GetBoolean(), $"{kind} ({first.GetProperty("detail")})");
        var second = lines.Any(line => line.GetProperty("name").GetString() == $"{kind}:1");
        Assert.SkipUnless(second, $"this OpenCL driver is not PoCL, and shows one device: {first.GetProperty("detail")}");
    }

    private static string[] DevicesOf(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(folder, "runs")).SelectMany(file => ResultTables.Read(file).Table.Values<string>("device"))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
