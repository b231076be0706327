using Engine.Training;

namespace Engine.Torch.Optimizers;

/// <summary>The settings of a stack's networks that an optimizer's step takes in, <c>[networks, 1]</c> each.</summary>
internal sealed class NetworkSettings : IDisposable
{
    private readonly bool _decays;
    private readonly double? _commonRate;
    private Tensor _rate;
    private Tensor _l2;
    private Tensor _momentum;

    public NetworkSettings(IReadOnlyList<TrainingJob> jobs, torch.Device device)
    {
        _decays = jobs.Any(job => job.Options.L2 > 0);
        _commonRate = jobs.Select(job => job.Options.LearningRate).Distinct().Count() == 1 ? jobs[0].Options.LearningRate : null;
        _rate = Column(jobs, options => options.LearningRate, device);
        _l2 = Column(jobs, options => options.L2, device);
        _momentum = Column(jobs, options => options.Momentum, device);
    }

    public Tensor Rate => _rate;

    /// <summary>The learning rate of all networks where it is one: a number costs no pass over memory.</summary>
    public double? CommonRate => _commonRate;

    public Tensor Momentum => _momentum;

    /// <summary>gradient += lambda * parameters.</summary>
    public void AddL2(Tensor gradient, Tensor parameters)
    {
        if (_decays)
            gradient.addcmul_(parameters, _l2, 1);
    }

    public void Keep(Tensor rows)
    {
        Replace(ref _rate, rows);
        Replace(ref _l2, rows);
        Replace(ref _momentum, rows);
    }

    public void Dispose()
    {
        _rate.Dispose();
        _l2.Dispose();
        _momentum.Dispose();
    }

    /// <summary>Puts the rows given in the tensor's place.</summary>
    public static void Replace(ref Tensor tensor, Tensor rows)
    {
        var kept = tensor.index_select(0, rows);
        tensor.Dispose();
        tensor = kept;
    }

    /// <summary>One setting of all networks, float32 <c>[networks, 1]</c>.</summary>
    public static Tensor Column(IReadOnlyList<TrainingJob> jobs, Func<TrainingOptions, double> setting, torch.Device device) => HostTensors.ToDevice<float>(
        jobs.Select(job => (float)setting(job.Options)).ToArray(), torch.ScalarType.Float32, device, jobs.Count, 1);
}
