using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Engine.Training;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>Epochs at which something is recorded.</summary>
public sealed class ScheduleType : SpecType<EpochSchedule>
{
    private const string None = "none", All = "all", Log = "log-";

    private readonly ListType<int> _list = new(new WholeType(0, 1_000_000), 1, 10_000) { IsSet = true };

    /// <summary>Whether nothing may be recorded.</summary>
    public bool AllowsNone { get; init; }

    public override string Expected =>
        $"{(AllowsNone ? $"{None}, " : "")}all, log-P with 1 to {EpochSchedule.MostPerDecade} points P in each decade, "
        + "or a list of epochs from 0 (before the first step) up";

    internal override bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out EpochSchedule value)
    {
        value = null;
        if (node is ListNode { Items.Length: > 0 })
        {
            if (_list.TryRead(node, scope, out ImmutableArray<int> epochs))
                value = EpochSchedule.At(epochs);
            return value is not null;
        }
        value = (node as ScalarNode)?.Text is { } text ? Parse(text) : null;
        return value is not null || scope.Fail(node, Expected);
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string", ["pattern"] = $"^({(AllowsNone ? $"{None}|" : "")}{All}|{Log}[0-9]+)$" },
            _list.Schema(datasets)),
    };

    internal override string Json(EpochSchedule value) => value.IsList ? _list.Json(value.Epochs) : $"\"{Name(value)}\"";

    internal override string Short(EpochSchedule value) => value.IsList ? _list.Short(value.Epochs) : Name(value);

    private static string Name(EpochSchedule value) =>
        value.IsNone ? None : value.PerDecade == 0 ? All : $"{Log}{value.PerDecade.ToString(CultureInfo.InvariantCulture)}";

    private EpochSchedule? Parse(string text)
    {
        if (text == None && AllowsNone)
            return EpochSchedule.None;
        if (text == All)
            return EpochSchedule.All;
        return text.StartsWith(Log, StringComparison.Ordinal)
            && int.TryParse(text[Log.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var points)
            && points is >= 1 and <= EpochSchedule.MostPerDecade ? EpochSchedule.Log(points) : null;
    }
}
