using System.Collections.Immutable;
using System.Globalization;
using Engine;
using Harness.Runs.Arrays;

namespace Harness.Runs.Data;

/// <summary>Labels as data have them: whole numbers or texts, one for each sample.</summary>
/// <param name="Where">As messages name them, e.g. the file and the array.</param>
internal sealed record RawLabels(string Where, long[]? Numbers, string[]? Texts)
{
    public int Count => Numbers?.Length ?? Texts!.Length;

    /// <summary>Those of some samples, in the order given.</summary>
    public RawLabels Of(int[] rows) => new(
        Where, Numbers is null ? null : [.. rows.Select(row => Numbers[row])], Texts is null ? null : [.. rows.Select(row => Texts[row])]);
}

/// <summary>The classes of a set: its labels in sorted order, numbers by value and texts by their code points.</summary>
/// <param name="Count">At least 2.</param>
/// <param name="Names">By class; empty where class c has the label c.</param>
internal sealed record ClassMap(int Count, ImmutableArray<string> Names, Func<RawLabels, byte[]> Classes)
{
    private const int Most = 256;
    private const int Listed = 5;

    /// <param name="parts">The labels of all splits.</param>
    /// <exception cref="UserErrorException">There are more than 256 labels, fewer than two, or texts beside numbers.</exception>
    public static ClassMap Of(IReadOnlyList<RawLabels> parts)
    {
        if (parts.FirstOrDefault(part => part.Texts is null != parts[0].Texts is null) is { } other)
            throw new UserErrorException($"{parts[0].Where} has {Kind(parts[0])} as labels, {other.Where} has {Kind(other)}: all splits "
                + "must have the same labels. Write both in one way.");
        return parts[0].Texts is null
            ? Of(parts, part => part.Numbers!, Comparer<long>.Default, number => number.ToString(CultureInfo.InvariantCulture))
            : Of(parts, part => part.Texts!, CodePointOrder.Instance, text => text);
    }

    /// <param name="names">Of all classes, in their order: labels are texts among them, or numbers from 0.</param>
    /// <param name="where">The names, for messages.</param>
    /// <exception cref="UserErrorException">A label is of no class, or the names are not 2 to 256 different ones.</exception>
    public static ClassMap Of(IReadOnlyList<RawLabels> parts, string[] names, string where)
    {
        if (names.Length is < 2 or > Most || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw new UserErrorException($"{where} has {names.Length} names, {names.Distinct(StringComparer.Ordinal).Count()} of them "
                + $"different; 2 to {Most} different ones are needed.");
        var places = names.Index().ToDictionary(name => name.Item, name => (byte)name.Index, StringComparer.Ordinal);
        var isPlain = names.Index().All(entry => entry.Item == $"{entry.Index}");
        return new ClassMap(
            names.Length, isPlain ? [] : [.. names], part => [.. Enumerable.Range(0, part.Count).Select(sample => Of(part, sample))]);

        byte Of(RawLabels part, int sample)
        {
            if (part.Texts is { } texts)
                return places.TryGetValue(texts[sample], out var place) ? place : throw Stranger(part, sample, $"\"{texts[sample]}\"");
            var number = part.Numbers![sample];
            return number >= 0 && number < names.Length ? (byte)number : throw Stranger(part, sample, $"{number}");
        }

        UserErrorException Stranger(RawLabels part, int sample, string label) => new(
            $"{part.Where}: the label of sample {sample} is {label}; {where} names {names.Length} classes: labels are their names, or 0 to "
                + $"{names.Length - 1}.");
    }

    private static ClassMap Of<T>(IReadOnlyList<RawLabels> parts, Func<RawLabels, T[]> labels, IComparer<T> order, Func<T, string> name)
        where T : notnull
    {
        var distinct = new HashSet<T>();
        foreach (var part in parts)
            foreach (var label in labels(part))
                if (distinct.Add(label) && distinct.Count > Most)
                    throw new UserErrorException($"{part.Where} has more than {Most} different labels, e.g. "
                        + $"{string.Join(", ", distinct.Take(Listed).Select(name))}: at most {Most} classes are read. If these are not "
                        + "classes, name the right array or column.");
        T[] sorted = [.. distinct.Order(order)];
        if (sorted.Length < 2)
            throw new UserErrorException($"{parts[0].Where}: all labels are {name(sorted[0])}; at least two classes are needed.");
        var classes = sorted.Index().ToDictionary(entry => entry.Item, entry => (byte)entry.Index);
        ImmutableArray<string> names = [.. sorted.Select(name)];
        var isPlain = parts[0].Texts is null && names.Index().All(entry => entry.Item == $"{entry.Index}");
        return new ClassMap(sorted.Length, isPlain ? [] : names, part => [.. labels(part).Select(label => classes[label])]);
    }

    private static string Kind(RawLabels labels) => labels.Texts is null ? "numbers" : "texts";
}
