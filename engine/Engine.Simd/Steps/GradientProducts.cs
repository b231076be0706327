using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>The products of back-propagation, for the layers of the network and for a code's head alike.</summary>
internal sealed unsafe class GradientProducts<TLanes, TVector>(BatchWorkspace workspace, TeamProduct products)
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>dW = inputs' errors, laid out as the weights are: <c>[inputs, outputs]</c> in panels.</summary>
    public void Weights(RowMatrix input, RowMatrix errors, int rows, float* gradient)
    {
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
                C = gradient,
                CRow = Panels.Width,
                CPanel = (nint)input.Columns * Panels.Width,
            },
            input.Columns,
            errors.Columns);
    }

    /// <summary>db = the errors' sums over the batch.</summary>
    public static void Bias(RowMatrix errors, int rows, float* gradient)
    {
        for (var column = 0; column < errors.Columns; column += TLanes.Count)
        {
            var sum = TLanes.Zero;
            for (var row = 0; row < rows; row++)
                sum = TLanes.Add(sum, TLanes.Load(errors.Row(row) + column));
            TLanes.Store(sum, gradient + column);
        }
    }

    /// <summary>Errors by a product's outputs become errors by its inputs.</summary>
    /// <param name="weights">Panels <c>[inputs, outputs]</c>.</param>
    public void Inputs(RowMatrix errors, float* weights, RowMatrix target, int rows)
    {
        Transpose(weights, target.Columns, errors.Columns, workspace.Panel);
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
}
