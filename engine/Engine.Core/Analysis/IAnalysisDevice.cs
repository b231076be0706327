using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Engine.Pairs;
using Engine.Training;

namespace Engine.Analysis;

/// <summary>The device port: neurons are measured and ablated here.</summary>
public interface IAnalysisDevice
{
    /// <summary>The name that <c>--device</c> takes, e.g. <c>simd</c>.</summary>
    string Name { get; }

    Availability Availability { get; }

    /// <summary>The vector width or GPU that last bits depend on, for the table of runs.</summary>
    string InstructionSet { get; }

    /// <summary>Prepares a network for analysis.</summary>
    IAnalysisSession Open(Network network, AnalysisResources resources);
}

/// <summary>One network on a device, prepared once for everything that is asked of it.</summary>
public interface IAnalysisSession : IDisposable
{
    /// <summary>The network as the device sees it: batch normalization folded in, parameters flushed.</summary>
    Network Network { get; }

    /// <summary>Mean loss and accuracy of the intact network.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    Evaluation Evaluate(LabelledData data, CancellationToken cancellation = default);

    /// <summary>Statistics and joint histograms of all neurons of all hidden layers.</summary>
    /// <param name="rules">The quantizers to count with, each fitted to <paramref name="data"/>.</param>
    /// <param name="codes">Whether to keep every symbol, a byte each, for permutation tests.</param>
    /// <returns>One element for each hidden layer, first to last.</returns>
    IReadOnlyList<LayerMeasurement> Measure(
        LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, CancellationToken cancellation);

    /// <summary>Prepares neurons' symbols, of this network or others, for counting pairs.</summary>
    /// <param name="planes">Must outlive the counter.</param>
    IPairCounts CountPairs(BitPlanes planes);

    /// <summary>Evaluates every step of every order.</summary>
    /// <returns>One curve for each order, in their order.</returns>
    /// <exception cref="InvalidOperationException">A checked step disagrees with its float64 forward pass.</exception>
    IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation);

    /// <summary>Removes sets of neurons from the intact network, each set by itself.</summary>
    /// <returns>Right answers, loss and changed predictions of each set; <see cref="ReferenceAblation.Remove"/> is the plain
    /// definition.</returns>
    /// <exception cref="UserErrorException">The data does not fit the network or holds no sample, or a loss is not finite.</exception>
    /// <exception cref="ArgumentException">A set has a neuron that the network has not, or one twice.</exception>
    /// <exception cref="InvalidOperationException">A checked score disagrees with its float64 forward pass.</exception>
    SetFindings Remove(SetRequest request, CancellationToken cancellation);
}

/// <summary>The threads and the memory that an analysis may use; no result depends on them.</summary>
/// <param name="Threads">Threads of the host.</param>
/// <param name="Memory">Bytes for activations and intermediate results, beside the data set and the network.</param>
public sealed record AnalysisResources(int Threads, long Memory)
{
    /// <summary>512 MiB.</summary>
    public const long DefaultMemory = 512L << 20;
}
