using System.Text.RegularExpressions;

namespace Kernels.Ilgpu.Devices;

/// <summary>The OpenCL code that ILGPU writes for a kernel, with its faults mended.</summary>
/// <remarks>ILGPU 1.5.3 declares the pointer to a group's shared memory, where a launch says how large that is, at program scope: there is
/// one for all groups, and each group sets it as it begins. On a GPU all set the same offset. On a CPU each group that runs at a time has
/// memory of its own, and with two of them a group that reads the pointer again works in the other's memory. And its barriers order
/// accesses to global memory alone, while it is shared memory that they are there for. Besides, OpenCL lets a compiler fuse a product and a
/// sum unless it is told not to.</remarks>
internal static partial class OpenClSource
{
    private const string NoFusion = "#pragma OPENCL FP_CONTRACT OFF\n";
    private const string Barrier = "work_group_barrier ( CLK_GLOBAL_MEM_FENCE )";
    private const string WholeBarrier = "work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE )";

    /// <summary>The same kernel with its shared memory's pointers declared in it, with barriers that order both memories, and without
    /// fused operations but those that it names.</summary>
    /// <exception cref="InvalidOperationException">Another function than the kernel uses one of the pointers.</exception>
    public static string Mend(string source)
    {
        var types = ProgramScope().Matches(source).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["type"].Value);
        var mended = ProgramScope().Replace(source, "").Replace(Barrier, WholeBarrier, StringComparison.Ordinal);
        foreach (var (name, type) in types)
        {
            var at = mended.IndexOf(name, StringComparison.Ordinal);
            if (at < mended.IndexOf("kernel void ", StringComparison.Ordinal) || !mended.AsSpan(at).StartsWith(name + " = "))
                throw new InvalidOperationException(
                    $"{name}, shared memory of a group, is used outside of the kernel: groups would overwrite each other's. Its function "
                        + "must be inlined.");
            mended = mended.Insert(at, type + " ");
        }
        return NoFusion + mended;
    }

    [GeneratedRegex(@"^(?<type>local \S.*\*|int) (?<name>shared_var_\w+);\r?\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ProgramScope();
}
