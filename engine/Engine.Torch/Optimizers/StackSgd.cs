using Engine.Training;

namespace Engine.Torch.Optimizers;

/// <summary>Stochastic gradient descent with momentum: v = momentum v + g, theta -= rate v; v starts at 0; L2 in the gradient.</summary>
internal sealed class StackSgd : IStackOptimizer
{
    private readonly NetworkSettings _settings;
    private readonly Flushing _flushing;
    private Tensor _velocity;

    public StackSgd(IReadOnlyList<TrainingJob> jobs, Tensor parameters, Flushing flushing)
    {
        _settings = new NetworkSettings(jobs, parameters.device);
        _flushing = flushing;
        _velocity = torch.zeros_like(parameters);
    }

    public void Step(Tensor parameters, Tensor gradient)
    {
        _settings.AddL2(gradient, parameters);
        _velocity.mul_(_settings.Momentum).add_(_flushing.Apply(gradient));
        _flushing.ApplyIn(_velocity);
        parameters.addcmul_(_velocity, _settings.Rate, -1);
        _flushing.ApplyIn(parameters);
    }

    public void Keep(Tensor rows)
    {
        _settings.Keep(rows);
        NetworkSettings.Replace(ref _velocity, rows);
    }

    public void Save(BinaryWriter state) => HostTensors.Save(state, _velocity);

    public void Load(BinaryReader state) => HostTensors.Load(state, _velocity);

    public void Dispose()
    {
        _settings.Dispose();
        _velocity.Dispose();
    }
}
