using Engine.Ablation;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>One reading over the seeds of a point.</summary>
internal sealed class SeedReading
{
    /// <summary>What <see cref="Destroying"/> says where accuracy never falls so low: no number of neurons, so that no mean is taken over it.</summary>
    private const double Never = -1;

    private readonly StoredInsight[] _seeds;
    private readonly int _defined, _counted;

    public SeedReading(StoredInsight[] seeds)
    {
        _seeds = seeds;
        StoredInsight[] defined = [.. seeds.Where(seed => !double.IsNaN(seed.Value))];
        StoredInsight[] counted = [.. defined.Where(seed => !IsNever(seed))];
        (_defined, _counted) = (defined.Length, counted.Length);
        // Where it is never in all, that is what is known.
        Values = [.. (counted.Length > 0 ? counted : defined).Select(seed => seed.Value)];
    }

    public InsightKey Key => _seeds[0].Key;

    /// <summary>What the mean is taken over; none where it is undefined in all seeds.</summary>
    public double[] Values { get; }

    public double Mean => Values.Length > 0 ? Values.Average() : double.NaN;

    /// <summary>What the mean leaves out.</summary>
    /// <param name="runs">Seeds that are done.</param>
    public IEnumerable<string> Remarks(int runs)
    {
        if (_counted < _defined)
            yield return $"never in {_defined - _counted} of {runs} runs{(_counted > 0 ? ", which the mean leaves out" : "")}";
        if (_defined < runs)
            yield return $"undefined in {runs - _defined} of {runs} runs{(Array.Find(_seeds, seed => double.IsNaN(seed.Value)) is { } undefined ? $": {undefined.Detail}" : "")}";
    }

    private static bool IsNever(StoredInsight seed) => seed.Key.Name == Destroying.Name && seed.Value == Never;
}
