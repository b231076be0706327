using Engine.Data;
using Engine.Numerics;
using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Networks;

/// <summary>The features that a session used last, kept on the device for its next job: the scopes of one network are ablated on the same
/// samples.</summary>
internal sealed class DeviceInputs(Machine machine, WorkerTeam team) : IDisposable
{
    /// <summary>Of a job's budget, what the features may take beside it.</summary>
    private const int Share = 4;

    private const int LoadedTogether = 4096;

    private DeviceMemory? _memory;
    private Features? _features;
    private ArrayView<float> _inputs;

    /// <summary>The features as <c>[inputs, samples]</c>; null where they take too much, and each batch must be copied when it is
    /// needed.</summary>
    /// <param name="bytes">The budget of the job.</param>
    public ArrayView<float>? Of(Features features, long bytes)
    {
        var needed = (long)features.Samples * features.Inputs * sizeof(float);
        if (features != _features || needed > bytes / Share)
            Dispose();
        if (_features is null && needed <= bytes / Share)
            Load(features);
        return _features is null ? null : _inputs;
    }

    public void Dispose()
    {
        _memory?.Dispose();
        (_memory, _features) = (null, null);
    }

    private void Load(Features features)
    {
        var memory = machine.NewMemory();
        try
        {
            var inputs = memory.Allocate<float>((long)features.Samples * features.Inputs);
            using var staging = machine.NewMemory();
            var loader = new InputLoader(
                machine, staging, team, features.Inputs,
                Math.Min(features.Samples, Math.Min(LoadedTogether, int.MaxValue / features.Inputs)));
            for (var first = 0; first < features.Samples; first += loader.Capacity)
                loader.Load(features, first, Math.Min(loader.Capacity, features.Samples - first), inputs.SubView(first), features.Samples);
            (_memory, _features, _inputs) = (memory, features, inputs);
        }
        catch (OutOfDeviceMemoryException)
        {
            memory.Dispose();
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }
}
