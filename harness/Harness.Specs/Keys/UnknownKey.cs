namespace Harness.Specs.Keys;

/// <summary>Says what an unknown key may have meant.</summary>
internal static class UnknownKey
{
    /// <summary>The message for a dotted path that is no key.</summary>
    /// <param name="inSection">The key stands within its section in the file, so the suggestion needs no prefix.</param>
    public static string Message(string path, bool inSection = false)
    {
        if (SpecKeys.Sections.Contains(path))
            return $"{path} is a section; name one of its keys: {string.Join(", ", KeysOf(path).Select(key => key.Path))}";
        var suggested = Suggest(path);
        var shown = inSection && suggested?.Section == SectionOf(path) ? suggested.Name : suggested?.Path;
        return shown is null
            ? $"unknown key {Yaml.ScalarNode.Shown(path)}; known are {string.Join(", ", Siblings(path))}"
            : $"unknown key {Yaml.ScalarNode.Shown(path)}; did you mean {shown}?";
    }

    /// <summary>The message for an unknown key at the top of the file, which may be a section or a key that belongs in one.</summary>
    public static string MessageAtTop(string name) =>
        NearestName.Find(name, [.. SpecKeys.Sections, .. KeysOf("").SelectMany(Names)]) is { } near
            ? $"unknown key {Yaml.ScalarNode.Shown(name)}; did you mean {(SpecKeys.Sections.Contains(near) ? near : Named(near, KeysOf("")).Path)}?"
            : Message(name);

    private static SpecKey? Suggest(string path)
    {
        var section = SectionOf(path);
        var name = section.Length == 0 ? path : path[(section.Length + 1)..];
        var likely = SpecKeys.Sections.Contains(section) ? section : NearestName.Find(section, SpecKeys.Sections);
        return Near(name, KeysOf(likely ?? "")) ?? Near(name, SpecKeys.All);
    }

    private static SpecKey? Near(string name, IEnumerable<SpecKey> keys) =>
        NearestName.Find(name, keys.SelectMany(Names)) is { } near ? Named(near, keys) : null;

    private static SpecKey Named(string name, IEnumerable<SpecKey> keys) => keys.First(key => Names(key).Contains(name));

    private static IEnumerable<string> Siblings(string path) =>
        SpecKeys.Sections.Contains(SectionOf(path))
            ? KeysOf(SectionOf(path)).Select(key => key.Name)
            : KeysOf("").Select(key => key.Name).Concat(SpecKeys.Sections);

    private static IEnumerable<SpecKey> KeysOf(string section) => SpecKeys.All.Where(key => key.Section == section);

    private static IEnumerable<string> Names(SpecKey key) => [key.Name, .. key.AlsoCalled];

    private static string SectionOf(string path) => path.Contains('.', StringComparison.Ordinal) ? path[..path.IndexOf('.', StringComparison.Ordinal)] : "";
}
