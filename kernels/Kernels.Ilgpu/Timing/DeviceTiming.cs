using System.Diagnostics;
using Engine.Measures;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Histograms;

namespace Kernels.Ilgpu.Timing;

/// <summary>Times what a device does with data that it holds already, for benchmarks: no copy between host and device is in these
/// times.</summary>
/// <remarks>Ablation needs nothing of the kind: after a session's first call its features are on the device.</remarks>
public sealed class DeviceTiming
{
    private readonly IlgpuDevice _device;

    internal DeviceTiming(IlgpuDevice device) => _device = device;

    /// <summary>Bytes per second, read and written both counted, of copying one buffer of the device to another.</summary>
    /// <param name="bytes">Of the buffer: several times the device's cache, or it is the cache that is measured.</param>
    public double CopyBandwidth(long bytes, int repetitions) => _device.Run(machine =>
    {
        using var memory = machine.NewMemory();
        var (source, target) = (memory.Zeros<byte>(bytes), memory.Zeros<byte>(bytes));
        return 2 * bytes / Seconds(machine, repetitions, () => source.CopyTo(machine.Accelerator.DefaultStream, target));
    });

    /// <summary>Counts joint histograms of activations that lie on the device.</summary>
    /// <param name="activations"><c>[samples, neurons]</c>, row-major.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    /// <param name="quantizers"><c>[neurons]</c>.</param>
    /// <returns>Seconds of one pass, and its counts, <c>[neurons][bins, classes]</c>.</returns>
    public (double Seconds, int[][] Counts) Histograms(
        ReadOnlyMemory<float> activations, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers,
        int repetitions) => _device.Run(machine =>
    {
        using var memory = machine.NewMemory();
        var (deviceActivations, deviceLabels) = (memory.Allocate<float>(activations.Length), memory.Allocate<byte>(labels.Length));
        machine.Upload(activations.Span, deviceActivations);
        machine.Upload(labels.Span, deviceLabels);
        var counted = new HistogramCounter(machine, memory, quantizers, classes);
        counted.Add(deviceActivations, deviceLabels, labels.Length);
        var timed = new HistogramCounter(machine, memory, quantizers, classes);
        return (Seconds(machine, repetitions, () => timed.Add(deviceActivations, deviceLabels, labels.Length)), counted.Result());
    });

    /// <summary>Of one of several launches in a row, after one that compiles and warms.</summary>
    private static double Seconds(Machine machine, int repetitions, Action launch)
    {
        launch();
        machine.Accelerator.Synchronize();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < repetitions; i++)
            launch();
        machine.Accelerator.Synchronize();
        return Stopwatch.GetElapsedTime(started).TotalSeconds / repetitions;
    }
}
