namespace Harness.Build.Providers;

/// <summary>All that an answer depends on: when one of these changes, it is asked again.</summary>
internal sealed record ProviderQuestion(ProviderChoice Choice, Machine Machine, IReadOnlyList<CardPackage> Packages, bool IsCI)
{
    /// <summary>A build server takes the embedded set, whose lock files are committed, unless told otherwise.</summary>
    public bool NeedsNoAsking => Choice == ProviderChoice.Embedded || (Choice == ProviderChoice.Auto && IsCI);

    public string Fingerprint => $"{Machine}; {string.Join(", ", Packages)}{(IsCI && Choice == ProviderChoice.Auto ? "; not asked in CI" : "")}";
}
