using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Specs.Keys;

namespace Harness.Specs.Json;

/// <summary>The one JSON text of a resolved spec: keys in the order of <see cref="SpecKeys"/>, shortest round-trip numbers, no
/// blanks.</summary>
public static class CanonicalJson
{
    /// <summary>A run with its seed and trainer: what its id is the hash of. Keys that mean nothing for the run are absent.</summary>
    public static string Of(RunSpec spec, string trainer)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return WithSeed(WithoutSeed(spec), spec.Seed, trainer);
    }

    /// <summary>The beginning of the texts of a point, which all its seeds share.</summary>
    internal static string WithoutSeed(RunSpec spec) =>
        Written(SpecKeys.Run.Where(key => key.AppliesTo(spec)).Select(key => (key, key.Json(spec)))).ToString();

    internal static string WithSeed(string withoutSeed, long seed, string trainer) => $"{withoutSeed},\"seed\":{seed}{Trainer(trainer)}";

    /// <summary>A whole experiment: what all points share, the seeds, the sweep and the trainer. A default that differs between points is
    /// absent.</summary>
    public static string Of(ExperimentSpec experiment, string trainer)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var swept = experiment.Sweep.Axes.SelectMany(axis => axis.Keys).ToHashSet();
        var values = SpecKeys.Run
            .Where(key => !swept.Contains(key.Path))
            .Select(key => (Key: key, Json: Shared(key, experiment)))
            .Where(value => value.Json is not null);
        return Written(values!)
            .Append(",\"seeds\":[").AppendJoin(',', experiment.Seeds)
            .Append("],\"sweep\":{").AppendJoin(',', experiment.Sweep.Axes.Select(Axis))
            .Append('}').Append(Trainer(trainer)).ToString();
    }

    private static string? Shared(RunKey key, ExperimentSpec experiment)
    {
        var values = experiment.Points.Select(point => key.AppliesTo(point.Spec) ? key.Json(point.Spec) : null).Distinct().Take(2).ToList();
        return values.Count == 1 ? values[0] : null;
    }

    /// <summary>A list of values; for an axis over several keys, a list of lists.</summary>
    private static string Axis(SweepAxis axis) =>
        $"{JsonText.Quoted(string.Join(',', axis.Keys))}:[{string.Join(',', axis.Steps.Select(Step))}]";

    private static string Step(SweepStep step) =>
        step.Assignments is [var only] ? only.Json : $"[{string.Join(',', step.Assignments.Select(assignment => assignment.Json))}]";

    private static string Trainer(string trainer) => $",\"trainer\":{JsonText.Quoted(trainer)}}}";

    /// <summary>The opening brace and all keys, each section an object.</summary>
    private static StringBuilder Written(IEnumerable<(RunKey Key, string Json)> values)
    {
        var text = new StringBuilder("{", 1024);
        var section = "";
        foreach (var (key, json) in values)
        {
            if (key.Section != section && section.Length > 0)
                text.Append('}');
            if (text[^1] != '{')
                text.Append(',');
            if (key.Section != section)
                text.Append('"').Append(key.Section).Append("\":{");
            text.Append('"').Append(key.Name).Append("\":").Append(json);
            section = key.Section;
        }
        return section.Length > 0 ? text.Append('}') : text;
    }
}

/// <summary>Texts in JSON.</summary>
internal static class JsonText
{
    /// <summary>The quoted text; letters of all languages and + stay readable.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
