namespace Engine.Training.Reference;

/// <summary>Adam (Kingma, Ba, arXiv:1412.6980, algorithm 1): theta -= rate mHat / (sqrt(vHat) + epsilon).</summary>
public sealed class ReferenceAdam : IReferenceOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private double[][]? _first;
    private double[][]? _second;
    private int _steps;

    public void Apply(IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> gradients, double rate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        _first ??= ReferenceBlocks.Like(parameters);
        _second ??= ReferenceBlocks.Like(parameters);
        _steps++;
        for (var b = 0; b < parameters.Count; b++)
            Step(parameters[b], gradients[b], _first[b], _second[b], rate);
    }

    public void Save(BinaryWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Write(_steps);
        ReferenceBlocks.Save(state, _first);
        ReferenceBlocks.Save(state, _second);
    }

    public void Load(BinaryReader state, IReadOnlyList<double[]> parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        _steps = state.ReadInt32();
        _first = ReferenceBlocks.Load(state, parameters);
        _second = ReferenceBlocks.Load(state, parameters);
    }

    private void Step(double[] theta, double[] gradient, double[] first, double[] second, double rate)
    {
        double correction1 = 1 - Math.Pow(Beta1, _steps), correction2 = 1 - Math.Pow(Beta2, _steps);
        for (var i = 0; i < theta.Length; i++)
        {
            first[i] = (Beta1 * first[i]) + ((1 - Beta1) * gradient[i]);
            second[i] = (Beta2 * second[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
            theta[i] -= rate * (first[i] / correction1) / (Math.Sqrt(second[i] / correction2) + Epsilon);
        }
    }
}
