namespace Engine.Ablation;

/// <summary>
/// When accuracy counts as kept and when as lost: kept at A &gt;= A0 - epsilon (A0 - c), lost at A &lt;= c + delta (A0 - c), A0 the intact
/// accuracy and c the share of the largest class. Compared in counts of samples, where A and c are whole numbers.
/// </summary>
public sealed class AccuracyBand
{
    // In samples: far below one, far above the rounding of epsilon times a count.
    private const double Rounding = 1e-6;
    private readonly double _kept;
    private readonly double _lost;

    /// <param name="intactCorrect">Samples classified rightly by the intact network.</param>
    /// <param name="largestClass">Samples of the largest class.</param>
    /// <param name="total">Samples evaluated.</param>
    public AccuracyBand(int intactCorrect, int largestClass, int total, ReadingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total);
        ArgumentOutOfRangeException.ThrowIfNegative(intactCorrect);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(intactCorrect, total);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largestClass);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(largestClass, total);
        (IntactCorrect, LargestClass, Total, Settings) = (intactCorrect, largestClass, total, settings);
        var useful = intactCorrect - largestClass;
        _kept = intactCorrect - (settings.Epsilon * useful) - Rounding;
        _lost = largestClass + (settings.Delta * useful) + Rounding;
    }

    public int IntactCorrect { get; }

    public int LargestClass { get; }

    public int Total { get; }

    public ReadingSettings Settings { get; }

    /// <summary>A0.</summary>
    public double Intact => (double)IntactCorrect / Total;

    /// <summary>c.</summary>
    public double Chance => (double)LargestClass / Total;

    /// <summary>A0 - c, what the network knows beyond guessing.</summary>
    public double Useful => (double)(IntactCorrect - LargestClass) / Total;

    /// <summary>Null, or why nothing that is relative to A0 - c can be read.</summary>
    public string? Undefined => IntactCorrect > LargestClass
        ? null
        : $"the intact accuracy {Intact:0.####} does not exceed {Chance:0.####}, the share of the largest class";

    public bool Keeps(int correct) => correct >= _kept;

    public bool Loses(int correct) => correct <= _lost;

    /// <summary>Of a curve and the random orders that it is compared with.</summary>
    /// <exception cref="ArgumentException">One does not fit, or a random curve has another width.</exception>
    internal void RequireFit(AblationCurve curve, IReadOnlyList<AblationCurve> randoms)
    {
        ArgumentNullException.ThrowIfNull(randoms);
        RequireFits(curve);
        foreach (var random in randoms)
        {
            RequireFits(random, AblationDirection.Random);
            if (random.Width != curve.Width)
                throw new ArgumentException($"a random curve has width {random.Width}, the order {curve.Width}", nameof(randoms));
        }
    }

    /// <remarks>Each order sums the last layer in an order of its own, and rounding decides samples that are tied as far as it reaches:
    /// curves of one network may start apart.</remarks>
    /// <exception cref="ArgumentException">The curve is of another number of samples, or has another direction.</exception>
    internal void RequireFits(AblationCurve curve, AblationDirection? direction = null)
    {
        ArgumentNullException.ThrowIfNull(curve);
        if (curve.Total != Total)
            throw new ArgumentException($"the curve is of {curve.Total} samples, the band of {Total}", nameof(curve));
        if (direction is { } needed && curve.Direction != needed)
            throw new ArgumentException($"the curve is {curve.Direction.NameOf()}, where {needed.NameOf()} is needed", nameof(curve));
    }
}

/// <summary>The thresholds that turn curves into numbers of neurons.</summary>
/// <param name="Epsilon">The share of the useful accuracy A0 - c that may be lost while nothing counts as lost; 0 to 1.</param>
/// <param name="Delta">The share of it that may be left when all counts as lost; 0 to 1.</param>
/// <param name="Significance">A neuron whose q-value is above it says nothing by itself; 0 to 1.</param>
public sealed record ReadingSettings(double Epsilon = 0.05, double Delta = 0.05, double Significance = 0.05)
{
    public double Epsilon
    {
        get;
        init => field = Share(value, nameof(Epsilon));
    } = Share(Epsilon, nameof(Epsilon));

    public double Delta
    {
        get;
        init => field = Share(value, nameof(Delta));
    } = Share(Delta, nameof(Delta));

    public double Significance
    {
        get;
        init => field = Share(value, nameof(Significance));
    } = Share(Significance, nameof(Significance));

    private static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "must be from 0 to 1");
}
