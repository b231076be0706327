using System.Buffers.Binary;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>An outlier that stretches equal bins, so that the information collapses, is told of; robust bins keep it.</summary>
public class OutlierTests
{
    /// <summary>Pixels of the digits: in the middle; and one that only a single training image has.</summary>
    private const int Pixel = 36, RarePixel = 56;

    [Fact]
    public void Stretched_bins_are_told_of_by_layer_and_neuron_and_are_a_reading()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["net.safetensors"], Network(1e6f));
        var result = Analyze(folder, "out").Exits(0);
        Assert.Contains(
            "uniform-6 on train: outliers stretch the bins of 1 neuron (layer 1 neuron 0), and nearly all of the other outputs",
            result.Error, StringComparison.Ordinal);
        Assert.Contains("robust-uniform-6", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Split("outliers stretch").Length - 1);
        var (stretched, robust) = (Information(folder["out"], "uniform-6"), Information(folder["out"], "robust-uniform-6"));
        Assert.True(stretched[0] < 0.02, $"{stretched[0]}");
        Assert.True(stretched[1] > 0.3, $"{stretched[1]}");
        Assert.Equal(stretched[1], robust[0], 0.02);
        Assert.Equal(
            ["layer-1 robust-uniform-6 0", "layer-1 uniform-6 1", "network robust-uniform-6 0", "network uniform-6 1"],
            Readings(folder["out"]));
    }

    [Fact]
    public void Sound_bins_are_not_told_of()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["net.safetensors"], Network(1));
        Assert.DoesNotContain("outliers", Analyze(folder, "out").Exits(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_counts_as_0_is_told_of()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["net.safetensors"], Network(1e-20f));
        Analyze(folder, "out").Exits(0).Says("weights below 2^-63 (1.1e-19) count as 0, and 1 are");
    }

    private static EngineResult Analyze(TemporaryFolder folder, string name) => EngineProgram.Run(
        "analyze", "--model", folder["net.safetensors"], "--activation", "relu", "--dataset", "digits", "--out", folder[name],
        "measures.split=train", "measures.quantizer=[uniform-6,robust-uniform-6,quantile-6]", "measures.permutations=0",
        "ablation.random=2");

    private static double[] Information(string folder, string quantizer)
    {
        var neurons = ResultTables.Of(folder, "neurons");
        return [.. Enumerable.Range(0, neurons.Rows).Where(row => neurons["quantizer"].Cell(row) == quantizer)
            .Select(row => double.Parse(neurons["mutual_information"].Cell(row)!, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static string[] Readings(string folder)
    {
        var insights = ResultTables.Of(folder, "insights");
        return [.. Enumerable.Range(0, insights.Rows).Where(row => insights["name"].Cell(row) == "stretched")
            .Select(row => $"{insights["scope"].Cell(row)} {insights["quantizer"].Cell(row)} {insights["value"].Cell(row)}").Order()];
    }

    /// <summary>Two hidden neurons that see the middle pixel, the first one also the rare one, so strongly.</summary>
    private static byte[] Network(float rare)
    {
        byte[] copy = [.. RawSafetensors.Sound];
        var first = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(copy);
        Set(Pixel, 1);
        Set(RarePixel, rare);
        Set(64 + Pixel, 1);
        return copy;

        void Set(int element, float value) => BinaryPrimitives.WriteSingleLittleEndian(copy.AsSpan(first + (4 * element)), value);
    }
}
