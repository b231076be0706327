using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Data;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>Carries out <c>engine analyze</c>.</summary>
internal sealed class AnalyzeVerb(ProviderSet available, AnalyzeRequest request, Interruption interruption)
{
    public int Run()
    {
        var spec = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadAnalysis(request.Overrides, request.Activation, request.MeasureSplit, request.EvaluateSplit);
        foreach (var warning in spec.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        var device = available.Device(request.Device);
        var network = ReadModel();
        var raw = LoadData();
        RunSettings.RequireChannels(spec.Input, raw);
        var data = raw.With(RunSettings.Input(spec.Input));
        RequireFit(network, data);
        var identity = AnalysisIdentity.Of(request.Model, request.Activation, data, spec);
        var folder = new ResultFolder(Path.GetFullPath(request.Output), available.Tables(request.Tables));
        using var progress = SweepProgress.Create(request.Quiet, 1);
        var analysis = new AnalysisExecutor(device, folder, new AnalysisResources(request.Threads, request.Memory), progress);
        var result = analysis.Execute(identity, network, data, spec, request.Resume, interruption.Token);
        progress.Dispose();
        new SweepSummary(result, folder, [identity.RunId], 1).Show(request.Json);
        if (result.Cancelled)
            return interruption.Stopped(Terminal.Error);
        FinalReport.Write(folder, part: false, quiet: request.Json);
        return ExitCode.Done;
    }

    private Network ReadModel()
    {
        if (!File.Exists(request.Model))
            throw new UsageException($"--model {request.Model}: there is no such file");
        return SequentialReader.Read(SafetensorsFile.Read(request.Model).Tensors, request.Activation, request.Model);
    }

    private DataSet LoadData()
    {
        var names = DataCatalogue.Shipped.Names;
        if (!names.Contains(request.Dataset))
            throw new UsageException($"--dataset {request.Dataset}: there is no such data set{NearestName.Suggestion(request.Dataset, names)}; known are {string.Join(", ", names)}");
        var environment = DataEnvironment.Current(request.Data) with { Warn = message => Terminal.Error.Line($"warning: {message}") };
        return new DataSetLoader(environment).Load(DataSetRequest.Named(request.Dataset), interruption.Token);
    }

    private void RequireFit(Network network, DataSet data)
    {
        if (network.Inputs != data.Inputs)
            throw new UsageException($"{request.Model} takes {network.Inputs} inputs, but a sample of {data.Name} has {data.Inputs}");
        if (network.Classes != data.Classes)
            throw new UsageException($"{request.Model} gives {network.Classes} logits, but {data.Name} has {data.Classes} classes");
    }
}
