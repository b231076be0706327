namespace Engine.Training.Reference;

/// <summary>Changes parameters by their gradient; both are lists of blocks in one order.</summary>
public interface IReferenceOptimizer
{
    /// <param name="gradients">L2 included.</param>
    void Apply(IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> gradients);
}
