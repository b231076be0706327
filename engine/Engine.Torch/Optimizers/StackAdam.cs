using Engine.Training;

namespace Engine.Torch.Optimizers;

/// <summary>Adam (Kingma, Ba, arXiv:1412.6980) with L2 in the gradient.</summary>
/// <remarks>The paper's theta -= rate mHat / (sqrt(vHat) + epsilon), with the corrections 1 - beta^t taken out of the tensors:
/// theta -= (sqrt(c2) / c1) rate m / (sqrt(v) + sqrt(c2) epsilon). A pass over memory less for each.</remarks>
internal sealed class StackAdam : IStackOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly NetworkSettings _settings;
    private readonly Flushing _flushing;
    private readonly Tensor _take1;
    private Tensor _first;
    private Tensor _second;
    private long _steps;

    public StackAdam(IReadOnlyList<TrainingJob> jobs, Tensor parameters, Flushing flushing)
    {
        _settings = new NetworkSettings(jobs, parameters.device);
        _flushing = flushing;
        _take1 = torch.tensor((float)(1 - Beta1), device: parameters.device);
        _first = torch.zeros_like(parameters);
        _second = torch.zeros_like(parameters);
    }

    public void Step(Tensor parameters, Tensor gradient)
    {
        _steps++;
        double correction1 = 1 - Math.Pow(Beta1, _steps), root2 = Math.Sqrt(1 - Math.Pow(Beta2, _steps));
        _settings.AddL2(gradient, parameters);
        _first.lerp_(_flushing.Apply(gradient), _take1);
        _flushing.ApplyIn(_first);
        Accumulate(gradient);
        var denominator = _second.sqrt().add_(Epsilon * root2);
        if (_settings.CommonRate is { } rate)
            parameters.addcdiv_(_first, denominator, (float)(-rate * root2 / correction1));
        else
            parameters.addcdiv_(_first.mul(_settings.Rate), denominator, -root2 / correction1);
        _flushing.ApplyIn(parameters);
    }

    public void Keep(Tensor rows)
    {
        _settings.Keep(rows);
        NetworkSettings.Replace(ref _first, rows);
        NetworkSettings.Replace(ref _second, rows);
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_steps);
        HostTensors.Save(state, _first);
        HostTensors.Save(state, _second);
    }

    public void Load(BinaryReader state)
    {
        _steps = state.ReadInt64();
        HostTensors.Load(state, _first);
        HostTensors.Load(state, _second);
    }

    public void Dispose()
    {
        _settings.Dispose();
        _take1.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    /// <summary>v = beta2 v + (sqrt(1 - beta2) g)^2: the gradient is scaled before it is squared, so that a square is 0 or a normal number.</summary>
    private void Accumulate(Tensor gradient)
    {
        var root = _flushing.Apply(gradient.mul_(Math.Sqrt(1 - Beta2)));
        _second.mul_(Beta2).addcmul_(root, root, 1);
        _flushing.ApplyToSquaresIn(_second);
    }
}
