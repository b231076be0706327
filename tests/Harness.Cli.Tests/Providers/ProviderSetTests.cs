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
}
