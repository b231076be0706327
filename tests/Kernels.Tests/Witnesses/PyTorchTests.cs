using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Analysis;
using Engine.Data;
using Engine.Data.Files;
using Engine.Measures;
using Engine.Networks;
using Engine.Simd;
using Engine.Training;
using Testing.Analysis;

namespace Kernels.Tests.Witnesses;

/// <summary>The same networks analysed by PyTorch and scikit-learn.</summary>
public sealed class PyTorchTests
{
    private const double LogitTolerance = 1e-4;
    private const double InformationTolerance = 1e-9;
    private const double LossTolerance = 1e-5;
    private const string FashionMnist = "/usr/share/datasets/fashion-mnist";

    private static readonly AnalysisResources Resources = new(2, AnalysisResources.DefaultMemory);

    private readonly SimdDevice _device = new();

    [Fact]
    public void Networks_of_every_activation_on_the_digits()
    {
        var digits = ShippedDigits.ReadTest();
        Compare([.. Enum.GetValues<Activation>().Select((activation, i) =>
        {
            var shape = new NetworkShape(digits.Features.Inputs, [33, 17], digits.Classes, activation, i % 2 == 0);
            return Job(
                $"digits, {activation}", RandomNetworks.Create(shape, (ulong)i), digits, AblationDirection.Ascending,
                AblationDirection.Descending);
        })]);
    }

    [Fact]
    public void A_100_100_network_trained_here_on_FashionMNIST()
    {
        Witness.Require(Directory.Exists(FashionMnist), "Debian's dataset-fashion-mnist");
        // The file of test images alone, a sixth of the other: its first 2,000 are the test here, the rest is trained on.
        var images = Fashion("t10k");
        var test = images.Slice(0, 2000);
        var data = new DataSplits(images.Slice(2000, 8000), test.Slice(0, 0), test.Slice(0, 0));
        var shape = new NetworkShape(784, [100, 100], 10, Activation.Relu, false);
        using var session = new SimdTrainer()
            .Open([new TrainingJob(shape, new TrainingOptions { Epochs = 1, L2 = 1e-4 }, 1)], new TrainingContext(data, 2));
        Assert.Null(Assert.Single(session.RunEpoch(TestContext.Current.CancellationToken)).Failure);
        Compare([Job("FashionMNIST 100-100", session.Snapshot(0), test, AblationDirection.Descending)]);
    }

    [Theory]
    [InlineData(Activation.Relu, Replacement.Mean)]
    [InlineData(Activation.Tanh, Replacement.Mean)]
    [InlineData(Activation.Relu, Replacement.Resample)]
    [InlineData(Activation.Sigmoid, Replacement.Resample)]
    public void Removed_outputs_replaced_by_their_means_and_by_draws(Activation activation, Replacement kind)
    {
        var digits = ShippedDigits.ReadTest();
        var network = RandomNetworks.Create(new NetworkShape(digits.Features.Inputs, [33, 17], digits.Classes, activation, false), 7);
        Compare([Job($"digits, {activation}, {kind}", network, digits, AblationDirection.Ascending, AblationDirection.Descending) with
        {
            Replaced = Replaced(network, digits, kind),
        }]);
    }

    [Theory]
    [InlineData(Replacement.Zero)]
    [InlineData(Replacement.Mean)]
    [InlineData(Replacement.Resample)]
    public void Every_neuron_removed_alone(Replacement kind)
    {
        var digits = ShippedDigits.ReadTest();
        var network = RandomNetworks.Create(new NetworkShape(digits.Features.Inputs, [33, 17], digits.Classes, Activation.Relu, false), 9);
        NeuronId[] neurons = [.. AblationScope.Network.Neurons(network.Shape)];
        var job = new WitnessJob($"digits, {kind}", network, digits, []) { Singles = neurons, Replaced = Replaced(network, digits, kind) };
        var expected = Assert.Single(PyTorchAnalysis.Run([job]).Jobs).Singles;
        using var session = _device.Open(network, Resources);
        var found = session.Remove(
            new SetRequest(digits, [.. neurons.Select(id => new[] { id })], job.Replaced, 200, 1), TestContext.Current.CancellationToken);
        Assert.Equal(neurons.Length, expected.Length);
        for (var i = 0; i < neurons.Length; i++)
        {
            Assert.InRange(Math.Abs(found.Intact.Correct - expected[i].Correct[0]), 0, expected[i].NearTies[0]);
            Assert.InRange(Math.Abs(found.Outcomes[i].Correct - expected[i].Correct[1]), 0, expected[i].NearTies[1]);
            Assert.InRange(Agreement.Distance(expected[i].Loss[1], found.Outcomes[i].Loss), 0, LossTolerance);
        }
        Assert.True(found.Outcomes.Count(outcome => outcome.Changed > 0) > 20);
    }

    private Replacements Replaced(Network network, LabelledData data, Replacement kind)
    {
        using var session = _device.Open(network, Resources);
        var layers = session.Measure(data, [QuantizerRule.OneBit], false, TestContext.Current.CancellationToken);
        return kind switch
        {
            Replacement.Mean =>
                new MeanReplacements([.. layers.Select(layer => layer.Statistics.Select(neuron => (float)neuron.Mean).ToArray())]),
            Replacement.Resample => ResampledReplacements.From(network, data, 3, 2),
            _ => Replacements.Zero,
        };
    }

