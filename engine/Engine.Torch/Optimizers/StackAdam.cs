using Engine.Torch.Stacks;
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

    public StackAdam(IReadOnlyList<TrainingJob> jobs, StackLayout layout, Tensor parameters, Flushing flushing)
    {
        _settings = new NetworkSettings(jobs, layout, parameters.device);
        _flushing = flushing;
        _take1 = torch.tensor((float)(1 - Beta1), device: parameters.device).DetachFromDisposeScope();
        _first = torch.zeros_like(parameters).DetachFromDisposeScope();
        _second = torch.zeros_like(parameters).DetachFromDisposeScope();
    }

    public void Step(Tensor parameters, Tensor gradient, double factor)
    {
        _steps++;
        Tile.Run(parameters, tile => Step(tile.Of(parameters), tile.Of(gradient), factor, tile));
    }

    public void Keep(Tensor rows)
    {
        _settings.Keep(rows);
        HostTensors.Keep(ref _first, rows);
        HostTensors.Keep(ref _second, rows);
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

    private void Step(Tensor parameters, Tensor gradient, double factor, Tile tile)
    {
        double correction1 = 1 - Math.Pow(Beta1, _steps), root2 = Math.Sqrt(1 - Math.Pow(Beta2, _steps));
        Tensor first = tile.Of(_first), second = tile.Of(_second);
        _settings.AddL2(gradient, parameters, tile);
        first.lerp_(_flushing.Apply(gradient), _take1);
        _flushing.ApplyIn(first);
        Accumulate(second, gradient);
        var denominator = second.sqrt().PlusIn(Epsilon * root2);
        if (_settings.CommonRate is { } rate)
            parameters.PlusQuotientIn(first, denominator, -rate * factor * root2 / correction1);
        else
            parameters.PlusQuotientIn(first.mul(tile.RowsOf(_settings.Rate)), denominator, -factor * root2 / correction1);
        _flushing.ApplyIn(parameters);
    }

    /// <summary>v = beta2 v + (sqrt(1 - beta2) g)^2: the gradient is scaled before it
    /// is squared, so that a square is 0 or a normal number.</summary>
    private void Accumulate(Tensor second, Tensor gradient)
    {
        var root = _flushing.Apply(gradient.TimesIn(Math.Sqrt(1 - Beta2)));
        second.TimesIn(Beta2).PlusProductIn(root, root);
        _flushing.ApplyToSquaresIn(second);
    }
}
