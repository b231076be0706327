using System.Globalization;
using Benchmarks.Reporting;
using Benchmarks.Timing;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;
using Engine.Training;
using Kernels.Simd;

namespace Benchmarks.Suites;

/// <summary>How time and memory of an ablation grow with width, depth, images and orders: one is varied, the others stay at 100 neurons,
/// two layers, 10,000 images and ten random orders, every layer by itself. Networks as they are initialized, so that half of the outputs
/// are not 0.</summary>
internal sealed class GrowthSuite : ISuite
{
    private const int Inputs = 64;
    private const int Classes = 10;

    private static readonly (string Name, int[] Values)[] Axes =
    [
        ("width", [100, 200, 400, 1000, 2000, 4000]),
        ("depth", [1, 2, 4, 8]),
        ("images", [1000, 3000, 10_000, 30_000, 60_000]),
        ("orders", [1, 3, 10, 30, 100]),
    ];

    /// <summary>An ablation that takes less is timed again, up to as often as other benchmarks are.</summary>
    private const double LongSeconds = 1;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        // The code is compiled on first use, for narrow networks and for wide ones: that time is not measured.
        for (var i = 0; i < 3; i++)
        {
            Measure(context, 100, 2, 3000, 3);
            Measure(context, 1000, 2, 100, 1);
        }
        foreach (var (axis, values) in Axes)
        {
            List<double> x = [], y = [];
            foreach (var value in values)
            {
                // Every neuron's step touches all neurons of the next layer: fewer images and one order keep the widest within seconds.
                var wide = axis == "width";
                var (seconds, bytes) = Measure(
                    context,
                    wide ? value : 100,
                    axis == "depth" ? value : 2,
                    axis == "images" ? value : wide ? 500 : 10_000,
                    axis == "orders" ? value : wide ? 1 : 10);
                x.Add(Math.Log(value));
                y.Add(Math.Log(seconds));
                yield return new BenchRow($"ablation, {axis} {value}", "-", seconds, null, null, $"{bytes / 1e6:0} MB");
            }
            yield return new BenchRow(
                $"ablation, {axis}: time grows with its power", "-", null, null, null,
                Logarithms.Slope(x, y).ToString("0.00", CultureInfo.InvariantCulture) + (axis == "width" ? "; 500 images, one order" : ""));
        }
    }

    private static (double Seconds, long Bytes) Measure(BenchContext context, int width, int depth, int images, int orders)
    {
        var shape = new NetworkShape(Inputs, [.. Enumerable.Repeat(width, depth)], Classes, Activation.Relu, false);
        var network = InitialNetwork.Create(shape, Initialization.He, 0).ForInference();
        using var session = new SimdDevice().Open(network, new AnalysisResources(context.Options.Threads, AnalysisResources.DefaultMemory));
        var data = Draw(images);
        var requests = Enumerable.Range(1, depth).Select(layer => Request(new AblationScope(layer), shape, data, orders)).ToArray();
        var most = 0L;
        using var gauge = new Timer(_ => most = Math.Max(most, AlignedBuffer.LiveBytes), null, 0, 5);
        List<double> times = [];
        while (times.Count < context.Options.Repeats && times.Sum() < LongSeconds)
            times.Add(Stopwatches.Time(() => Array.ForEach(requests, request => session.Ablate(request, CancellationToken.None))));
        return (Stopwatches.Median(times), Math.Max(most, AlignedBuffer.LiveBytes));
    }

    private static AblationRequest Request(AblationScope scope, NetworkShape shape, LabelledData data, int orders)
    {
        var neurons = scope.Neurons(shape).ToArray();
        return new AblationRequest(
            data,
            scope,
            [.. Enumerable.Range(0, orders).Select(i => new AblationOrder(
                RandomOrders.Name, AblationDirection.Random, i,
                [.. RandomOrders.Order(0, scope, i, neurons.Length).Select(n => neurons[n])]))],
            AblationRequest.DefaultChecks,
            0);
    }

    private static LabelledData Draw(int images)
    {
        var random = new RandomStream(0, RandomPurpose.DataGeneration, 0);
        return new LabelledData(
            new FloatFeatures([.. Enumerable.Range(0, images * Inputs).Select(_ => (float)random.NextNormal())], images, Inputs),
            [.. Enumerable.Range(0, images).Select(_ => (byte)random.NextInt(Classes))],
            Classes);
    }
}
