using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Engine;
using Engine.Data;

namespace Harness.Runs.Data;

/// <summary>One split as it was read from arrays or a table.</summary>
internal sealed record RawPart(Features Features, RawLabels Labels);

/// <summary>Data that a user brings as arrays or a table: its splits become a data set.</summary>
/// <param name="Name">In tables, e.g. <c>npz:mine.npz</c>.</param>
/// <param name="Source">The file or folder, for messages.</param>
/// <param name="Features">How features were understood, for people.</param>
internal sealed record BroughtSet(string Name, string Source, int Channels, string Features)
{
    /// <param name="train">Null where there are none, as for an analysis.</param>
    /// <param name="names">Of all classes; null where the labels tell them.</param>
    /// <exception cref="UserErrorException">Splits do not fit each other.</exception>
    public DataSet Of(RawPart? train, RawPart? validation, RawPart test, string[]? names, Action<string> tell)
    {
        RawPart[] parts = [.. new[] { train, validation, test }.OfType<RawPart>()];
        foreach (var part in parts)
        {
            if (part.Features.Samples != part.Labels.Count)
                throw new UserErrorException($"{part.Labels.Where} has {part.Labels.Count} labels for {part.Features.Samples} samples: "
                    + "there must be one label for each sample. Check that both belong to the same set.");
            if (part.Features.Inputs != parts[0].Features.Inputs)
                throw new UserErrorException($"{Source}: samples of {parts[0].Labels.Where} have {parts[0].Features.Inputs} features, "
                    + $"those of {part.Labels.Where} {part.Features.Inputs}: all splits must have the same.");
        }
        RawLabels[] labels = [.. parts.Select(part => part.Labels)];
        var classes = names is null ? ClassMap.Of(labels) : ClassMap.Of(labels, names, $"{Source}: classes");
        LabelledData Labelled(RawPart part) => new(part.Features, classes.Classes(part.Labels), classes.Count);
        var training = train is null
            ? new LabelledData(new FloatFeatures([], 0, test.Features.Inputs), [], classes.Count)
            : Labelled(train);
        return Of(training, validation is null ? null : Labelled(validation), Labelled(test), classes.Names, tell);
    }

    /// <summary>A set whose classes are known: class c has the label c.</summary>
    /// <param name="names">Of all classes, or empty.</param>
    public DataSet Of(RawPart train, RawPart test, ImmutableArray<string> names, int classes, Action<string> tell)
    {
        LabelledData Labelled(RawPart part) => new(part.Features, [.. part.Labels.Numbers!.Select(label => (byte)label)], classes);
        return Of(Labelled(train), null, Labelled(test), names, tell);
    }

    private DataSet Of(
        LabelledData training, LabelledData? held, LabelledData testing, ImmutableArray<string> names, Action<string> tell)
    {
        var set = new DataSet(
            Name, training, testing, Channels, Hash(names, training, held, testing),
            held is null ? training.Samples / DataSetLoader.ValidationShare : 0)
        { ClassNames = names, Validation = held };
        tell(SetNotes.Understood(set, Features));
        return set;
    }

    /// <summary>Of what the samples are, whatever the file's format: features as float32, classes, and the names of classes.</summary>
    private static string Hash(ImmutableArray<string> names, LabelledData train, LabelledData? validation, LabelledData test)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, split) in new[] { ("train", train), ("validation", validation), ("test", test) })
        {
            if (split is null)
                continue;
            hash.AppendData(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{name} {split.Samples} {split.Features.Inputs} {split.Classes}\n")));
            var row = new float[split.Features.Inputs];
            for (var sample = 0; sample < split.Samples; sample++)
            {
                split.Features.Read(sample, row);
                hash.AppendData(MemoryMarshal.AsBytes<float>(row));
            }
            hash.AppendData(split.Labels);
        }
        foreach (var name in names)
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
