using System.Collections.Concurrent;
using Engine.Ablation;

namespace Testing.Analysis;

/// <summary>The reference's curves of a case, computed once for all devices: a pure function of the case.</summary>
internal static class ReferenceCurves
{
    private static readonly ConcurrentDictionary<AblationCase, Lazy<IReadOnlyList<AblationCurve>>> Known = new();

    public static IReadOnlyList<AblationCurve> Of(AblationCase which) => Known.GetOrAdd(
        which,
        key => new(() => new ReferenceAblation(key.Network).Ablate(key.Request(), TestContext.Current.CancellationToken))).Value;
}
