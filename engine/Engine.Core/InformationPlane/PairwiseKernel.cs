using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>Squared distances of four samples to the samples of some panels, exponentials of them, and their sums by lane.</summary>
/// <remarks>Differences are squared and added as they are: |a|^2 + |b|^2 - 2 a b would be a matrix product, but loses the small distances
/// to cancellation, and those carry the sum.</remarks>
internal static unsafe class PairwiseKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Replaces the tile's lanes by the sums over panels [<paramref name="panel"/>, + <paramref name="count"/>).</summary>
    public static void Run(PairwiseTile tile, int panel, int count)
    {
        fixed (float* lanes = tile.Lanes)
        {
            new Span<float>(lanes, tile.Lanes.Length).Clear();
            for (var p = panel; p < panel + count; p++)
            {
                for (var lane = 0; lane < Panels.Width; lane += TLanes.Count)
                    Four(tile, p, lane, lanes + lane);
            }
        }
    }

    private static void Four(PairwiseTile tile, int panel, int lane, float* lanes)
    {
        float* t0 = tile.Row(0), t1 = tile.Row(1), t2 = tile.Row(2), t3 = tile.Row(3);
        TVector d0 = TLanes.Zero, d1 = TLanes.Zero, d2 = TLanes.Zero, d3 = TLanes.Zero;
        var column = tile.Panels.Panel(panel) + lane;
        for (var neuron = 0; neuron < tile.Panels.Neurons; neuron++, column += Panels.Width)
        {
            var t = TLanes.Load(column);
            d0 = AddSquare(t, t0[neuron], d0);
            d1 = AddSquare(t, t1[neuron], d1);
            d2 = AddSquare(t, t2[neuron], d2);
            d3 = AddSquare(t, t3[neuron], d3);
        }
        TVector exponent = TLanes.Create(tile.Exponent), valid = TLanes.Load(tile.Panels.Valid(panel) + lane);
        Add(d0, exponent, valid, lanes);
        Add(d1, exponent, valid, lanes + PairwiseTile.Stride);
        Add(d2, exponent, valid, lanes + (2 * PairwiseTile.Stride));
        Add(d3, exponent, valid, lanes + (3 * PairwiseTile.Stride));
    }

    private static TVector AddSquare(TVector t, float value, TVector sum)
    {
        var difference = TLanes.Subtract(t, TLanes.Create(value));
        return TLanes.MultiplyAdd(difference, difference, sum);
    }

    /// <summary>Terms below 2^-63 are dropped, as no sum of at least 1 would show them, so that no power is a denormal. What a term lacks
    /// to 1 is summed by itself: 1 - e^4 = b (2 - b), where b = a (2 - a) and a = 1 - e.</summary>
    private static void Add(TVector distance, TVector exponent, TVector valid, float* lanes)
    {
        var exponential = LaneMath<TLanes, TVector>.ExpOfNonPositive(TLanes.Multiply(distance, exponent), out var missing);
        var eighth = LaneMath<TLanes, TVector>.Flush(TLanes.Multiply(exponential, valid));
        var quarter = LaneMath<TLanes, TVector>.Flush(TLanes.Multiply(eighth, eighth));
        var (two, lacks8) = (TLanes.Create(2f), LaneMath<TLanes, TVector>.Flush(TLanes.Multiply(missing, valid)));
        var lacks4 = TLanes.Multiply(lacks8, TLanes.Subtract(two, lacks8));
        Add(eighth, lanes);
        TLanes.Store(TLanes.MultiplyAdd(quarter, quarter, TLanes.Load(lanes + Panels.Width)), lanes + Panels.Width);
        Add(lacks8, lanes + (2 * Panels.Width));
        Add(TLanes.Multiply(lacks4, TLanes.Subtract(two, lacks4)), lanes + (3 * Panels.Width));
    }

    private static void Add(TVector term, float* lanes) => TLanes.Store(TLanes.Add(TLanes.Load(lanes), term), lanes);
}
