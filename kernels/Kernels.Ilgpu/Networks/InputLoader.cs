using Engine.Data;
using Engine.Numerics;
using ILGPU;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Networks;

/// <summary>Brings features to the device as float32: rows read by the host's threads, copied, and turned there so that samples lie next to
/// each other.</summary>
internal sealed class InputLoader
{
    /// <summary>Samples that one thread of the host reads at a time.</summary>
    private const int ReadTogether = 64;

    private readonly Machine _machine;
    private readonly WorkerTeam _team;
    private readonly float[] _host;
    private readonly ArrayView<float> _rows;

    /// <param name="capacity">Samples at a time.</param>
    public InputLoader(Machine machine, DeviceMemory memory, WorkerTeam team, int inputs, int capacity)
    {
        (_machine, _team, Capacity) = (machine, team, capacity);
        _host = new float[capacity * inputs];
        _rows = memory.Allocate<float>(_host.Length);
    }

    public int Capacity { get; }

    /// <param name="count">At most <see cref="Capacity"/>.</param>
    /// <param name="target">Written: <c>[inputs, stride]</c>, from its first column on.</param>
    public void Load(Features features, int first, int count, ArrayView<float> target, int stride)
    {
        _team.Run((count + ReadTogether - 1) / ReadTogether, part =>
        {
            var from = part * ReadTogether;
            var rows = Math.Min(ReadTogether, count - from);
            features.ReadRange(first + from, rows, _host.AsSpan(from * features.Inputs, rows * features.Inputs));
        });
        _machine.Upload(_host.AsSpan(0, count * features.Inputs), _rows);
        _machine.Kernels.Transpose(new TransposeArguments
        {
            Source = _rows,
            Target = target,
            Rows = count,
            Columns = features.Inputs,
            SourceStride = features.Inputs,
            TargetStride = stride,
        });
    }
}
