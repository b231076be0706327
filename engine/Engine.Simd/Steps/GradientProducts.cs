using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>The products of back-propagation, for the layers of the network and for a code's head alike.</summary>
internal sealed unsafe class GradientProducts<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats below which one thread moves them.</summary>
    private const int WorthSplitting = 4_000;

    /// <summary>Floats of the gradient that a thread computes before what follows is done with them,
    /// while they are in its second-level cache.</summary>
    private const int GradientTogether = 32_768;

    private readonly BatchWorkspace _workspace;
    private readonly TeamProduct _products;
    private readonly WorkerTeam _team;
    private readonly Action<int> _transpose;
    private float* _weights;
    private int _inputs;
    private int _outputs;

    public GradientProducts(BatchWorkspace workspace, TeamProduct products, WorkerTeam team)
    {
        (_workspace, _products, _team) = (workspace, products, team);
        _transpose = TransposePanel;
    }

    /// <summary>dW = inputs' errors, laid out as the weights are: <c>[inputs, outputs]</c> in panels.</summary>
    /// <param name="finish">As <see cref="TeamProduct.Run"/> calls it, on the inputs.</param>
    public void Weights(RowMatrix input, RowMatrix errors, int rows, float* gradient, Action<int, int>? finish = null)
    {
        Panels.Pack(errors.Pointer, errors.Stride, 1, rows, errors.Columns, _workspace.Panel);
        var product = ProductArguments.Transposed(input, rows, _workspace.Panel, gradient, input.Columns, errors.Columns);
        _products.Run(product, input.Columns, finish, GradientTogether / (Panels.Count(errors.Columns) * Panels.Width));
    }

    /// <summary>db = the errors' sums over the batch.</summary>
    public static void Bias(RowMatrix errors, int rows, float* gradient)
    {
        var (first, stride) = ((nint)errors.Pointer, errors.Stride);
        for (var column = 0; column < errors.Columns; column += TLanes.Count)
        {
            var sum = TLanes.Zero;
            var error = (float*)first + column;
            for (var row = 0; row < rows; row++, error += stride)
                sum = TLanes.Add(sum, TLanes.Load(error));
            TLanes.Store(sum, gradient + column);
        }
    }

    /// <summary>Errors by a product's outputs become errors by its inputs.</summary>
    /// <param name="weights">Panels <c>[inputs, outputs]</c>.</param>
    /// <param name="finish">As <see cref="TeamProduct.Run"/> calls it, on the rows of <paramref name="target"/>.</param>
    public void Inputs(RowMatrix errors, float* weights, RowMatrix target, int rows, Action<int, int>? finish = null)
    {
        Transpose(weights, target.Columns, errors.Columns);
        _products.Run(ProductArguments.Rows(errors, errors.Columns, _workspace.Panel, target), rows, finish);
    }

    /// <summary>Panels of W, <c>[inputs, outputs]</c>, into panels of its transpose, <c>[outputs, inputs]</c>.</summary>
    private void Transpose(float* weights, int inputs, int outputs)
    {
        _weights = weights;
        (_inputs, _outputs) = (inputs, outputs);
        if (_team.Size > 1 && inputs * outputs >= WorthSplitting)
        {
            _team.Run(Panels.Count(inputs), _transpose);
            return;
        }
        for (var panel = 0; panel < Panels.Count(inputs); panel++)
            TransposePanel(panel);
    }

    private void TransposePanel(int panel)
    {
        var first = panel * Panels.Width;
        var width = Math.Min(Panels.Width, _inputs - first);
        var transposed = _workspace.Panel + ((long)first * _outputs);
        for (var o = 0; o < _outputs; o++, transposed += Panels.Width)
        {
            var source = _weights + Panels.Offset(_inputs, first, o);
            for (var i = 0; i < width; i++)
                transposed[i] = source[i * Panels.Width];
            for (var i = width; i < Panels.Width; i++)
                transposed[i] = 0;
        }
    }
}
