using Engine.Randomness;

namespace Engine.Training;

/// <summary>Which hidden units a training step drops: a function of seed, step, layer, row and unit alone,
/// the same for every trainer.</summary>
public sealed class DropoutRule
{
    private const int WordsPerBlock = 4;

    private readonly uint _threshold;
    private readonly float _scale;
    private readonly uint _seedLow;
    private readonly uint _seedHigh;

    /// <param name="probability">Of a unit to be dropped, in [0, 1).</param>
    public DropoutRule(double probability, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        _threshold = (uint)(probability * 4294967296.0);
        _scale = (float)(1 / (1 - probability));
        _seedLow = (uint)seed;
        _seedHigh = (uint)(seed >> 32);
    }

    /// <summary>Writes the factors of one row of a batch: 0 for a dropped unit, 1 / (1 - p) for a kept one.</summary>
    /// <param name="step">Steps taken before this one, over all epochs.</param>
    /// <param name="layer">Hidden layer, 0-based.</param>
    /// <param name="row">Position in the batch.</param>
    public void Fill(long step, int layer, int row, Span<float> factors)
    {
        var blocks = (uint)((factors.Length + WordsPerBlock - 1) / WordsPerBlock);
        for (uint block = 0; block < blocks; block++)
        {
            var counter = new PhiloxBlock(((uint)row * blocks) + block, Purpose(layer), (uint)step, (uint)(step >> 32));
            var words = Philox.Block(counter, _seedLow, _seedHigh);
            var rest = factors[(int)(block * WordsPerBlock)..];
            rest[0] = Factor(words.W0);
            if (rest.Length > 1)
                rest[1] = Factor(words.W1);
            if (rest.Length > 2)
                rest[2] = Factor(words.W2);
            if (rest.Length > 3)
                rest[3] = Factor(words.W3);
        }
    }

    private static uint Purpose(int layer) => (uint)RandomPurpose.Dropout | ((uint)layer << 16);

    private float Factor(uint word) => word >= _threshold ? _scale : 0f;
}
