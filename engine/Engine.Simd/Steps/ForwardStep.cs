using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd.Steps;

/// <summary>From a batch's inputs to its logits, in training mode: batch statistics, dropout on.</summary>
internal sealed unsafe class ForwardStep<TLanes, TVector>(Parameters parameters, BatchWorkspace workspace, TeamProduct products, DropoutRule? dropout, BottleneckStep<TLanes, TVector>? bottleneck)
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly ParameterLayout _layout = parameters.Layout;

    /// <param name="rows">Samples of the batch.</param>
    /// <param name="step">Steps taken before this one; keys the dropout and the code's noise.</param>
    public void Run(int rows, long step)
    {
        for (var layer = 0; layer < _layout.Shape.Layers; layer++)
        {
            Multiply(layer, rows);
            if (layer + 1 < _layout.Shape.Layers)
                Activate(layer, rows, step);
        }
    }

    private void Multiply(int layer, int rows)
    {
        RowMatrix input = workspace.Passed(layer), output = workspace.Outputs[layer + 1];
        products.Run(
            new ProductArguments
            {
                A = input.Pointer,
                ARow = input.Stride,
                AStep = 1,
                B = parameters.Values + _layout.Weights(layer),
                PanelDepth = input.Columns,
                Depth = input.Columns,
                C = output.Pointer,
                CRow = output.Stride,
                CPanel = Panels.Width,
                Start = parameters.Values + _layout.Bias(layer),
            },
            rows,
            output.Columns);
    }

    private void Activate(int layer, int rows, long step)
    {
        var output = workspace.Outputs[layer + 1];
        if (_layout.Normalizes(layer))
            NormalizationForward<TLanes, TVector>.Run(parameters, workspace, layer, rows);
        for (var row = 0; row < rows; row++)
            ActivationKernel<TLanes, TVector>.Apply(_layout.Shape.Activation, output.Row(row), output.Columns);
        if (dropout is not null)
            Drop(layer, rows, step);
        if (layer + 1 == _layout.Code)
            bottleneck?.Forward(rows, step);
    }

    private void Drop(int layer, int rows, long step)
    {
        RowMatrix output = workspace.Outputs[layer + 1], factors = workspace.Factors[layer + 1]!, dropped = workspace.Dropped[layer + 1]!;
        for (var row = 0; row < rows; row++)
        {
            dropout!.Fill(step, layer, row, factors[row]);
            float* from = output.Row(row), factor = factors.Row(row), to = dropped.Row(row);
            for (var i = 0; i < output.Columns; i += TLanes.Count)
                TLanes.Store(TLanes.Multiply(TLanes.Load(from + i), TLanes.Load(factor + i)), to + i);
        }
    }
}
