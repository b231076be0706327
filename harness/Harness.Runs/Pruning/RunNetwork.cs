using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs;

namespace Harness.Runs.Pruning;

/// <summary>A run's network with its data, as the run had them: held against the checksums that the run has.</summary>
/// <param name="Modules">Names of the Linear layers in the model's file.</param>
/// <param name="HasDropout">Whether names count a Dropout after each activation.</param>
public sealed record RunNetwork(
    Network Network, ImmutableArray<string> Modules, bool HasDropout, DataSplits Splits, InputScale Scale, string ModelPath)
{
    /// <summary>Whether a batch normalization that followed an activation is part of the next layer: what a removed neuron's 0 becomes
    /// in it no mask of the file's modules gives.</summary>
    public bool HasNormalizationAfter { get; private init; }

    /// <summary>Of the data; none where classes are numbers.</summary>
    public ImmutableArray<string> ClassNames { get; private init; } = [];

    private static readonly string[] Sections = ["name", "dataset", "input", "network", "training"];

    private static readonly string[] OfTrainingNeeded = ["validation", "subset", "dropout"];

    /// <param name="model">The file of a network that was trained elsewhere; null for the run's own.</param>
    /// <param name="dataset">The data of an analysis that no catalogue names; null for those of the run.</param>
    /// <exception cref="UsageException">A model is needed, or none, or it is another one than was analyzed.</exception>
    /// <exception cref="UserErrorException">The model or the data are missing, damaged, or others than the run's.</exception>
    public static RunNetwork Read(
        ResultFolder folder, string run, string? model, DataSetRequest? dataset, DataSetLoader loader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(loader);
        var row = StoredRun.Read(folder, run);
        if (row.Error is { } error)
            throw new UsageException($"{run} failed and has no network: {error}");
        if (row.IsTrained && dataset is not null)
            throw new UsageException($"--dataset is for networks that were trained elsewhere; {run} says its data itself");
        return row.IsTrained
            ? OfTraining(folder, row, model, loader, cancellation)
            : OfAnalysis(row, model, dataset, loader, cancellation);
    }

    private static RunNetwork OfTraining(
        ResultFolder folder, StoredRun row, string? model, DataSetLoader loader, CancellationToken cancellation)
    {
        var file = folder.ModelPath(row.RunId);
        if (model is not null)
            throw new UsageException($"--model is for networks that were trained elsewhere; that of {row.RunId} is {file}");
        var spec = SpecOf(row);
        var network = ModelFile.Read(file, row.Row, ActivationOf(row));
        var data = RunData.Of(spec, Load(row, spec.Dataset, loader, cancellation));
        var content = SafetensorsFile.Read(file, cancellation);
        return new RunNetwork(network, Named(content, network, file), spec.Training.Dropout.IsOn, data.Splits, data.Scale, file)
        {
            ClassNames = data.Source.ClassNames,
        };
    }

    private static RunNetwork OfAnalysis(
        StoredRun row, string? model, DataSetRequest? dataset, DataSetLoader loader, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(row.Spec);
        var known = json.RootElement;
        if (row.LayerNames.Count > 0)
            throw new UsageException(
                $"{row.RunId} is of activations that were saved, and its network is not known whole. What needs it takes a run of engine "
                    + "run or engine analyze.");
        var (name, sha256) = (known.GetProperty("model").GetString(), known.GetProperty("model_sha256").GetString());
        var isOfCatalogue = dataset is not null || DataCatalogue.Shipped.Names.Contains(row.Dataset);
        if (model is null)
            throw new UsageException($"{row.RunId} is the analysis of {name}, which is not in its folder: name the file with --model"
                + (isOfCatalogue ? "" : $"; and it was analyzed on {row.Dataset}: say where that is by --dataset, as for engine analyze"));
        if (!File.Exists(model))
            throw new UsageException($"--model {model}: there is no such file");
        var content = StateDict.Read(model, cancellation);
        if (content.Sha256 != sha256)
            throw new UsageException(
                $"--model {model} is not the file that was analyzed, {name}: its SHA-256 is {content.Sha256[..12]}…, that was "
                    + $"{sha256?[..12]}…");
        var stored = known.TryGetProperty("network", out var read) ? new StoredReading(read) : null;
        var network = stored?.Read(content, model) ?? SequentialReader.Read(content.Tensors, ActivationOf(row), model);
        var data = Load(row, dataset ?? Named(row), loader, cancellation);
        var splits = data.Split(data.DefaultValidation);
        var scale = ScaleOf(known.GetProperty("input"), splits, data)
            ?? StoredScale.Read(content.Metadata, network.Inputs, model) ?? InputScale.Identity;
        return new RunNetwork(network, stored?.Modules ?? Named(content, network, model), false, scale.Apply(splits), scale, model)
        {
            ClassNames = data.ClassNames,
            HasNormalizationAfter = stored is { HasNormalizationAfter: true },
        };
    }

    private static Activation ActivationOf(StoredRun row) => SpecChoices.Activation.TryParse(row.Activation, out var activation)
        ? activation
        : throw row.Row.Damaged($"there is no activation {row.Activation}");

    private static DataSetRequest Named(StoredRun row) => DataCatalogue.Shipped.Names.Contains(row.Dataset)
        ? DataSetRequest.Named(row.Dataset)
        : throw new UsageException($"{row.RunId} was analyzed on {row.Dataset}: say where that is by --dataset, as for engine analyze");

    /// <summary>So much of a run's spec as its data and its network's names depend on: a whole one has keys that none may give.</summary>
    private static RunSpec SpecOf(StoredRun row)
    {
        var json = JsonNode.Parse(row.Spec)!.AsObject();
        var seed = json["seed"]?.GetValue<long>() ?? 0;
        foreach (var key in json.Select(entry => entry.Key).Except(Sections).ToArray())
            json.Remove(key);
        if (json["training"] is JsonObject training)
            foreach (var key in training.Select(entry => entry.Key).Except(OfTrainingNeeded).ToArray())
                training.Remove(key);
        var experiment = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadText(json.ToJsonString(), row.RunId, []);
        return experiment.Points[0].Spec with { Seed = seed };
    }

    private static DataSet Load(StoredRun row, DataSetRequest request, DataSetLoader loader, CancellationToken cancellation)
    {
        var data = loader.Load(request, cancellation);
        return row.DatasetSha256 is not { } sha256 || sha256 == data.Sha256
            ? data
            : throw new UserErrorException(
                $"{data.Name} is not what it was for {row.RunId}: its SHA-256 is {data.Sha256[..12]}…, that was {sha256[..12]}…. Put "
                    + "the data back that the run was done on.");
    }

    /// <summary>Null for the model's own.</summary>
    private static InputScale? ScaleOf(JsonElement input, DataSplits splits, DataSet data)
    {
        if (input.TryGetProperty("fit", out var fit) && fit.GetString() is { } name)
            return SpecChoices.InputFit.TryParse(name, out var fitted)
                ? InputScale.Of(new InputTransform { Fit = fitted }, splits.Train.Features, data.Channels)
                : null;
        var byHand = new InputTransform { Mean = Numbers(input, "mean"), Std = Numbers(input, "std") };
        return InputScale.Of(byHand, splits.Train.Features, data.Channels);
    }

    private static ImmutableArray<double> Numbers(JsonElement input, string key) =>
        [.. input.GetProperty(key).EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>In the order of the network's layers, whose shapes they must have.</summary>
    private static ImmutableArray<string> Named(SafetensorsContent content, Network network, string file)
    {
        const string weight = ".weight";
        var linear = content.Tensors.Where(tensor => tensor.Shape.Length == 2 && tensor.Name.EndsWith(weight, StringComparison.Ordinal))
            .OrderBy(tensor => tensor.Name[..^weight.Length], NaturalOrder.Instance).ToArray();
        return linear.Select(tensor => (tensor.Shape[0], tensor.Shape[1]))
            .SequenceEqual(network.Layers.Select(layer => (layer.Outputs, layer.Inputs)))
            ? [.. linear.Select(tensor => tensor.Name[..^weight.Length])]
            : throw new UserErrorException($"{file}: the tensors MODULE.weight do not stand for the network's layers one by one");
    }
}
