using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;

namespace Harness.Specs.Rules;

/// <summary>What measures and orders ask of the network and of the data.</summary>
internal static class AnalysisRules
{
    private const string Activation = "network.activation", Orders = "ablation.orders", Validation = "training.validation", Sensitivity = "measures.sensitivity";

    public static ImmutableArray<SpecRule> All { get; } =
    [
        new(["measures.split", Validation], (spec, scope) => NeedsSamples(spec, scope, "measures.split", spec.Measures.Splits.Contains(Split.Validation))),
        new(["ablation.split", Validation], (spec, scope) => NeedsSamples(spec, scope, "ablation.split", spec.Ablation.Split == Split.Validation)),
        new(["measures.quantizer", Activation], (spec, scope) => ZeroBinNeedsRelu(spec, scope, "measures.quantizer", spec.Measures.Quantizers)),
        new([Sensitivity, Activation], (spec, scope) => ZeroBinNeedsRelu(spec, scope, Sensitivity, spec.Measures.Sensitivity)),
        new([Sensitivity], SensitivityNeedsBits),
        new([Orders, Activation], OrdersFitTheActivation),
    ];

    private static RunSpec NeedsSamples(RunSpec spec, RuleScope scope, string path, bool usesValidation)
    {
        if (usesValidation && spec.Validation == 0)
            scope.Error(scope.IsGiven(path) ? path : Validation, $"{path} is validation, but training.validation is 0; hold samples out, or set {path} to train or test");
        return spec;
    }

    private static RunSpec ZeroBinNeedsRelu(RunSpec spec, RuleScope scope, string path, ImmutableArray<QuantizerRule> quantizers)
    {
        foreach (var quantizer in quantizers)
            if (quantizer.Kind == QuantizerKind.ZeroUniform && spec.Network.Activation != Engine.Networks.Activation.Relu)
                scope.Error(path, $"quantizer {quantizer.Name} has a bin for exactly 0, which only relu reaches; network.activation is {NameOf(spec)}");
        return spec;
    }

    private static RunSpec SensitivityNeedsBits(RunSpec spec, RuleScope scope)
    {
        if (spec.Measures.Sensitivity.Any(quantizer => quantizer.Kind == QuantizerKind.OneBit))
            scope.Error(Sensitivity, $"{Sensitivity} has one-bit, which has no coarser quantizer; name the finest, e.g. uniform-8 or quantile-8");
        return spec;
    }

    /// <summary>A measure that means nothing for the activation is an error where the spec names it, and left out where it is a default.</summary>
    private static RunSpec OrdersFitTheActivation(RunSpec spec, RuleScope scope)
    {
        foreach (var measure in spec.Ablation.Orders.Where(measure => !measure.AppliesTo(spec.Network.Activation)))
        {
            if (spec.Ablation.OrdersByName)
                scope.Error(Orders, $"ablation.orders names {measure.Name}, which needs {measure.Needs}; network.activation is {NameOf(spec)}");
            else
                scope.Warn($"the order {measure.Name} is left out: it needs {measure.Needs}, and network.activation is {NameOf(spec)}");
        }
        return spec.Ablation.OrdersByName ? spec : spec with { Ablation = spec.Ablation with { Orders = Fitting(spec) } };
    }

    private static ImmutableArray<Measure> Fitting(RunSpec spec) => spec.Ablation.Orders.RemoveAll(measure => !measure.AppliesTo(spec.Network.Activation));

    private static string NameOf(RunSpec spec) => SpecChoices.Activation.NameOf(spec.Network.Activation);
}
