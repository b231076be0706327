using Engine.Ablation;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;

namespace Kernels.Simd.Ablation;

/// <summary>Recomputes some steps of a curve, for some samples, by a full forward pass in float64, and compares.</summary>
internal sealed class DriftCheck
{
    /// <summary>Samples that are recomputed at each checked step.</summary>
    private const int Samples = 16;

    /// <summary>How far apart two correct losses may lie, per nat and one.</summary>
    private const double LossTolerance = 1e-3;

    /// <summary>2^-24, half a unit in the last place of 1.</summary>
    private const double RoundingUnit = 1.0 / (1 << 24);

    /// <summary>Rounding steps of float32 by which two correct logits may differ, per unit of the largest logit.</summary>
    private const double RoundingSteps = 256;

    private readonly AblationRequest _request;
    private readonly AblationOrder _order;
    private readonly HashSet<int> _steps = [];
    private readonly int _first;
    private readonly int _count;

    /// <param name="index">Of the order among the request's orders; steps and samples are a function of seed, scope and index.</param>
    /// <param name="block">The checked samples lie within one block of so many.</param>
    public DriftCheck(AblationRequest request, int index, int block)
    {
        (_request, _order) = (request, request.Orders[index]);
        var random = new RandomStream(request.Seed, RandomPurpose.CheckStep, ((ulong)request.Scope.Layer << 32) | (uint)index);
        var blocks = (request.Data.Samples + block - 1) / block;
        Block = random.NextInt(blocks);
        var inBlock = Math.Min(block, request.Data.Samples - (Block * block));
        _count = Math.Min(Samples, inBlock);
        _first = random.NextInt(inBlock - _count + 1);
        for (var i = 0; i < request.Checks; i++)
            _steps.Add(random.NextInt(_order.Removed.Length + 1));
    }

    /// <summary>The block of samples in which this order is checked.</summary>
    public int Block { get; }

    public bool Covers(int step) => _steps.Contains(step);

    /// <summary>Compares the scores that the checked samples had at the checked steps.</summary>
    /// <param name="found">By step, the scores of the whole block.</param>
    /// <exception cref="InvalidOperationException">A prediction or a loss differs by more than rounding explains.</exception>
    public void Verify(Network network, int firstSample, IReadOnlyDictionary<int, SampleScore[]> found)
    {
        var reference = new ReferencePass(network);
        var input = new float[network.Inputs];
        for (var i = _first; i < _first + _count; i++)
        {
            _request.Data.Features.Read(firstSample + i, input);
            foreach (var (step, scores) in found)
                Compare(reference.Logits(input, Removed(network, step)), firstSample + i, step, scores[i]);
        }
    }

    private bool[][] Removed(Network network, int step)
    {
        var removed = network.Layers.Take(network.HiddenLayers).Select(layer => new bool[layer.Outputs]).ToArray();
        foreach (var id in _order.Removed.AsSpan(0, step))
            removed[id.Layer - 1][id.Neuron] = true;
        return removed;
    }

    private void Compare(double[] logits, int sample, int step, SampleScore found)
    {
        var (predicted, gap, loss) = ReferencePass.Score(logits, _request.Data.Labels[sample]);
        var scale = logits.Max(Math.Abs);
        var margin = Math.Max(SampleScore.NearTie, RoundingSteps * RoundingUnit * scale);
        var lossAgrees = Math.Abs(loss - found.Loss) <= (LossTolerance * (1 + Math.Abs(loss))) + margin;
        if (lossAgrees && (predicted == found.Predicted || gap < margin))
            return;
        throw new InvalidOperationException(
            $"ablation check failed: {_request.Scope} {_order.Name} {_order.Direction.NameOf()} {_order.Repetition}, step {step}, sample {sample}: "
            + $"predicted class {found.Predicted} with loss {found.Loss:R}, a float64 forward pass gives class {predicted} with loss {loss:R} and gap {gap:R}. "
            + "This is a fault of the engine; please report it with the network.");
    }
}
