using System.Globalization;
using System.Text.Json;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Engine.Ablation;
using Engine.Analysis;
using Kernels.Simd;

namespace Benchmarks.Baselines;

/// <summary>Masked forward passes in PyTorch, of which a sample of steps is timed.</summary>
internal sealed class ForwardPasses : IDisposable
{
    private const int SampledSteps = 5;

    private readonly PythonSession _python;
    private readonly Subject _subject;
    private readonly IAnalysisSession _session;
    private readonly HashSet<(string How, AblationScope Scope)> _compared = [];

    /// <summary>Numbers of masks that are tried at a time.</summary>
    private static readonly int[] Sizes = [4, 16, 64, 128];

    /// <summary>The fastest of them by scope.</summary>
    private readonly Dictionary<AblationScope, int> _fastest = [];
    private bool _isGraph;

    /// <param name="device">As PyTorch names it.</param>
    public ForwardPasses(PythonSession python, Subject subject, BenchOptions options, string device = "cpu")
    {
        (_python, _subject) = (python, subject);
        _session = new SimdDevice().Open(subject.Network, new AnalysisResources(options.Threads, AnalysisResources.DefaultMemory));
        var test = subject.Data.Test;
        var features = new float[test.Samples * test.Features.Inputs];
        test.Features.ReadRange(0, test.Samples, features);
        python.Load<float>("features", features, "<f4", test.Samples, test.Features.Inputs);
        python.Load<byte>("labels", test.Labels, "u1", test.Samples);
        for (var i = 0; i < subject.Network.Layers.Length; i++)
        {
            var layer = subject.Network.Layers[i];
            python.Load<float>($"w{i}", layer.Weight, "<f4", layer.Outputs, layer.Inputs);
            python.Load<float>($"b{i}", layer.Bias, "<f4", layer.Outputs);
        }
        python.Call("network", Names("w"), Names("b"), device);
    }

    /// <summary>How many steps stand for how many.</summary>
    public static string Sample(IReadOnlyList<AblationRequest> requests) =>
        $"{requests.Sum(request => Steps(request).Length)} of {requests.Sum(All)} steps timed";

    /// <summary>Seconds for every step of every order, from some steps: full passes.</summary>
    public double Full(IReadOnlyList<AblationRequest> requests) =>
        Total(requests, "full", (_, steps) => _python.Call("full_passes", (object)steps));

    /// <summary>The same from the outputs of the ablated layer, which are at hand.</summary>
    public double Cached(IReadOnlyList<AblationRequest> requests) =>
        Total(requests, "cached", (scope, steps) => _python.Call("cached_passes", scope.Layer, steps));

    /// <summary>The same with many masks at a time and from the outputs that no mask changes, at the number of masks that is fastest; on a
    /// GPU launched as a graph.</summary>
    public double Batched(IReadOnlyList<AblationRequest> requests) => requests.Sum(request =>
    {
        var order = Ids(request.Orders[0].Removed);
        var found = _python.Call("batched_passes", order, _fastest.TryGetValue(request.Scope, out var size) ? [size] : Sizes);
        (_fastest[request.Scope], _isGraph) = (found.GetProperty("masks").GetInt32(), found.GetProperty("graph").GetBoolean());
        if (_compared.Add(("batched", request.Scope)))
        {
            int[] steps = [.. found.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32())];
            Compare(request, steps, found.GetProperty("answers"));
        }
        return found.GetProperty("seconds").GetDouble() * All(request);
    });

    /// <summary>How many masks at a time <see cref="Batched"/> took.</summary>
    public string BatchesTaken =>
        $"{string.Join(", ", _fastest.Values.Distinct().Order())} masks at a time{(_isGraph ? ", CUDA graphs" : "")}; three batches of an "
            + "order timed";

    /// <summary>One order of every scope in full, against what the sampled steps say.</summary>
    public string CheckExtrapolation(IReadOnlyList<AblationRequest> requests)
    {
        double whole = 0, sampled = 0;
        // The first layer is enough where an order takes minutes.
        foreach (var request in requests.Take(_subject.Network.Inputs > 1000 ? 1 : requests.Count))
        {
            whole += _python.Call("whole_order", (object)Ids(request.Orders[0].Removed))[0].GetDouble();
            sampled += Full([request with { Orders = [request.Orders[0]] }]);
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_subject.Name}: one order by full forward passes took {whole:0.00} s, the sampled steps say {sampled:0.00} s");
    }

    public void Dispose() => _session.Dispose();

    /// <summary>
    /// Times some steps of every scope, spread over its first order; the first time it compares their right answers with the engine's.
    /// </summary>
    private double Total(IReadOnlyList<AblationRequest> requests, string how, Func<AblationScope, int[][][], JsonElement> call)
    {
        var total = 0.0;
        foreach (var request in requests)
        {
            var steps = Steps(request);
            var answers = call(request.Scope, [.. steps.Select(step => Ids(request.Orders[0].Removed.AsSpan(0, step)))]);
            if (_compared.Add((how, request.Scope)))
                Compare(request, steps, answers);
            total += Stopwatches.Median([.. answers.EnumerateArray().Select(answer => answer[0].GetDouble())]) * All(request);
        }
        return total;
    }

    private static int[] Steps(AblationRequest request) =>
        [.. Enumerable.Range(0, SampledSteps).Select(i => request.Orders[0].Removed.Length * i / (SampledSteps - 1))];

    private static long All(AblationRequest request) => (request.Orders[0].Removed.Length + 1L) * request.Orders.Count;

    private void Compare(AblationRequest request, int[] steps, JsonElement answers)
    {
        var curve = _session.Ablate(request with { Orders = [request.Orders[0]] }, CancellationToken.None)[0];
        for (var i = 0; i < steps.Length; i++)
        {
            var correct = answers[i][1].GetInt32();
            if (Math.Abs(correct - curve.Correct[steps[i]]) > curve.NearTies[steps[i]])
                throw new WrongResultException($"{_subject.Name}, {request.Scope}, step {steps[i]}: {curve.Correct[steps[i]]} right "
                    + $"answers, PyTorch finds {correct}, and only {curve.NearTies[steps[i]]} are near ties");
        }
    }

    private string[] Names(string prefix) => [.. Enumerable.Range(0, _subject.Network.Layers.Length).Select(i => $"{prefix}{i}")];

    private static int[][] Ids(ReadOnlySpan<NeuronId> neurons)
    {
        var ids = new int[neurons.Length][];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = [neurons[i].Layer, neurons[i].Neuron];
        return ids;
    }
}
