using Engine.Networks;
using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>From the errors at the logits to the gradient of all parameters.</summary>
internal sealed unsafe class BackwardStep<TLanes, TVector>(
    Parameters parameters, BatchWorkspace workspace, GradientProducts<TLanes, TVector> gradients, BottleneckStep<TLanes, TVector>? bottleneck)
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly ParameterLayout _layout = parameters.Layout;

    /// <param name="samples">Which training sample each row of the batch is.</param>
    public void Run(ReadOnlySpan<int> samples, ReadOnlySpan<byte> labels)
    {
        var rows = samples.Length;
        for (var layer = _layout.Shape.Layers - 1; layer >= 0; layer--)
        {
            var errors = workspace.Errors[layer + 1];
            if (_layout.Normalizes(layer))
                NormalizationBackward<TLanes, TVector>.Run(parameters, workspace, layer, rows);
            gradients.Weights(workspace.Passed(layer), errors, rows, parameters.Gradient + _layout.Weights(layer));
            GradientProducts<TLanes, TVector>.Bias(errors, rows, parameters.Gradient + _layout.Bias(layer));
            if (layer == 0)
                break;
            gradients.Inputs(errors, parameters.Values + _layout.Weights(layer), workspace.Errors[layer], rows);
            if (layer == _layout.Code)
                bottleneck?.Backward(samples, labels);
            else if (layer == _layout.Code - 1)
                bottleneck?.AddInputErrors(rows);
            for (var row = 0; row < rows; row++)
                Derive(layer, row);
        }
    }

    /// <summary>Errors by outputs become errors by pre-activations: times dropout's factor, times the slope of the activation.</summary>
    private void Derive(int layer, int row)
    {
        float* error = workspace.Errors[layer].Row(row), output = workspace.Outputs[layer].Row(row);
        var factor = workspace.Factors[layer] is { } factors ? factors.Row(row) : null;
        for (var i = 0; i < workspace.Outputs[layer].Columns; i += TLanes.Count)
        {
            var value = TLanes.Multiply(TLanes.Load(error + i), Slope(_layout.Shape.Activation, TLanes.Load(output + i)));
            if (factor is not null)
                value = TLanes.Multiply(value, TLanes.Load(factor + i));
            TLanes.Store(LaneMath<TLanes, TVector>.Flush(value), error + i);
        }
    }

    /// <summary>The activation's derivative, read off its output.</summary>
    private static TVector Slope(Activation activation, TVector output)
    {
        var one = TLanes.Create(1f);
        return activation switch
        {
            Activation.Relu => TLanes.Choose(TLanes.GreaterThan(output, TLanes.Zero), one, TLanes.Zero),
            Activation.LeakyRelu => TLanes.Choose(
                TLanes.GreaterThan(output, TLanes.Zero), one, TLanes.Create(Activations.LeakySlope)),
            Activation.Tanh => TLanes.Subtract(one, TLanes.Multiply(output, output)),
            _ => TLanes.Multiply(output, TLanes.Subtract(one, output)),
        };
    }
}
