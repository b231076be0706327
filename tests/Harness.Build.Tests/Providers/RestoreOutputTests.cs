using Harness.Build.Processes;
using Harness.Build.Providers;

namespace Harness.Build.Tests.Providers;

public class RestoreOutputTests
{
    private static readonly CardPackage Package = new(CardPackages.ParquetNet, [new("Parquet.Net", "6.1.0")], []);

    [Fact]
    public void The_reason_is_the_error_without_the_projects_path()
    {
        var answer = RestoreOutput.Read(Package, new CommandResult(1, "restoring\n/x/P.csproj : error NU1101: Unable to find package Parquet.Net. [/x/All.sln]\n", false));
        Assert.True(answer.Firm);
        Assert.False(answer.Restores);
        Assert.StartsWith("NU1101: Unable to find package Parquet.Net.", answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P.csproj : error NU1301: Unable to load the service index", false, "NU1301: Unable to load the service index")]
    [InlineData("a\nno SDK", false, "restore failed: no SDK")]
    [InlineData("", true, "the registry did not answer in time")]
    public void Trouble_is_no_firm_answer(string output, bool timedOut, string reason)
    {
        var answer = RestoreOutput.Read(Package, new CommandResult(1, output, timedOut));
        Assert.False(answer.Firm);
        Assert.Equal(reason, answer.Reason);
    }
}
