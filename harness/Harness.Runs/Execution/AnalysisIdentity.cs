using System.Text.Json.Nodes;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Pairs;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Name and id of the analysis of a network trained elsewhere.</summary>
/// <param name="Json">Everything that its results depend on: the model's checksum, the data, the settings.</param>
public sealed record AnalysisIdentity(string Name, string RunId, string Json)
{
    /// <summary>Of its training, where it is one of a series of checkpoints.</summary>
    public long? Step { get; private init; }

    /// <param name="model">The file's name.</param>
    /// <param name="sha256">The file's checksum.</param>
    /// <param name="network">As it was read; how is part of the identity where names alone would not give the same network.</param>
    /// <param name="hasScale">Whether the file has a scale of its own for the network's inputs; it holds where the spec gives none.</param>
    /// <param name="step">Of its training, where it is one of a series of checkpoints.</param>
    public static AnalysisIdentity Of(
        string model, string sha256, NetworkImport network, DataSet data, AnalysisSpec spec, bool hasScale, long? step = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(spec);
        var name = Path.GetFileNameWithoutExtension(model);
        var json = new JsonObject
        {
            ["model"] = Path.GetFileName(model),
            ["model_sha256"] = sha256,
            ["activation"] = string.Join(", ", network.DistinctActivations.Select(ActivationName.Of)),
            ["dataset"] = data.Name,
            ["dataset_sha256"] = data.Sha256,
            ["input"] = Input(spec.Input, hasScale),
            ["measures"] = Measures(spec.Measures),
            ["ablation"] = Ablation(spec.Ablation),
        };
        // They are absent where all is as earlier, as from a run's JSON.
        if (!network.IsPlain)
            json["network"] = network.Json.DeepClone();
        if (spec.Pairs.IsOn)
            json["pairs"] = Pairs(spec.Pairs);
        if (spec.Insights != InsightOptions.Earlier)
            json["insights"] = Insights(spec.Insights);
        if (step is { } at)
            json["step"] = at;
        var text = json.ToJsonString();
        return new AnalysisIdentity(name, Specs.Plans.RunId.Of([name, data.Name], step is null ? "analysis" : $"step_{step}", text), text)
        {
            Step = step,
        };
    }

    private static JsonObject Input(InputTransform? given, bool hasScale) => (given, hasScale) switch
    {
        (null, true) => new JsonObject { ["fit"] = "model" },
        ({ Fit: not InputFit.None } fitted, _) => new JsonObject { ["fit"] = StoredScale.NameOf(fitted.Fit) },
        var (byHand, _) => new JsonObject
        {
            ["mean"] = Numbers((byHand ?? InputTransform.Identity).Mean),
            ["std"] = Numbers((byHand ?? InputTransform.Identity).Std),
        },
    };

    private static JsonObject Measures(MeasureOptions settings)
    {
        var json = new JsonObject
        {
            ["split"] = Texts(settings.Splits.Select(split => split.NameOf())),
            ["quantizer"] = Texts(settings.Quantizers.Select(quantizer => quantizer.Name)),
            ["permutations"] = settings.Permutations,
        };
        if (settings.Resamples > 0)
            json["resamples"] = settings.Resamples;
        if (!settings.Sensitivity.IsEmpty)
            json["sensitivity"] = Texts(settings.Sensitivity.Select(quantizer => quantizer.Name));
        return json;
    }

    private static JsonObject Ablation(AblationOptions settings)
    {
        var json = AlwaysThere(settings);
        if (settings.Classes)
            json["classes"] = true;
        if (settings.IsGreedy)
            json["greedy_samples"] = settings.GreedySamples;
        return json;
    }

    private static JsonObject AlwaysThere(AblationOptions settings) => new()
    {
        ["orders"] = new JsonArray([.. settings.Orders.Select(SpecChoices.Order.Node)]),
        ["random"] = settings.Random,
        ["scopes"] = Texts(settings.Scopes.Select(SpecChoices.Scope.NameOf)),
        ["replace"] = SpecChoices.Replacement.NameOf(settings.Replace),
        ["split"] = settings.Split.NameOf(),
        ["checks"] = settings.Checks,
    };

    internal static JsonObject Pairs(PairOptions options) => new()
    {
        ["scopes"] = Texts(options.Scopes.Select(SpecChoices.Scope.NameOf)),
        ["quantizer"] = options.Quantizer.Name,
        ["top"] = options.Top,
        ["whole"] = options.Whole,
    };

    private static JsonObject Insights(InsightOptions options) => new()
    {
        ["epsilon"] = options.Tolerances.Length == 1 ? options.Tolerances[0] : Numbers(options.Tolerances),
        ["delta"] = options.Delta,
        ["significance"] = options.Significance,
        ["permutations"] = options.Permutations,
    };

    private static JsonArray Texts(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    private static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(value => (JsonNode)value)];
}
