using Engine;
using Engine.Data;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>Puts a data set together from four IDX files: training images and labels, test images and labels.</summary>
internal static class IdxSet
{
    private const float White = 255f;

    public static DataSet Read(SetReader reader)
    {
        var (trainImages, trainLabels) = ReadPart(reader, 0);
        var (testImages, testLabels) = ReadPart(reader, 2);
        if ((trainImages.Rows, trainImages.Columns) != (testImages.Rows, testImages.Columns))
            throw new UserErrorException(
                $"{Path(reader, 0)} has images of {trainImages.Rows} x {trainImages.Columns}, {Path(reader, 2)} of {testImages.Rows} x "
                    + $"{testImages.Columns}: both must be of one size. Check that they belong to the same set.");
        var classes = reader.Set.Entry.Classes ?? Math.Max(trainLabels.Max(), testLabels.Max()) + 1;
        var train = Label(reader, 0, trainImages, trainLabels, classes);
        var test = Label(reader, 2, testImages, testLabels, classes);
        return new DataSet(reader.Set.Entry.Name, train, test, Channels: 1, reader.Sha256(), train.Samples / DataSetLoader.ValidationShare);
    }

    private static (IdxImages Images, byte[] Labels) ReadPart(SetReader reader, int images)
    {
        var read = reader.Read(images, IdxReader.ReadImages);
        var labels = reader.Read(images + 1, IdxReader.ReadLabels);
        if (read.Samples != labels.Length)
            throw new UserErrorException(
                $"{Path(reader, images)} has {read.Samples} images, {Path(reader, images + 1)} has {labels.Length} labels: there must be "
                    + "one label for each image. Check that both belong to the same set.");
        return (read, labels);
    }

    private static LabelledData Label(SetReader reader, int file, IdxImages images, byte[] labels, int classes)
    {
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (wrong >= 0)
            throw new UserErrorException(
                $"{Path(reader, file + 1)}: the label of image {wrong} is {labels[wrong]}, needed is 0 to {classes - 1}. Get the file "
                    + "again.");
        return new LabelledData(new ByteFeatures(images.Pixels, images.Samples, images.Inputs, White), labels, classes);
    }

    private static string Path(SetReader reader, int file) => reader.Set.Files[file].Path;
}
