using System.Collections.Immutable;
using Engine;
using Engine.Ablation;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Safetensors;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Pruning;

/// <summary>The network of a run at a step of one of its curves: as a smaller network, and as masks for the whole one.</summary>
/// <param name="Correct">Right answers of the smaller network on the samples of the curve.</param>
/// <param name="Emptied">Layers, from 1, that keep one silent neuron because none is left.</param>
public sealed record PrunedRun(RunNetwork Whole, CurvePoint Point, Network Smaller, int Correct, ImmutableArray<int> Emptied)
{
    /// <summary>Right answers by which the smaller network and the curve differ; at most <see cref="CurvePoint.NearTies"/>.</summary>
    public int Difference => Correct - Point.Correct;

    /// <summary>Makes the smaller network and counts its right answers.</summary>
    /// <exception cref="UsageException">Removed outputs were replaced by draws, which no smaller network gives.</exception>
    /// <exception cref="UserErrorException">It does not answer as the curve has it, or a table is damaged.</exception>
    public static PrunedRun Of(
        ResultFolder folder, string run, RunNetwork whole, CurvePoint point, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(point);
        if (point.Replace == Replacement.Resample)
            throw new UsageException(
                $"the curves of {run} replace removed outputs by draws, one for each sample: no smaller network gives the same. Take a run "
                    + "with ablation.replace: zero or mean");
        var constants = Constants(folder, run, whole.Network.Shape, point.Replace);
        var smaller = SmallerNetwork.Of(whole.Network, point.Removed, constants);
        var correct = Count(smaller, whole, point, threads, cancellation);
        if (Math.Abs(correct - point.Correct) > point.NearTies)
            throw new UserErrorException(
                $"the smaller network gives {correct} right answers of {point.Total} on the {point.Split.NameOf()} split, the curve has "
                    + $"{point.Correct} at step {point.Step}, where {point.NearTies} samples are nearly tied: nothing is written. Were the "
                    + "model, the data or the tables changed since the run?");
        return new PrunedRun(whole, point, smaller, correct, SmallerNetwork.Emptied(whole.Network.Shape, point.Removed));
    }

    /// <summary>Writes the smaller network as a model of the engine's.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void WriteNetwork(string file) => ModelFile.Write(file, Smaller, Whole.HasDropout, Whole.Scale, Whole.ClassNames);

    /// <summary>
    /// Writes the masks, 1 for what stays and 0 for what goes, as tensors <c>MODULE.weight</c> and <c>MODULE.bias</c> for
    /// <c>torch.nn.utils.prune.custom_from_mask</c>: the rows of removed neurons, and their columns in the next layer, without which
    /// an activation or batch normalization could make something of a 0.
    /// </summary>
    /// <exception cref="UsageException">Removed outputs become their mean, which no mask gives.</exception>
    /// <exception cref="StorageException">They cannot be written.</exception>
    public void WriteMasks(string file)
    {
        RequireMaskable();
        var masks = Masks();
        WholeFile.Write(file, stream => SafetensorsFile.Write(stream, masks));
    }

    /// <exception cref="UsageException">Removed outputs become their mean, which no mask gives.</exception>
    public void RequireMaskable()
    {
        if (Whole.HasNormalizationAfter)
            throw new UsageException(
                "--masks: a batch normalization follows an activation, and makes something of the 0 of a removed neuron, which no mask of "
                    + "a layer gives. Take --out, the smaller network");
        if (Point.Replace != Replacement.Zero)
            throw new UsageException(
                "--masks: the curve replaces removed outputs by their mean, which a mask cannot: it makes them 0. Take --out, whose biases "
                    + "have the means, or a run with ablation.replace: zero");
    }

    private List<NamedTensor> Masks()
    {
        var masks = new List<NamedTensor>();
        for (var layer = 0; layer < Whole.Network.Layers.Length; layer++)
        {
            var dense = Whole.Network.Layers[layer];
            var (weight, bias) = (Ones(dense.Weight.Length), Ones(dense.Outputs));
            foreach (var id in Point.Removed)
            {
                if (id.Layer == layer + 1)
                {
                    bias[id.Neuron] = 0;
                    weight.AsSpan(id.Neuron * dense.Inputs, dense.Inputs).Clear();
                }
                else if (id.Layer == layer)
                    for (var output = 0; output < dense.Outputs; output++)
                        weight[(output * dense.Inputs) + id.Neuron] = 0;
            }
            if (weight.Contains(0))
                masks.Add(new NamedTensor($"{Whole.Modules[layer]}.weight", [dense.Outputs, dense.Inputs], weight));
            if (bias.Contains(0))
                masks.Add(new NamedTensor($"{Whole.Modules[layer]}.bias", [dense.Outputs], bias));
        }
        return masks;
    }

    private static float[] Ones(int count)
    {
        var ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static int Count(Network network, RunNetwork whole, CurvePoint point, int threads, CancellationToken cancellation)
    {
        using var packed = new PackedNetwork(network);
        using var team = new WorkerTeam(threads);
        var data = whole.Splits[point.Split];
        var evaluation = Evaluator.Evaluate(packed, data, team, VectorWidths.Widest, cancellation);
        return data.Samples == point.Total
            ? (int)Math.Round(evaluation.Accuracy * data.Samples)
            : throw new UserErrorException(
                $"the {point.Split.NameOf()} split has {data.Samples} samples, the curve {point.Total}: they are not of one run");
    }

    /// <summary>The outputs that stand for removed ones: 0, or means on the first split that was measured.</summary>
    private static float[][] Constants(ResultFolder folder, string run, NetworkShape shape, Replacement replace)
    {
        float[][] constants = [.. shape.Hidden.Select(width => new float[width])];
        if (replace != Replacement.Mean)
            return constants;
        var table = folder.Read(NeuronsTable.Definition.Schema, run).AtTheEnd();
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        int[] layers = table.Int32s("layer"), neurons = table.Int32s("neuron");
        var means = table.Float64s("mean_activation");
        for (var row = 0; row < table.Rows; row++)
        {
            if (splits[row] != splits[0] || quantizers[row] != quantizers[0])
                continue;
            if (layers[row] > constants.Length || neurons[row] >= constants[layers[row] - 1].Length)
                throw table.Damaged($"the network has no neuron {neurons[row]} in layer {layers[row]}");
            constants[layers[row] - 1][neurons[row]] = (float)means[row];
        }
        return constants;
    }
}
