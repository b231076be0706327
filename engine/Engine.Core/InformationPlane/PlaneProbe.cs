using System.Collections.Immutable;
using Engine.Inference;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>Estimates I(X;L) and I(Y;L) of every hidden layer and of the softmax output of a network,
/// one layer's outputs in memory at a time.</summary>
public sealed class PlaneProbe(PlaneSamples samples, PlaneOptions options, WorkerTeam team, VectorWidth width)
{
    /// <summary>Layer after layer, estimators in the order of the options.</summary>
    /// <exception cref="UserErrorException">An output is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public ImmutableArray<PlanePoint> Run(Network network, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var packed = new PackedNetwork(network);
        var points = ImmutableArray.CreateBuilder<PlanePoint>();
        for (var layer = 1; layer <= packed.Layers; layer++)
        {
            using var outputs = new RowMatrix(samples.Count, packed.Network.Shape.Width(layer));
            Read(packed, layer, outputs, cancellation);
            Estimate(
                layer, outputs, layer == packed.Layers ? null : new LayerRange(network.ActivationOf(layer), outputs, cancellation), points,
                cancellation);
        }
        return points.ToImmutable();
    }

    private void Read(PackedNetwork network, int layer, RowMatrix outputs, CancellationToken cancellation)
    {
        ForwardScan.Run(network, samples.Inputs, team, width, (pass, first, count) =>
        {
            for (var row = 0; row < count; row++)
            {
                var values = outputs[first + row];
                pass.Output(layer)[row].CopyTo(values);
                if (layer == network.Layers)
                    Softmax.Apply(values);
            }
        }, cancellation);
        for (var row = 0; row < outputs.Rows; row++)
        {
            foreach (var value in outputs[row])
            {
                if (!float.IsFinite(value))
                    throw new UserErrorException($"layer {layer} gives {value} for sample {row} of the information plane: "
                        + "outputs must be finite numbers; lower training.learning_rate or check the input's scale");
            }
        }
    }

    /// <param name="range">Of a hidden layer; the output layer has probabilities.</param>
    private void Estimate(
        int layer, RowMatrix outputs, LayerRange? range, ImmutableArray<PlanePoint>.Builder points, CancellationToken cancellation)
    {
        (LayerInformation Upper, LayerInformation Lower)? bounds = options.Estimators.Any(estimator => estimator.IsPairwise)
            ? PairwiseInformation.Of(outputs, samples.Labels, samples.Classes, options.Noise, team, width, cancellation)
            : null;
        foreach (var estimator in options.Estimators)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(estimator.Kind switch
            {
                PlaneEstimatorKind.PairwiseUpper => new PlanePoint(layer, estimator, bounds!.Value.Upper, null),
                PlaneEstimatorKind.PairwiseLower => new PlanePoint(layer, estimator, bounds!.Value.Lower, null),
                _ => Binned(layer, outputs, range, estimator, cancellation),
            });
        }
    }

    private PlanePoint Binned(
        int layer, RowMatrix outputs, LayerRange? layerRange, PlaneEstimator estimator, CancellationToken cancellation)
    {
        var range = layerRange?.For(estimator) ?? BinRange.Unit;
        return new PlanePoint(
            layer, estimator,
            BinnedInformation.Of(
                outputs, samples.Labels, samples.Classes, range, estimator.Bins, estimator.ByEdges, cancellation),
            range)
        {
            Stretching = [.. layerRange?.Stretching(estimator) ?? []],
        };
    }
}
