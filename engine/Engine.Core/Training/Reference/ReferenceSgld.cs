namespace Engine.Training.Reference;

/// <summary>theta -= rate g min(1, clip / |g|) + noise N(0, 1), with the noise of <see cref="GradientNoise"/>.</summary>
/// <param name="layers">Whose parameters are changed: their shapes number the noise.</param>
public sealed class ReferenceSgld(TrainingOptions options, ulong seed, IReadOnlyList<ReferenceLayer> layers) : IReferenceOptimizer
{
    private readonly GradientNoise _noise = new(seed);
    private long _steps;

    public void Apply(IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> gradients, double rate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        var norm = Math.Sqrt(gradients.Sum(block => block.Sum(g => g * g)));
        var scaled = rate * Math.Min(1, options.Clip / norm);
        var number = 0L;
        foreach (var (layer, block) in Blocks())
        {
            for (var i = 0; i < parameters[block].Length; i++)
                parameters[block][Place(layer, parameters[block], i)] += options.Noise * Normal(number++);
            for (var i = 0; i < parameters[block].Length; i++)
                parameters[block][i] -= norm == 0 ? 0 : scaled * gradients[block][i];
        }
        _steps++;
    }

    public void Save(BinaryWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Write(_steps);
    }

    public void Load(BinaryReader state, IReadOnlyList<double[]> parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        _steps = state.ReadInt64();
    }

    private IEnumerable<(ReferenceLayer Layer, int Block)> Blocks() =>
        layers.SelectMany(layer => layer.Parameters.Select(_ => layer)).Select((layer, block) => (layer, block));

    /// <summary>Where the i-th number of a block belongs: weights are stored output by output, but numbered input by input.</summary>
    private static int Place(ReferenceLayer layer, double[] block, int i) =>
        ReferenceEquals(block, layer.Weight) ? (i % layer.Outputs * layer.Inputs) + (i / layer.Outputs) : i;

    private double Normal(long number)
    {
        Span<float> noise = stackalloc float[1];
        _noise.Fill(_steps, number, noise);
        return noise[0];
    }
}
