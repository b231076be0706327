using System.Globalization;
using System.Text.Json;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Benchmarks.Subjects;
using Engine.Benchmarks.Timing;
using Kernels.Simd;

namespace Engine.Benchmarks.Baselines;

/// <summary>Masked forward passes in PyTorch: a sample of steps is timed, with one thread and with all, and the better is taken.</summary>
internal sealed class ForwardPasses : IDisposable
{
    private readonly PythonSession _python;
    private readonly Subject _subject;
    private readonly BenchOptions _options;
    private readonly IAnalysisSession _session;

    /// <param name="device">As PyTorch names it.</param>
    public ForwardPasses(PythonSession python, Subject subject, BenchOptions options, string device = "cpu")
    {
        (_python, _subject, _options) = (python, subject, options);
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

    public PassTimes Full(IReadOnlyList<AblationRequest> requests) => Best(requests, (_, steps) => _python.Call("full_passes", (object)steps));

    public PassTimes Cached(IReadOnlyList<AblationRequest> requests) => Best(requests, (scope, steps) => _python.Call("cached_passes", scope.Layer, steps));

    /// <summary>Without flushing denormals and with the number of threads that PyTorch chooses.</summary>
    public PassTimes FullAsFound(IReadOnlyList<AblationRequest> requests)
    {
        _python.Call("configure", _options.Threads, false);
        return Total(requests, (_, steps) => _python.Call("full_passes", (object)steps), $"{_options.Threads} threads");
    }

    /// <summary>One order of every scope in full, against what the sampled steps say.</summary>
    public string CheckExtrapolation(IReadOnlyList<AblationRequest> requests)
    {
        _python.Call("configure", _options.Threads, true);
        double whole = 0, sampled = 0;
        // The first layer is enough where an order takes minutes.
        foreach (var request in requests.Take(_subject.Network.Inputs > 1000 ? 1 : requests.Count))
        {
            whole += _python.Call("whole_order", (object)Ids(request.Orders[0].Removed))[0].GetDouble();
            var one = request with { Orders = [request.Orders[0]] };
            sampled += Total([one], (_, steps) => _python.Call("full_passes", (object)steps), "").Seconds;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{_subject.Name}: one order by full forward passes took {whole:0.00} s, the sampled steps say {sampled:0.00} s");
    }

    public void Dispose() => _session.Dispose();

    private PassTimes Best(IReadOnlyList<AblationRequest> requests, Func<AblationScope, int[][][], JsonElement> call)
    {
        PassTimes? best = null;
        foreach (var threads in new[] { 1, _options.Threads }.Distinct())
        {
            _python.Call("configure", threads, true);
            var found = Total(requests, call, $"{threads} thread{(threads > 1 ? "s" : "")}");
            best = best is null || found.Seconds < best.Seconds ? found : best;
        }
        return best!;
    }

    /// <summary>Times some steps of every scope, spread over its first order, and compares their right answers with the engine's.</summary>
    private PassTimes Total(IReadOnlyList<AblationRequest> requests, Func<AblationScope, int[][][], JsonElement> call, string how)
    {
        var (total, sampled, all) = (0.0, 0, 0L);
        foreach (var request in requests)
        {
            var removed = request.Orders[0].Removed;
            var count = Math.Max(_options.Repeats, 5);
            int[] steps = [.. Enumerable.Range(0, count).Select(i => removed.Length * i / (count - 1))];
            var answers = call(request.Scope, [.. steps.Select(step => Ids(removed.AsSpan(0, step)))]);
            Compare(request, steps, answers);
            total += Stopwatches.Median([.. answers.EnumerateArray().Select(answer => answer[0].GetDouble())]) * (removed.Length + 1) * request.Orders.Count;
            sampled += steps.Length;
            all += (removed.Length + 1L) * request.Orders.Count;
        }
        return new PassTimes(total, $"{how}; {sampled} of {all} steps timed");
    }

    private void Compare(AblationRequest request, int[] steps, JsonElement answers)
    {
        var curve = _session.Ablate(request with { Orders = [request.Orders[0]] }, CancellationToken.None)[0];
        for (var i = 0; i < steps.Length; i++)
        {
            var correct = answers[i][1].GetInt32();
            if (Math.Abs(correct - curve.Correct[steps[i]]) > curve.NearTies[steps[i]])
                throw new WrongResultException($"{_subject.Name}, {request.Scope}, step {steps[i]}: {curve.Correct[steps[i]]} right answers, PyTorch finds {correct}, and only {curve.NearTies[steps[i]]} are near ties");
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
