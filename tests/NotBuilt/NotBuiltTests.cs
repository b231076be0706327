using System.Reflection;

namespace Tests.NotBuilt;

/// <summary>Stands for all tests of a provider that this build is without, so that they show as skipped instead of not at all.</summary>
public class NotBuiltTests
{
    [Fact]
    public void The_provider_passes_its_tests() => Assert.Skip($"{Package} is not built: ./build.sh --providers card builds with it where it restores");

    private static string Package => typeof(NotBuiltTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NotBuilt").Value!;
}
