using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd.Optimizers;

/// <summary>Stochastic gradient Langevin dynamics: theta -= rate g min(1, clip / |g|) + noise N(0, 1), L2 in the gradient.</summary>
/// <remarks>The norm is summed in float64 from the first parameter to the last, and the noise belongs to step and parameter,
/// so that threads change nothing.</remarks>
internal sealed unsafe class Sgld(TrainingOptions options, ulong seed, ParameterLayout layout, L2Rule decay) : IOptimizer
{
    private readonly GradientNoise _noise = new(seed);
    private readonly ParameterRow[] _rows = layout.Rows();
    private long _steps;
    private float _rate;

    public bool NeedsWholeGradient => true;

    public void BeginStep(float* parameters, float* gradient, double rate)
    {
        var squares = 0.0;
        for (long i = 0; i < layout.Length;)
        {
            var l2 = decay.At(i, layout.Length, out var stop);
            for (; i < stop; i++)
            {
                double g = FlushRule.Apply(MathF.FusedMultiplyAdd(l2, parameters[i], gradient[i]));
                squares += g * g;
            }
        }
        var norm = Math.Sqrt(squares);
        _rate = (float)(rate * (norm > options.Clip ? options.Clip / norm : 1));
        _steps++;
    }

    public void Update(float* parameters, float* gradient, long first, long count, float l2)
    {
        var scale = (float)options.Noise;
        Span<float> noise = stackalloc float[Panels.Width];
        for (var at = first; at < first + count; at += Panels.Width)
        {
            var row = _rows[at / Panels.Width];
            _noise.Fill(_steps - 1, row.First, noise[..row.Count]);
            for (var i = 0; i < row.Count; i++)
            {
                var g = FlushRule.Apply(MathF.FusedMultiplyAdd(l2, parameters[at + i], gradient[at + i]));
                parameters[at + i] =
                    FlushRule.Apply(MathF.FusedMultiplyAdd(scale, noise[i], MathF.FusedMultiplyAdd(-_rate, g, parameters[at + i])));
            }
        }
    }

    public void Save(BinaryWriter state) => state.Write(_steps);

    public void Load(BinaryReader state) => _steps = state.ReadInt64();

    public void Dispose()
    {
        // Nothing but managed arrays.
    }
}
