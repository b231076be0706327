using Engine.Numerics;

namespace Engine.Simd.Optimizers;

/// <summary>The optimizer's part of a step. Weights are updated by the thread that has just computed their gradient,
/// while that is in its cache.</summary>
internal sealed unsafe class UpdateStep
{
    private readonly Parameters _parameters;
    private readonly ParameterLayout _layout;
    private readonly IOptimizer _optimizer;
    private readonly L2Rule _decay;
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _rows;
    private readonly Action<int> _share;
    private int _layer;
    private double _rate;

    public UpdateStep(Parameters parameters, IOptimizer optimizer, L2Rule decay, WorkerTeam team)
    {
        (_parameters, _layout, _optimizer, _decay, _team) = (parameters, parameters.Layout, optimizer, decay, team);
        (_rows, _share) = (UpdateRows, UpdateShare);
    }

    /// <summary>Before the first gradient of a step.</summary>
    /// <param name="rate">The step's learning rate.</param>
    public void Begin(double rate)
    {
        _rate = rate;
        if (!_optimizer.NeedsWholeGradient)
            _optimizer.BeginStep(_parameters.Values, _parameters.Gradient, _rate);
    }

    /// <summary>The action that updates the weights of a layer from some of its inputs (first, count),
    /// once their gradient is known and nothing else needs their values.</summary>
    /// <returns>Until the next layer is asked for; null where all wait for <see cref="Finish"/>.</returns>
    public Action<int, int>? Begin(int layer)
    {
        _layer = layer;
        return _optimizer.NeedsWholeGradient ? null : _rows;
    }

    /// <summary>All that has not been updated yet.</summary>
    public void Finish()
    {
        if (_optimizer.NeedsWholeGradient)
        {
            _optimizer.BeginStep(_parameters.Values, _parameters.Gradient, _rate);
            _team.Run(_team.Size, _share);
            return;
        }
        for (var layer = 0; layer < _layout.Shape.Layers; layer++)
            Update(_layout.Bias(layer), layer + 1 < _layout.Shape.Layers ? _layout.Weights(layer + 1) : _layout.HeadWeights);
        Update(_layout.HeadWeights, _layout.Length);
    }

    /// <summary>One panel of a layer's weights, as <see cref="Begin(int)"/> does with rows.</summary>
    public void Panel(int layer, int panel)
    {
        if (_optimizer.NeedsWholeGradient)
            return;
        var inputs = _layout.Shape.Width(layer);
        var first = _layout.Weights(layer) + Panels.Offset(inputs, 0, panel * Panels.Width);
        Update(first, first + ((long)inputs * Panels.Width));
    }

    private void UpdateRows(int first, int count)
    {
        for (var column = 0; column < _layout.Padded(_layer); column += Panels.Width)
        {
            var start = _layout.Weights(_layer) + Panels.Offset(_layout.Shape.Width(_layer), first, column);
            Update(start, start + ((long)count * Panels.Width));
        }
    }

    /// <summary>One thread's share of all parameters, in whole panels' rows.</summary>
    private void UpdateShare(int part)
    {
        var rows = _layout.Length / Panels.Width;
        Update(rows * part / _team.Size * Panels.Width, rows * (part + 1) / _team.Size * Panels.Width);
    }

    private void Update(long first, long end)
    {
        while (first < end)
        {
            var l2 = _decay.At(first, end, out var stop);
            _optimizer.Update(_parameters.Values, _parameters.Gradient, first, stop - first, l2);
            first = stop;
        }
    }
}