    /// <summary>The ranking by mutual information, over both layers and the whole network.</summary>
    private WitnessJob Job(string name, Network network, LabelledData data, params AblationDirection[] directions)
    {
        using var session = _device.Open(network, Resources);
        var splits = new DataSplits(data, data, data);
        var sets = new NeuronProfiler(session, new MeasureOptions { Splits = [Split.Test], Permutations = 0 }, 1, 2)
            .Run(splits, TestContext.Current.CancellationToken);
        var factory = new OrderFactory(new AblationOptions { Orders = [MutualInformation.Definition], Random = 0, Checks = 0 }, 1);
        var orders = Enumerable.Range(0, 3).Select(layer => new AblationScope(layer))
            .SelectMany(scope => factory.For(scope, sets).Select(ranked => (scope, ranked.Order)));
        return new WitnessJob(name, network, data, [.. orders.Where(order => directions.Contains(order.Order.Direction))]);
    }

    private void Compare(IReadOnlyList<WitnessJob> jobs)
    {
        var witness = PyTorchAnalysis.Run(jobs);
        foreach (var (job, found) in jobs.Zip(witness.Jobs))
        {
            var logits = Logits(job, found.Logits);
            var (close, differing) = Measures(job, found.Layers);
            var (loss, nearTies, different) = Curves(job, found.Curves);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{job.Name} against torch {witness.Torch}: logits within {logits:E1}; "
                + $"{close} outputs of {job.Data.Samples * job.Network.Shape.Hidden.Sum()} within 1e-4 of the edge, "
                + $"{differing} counts differ; {found.Curves.Sum(curve => curve.Correct.Length)} steps, losses within {loss:E1}, "
                + $"{nearTies} near ties, {different} right answers differ");
        }
    }

    /// <returns>The largest distance.</returns>
    private static double Logits(WitnessJob job, double[][] expected)
    {
        var input = new float[job.Network.Inputs];
        var worst = 0.0;
        for (var sample = 0; sample < job.Data.Samples; sample++)
        {
            job.Data.Features.Read(sample, input);
            foreach (var (logit, ours) in expected[sample].Zip(PlainForwardPass.Run(job.Network, input)[^1]))
                worst = Math.Max(worst, double.IsNaN(ours - logit) ? double.PositiveInfinity : Math.Abs(ours - logit));
        }
        Assert.InRange(worst, 0, LogitTolerance);
        return worst;
    }

    /// <returns>Outputs close to the edge, and samples counted in another bin.</returns>
    private (int Close, int Differing) Measures(WitnessJob job, WitnessResult.Layer[] expected)
    {
        using var session = _device.Open(job.Network, Resources);
        var (close, differing) = (0, 0);
        foreach (var layer in session.Measure(job.Data, [QuantizerRule.OneBit], false, TestContext.Current.CancellationToken))
        {
            var witness = expected[layer.Layer - 1];
            var histograms = layer.Quantized[0].Histograms;
            var given = _device.CountJointHistograms(
                PlainForwardPass.Layer(job.Network, job.Data, layer.Layer), job.Data.Labels, job.Data.Classes,
                [.. histograms.Select(histogram => histogram.Quantizer)], Resources);
            Assert.Equal(witness.Counts, given);
            for (var neuron = 0; neuron < layer.Neurons; neuron++)
            {
                var information = MutualInformation.PlugIn(new JointHistogram(2, job.Data.Classes, given[neuron]));
                Assert.InRange(Math.Abs(information - witness.Information[neuron]), 0, InformationTolerance);
                // End to end; a sample in another bin changes two cells by one.
                var cells = histograms[neuron].Counts.Counts.ToArray()
                    .Zip(witness.OwnCounts[neuron], (ours, theirs) => Math.Abs(ours - theirs)).Sum();
                Assert.InRange(cells, 0, 2 * witness.Close[neuron]);
                close += witness.Close[neuron];
                differing += cells / 2;
            }
        }
        return (close, differing);
    }

    private (double Loss, int NearTies, int Different) Curves(WitnessJob job, WitnessResult.Curve[] expected)
    {
        using var session = _device.Open(job.Network, Resources);
        var (worst, nearTies, different) = (0.0, 0, 0);
        for (var i = 0; i < expected.Length; i++)
        {
            var (scope, order) = job.Orders[i];
            var curve = Assert.Single(session.Ablate(
                new AblationRequest(job.Data, scope, [order], 8, 1) { Replaced = job.Replaced }, TestContext.Current.CancellationToken));
            Assert.Equal(expected[i].Correct.Length, curve.Correct.Length);
            for (var step = 0; step < curve.Correct.Length; step++)
            {
                var off = Math.Abs(curve.Correct[step] - expected[i].Correct[step]);
                Assert.True(
                    off <= expected[i].NearTies[step],
                    $"{job.Name}, {scope}, {order}, step {step}: {curve.Correct[step]} right, torch {expected[i].Correct[step]}");
                worst = Math.Max(worst, Agreement.Distance(expected[i].Loss[step], curve.Loss[step]));
                different += off;
            }
            nearTies += expected[i].NearTies.Sum();
        }
        Assert.InRange(worst, 0, LossTolerance);
        return (worst, nearTies, different);
    }

    private static LabelledData Fashion(string part)
    {
        using var images = DataFile.Open(Path.Combine(FashionMnist, $"{part}-images-idx3-ubyte.gz"));
        using var labels = DataFile.Open(Path.Combine(FashionMnist, $"{part}-labels-idx1-ubyte.gz"));
        var read = IdxReader.ReadImages(images);
        return new LabelledData(new ByteFeatures(read.Pixels, read.Samples, read.Inputs, 255), IdxReader.ReadLabels(labels), 10);
    }
}
