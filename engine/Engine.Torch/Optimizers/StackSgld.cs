using Engine.Torch.Stacks;
using Engine.Training;

namespace Engine.Torch.Optimizers;

/// <summary>Stochastic gradient Langevin dynamics: theta -= rate g min(1, clip / |g|) + noise N(0,
/// 1), with the noise of <see cref="GradientNoise"/>; L2 in the gradient.</summary>
/// <remarks>The noise is drawn here and carried to the device: Langevin training is for small networks.</remarks>
internal sealed class StackSgld : IStackOptimizer
{
    private readonly NetworkSettings _settings;
    private readonly Flushing _flushing;
    private readonly StackLayout _layout;
    private readonly float[] _row;
    private GradientNoise[] _noises;
    private Tensor _clip;
    private Tensor _deviation;
    private long _steps;

    public StackSgld(IReadOnlyList<TrainingJob> jobs, StackLayout layout, Tensor parameters, Flushing flushing)
    {
        var device = parameters.device;
        _settings = new NetworkSettings(jobs, layout, device);
        _flushing = flushing;
        (_layout, _row) = (layout, new float[layout.Length]);
        _noises = [.. jobs.Select(job => new GradientNoise(job.Seed))];
        _clip = NetworkSettings.Column(jobs, options => options.Clip, device);
        _deviation = NetworkSettings.Column(jobs, options => options.Noise, device);
    }

    public void Step(Tensor parameters, Tensor gradient, double factor)
    {
        _settings.AddL2(gradient, parameters, new Tile(0, parameters.shape[0], 0, parameters.shape[1]));
        var followed = _flushing.Apply(gradient);
        // Squares in float64, as the other trainers sum them: float32 would overflow. A
        // gradient of zero gives an infinite quotient, which is clamped too.
        var wide = followed.to(torch.ScalarType.Float64);
        var norm = (wide * wide).sum([1], keepdim: true).sqrt_();
        var scale = (_clip / norm).AtMostIn(1).mul_(_settings.Rate).TimesIn(factor).to(torch.ScalarType.Float32);
        parameters.PlusProductIn(followed, scale, -1).PlusProductIn(Noise(parameters), _deviation);
        _flushing.ApplyIn(parameters);
        _steps++;
    }

    public void Keep(Tensor rows)
    {
        _settings.Keep(rows);
        _noises = [.. HostTensors.ToArray<int>(rows).Select(row => _noises[row])];
        HostTensors.Keep(ref _clip, rows);
        HostTensors.Keep(ref _deviation, rows);
    }

    public void Save(BinaryWriter state) => state.Write(_steps);

    public void Load(BinaryReader state) => _steps = state.ReadInt64();

    public void Dispose()
    {
        _settings.Dispose();
        _clip.Dispose();
        _deviation.Dispose();
    }

    /// <summary>Standard normal noise, <c>[networks, parameters]</c>.</summary>
    private Tensor Noise(Tensor parameters)
    {
        var noise = torch.empty_like(parameters);
        for (var net = 0; net < _noises.Length; net++)
        {
            var row = Draw(_noises[net]);
            noise.select(0, net).copy_(HostTensors.ToDevice<float>(row, torch.ScalarType.Float32, parameters.device, row.Length));
        }
        return noise;
    }

    /// <summary>Noise for one network, zeros in the padding; valid until the next call.</summary>
    private float[] Draw(GradientNoise noise)
    {
        var number = 0L;
        foreach (var block in _layout.Blocks)
        {
            noise.Fill(_steps, number, _row.AsSpan((int)block.Offset, block.Length));
            number += block.Length;
        }
        return _row;
    }
}
