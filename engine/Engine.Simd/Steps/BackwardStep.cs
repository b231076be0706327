using Engine.Networks;
using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>From the errors at the logits to the gradient of all parameters.</summary>
internal sealed unsafe class BackwardStep<TLanes, TVector>(Parameters parameters, BatchWorkspace workspace, TeamProduct products)
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly ParameterLayout _layout = parameters.Layout;

    public void Run(int rows)
    {
        for (var layer = _layout.Shape.Layers - 1; layer >= 0; layer--)
        {
            if (_layout.Normalizes(layer))
                NormalizationBackward<TLanes, TVector>.Run(parameters, workspace, layer, rows);
            WeightGradient(layer, rows);
            BiasGradient(layer, rows);
            if (layer > 0)
                Propagate(layer, rows);
        }
    }

    /// <summary>dW = inputs' errors, laid out as the weights are: <c>[inputs, outputs]</c> in panels.</summary>
    private void WeightGradient(int layer, int rows)
    {
        RowMatrix input = workspace.Passed(layer), errors = workspace.Errors[layer + 1];
        Panels.Pack(errors.Pointer, errors.Stride, 1, rows, errors.Columns, workspace.Panel);
        products.Run(
            new ProductArguments
            {
                A = input.Pointer,
                ARow = 1,
                AStep = input.Stride,
                B = workspace.Panel,
                PanelDepth = rows,
                Depth = rows,
                C = parameters.Gradient + _layout.Weights(layer),
                CRow = Panels.Width,
                CPanel = (nint)input.Columns * Panels.Width,
            },
            input.Columns,
            errors.Columns);
    }

    private void BiasGradient(int layer, int rows)
    {
        var errors = workspace.Errors[layer + 1];
        var gradient = parameters.Gradient + _layout.Bias(layer);
        for (var column = 0; column < errors.Columns; column += TLanes.Count)
        {
            var sum = TLanes.Zero;
            for (var row = 0; row < rows; row++)
                sum = TLanes.Add(sum, TLanes.Load(errors.Row(row) + column));
            TLanes.Store(sum, gradient + column);
        }
    }

    private void Propagate(int layer, int rows)
    {
        RowMatrix errors = workspace.Errors[layer + 1], target = workspace.Errors[layer];
        Transpose(parameters.Values + _layout.Weights(layer), target.Columns, errors.Columns, workspace.Panel);
        products.Run(
            new ProductArguments
            {
                A = errors.Pointer,
                ARow = errors.Stride,
                AStep = 1,
                B = workspace.Panel,
                PanelDepth = errors.Columns,
                Depth = errors.Columns,
                C = target.Pointer,
                CRow = target.Stride,
                CPanel = Panels.Width,
            },
            rows,
            target.Columns);
        for (var row = 0; row < rows; row++)
            Derive(layer, row);
    }

    /// <summary>Panels of W, <c>[inputs, outputs]</c>, into panels of its transpose, <c>[outputs, inputs]</c>.</summary>
    private static void Transpose(float* weights, int inputs, int outputs, float* transposed)
    {
        for (var first = 0; first < inputs; first += Panels.Width)
        {
            var width = Math.Min(Panels.Width, inputs - first);
            for (var o = 0; o < outputs; o++, transposed += Panels.Width)
            {
                var source = weights + Panels.Offset(inputs, first, o);
                for (var i = 0; i < width; i++)
                    transposed[i] = source[i * Panels.Width];
                for (var i = width; i < Panels.Width; i++)
                    transposed[i] = 0;
            }
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
