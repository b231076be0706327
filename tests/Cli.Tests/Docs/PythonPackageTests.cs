using Cli.Tests.Support;

namespace Cli.Tests.Docs;

/// <summary>The package of harness/python: its own tests, in tests/Python, on PyTorch and on this command line.</summary>
public sealed class PythonPackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("network_test.py")]
    [InlineData("analyze_test.py")]
    [InlineData("measure_test.py")]
    public void Its_own_tests_pass(string file) =>
        Python.RunWithEngine(_folder, Path.Combine(RepositoryRoot.Path, "tests", "Python", file));

    public void Dispose() => _folder.Dispose();
}
