using Engine.Torch.Devices;

namespace Torch.Tests;

/// <summary>A library of CUDA's that is missing is named, with the next step: what the loader says of a library that needs it is read.
/// </summary>
public sealed class LoaderComplaintTests : IDisposable
{
    private const string Command = "./build.sh --torch cuda";
    private const string Anew =
        "./build.sh --torch none and then ./build.sh --torch cuda lay libtorch down anew, with all that it brings along.";

    private readonly TemporaryFolder _folder = new();

    private string Cuda => _folder["libtorch_cuda.so"];

    [Theory]
    [InlineData("libcudnn_ops.so.9")]
    [InlineData("libcublas.so.12")]
    [InlineData("libcublasLt.so.12")]
    [InlineData("libnvToolsExt.so.1")]
    public void A_library_of_cudas_that_is_missing_is_named_with_the_command_that_brings_it(string missing)
    {
        Make("libtorch_cuda.so", "libc.so.6", missing);
        Assert.Equal(
            $"libtorch_cuda.so does not load: it needs {missing}, which is neither in {Path.GetDirectoryName(Cuda)} nor among the system's "
                + $"libraries (cannot open shared object file: No such file or directory). {Anew}",
            Look());
    }

    [Fact]
    public void A_library_of_the_systems_that_is_missing_is_named_with_where_it_comes_from()
    {
        Make("libtorch_cuda.so", "libnuma.so.99");
        Assert.Contains("it needs libnuma.so.99, which is neither in ", Look(), StringComparison.Ordinal);
        Assert.EndsWith(
            "Install the system's package that has it, or have LD_LIBRARY_PATH name the folder that it lies in.", Look(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_there_and_needs_one_that_is_not_is_not_blamed()
    {
        Make("libengine-between.so", "libcusparse.so.12");
        Make("libtorch_cuda.so", _folder["libengine-between.so"]);
        Assert.Contains("it needs libcusparse.so.12, which is neither", Look(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_there_and_damaged_is_told_from_a_missing_one()
    {
        var damaged = _folder.Write("libcudnn.so.9", "half of a download");
        Make("libtorch_cuda.so", damaged);
        Assert.Equal($"libtorch_cuda.so does not load: it needs {damaged}, which does not load: file too short. {Anew}", Look());
    }

    [Fact]
    public void A_damaged_library_is_told_from_one_that_lacks_another()
    {
        RequireLinux();
        _folder.Write("libtorch_cuda.so", "half of a download");
        Assert.Equal($"libtorch_cuda.so does not load: file too short. {Anew}", Look());
    }

    /// <summary>So the shared objects of these tests are ones that the loader takes.</summary>
    [Fact]
    public void One_that_has_all_it_needs_loads()
    {
        Make("libtorch_cuda.so", "libc.so.6");
        Assert.Null(Look());
    }

    /// <summary>The loader speaks the user's language; Windows names no library.</summary>
    [Theory]
    [InlineData(
        "/x/libtorch_cuda.so", "Unable to load …: \nlibcublas.so.12: Kann die Shared-Object-Datei nicht öffnen\n",
        "it needs libcublas.so.12,")]
    [InlineData(
        "/x/libtorch_cuda.so", "Unable to load …: \n/x/libtorch_cuda.so: undefined symbol: cublasLtCreate, version libcublasLt.so.12\n",
        "undefined symbol: cublasLtCreate, version libcublasLt.so.12. ./build.sh")]
    [InlineData(
        @"C:\x\torch_cuda.dll", @"Unable to load DLL 'C:\x\torch_cuda.dll' or one of its dependencies: The module could not be found.",
        "it, or a library that it needs, was not found. ./build.sh")]
    public void Other_complaints_are_read_too(string file, string complaint, string said) =>
        Assert.StartsWith(said, LoaderComplaint.Read(complaint, file, Command), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string? Look() => TorchLibrary.WhyNot(Path.GetDirectoryName(Cuda)!, "torch_cuda", Command);

    private void Make(string name, params string[] needed)
    {
        RequireLinux();
        File.WriteAllBytes(_folder[name], SharedObject.Needing(needed));
    }

    private static void RequireLinux() => Assert.SkipUnless(SharedObject.Unfit is null, $"{SharedObject.Unfit}");
}
