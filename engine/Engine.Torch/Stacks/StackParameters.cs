using Engine.Networks;
using Engine.Numerics;

namespace Engine.Torch.Stacks;

/// <summary>The parameters of all networks of a stack in one tensor, a network a row;
/// the running statistics of batch normalization beside them.</summary>
internal sealed class StackParameters : IDisposable
{
    private readonly torch.Device _device;
    private readonly StackLayout _layout;
    private Tensor _values;
    private Tensor _gradient;
    private Tensor[] _means;
    private Tensor[] _variances;
    private Tensor[] _leaves = [];

    /// <param name="initial">One network for each row, all of one shape.</param>
    public StackParameters(StackLayout layout, IReadOnlyList<Network> initial, torch.Device device)
    {
        (_layout, _device) = (layout, device);
        _values = torch.zeros(initial.Count, layout.Length, torch.ScalarType.Float32, device).DetachFromDisposeScope();
        _gradient = torch.zeros_like(_values).DetachFromDisposeScope();
        Load(initial);
        _means = [.. Running(initial, norm => norm.RunningMean)];
        _variances = [.. Running(initial, norm => norm.RunningVariance)];
        MakeLeaves();
    }

    /// <summary><c>[networks, <see cref="StackLayout.Length"/>]</c>; the optimizer changes it in place.</summary>
    public Tensor Values => _values;

    /// <summary>Running means, <c>[networks, 1, outputs]</c> of each hidden layer; empty without batch normalization.</summary>
    public IReadOnlyList<Tensor> Means => _means;

    public IReadOnlyList<Tensor> Variances => _variances;

    /// <summary>A block of all networks, <c>[networks, rows, columns]</c>: a view of
    /// <see cref="Values"/> in which autograd's graph begins.</summary>
    public Tensor this[Block block] => _leaves[block.Index];

    /// <summary>The gradient of a number by all parameters, zeros in the padding: <c>[networks, <see cref="StackLayout.Length"/>]</c>.
    /// Valid until the next call; the optimizer may change it.</summary>
    public Tensor Gradient(Tensor objective)
    {
        var gradients = torch.autograd.grad([objective], _leaves);
        foreach (var (block, gradient) in _layout.Blocks.Zip(gradients))
            _gradient.narrow(1, block.Offset, block.Length).copy_(gradient.flatten(1));
        return _gradient;
    }

    /// <summary>The network of a row, flushed by <see cref="FlushRule"/>.</summary>
    /// <exception cref="UserErrorException">A parameter is not finite.</exception>
    public Network ToNetwork(int row)
    {
        using var scope = torch.NewDisposeScope();
        float[] Row(Tensor tensor) => Flushed(HostTensors.ToArray<float>(tensor.select(0, row)));
        return StackRows.Read(_layout, Row(_values), [.. _means.Select(Row)], [.. _variances.Select(Row)]);
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
        HostTensors.Keep(ref _values, rows);
        HostTensors.Keep(ref _gradient, rows);
        for (var layer = 0; layer < _means.Length; layer++)
        {
            HostTensors.Keep(ref _means[layer], rows);
            HostTensors.Keep(ref _variances[layer], rows);
        }
        MakeLeaves();
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
        foreach (var tensor in (Tensor[])[_values, _gradient, .. _means, .. _variances, .. _leaves])
            tensor.Dispose();
    }

    private void Load(IReadOnlyList<Network> initial)
    {
        using var scope = torch.NewDisposeScope();
        var row = new float[_layout.Length];
        for (var net = 0; net < initial.Count; net++)
        {
            StackRows.Write(initial[net], _layout, row);
            _values.select(0, net).copy_(HostTensors.ToDevice<float>(row, torch.ScalarType.Float32, _device, row.Length));
        }
    }

    private static float[] Flushed(float[] values)
    {
        FlushRule.Apply(values);
        return values;
    }

    private IEnumerable<Tensor> Running(IReadOnlyList<Network> initial, Func<BatchNormalization, float[]> part) =>
        Enumerable.Range(0, _layout.Shape.BatchNorm ? _layout.Shape.Hidden.Length : 0).Select(layer => HostTensors.ToKeep<float>(
            initial.SelectMany(network => part(network.Layers[layer].Normalization!)).ToArray(),
            torch.ScalarType.Float32, _device, initial.Count, 1, _layout.Shape.Width(layer + 1)));

    /// <summary>Each leaf is detached from <see cref="Values"/>: through a view of it
    /// autograd would add up a gradient as long as the row for every block.</summary>
    private void MakeLeaves()
    {
        foreach (var leaf in _leaves)
            leaf.Dispose();
        using var scope = torch.NewDisposeScope();
        _leaves = [.. _layout.Blocks.Select(block => _values.narrow(1, block.Offset, block.Length).view(-1, block.Rows, block.Columns)
            .detach().requires_grad_().DetachFromDisposeScope())];
    }
}
