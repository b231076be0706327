using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;

namespace Oclgrind;

/// <summary>Waits for each launch, and reads what Oclgrind's log says since the one before.</summary>
/// <remarks>Which global memory has been written Oclgrind 21.10 gets wrong in three ways: of a buffer that the host writes in part it
/// forgets the rest, also where it zeroes it, and a buffer in the place of a freed one counts as written as that was. So the host writes
/// whole buffers, from which a kernel copies, and nothing is freed.</remarks>
internal sealed class OclgrindWatch : DeviceWatch
{
    private readonly Accelerator _accelerator;
    private readonly string _log;
    private readonly Action<KernelConfig, CopyArguments<int>> _copyWords;
    private readonly Action<KernelConfig, CopyArguments<byte>> _copyBytes;
    private readonly List<MemoryBuffer> _kept = [];
    private readonly Dictionary<string, (int Launches, List<Finding> Findings)> _kernels = [];
    private long _read;

    /// <param name="log">OCLGRIND_LOG.</param>
    public OclgrindWatch(Accelerator accelerator, string log)
    {
        (_accelerator, _log) = (accelerator, log);
        _copyWords = KernelLoader.Load<CopyArguments<int>>(accelerator, Copy);
        _copyBytes = KernelLoader.Load<CopyArguments<byte>>(accelerator, Copy);
    }

    public IReadOnlyList<KernelResult> Results =>
        [.. _kernels.Select(kernel => new KernelResult(kernel.Key, kernel.Value.Launches, kernel.Value.Findings))];

    public override string Translate(string source) => OlderOpenCl.Translate(source);

    public override void Launched(MethodInfo kernel)
    {
        _accelerator.Synchronize();
        var name = Name(kernel);
        var (launches, findings) = _kernels.GetValueOrDefault(name, (0, []));
        findings.AddRange(Finding.Read(New()));
        _kernels[name] = (launches + 1, findings);
    }

    public override void Write<T>(ReadOnlySpan<T> values, ArrayView<T> target)
    {
        if (values.IsEmpty)
            return;
        var bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Length % sizeof(int) == 0)
            Write(MemoryMarshal.Cast<byte, int>(bytes), target.Cast<int>(), _copyWords);
        else
            Write(bytes, target.Cast<byte>(), _copyBytes);
    }

    public override void Keep(IReadOnlyCollection<MemoryBuffer> buffers) => _kept.AddRange(buffers);

    private void Write<T>(ReadOnlySpan<T> values, ArrayView<T> target, Action<KernelConfig, CopyArguments<T>> copy)
        where T : unmanaged
    {
        var whole = _accelerator.Allocate1D<T>(values.Length);
        _kept.Add(whole);
        whole.View.BaseView.CopyFromCPU(_accelerator.DefaultStream, values);
        copy(new KernelConfig(values.Length, 1), new CopyArguments<T> { From = whole.View.BaseView, To = target });
        _accelerator.Synchronize();
    }

    private static void Copy<T>(CopyArguments<T> a)
        where T : unmanaged => a.To[Grid.IdxX] = a.From[Grid.IdxX];

    private static string Name(MethodInfo kernel)
    {
        var type = kernel.DeclaringType == typeof(PlantedFaults) ? kernel.Name : kernel.DeclaringType!.Name;
        if (!kernel.IsGenericMethod)
            return type;
        var made = kernel.GetGenericArguments()[0].Name
            .Replace("Tile", "", StringComparison.Ordinal).Replace("Float64", "", StringComparison.Ordinal);
        return $"{type} {made.ToLowerInvariant()}";
    }

    private string New()
    {
        using var file = new FileStream(_log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _read;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var text = reader.ReadToEnd();
        _read = file.Length;
        return text;
    }
}

/// <summary>The arguments of a copy on the device.</summary>
internal struct CopyArguments<T>
    where T : unmanaged
{
    /// <summary>As many as groups.</summary>
    public ArrayView<T> From;

    /// <summary>As many.</summary>
    public ArrayView<T> To;
}
