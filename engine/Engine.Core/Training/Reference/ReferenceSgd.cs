namespace Engine.Training.Reference;

/// <summary>v = momentum v + g, theta -= rate v; v starts at 0.</summary>
public sealed class ReferenceSgd(double rate, double momentum) : IReferenceOptimizer
{
    private double[][]? _velocity;

    public void Apply(IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        _velocity ??= [.. parameters.Select(block => new double[block.Length])];
        for (var b = 0; b < parameters.Count; b++)
        {
            for (var i = 0; i < parameters[b].Length; i++)
            {
                _velocity[b][i] = (momentum * _velocity[b][i]) + gradients[b][i];
                parameters[b][i] -= rate * _velocity[b][i];
            }
        }
    }
}
