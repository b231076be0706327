using System.Collections.Immutable;
using Engine;
using Engine.Data;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>Puts a data set together from four IDX files: training images and labels, test images and labels.</summary>
internal static class IdxSet
{
    private const float White = 255f;

    /// <param name="mapsLabels">Whether the labels that occur are the classes, in order; else classes are the labels from 0 up.</param>
    public static DataSet Read(SetReader reader, bool mapsLabels = false)
    {
        var (train, test) = (ReadPart(reader, 0), ReadPart(reader, 2));
        if (!train.Features.Shape.AsSpan()[1..].SequenceEqual(test.Features.Shape.AsSpan()[1..]))
            throw new UserErrorException(
                $"{Path(reader, 0)} has images of {Size(train.Features)}, {Path(reader, 2)} of {Size(test.Features)}: both must be of one "
                    + "size. Check that they belong to the same set.");
        var (trained, tested, names) = mapsLabels || !train.AreBytes || !test.AreBytes
            ? Mapped(reader, train, test)
            : Counted(reader, train, test);
        var channels = train.Features.Shape is [_, 3, _, _] ? 3 : 1;
        return new DataSet(
            reader.Set.Entry.Name, trained, tested, channels, reader.Sha256(), trained.Samples / DataSetLoader.ValidationShare)
        { ClassNames = names };
    }

    private static IdxPart ReadPart(SetReader reader, int images)
    {
        var read = reader.Read(images, IdxReader.ReadFeatures);
        var (labels, areBytes) = reader.Read(images + 1, IdxReader.ReadWholeLabels);
        if (read.Samples != labels.Length)
            throw new UserErrorException(
                $"{Path(reader, images)} has {read.Samples} images, {Path(reader, images + 1)} has {labels.Length} labels: there must be "
                    + "one label for each image. Check that both belong to the same set.");
        if (read.Values is { } values && Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and var wrong)
            throw new UserErrorException($"{Path(reader, images)}: sample {wrong / read.Inputs} (from 0), feature {wrong % read.Inputs} is "
                + $"{FeatureReading.Shown(values[wrong])}; features are finite numbers. Fill such places or leave the samples out.");
        return new IdxPart(read, labels, areBytes);
    }

    private static (LabelledData Train, LabelledData Test, ImmutableArray<string> Names) Counted(
        SetReader reader, IdxPart train, IdxPart test)
    {
        var classes = reader.Set.Entry.Classes ?? (int)Math.Max(train.Labels.Max(), test.Labels.Max()) + 1;
        return (Label(reader, 0, train, classes), Label(reader, 2, test, classes), []);
    }

    private static (LabelledData Train, LabelledData Test, ImmutableArray<string> Names) Mapped(
        SetReader reader, IdxPart train, IdxPart test)
    {
        RawLabels[] labels = [new(Path(reader, 1), train.Labels, null), new(Path(reader, 3), test.Labels, null)];
        var classes = ClassMap.Of(labels);
        return (
            new LabelledData(FeaturesOf(train.Features), classes.Classes(labels[0]), classes.Count),
            new LabelledData(FeaturesOf(test.Features), classes.Classes(labels[1]), classes.Count), classes.Names);
    }

    private static LabelledData Label(SetReader reader, int file, IdxPart part, int classes)
    {
        var wrong = Array.FindIndex(part.Labels, label => label >= classes);
        if (wrong >= 0)
            throw new UserErrorException(
                $"{Path(reader, file + 1)}: the label of image {wrong} is {part.Labels[wrong]}, needed is 0 to {classes - 1}. Get the file "
                    + "again.");
        return new LabelledData(FeaturesOf(part.Features), [.. part.Labels.Select(label => (byte)label)], classes);
    }

    private static Features FeaturesOf(IdxFeatures read) => read.Bytes is { } bytes
        ? new ByteFeatures(bytes, read.Samples, read.Inputs, White)
        : new FloatFeatures(read.Values!, read.Samples, read.Inputs);

    private static string Size(IdxFeatures read) => string.Join(" x ", read.Shape.Skip(1));

    private static string Path(SetReader reader, int file) => reader.Set.Files[file].Path;
}

/// <summary>A pair of IDX files.</summary>
/// <param name="AreBytes">Whether the labels are unsigned bytes, as MNIST's are.</param>
internal sealed record IdxPart(IdxFeatures Features, long[] Labels, bool AreBytes);
