namespace Harness.Cli.Providers;

/// <summary>The names of <see cref="ProviderKind"/>.</summary>
internal static class ProviderKinds
{
    public static string NameOf(this ProviderKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The option that chooses among the providers of this kind.</summary>
    public static string OptionOf(this ProviderKind kind) => $"--{kind.NameOf()}";
}
