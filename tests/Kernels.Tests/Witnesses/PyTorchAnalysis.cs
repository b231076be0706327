using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Engine.Ablation;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Testing.Analysis;

namespace Kernels.Tests.Witnesses;

/// <summary>Hands jobs to PyTorch and scikit-learn and reads back what they found.</summary>
internal static class PyTorchAnalysis
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static WitnessResult Run(IReadOnlyList<WitnessJob> jobs)
    {
        var python = PythonWitness.Require("torch", "sklearn", "numpy");
        var folder = Directory.CreateTempSubdirectory("engine-ablate-").FullName;
        try
        {
            string request = Path.Combine(folder, "request.json"), result = Path.Combine(folder, "result.json");
            File.WriteAllText(
                request,
                JsonSerializer.Serialize(
                    new { Threads = 1, Jobs = jobs.Select((job, i) => Write(job, Path.Combine(folder, $"{i}"))).ToArray() }, Json));
            Call(python, Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "python", "ablate.py"), request, result);
            return JsonSerializer.Deserialize<WitnessResult>(File.ReadAllText(result), Json)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static object Write(WitnessJob job, string folder)
    {
        Directory.CreateDirectory(folder);
        using (var file = File.Create(Path.Combine(folder, "model.safetensors")))
            SafetensorsFile.Write(file, SequentialWriter.ToTensors(job.Network, false));
        var features = new float[job.Data.Samples * job.Network.Inputs];
        job.Data.Features.ReadRange(0, job.Data.Samples, features);
        return new
        {
            Model = Path.Combine(folder, "model.safetensors"),
            Activation = job.Network.Activation.ToString(),
            job.Data.Classes,
            Features = Raw(Path.Combine(folder, "features"), features),
            Labels = job.Data.Labels.Select(label => (int)label).ToArray(),
            Activations = Enumerable.Range(1, job.Network.HiddenLayers)
                .Select(layer => Raw(Path.Combine(folder, $"layer-{layer}"), PlainForwardPass.Layer(job.Network, job.Data, layer)))
                .ToArray(),
            Orders = job.Orders.Select(order => order.Order.Removed.Select(id => (int[])[id.Layer, id.Neuron]).ToArray()).ToArray(),
            Singles = job.Singles.Select(id => (int[])[id.Layer, id.Neuron]).ToArray(),
            Replaced = Replaced(job, folder),
        };
    }

    /// <summary>Torch takes means of its own; draws are handed over.</summary>
    private static object? Replaced(WitnessJob job, string folder) => job.Replaced.Kind switch
    {
        Replacement.Zero => null,
        Replacement.Mean => "mean",
        _ => Enumerable.Range(1, job.Network.HiddenLayers).Select(layer =>
        {
            var width = job.Network.Shape.Width(layer);
            var values = new float[job.Data.Samples * width];
            for (var sample = 0; sample < job.Data.Samples; sample++)
                job.Replaced.Read(layer, sample, values.AsSpan(sample * width, width));
            return Raw(Path.Combine(folder, $"others-{layer}"), values);
        }).ToArray(),
    };

    private static string Raw(string path, float[] values)
    {
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        return path;
    }

    private static void Call(string python, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
