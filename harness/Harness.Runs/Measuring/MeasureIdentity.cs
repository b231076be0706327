using System.Text.Json.Nodes;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Execution;
using Harness.Specs;

namespace Harness.Runs.Measuring;

/// <summary>Name and id of a measurement.</summary>
/// <param name="Json">Everything that its results depend on: layers, labels, settings.</param>
public sealed record MeasureIdentity(string Name, string RunId, string Json, string LabelsSha256)
{
    /// <param name="activation">Null where it is not known.</param>
    /// <param name="reduction">Null where nothing is reduced.</param>
    public static MeasureIdentity Of(
        MeasuredFiles files, Activation? activation, Reduction? reduction, ChannelPlace place, MeasuringSpec spec,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(spec);
        var prints = files.Sources.DistinctBy(source => source.FullPath)
            .ToDictionary(source => source.FullPath, source => FilePrint.Of(files.Paths(source), cancellation));
        var labels = files.Labels.Sha256();
        var name = Path.GetFileNameWithoutExtension(files.Sources[0].File);
        var json = new JsonObject
        {
            ["layers"] = new JsonArray([.. files.Layers.Select((layer, at) => Layer(files, layer, at, prints))]),
            ["labels"] = Path.GetFileName(files.LabelSource.File),
            ["labels_sha256"] = labels,
            ["class_names"] = new JsonArray([.. files.Labels.Names.Select(text => (JsonNode)text)]),
            ["activation"] = activation is { } known ? SpecChoices.Activation.NameOf(known) : null,
            ["reduce"] = reduction?.ToString().ToLowerInvariant(),
            ["channels"] = place.ToString().ToLowerInvariant(),
            ["measures"] = Measures(spec.Measures),
        };
        if (spec.Pairs.IsOn)
            json["pairs"] = AnalysisIdentity.Pairs(spec.Pairs);
        var text = json.ToJsonString();
        return new MeasureIdentity(name, Specs.Plans.RunId.Of([name], "measure", text), text, labels);
    }

    /// <summary>The identity of the same activations with the layers after them.</summary>
    /// <param name="head">Of the layers and all settings.</param>
    public AnalysisIdentity With(AnalysisIdentity head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var (json, saved) = (JsonNode.Parse(head.Json)!.AsObject(), JsonNode.Parse(Json)!.AsObject());
        // They are the head's too.
        saved.Remove("measures");
        saved.Remove("pairs");
        json["activations"] = saved;
        var text = json.ToJsonString();
        return new AnalysisIdentity(Name, Specs.Plans.RunId.Of([Name], "measure", text), text);
    }

    private static JsonObject Layer(MeasuredFiles files, StoredLayer layer, int at, Dictionary<string, FilePrint> prints)
    {
        var print = prints[files.Sources[at].FullPath];
        return new JsonObject
        {
            ["layer"] = at + 1,
            ["name"] = layer.Name,
            ["file"] = Path.GetFileName(files.Sources[at].File),
            ["array"] = files.Sources[at].Array,
            ["shape"] = new JsonArray([.. layer.Shape.Select(extent => (JsonNode)extent)]),
            ["type"] = layer.Kind.ToString().ToLowerInvariant(),
            [print.IsWhole ? "sha256" : "sha256_of_samples"] = print.Sha256,
        };
    }

    private static JsonObject Measures(MeasureOptions settings)
    {
        var json = new JsonObject
        {
            ["split"] = settings.Splits[0].NameOf(),
            ["quantizer"] = new JsonArray([.. settings.Quantizers.Select(quantizer => (JsonNode)quantizer.Name)]),
            ["permutations"] = settings.Permutations,
        };
        if (settings.Resamples > 0)
            json["resamples"] = settings.Resamples;
        if (!settings.Sensitivity.IsEmpty)
            json["sensitivity"] = new JsonArray([.. settings.Sensitivity.Select(quantizer => (JsonNode)quantizer.Name)]);
        return json;
    }
}
