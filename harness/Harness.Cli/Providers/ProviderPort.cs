using Engine;

namespace Harness.Cli.Providers;

/// <summary>A provider: its name, whether it can be used here, and the thing itself.</summary>
/// <param name="Availability">Asked only when needed: to look for a driver takes a while.</param>
internal sealed record Provider<T>(string Name, Func<Availability> Availability, T Value)
    where T : class;

/// <summary>A line of <c>engine devices</c>.</summary>
/// <param name="Kind"><c>trainer</c> or <c>device</c>.</param>
/// <param name="Detail">The hardware or library that it runs on, or exactly why it cannot be used.</param>
internal sealed record ProviderLine(string Kind, string Name, bool Available, string Detail);

/// <summary>
/// The providers of one port, in the order of <c>auto</c>: chosen by name, listed with the reasons of those that cannot be used.
/// </summary>
/// <param name="kind">The word of the option that chooses, <c>--trainer</c> or <c>--device</c>.</param>
internal sealed class ProviderPort<T>(string kind, IEnumerable<Provider<T>> providers)
    where T : class
{
    private const string Auto = "auto";
    private const string Cuda = "cuda";
    private readonly Provider<T>[] _providers = [.. providers];

    /// <param name="name">A provider's name; <c>auto</c> for the first that can be used; <c>cuda</c> for the first whose name ends in
    /// it.</param>
    /// <exception cref="UsageException">The name is unknown or the provider cannot be used, with the reason.</exception>
    public T Choose(string name)
    {
        if (name == Auto)
            return _providers.First(candidate => candidate.Availability().IsAvailable).Value;
        var found = Find(name) ?? throw Unknown(name);
        return found.Availability() is { IsAvailable: false, Detail: var reason }
            ? throw new UsageException($"--{kind} {name} cannot be used: {reason} See engine devices.")
            : found.Value;
    }

    /// <summary>The full name of what another machine is to use, which may have more devices of a kind, e.g. <c>ilgpu-cuda:3</c>.</summary>
    /// <returns>Null for <c>auto</c>: that machine chooses.</returns>
    /// <exception cref="UsageException">There is none of the name anywhere.</exception>
    public string? NameElsewhere(string name)
    {
        if (name == Auto)
            return null;
        var numbered = name.Split(':') is [_, var place] && place.Length > 0 && place.All(char.IsAsciiDigit);
        return Find(name)?.Name ?? (numbered && Find(name.Split(':')[0]) is not null ? name : throw Unknown(name));
    }

    private Provider<T>? Find(string name) => Array.Find(
        _providers,
        candidate => candidate.Name == name || (name == Cuda && candidate.Name.EndsWith("-cuda", StringComparison.Ordinal)));

    private UsageException Unknown(string name) => new(
        $"--{kind} {name}: there is no {name} here; there are {string.Join(", ", _providers.Select(it => it.Name))}. See engine devices.");

    /// <summary>Every provider: what it runs on, or why it cannot be used.</summary>
    public IEnumerable<ProviderLine> Lines() => _providers.Select(provider =>
    {
        var availability = provider.Availability();
        return new ProviderLine(kind, provider.Name, availability.IsAvailable, availability.Detail);
    });
}
