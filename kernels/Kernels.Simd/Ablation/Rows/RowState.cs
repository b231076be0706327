using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>A block of samples in a network into which neurons are put back one after another.</summary>
/// <remarks>Of a layer, the pre-activations of all present neurons are kept up to date, and those of the panel from which the next one comes.</remarks>
internal sealed unsafe class RowState<TLanes, TVector> : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly NetworkShape _shape;
    private readonly VectorWidth _width;
    private readonly int _first;
    private readonly int _capacity;
    private readonly RowMatrix?[] _sums;
    private readonly RowMatrix?[] _outputs;
    private readonly int[] _present;
    private readonly AlignedBuffer _arriving;
    private readonly AlignedBuffer _scratch;
    private readonly int[] _changed;
    private readonly int[] _everyone;
    private readonly SampleScore[] _scores;
    private readonly SparseRows<TLanes, TVector> _sparse;
    private OrderPlan _plan = null!;
    private BlockSamples _samples = null!;
    private int _changes;

    /// <param name="first">The first layer that is ablated.</param>
    public RowState(NetworkShape shape, int first, int capacity, VectorWidth width)
    {
        (_shape, _first, _capacity, _width) = (shape, first, capacity, width);
        var layers = shape.Layers;
        _sums = [.. Enumerable.Range(0, layers + 1).Select(layer => layer > first ? new RowMatrix(capacity, shape.Width(layer)) : null)];
        _outputs = [.. Enumerable.Range(0, layers + 1).Select(layer => layer >= first && layer < layers ? new RowMatrix(capacity, shape.Width(layer)) : null)];
        _present = new int[layers + 1];
        _arriving = new AlignedBuffer(capacity + Panels.Width);
        _scratch = new AlignedBuffer(ScoreKernel<TLanes, TVector>.Scratch(shape.Classes));
        _changed = new int[capacity];
        _everyone = [.. Enumerable.Range(0, capacity)];
        _scores = new SampleScore[capacity];
        _sparse = new SparseRows<TLanes, TVector>(capacity, Enumerable.Range(first, layers - first).Max(shape.Width));
    }

    /// <summary>The scores of the block's samples as the network is now.</summary>
    public ReadOnlySpan<SampleScore> Scores => _scores.AsSpan(0, _samples.Count);

    /// <summary>Whether any score was computed anew when the last neuron came.</summary>
    public bool Changed => _changes > 0;

    private int Logits => _shape.Layers;

    /// <summary>The network without any neuron that the plan puts back.</summary>
    public void Begin(OrderPlan plan, BlockSamples samples)
    {
        (_plan, _samples) = (plan, samples);
        _everyone.AsSpan(0, samples.Count).CopyTo(_changed);
        _changes = samples.Count;
        for (var layer = _first; layer < Logits; layer++)
            _present[layer] = plan.InitiallyPresent[layer - _first];
        _present[Logits] = _shape.Classes;
        for (var layer = _first + 1; layer <= Logits; layer++)
        {
            Multiply(layer, CurrentPanels(layer));
            if (layer < Logits)
                Activate(layer);
            _everyone.AsSpan(0, samples.Count).CopyTo(_changed);
            _changes = samples.Count;
        }
        Score();
    }

    /// <summary>Puts the next neuron of <paramref name="layer"/> back and follows what it changes.</summary>
    public void Arrive(int layer)
    {
        var position = _present[layer];
        var outputs = OutputsOfArriving(layer, position);
        _present[layer] = position + 1;
        if (_plan.Feeds(layer))
            Store(layer, position, outputs);
        OpenPanel(layer);
        FindChanged(outputs);
        UpdateNext(layer, position, outputs);
        for (var next = layer + 2; next <= Logits && _changes > 0; next++)
        {
            Multiply(next, CurrentPanels(next));
            if (next < Logits)
                Activate(next);
        }
        Score();
    }

    public void Dispose()
    {
        foreach (var matrix in _sums.Concat(_outputs))
            matrix?.Dispose();
        _arriving.Dispose();
        _scratch.Dispose();
        _sparse.Dispose();
    }

    /// <summary>Panels of a layer's pre-activations that are kept up to date.</summary>
    private int CurrentPanels(int layer)
    {
        var width = _shape.Width(layer);
        return layer == Logits ? Panels.Count(width) : Math.Min(Panels.Count(width), (_present[layer] / Panels.Width) + 1);
    }

    /// <summary>The layer after the arriving neuron's: sums and, where it is hidden, outputs.</summary>
    private void UpdateNext(int layer, int position, float* outputs)
    {
        var hidden = layer + 1 < Logits;
        if (hidden && _shape.Activation == Activation.Relu)
        {
            AddRowRelu(layer, position, outputs);
            return;
        }
        AddRow(layer, position, outputs);
        if (hidden)
            Activate(layer + 1);
    }

    private float* OutputsOfArriving(int layer, int position)
    {
        if (layer == _first)
            return _samples.Panel(0) + ((long)_plan.Positions[0][position] * _capacity);
        var sums = _sums[layer]!;
        float* arriving = _arriving.Pointer, source = sums.Pointer + position;
        for (var sample = 0; sample < _samples.Count; sample++)
            arriving[sample] = source[(long)sample * sums.Stride];
        ActivationKernel<TLanes, TVector>.Apply(_shape.Activation, arriving, _samples.Count);
        return arriving;
    }

    private void Store(int layer, int position, float* outputs)
    {
        var matrix = _outputs[layer]!;
        var target = matrix.Pointer + position;
        for (var sample = 0; sample < _samples.Count; sample++)
            target[(long)sample * matrix.Stride] = outputs[sample];
    }

    /// <summary>Where the last present neuron filled its panel, the next panel's pre-activations are computed for all samples.</summary>
    private void OpenPanel(int layer)
    {
        var panel = _present[layer] / Panels.Width;
        if (layer == _first || _present[layer] % Panels.Width != 0 || panel >= Panels.Count(_shape.Width(layer)))
            return;
        _everyone.AsSpan(0, _samples.Count).CopyTo(_changed);
        _changes = _samples.Count;
        fixed (int* rows = _changed)
            MultiplyDense(layer, rows, _changes, panel, 1);
    }

    private void FindChanged(float* outputs)
    {
        var found = 0;
        fixed (int* changed = _changed)
        {
            for (var sample = 0; sample < _samples.Count; sample++)
            {
                changed[found] = sample;
                found += outputs[sample] != 0 ? 1 : 0;
            }
        }
        _changes = found;
    }

    /// <summary>The rank-one update: the arriving neuron's outputs times its weights, added to the next layer's sums of the changed samples.</summary>
    private void AddRow(int layer, int position, float* outputs)
    {
        var transition = _plan.After(layer);
        var weights = transition.Row(_plan.RowOf(layer, position));
        var panelLength = transition.PanelLength;
        var panels = CurrentPanels(layer + 1);
        var sums = _sums[layer + 1]!;
        float* row = sums.Pointer;
        for (var i = 0; i < _changes; i++)
        {
            var sample = _changed[i];
            RowArrival<TLanes, TVector>.AddRow(outputs[sample], weights, panelLength, panels, row + ((long)sample * sums.Stride));
        }
    }

    /// <summary><see cref="AddRow"/> and <see cref="Activate"/> of the next layer, for ReLU.</summary>
    private void AddRowRelu(int layer, int position, float* outputs)
    {
        var transition = _plan.After(layer);
        var weights = transition.Row(_plan.RowOf(layer, position));
        var panelLength = transition.PanelLength;
        var (panels, present) = (CurrentPanels(layer + 1), _present[layer + 1]);
        RowMatrix sums = _sums[layer + 1]!, next = _outputs[layer + 1]!;
        float* sumRow = sums.Pointer, outputRow = next.Pointer;
        var kept = 0;
        for (var i = 0; i < _changes; i++)
        {
            var sample = _changed[i];
            var differs = RowArrival<TLanes, TVector>.AddRowRelu(
                outputs[sample], weights, panelLength, panels, sumRow + ((long)sample * sums.Stride), outputRow + ((long)sample * next.Stride), present);
            _changed[kept] = sample;
            kept += differs ? 1 : 0;
        }
        _changes = kept;
    }

    /// <summary>Outputs of a layer's present neurons for the changed samples; a sample whose outputs stay the same counts as changed no more.</summary>
    private void Activate(int layer)
    {
        RowMatrix sums = _sums[layer]!, outputs = _outputs[layer]!;
        float* sumRow = sums.Pointer, outputRow = outputs.Pointer;
        var kept = 0;
        for (var i = 0; i < _changes; i++)
        {
            var sample = _changed[i];
            var differs = RowArrival<TLanes, TVector>.Activate(
                _shape.Activation, sumRow + ((long)sample * sums.Stride), outputRow + ((long)sample * outputs.Stride), _present[layer]);
            _changed[kept] = sample;
            kept += differs ? 1 : 0;
        }
        _changes = kept;
    }

    /// <summary>Pre-activations of <paramref name="layer"/> for the changed samples, from the layer before.</summary>
    private void Multiply(int layer, int panels)
    {
        RowMatrix input = _outputs[layer - 1]!, sums = _sums[layer]!;
        if (_shape.Activation != Activation.Relu || !SparseRows<TLanes, TVector>.Pays(panels))
        {
            fixed (int* rows = _changed)
                MultiplyDense(layer, rows, _changes, 0, panels);
            return;
        }
        _sparse.Split(input, _changed.AsSpan(0, _changes), _present[layer - 1]);
        _sparse.Multiply(input, _plan.After(layer - 1), sums, panels);
        fixed (int* rows = _sparse.Dense)
            MultiplyDense(layer, rows, _sparse.DenseCount, 0, panels);
    }

    private void MultiplyDense(int layer, int* rows, int count, int firstPanel, int panels)
    {
        RowMatrix input = _outputs[layer - 1]!, sums = _sums[layer]!;
        var transition = _plan.After(layer - 1);
        var product = ProductArguments.Rows(input, transition.Depth, transition.Weights, sums, transition.Bias) with { Depth = _present[layer - 1], AIndex = rows, CIndex = rows };
        MatrixProduct.Run(_width, product, 0, count, firstPanel, panels);
    }

    private void Score()
    {
        var logits = _sums[Logits]!;
        fixed (int* rows = _changed)
        fixed (byte* labels = _samples.Labels)
        fixed (SampleScore* scores = _scores)
            ScoreKernel<TLanes, TVector>.Run(logits.Pointer, logits.Stride, rows, _changes, _shape.Classes, labels, scores, _scratch.Pointer);
    }
}
