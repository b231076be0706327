using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Data;

namespace Engine.Analysis;

/// <summary>Evaluates a scope's orders on a device, on all samples and, on request, class by class.</summary>
/// <param name="data">The split that is ablated on.</param>
internal sealed class ScopeAblation(IAnalysisSession session, AblationOptions options, LabelledData data, Replacements replaced, ulong seed)
{
    /// <returns>One curve for each order, in their order.</returns>
    public RankedCurve[] Curves(AblationScope scope, IReadOnlyList<RankedOrder> orders, CancellationToken cancellation)
    {
        var found = session.Ablate(Request(scope, orders, data, replaced), cancellation);
        return [.. orders.Zip(found, (ranked, curve) => new RankedCurve(curve, ranked.Quantizer, ranked.MeasureSplit))];
    }

    /// <summary>The same orders on each class's samples; a class without samples has no curve.</summary>
    /// <param name="whole">The result of <see cref="Curves"/>.</param>
    /// <returns>Class by class, one curve for each order.</returns>
    /// <exception cref="InvalidOperationException">The classes do not add up to the whole.</exception>
    public IEnumerable<ClassCurve> ByClass(
        AblationScope scope, IReadOnlyList<RankedOrder> orders, RankedCurve[] whole, CancellationToken cancellation)
    {
        var classes = Enumerable.Range(0, data.Samples).GroupBy(sample => data.Labels[sample]).OrderBy(group => group.Key);
        var found = classes.SelectMany(group => Class(group.Key, [.. group], scope, orders, whole, cancellation)).ToArray();
        for (var i = 0; i < whole.Length; i++)
            RequireSum(whole[i].Curve, [.. found.Where(curve => curve.Whole == whole[i]).Select(curve => curve.Curve)]);
        return found;
    }

    private IEnumerable<ClassCurve> Class(
        int label, int[] samples, AblationScope scope, IReadOnlyList<RankedOrder> orders, RankedCurve[] whole,
        CancellationToken cancellation)
    {
        var picked = new LabelledData(
            new PickedFeatures(data.Features, samples), [.. samples.Select(sample => data.Labels[sample])], data.Classes);
        var curves = session.Ablate(Request(scope, orders, picked, replaced.Pick(samples)), cancellation);
        return whole.Zip(curves, (ranked, curve) => new ClassCurve(ranked, label, curve));
    }

    private AblationRequest Request(AblationScope scope, IReadOnlyList<RankedOrder> orders, LabelledData samples, Replacements others) =>
        new(samples, scope, [.. orders.Select(ranked => ranked.Order)], options.Checks, seed) { Replaced = others };

    private static void RequireSum(AblationCurve whole, AblationCurve[] classes)
    {
        for (var step = 0; step <= whole.Width; step++)
        {
            if (classes.Sum(curve => curve.Correct[step]) is var sum && sum != whole.Correct[step])
                throw new CheckFailedException(
                    $"{whole.Scope}, {whole.Order} {whole.Direction.NameOf()}, step {step}: {whole.Correct[step]} right answers, "
                        + $"but {sum} over the classes. This is a fault of the engine; please report it with the network.");
        }
    }
}
