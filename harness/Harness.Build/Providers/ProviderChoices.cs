namespace Harness.Build.Providers;

/// <summary>The names of <see cref="ProviderChoice"/> as users write them.</summary>
internal static class ProviderChoices
{
    public static IReadOnlyList<string> Names { get; } = ["auto", "embedded", "card"];

    public static string List => string.Join(", ", Names);

    public static ProviderChoice? Parse(string? name) => Names.ToList().IndexOf(name ?? "") is var index and >= 0 ? (ProviderChoice)index : null;

    public static string Name(ProviderChoice choice) => Names[(int)choice];
}
