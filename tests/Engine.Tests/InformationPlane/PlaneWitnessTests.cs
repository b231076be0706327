using System.Text.Json;
using Engine.InformationPlane;
using Engine.Measures;
using Engine.Numerics;

namespace Engine.Tests.InformationPlane;

/// <summary>The same numbers from numpy, scipy and scikit-learn, by tests/witnesses/python/plane.py.</summary>
public sealed class PlaneWitnessTests
{
    private const double Noise = 0.02;
    private const int Bins = 30, Classes = 4;

    [Fact]
    public void Binned_and_pairwise_information()
    {
        var python = PythonWitness.Require("numpy", "scipy.special", "scipy.spatial", "sklearn.metrics");
        var layers = Enumerable.Range(1, 8).Select(seed => Layers.Random(seed, 40 * seed, seed, Classes)).ToArray();
        var answer = PythonScript.Ask(python, "plane.py", new
        {
            noise = Noise,
            bins = Bins,
            low = 0,
            high = 2,
            layers = layers.Select(layer => new
            {
                outputs = Enumerable.Range(0, layer.Outputs.Rows).Select(row => layer.Outputs[row].ToArray()),
                labels = layer.Labels.Select(label => (int)label),
            }),
        });
        using var team = new WorkerTeam(1);
        for (var i = 0; i < layers.Length; i++)
        {
            var (outputs, labels) = layers[i];
            var (upper, lower) = PairwiseInformation.Of(
                outputs, labels, Classes, Noise, team, VectorWidths.Widest, TestContext.Current.CancellationToken);
            AssertSame(answer[i].GetProperty("upper"), upper, 1e-5);
            AssertSame(answer[i].GetProperty("lower"), lower, 1e-5);
            AssertSame(answer[i].GetProperty("binned"), BinnedInformation.Of(outputs, labels, Classes, new BinRange(0, 2), Bins), 1e-10);
            outputs.Dispose();
        }
    }

    private static void AssertSame(JsonElement theirs, LayerInformation ours, double tolerance) => Deviation.Within(
        tolerance, [.. theirs.EnumerateArray().Select(value => value.GetDouble())],
        [ours.AboutInput, ours.AboutClass, ours.Entropy], 1, "information");
}
