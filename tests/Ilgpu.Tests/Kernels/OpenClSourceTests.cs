using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;
using Kernels.Ilgpu.Devices;

namespace Ilgpu.Tests.Kernels;

/// <summary>Every kernel's OpenCL code, looked at without a device.</summary>
public partial class OpenClSourceTests
{
    public static TheoryData<string> Names => [.. EveryKernel.All.Keys];

    /// <summary>A variable outside of functions is one for all groups. What ILGPU indents is in a function or a type.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void No_group_shares_a_variable_with_another(string name)
    {
        var source = Compile(name);
        Assert.Contains($"kernel void Kernel_{EveryKernel.All[name].Name}(", source, StringComparison.Ordinal);
        Assert.DoesNotMatch(VariableOutsideOfFunctions(), source);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Barriers_order_shared_memory_too(string name)
    {
        var source = Compile(name);
        var barriers = source.Split("work_group_barrier").Length - 1;
        Assert.Equal(barriers, source.Split("CLK_LOCAL_MEM_FENCE").Length - 1);
        Assert.Equal(source.Contains("local ", StringComparison.Ordinal), barriers > 0);
    }

    /// <summary>By name, and not by a call of the empty function that ILGPU leaves for an operation it does not know.</summary>
    [Theory]
    [InlineData("AffineKernel 16x16")]
    [InlineData("NarrowKernel")]
    [InlineData("ArrivalKernel")]
    [InlineData("ScoreKernel")]
    public void The_fused_operation_is_the_drivers(string name)
    {
        var source = Compile(name);
        Assert.Matches(@"=\s+fma \(", source);
        Assert.DoesNotContain("MultiplyAdd", source, StringComparison.Ordinal);
    }

    /// <summary>Not every GPU has float64: the kernels that use it have a twin that does not.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void No_kernel_needs_float64_but_those_with_a_twin(string name)
    {
        if (name.EndsWith(" hardware", StringComparison.Ordinal))
        {
            var error = Assert.Throws<InternalCompilerException>(() => Compile(name, float64: false));
            Assert.Contains(nameof(CapabilityNotSupportedException), error.ToString(), StringComparison.Ordinal);
            name = name.Replace("hardware", "integer", StringComparison.Ordinal);
        }
        var source = Compile(name, float64: false);
        Assert.Contains($"kernel void Kernel_{EveryKernel.All[name].Name}(", source, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\bdouble\b|cl_khr_fp64", source);
    }

    [Fact]
    public void A_pointer_moves_to_where_the_kernel_sets_it() => Assert.Equal(
        """
        #pragma OPENCL FP_CONTRACT OFF
        kernel void Kernel_Run(
        	local char* dynamic_shared_memory)
        {
        	local float* shared_var_1 = (type_2) dynamic_shared_memory ;
        	int shared_var_len_1 = (int) dynamic_shared_memory_length ;
        	var3 =  & shared_var_1[shared_var_len_1];
        }
        """,
        OpenClSource.Mend("""
            local float* shared_var_1;
            int shared_var_len_1;
            kernel void Kernel_Run(
            	local char* dynamic_shared_memory)
            {
            	shared_var_1 = (type_2) dynamic_shared_memory ;
            	shared_var_len_1 = (int) dynamic_shared_memory_length ;
            	var3 =  & shared_var_1[shared_var_len_1];
            }
            """));

    [Fact]
    public void One_that_another_function_uses_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => OpenClSource.Mend("""
            local int* shared_var_7;
            struct type_1 Get_2(
            )
            {
            	var2 = (int*)shared_var_7;
            }
            kernel void Kernel_Run(
            {
            	shared_var_7 = var2;
            }
            """));
        Assert.Contains("shared_var_7", error.Message, StringComparison.Ordinal);
    }

    internal static string Compile(string name) => Compile(name, float64: true);

    private static string Compile(string name, bool float64)
    {
        using var context = DeviceContext.Create(DeviceKind.Cpu, new DeviceSettings());
        var capabilities = new CLCapabilityContext(
            float16: false, float64, genericAddressSpace: true, int64_Atomics: false, subGroups: false);
        using var backend = new CLBackend(context, capabilities, CLDeviceVendor.Other, CLCVersion.CL30);
        return KernelLoader.Compile(backend, EveryKernel.All[name], default).Source;
    }

    [GeneratedRegex(@"^(?!typedef |struct )\w[^\r\n(]*;\r?$", RegexOptions.Multiline)]
    private static partial Regex VariableOutsideOfFunctions();
}
