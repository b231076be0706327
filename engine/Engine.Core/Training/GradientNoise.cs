using Engine.Randomness;

namespace Engine.Training;

/// <summary>The standard normal noise of Langevin training: a function of seed, step and parameter alone,
/// the same for every trainer.</summary>
/// <remarks>Parameters are numbered layer by layer: the weights input by input (all outputs of the first input, then of the next),
/// the biases, gamma, beta.</remarks>
public sealed class GradientNoise(ulong seed)
{
    private readonly uint _seedLow = (uint)seed;
    private readonly uint _seedHigh = (uint)(seed >> 32);

    /// <summary>The noise of the parameters from number <paramref name="first"/> on.</summary>
    /// <param name="step">Steps taken before this one, over all epochs.</param>
    public void Fill(long step, long first, Span<float> noise)
    {
        Span<double> normals = stackalloc double[NormalWords.PerBlock];
        var known = -1L;
        for (var i = 0; i < noise.Length; i++)
        {
            var block = (first + i) / NormalWords.PerBlock;
            if (block != known)
                NormalWords.Fill(Philox.Block(Counter(block, step), _seedLow, _seedHigh), normals);
            known = block;
            noise[i] = (float)normals[(int)((first + i) % NormalWords.PerBlock)];
        }
    }

    private static PhiloxBlock Counter(long block, long step) =>
        new((uint)block, (uint)RandomPurpose.GradientNoise, (uint)step, (uint)(step >> 32));
}
