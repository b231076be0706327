using System.Collections.Immutable;
using Engine;

namespace Harness.Cli.Providers;

/// <summary>A provider: its name, whether it can be used here, and the thing itself.</summary>
/// <param name="Availability">Asked only when needed: to look for a driver takes a while.</param>
internal sealed record Provider<T>(string Name, Func<Availability> Availability, T Value)
    where T : class;

/// <summary>The providers of a kind, one for each of its devices: the first has the kind's name, the others a number behind it.</summary>
/// <param name="Count">How many there are, at least 1. Asked only when needed: it starts a driver.</param>
/// <param name="At">The provider of a number, which says itself where there is no such device; null for a kind without numbers.</param>
internal sealed record ProviderKind<T>(string Name, Func<int> Count, Func<int, Provider<T>?> At)
    where T : class
{
    /// <summary>The most that are listed: whoever has no GPU needs no list of simulators.</summary>
    public int Listed { get; init; } = int.MaxValue;

    /// <summary>Each device that is there.</summary>
    public IEnumerable<Provider<T>> Members => Enumerable.Range(0, Count()).Select(At).OfType<Provider<T>>();
}

/// <summary>A line of <c>engine devices</c>.</summary>
/// <param name="Kind"><c>trainer</c> or <c>device</c>.</param>
/// <param name="Detail">The hardware or library that it runs on, or exactly why it cannot be used.</param>
internal sealed record ProviderLine(string Kind, string Name, bool Available, string Detail);

/// <summary>
/// The providers of one port, in the order of <c>auto</c>: chosen by name, listed with the reasons of those that cannot be used.
/// </summary>
/// <param name="kind">The word of the option that chooses, <c>trainer</c> or <c>device</c>.</param>
internal sealed class ProviderPort<T>(string kind, IEnumerable<ProviderKind<T>> kinds)
    where T : class
{
    private const string Auto = "auto";
    private const string Cuda = "cuda";
    private readonly ProviderKind<T>[] _kinds = [.. kinds];

    /// <summary>The words that the option takes, without numbers; no driver is asked.</summary>
    public IEnumerable<string> Words => [Auto, Cuda, .. _kinds.Select(kind => kind.Name)];

    private string Option => $"--{kind}";

    /// <summary>The providers of a choice, in its order.</summary>
    /// <param name="name">As <see cref="DeviceChoice"/> reads it; <c>auto</c> for the first that can be used; <c>cuda</c> for the first
    /// kind whose name ends in it.</param>
    /// <exception cref="UsageException">The name is unknown or a provider cannot be used, with the reason of each.</exception>
    public ImmutableArray<T> Choose(string name)
    {
        if (name == Auto)
            return [_kinds.SelectMany(kind => kind.Members).First(candidate => candidate.Availability().IsAvailable).Value];
        var chosen = Read(name).ToArray();
        string[] faults =
        [
            .. chosen.Select(one => (one.Name, Availability: one.Availability())).Where(one => !one.Availability.IsAvailable)
                .GroupBy(one => one.Availability.Detail.TrimEnd('.'), one => one.Name)
                .Select(same => chosen.Length > 1 ? $"{string.Join(", ", same)}: {same.Key}" : same.Key),
        ];
        return faults.Length == 0
            ? [.. chosen.Select(one => one.Value)]
            : throw new UsageException($"{Option} {name} cannot be used: {string.Join("; ", faults)}. See engine devices.");
    }

    /// <summary>The kind of what another machine is to use, which may have more devices of it.</summary>
    /// <returns>Null for <c>auto</c>: that machine chooses.</returns>
    /// <exception cref="UsageException">There is none of the name anywhere.</exception>
    public string? KindElsewhere(string name) => name == Auto ? null : Find(name, DeviceChoice.Read(Option, name)).Name;

    /// <summary>Every provider: what it runs on, or why it cannot be used.</summary>
    public IEnumerable<ProviderLine> Lines() => _kinds.SelectMany(kind => kind.Members.Take(kind.Listed)).Select(provider =>
    {
        var availability = provider.Availability();
        return new ProviderLine(kind, provider.Name, availability.IsAvailable, availability.Detail);
    });

    private IEnumerable<Provider<T>> Read(string name)
    {
        var choice = DeviceChoice.Read(Option, name);
        var found = Find(name, choice);
        return choice.Numbers is { } numbers ? numbers.Select(number => found.At(number)!) : found.Members;
    }

    /// <summary>The kind of a choice, which has numbers where the choice has.</summary>
    private ProviderKind<T> Find(string name, DeviceChoice choice)
    {
        var found = Array.Find(
            _kinds,
            candidate => candidate.Name == choice.Kind
                || (choice.Kind == Cuda && candidate.Name.EndsWith("-" + Cuda, StringComparison.Ordinal)))
            ?? throw new UsageException(
                $"{Option} {name}: there is no {choice.Kind} here; there are {string.Join(", ", _kinds.Select(it => it.Name))}. "
                    + "See engine devices.");
        return choice.Numbers?.FirstOrDefault(number => found.At(number) is null) is { } one && one > 0
            ? throw new UsageException(
                $"{Option} {name}: there is no {found.Name}:{one}, there is one {found.Name} alone. See engine devices.")
            : found;
    }
}
