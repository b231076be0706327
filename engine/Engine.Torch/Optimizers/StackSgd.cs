using Engine.Torch.Stacks;
using Engine.Training;

namespace Engine.Torch.Optimizers;

/// <summary>Stochastic gradient descent with momentum: v = momentum v + g, theta -= rate v; v starts at 0; L2 in the gradient.</summary>
internal sealed class StackSgd : IStackOptimizer
{
    private readonly NetworkSettings _settings;
    private readonly Flushing _flushing;
    private Tensor _velocity;

    public StackSgd(IReadOnlyList<TrainingJob> jobs, StackLayout layout, Tensor parameters, Flushing flushing)
    {
        _settings = new NetworkSettings(jobs, layout, parameters.device);
        _flushing = flushing;
        _velocity = torch.zeros_like(parameters).DetachFromDisposeScope();
    }

    public void Step(Tensor parameters, Tensor gradient, double factor) =>
        Tile.Run(parameters, tile => Step(tile.Of(parameters), tile.Of(gradient), factor, tile));

    public void Keep(Tensor rows)
    {
        _settings.Keep(rows);
        HostTensors.Keep(ref _velocity, rows);
    }

    public void Save(BinaryWriter state) => HostTensors.Save(state, _velocity);

    public void Load(BinaryReader state) => HostTensors.Load(state, _velocity);

    public void Dispose()
    {
        _settings.Dispose();
        _velocity.Dispose();
    }

    private void Step(Tensor parameters, Tensor gradient, double factor, Tile tile)
    {
        var velocity = tile.Of(_velocity);
        _settings.AddL2(gradient, parameters, tile);
        velocity.mul_(tile.RowsOf(_settings.Momentum)).PlusIn(_flushing.Apply(gradient));
        _flushing.ApplyIn(velocity);
        parameters.PlusProductIn(velocity, tile.RowsOf(_settings.Rate), -factor);
        _flushing.ApplyIn(parameters);
    }
}
