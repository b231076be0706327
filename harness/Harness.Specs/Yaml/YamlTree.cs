using System.Buffers;
using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Harness.Specs.Yaml;

/// <summary>Reads one YAML document into nodes, keeping places, quotes and repeated keys, which the reader judges.</summary>
internal sealed class YamlTree
{
    /// <summary>A spec needs five levels; a limit keeps hostile nesting off the stack.</summary>
    private const int MaximumDepth = 32;

    /// <summary>YAML 1.2, 5.1: all control characters but tab, the line breaks and U+0085.</summary>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0xA0).Select(code => (char)code)
            .Where(letter => char.IsControl(letter) && !"\t\n\r\u0085".Contains(letter, StringComparison.Ordinal)),
    ]);

    private readonly Parser _parser;
    private readonly Func<Mark, SpecLocation> _locate;
    private readonly Dictionary<AnchorName, SpecNode> _anchors = [];

    private YamlTree(string text, Func<Mark, SpecLocation> locate)
    {
        _parser = new Parser(new StringReader(text));
        _locate = locate;
    }

    /// <summary>Reads a file's text; a mistake of syntax is added to <paramref name="errors"/> and gives null.</summary>
    public static SpecNode? ReadFile(string text, string file, SpecErrors errors)
    {
        if (text.AsSpan().IndexOfAny(Forbidden) is not (>= 0 and var at))
            return Read(text, Locate, errors);
        errors.Add(
            Locate(MarkOf(text, at)), $"not valid YAML: the control character U+{(int)text[at]:X4} may not stand in it; remove it");
        return null;

        SpecLocation Locate(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
    }

    /// <summary>Reads the value of an override, all of whose nodes stand at <paramref name="where"/>.</summary>
    public static SpecNode? ReadValue(string text, SpecLocation where, SpecErrors errors) => Read(text, _ => where, errors);

    private static SpecNode? Read(string text, Func<Mark, SpecLocation> locate, SpecErrors errors)
    {
        var tree = new YamlTree(text, locate);
        try
        {
            return tree.Document();
        }
        catch (YamlException error)
        {
            errors.Add(locate(error.Start), $"not valid YAML: {error.Message.TrimEnd('.')}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's own parser fails so on some malformed documents; the last event it got through tells where.
            errors.Add(locate(tree._parser.Current?.End ?? Mark.Empty), "not valid YAML: the text from here on cannot be understood");
        }
        return null;
    }

    private static Mark MarkOf(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new Mark(index, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    private SpecNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
            return new ScalarNode(_locate(end.Start), "", IsPlain: true);
        _parser.Consume<DocumentStart>();
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _) ? root : throw Error(_parser.Current!, "a second document begins here; one is allowed");
    }

    private SpecNode Node(int depth)
    {
        if (depth > MaximumDepth)
            throw Error(_parser.Current!, $"nested deeper than {MaximumDepth} levels");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return _anchors.TryGetValue(alias.Value, out var node)
                ? node
                : throw Error(alias, $"*{alias.Value} refers to no anchor above it");
        var start = _parser.Consume<NodeEvent>();
        if (!start.Tag.IsEmpty)
            throw Error(start, $"the tag {start.Tag.Value} is not understood; remove it");
        var result = Content(start, depth);
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = result;
        return result;
    }

    private SpecNode Content(NodeEvent start, int depth) => start switch
    {
        Scalar scalar => new ScalarNode(_locate(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
        SequenceStart => new ListNode(_locate(start.Start), Items(depth)),
        _ => new MapNode(_locate(start.Start), Entries(depth)),
    };

    private ImmutableArray<SpecNode> Items(int depth)
    {
        var items = ImmutableArray.CreateBuilder<SpecNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return items.ToImmutable();
    }

    private ImmutableArray<MapEntry> Entries(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!;
            var key = Node(depth + 1) as ScalarNode ?? throw Error(at, "a key must be a plain word");
            entries.Add(new MapEntry(key, Node(depth + 1)));
        }
        return entries.ToImmutable();
    }

    private static YamlException Error(ParsingEvent at, string message) => new(at.Start, at.End, message);
}
