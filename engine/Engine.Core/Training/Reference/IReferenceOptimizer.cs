namespace Engine.Training.Reference;

/// <summary>Changes parameters by their gradient; both are lists of blocks in one order.</summary>
public interface IReferenceOptimizer
{
    /// <param name="gradients">L2 included.</param>
    /// <param name="rate">The step's learning rate.</param>
    void Apply(IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> gradients, double rate);

    /// <summary>Writes what it keeps from step to step.</summary>
    void Save(BinaryWriter state);

    /// <param name="parameters">Whose blocks its own are as long as.</param>
    /// <exception cref="InvalidDataException">It is of other parameters.</exception>
    void Load(BinaryReader state, IReadOnlyList<double[]> parameters);
}
