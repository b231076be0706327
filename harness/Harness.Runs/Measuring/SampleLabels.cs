using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Engine;
using Harness.Runs.Arrays;

namespace Harness.Runs.Measuring;

/// <summary>The classes of the samples, numbered from 0 in sorted order: numbers by their value, texts by their code points.</summary>
/// <param name="Values"><c>[samples]</c>.</param>
/// <param name="Names">As the file has them: class i is <c>Names[i]</c>.</param>
public sealed record SampleLabels(byte[] Values, ImmutableArray<string> Names)
{
    /// <summary>A byte names a class.</summary>
    private const int MostClasses = 256;

    public int Classes => Names.Length;

    /// <summary>Whether the file has numbers, not texts.</summary>
    public bool AreNumbers { get; private init; }

    /// <summary>The names; none where class c has the label c.</summary>
    public ImmutableArray<string> OwnNames => Names.Index().All(name => name.Item == $"{name.Index}") ? [] : Names;

    /// <summary>SHA-256 over names and values, lower case.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join('\0', Names) + '\0'));
        hash.AppendData(Values);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same labels among classes that are known by name: texts are names, numbers count the classes from 0.</summary>
    /// <param name="names">In the classes' order.</param>
    /// <param name="where">The names, for messages.</param>
    /// <exception cref="UserErrorException">A label is none of them, or the names are too many or not different.</exception>
    public SampleLabels Among(ImmutableArray<string> names, string where)
    {
        if (names.Length > MostClasses || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw new UserErrorException(
                $"{where} has {names.Length} names, {names.Distinct(StringComparer.Ordinal).Count()} of them different; at most "
                    + $"{MostClasses} different ones are needed.");
        byte[] places = [.. Names.Select(name => Place(name, names) is >= 0 and var place
            ? (byte)place
            : throw new UserErrorException(
                $"{where} names {names.Length} classes ({string.Join(", ", names.Take(8))}{(names.Length > 8 ? ", …" : "")}), and there is "
                    + $"a label {name}: labels are {(AreNumbers ? $"0 to {names.Length - 1}" : "their names")}."))];
        return this with { Values = [.. Values.Select(value => places[value])], Names = names };
    }

    private int Place(string label, ImmutableArray<string> names)
    {
        if (!AreNumbers)
            return names.IndexOf(label);
        var number = long.Parse(label, CultureInfo.InvariantCulture);
        return number >= 0 && number < names.Length ? (int)number : -1;
    }

    /// <param name="file">As the command line has it, for messages.</param>
    /// <exception cref="UserErrorException">There is no sample, there are more than 256 classes, or it is no array of labels.</exception>
    public static SampleLabels Read(StoredArray array, string file)
    {
        ArgumentNullException.ThrowIfNull(array);
        var where = $"{file}, array {array.Name}";
        if (array.Shape.Length is 0 or > 2 || (array.Shape.Length == 2 && array.Shape[1] != 1))
            throw new UserErrorException($"{where} has the shape {array.ShapeName}: labels are [samples], one number or text for each.");
        if (array.Rows == 0)
            throw new UserErrorException($"{where} is empty: there is no label.");
        return array.Kind == ElementKind.Text
            ? Of(array.ReadTexts(), CodePointOrder.Instance, text => text, where)
            : Of(array.ReadIntegers(), Comparer<long>.Default, number => $"{number}", where) with { AreNumbers = true };
    }

    private static SampleLabels Of<T>(T[] labels, IComparer<T> order, Func<T, string> name, string where)
        where T : notnull
    {
        var known = new Dictionary<T, int>();
        foreach (var label in labels)
        {
            if (known.TryAdd(label, 0) && known.Count > MostClasses)
                throw new UserErrorException(
                    $"{where} has more than {MostClasses} different labels, the most that are measured. Are they labels of classes?");
        }
        T[] sorted = [.. known.Keys.Order(order)];
        for (var place = 0; place < sorted.Length; place++)
            known[sorted[place]] = place;
        return new SampleLabels([.. labels.Select(label => (byte)known[label])], [.. sorted.Select(name)]);
    }
}
