using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>
/// The pairwise-distance bounds on what a layer, Gaussian noise of variance s2 added to each output, says about its input (Kolchinsky,
/// Tracey, Entropy 19(7):361, 2017): with D_ij = |t_i - t_j|^2, I(X;T) &lt;= -(1/N) sum_i ln[(1/N) sum_j exp(-D_ij / (2 s2))], and the same
/// with 8 s2 is a lower bound. I(Y;T) = h(T) - sum_y p(y) h(T|y) with the same estimate on each class. In bits.
/// </summary>
/// <remarks>No matrix of distances is kept: memory is twice the layer's outputs, and time N^2 times the layer's width,
/// spread over the team. Distances and exponentials are float32, sums over more than some terms float64: I(X;T) is right to 1e-5 of
/// itself, or to 1e-5 bits where it is above 1, and I(Y;T) to as much of I(X;T); what is below 1e-19 bits is 0.</remarks>
public static class PairwiseInformation
{
    /// <summary>Of the lower bound. The upper bound's exponential, with 2 s2, is the fourth power of the lower bound's:
    /// one serves both.</summary>
    private const double LowerScale = 8;

    /// <param name="outputs"><c>[samples, neurons]</c>, at least one sample.</param>
    /// <param name="labels"><c>[samples]</c>, below <paramref name="classes"/>; a class without samples is left out.</param>
    /// <param name="noise">The variance s2.</param>
    public static (LayerInformation Upper, LayerInformation Lower) Of(
        RowMatrix outputs, ReadOnlySpan<byte> labels, int classes, double noise, WorkerTeam team, VectorWidth width,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        using var samples = new ClassPanels(outputs, labels, classes);
        var sums = new PairwiseSums(samples.Samples);
        sums.Fill(samples, -1 / (LowerScale * noise), team, width, cancellation);
        var mixture = outputs.Columns / 2.0 * Math.Log2(2 * Math.PI * Math.E * noise);
        return (Estimate(samples, sums.All2, sums.Own2, mixture), Estimate(samples, sums.All8, sums.Own8, mixture));
    }

    /// <param name="all">For each sample, sum over all samples j of exp(-D_ij / scale), its own term 1 included: at least 1,
    /// so that no logarithm is of 0.</param>
    /// <param name="own">The same over the samples of its class.</param>
    /// <param name="mixture">h(T|X) in bits: the entropy of the noise.</param>
    private static LayerInformation Estimate(ClassPanels samples, PairSum[] all, PairSum[] own, double mixture)
    {
        CompensatedSum input = default, conditional = default;
        for (var i = 0; i < all.Length; i++)
        {
            input.Add(all[i].Bits(all.Length));
            // sum_y p(y) (1/N_y) sum_i in y is the mean over all samples.
            conditional.Add(own[i].Bits(samples.Count(samples.Label(i))));
        }
        var (aboutInput, rest) = (input.Value / all.Length, conditional.Value / all.Length);
        return new LayerInformation(aboutInput, aboutInput - rest, aboutInput + mixture);
    }
}
