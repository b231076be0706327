using System.IO.Compression;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Results;

/// <summary>The tables agree with each other; expected values follow from their rows.</summary>
public sealed class ConsistencyTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    private const int Classes = 10;
    private const int TestSamples = 360;

    /// <summary>A sixth of 1,437.</summary>
    private const int ValidationSamples = 239;

    public static TheoryData<int> Seeds => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_intact_network_has_the_accuracy_and_the_loss_of_the_run(int seed)
    {
        var (runs, ablation, epochs) = (Of("runs", seed), Of("ablation", seed), Of("epochs", seed));
        var (steps, accuracy, loss) = (ablation.Values<int>("step"), ablation.Values<double>("accuracy"), ablation.Values<double>("loss"));
        foreach (var row in Enumerable.Range(0, ablation.Rows).Where(row => steps[row] == 0))
        {
            Assert.Equal(runs.Values<double>("test_accuracy")[0], accuracy[row]);
            Assert.Equal(runs.Values<double>("test_loss")[0], loss[row], 1e-6);
        }

        Assert.Equal(runs.Values<double>("test_accuracy")[0], epochs.Values<double>("test_accuracy")[^1]);
        Assert.Equal([1, 2], epochs.Values<int>("epoch"));
        Assert.Equal((long)seed, runs.Values<long>("seed")[0]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Without_hidden_neurons_one_class_is_predicted_whatever_the_order(int seed)
    {
        var ablation = Of("ablation", seed);
        int[] steps = ablation.Values<int>("step"), correct = ablation.Values<int>("correct"), total = ablation.Values<int>("total");
        var last = Enumerable.Range(0, ablation.Rows).Where(row => row + 1 == ablation.Rows || steps[row + 1] == 0)
            .Where(row => ablation.Values<string>("scope")[row] is "network" or "layer-2").ToArray();
        Assert.Single(last.Select(row => correct[row]).Distinct());
        Assert.Contains(correct[last[0]], TestClasses());
        Assert.All(total, samples => Assert.Equal(TestSamples, samples));
        Assert.All(
            Enumerable.Range(0, ablation.Rows),
            row => Assert.Equal((double)correct[row] / TestSamples, ablation.Values<double>("accuracy")[row]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Curves_remove_each_neuron_once_and_descending_is_the_reverse(int seed)
    {
        var ablation = Of("ablation", seed);
        int[] steps = ablation.Values<int>("step"), layers = ablation.Values<int>("layer"), neurons = ablation.Values<int>("neuron");
        var curves = Enumerable.Range(0, ablation.Rows).Where(row => steps[row] == 0)
            .Select(first =>
                Enumerable.Range(first + 1, ablation.Rows - first - 1).TakeWhile(row => steps[row] > 0)
                    .Select(row => (layers[row], neurons[row])).ToArray()).ToArray();
        var directions = Enumerable.Range(0, ablation.Rows).Where(row => steps[row] == 0)
            .Select(row => ablation.Values<string>("direction")[row]).ToArray();
        Assert.All(curves, removed => Assert.Equal(removed.Length, removed.Distinct().Count()));
        for (var i = 0; i < curves.Length; i++)
        {
            if (directions[i] == "ascending")
                Assert.Equal(curves[i].Reverse(), curves[i + 1]);
        }

        Assert.All(
            Enumerable.Range(0, ablation.Rows).Where(row => steps[row] == 0), row => Assert.Equal((-1, -1), (layers[row], neurons[row])));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Histograms_sum_to_the_samples_and_carry_entropy_and_information(int seed)
    {
        var (neurons, histograms) = (Of("neurons", seed), Of("histograms", seed));
        var cells = Enumerable.Range(0, histograms.Rows).GroupBy(row => Key(histograms, row))
            .ToDictionary(group => group.Key, group => group.ToArray());
        Assert.Equal(neurons.Rows, cells.Count);
        var (labels, bins, counts) = (histograms.Values<int>("class"), histograms.Values<int>("bin"), histograms.Values<int>("count"));
        int[]? classes = null;
        for (var row = 0; row < neurons.Rows; row++)
        {
            var mine = cells[Key(neurons, row)];
            Assert.Equal(ValidationSamples, mine.Sum(cell => counts[cell]));
            Assert.Equal(ValidationSamples, neurons.Values<int>("samples")[row]);
            Assert.Equal(neurons.Values<int>("bins")[row] * Classes, mine.Length);
            int[] byBin = Sums(mine, bins, counts), byClass = Sums(mine, labels, counts), all = [.. mine.Select(cell => counts[cell])];
            // Every neuron meets the same labels.
            Assert.Equal(classes ??= byClass, byClass);
            Assert.Equal(Bits(byBin), neurons.Values<double>("entropy")[row], 1e-12);
            Assert.Equal(Bits(byBin) + Bits(byClass) - Bits(all), neurons.Values<double>("mutual_information")[row], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_bit_counts_are_the_share_of_active_samples(int seed)
    {
        var (neurons, histograms) = (Of("neurons", seed), Of("histograms", seed));
        var (bins, counts, quantizers) = (
            histograms.Values<int>("bin"), histograms.Values<int>("count"), neurons.Values<string>("quantizer"));
        foreach (var row in Enumerable.Range(0, neurons.Rows).Where(row => quantizers[row] == "one-bit"))
        {
            var active = Enumerable.Range(0, histograms.Rows).Where(cell => bins[cell] == 1 && Key(histograms, cell) == Key(neurons, row))
                .Sum(cell => counts[cell]);
            Assert.Equal((double)active / ValidationSamples, neurons.Values<double>("fraction_active")[row], 1e-12);
            Assert.Equal(neurons.Values<bool>("inactive")[row], active == 0);
        }
    }

    /// <summary>How many of the last 360 lines of the shipped file have each label, which is the last number of a line.</summary>
    private static int[] TestClasses()
    {
        var file = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "digits"), "*.gz").Single();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var labels = reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)[^TestSamples..].Select(line => line.TrimEnd()[^1]);
        return [.. labels.GroupBy(label => label).Select(group => group.Count())];
    }

    private static (int, int, string, string) Key(Table table, int row) =>
        (table.Values<int>("layer")[row], table.Values<int>("neuron")[row], table.Values<string>("split")[row],
            table.Values<string>("quantizer")[row]);

    private static int[] Sums(int[] cells, int[] key, int[] counts) =>
        [.. cells.GroupBy(cell => key[cell]).OrderBy(group => group.Key).Select(group => group.Sum(cell => counts[cell]))];

    /// <summary>- sum p log2 p of frequencies.</summary>
    private static double Bits(int[] counts)
    {
        var total = (double)counts.Sum();
        return counts.Where(count => count > 0).Sum(count => -count / total * Math.Log2(count / total));
    }

    private Table Of(string table, int seed) => ResultTables.Of(sweep.Path, table, sweep.Runs[seed]);
}
