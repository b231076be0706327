using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>The stochastic code of an information-bottleneck objective: its own parameters, its penalty and their gradients,
/// formulas as they stand.</summary>
public sealed class ReferenceBottleneck
{
    private readonly ObjectiveKind _objective;
    private readonly double _beta;
    private readonly double _noise;
    private readonly LatentNoise _source;
    private readonly int _inputs;
    private readonly int _width;

    public ReferenceBottleneck(TrainingOptions options, NetworkShape shape, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shape);
        (_objective, _beta, _noise, _source) = (options.Objective, options.Beta, options.BottleneckNoise, new LatentNoise(seed));
        (_inputs, _width) = (shape.Width(shape.Hidden.Length - 1), shape.Width(shape.Hidden.Length));
        Weight = new double[_width * _inputs];
        Bias = new double[_width];
        Array.Fill(Bias, Bottleneck.InitialLogVariance);
        ClassMeans = new double[shape.Classes * _width];
    }

    /// <summary>Of ln sigma^2, <c>[width, inputs]</c>.</summary>
    public double[] Weight { get; }

    /// <summary>Of ln sigma^2, <c>[width]</c>.</summary>
    public double[] Bias { get; }

    /// <summary>m_y, <c>[classes, width]</c>.</summary>
    public double[] ClassMeans { get; }

    /// <summary>The parameters that the optimizer changes.</summary>
    public IEnumerable<double[]> Parameters => _objective switch
    {
        ObjectiveKind.Vib => [Weight, Bias],
        ObjectiveKind.Ceb => [Weight, Bias, ClassMeans],
        _ => [],
    };

    /// <param name="input">The layer's input, <c>[samples][inputs]</c>.</param>
    /// <param name="mean">Its output, <c>[samples][width]</c>.</param>
    public BottleneckTrace Forward(double[][] input, double[][] mean, long step)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(mean);
        double[][] logVariance = [.. input.Select(LogVariance)];
        double[][] noise = [.. mean.Select((_, row) => Noise(step, row))];
        double[][] code = [.. mean.Select((mu, r) => mu.Select((m, k) => m + (Math.Exp(logVariance[r][k] / 2) * noise[r][k])).ToArray())];
        return new BottleneckTrace(input, mean, logVariance, noise, code);
    }

    /// <summary>beta times the information of the batch, in nats.</summary>
    public double Penalty(BottleneckTrace trace, IReadOnlyList<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(labels);
        var samples = trace.Mean.Length;
        if (_objective == ObjectiveKind.NonlinearIb)
            return _beta * Enumerable
                .Range(0, samples)
                .Average(i => -Math.Log(Enumerable.Range(0, samples).Average(j => Kernel(trace, i, j))));
        return _beta * Enumerable.Range(0, samples).Average(r => Enumerable.Range(0, _width).Sum(k => 0.5
            * (Math.Exp(trace.LogVariance[r][k]) + Math.Pow(trace.Mean[r][k] - Prior(labels[r], k), 2) - 1 - trace.LogVariance[r][k])));
    }

    /// <param name="codeErrors">Gradient of the mean cross-entropy by the code.</param>
    /// <returns>The gradient of the objective by the mean, by the layer's input as far as it goes through sigma,
    /// and by <see cref="Parameters"/>.</returns>
    public (double[][] Mean, double[][] Input, double[][] Blocks) Backward(
        BottleneckTrace trace, IReadOnlyList<byte> labels, double[][] codeErrors)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(labels);
        var samples = codeErrors.Length;
        double[][] mean = [.. codeErrors.Select((row, r) => row.Select((g, k) => g + MeanGradient(trace, labels, r, k)).ToArray())];
        if (_objective == ObjectiveKind.NonlinearIb)
            return (mean, [.. codeErrors.Select(_ => new double[_inputs])], []);
        double[][] spread = [.. codeErrors.Select((row, r) => row.Select((g, k) => Spread(trace, r, k, g, samples)).ToArray())];
        double[][] input =
        [
            .. spread.Select(row => Enumerable.Range(0, _inputs)
                .Select(i => row.Select((d, k) => d * Weight[(k * _inputs) + i]).Sum())
                .ToArray()),
        ];
        double[] weight =
        [
            .. Enumerable.Range(0, _width * _inputs)
                .Select(at => Enumerable.Range(0, samples).Sum(r => spread[r][at / _inputs] * trace.Input[r][at % _inputs])),
        ];
        double[] bias = [.. Enumerable.Range(0, _width).Select(k => spread.Sum(row => row[k]))];
        return (mean, input, _objective == ObjectiveKind.Ceb ? [weight, bias, MeansGradient(trace, labels)] : [weight, bias]);
    }

    /// <summary>By ln sigma^2: through z = mu + sigma e, and of KL's exp(rho) - rho.</summary>
    private double Spread(BottleneckTrace trace, int r, int k, double codeError, int samples)
    {
        var rho = trace.LogVariance[r][k];
        return (codeError * 0.5 * Math.Exp(rho / 2) * trace.Noise[r][k]) + (_beta * 0.5 * (Math.Exp(rho) - 1) / samples);
    }

    private double MeanGradient(BottleneckTrace trace, IReadOnlyList<byte> labels, int r, int k)
    {
        var samples = trace.Mean.Length;
        if (_objective != ObjectiveKind.NonlinearIb)
            return _beta * (trace.Mean[r][k] - Prior(labels[r], k)) / samples;
        double Total(int i) => Enumerable.Range(0, samples).Sum(j => Kernel(trace, i, j));
        return _beta / samples / _noise * Enumerable.Range(0, samples)
            .Sum(j => Kernel(trace, r, j) * ((1 / Total(r)) + (1 / Total(j))) * (trace.Mean[r][k] - trace.Mean[j][k]));
    }

    private double[] MeansGradient(BottleneckTrace trace, IReadOnlyList<byte> labels)
    {
        var gradient = new double[ClassMeans.Length];
        for (var r = 0; r < trace.Mean.Length; r++)
        {
            for (var k = 0; k < _width; k++)
                gradient[(labels[r] * _width) + k] -= _beta * (trace.Mean[r][k] - Prior(labels[r], k)) / trace.Mean.Length;
        }
        return gradient;
    }

    private double Prior(byte label, int k) => _objective == ObjectiveKind.Ceb ? ClassMeans[(label * _width) + k] : 0;

    private double Kernel(BottleneckTrace trace, int i, int j) =>
        Math.Exp(-trace.Mean[i].Zip(trace.Mean[j], (a, b) => (a - b) * (a - b)).Sum() / (2 * _noise));

    private double[] LogVariance(double[] input) => [.. Enumerable.Range(0, _width).Select(k => Bottleneck.LearnsVariance(_objective)
        ? Bias[k] + input.Select((x, i) => x * Weight[(k * _inputs) + i]).Sum()
        : Math.Log(_noise))];

    private double[] Noise(long step, int row)
    {
        var noise = new float[_width];
        _source.Fill(step, row, noise);
        return [.. noise];
    }
}
