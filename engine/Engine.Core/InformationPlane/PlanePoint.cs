using System.Collections.Immutable;
using Engine.Measures;

namespace Engine.InformationPlane;

/// <summary>One layer's point of the information plane by one estimator.</summary>
/// <param name="Layer">Hidden layer, 1-based; one more than there are is the softmax output.</param>
/// <param name="Range">That the bins divide; null for the pairwise estimators.</param>
public sealed record PlanePoint(int Layer, PlaneEstimator Estimator, LayerInformation Information, BinRange? Range)
{
    /// <summary>The neurons whose outliers stretch the bins so much that nearly all outputs of the layer fit one.</summary>
    public ImmutableArray<int> Stretching { get; init; } = [];
}
