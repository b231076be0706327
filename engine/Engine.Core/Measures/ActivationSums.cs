namespace Engine.Measures;

/// <summary>Sums of a layer's outputs over some consecutive samples, each in the order of the samples and in float64.</summary>
/// <param name="activeEdge">An output above it is active: the one-bit rule's edge.</param>
public sealed class ActivationSums(int neurons, int classes, float activeEdge)
{
    /// <summary>Samples added.</summary>
    public int Samples { get; set; }

    /// <summary><c>[classes]</c>: samples of each.</summary>
    public int[] ClassCounts { get; } = new int[classes];

    /// <summary><c>[neurons]</c>: the first sample's outputs.</summary>
    public float[] First { get; } = new float[neurons];

    /// <summary><c>[classes, neurons]</c>: of the outputs.</summary>
    public double[] ClassSums { get; } = new double[classes * neurons];

    /// <summary><c>[neurons]</c>: of the outputs' distances from the first one.</summary>
    public double[] Shifted { get; } = new double[neurons];

    /// <summary><c>[neurons]</c>: of their squares.</summary>
    public double[] ShiftedSquares { get; } = new double[neurons];

    /// <summary><c>[neurons]</c>: samples above the edge.</summary>
    public int[] Active { get; } = new int[neurons];

    /// <summary><c>[neurons]</c>.</summary>
    public float[] Min { get; } = [.. Enumerable.Repeat(float.PositiveInfinity, neurons)];

    /// <summary><c>[neurons]</c>.</summary>
    public float[] Max { get; } = [.. Enumerable.Repeat(float.NegativeInfinity, neurons)];

    private (int Neurons, int Classes, float Edge) Shape => (neurons, classes, activeEdge);

    /// <summary>
    /// Adds sums of later samples. The last digits depend on where the samples were cut between the two, so that whoever merges must cut
    /// at fixed places and merge in a fixed order.
    /// </summary>
    /// <exception cref="ArgumentException">The two differ in neurons, classes or edge.</exception>
    public void Append(ActivationSums later)
    {
        ArgumentNullException.ThrowIfNull(later);
        if (later.Shape != Shape)
            throw new ArgumentException($"sums of {later.Shape} are not sums of {Shape}", nameof(later));
        if (Samples == 0)
            later.First.CopyTo(First.AsSpan());
        for (var neuron = 0; neuron < neurons; neuron++)
            AppendNeuron(later, neuron);
        for (var i = 0; i < ClassSums.Length; i++)
            ClassSums[i] += later.ClassSums[i];
        for (var label = 0; label < classes; label++)
            ClassCounts[label] += later.ClassCounts[label];
        Samples += later.Samples;
    }

    /// <summary><c>[neurons]</c>.</summary>
    /// <exception cref="InvalidOperationException">No sample was added, or an activation was NaN or infinite.</exception>
    public ActivationStatistics[] Results()
    {
        if (Samples == 0)
            throw new InvalidOperationException("no sample was added: there is nothing to average");
        return [.. Enumerable.Range(0, neurons).Select(Result)];
    }

    private void AppendNeuron(ActivationSums later, int neuron)
    {
        // The later sums, moved from their own first output to this one's.
        var move = (double)later.First[neuron] - First[neuron];
        ShiftedSquares[neuron] += later.ShiftedSquares[neuron] + (2 * move * later.Shifted[neuron]) + (move * move * later.Samples);
        Shifted[neuron] += later.Shifted[neuron] + (move * later.Samples);
        Active[neuron] += later.Active[neuron];
        Min[neuron] = Math.Min(Min[neuron], later.Min[neuron]);
        Max[neuron] = Math.Max(Max[neuron], later.Max[neuron]);
    }

    private ActivationStatistics Result(int neuron)
    {
        if (!double.IsFinite(ShiftedSquares[neuron]))
            throw new InvalidOperationException($"an activation of neuron {neuron} is NaN or infinite");
        var mean = 0.0;
        var classMeans = new double[ClassCounts.Length];
        for (var label = 0; label < classMeans.Length; label++)
        {
            var sum = ClassSums[(label * neurons) + neuron];
            mean += sum / Samples;
            classMeans[label] = ClassCounts[label] == 0 ? double.NaN : sum / ClassCounts[label];
        }

        var shift = Shifted[neuron] / Samples;
        var variance = Math.Max(0, (ShiftedSquares[neuron] / Samples) - (shift * shift));
        // Adding 0 makes a negative zero positive: which of the two a minimum returns depends on the machine.
        var (min, max) = (Min[neuron] + 0f, Max[neuron] + 0f);
        return new ActivationStatistics(
            Samples,
            mean,
            variance,
            (double)Active[neuron] / Samples,
            min,
            max,
            Math.Max(Math.Abs(min), Math.Abs(max)),
            classMeans,
            [.. ClassCounts]);
    }
}
