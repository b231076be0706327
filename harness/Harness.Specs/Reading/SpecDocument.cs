using Harness.Specs.Keys;
using Harness.Specs.Sweeps;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Reading;

/// <summary>The keys of a file with their values unread, to which overrides are applied in turn: the last word on a key wins.</summary>
internal sealed class SpecDocument(SpecLocation root, ReadScope scope)
{
    private const string SweepKey = "sweep", AxisPrefix = "sweep.";

    private readonly Dictionary<string, SpecNode> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpecLocation> _sections = new(StringComparer.Ordinal);
    private List<MapEntry> _axes = [];

    public SpecLocation Root => root;

    public IReadOnlyDictionary<string, SpecLocation> Sections => _sections;

    public IReadOnlyList<MapEntry> Axes => _axes;

    public List<string> Warnings { get; } = [];

    public SpecNode? Find(string path) => _values.GetValueOrDefault(path);

    /// <summary>Takes the keys of a file; what cannot be a key is reported.</summary>
    public void AddFile(SpecNode node)
    {
        if (node is not MapNode map)
        {
            scope.Errors.Add(node.Where, $"a spec is a mapping with at least name, dataset and network; found {node.Describe()}");
            return;
        }
        foreach (var entry in map.Distinct("", scope.Errors))
            if (SpecKeys.Sections.Contains(entry.Key.Text))
                AddSection(entry);
            else if (SpecKeys.All.Any(key => key.Path == entry.Key.Text && key.Section.Length == 0))
                Set(entry.Key.Text, entry.Value);
            else
                scope.Errors.Add(entry.Key.Where, () => UnknownKey.MessageAtTop(entry.Key.Text));
    }

    /// <summary>Applies an override: of a key (an axis over that key then goes, with a warning), of the sweep, or of one axis.</summary>
    public void Apply(SpecOverride given)
    {
        if (given.Path.StartsWith(AxisPrefix, StringComparison.Ordinal))
            SetAxis(new MapEntry(new ScalarNode(given.Where, given.Path[AxisPrefix.Length..], IsPlain: true), given.Value));
        else if (SpecKeys.All.Any(key => key.Path == given.Path))
            SetInsteadOfAxis(given);
        else
            scope.Errors.Add(given.Where, () => UnknownKey.Message(given.Path));
    }

    private void AddSection(MapEntry section)
    {
        var name = section.Key.Text;
        _sections[name] = section.Key.Where;
        if (section.Value is ScalarNode { IsNothing: false } && SpecKeys.StandInOf(name) is { } standIn)
        {
            Set(standIn.Path, section.Value);
            return;
        }
        if (section.Value is not MapNode map)
        {
            (scope with { What = name }).Fail(section.Value, "a mapping of its keys");
            return;
        }
        foreach (var entry in map.Distinct($"{name}.", scope.Errors))
            if (SpecKeys.Find($"{name}.{entry.Key.Text}") is { } key)
                Set(key.Path, entry.Value);
            else
                scope.Errors.Add(entry.Key.Where, () => UnknownKey.Message($"{name}.{entry.Key.Text}", inSection: true));
    }

    private void Set(string path, SpecNode value)
    {
        if (path == SweepKey)
            _axes = [.. SweepReader.Entries(value, scope with { What = SweepKey })];
        else
            _values[path] = value;
    }

    private void SetAxis(MapEntry axis)
    {
        var index = _axes.FindIndex(known => known.Key.Text == axis.Key.Text);
        if (index < 0)
            _axes.Add(axis);
        else
            _axes[index] = axis;
    }

    private void SetInsteadOfAxis(SpecOverride given)
    {
        if (_axes.RemoveAll(axis => axis.Key.Text == given.Path) > 0)
            Warnings.Add($"{given.Where} replaces the sweep over {given.Path}");
        else if (_axes.Find(axis => SweepReader.KeysOf(axis).Contains(given.Path)) is { } axis)
            scope.Errors.Add(
                given.Where, $"{given.Path} is one of several keys of sweep.{axis.Key.Text}; override that, e.g. sweep={{}} for none");
        Set(given.Path, given.Value);
    }
}

/// <summary>A <c>key=value</c> of the command line: a dotted key and a value in YAML.</summary>
internal sealed record SpecOverride(string Path, SpecNode Value, SpecLocation Where)
{
    /// <summary>Reads an override; null when it is wrong, which is then reported.</summary>
    public static SpecOverride? Parse(string text, SpecErrors errors)
    {
        var where = SpecLocation.Whole($"override {ScalarNode.Shown(text)}");
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            errors.Add(where, "an override is written key=value, e.g. training.l2=1e-3");
            return null;
        }
        var value = YamlTree.ReadValue(text[(equals + 1)..], where, errors);
        var path = text[..equals].Trim();
        return value is null ? null : new SpecOverride(SpecKeys.StandInOf(path)?.Path ?? path, value, where);
    }
}
