using Engine.Randomness;

namespace Engine.Training;

/// <summary>The standard normal noise of a stochastic code: a function of seed, step, row and unit alone,
/// the same for every trainer.</summary>
public sealed class LatentNoise(ulong seed)
{
    private readonly uint _seedLow = (uint)seed;
    private readonly uint _seedHigh = (uint)(seed >> 32);

    /// <summary>Writes the noise of one row of a batch.</summary>
    /// <param name="step">Steps taken before this one, over all epochs.</param>
    /// <param name="row">Position in the batch.</param>
    public void Fill(long step, int row, Span<float> noise)
    {
        Span<double> normals = stackalloc double[NormalWords.PerBlock];
        var blocks = (uint)((noise.Length + NormalWords.PerBlock - 1) / NormalWords.PerBlock);
        for (var i = 0; i < noise.Length; i++)
        {
            var within = i % NormalWords.PerBlock;
            if (within == 0)
            {
                var counter = new PhiloxBlock(
                    ((uint)row * blocks) + (uint)(i / NormalWords.PerBlock), (uint)RandomPurpose.LatentNoise, (uint)step,
                    (uint)(step >> 32));
                NormalWords.Fill(Philox.Block(counter, _seedLow, _seedHigh), normals);
            }
            noise[i] = (float)normals[within];
        }
    }
}
