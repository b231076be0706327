using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;

namespace Engine.Ablation;

/// <summary>Recomputes some steps of a curve, for some samples, by a full forward pass in float64, and compares.</summary>
public sealed class DriftCheck
{
    /// <summary>Samples that are recomputed at each checked step.</summary>
    private const int Samples = 16;

    /// <summary>Standard deviations of the rounding model by which correct logits may be off: room for errors that share a source, which it
    /// takes as independent, and for an order of arrival with larger partial sums than the model's.</summary>
    private const double Deviations = 32;

    /// <summary>Rounding units by which the vectorized exponentials and logarithm, and their sum, may put a loss off, per unit of its terms.</summary>
    private const double LossUnits = 64;

    private readonly AblationRequest _request;
    private readonly AblationOrder _order;
    private readonly HashSet<int> _steps = [];
    private readonly int _first;
    private readonly int _count;

    /// <param name="index">Of the order among the request's orders; steps and samples are a function of seed, scope and index.</param>
    /// <param name="block">The checked samples lie within one block of so many.</param>
    public DriftCheck(AblationRequest request, int index, int block)
    {
        ArgumentNullException.ThrowIfNull(request);
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

    /// <summary>The samples of the block that are compared.</summary>
    public Range Checked => _first..(_first + _count);

    public bool Covers(int step) => _steps.Contains(step);

    /// <summary>Compares the scores that the checked samples had at the checked steps.</summary>
    /// <param name="found">By step, the scores of the whole block.</param>
    /// <exception cref="InvalidOperationException">A prediction or a loss differs by more than rounding explains.</exception>
    public void Verify(Network network, int firstSample, IReadOnlyDictionary<int, SampleScore[]> found)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(found);
        if (found.Count == 0)
            return;
        var reference = new ReferencePass(network);
        var rounding = new RoundingModel(network);
        var removed = found.Keys.ToDictionary(step => step, step => Removed(network, step));
        var input = new float[network.Inputs];
        for (var i = _first; i < _first + _count; i++)
        {
            _request.Data.Features.Read(firstSample + i, input);
            foreach (var (step, scores) in found)
            {
                var logits = reference.Logits(input, removed[step]);
                // The model costs more than the pass itself, and is seldom needed.
                if (!Agrees(logits, firstSample + i, scores[i], SampleScore.NearTie)
                    && !Agrees(logits, firstSample + i, scores[i], 2 * Deviations * rounding.Deviation(input, removed[step])))
                    throw Failure(logits, firstSample + i, step, scores[i]);
            }
        }
    }

    private bool[][] Removed(Network network, int step)
    {
        var removed = network.Layers.Take(network.HiddenLayers).Select(layer => new bool[layer.Outputs]).ToArray();
        foreach (var id in _order.Removed.AsSpan(0, step))
            removed[id.Layer - 1][id.Neuron] = true;
        return removed;
    }

    /// <param name="margin">How far the difference of two logits may be off.</param>
    private bool Agrees(double[] logits, int sample, SampleScore found, double margin)
    {
        var (predicted, gap, loss) = ReferencePass.Score(logits, _request.Data.Labels[sample]);
        var terms = 1 + Math.Abs(loss) + logits.Max(Math.Abs);
        // Put so that NaN fails.
        return Math.Abs(loss - found.Loss) <= margin + (LossUnits * RoundingModel.Unit * terms)
            && (predicted == found.Predicted || gap < margin);
    }

    private InvalidOperationException Failure(double[] logits, int sample, int step, SampleScore found)
    {
        var (predicted, gap, loss) = ReferencePass.Score(logits, _request.Data.Labels[sample]);
        return new InvalidOperationException(
            $"ablation check failed: {_request.Scope}, {_order}, step {step}, sample {sample}: "
            + $"predicted class {found.Predicted} with loss {found.Loss:R}, a float64 forward pass gives class {predicted} with loss {loss:R} and gap {gap:R}. "
            + "This is a fault of the engine; please report it with the network.");
    }
}
