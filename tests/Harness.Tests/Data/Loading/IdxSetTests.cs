using System.Buffers.Binary;
using Engine;
using Engine.Data;

namespace Harness.Tests.Data.Loading;

public sealed class IdxSetTests : IDisposable
{
    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Theory]
    [InlineData(0x09, "byte", 1)]
    [InlineData(0x0b, "short", 2)]
    [InlineData(0x0c, "int", 4)]
    [InlineData(0x0d, "float", 4)]
    [InlineData(0x0e, "double", 8)]
    public void Features_of_any_type_are_read_as_they_are(byte type, string name, int bytes)
    {
        foreach (var part in new[] { "train", "t10k" })
        {
            _folder.Write(
                $"{part}-images-idx2-{name}", [0, 0, type, 2, 0, 0, 0, 2, 0, 0, 0, 3, .. Elements(type, bytes, -3, 0, 7, 1, 2, 100)]);
            _folder.Write($"{part}-labels-idx1-int", [0, 0, 0xc, 1, 0, 0, 0, 2, .. Elements(0xc, 4, 40, -2)]);
        }
        var set = Load();
        Assert.Equal((3, 2, 1), (set.Inputs, set.Classes, set.Channels));
        Assert.Equal([-3, 0, 7], Row(set.Train, 0));
        Assert.Equal([1, 2, 100], Row(set.Test, 1));
        Assert.Equal(["-2", "40"], set.ClassNames);
        Assert.Equal([1, 0], set.Train.Labels);
    }

    [Fact]
    public void Four_dimensions_with_three_planes_are_three_channels()
    {
        foreach (var part in new[] { "train", "t10k" })
        {
            _folder.Write($"{part}-images-idx4-ubyte", [0, 0, 8, 4, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, .. new byte[12]]);
            _folder.Write($"{part}-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 0, 1]);
        }
        Assert.Equal((3, 6), (Load().Channels, Load().Inputs));
    }

    [Fact]
    public void Names_of_EMNIST_say_which_set_it_is_and_its_labels_are_its_classes()
    {
        WriteEmnist("letters", 1, 26);
        var letters = Load();
        Assert.Equal(("idx:" + Path.GetFileName(_folder.Path), 2), (letters.Name, letters.Classes));
        Assert.Equal(["1", "26"], letters.ClassNames);
        WriteEmnist("digits", 0, 1);
        Assert.Equal(
            $"dataset idx: {_folder.Path} holds several sets: digits, letters. Say which: {{idx: {_folder.Path}, name: letters}}.",
            Assert.Throws<UserErrorException>(() => Load()).Message);
        Assert.Empty(Load("digits").ClassNames);
        Assert.EndsWith("/digits", Load("digits").Name, StringComparison.Ordinal);
        Assert.Contains(
            "there is no set named leters; did you mean letters?", Assert.Throws<UserErrorException>(() => Load("leters")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_folders_that_torchvision_makes_are_found()
    {
        TinySet.WriteAll(_folder, "MNIST/raw");
        Assert.Equal(TinySet.Samples, Load().Train.Samples);
        TinySet.WriteAll(_folder, "FashionMNIST/raw");
        Assert.Contains("Name one of these folders.", Assert.Throws<UserErrorException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0d, 4, float.NaN, "images-idx2-float", "sample 2 (from 0), feature 0 is NaN")]
    [InlineData(0x0e, 8, 1e300, "images-idx2-double", "sample 2 (from 0), feature 0 is infinity")]
    [InlineData(0x0d, 4, 1.5, "labels-idx1-float", "label 2 is 1.5; a label is a whole number.")]
    public void Values_that_are_no_features_or_labels_are_named(byte type, int bytes, double value, string file, string said)
    {
        foreach (var part in new[] { "train", "t10k" })
        {
            _folder.Write($"{part}-images-idx2-float", [0, 0, 0xd, 2, 0, 0, 0, 3, 0, 0, 0, 1, .. Elements(0xd, 4, 1, 2, 3)]);
            _folder.Write($"{part}-labels-idx1-float", [0, 0, 0xd, 1, 0, 0, 0, 3, .. Elements(0xd, 4, 0, 1, 0)]);
        }
        File.Delete(_folder["train-" + file]);
        if (file.StartsWith("images", StringComparison.Ordinal))
            File.Delete(_folder["train-images-idx2-float"]);
        byte[] sizes = file.StartsWith("images", StringComparison.Ordinal) ? [2, 0, 0, 0, 3, 0, 0, 0, 1] : [1, 0, 0, 0, 3];
        _folder.Write("train-" + file, [0, 0, type, .. sizes, .. Elements(type, bytes, 0, 1, value)]);
        Assert.Contains(said, Assert.Throws<UserErrorException>(() => Load()).Message, StringComparison.Ordinal);
    }

    private void WriteEmnist(string set, byte low, byte high)
    {
        foreach (var part in new[] { "train", "test" })
        {
            _folder.Write($"emnist-{set}-{part}-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5, 6]);
            _folder.Write($"emnist-{set}-{part}-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, low, high]);
        }
    }

    private static byte[] Elements(byte type, int bytes, params double[] values) => [.. values.SelectMany(value =>
    {
        var element = new byte[bytes];
        switch (type)
        {
            case 9:
                element[0] = (byte)(sbyte)value;
                break;
            case 0xb:
                BinaryPrimitives.WriteInt16BigEndian(element, (short)value);
                break;
            case 0xc:
                BinaryPrimitives.WriteInt32BigEndian(element, (int)value);
                break;
            case 0xd:
                BinaryPrimitives.WriteSingleBigEndian(element, (float)value);
                break;
            default:
                BinaryPrimitives.WriteDoubleBigEndian(element, value);
                break;
        }
        return element;
    })];

    private static float[] Row(LabelledData data, int row)
    {
        var values = new float[data.Features.Inputs];
        data.Features.Read(row, values);
        return values;
    }

    private DataSet Load(string? part = null) =>
        new DataSetLoader(_environment.Data).Load(DataSetRequest.Idx(_folder.Path) with { Part = part });
}
