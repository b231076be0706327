using System.Text.RegularExpressions;

namespace Oclgrind;

/// <summary>The kernels in OpenCL C 1.2, the newest that Oclgrind compiles: barriers and atomic operations had other names.</summary>
internal static partial class OlderOpenCl
{
    /// <summary>Of an atomic operation the cast is left out: the pointer's own type names the memory, which 1.2 asks for.</summary>
    public static string Translate(string source) =>
        AtomicOperation().Replace(source, "atomic_$1 (").Replace("work_group_barrier", "barrier", StringComparison.Ordinal);

    [GeneratedRegex(@"\batomic_fetch_(\w+) \(\(atomic_\w+\*\)")]
    private static partial Regex AtomicOperation();
}
