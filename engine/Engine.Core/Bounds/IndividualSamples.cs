using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Engine.Bounds;

/// <summary>I(W;Z_i) for logistic regression of two features and two classes over many trainings,
/// each on a training set of its own.</summary>
/// <remarks>W is what decides: the differences of the two classes' weights and biases, three numbers. Z = (x1, x2, y) enters as (y, x1, x2,
/// y x1, y x2), so that the dependence on the features may differ between the classes.</remarks>
public static class IndividualSamples
{
    private const int Features = 2, Classes = 2;

    /// <summary>Numbers of W, and of what stands for Z.</summary>
    public const int Parameters = 3, SampleNumbers = 5;

    /// <summary>Fewer trainings than this say too little: the plug-in value's bias alone would be 0.075 nats.</summary>
    public const int LeastTrainings = 100;

    /// <summary>Each place's information by the Gaussian formula, its root taken before the mean over the places.</summary>
    public const string EachPlace = "gaussian";

    /// <summary>The same, the mean over the places taken before its root.</summary>
    public const string Pooled = "gaussian-pooled";

    /// <summary>The bound by each estimator, with the interval of <see cref="GroupJackknife"/> over the trainings.</summary>
    /// <inheritdoc cref="Informations"/>
    /// <returns>The estimates, and the mean of the places' information in nats.</returns>
    public static (IReadOnlyList<BoundEstimate> Bounds, double Mean) Estimate(
        IReadOnlyList<Network> networks, IReadOnlyList<LabelledData> draws)
    {
        var all = Informations(networks, draws);
        double[][] weights = [.. networks.Select(Decision)];
        double[][] without = [.. GroupJackknife.Without(networks.Count)
            .Select(left => OfPlaces([.. left.Select(one => weights[one])], [.. left.Select(one => draws[one])]))];
        return ([Of(EachPlace, values => BuZouVeeravalli.Bound(values)), Of(Pooled, values => BuZouVeeravalli.PooledBound(values))],
            all.Average());

        BoundEstimate Of(string estimator, Func<double[], double> bound)
        {
            var value = bound(all);
            return new BoundEstimate(estimator, value, GroupJackknife.Interval(value, [.. without.Select(bound)], 0));
        }
    }

    /// <param name="networks">One for each training.</param>
    /// <param name="draws">The training set of each, all of one size.</param>
    /// <returns>For each place of the training set, in nats, <c>[samples]</c>; an estimate, which may lie below 0.</returns>
    /// <exception cref="UserErrorException">There are too few trainings, or they are not of logistic regression with two features
    /// and two classes.</exception>
    public static double[] Informations(IReadOnlyList<Network> networks, IReadOnlyList<LabelledData> draws)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(draws);
        if (networks.Count < LeastTrainings)
            throw new UserErrorException($"the individual-sample bound is to be estimated over {networks.Count} trainings: "
                + $"at least {LeastTrainings} are needed; raise seeds");
        return OfPlaces([.. networks.Select(Decision)], draws);
    }

    private static double[] OfPlaces(double[][] weights, IReadOnlyList<LabelledData> draws) =>
    [
        .. Enumerable.Range(0, draws[0].Samples)
            .Select(i => GaussianInformation.Of(weights, [.. draws.Select(draw => Sample(draw, i))])),
    ];

    private static double[] Decision(Network network)
    {
        if (network.HiddenLayers > 0 || network.Inputs != Features || network.Classes != Classes)
            throw new UserErrorException($"the individual-sample bound is estimated for logistic regression of {Features} features and "
                + $"{Classes} classes; the network is {network.Inputs}-{string.Join("-", network.Layers.Select(layer => layer.Outputs))}");
        var layer = network.Layers[0];
        return
        [
            (double)layer.Weight[2] - layer.Weight[0], (double)layer.Weight[3] - layer.Weight[1], (double)layer.Bias[1] - layer.Bias[0],
        ];
    }

    private static double[] Sample(LabelledData draw, int place)
    {
        Span<float> x = stackalloc float[Features];
        draw.Features.Read(place, x);
        double y = draw.Labels[place];
        return [y, x[0], x[1], y * x[0], y * x[1]];
    }
}

/// <summary>An estimate of a bound over many trainings.</summary>
/// <param name="Interval">Of its spread, in 0-1 error.</param>
public sealed record BoundEstimate(string Estimator, double Value, ConfidenceInterval Interval);
