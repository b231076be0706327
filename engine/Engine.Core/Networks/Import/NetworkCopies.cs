namespace Engine.Networks.Import;

/// <summary>Finds complete copies of a network in one file, such as the moving average of its weights.</summary>
internal static class NetworkCopies
{
    /// <summary>The name for what lies below no other copy's name.</summary>
    public const string Rest = ".";

    /// <summary>Of more modules no copies are looked for.</summary>
    private const int MostModules = 2000;

    /// <summary>The modules of one copy.</summary>
    /// <param name="prefix">Null where the user names none.</param>
    /// <exception cref="UsageException">There are several copies and no prefix, or nothing has this prefix.</exception>
    public static List<StateModule> Choose(List<StateModule> modules, string? prefix, string file)
    {
        var copies = modules.Count <= MostModules ? Find(modules) : [];
        if (prefix is null)
            return copies.Count < 2
                ? modules
                : throw new UsageException($"{file} holds {copies.Count} copies of a network, under the prefixes "
                    + $"{string.Join(" and ", copies.Select(copy => copy.Prefix))}. Choose one: --prefix {copies[0].Prefix}");
        if (prefix == Rest)
            return copies.FirstOrDefault(copy => copy.Prefix == Rest).Modules
                ?? throw new UsageException($"{file}: --prefix . is for the network beside a copy of it; there is no copy");
        var chosen = modules.Where(module => IsBelow(module, prefix.TrimEnd('.'))).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new UsageException($"{file}: no tensor's name begins with the prefix {prefix}; prefixes are "
                + Listing.Of(Containers(modules).DefaultIfEmpty("none")));
    }

    private static bool IsBelow(StateModule module, string prefix) =>
        module.Name == prefix || module.Name.StartsWith(prefix + ".", StringComparison.Ordinal);

    private static List<(string Prefix, List<StateModule> Modules)> Find(List<StateModule> all)
    {
        var layers = all.Where(module => module.Kind != ModuleKind.Foreign).ToList();
        var below = Containers(layers).ToDictionary(name => name, name => layers.Where(module => IsBelow(module, name)).ToList());
        foreach (var group in below.GroupBy(entry => Signature(entry.Value, entry.Key.Length + 1)).Where(group => group.Count() > 1))
        {
            // A container with nothing beside another one in it has that one's modules.
            var copies = group.GroupBy(entry => entry.Value[0]).Select(same => same.MaxBy(entry => entry.Key.Length)).ToList();
            if (copies.Count > 1 && copies.Sum(copy => copy.Value.Count) == layers.Count)
                return [.. copies.Select(copy => (copy.Key, All(copy.Key)))];
        }
        foreach (var (name, inside) in below)
        {
            var outside = layers.Except(inside).ToList();
            if (outside.Count == inside.Count
                && Signature(inside, CommonPrefix.Of(inside).Length) == Signature(outside, CommonPrefix.Of(outside).Length))
                return [(Rest, [.. all.Where(module => !IsBelow(module, name))]), (name, All(name))];
        }
        return [];

        List<StateModule> All(string name) => [.. all.Where(module => IsBelow(module, name))];
    }

    /// <summary>Names below a prefix, with kinds and shapes.</summary>
    private static string Signature(IEnumerable<StateModule> modules, int skipped) =>
        string.Join('\n', modules
            .Select(module => $"{module.Name[Math.Min(skipped, module.Name.Length)..]} {module.Kind} {module.Outputs} {module.Inputs}")
            .Order(StringComparer.Ordinal));

    /// <summary>The names of all containers, e.g. <c>a</c> and <c>a.b</c> of <c>a.b.fc</c>.</summary>
    private static HashSet<string> Containers(IEnumerable<StateModule> modules)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var module in modules)
            for (var name = ModulePath.Of(module.Name).Container; name.Length > 0 && found.Add(name);)
                name = ModulePath.Of(name).Container;
        return found;
    }
}
