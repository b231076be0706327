using Cli.Tests.Support;
using Harness.Cli.Providers;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>The same runs on devices of ILGPU, two at a time, held against simd.</summary>
public class DeviceTests
{
    /// <summary>By how much a mean loss may differ between devices, per nat and one.</summary>
    private const double LossTolerance = 2e-6;

    [Theory]
    [InlineData("ilgpu-cuda")]
    [InlineData("ilgpu-opencl")]
    [InlineData("ilgpu-cpu")]
    public void Histograms_are_equal_and_right_answers_but_for_near_ties(string device) =>
        HoldAgainstSimd(device, (spec, output) =>
            EngineProgram.Run("run", spec, "seeds=2", "--out", output, "--device", device, "--jobs", "2").Exits(0));

    [Theory]
    [InlineData("ilgpu-cuda")]
    [InlineData("ilgpu-opencl")]
    [InlineData("ilgpu-cpu")]
    public void So_are_those_of_two_processes_that_share_a_device(string device) => HoldAgainstSimd(device, (spec, output) =>
    {
        EngineProgram[] both = [.. new[] { "0/2", "1/2" }.Select(shard =>
            EngineProgram.Start("run", spec, "seeds=2", "--out", output, "--device", device, "--shard", shard))];
        foreach (var process in both)
        {
            using (process)
                process.Wait().Exits(0);
        }
    });

    /// <param name="run">Does the two runs of a spec into a folder.</param>
    private static void HoldAgainstSimd(string device, Action<string, string> run)
    {
        var line = new ProviderSet().Lines().First(line => line.Name == device);
        Assert.True(line.Available || device != "ilgpu-cpu", line.Detail);
        if (device == "ilgpu-opencl")
            Witness.Require(line.Available, $"{device} ({line.Detail})");
        Assert.SkipUnless(line.Available, $"{device}: {line.Detail}");
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "seeds=2", "--out", folder["simd"], "--device", "simd").Exits(0);
        run(spec, folder["other"]);
        string[] runs = [.. Directory.EnumerateFiles(folder["simd/runs"]).Select(file => Path.GetFileNameWithoutExtension(file)!)];
        Assert.Equal(2, runs.Length);
        foreach (var id in runs)
        {
            Table Simd(string table) => ResultTables.Of(folder["simd"], table, id);
            Table Other(string table) => ResultTables.Of(folder["other"], table, id);
            Assert.Equal(device, Other("runs").Values<string>("device").Single());
            AssertSame(Simd("histograms"), Other("histograms"));
            AssertSame(Simd("neurons"), Other("neurons"));
            AssertClose(Simd("ablation"), Other("ablation"));
        }
    }

    private static void AssertSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        foreach (var column in expected.Schema.Columns)
        {
            for (var row = 0; row < expected.Rows; row++)
                Assert.True(
                    expected[column.Name].Cell(row) == actual[column.Name].Cell(row),
                    $"{expected.Schema.Name}.{column.Name} differs in row {row}");
        }
    }

    private static void AssertClose(Table expected, Table actual)
    {
        string[] same = ["scope", "order", "direction", "repetition", "step", "layer", "neuron", "total"];
        Assert.All(same, column => Assert.Equal(Cells(expected, column), Cells(actual, column)));
        var (correct, found) = (expected.Values<int>("correct"), actual.Values<int>("correct"));
        var (loss, foundLoss) = (expected.Values<double>("loss"), actual.Values<double>("loss"));
        var ties = expected.Values<int>("near_ties");
        for (var row = 0; row < expected.Rows; row++)
        {
            Assert.InRange(Math.Abs(correct[row] - found[row]), 0, ties[row]);
            Assert.InRange(Math.Abs(loss[row] - foundLoss[row]) / (1 + loss[row]), 0, LossTolerance);
        }
    }

    private static IEnumerable<string?> Cells(Table table, string column) =>
        Enumerable.Range(0, table.Rows).Select(row => table[column].Cell(row));
}
