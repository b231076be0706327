using System.Collections.Immutable;

namespace Engine.Networks.Import;

/// <summary>The order of modules that the user or a file's metadata names.</summary>
internal static class StatedOrder
{
    public const string Dropout = "dropout";

    /// <param name="words">Names of modules, and between them activations and <see cref="Dropout"/>, which do not count.</param>
    /// <param name="source">Who says it, e.g. <c>--layers</c>.</param>
    /// <exception cref="UserErrorException">A word is no module and no activation, or a module is named twice.</exception>
    public static ModuleSequence Read(IReadOnlyList<StateModule> modules, ImmutableArray<string> words, string source, string file)
    {
        var common = CommonPrefix.Of(modules);
        var known = modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        var placed = new List<PlacedModule>();
        var named = new HashSet<StateModule>();
        var between = new List<Activation>();
        var hasActivations = words.Any(word => Find(word) is null && ActivationName.TryParse(word, out _));
        foreach (var word in words)
        {
            if (Find(word) is { } module)
            {
                if (!named.Add(module))
                    throw new UsageException($"{file}: {source} names '{word}' twice; a layer works once");
                placed.Add(new PlacedModule(module, hasActivations ? Between.Named(between) : Between.Unknown));
                between.Clear();
            }
            else if (ActivationName.TryParse(word, out var activation))
                between.Add(activation);
            else if (word != Dropout)
                throw new UsageException($"{file}: {source} names '{word}', which is no module of the file, no activation and not "
                    + $"{Dropout}; its modules are {Listing.Of(modules.Select(one => one.Shown))}");
        }
        if (between.Count > 0)
            throw new UsageException($"{file}: {source} ends with an activation; the last Linear layer gives the logits: leave out what "
                + "follows it");
        return new ModuleSequence(placed, OrderEvidence.Stated) { LeftOut = [.. modules.Where(module => !named.Contains(module))] };

        StateModule? Find(string word) => known.GetValueOrDefault(word) ?? known.GetValueOrDefault(common + word);
    }
}

/// <summary>The beginning that all modules' names have in common.</summary>
internal static class CommonPrefix
{
    /// <returns>Whole names of containers with a dot at the end, or the empty text.</returns>
    public static string Of(IEnumerable<StateModule> modules)
    {
        string? common = null;
        foreach (var module in modules)
        {
            var container = ModulePath.Of(module.Name).Container;
            var prefix = container.Length == 0 ? "" : container + ".";
            common ??= prefix;
            while (!prefix.StartsWith(common, StringComparison.Ordinal))
                common = common[..(common[..^1].LastIndexOf('.') + 1)];
        }
        return common ?? "";
    }
}
