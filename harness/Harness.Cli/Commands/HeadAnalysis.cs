using Engine;
using Engine.Analysis.Streams;
using Engine.Data;
using Engine.Networks;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Measuring;
using Harness.Runs.Series;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>The work of <c>engine measure --head</c>: saved activations are the first hidden layer of a network, the head's layers
/// follow.</summary>
internal sealed class HeadAnalysis(MeasuringDevice device, MeasureRequest request, ModelRequest head, Interruption interruption)
{
    /// <param name="words">The files of activations.</param>
    public MeasuredFolder Run(string[] words, string[] settings)
    {
        // A mistake in the settings is told before a file is read.
        Spec(settings, request.Activation ?? Activation.Relu);
        var model = ModelReading.Of(head, interruption.Token);
        if (model.Scale is { IsIdentity: false })
            throw new UsageException(
                $"{head.Path} has an input scale, which is for the samples of a data set: a head takes activations as they are. Save it "
                    + "without.");
        using var files = MeasuredFiles.Open(words, request.Labels, request.Reduction, request.Channels, interruption.Token);
        var layer = Only(files);
        RequireFit(layer, model.Network);
        var labels = Labels(files, model);
        // The head's classes have no names in its file, so that nobody else can see whether these are in its order.
        if (!request.Quiet && !labels.OwnNames.IsEmpty)
            Terminal.Error.Line($"classes: {string.Join(", ", labels.Names.Select((name, index) => $"{index} = {name}"))}");
        var outputs = HeldOutputs.Read(layer, request.Resources.Memory, interruption.Token);
        var known = new StreamRequest(labels.Values, labels.Classes, request.Activation, [], request.Resources);
        var activation = device.Measurer.Measure(outputs, 1, known, interruption.Token).Activation;
        if (request.Activation is null && activation != Activation.Relu)
            Terminal.Error.Line(
                $"{layer.Name}: some outputs are below 0, and --activation is not given: they are taken as of leaky-relu, active above 0");
        var network = Network.OfOutputs(activation, model.Read.Layers, model.Read.Activations);
        var spec = Spec(settings, ModelReading.StrictestOf(network.Activations));
        foreach (var warning in spec.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        model.WarnOfTinyWeights();
        var data = Data(files, labels, outputs, spec.Ablation.Split);
        model.Check(
            $"the samples of {files.Sources[0]}", data.Split(0)[spec.Ablation.Split], InputScale.Identity, request.Resources.Threads,
            request.Quiet, new HashSet<string>(), interruption.Token);
        var measured = MeasureIdentity.Of(
            files, request.Activation, request.Reduction, request.Channels, new MeasuringSpec(spec.Measures, spec.Pairs),
            interruption.Token);
        var identity = measured.With(AnalysisIdentity.Of(head.Path, model.Sha256, model.Read, data, spec, hasScale: false));
        var folder = SharedOptions.Folder(SharedOptions.Target(request.Output));
        using var progress = SweepProgress.Create(request.Quiet, 1);
        var analysis = new AnalysisExecutor(ProviderSet.AfterStreams, folder, request.Resources, progress)
        {
            Saved = new SavedLayer(layer.Name, request.Activation),
        };
        return new MeasuredFolder(
            folder, identity.RunId,
            analysis.Execute(
                AnalysisPlan.Of(identity), [new PlannedAnalysis(identity, network.Shape, InputScale.Identity, spec, _ => network)], data,
                request.Resume, growth: null, interruption.Token));
    }

    private static StoredLayer Only(MeasuredFiles files) => files.Layers is [var only]
        ? only
        : throw new UsageException(
            $"--head takes the activations of one layer, and --activations has {files.Layers.Length}: "
                + $"{string.Join(", ", files.Sources.Take(8))}{(files.Sources.Length > 8 ? ", …" : "")}. Name one, as FILE or FILE:ARRAY.");

    private void RequireFit(StoredLayer layer, Network network)
    {
        if (network.Inputs != layer.Neurons)
            throw new UsageException(
                $"{head.Path} takes {network.Inputs} inputs, and {layer.Name} has {layer.Neurons} neurons. Give the activations that go "
                    + "into the head's first Linear; what a network does before it, such as a pooling or a flattening, --reduce does.");
    }

    /// <summary>The labels as the head's classes, which the file of labels may name, or the head; else they are the labels in sorted
    /// order.</summary>
    private SampleLabels Labels(MeasuredFiles files, ModelReading model)
    {
        var (given, own) = (files.ClassNames(), model.ClassNames);
        var labels = !given.IsEmpty ? files.Labels.Among(given, $"{files.LabelSource.File}, array classes,")
            : own.Length == model.Network.Classes ? files.Labels.Among(own, head.Path)
            : files.Labels;
        return labels.Classes == model.Network.Classes
            ? labels
            : throw new UsageException(
                $"{head.Path} gives {model.Network.Classes} logits, and {files.LabelSource} has {labels.Classes} classes "
                    + $"({string.Join(", ", labels.Names.Take(8))}{(labels.Classes > 8 ? ", …" : "")}). Where no sample has some of the "
                    + "head's classes, name all in an array classes beside the labels, in the head's order, and say FILE:ARRAY for the "
                    + "labels.");
    }

    /// <summary>The activations as the only samples of a data set.</summary>
    private static DataSet Data(MeasuredFiles files, SampleLabels labels, HeldOutputs outputs, Split split)
    {
        var samples = new LabelledData(outputs.Features, labels.Values, labels.Classes);
        LabelledData Only(Split own) => own == split ? samples : samples.Slice(0, 0);
        return new DataSet(
            Path.GetFileName(files.LabelSource.File), Only(Split.Train), Only(Split.Test), 1, labels.Sha256(), 0)
        {
            Validation = split == Split.Validation ? samples : null,
            ClassNames = labels.OwnNames,
        };
    }

    private static AnalysisSpec Spec(string[] settings, Activation activation)
    {
        var reader = new SpecReader([.. DataCatalogue.Shipped.Names], ScoreFile.Read);
        AnalysisSpec Read(Split split) => reader.ReadAnalysis(settings, activation, split, split);
        var spec = Read(Split.Test);
        // The samples have one name: where measures.split gives it, ablation.split follows.
        if (spec.Measures.Splits is [not Split.Test and var named] && spec.Ablation.Split == Split.Test)
            spec = Read(named);
        if (spec.Measures.Splits is not [var only] || only != spec.Ablation.Split)
            throw new UsageException(
                $"measures.split is {string.Join(", ", spec.Measures.Splits.Select(split => split.NameOf()))} and ablation.split "
                    + $"{spec.Ablation.Split.NameOf()}: the activations are of one set of samples, which has one name. Give "
                    + "measures.split alone.");
        return spec.Input is null
            ? spec
            : throw new UsageException("input is for the samples of a data set: a head takes activations as they are");
    }
}
