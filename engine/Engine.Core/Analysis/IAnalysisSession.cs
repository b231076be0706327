using Engine.Ablation;
using Engine.Data;
using Engine.Measures;
using Engine.Training;

namespace Engine.Analysis;

/// <summary>One network on a device.</summary>
public interface IAnalysisSession : IDisposable
{
    /// <summary>Mean loss and accuracy of the intact network.</summary>
    Evaluation Evaluate(LabelledData data);

    /// <summary>Statistics and joint histograms of all neurons of all hidden layers.</summary>
    /// <param name="rules">The quantizers to count with, each fitted to <paramref name="data"/>.</param>
    /// <param name="codes">Whether to keep every symbol, a byte each, for permutation tests.</param>
    /// <returns>One element for each hidden layer, first to last.</returns>
    IReadOnlyList<LayerMeasurement> Measure(LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, CancellationToken cancellation);

    /// <summary>Evaluates every step of every order.</summary>
    /// <returns>One curve for each order, in their order.</returns>
    /// <exception cref="InvalidOperationException">A checked step disagrees with its float64 forward pass.</exception>
    IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation);
}
