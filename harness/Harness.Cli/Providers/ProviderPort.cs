using Engine;

namespace Harness.Cli.Providers;

/// <summary>The providers of one port: chosen by name, listed with the reasons of those that are missing.</summary>
internal sealed class ProviderPort<T>
    where T : class
{
    private readonly ProviderKind _kind;
    private readonly BuiltProvider<T>[] _built;

    public ProviderPort(ProviderKind kind, IEnumerable<BuiltProvider<T>> built)
    {
        var order = KnownProviders.Of(kind).ToList();
        _kind = kind;
        _built = [.. built.OrderBy(provider => order.FindIndex(known => known.Covers(provider.Name)))];
    }

    /// <param name="name">A provider's name, <c>auto</c>, or <c>cuda</c> where there is one such.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason.</exception>
    public T Choose(string name)
    {
        if (name == "auto")
            return _built.First(candidate => candidate.Availability().IsAvailable).Value;
        var wanted = KnownProviders.InFull(_kind, name);
        var found = _built.FirstOrDefault(candidate => candidate.Name == wanted) ?? throw Missing(name, wanted);
        return found.Availability() is { IsAvailable: false, Detail: var reason }
            ? throw new UsageException($"{_kind.OptionOf()} {name} cannot be used: {reason} See engine devices.")
            : found.Value;
    }

    /// <summary>Every known provider, and every built one: what it runs on, or why it cannot be used.</summary>
    public IEnumerable<ProviderLine> Lines() => KnownProviders.Of(_kind).SelectMany(Lines);

    private IEnumerable<ProviderLine> Lines(KnownProvider known) => IsBuilt(known)
        ? _built.Where(provider => known.Covers(provider.Name)).Select(Line)
        : [new ProviderLine(_kind.NameOf(), known.Name, false, known.WhyMissing)];

    private ProviderLine Line(BuiltProvider<T> provider)
    {
        var availability = provider.Availability();
        return new ProviderLine(_kind.NameOf(), provider.Name, availability.IsAvailable, availability.Detail);
    }

    private UsageException Missing(string name, string wanted)
    {
        var reason = KnownProviders.Of(_kind).FirstOrDefault(known => known.Covers(wanted)) switch
        {
            null => "there is no such name.",
            var known => IsBuilt(known) ? $"there is no {wanted} here." : known.WhyMissing,
        };
        return new UsageException($"{_kind.OptionOf()} {name}: {reason} Built are {string.Join(", ", _built.Select(provider => provider.Name))}; see engine devices.");
    }

    private bool IsBuilt(KnownProvider known) => _built.Any(provider => known.Covers(provider.Name));
}
