namespace Engine.Training.Reference;

/// <summary>v = momentum v + g, theta -= rate v; v starts at 0.</summary>
public sealed class ReferenceSgd(double momentum) : IReferenceOptimizer
{
    private double[][]? _velocity;

    public void Apply(IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> gradients, double rate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        _velocity ??= ReferenceBlocks.Like(parameters);
        for (var b = 0; b < parameters.Count; b++)
        {
            for (var i = 0; i < parameters[b].Length; i++)
            {
                _velocity[b][i] = (momentum * _velocity[b][i]) + gradients[b][i];
                parameters[b][i] -= rate * _velocity[b][i];
            }
        }
    }

    public void Save(BinaryWriter state) => ReferenceBlocks.Save(state, _velocity);

    public void Load(BinaryReader state, IReadOnlyList<double[]> parameters) => _velocity = ReferenceBlocks.Load(state, parameters);
}
