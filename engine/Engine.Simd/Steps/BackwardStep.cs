using Engine.Numerics;
using Engine.Simd.Live;
using Engine.Simd.Optimizers;

namespace Engine.Simd.Steps;

/// <summary>From the errors at the logits to the gradient of all parameters, and to new weights where they need nothing else.</summary>
internal sealed unsafe class BackwardStep<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly Parameters _parameters;
    private readonly ParameterLayout _layout;
    private readonly BatchWorkspace _workspace;
    private readonly GradientProducts<TLanes, TVector> _gradients;
    private readonly BottleneckStep<TLanes, TVector>? _bottleneck;
    private readonly LiveProducts? _live;
    private readonly UpdateStep _update;
    private readonly Action<int, int> _derive;
    private int _layer;

    /// <param name="live">Null where no neuron can be left out.</param>
    public BackwardStep(
        Parameters parameters,
        BatchWorkspace workspace,
        GradientProducts<TLanes, TVector> gradients,
        BottleneckStep<TLanes, TVector>? bottleneck,
        LiveProducts? live,
        UpdateStep update)
    {
        (_parameters, _layout, _workspace, _gradients, _bottleneck, _live, _update) =
            (parameters, parameters.Layout, workspace, gradients, bottleneck, live, update);
        _derive = Derive;
    }

    /// <param name="samples">Which training sample each row of the batch is.</param>
    public void Run(ReadOnlySpan<int> samples, ReadOnlySpan<byte> labels)
    {
        var rows = samples.Length;
        for (_layer = _layout.Shape.Layers - 1; _layer >= 0; _layer--)
        {
            if (_layout.Normalizes(_layer))
                NormalizationBackward<TLanes, TVector>.Run(_parameters, _workspace, _layer, rows);
            var live = _live?.TryErrors(_layer, rows) == true ? _live : null;
            // The errors by the inputs come first, for they need the weights as they are.
            if (_layer > 0)
                InputErrors(samples, labels, live);
            var errors = _workspace.Errors[_layer + 1];
            if (live is not null)
                live.Update();
            else
                _gradients.Weights(
                    _workspace.Passed(_layer), errors, rows, _parameters.Gradient + _layout.Weights(_layer), _update.Begin(_layer));
            GradientProducts<TLanes, TVector>.Bias(errors, rows, _parameters.Gradient + _layout.Bias(_layer));
        }
    }

    private void InputErrors(ReadOnlySpan<int> samples, ReadOnlySpan<byte> labels, LiveProducts? live)
    {
        var rows = samples.Length;
        if (live is not null)
            live.InputErrors(_derive);
        else
            _gradients.Inputs(
                _workspace.Errors[_layer + 1], _parameters.Values + _layout.Weights(_layer), _workspace.Errors[_layer], rows,
                _bottleneck is null ? _derive : null);
        if (_bottleneck is null)
            return;
        if (_layer == _layout.Code)
            _bottleneck.Backward(samples, labels);
        else if (_layer == _layout.Code - 1)
            _bottleneck.AddInputErrors(rows);
        Derive(0, rows);
    }

    /// <summary>Errors by outputs become errors by pre-activations: times dropout's factor, times the slope of the activation.</summary>
    private void Derive(int first, int count)
    {
        for (var row = first; row < first + count; row++)
            Derive(
                _workspace.Errors[_layer].Row(row), _workspace.Outputs[_layer].Row(row),
                _workspace.Slopes[_layer] is { } slopes ? slopes.Row(row) : null,
                _workspace.Factors[_layer] is { } factors ? factors.Row(row) : null);
    }

    /// <param name="slope">Null where it is read off the output.</param>
    private void Derive(float* error, float* output, float* slope, float* factor)
    {
        var (activation, count) = (_layout.Shape.Activation, _workspace.Outputs[_layer].Columns);
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var steepness = slope is null
                ? ActivationKernel<TLanes, TVector>.Slope(activation, TLanes.Load(output + i))
                : TLanes.Load(slope + i);
            var value = TLanes.Multiply(TLanes.Load(error + i), steepness);
            if (factor is not null)
                value = TLanes.Multiply(value, TLanes.Load(factor + i));
            TLanes.Store(LaneMath<TLanes, TVector>.Flush(value), error + i);
        }
    }
}
