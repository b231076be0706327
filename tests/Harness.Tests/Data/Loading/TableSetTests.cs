using Engine;
using Engine.Data;

namespace Harness.Tests.Data.Loading;

public sealed class TableSetTests : IDisposable
{
    private const string Flowers =
        "a,b,kind,part\n1,0.5,rose,train\n2,1.5,tulip,train\n3,-1,tulip,test\n4,7,rose,test\n5,9,rose,validation\n";

    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public TableSetTests() => _environment.Data = _environment.Data with { Tell = _told.Add };

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void A_column_of_texts_gives_classes_and_another_the_split()
    {
        var set = Load(Flowers, Csv("kind") with { SplitColumn = "part" });
        Assert.Equal(("csv:mine.csv", 2, 2), (set.Name, set.Inputs, set.Classes));
        Assert.Equal(["rose", "tulip"], set.ClassNames);
        Assert.Equal([0, 1], set.Train.Labels);
        Assert.Equal([1, 0.5f], Row(set.Train, 0));
        Assert.Equal([3, -1], Row(set.Test, 0));
        Assert.Equal([5, 9], Row(set.Validation!, 0));
        Assert.Equal(
            "csv:mine.csv: 2 samples for training, 1 of its own for validation, 2 for testing; 2 features, the columns a, b, taken as they "
                + "are; 2 classes (0 = rose, 1 = tulip)", Assert.Single(_told));
        Assert.Equal("csv:mine.csv: its validation split has no sample of class tulip.", Assert.Single(_environment.Warnings));
    }

    [Fact]
    public void Classes_of_texts_are_in_the_order_of_their_code_points_as_Python_sorts_them()
    {
        // A full-width A (U+FF21) and an emoji (U+1F600): UTF-16 has them the other way round.
        var set = Load("a,kind,part\n1,\U0001F600,train\n2,\uFF21,test\n3,Z,test\n", Csv("kind") with { SplitColumn = "part" });
        Assert.Equal(["Z", "\uFF21", "\U0001F600"], set.ClassNames);
        Assert.Equal([2], set.Train.Labels);
        Assert.Equal([1, 0], set.Test.Labels);
    }

    [Fact]
    public void Columns_that_are_named_are_the_features_in_that_order()
    {
        var set = Load("l;x;note;y\n0;1;hello;2\n1;3;;4\n0;5;a;6\n1;7;b;8\n", Csv("l") with { TestShare = 0.5, Columns = ["y", "x"] });
        Assert.Equal(2, set.Inputs);
        Assert.All(Enumerable.Range(0, 2), row => Assert.Equal(1, Row(set.Train, row)[0] - Row(set.Train, row)[1]));
        Assert.Empty(set.ClassNames);
    }

    [Theory]
    [InlineData("a,l\n1,0\nx,1\n2,0\n3,1\n", "row 1 (from 0), column a is \"x\"; features are numbers.")]
    [InlineData("a,l\n1,0\n,1\n2,0\n3,1\n", "row 1 (from 0), column a has no value; features are numbers.")]
    [InlineData("a,l\n1,0\n2,\n2,0\n3,1\n", "row 1 (from 0), column l has no value; each sample needs one.")]
    [InlineData("a,l\n1,0\n2,1.5\n2,0\n3,1\n", "row 1 (from 0), column l is 1.5; labels are whole numbers or texts.")]
    [InlineData("a,l\n1,0\n1e39,1\n2,0\n3,1\n", "row 1 (from 0), column a is infinity; features are finite float32 numbers.")]
    [InlineData("a,l\n1,1\n2,01\n3,2\n4,2\n", "column l: row 3 holds 01, which is the same number as 1 in a row before.")]
    [InlineData("a,l\n1,10\n2,2\n3,1e1\n4,2\n", "row 4 holds 1e1, which is the same number as 10")]
    [InlineData("a,label\n1,0\n2,1\n", "there is no column l (label)")]
    [InlineData("l\n0\n1\n", "has no column but l; features are needed.")]
    [InlineData("a,l\n", "has no row; samples are needed.")]
    public void What_is_no_data_set_is_refused(string text, string message) =>
        Assert.Contains(message, Fail(text, Csv("l") with { TestShare = 0.5 }), StringComparison.Ordinal);

    /// <summary>As pandas writes whole numbers of a column with gaps; features may be written in any way.</summary>
    [Fact]
    public void Numbers_of_one_form_are_labels() =>
        Assert.Equal(2, Load("a,l\n01,1.0\n1,2.0\n1.0,1.0\n2,2.0\n", Csv("l") with { TestShare = 0.5 }).Classes);

    [Fact]
    public void The_nearest_name_of_a_column_is_suggested() => Assert.Contains(
        "there is no column kindd (label); did you mean kind?; it has a, b, kind, part.",
        Fail(Flowers, Csv("kindd") with { SplitColumn = "part" }), StringComparison.Ordinal);

    [Fact]
    public void A_split_is_needed() => Assert.Contains(
        "nothing says which samples are for testing. Write a share, dataset: {csv: mine.csv, label: kind, split: 0.2}, or",
        Fail(Flowers, Csv("kind") with { Columns = [] }), StringComparison.Ordinal);

    [Fact]
    public void A_split_of_other_words_is_refused() => Assert.Contains(
        "column kind: row 0 is \"rose\"; needed is train, validation or test, or 0, 1 or 2.",
        Fail(Flowers, Csv("a") with { SplitColumn = "kind", Columns = ["b"] }), StringComparison.Ordinal);

    private DataSetRequest Csv(string label) => new(DataSetKind.Csv, "mine.csv", _folder["mine.csv"]) { Label = label };

    private DataSet Load(string text, DataSetRequest request)
    {
        _folder.Write("mine.csv", text);
        return new DataSetLoader(_environment.Data).Load(request);
    }

    private string Fail(string text, DataSetRequest request) => Assert.Throws<UserErrorException>(() => Load(text, request)).Message;

    private static float[] Row(LabelledData data, int row)
    {
        var values = new float[data.Features.Inputs];
        data.Features.Read(row, values);
        return values;
    }
}
