using System.Globalization;
using Engine;
using Engine.Data;
using Harness.Runs.Tables;

namespace Harness.Runs.Data;

/// <summary>Tells of a data set that was read how it was understood, and what in it may be a mistake.</summary>
internal static class SetNotes
{
    private const int MostNamed = 12;

    /// <param name="features">How features were understood.</param>
    public static string Understood(DataSet set, string features)
    {
        var training = set.Train.Samples == 0
            ? "no samples for training, which an analysis does not need"
            : $"{Amount.Of(set.Train.Samples, "sample")} for training";
        var validation = set.Train.Samples == 0 ? "none for validation" : set.Validation is { } own
            ? $"{own.Samples} of its own for validation"
            : $"the last {set.DefaultValidation} of them for validation unless the spec says otherwise";
        var shown = set.ClassNames.Take(MostNamed).Select((name, index) => $"{index} = {name}");
        var classes = set.ClassNames.IsEmpty
            ? ""
            : $" ({string.Join(", ", shown)}{(set.ClassNames.Length > MostNamed ? ", ..." : "")})";
        return string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {training}, {validation}, "
            + $"{set.Test.Samples} for testing; {Amount.Of(set.Inputs, "feature")}, {features}; {set.Classes} classes{classes}");
    }

    /// <param name="isArranged">Whether its files have the splits that its makers gave them, so that no sorted file was cut.</param>
    public static IEnumerable<string> Warnings(DataSet set, bool isArranged)
    {
        var samples = new int[set.Classes];
        foreach (var label in set.Train.Labels.Concat(set.Validation?.Labels ?? []).Concat(set.Test.Labels))
            samples[label]++;
        if (samples.Contains(0))
            yield return OfEmptyClasses(set, samples);
        if (isArranged)
            yield break;
        var splits = set.Split(set.DefaultValidation);
        foreach (var split in Enum.GetValues<Split>().Where(split => splits[split].Samples > 0))
        {
            var there = splits[split].Labels.Distinct().Select(label => (int)label);
            int[] missing = [.. Enumerable.Range(0, set.Classes).Where(label => samples[label] > 0).Except(there)];
            if (missing.Length > 0)
                yield return OfMissingClasses(set, split, [.. missing.Select(label => ClassNames.Of(set.ClassNames, label))]);
        }
    }

    /// <summary>Files may be sorted by class.</summary>
    private static string OfMissingClasses(DataSet set, Split split, string[] missing) =>
        $"{set.Name}: its {split.NameOf()} split has no sample of {(missing.Length == 1 ? "class" : "classes")} "
            + $"{string.Join(", ", missing.Take(MostNamed))}{(missing.Length > MostNamed ? ", ..." : "")}."
            + (split == Split.Validation && set.Validation is null
                ? " It is the last training samples: shuffle them where they are sorted."
                : "");

    /// <summary>A stray label, such as 255 among 0 to 9, makes all those below it classes.</summary>
    private static string OfEmptyClasses(DataSet set, int[] samples)
    {
        var (empty, largest) = (samples.Count(count => count == 0), Array.FindLastIndex(samples, count => count > 0));
        var have = $"{set.Name}: {empty} of its {set.Classes} classes {(empty == 1 ? "has" : "have")} no sample";
        return set.ClassNames.IsEmpty
            ? $"{have}; the largest label is {largest}, of {Amount.Of(samples[largest], "sample")}. "
                + "Classes are the labels from 0 up: check the label files if a label is not meant."
            : $"{have}: {string.Join(", ", set.ClassNames.Where((_, label) => samples[label] == 0).Take(MostNamed))}"
                + $"{(empty > MostNamed ? ", ..." : "")}.";
    }
}
