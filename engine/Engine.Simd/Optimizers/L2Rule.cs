using Engine.Training;

namespace Engine.Simd.Optimizers;

/// <summary>Which lambda each place of the flat buffer has: all the same, or 0 outside the matrices.</summary>
internal sealed class L2Rule
{
    private readonly float _l2;
    private readonly (long End, bool IsMatrix)[] _blocks;

    public L2Rule(TrainingOptions options, ParameterLayout layout)
    {
        _l2 = (float)options.L2;
        _blocks = options.L2On == L2Target.All ? [(layout.Length, true)] : [.. layout.Blocks()];
    }

    /// <summary>The lambda from <paramref name="place"/> on.</summary>
    /// <param name="end">Behind <paramref name="place"/>; as far as is asked for.</param>
    /// <param name="stop">So far it holds, at most up to <paramref name="end"/>.</param>
    public float At(long place, long end, out long stop)
    {
        var block = 0;
        while (_blocks[block].End <= place)
            block++;
        stop = Math.Min(end, _blocks[block].End);
        return _blocks[block].IsMatrix ? _l2 : 0;
    }
}
