using Engine;

namespace Harness.Cli.Providers;

/// <summary>A provider that this build contains.</summary>
/// <param name="Availability">Asked only when needed: to look for a driver takes a while.</param>
internal sealed record BuiltProvider<T>(string Name, Func<Availability> Availability, T Value)
    where T : class;
