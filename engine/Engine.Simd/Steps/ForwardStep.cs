using Engine.Numerics;
using Engine.Simd.Live;
using Engine.Training;

namespace Engine.Simd.Steps;

/// <summary>From a batch's inputs to its logits and their loss, in training mode: batch statistics, dropout on.</summary>
internal sealed unsafe class ForwardStep<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly Parameters _parameters;
    private readonly ParameterLayout _layout;
    private readonly BatchWorkspace _workspace;
    private readonly TeamProduct _products;
    private readonly DropoutRule? _dropout;
    private readonly BottleneckStep<TLanes, TVector>? _bottleneck;
    private readonly LiveProducts? _live;
    private readonly Action<int, int> _activate;
    private readonly Action<int, int> _loss;
    private int _layer;
    private long _step;

    /// <param name="live">Null where no neuron can be left out.</param>
    /// <param name="loss">Called for some rows (first, count) once their logits are known.</param>
    public ForwardStep(
        Parameters parameters,
        BatchWorkspace workspace,
        TeamProduct products,
        DropoutRule? dropout,
        BottleneckStep<TLanes, TVector>? bottleneck,
        LiveProducts? live,
        Action<int, int> loss)
    {
        (_parameters, _layout, _workspace, _products, _dropout, _bottleneck, _live) =
            (parameters, parameters.Layout, workspace, products, dropout, bottleneck, live);
        (_activate, _loss) = (Activate, loss);
    }

    /// <param name="rows">Samples of the batch.</param>
    /// <param name="step">Steps taken before this one; keys the dropout and the code's noise.</param>
    public void Run(int rows, long step)
    {
        _step = step;
        for (_layer = 0; _layer < _layout.Shape.Hidden.Length; _layer++)
        {
            if (_layout.Normalizes(_layer))
            {
                Multiply(_layer, rows, null);
                NormalizationForward<TLanes, TVector>.Run(_parameters, _workspace, _layer, rows);
                Activate(0, rows);
            }
            else
            {
                Multiply(_layer, rows, _activate);
            }
            if (_layer + 1 == _layout.Code)
                _bottleneck?.Forward(rows, step);
            _live?.Find(_layer + 1, rows);
        }
        Multiply(_layer, rows, _loss);
    }

    private void Multiply(int layer, int rows, Action<int, int>? finish)
    {
        if (_live?.TryForward(layer, rows, finish) == true)
            return;
        RowMatrix input = _workspace.Passed(layer), output = _workspace.Outputs[layer + 1];
        _products.Run(
            ProductArguments.Rows(
                input, input.Columns, _parameters.Values + _layout.Weights(layer), output, _parameters.Values + _layout.Bias(layer)),
            rows,
            finish);
    }

    /// <summary>The current layer's activation, and dropout, of some rows.</summary>
    private void Activate(int first, int count)
    {
        var (activation, output) = (_layout.Shape.Activation, _workspace.Outputs[_layer + 1]);
        for (var row = first; row < first + count; row++)
        {
            if (_workspace.Slopes[_layer + 1] is { } slopes)
                ActivationKernel<TLanes, TVector>.ApplyWithSlopes(activation, output.Row(row), slopes.Row(row), output.Columns);
            else
                ActivationKernel<TLanes, TVector>.Apply(activation, output.Row(row), output.Columns);
        }
        if (_workspace.Dropped[_layer + 1] is not null)
            Drop(_dropout!, first, count);
    }

    private void Drop(DropoutRule dropout, int first, int count)
    {
        RowMatrix output = _workspace.Outputs[_layer + 1], factors = _workspace.Factors[_layer + 1]!,
            dropped = _workspace.Dropped[_layer + 1]!;
        for (var row = first; row < first + count; row++)
        {
            dropout.Fill(_step, _layer, row, factors[row]);
            float* from = output.Row(row), factor = factors.Row(row), to = dropped.Row(row);
            for (var i = 0; i < output.Columns; i += TLanes.Count)
                TLanes.Store(TLanes.Multiply(TLanes.Load(from + i), TLanes.Load(factor + i)), to + i);
        }
    }
}
