namespace Engine.Torch.Optimizers;

/// <summary>Changes the parameters of a stack by their gradient, each network with settings of its own.</summary>
internal interface IStackOptimizer : IDisposable
{
    /// <param name="parameters"><c>[networks, parameters]</c>, changed in place.</param>
    /// <param name="gradient">Of the mean loss, without L2; the same shape, changed too.</param>
    void Step(Tensor parameters, Tensor gradient);

    /// <summary>Keeps the networks of the rows given (int32 on the device) and forgets the others.</summary>
    void Keep(Tensor rows);

    /// <summary>Writes what it keeps from step to step.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up what was saved of as many networks.</summary>
    void Load(BinaryReader state);
}
