using Ilgpu.Tests.Kernels;
using Oclgrind;

namespace Ilgpu.Tests.Checks;

/// <summary>Every kernel on Oclgrind, in the short form; the long one is <c>./build.sh test --oclgrind</c>.</summary>
[Collection(Simulators.OneAtATime)]
public class OclgrindTests
{
    public static TheoryData<int> Sizes => [.. FindingTable.Sizes];

    public static TheoryData<string> Faults => [.. PlantedFaults.All.Keys];

    /// <summary>Of tiles the smallest that a group holds: one thread, 4 x 2, or the two of 256; narrow products from 32 on.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_kernel_races_or_reads_or_writes_what_it_must_not(int size)
    {
        Require();
        string[] tiles = size < 8 ? ["1x1"] : size < 256 ? ["4x2"] : ["16x16", "32x8"];
        // Oclgrind has float64.
        string[] made = [.. tiles, "hardware"];
        var expected = EveryKernel.All.Keys.Where(name => name.Split(' ') is not [_, var one] || made.Contains(one))
            .Where(name => size >= 32 || name != "NarrowKernel");
        var found = OclgrindProcess.Analyze(size, isShort: true);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Select(result => result.Kernel).Order(StringComparer.Ordinal));
        Assert.All(found, result => Assert.True(result.Launches > 0));
        Assert.Empty(found.SelectMany(result => result.Findings.Take(3).Select(finding => $"{result.Kernel}: {finding.Text}")));
    }

    /// <summary>And a kernel without a fault has none.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found(string name)
    {
        Require();
        var result = Assert.Single(OclgrindProcess.Plant(name, 4));
        Assert.Equal(1, result.Launches);
        var faults = result.Findings.Select(finding => finding.Fault).Distinct();
        if (PlantedFaults.All[name].Fault is { } expected)
            Assert.Contains(expected, faults);
        else
            Assert.Empty(faults);
    }

    [Fact]
    public void Each_complaint_of_a_log_is_one_finding()
    {
        // Two of what Oclgrind 21.10 wrote, and one of a kind that is not told apart.
        var found = Finding.Read("""

            Write-write data race at global memory address 0x2000000000000
            	Kernel: Kernel_Run

            	First entity:  Global(4,0,0) Local(0,0,0) Group(1,0,0)
            	  store i32 %conv, i32 addrspace(1)* %arrayidx, align 4


            Controlflow depends on uninitialized value
            	Kernel: Kernel_Run

            Work-group divergence detected (barrier):
            	Kernel: Kernel_Run

            """);
        Assert.Equal([Fault.Race, Fault.Uninitialized, Fault.Other], found.Select(finding => finding.Fault));
        Assert.Contains("First entity", found[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Barriers_and_atomic_operations_get_their_older_names() => Assert.Equal(
        "barrier ( CLK_LOCAL_MEM_FENCE );\nvar1 =  atomic_add (var2, (int)1);",
        OlderOpenCl.Translate("work_group_barrier ( CLK_LOCAL_MEM_FENCE );\nvar1 =  atomic_fetch_add ((atomic_int*)var2, (int)1);"));

    private static void Require() => Witness.Require(OclgrindProcess.IsHere, "Oclgrind");
}
