using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;

namespace Engine.Ablation;

/// <summary>Recomputes some steps of a curve, for some samples, by a full forward pass in float64, and compares.</summary>
public sealed class DriftCheck
{
    /// <summary>Samples that are recomputed at each checked step.</summary>
    private const int Samples = 16;

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
        var check = new ScoreCheck(network, _request.Data, _request.Replaced);
        var removed = found.Keys.ToDictionary(step => step, step => Removed(network, step));
        for (var i = _first; i < _first + _count; i++)
        {
            foreach (var (step, scores) in found)
            {
                if (check.Difference(firstSample + i, removed[step], scores[i]) is { } difference)
                    throw ScoreCheck.Failure($"{_request.Scope}, {_order}, step {step}, sample {firstSample + i}", difference);
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
}
