namespace Harness.Cli.Providers;

/// <summary>A line of <c>engine devices</c>.</summary>
/// <param name="Detail">What it runs on, or exactly why it cannot be used.</param>
internal sealed record ProviderLine(string Kind, string Name, bool Available, string Detail);
