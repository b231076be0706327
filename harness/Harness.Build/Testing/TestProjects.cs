namespace Harness.Build.Testing;

/// <summary>The test projects of the tree, by name: every tests/NAME/NAME.csproj that ends in Tests.</summary>
internal static class TestProjects
{
    public static IReadOnlyList<string> Find(Home home, string? filter) =>
        [.. Directory.EnumerateDirectories(home.Tests)
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.EndsWith("Tests", StringComparison.Ordinal) && File.Exists(Path.Combine(home.Tests, name, name + ".csproj")))
            .Where(name => filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
}
