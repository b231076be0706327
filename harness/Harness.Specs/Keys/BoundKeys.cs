using System.Collections.Immutable;
using Engine.Bounds;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>Bounds on the generalization gap.</summary>
internal static class BoundKeys
{
    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<ImmutableArray<BoundKind>>("bounds.names", new ListType<BoundKind>(SpecChoices.Bound, 0, SpecChoices.Bound.Names.Count()) { IsSet = true },
            "Bounds on the generalization gap, by their authors.",
            spec => spec.Bounds.Names, (spec, value) => spec with { Bounds = spec.Bounds with { Names = value } })
            { AppliesTo = spec => spec.Bounds.IsOn, AlsoCalled = ["name", "bounds"] },
        new RunKey<double>("bounds.delta", NumberType.Between(0, 1), "Chance with which shwartz-ziv-painsky-tishby may fail.",
            spec => spec.Bounds.Delta, (spec, value) => spec with { Bounds = spec.Bounds with { Delta = value } })
            { AppliesTo = spec => spec.Bounds.Names.Contains(BoundKind.ShwartzZivPainskyTishby), AlsoCalled = ["confidence"] },
    ];
}
