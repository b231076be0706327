using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>The stochastic code of an information-bottleneck objective, z = mu + sigma e, for all
/// networks of a stack. <see cref="ObjectiveKind"/> has the objectives.</summary>
/// <remarks>The noise is drawn here and carried to the device, so that it is the same for every trainer.</remarks>
internal sealed class StackCode : IDisposable
{
    private readonly StackParameters _parameters;
    private readonly CodeBlocks? _blocks;
    private readonly Flushing _flushing;
    private LatentNoise[] _noises;
    private Tensor _price;
    private Tensor _variance;

    public StackCode(IReadOnlyList<TrainingJob> jobs, StackLayout layout, StackParameters parameters, Flushing flushing)
    {
        (_parameters, _blocks, _flushing) = (parameters, layout.Code, flushing);
        _noises = [.. jobs.Select(job => new LatentNoise(job.Seed))];
        _price = PerNetwork(options => options.Beta);
        _variance = PerNetwork(options => options.BottleneckNoise);

        Tensor PerNetwork(Func<TrainingOptions, double> setting) => HostTensors.ToKeep<float>(
            jobs.Select(job => (float)setting(job.Options)).ToArray(),
            torch.ScalarType.Float32, parameters.Values.device, jobs.Count, 1, 1);
    }

    /// <param name="input">The layer's input, <c>[networks, rows, inputs]</c>.</param>
    /// <param name="mean">Its output mu, <c>[networks, rows, width]</c>.</param>
    /// <param name="labels">int64 <c>[networks, rows]</c>.</param>
    /// <param name="step">Steps taken before this one; keys the noise.</param>
    /// <returns>The code, as large as the mean, and beta times its information in nats, <c>[networks]</c>.</returns>
    public (Tensor Code, Tensor Penalty) Run(Tensor input, Tensor mean, Tensor labels, long step)
    {
        var noise = Noise(step, mean);
        if (_blocks is null)
            return (Code(mean, _variance.sqrt(), noise), Price(PairwiseBound(mean)));
        var logVariance = _flushing.InGraph(torch.bmm(input, _parameters[_blocks.Weight]).PlusIn(_parameters[_blocks.Bias]));
        return (Code(mean, logVariance.Times(0.5).exp(), noise), Price(Divergence(mean, logVariance, labels)));
    }

    /// <summary>Keeps the networks of the rows given (int32 on the device) and forgets the others.</summary>
    public void Keep(Tensor rows)
    {
        _noises = [.. HostTensors.ToArray<int>(rows).Select(row => _noises[row])];
        HostTensors.Keep(ref _price, rows);
        HostTensors.Keep(ref _variance, rows);
    }

    public void Dispose()
    {
        _price.Dispose();
        _variance.Dispose();
    }

    private Tensor Code(Tensor mean, Tensor sigma, Tensor noise) => _flushing.InGraph(mean.PlusProduct(sigma, noise));

    /// <param name="information">Of each sample, nats, <c>[networks, rows]</c>.</param>
    private Tensor Price(Tensor information) => information.mean([1]).mul(_price.flatten());

    /// <summary>KL(N(mu, sigma^2) || N(m_y, I)), with the mean 0 where classes have none:
    /// (sigma^2 + (mu - m_y)^2 - 1 - ln sigma^2) / 2, summed over the code.</summary>
    private Tensor Divergence(Tensor mean, Tensor logVariance, Tensor labels)
    {
        var distance = mean;
        if (_blocks!.ClassMeans is { } means)
            distance = mean - torch.bmm(torch.nn.functional.one_hot(labels, means.Rows).to(torch.ScalarType.Float32), _parameters[means]);
        return (logVariance.exp().PlusProduct(distance, distance) - logVariance).Plus(-1.0).sum([2]).Times(0.5);
    }

    /// <summary>The pairwise-distance upper bound on I(X;z) (Kolchinsky, Tracey, Wolpert, arXiv:1705.02436):
    /// -ln of the mean over j of exp(-|mu_i - mu_j|^2 / (2 sigma^2)).</summary>
    private Tensor PairwiseBound(Tensor mean)
    {
        var distance = torch.cdist(mean, mean, 2, compute_mode.donot_use_mm_for_euclid_dist);
        return torch.logsumexp(distance * distance / _variance.Times(-2.0), 2).neg().Plus(Math.Log(mean.shape[1]));
    }

    /// <summary>Standard normal noise, as large as the mean.</summary>
    private Tensor Noise(long step, Tensor mean)
    {
        int rows = (int)mean.shape[1], width = (int)mean.shape[2];
        var noise = new float[_noises.Length * rows * width];
        for (var net = 0; net < _noises.Length; net++)
        {
            for (var row = 0; row < rows; row++)
                _noises[net].Fill(step, row, noise.AsSpan(((net * rows) + row) * width, width));
        }
        return HostTensors.ToDevice<float>(noise, torch.ScalarType.Float32, mean.device, mean.shape);
    }
}
