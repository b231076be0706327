using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>The hidden layers behind the first ablated one, sample by sample.</summary>
/// <remarks>Of a layer, the pre-activations of all present neurons are kept up to date, and those of the panel from which the next one
/// comes; outputs of all but the last, which are multiplied again where they change.</remarks>
internal sealed unsafe class LayerSums<TLanes, TVector> : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly NetworkShape _shape;
    private readonly VectorWidth _width;
    private readonly int _first;
    private readonly RowMatrix?[] _sums;
    private readonly RowMatrix?[] _outputs;
    private readonly int[] _present;
    private readonly AlignedBuffer _column;
    private readonly SparseRows<TLanes, TVector> _sparse;
    private OrderPlan _plan = null!;

    /// <param name="first">The first layer that is ablated.</param>
    public LayerSums(NetworkShape shape, int first, int capacity, VectorWidth width)
    {
        (_shape, _first, _width) = (shape, first, width);
        var layers = Enumerable.Range(0, shape.Layers).ToArray();
        _sums = [.. layers.Select(layer => layer > first ? new RowMatrix(capacity, shape.Width(layer)) : null)];
        _outputs = [.. layers.Select(layer => layer >= first && layer < LastHidden ? new RowMatrix(capacity, shape.Width(layer)) : null)];
        _present = new int[shape.Layers];
        _column = new AlignedBuffer(capacity + Panels.Width);
        _sparse = new SparseRows<TLanes, TVector>(capacity, layers.Skip(first).Max(shape.Width));
    }

    private int LastHidden => _shape.Layers - 1;

    /// <summary>Pre-activations of a layer behind the first.</summary>
    public RowMatrix Sums(int layer) => _sums[layer]!;

    /// <summary>How many neurons of a layer are there, the first ones in the plan's order.</summary>
    public int Present(int layer) => _present[layer];

    /// <summary>The layers without any neuron that the plan puts back.</summary>
    /// <param name="scratch">Overwritten.</param>
    public void Begin(OrderPlan plan, SampleList everyone, SampleList scratch)
    {
        _plan = plan;
        for (var layer = _first; layer <= LastHidden; layer++)
            _present[layer] = plan.InitiallyPresent[layer - _first];
        for (var layer = _first + 1; layer <= LastHidden; layer++)
        {
            Multiply(layer, everyone);
            if (layer < LastHidden)
                Activate(layer, everyone, scratch);
        }
    }

    /// <summary>Lets the next neuron of a layer in.</summary>
    /// <returns>Its position.</returns>
    public int Arrive(int layer) => _present[layer]++;

    /// <summary>The samples for which a neuron behind the first layer says something.</summary>
    /// <param name="reached">Written.</param>
    public SampleList Reached(int layer, int position, SampleList everyone, SampleList reached)
    {
        var sums = Sums(layer);
        float* outputs = _column.Pointer, source = sums.Pointer + position;
        for (var sample = 0; sample < everyone.Count; sample++, source += sums.Stride)
            outputs[sample] = *source;
        ActivationKernel<TLanes, TVector>.Apply(_shape.ActivationOf(layer), outputs, everyone.Count);
        reached.Clear();
        for (var sample = 0; sample < everyone.Count; sample++)
            reached.Add(sample, everyone.Labels[sample], outputs[sample], outputs[sample] != 0);
        return reached;
    }

    /// <summary>Keeps an arriving neuron's outputs for products of its layer.</summary>
    public void Store(int layer, int position, SampleList reached)
    {
        var matrix = _outputs[layer]!;
        float* target = matrix.Pointer + position;
        for (var sample = 0; sample < matrix.Rows; sample++)
            target[(long)sample * matrix.Stride] = 0;
        for (var i = 0; i < reached.Count; i++)
            target[(long)reached.Rows[i] * matrix.Stride] = reached.Outputs[i];
    }

    /// <summary>Where the last present neuron filled its panel, the next panel's pre-activations are computed for all samples.</summary>
    public void OpenPanel(int layer, SampleList everyone)
    {
        var panel = _present[layer] / Panels.Width;
        if (layer > _first && _present[layer] % Panels.Width == 0 && panel < Panels.Count(_shape.Width(layer)))
            MultiplyDense(layer, everyone.Rows, everyone.Count, panel, 1);
    }

    /// <summary>Follows a neuron's outputs to the pre-activations of the last hidden layer.</summary>
    /// <param name="followed">Overwritten.</param>
    /// <returns>The samples of which these may have changed.</returns>
    public SampleList Follow(int layer, int position, SampleList reached, SampleList followed)
    {
        var transition = _plan.After(layer);
        float* weights = transition.Row(_plan.RowOf(layer, position));
        var next = layer + 1;
        var panels = CurrentPanels(next);
        if (next < LastHidden && _shape.ActivationOf(next) == Activation.Relu)
        {
            RowOutputs<TLanes, TVector>.AddRelu(
                reached, weights, transition.PanelLength, panels, Sums(next), _outputs[next]!, _present[next], followed);
        }
        else
        {
            RankOneRows<TLanes, TVector>.Add(reached, weights, transition.PanelLength, panels, Sums(next));
            if (next == LastHidden)
                return reached;
            Activate(next, reached, followed);
        }
        for (next++; next <= LastHidden && followed.Count > 0; next++)
        {
            Multiply(next, followed);
            if (next < LastHidden)
                Activate(next, followed, followed);
        }
        return followed;
    }

    public void Dispose()
    {
        foreach (var matrix in _sums.Concat(_outputs))
            matrix?.Dispose();
        _column.Dispose();
        _sparse.Dispose();
    }

    /// <summary>Panels of a layer's pre-activations that are kept up to date.</summary>
    private int CurrentPanels(int layer) => Math.Min(Panels.Count(_shape.Width(layer)), (_present[layer] / Panels.Width) + 1);

    private void Activate(int layer, SampleList samples, SampleList followed) =>
        RowOutputs<TLanes, TVector>.Activate(_shape.ActivationOf(layer), samples, Sums(layer), _outputs[layer]!, _present[layer], followed);

    /// <summary>Pre-activations of a layer from the outputs of the layer before.</summary>
    private void Multiply(int layer, SampleList samples)
    {
        var panels = CurrentPanels(layer);
        if (_shape.ActivationOf(layer - 1) != Activation.Relu || !SparseRows<TLanes, TVector>.Pays(panels))
        {
            MultiplyDense(layer, samples.Rows, samples.Count, 0, panels);
            return;
        }
        var input = _outputs[layer - 1]!;
        _sparse.Split(input, new ReadOnlySpan<int>(samples.Rows, samples.Count), _present[layer - 1]);
        _sparse.Multiply(input, _plan.After(layer - 1), Sums(layer), panels);
        fixed (int* rows = _sparse.Dense)
            MultiplyDense(layer, rows, _sparse.DenseCount, 0, panels);
    }

    private void MultiplyDense(int layer, int* rows, int count, int firstPanel, int panels)
    {
        var transition = _plan.After(layer - 1);
        var product = ProductArguments.Rows(_outputs[layer - 1]!, transition.Depth, transition.Weights, Sums(layer), transition.Bias) with
        {
            Depth = _present[layer - 1],
            AIndex = rows,
            CIndex = rows,
        };
        MatrixProduct.Run(_width, product, 0, count, firstPanel, panels);
    }
}
