using Harness.Cli.Providers;

namespace Harness.Cli.Tests.Providers;

public class ProviderSetTests
{
    [Fact]
    public void The_embedded_providers_are_always_there()
    {
        var providers = new ProviderSet();
        Assert.Equal("simd", providers.Trainer("simd").Name);
        Assert.Equal("simd", providers.Device("simd").Name);
        Assert.Equal("embedded", providers.Tables("embedded").Name);
    }

    [Fact]
    public void Every_known_provider_has_a_line() =>
        Assert.Superset(
            KnownProviders.All.Select(known => (known.Kind.NameOf(), known.Name)).ToHashSet(),
            new ProviderSet().Lines().Select(line => (line.Kind, line.Name)).ToHashSet());

    [Fact]
    public void Tables_are_written_by_the_users_package_where_it_is_built()
    {
        var providers = new ProviderSet();
        var built = providers.Lines().Single(line => line.Name == "parquet-net").Available;
        Assert.Equal(built ? "parquet-net" : "embedded", providers.Tables("auto").Name);
    }

    /// <summary>Without ILGPU every device of its says how to build with it; with it, the simulator is there and the others say what they miss.</summary>
    [Fact]
    public void A_device_of_ilgpu_is_available_or_says_exactly_why_not()
    {
        var lines = new ProviderSet().Lines().Where(line => line.Name.StartsWith("ilgpu-", StringComparison.Ordinal)).ToArray();
        var built = lines.Single(line => line.Name == "ilgpu-cpu").Available;
        string[] reasons = built ? ["NVIDIA", "OpenCL"] : ["not built: this build is without ILGPU"];
        Assert.All(lines.Where(line => !line.Available), line => Assert.Contains(reasons, reason => line.Detail.Contains(reason, StringComparison.Ordinal)));
        Assert.True(built || lines.All(line => !line.Available));
    }
}
