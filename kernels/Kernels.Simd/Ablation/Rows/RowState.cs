using Engine.Ablation;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Simd.Ablation.Logits;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>The state of a block where removed neurons say 0.</summary>
/// <remarks>Each neuron is followed for the samples that it reaches: rows of pre-activations up to the last hidden layer, and from there
/// samples in the lanes.</remarks>
internal sealed unsafe class RowState<TLanes, TVector> : IBlockState
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly NetworkShape _shape;
    private readonly LabelledData _data;
    private readonly int _first;
    private readonly BlockSamples _samples;
    private readonly LayerSums<TLanes, TVector> _layers;
    private readonly RowMatrix _logits;
    private readonly BlockScores _scores;
    private readonly LogitLanes<TLanes, TVector> _lanes;
    private readonly AlignedBuffer _memory;
    private readonly SampleList _arriving;
    private readonly SampleList _followed;
    private OrderPlan _plan = null!;
    private bool _keepsLogits;

    /// <param name="capacity">Samples of a whole block.</param>
    public RowState(PackedNetwork network, AblationRequest request, int capacity, VectorWidth width)
    {
        (_shape, _data, _first) = (network.Shape, request.Data, request.Scope.FirstLayer);
        _samples = new BlockSamples(network, _first, capacity, width);
        _layers = new LayerSums<TLanes, TVector>(_shape, _first, capacity, width);
        _logits = new RowMatrix(capacity, _shape.Classes);
        _scores = new BlockScores(capacity);
        _lanes = new LogitLanes<TLanes, TVector>(_shape, _scores);
        _memory = new AlignedBuffer(2 * SampleList.Length(capacity));
        _arriving = new SampleList(_memory.Pointer, capacity);
        _followed = new SampleList(_memory.Pointer + SampleList.Length(capacity), capacity);
    }

    public bool Changed { get; private set; }

    private int LastHidden => _shape.Layers - 1;

    public void Load(int firstSample, int count)
    {
        _samples.Load(_data, firstSample, count);
        _scores.Begin(count);
    }

    public void Begin(OrderPlan plan, bool isChecked)
    {
        // Where the last hidden layer is ablated along with others, its neurons are added to logits that those left behind.
        (_plan, _keepsLogits) = (plan, isChecked || plan.Feeds(_first));
        _layers.Begin(plan, _samples.Everyone, _followed);
        if (_first < LastHidden)
        {
            Multiply(_samples.Everyone);
            return;
        }
        for (var sample = 0; sample < _samples.Everyone.Count; sample++)
            new ReadOnlySpan<float>(plan.After(_first).Bias, _shape.Classes).CopyTo(_logits[sample]);
        _lanes.Read(_logits, _samples.Everyone);
    }

    public void Arrive(NeuronId id)
    {
        var position = _layers.Arrive(id.Layer);
        var reached = id.Layer == _first ? _samples.Reached(id.Neuron) : _layers.Reached(id.Layer, position, _samples.Everyone, _arriving);
        if (id.Layer < LastHidden && _plan.Feeds(id.Layer))
            _layers.Store(id.Layer, position, reached);
        _layers.OpenPanel(id.Layer, _samples.Everyone);
        var followed = reached;
        if (id.Layer == LastHidden)
        {
            Add(position, reached);
        }
        else
        {
            followed = _layers.Follow(id.Layer, position, reached, _followed);
            Multiply(followed);
        }
        Changed = followed.Count > 0;
    }

    public StepRecord Sum() => _scores.Sum();

    public float LossOf(int sample) => _scores.Losses[sample];

    public SampleScore[] Scores() => [.. Enumerable.Range(0, _samples.Everyone.Count).Select(ScoreOf)];

    public void Dispose()
    {
        _samples.Dispose();
        _layers.Dispose();
        _logits.Dispose();
        _scores.Dispose();
        _lanes.Dispose();
        _memory.Dispose();
    }

    /// <summary>From the last hidden layer to the scores.</summary>
    private void Multiply(SampleList samples) =>
        _lanes.Multiply(
            _layers.Sums(LastHidden), _layers.Present(LastHidden), _plan.After(LastHidden), samples, _keepsLogits ? _logits : null);

    /// <summary>From a neuron of the last hidden layer to the scores.</summary>
    private void Add(int position, SampleList reached)
    {
        var transition = _plan.After(LastHidden);
        RankOneRows<TLanes, TVector>.Add(
            reached, transition.Row(_plan.RowOf(LastHidden, position)), transition.PanelLength, Panels.Count(_shape.Classes), _logits);
        _lanes.Read(_logits, reached);
    }

    private SampleScore ScoreOf(int sample)
    {
        var logits = _logits[sample];
        float top = logits[0], second = float.NegativeInfinity;
        var predicted = 0;
        for (var c = 1; c < logits.Length; c++)
        {
            second = Math.Max(second, Math.Min(logits[c], top));
            (predicted, top) = logits[c] > top ? (c, logits[c]) : (predicted, top);
        }
        return new SampleScore(LossOf(sample), top - second, (byte)predicted, predicted == (byte)_samples.Everyone.Labels[sample]);
    }
}
