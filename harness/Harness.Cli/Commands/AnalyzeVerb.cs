using System.Collections.Immutable;
using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Series;
using Harness.Runs.Storage;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>Carries out <c>engine analyze</c>. All networks are checked before anything is written.</summary>
internal sealed class AnalyzeVerb(ProviderSet available, AnalyzeRequest request, Interruption interruption)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public int Run()
    {
        // A mistake in the settings is told before a file is read.
        if (request.Models.Hints.Activations is [var only])
            Spec(only);
        var device = available.Device(request.Device);
        var series = request.Models.Find(request.Extend);
        var (analyses, data) = Check(series.Models);
        var folder = SharedOptions.Folder(SharedOptions.Target(request.Output));
        var growth = request.Extend ? FolderGrowth.Of(folder) : null;
        var (plan, planned) = Plan(folder, series.Name, analyses);
        using var progress = SweepProgress.Create(request.Quiet, plan.Runs.Length);
        var result = new AnalysisExecutor(device, folder, new AnalysisResources(request.Threads, request.Memory), progress)
            .Execute(plan, planned, data, request.Resume, growth, interruption.Token);
        progress.Dispose();
        return Conclusion.Write(result, folder, plan.Runs, request.Json, interruption);
    }

    /// <summary>The plan of the folder, and the analyses under the ids that they have in it.</summary>
    private (AnalysisPlan Plan, IReadOnlyList<PlannedAnalysis> Analyses) Plan(
        ResultFolder folder, string? name, PlannedAnalysis[] analyses)
    {
        var identities = analyses.Select(analysis => analysis.Identity).ToArray();
        if (request.Extend && FolderStart.Begun(folder) is { } begun)
            return Named(AnalysisPlan.Grown(folder, begun, identities));
        var ids = EarlierIds.Keep([.. identities.Select(identity => identity.RunId)], folder);
        identities = [.. identities.Zip(ids, (identity, id) => identity with { RunId = id })];
        return Named(name is null ? AnalysisPlan.Of(identities[0]) : AnalysisPlan.Of(name, identities));

        (AnalysisPlan, IReadOnlyList<PlannedAnalysis>) Named(AnalysisPlan plan) => (plan, [.. analyses.Select(plan.Keep)]);
    }

    /// <summary>Reads every network, says what was understood, and holds it against the data and what is expected of it.</summary>
    private (PlannedAnalysis[] Analyses, DataSet Data) Check(ImmutableArray<ModelRequest> models)
    {
        DataSet? data = null;
        var analyses = new List<PlannedAnalysis>();
        var networks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in models)
        {
            var model = ModelReading.Of(one, interruption.Token);
            var spec = Spec(model.Strictest);
            foreach (var warning in spec.Warnings.Where(_told.Add))
                Terminal.Error.Line($"warning: {warning}");
            model.WarnOfTinyWeights();
            data = Named(data ?? LoadData(), one, model.ClassNames);
            RequireFit(one, model.Network, data);
            var scale = Scale(spec, model.Scale, data);
            var evaluated = scale.Apply(data.Split(data.DefaultValidation))[spec.Ablation.Split];
            model.Check(
                $"the {spec.Ablation.Split.NameOf()} split of {data.Name}", evaluated, scale, request.Threads, request.Quiet, _told,
                interruption.Token);
            if (!networks.TryAdd(model.Sha256, one.Path))
                Terminal.Error.Line($"warning: {networks[model.Sha256]} and {one.Path} have the same content");
            var identity = AnalysisIdentity.Of(
                ModelName(one), model.Sha256, model.Read, data, spec, hasScale: model.Scale is not null, one.Step);
            analyses.Add(new PlannedAnalysis(
                identity, model.Network.Shape, scale, spec,
                models.Length == 1 ? Kept(model.Network) : Again(one, model.Sha256)));
        }
        return ([.. analyses], data!);
    }

    /// <summary>Keeps a network alone.</summary>
    private static Func<CancellationToken, Network> Kept(Network network) => _ => network;

    /// <summary>Reads one of a series again, which must be what it was. Nothing here holds on to what was read first.</summary>
    private static Func<CancellationToken, Network> Again(ModelRequest one, string sha256) => cancellation =>
    {
        var again = ModelReading.Of(one, cancellation);
        return again.Sha256 == sha256
            ? again.Network
            : throw new UserErrorException($"{one.Path} has changed since it was checked: let it be as it is while it is analyzed");
    };

    private AnalysisSpec Spec(Activation activation) => new SpecReader([.. DataCatalogue.Shipped.Names], ScoreFile.Read)
        .ReadAnalysis(request.Settings, activation, request.MeasureSplit, request.EvaluateSplit);

    /// <summary>The scale given on the command line, else the model's own.</summary>
    private InputScale Scale(AnalysisSpec spec, InputScale? stored, DataSet data)
    {
        if (spec.Input is null)
            return stored ?? InputScale.Identity;
        DataNeeds.RequireChannels(data, spec.Input);
        if (spec.Input.Fit != InputFit.None && data.Train.Samples == 0)
            throw new UsageException($"input is {StoredScale.NameOf(spec.Input.Fit)}, and {data.Name} has no samples for training to take "
                + "mean and deviation from: give both as numbers, input.mean=… input.std=…");
        var scale = InputScale.Of(spec.Input, data.Split(data.DefaultValidation).Train.Features, data.Channels);
        if (RunData.Warning(scale, data) is { } warning && _told.Add(warning))
            Terminal.Error.Line($"warning: {warning}");
        const string left = "the model has an input scale of its own, which is left out: input is given on the command line";
        if (stored is not null && !(stored with { Fit = scale.Fit }).Equals(scale) && _told.Add(left))
            Terminal.Error.Line($"warning: {left}");
        return scale;
    }

    // A shell numbers its pipes anew each time: /dev/fd/63. The name is part of the run's id.
    private static string ModelName(ModelRequest one) => SpecialFile.IsOwnStream(one.Path) ? "pipe.safetensors" : one.Path;

    private DataSet LoadData()
    {
        var environment = DataEnvironment.Current(request.Data) with { Warn = message => Terminal.Error.Line($"warning: {message}") };
        if (!request.Quiet)
            environment = environment with { Tell = Terminal.Error.Line };
        return new DataSetLoader(environment).Load(DataOption.Read(request.Dataset), interruption.Token);
    }

    /// <summary>The data with the names of classes that the model has, where they have none of their own.</summary>
    private static DataSet Named(DataSet data, ModelRequest one, ImmutableArray<string> names)
    {
        if (names.IsEmpty || names.Length != data.Classes)
            return data;
        if (data.ClassNames.IsEmpty)
            return data with { ClassNames = names };
        var other = Enumerable.Range(0, names.Length).FirstOrDefault(index => names[index] != data.ClassNames[index], -1);
        return other < 0
            ? data
            : throw new UsageException($"{one.Path}: its class {other} is {names[other]}, that of {data.Name} is "
                + $"{data.ClassNames[other]}: they are not the same classes in one order");
    }

    private static void RequireFit(ModelRequest one, Network network, DataSet data)
    {
        if (network.Inputs != data.Inputs)
            throw new UsageException($"{one.Path} takes {network.Inputs} inputs, but a sample of {data.Name} has {data.Inputs}");
        if (network.Classes != data.Classes)
            throw new UsageException($"{one.Path} gives {network.Classes} logits, but {data.Name} has {data.Classes} classes. "
                + "Where no sample has some of the network's classes, name all in an array classes, in the network's order");
    }
}
