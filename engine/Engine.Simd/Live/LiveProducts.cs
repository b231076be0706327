using Engine.Numerics;
using Engine.Simd.Optimizers;

namespace Engine.Simd.Live;

/// <summary>A layer's products without the neurons that are 0 for a whole batch.</summary>
/// <remarks>A ReLU network in training has many: their terms in a sum are 0, and so is their error, because the slope at 0 is. To leave
/// them out changes no bit but the sign of a zero. The factors are gathered, multiplied, and what comes out is spread again,
/// 0 in the gaps.</remarks>
internal sealed unsafe class LiveProducts
{
    private readonly Parameters _parameters;
    private readonly BatchWorkspace _workspace;
    private readonly LiveWorkspace _live;
    private readonly TeamProduct _products;
    private readonly WorkerTeam _team;
    private readonly UpdateStep _update;
    private readonly Action<int> _gatherInputs;
    private readonly Action<int> _gatherErrors;
    private readonly Action<int> _spreadGradient;
    private readonly Action<int> _transpose;
    private readonly Action<int, int> _spreadErrors;
    private Action<int, int>? _finish;
    private int _layer;
    private int _rows;

    public LiveProducts(
        Parameters parameters, BatchWorkspace workspace, LiveWorkspace live, TeamProduct products, WorkerTeam team, UpdateStep update)
    {
        (_parameters, _workspace, _live, _products, _team, _update) = (parameters, workspace, live, products, team, update);
        (_gatherInputs, _gatherErrors, _spreadGradient, _transpose, _spreadErrors) =
            (GatherInputs, GatherErrors, SpreadGradient, Transpose, SpreadErrors);
    }

    private LiveColumns Inputs => _live.Live[_layer];

    private LiveColumns Outputs => _live.Live[_layer + 1];

    /// <summary>Where the live columns of the layer's inputs lie.</summary>
    private RowMatrix Passed => Inputs.AreFew ? _live.Gathered[_layer] : _workspace.Passed(_layer);

    private RowMatrix Errors => Outputs.AreFew ? _live.Errors : _workspace.Errors[_layer + 1];

    private float* Weights => _parameters.Values + _parameters.Layout.Weights(_layer);

    private int AllInputs => _workspace.Outputs[_layer].Columns;

    /// <summary>The outputs of a hidden layer are known.</summary>
    public void Find(int layer, int rows) => _live.Live[layer].Find(_workspace.Passed(layer), rows);

    /// <summary>The layer's pre-activations from its inputs, if few of these are live.</summary>
    /// <param name="finish">As <see cref="TeamProduct.Run"/> calls it.</param>
    public bool TryForward(int layer, int rows, Action<int, int>? finish)
    {
        (_layer, _rows) = (layer, rows);
        if (!Inputs.AreFew)
            return false;
        var output = _workspace.Outputs[layer + 1];
        _team.Run(_team.Size, _gatherInputs);
        _products.Run(
            ProductArguments.Rows(Passed, Inputs.Count, _live.Factor, output, _parameters.Values + _parameters.Layout.Bias(layer)), rows,
            finish);
        return true;
    }

    /// <summary>Gathers the errors by the layer's outputs, if few of its inputs or of its outputs are live.</summary>
    public bool TryErrors(int layer, int rows)
    {
        (_layer, _rows) = (layer, rows);
        if (!Inputs.AreFew && !Outputs.AreFew)
            return false;
        if (Outputs.AreFew)
            _team.Run(_team.Size, _gatherErrors);
        return true;
    }

    /// <summary>The gradient of the layer's weights, and new weights, after <see cref="TryErrors"/> has returned true for it
    /// and <see cref="InputErrors"/> has used the old ones.</summary>
    public void Update()
    {
        Panels.Pack(Errors.Pointer, Errors.Stride, 1, _rows, Outputs.Count, _live.Factor);
        _products.Run(ProductArguments.Transposed(Passed, _rows, _live.Factor, _live.Gradient, Inputs.Count, Outputs.Count), Inputs.Count);
        _team.Run(Panels.Count(_workspace.Outputs[_layer + 1].Columns), _spreadGradient);
    }

    /// <summary>The errors by the layer's inputs, after <see cref="TryErrors"/> has returned true for it.</summary>
    /// <param name="finish">As <see cref="TeamProduct.Run"/> calls it, on the rows of the workspace's errors.</param>
    public void InputErrors(Action<int, int> finish)
    {
        var target = Inputs.AreFew ? _live.InputErrors : _workspace.Errors[_layer];
        _finish = finish;
        _team.Run(Panels.Count(Inputs.Count), _transpose);
        _products.Run(
            ProductArguments.Rows(Errors, Outputs.Count, _live.Factor, target) with { Columns = Inputs.Count }, _rows,
            Inputs.AreFew ? _spreadErrors : finish);
    }

    /// <summary>A thread's share of the live inputs, and of the weights that they meet.</summary>
    private void GatherInputs(int part)
    {
        var (first, end) = Share(_rows, part);
        Inputs.Gather(_workspace.Passed(_layer), Passed, first, end - first);
        var (panel, last) = Share(Panels.Count(_workspace.Outputs[_layer + 1].Columns), part);
        for (; panel < last; panel++)
            LiveWeights.Gather(Weights, AllInputs, Inputs, panel, _live.Factor);
    }

    private void GatherErrors(int part)
    {
        var (first, end) = Share(_rows, part);
        Outputs.Gather(_workspace.Errors[_layer + 1], _live.Errors, first, end - first);
    }

    /// <summary>One panel of the gradient, and its update.</summary>
    private void SpreadGradient(int panel)
    {
        LiveWeights.Spread(_live.Gradient, AllInputs, Inputs, Outputs, panel, _parameters.Gradient + _parameters.Layout.Weights(_layer));
        _update.Panel(_layer, panel);
    }

    private void Transpose(int panel) => LiveWeights.Transpose(Weights, AllInputs, Inputs, Outputs, panel, _live.Factor);

    private void SpreadErrors(int first, int count)
    {
        Inputs.Spread(_live.InputErrors, _workspace.Errors[_layer], first, count);
        _finish!(first, count);
    }

    private (int First, int End) Share(int total, int part) => (total * part / _team.Size, total * (part + 1) / _team.Size);
}
