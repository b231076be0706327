using Engine.Networks;
using Engine.Numerics;

namespace Engine.Torch;

/// <summary>The parameters of all networks of a stack in one tensor, a network a row, and views of it for each layer; running statistics beside them.</summary>
internal sealed class StackParameters : IDisposable
{
    private readonly torch.Device _device;
    private readonly List<Tensor> _views = [];
    private Tensor _values;
    private Tensor[] _means;
    private Tensor[] _variances;

    /// <param name="initial">One network for each row, all of one shape.</param>
    public StackParameters(StackLayout layout, IReadOnlyList<Network> initial, torch.Device device)
    {
        (Layout, _device) = (layout, device);
        _values = torch.zeros(initial.Count, layout.Length, torch.ScalarType.Float32, device);
        Load(initial);
        _means = [.. Running(initial, norm => norm.RunningMean)];
        _variances = [.. Running(initial, norm => norm.RunningVariance)];
        MakeViews();
    }

    public StackLayout Layout { get; }

    public int Networks => (int)_values.shape[0];

    /// <summary><c>[networks, <see cref="StackLayout.Length"/>]</c>.</summary>
    public Tensor Values => _values;

    /// <summary><c>[networks, outputs, inputs]</c> of each layer.</summary>
    public Tensor[] Weights { get; private set; } = [];

    /// <summary><c>[networks, 1, outputs]</c> of each layer.</summary>
    public Tensor[] Biases { get; private set; } = [];

    /// <summary><c>[networks, 1, outputs]</c> of each hidden layer; empty without batch normalization.</summary>
    public Tensor[] Gammas { get; private set; } = [];

    public Tensor[] Betas { get; private set; } = [];

    /// <summary>Running means, <c>[networks, 1, outputs]</c> of each hidden layer; empty without batch normalization.</summary>
    public Tensor[] Means => _means;

    public Tensor[] Variances => _variances;

    /// <summary>The network of a row, flushed by <see cref="FlushRule"/>.</summary>
    /// <exception cref="UserErrorException">A parameter is not finite.</exception>
    public Network ToNetwork(int row)
    {
        using var scope = torch.NewDisposeScope();
        float[] Row(Tensor tensor) => Flushed(HostTensors.ToArray<float>(tensor.select(0, row)));
        return StackRows.Read(Layout, Row(_values), [.. _means.Select(Row)], [.. _variances.Select(Row)]);
    }

    /// <summary>Whether all parameters and running statistics of each network are finite.</summary>
    public bool[] AreFinite()
    {
        using var scope = torch.NewDisposeScope();
        var finite = _values.isfinite().all(1);
        foreach (var running in _means.Concat(_variances))
            finite = finite.logical_and(running.isfinite().all(2).all(1));
        return HostTensors.ToArray<bool>(finite);
    }

    /// <summary>Keeps the rows given and forgets the others.</summary>
    public void Keep(Tensor rows)
    {
        ForgetViews();
        Replace(ref _values, _values.index_select(0, rows));
        for (var layer = 0; layer < _means.Length; layer++)
        {
            Replace(ref _means[layer], _means[layer].index_select(0, rows));
            Replace(ref _variances[layer], _variances[layer].index_select(0, rows));
        }
        MakeViews();
    }

    /// <summary>Writes parameters and running statistics.</summary>
    public void Save(BinaryWriter state)
    {
        foreach (var tensor in (Tensor[])[_values, .. _means, .. _variances])
            HostTensors.Save(state, tensor);
    }

    /// <summary>Takes up what was saved of as many networks.</summary>
    public void Load(BinaryReader state)
    {
        foreach (var tensor in (Tensor[])[_values, .. _means, .. _variances])
            HostTensors.Load(state, tensor);
    }

    public void Dispose()
    {
        ForgetViews();
        _values.Dispose();
        foreach (var running in _means.Concat(_variances))
            running.Dispose();
    }

    private void Load(IReadOnlyList<Network> initial)
    {
        using var scope = torch.NewDisposeScope();
        var row = new float[Layout.Length];
        for (var net = 0; net < initial.Count; net++)
        {
            StackRows.Write(initial[net], Layout, row);
            _values.select(0, net).copy_(HostTensors.ToDevice<float>(row, torch.ScalarType.Float32, _device, row.Length));
        }
    }

    private static float[] Flushed(float[] values)
    {
        FlushRule.Apply(values);
        return values;
    }

    private static void Replace(ref Tensor old, Tensor replacement)
    {
        old.Dispose();
        old = replacement;
    }

    private IEnumerable<Tensor> Running(IReadOnlyList<Network> initial, Func<BatchNormalization, float[]> part) =>
        Enumerable.Range(0, Layout.Shape.Layers).Where(Layout.Normalizes).Select(layer => HostTensors.ToDevice<float>(
            initial.SelectMany(network => part(network.Layers[layer].Normalization!)).ToArray(), torch.ScalarType.Float32, _device, initial.Count, 1, Layout.Outputs(layer)));

    private void MakeViews()
    {
        var layers = Enumerable.Range(0, Layout.Shape.Layers).ToArray();
        var normalized = layers.Where(Layout.Normalizes).ToArray();
        Weights = [.. layers.Select(layer => View(Layout.Weight(layer), Layout.Outputs(layer), Layout.Inputs(layer)))];
        Biases = [.. layers.Select(layer => View(Layout.Bias(layer), 1, Layout.Outputs(layer)))];
        Gammas = [.. normalized.Select(layer => View(Layout.Gamma(layer), 1, Layout.Outputs(layer)))];
        Betas = [.. normalized.Select(layer => View(Layout.Beta(layer), 1, Layout.Outputs(layer)))];
    }

    private Tensor View(long offset, long rows, long columns)
    {
        using var block = _values.narrow(1, offset, rows * columns);
        var view = block.view(Networks, rows, columns);
        _views.Add(view);
        return view;
    }

    private void ForgetViews()
    {
        _views.ForEach(view => view.Dispose());
        _views.Clear();
    }
}
