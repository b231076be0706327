using Engine.Randomness;

namespace Engine.Training;

/// <summary>Which units a training step drops: a function of seed, step, layer, row and unit alone,
/// the same for every trainer.</summary>
public sealed class DropoutRule
{
    /// <summary>In place of a hidden layer's number: the network's inputs.</summary>
    public const int Input = 0xFFFF;

    private const int WordsPerBlock = 4;
    private const double Words = 4294967296.0;

    private readonly DropoutRates _hidden;
    private readonly double _input;
    private readonly uint _seedLow;
    private readonly uint _seedHigh;

    /// <param name="hidden">Of hidden units to be dropped, each in [0, 1).</param>
    /// <param name="input">Of an input to be dropped.</param>
    public DropoutRule(DropoutRates hidden, ulong seed, double input = 0)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        foreach (var probability in hidden.Values.Append(input))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(probability);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        }
        (_hidden, _input) = (hidden, input);
        _seedLow = (uint)seed;
        _seedHigh = (uint)(seed >> 32);
    }

    /// <summary>The rule of a job; null where it drops nothing.</summary>
    public static DropoutRule? Of(TrainingJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var options = job.Options;
        return options.Drops ? new DropoutRule(options.Dropout, job.Seed, options.InputDropout) : null;
    }

    /// <summary>Words below it drop a unit.</summary>
    public static uint Threshold(double probability) => (uint)(probability * Words);

    /// <summary>The factor of a kept unit, 1 / (1 - p).</summary>
    public static float Scale(double probability) => (float)(1 / (1 - probability));

    /// <summary>Whether units of a layer are dropped at all; where not, their factors are 1.</summary>
    /// <param name="layer">As <see cref="Fill"/> takes it.</param>
    public bool DropsIn(int layer) => Probability(layer) > 0;

    /// <summary>Writes the factors of one row of a batch: 0 for a dropped unit, 1 / (1 - p) for a kept one.</summary>
    /// <param name="step">Steps taken before this one, over all epochs.</param>
    /// <param name="layer">Hidden layer, 0-based, or <see cref="Input"/>.</param>
    /// <param name="row">Position in the batch.</param>
    public void Fill(long step, int layer, int row, Span<float> factors)
    {
        var (threshold, scale) = (Threshold(Probability(layer)), Scale(Probability(layer)));
        var blocks = (uint)((factors.Length + WordsPerBlock - 1) / WordsPerBlock);
        for (uint block = 0; block < blocks; block++)
        {
            var counter = new PhiloxBlock(((uint)row * blocks) + block, Purpose(layer), (uint)step, (uint)(step >> 32));
            var words = Philox.Block(counter, _seedLow, _seedHigh);
            var rest = factors[(int)(block * WordsPerBlock)..];
            rest[0] = words.W0 >= threshold ? scale : 0f;
            if (rest.Length > 1)
                rest[1] = words.W1 >= threshold ? scale : 0f;
            if (rest.Length > 2)
                rest[2] = words.W2 >= threshold ? scale : 0f;
            if (rest.Length > 3)
                rest[3] = words.W3 >= threshold ? scale : 0f;
        }
    }

    private static uint Purpose(int layer) => (uint)RandomPurpose.Dropout | ((uint)layer << 16);

    private double Probability(int layer) => layer == Input ? _input : _hidden.Of(layer);
}
