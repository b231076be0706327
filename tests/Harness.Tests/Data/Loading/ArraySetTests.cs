using Engine;
using Engine.Data;
using Engine.Safetensors;

namespace Harness.Tests.Data.Loading;

public sealed class ArraySetTests : IDisposable
{
    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public ArraySetTests() => _environment.Data = _environment.Data with { Tell = _told.Add };

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void Floats_are_taken_as_they_are_and_labels_in_the_order_of_their_values()
    {
        var set = Load(
            ("x_train", Npy.Floats([1, 2, 3, 4, 5, 6], 3, 2)), ("y_train", Npy.Longs(30, -1, 7)),
            ("x_test", Npy.Floats([-0.5f, 8], 1, 2)), ("y_test", Npy.Longs(7)));
        Assert.Equal(("npz:mine.npz", 2, 3, 1, 0), (set.Name, set.Inputs, set.Classes, set.Channels, set.DefaultValidation));
        Assert.Equal(["-1", "7", "30"], set.ClassNames);
        Assert.Equal([2, 0, 1], set.Train.Labels);
        Assert.Equal([1], set.Test.Labels);
        Assert.Equal([3, 4], Row(set.Train, 1));
        Assert.Equal([-0.5f, 8], Row(set.Test, 0));
        Assert.Equal(
            "npz:mine.npz: 3 samples for training, the last 0 of them for validation unless the spec says otherwise, 1 for testing; 2 "
                + "features, Float32 of [2] taken as they are; 3 classes (0 = -1, 1 = 7, 2 = 30)", Assert.Single(_told));
        Assert.StartsWith("npz:mine.npz: its test split has no sample of classes -1, 30.", _environment.Warnings.Single());
    }

    [Fact]
    public void Labels_from_0_up_have_no_names_and_texts_are_in_ordinal_order()
    {
        Assert.Empty(Load(Whole(Npy.Longs(1, 0, 2, 0, 1, 2)), 0.5).ClassNames);
        var named = Load(Whole(Npy.Texts("b", "a", "B", "a", "b", "B")), 0.5);
        Assert.Equal(["B", "a", "b"], named.ClassNames);
    }

