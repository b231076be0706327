using System.Runtime.InteropServices;
using Kernels.Ilgpu.Devices;

namespace Ilgpu.Tests.Devices;

/// <summary>
/// Drivers bring libNAME.so.1, and ILGPU asks for libNAME.so. Where a library is not at all, the two sides agree on that.
/// </summary>
public class DriverLibraryTests
{
    [Theory]
    [InlineData("cuda", "libcuda.so.1")]
    [InlineData("OpenCL", "libOpenCL.so.1")]
    public void The_library_that_a_driver_installs_is_the_one_that_ILGPU_gets(string name, string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "on Windows there is one name");
        DriverLibrary.Register();
        var isHere = NativeLibrary.TryLoad(file, out var expected);
        Assert.Equal(isHere, NativeLibrary.TryLoad(name, typeof(ILGPU.Context).Assembly, null, out var found));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Other_names_and_other_assemblies_are_left_alone()
    {
        DriverLibrary.Register();
        Assert.False(NativeLibrary.TryLoad("no-such-driver", typeof(ILGPU.Context).Assembly, null, out _));
        // Ours asks by the whole name.
        Assert.Equal(
            NativeLibrary.TryLoad("libOpenCL.so", out _),
            NativeLibrary.TryLoad("OpenCL", typeof(DriverLibraryTests).Assembly, null, out _));
    }
}
