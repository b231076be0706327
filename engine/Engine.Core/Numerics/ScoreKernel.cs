namespace Engine.Numerics;

/// <summary>Reads predictions and losses off logits, samples in the lanes.</summary>
public static unsafe class ScoreKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats of scratch that <see cref="Run"/> needs.</summary>
    public static int Scratch(int classes) => (classes + 4) * TLanes.Count;

    /// <summary>Scores <paramref name="count"/> rows of logits.</summary>
    /// <param name="logits">Row r is at <c>logits + rows[r] stride</c>.</param>
    /// <param name="rows">Which rows, <c>[count]</c>.</param>
    /// <param name="labels">True class by row number.</param>
    /// <param name="scores">Written by row number.</param>
    /// <param name="scratch">See <see cref="Scratch"/>.</param>
    public static void Run(float* logits, nint stride, int* rows, int count, int classes, byte* labels, SampleScore* scores, float* scratch)
    {
        for (var first = 0; first < count; first += TLanes.Count)
        {
            var lanes = Math.Min(TLanes.Count, count - first);
            Transpose(logits, stride, rows + first, lanes, classes, labels, scratch);
            Vectors(classes, scratch);
            var results = scratch + (classes * TLanes.Count);
            for (var lane = 0; lane < lanes; lane++)
            {
                var row = rows[first + lane];
                var predicted = (int)results[(2 * TLanes.Count) + lane];
                scores[row] = new SampleScore(
                    results[TLanes.Count + lane], results[(3 * TLanes.Count) + lane], (byte)predicted, predicted == labels[row]);
            }
        }
    }

    /// <summary>Scratch is [classes][lanes] logits, then the true class's logit; lanes without a sample repeat the first.</summary>
    private static void Transpose(float* logits, nint stride, int* rows, int lanes, int classes, byte* labels, float* scratch)
    {
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var row = rows[lane < lanes ? lane : 0];
            var source = logits + (row * stride);
            for (var c = 0; c < classes; c++)
                scratch[(c * TLanes.Count) + lane] = source[c];
            scratch[(classes * TLanes.Count) + lane] = source[labels[row]];
        }
    }

    /// <summary>Per lane: largest and second largest logit, its class (the lowest at a tie),
    /// and the cross-entropy log sum exp - true logit.</summary>
    private static void Vectors(int classes, float* scratch)
    {
        var top = TLanes.Load(scratch);
        var second = TLanes.Create(float.NegativeInfinity);
        var arg = TLanes.Zero;
        for (var c = 1; c < classes; c++)
        {
            var value = TLanes.Load(scratch + (c * TLanes.Count));
            var above = TLanes.GreaterThan(value, top);
            second = TLanes.Choose(above, top, TLanes.Max(second, value));
            arg = TLanes.Choose(above, TLanes.Create(c), arg);
            top = TLanes.Choose(above, value, top);
        }
        var sum = TLanes.Zero;
        for (var c = 0; c < classes; c++)
            sum = TLanes.Add(
                sum, LaneMath<TLanes, TVector>.ExpOfNonPositive(TLanes.Subtract(TLanes.Load(scratch + (c * TLanes.Count)), top)));
        var results = scratch + (classes * TLanes.Count);
        var loss = TLanes.Add(TLanes.Log(sum), TLanes.Subtract(top, TLanes.Load(results)));
        TLanes.Store(loss, results + TLanes.Count);
        TLanes.Store(arg, results + (2 * TLanes.Count));
        TLanes.Store(TLanes.Subtract(top, second), results + (3 * TLanes.Count));
    }
}