    [Fact]
    public void Images_of_bytes_stay_bytes_and_are_divided_by_255_and_rows_of_bytes_are_not()
    {
        byte[] pixels = [0, 51, 255, 102];
        var images = Load(
            ("x_train", Npy.Bytes(pixels, 2, 1, 2)), ("y_train", Npy.Longs(0, 1)), ("x_test", Npy.Bytes(pixels, 2, 1, 2)),
            ("y_test", Npy.Longs(0, 1)));
        Assert.IsType<ByteFeatures>(images.Train.Features);
        Assert.Equal([1, 102 / 255f], Row(images.Train, 1));
        Assert.Contains("UInt8 images of [1, 2] divided by 255", _told[0], StringComparison.Ordinal);
        var rows = Load(
            ("x_train", Npy.Bytes(pixels, 2, 2)), ("y_train", Npy.Longs(0, 1)), ("x_test", Npy.Bytes(pixels, 2, 2)),
            ("y_test", Npy.Longs(0, 1)));
        Assert.Equal([255, 102], Row(rows.Train, 1));
        Assert.Contains("UInt8 of [2] taken as they are", _told[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Three_planes_are_three_channels()
    {
        var x = Npy.Floats(new float[2 * 3 * 4], 2, 3, 2, 2);
        Assert.Equal(3, Load(("x_train", x), ("y_train", Npy.Longs(0, 1)), ("x_test", x), ("y_test", Npy.Longs(0, 1))).Channels);
    }

    [Fact]
    public void Validation_samples_of_its_own_are_the_validation_split()
    {
        var set = Load(
            ("x_train", Npy.Floats([1, 2], 2, 1)), ("y_train", Npy.Longs(0, 1)), ("x_validation", Npy.Floats([3], 1, 1)),
            ("y_validation", Npy.Longs(1)), ("x_test", Npy.Floats([4, 5], 2, 1)), ("y_test", Npy.Longs(0, 1)));
        var splits = set.Split(0);
        Assert.Equal((2, 1, 2), (splits.Train.Samples, splits.Validation.Samples, splits.Test.Samples));
        Assert.Equal([3], Row(splits.Validation, 0));
        Assert.Equal(
            "training.validation is 1: npz:mine.npz brings 1 validation samples of its own, which are used. Leave training.validation "
                + "out.", Assert.Throws<UserErrorException>(() => set.Split(1)).Message);
    }

    [Fact]
    public void A_share_of_each_class_is_for_testing_and_training_samples_are_in_random_order()
    {
        // Forty samples of class 0, then twenty of class 1; the feature says which sample it is.
        var set = Load(
            [("x", Npy.Floats([.. Enumerable.Range(0, 60).Select(i => (float)i)], 60, 1)),
                ("y", Npy.Longs([.. Enumerable.Range(0, 60).Select(i => i < 40 ? 0L : 1)]))], 0.25);
        Assert.Equal((45, 15), (set.Train.Samples, set.Test.Samples));
        Assert.Equal((30, 10), (set.Train.Labels.Count(label => label == 0), set.Test.Labels.Count(label => label == 0)));
        int[] train = [.. Enumerable.Range(0, 45).Select(i => (int)Row(set.Train, i)[0])];
        int[] test = [.. Enumerable.Range(0, 15).Select(i => (int)Row(set.Test, i)[0])];
        Assert.Equal(Enumerable.Range(0, 60), train.Concat(test).Order());
        Assert.NotEqual(train.Order(), train);
        Assert.Equal([.. train.Select(sample => (byte)(sample < 40 ? 0 : 1))], set.Train.Labels);
        Assert.Contains((byte)1, set.Split(set.DefaultValidation).Validation.Labels);
        Assert.Contains((byte)0, set.Split(set.DefaultValidation).Validation.Labels);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_array_says_which_samples_are_for_what(bool texts)
    {
        var split = texts ? Npy.Texts("test", "train", "train", "test", "validation", "train") : Npy.Longs(2, 0, 0, 2, 1, 0);
        var set = Load([.. Whole(Npy.Longs(0, 1, 0, 1, 0, 1)), ("split", split)]);
        Assert.Equal([1, 2, 5], Enumerable.Range(0, 3).Select(i => (int)Row(set.Train, i)[0]));
        Assert.Equal([0, 3], Enumerable.Range(0, 2).Select(i => (int)Row(set.Test, i)[0]));
        Assert.Equal([4], Row(set.Validation!, 0));
    }

    [Fact]
    public void Classes_that_no_sample_has_are_said_once()
    {
        // For an analysis: two samples for testing, of a network of four classes.
        Load(("x_test", Npy.Floats([1, 2], 2, 1)), ("y_test", Npy.Texts("b", "d")), ("classes", Npy.Texts("a", "b", "c", "d")));
        Assert.Equal("npz:mine.npz: 2 of its 4 classes have no sample: a, c.", Assert.Single(_environment.Warnings));
    }

    [Fact]
    public void Half_precision_and_tensors_of_a_safetensors_file_are_the_same_data()
    {
        float[] values = [0.5f, -2, 65504, 1.5f, 6e-8f, 0];
        // 6e-8 becomes the smallest half, 2^-24.
        float[] rounded = [.. values.Select(value => (float)(Half)value)];
        var whole = Load([("x", Npy.Floats(rounded, 6, 1)), ("y", Npy.Longs(0, 1, 0, 1, 0, 1))], 0.5);
        var half = Load(
            [("x", Npy.Of("<f2", values.Select(value => (Half)value).ToArray(), 6, 1)), ("y", Npy.Longs(0, 1, 0, 1, 0, 1))], 0.5);
        Assert.Equal(whole.Sha256, half.Sha256);
        using (var file = File.Create(_folder["mine.safetensors"]))
            SafetensorsFile.Write(file, [new NamedTensor("x", [6, 1], rounded), new NamedTensor("y", [6], [0, 1, 0, 1, 0, 1])]);
        var request = new DataSetRequest(DataSetKind.Safetensors, "mine", _folder["mine.safetensors"]) { TestShare = 0.5 };
        Assert.Equal(whole.Sha256, new DataSetLoader(_environment.Data).Load(request).Sha256);
    }

    [Fact]
    public void A_folder_of_npy_files_is_the_same_data()
    {
        var zipped = Load(Whole(Npy.Longs(0, 1, 0, 1, 0, 1)), 0.5);
        foreach (var (name, array) in Whole(Npy.Longs(0, 1, 0, 1, 0, 1)))
            _folder.Write($"mine/{name}.npy", array);
        var request = new DataSetRequest(DataSetKind.NpyFolder, "mine", _folder["mine"]) { TestShare = 0.5 };
        Assert.Equal(zipped.Sha256, new DataSetLoader(_environment.Data).Load(request).Sha256);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-infinity")]
    public void Features_that_are_no_numbers_are_refused(float value, string said) =>
        Assert.Contains(
            $"mine.npz: x: sample 1 (from 0), feature 0 is {said}; features are finite float32 numbers.",
            Fail(0.5, ("x", Npy.Floats([1, 2, value, 4], 2, 2)), ("y", Npy.Longs(0, 1))), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_data_set_is_refused_with_the_next_step()
    {
        var x = Npy.Floats([1, 2, 3, 4], 4, 1);
        Says("y has 2 labels for the 4 samples of x", 0.5, ("x", x), ("y", Npy.Longs(0, 1)));
        Says("y_train has 2 labels for 4 samples", null,
            ("x_train", x), ("y_train", Npy.Longs(0, 1)), ("x_test", x), ("y_test", Npy.Longs(0, 1, 0, 1)));
        Says("nothing says which samples are for testing. Write a share, dataset: {npz: mine.npz, split: 0.2}", null,
            ("x", x), ("y", Npy.Longs(0, 1, 0, 1)));
        Says("there is no array y_train; did you mean y_trian?; it has y_trian, x_train.", null, ("y_trian", x), ("x_train", x));
        Says("x is [4]; features are [samples, ...]. In Python, of one feature: x.reshape(-1, 1).", 0.5,
            ("x", Npy.Floats([1, 2, 3, 4], 4)), ("y", Npy.Longs(0, 1, 0, 1)));
        Says("y is [4, 2], as labels in one-hot form are; needed is one label for each sample. In Python: y = y.argmax(axis=1).", 0.5,
            ("x", x), ("y", Npy.Floats(new float[8], 4, 2)));
        Says("x is [0, 3]: it is empty.", 0.5, ("x", Npy.Floats([], 0, 3)), ("y", Npy.Longs()));
        Says("x holds texts; features are numbers.", 0.5, ("x", Npy.Texts("a", "b")), ("y", Npy.Longs(0, 1)));
        Says("all labels are 3; at least two classes are needed.", 0.5, ("x", x), ("y", Npy.Longs(3, 3, 3, 3)));
        Says("class 9 has one sample", 0.5, ("x", x), ("y", Npy.Longs(3, 3, 3, 9)));
        Says("has more than 256 different labels", 0.5,
            ("x", Npy.Floats(new float[300], 300, 1)), ("y", Npy.Longs([.. Enumerable.Range(0, 300).Select(i => (long)i)])));
        Says("row 2 is \"dev\"; needed is train, validation or test, or 0, 1 or 2.", null,
            ("x", x), ("y", Npy.Longs(0, 1, 0, 1)), ("split", Npy.Texts("train", "test", "dev", "test")));
        Says("gives no sample to test", null, ("x", x), ("y", Npy.Longs(0, 1, 0, 1)), ("split", Npy.Longs(0, 0, 0, 1)));
        Says("x_test holds UInt8 of [4, 1], x_train Float32 of [4, 1]: all splits must be alike.", null,
            ("x_train", x), ("y_train", Npy.Longs(0, 1, 0, 1)), ("x_test", Npy.Bytes([1, 2, 3, 4], 4, 1)),
            ("y_test", Npy.Longs(0, 1, 0, 1)));
        Says("has numbers as labels, ", null,
            ("x_train", x), ("y_train", Npy.Longs(0, 1, 0, 1)), ("x_test", x), ("y_test", Npy.Texts("0", "1", "0", "1")));
    }

    private void Says(string message, double? share, params (string, byte[])[] arrays) =>
        Assert.Contains(message, Fail(share, arrays), StringComparison.Ordinal);

    private static (string, byte[])[] Whole(byte[] labels) => [("x", Npy.Floats([0, 1, 2, 3, 4, 5], 6, 1)), ("y", labels)];

    private static float[] Row(LabelledData data, int row)
    {
        var values = new float[data.Features.Inputs];
        data.Features.Read(row, values);
        return values;
    }

    private DataSet Load(params (string, byte[])[] arrays) => Load(arrays, null);

    private DataSet Load((string, byte[])[] arrays, double? share)
    {
        var path = _folder.Write("mine.npz", Npy.Zip(arrays));
        return new DataSetLoader(_environment.Data).Load(new DataSetRequest(DataSetKind.Npz, "mine.npz", path) { TestShare = share });
    }

    private string Fail(double? share, params (string, byte[])[] arrays) =>
        Assert.Throws<UserErrorException>(() => Load(arrays, share)).Message;
}
