using System.Collections.Immutable;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>What is done to inputs before the network.</summary>
internal static class InputKeys
{
    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<ImmutableArray<double>>("input.mean", PerChannel(NumberType.Any), "Subtracted from every input after its division to 0..1; one number, or one per channel.",
            spec => spec.Input.Mean, (spec, value) => spec with { Input = spec.Input with { Mean = value } }),
        new RunKey<ImmutableArray<double>>("input.std", PerChannel(NumberType.Above(0)), "Divides every input after the mean is subtracted; one number, or one per channel.",
            spec => spec.Input.Std, (spec, value) => spec with { Input = spec.Input with { Std = value } })
            { AlsoCalled = ["scale", "sigma"] },
    ];

    private static ListType<double> PerChannel(NumberType number) => new(number, 1, 1024) { AllowsSingle = true };
}
