namespace Engine.Simd.Optimizers;

/// <summary>Changes parameters by their gradient. State that belongs to the parameters lies in buffers of the optimizer's own.</summary>
internal interface IOptimizer : IDisposable
{
    /// <summary>Whether a step begins only when the gradient of all parameters is known;
    /// otherwise its parts follow as they become known.</summary>
    bool NeedsWholeGradient { get; }

    /// <summary>Starts a new step; the parts that follow belong to it.</summary>
    /// <param name="rate">The step's learning rate.</param>
    unsafe void BeginStep(float* parameters, float* gradient, double rate);

    /// <summary>Updates the parameters [<paramref name="first"/>, + <paramref name="count"/>), a multiple of 16 each.
    /// Parts may run at the same time.</summary>
    /// <param name="l2">lambda of these parameters in gradient += lambda * theta.</param>
    unsafe void Update(float* parameters, float* gradient, long first, long count, float l2);

    /// <summary>Writes what it keeps from step to step.</summary>
    void Save(BinaryWriter state);

    /// <exception cref="InvalidDataException">It is of other parameters.</exception>
    void Load(BinaryReader state);
}
