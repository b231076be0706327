using Engine.Tables;
using Harness.Parquet.Metadata;
using Harness.Parquet.Writing;

namespace Harness.Parquet.Tests.Writing;

public class ChunkEncodingTests
{
    private static ChunkValues Choose<T>(ColumnKind kind, T[] values, int dictionaryBytes = 1000) =>
        ChunkEncoding.Choose(kind, new(values), 0..values.Length, new() { DictionaryBytes = dictionaryBytes });

    [Fact]
    public void Texts_refer_to_a_dictionary()
    {
        var chunk = Choose(ColumnKind.Text, ["b", "a", "b"]);
        Assert.Equal(PageEncoding.RleDictionary, chunk.Encoding);
        Assert.Equal(2, chunk.Dictionary!.Count);
    }

    // Each text takes four bytes of length and one of text.
    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void Texts_are_plain_once_the_dictionary_is_full(int bytes, bool dictionary) =>
        Assert.Equal(dictionary, Choose(ColumnKind.Text, ["b", "a", "b"], bytes).Dictionary is not null);

    [Fact]
    public void Floats_are_plain_even_where_they_repeat() => Assert.Null(Choose(ColumnKind.Float64, new double[100]).Dictionary);

    // 100 numbers of 32 bits: 3200 plain. With n distinct ones: 32 n and 100 times the width. 50 need 1600 + 600, at most 2400; 51 are more
    // than half.
    [Theory]
    [InlineData(1, true)]
    [InlineData(50, true)]
    [InlineData(51, false)]
    [InlineData(100, false)]
    public void Integers_refer_to_a_dictionary_where_it_pays(int distinct, bool dictionary) =>
        Assert.Equal(dictionary, Choose(ColumnKind.Int32, [.. Enumerable.Range(0, 100).Select(i => i % distinct)]).Dictionary is not null);

    [Fact]
    public void Entries_stand_in_the_order_of_their_first_appearance()
    {
        var distinct = DistinctValues<string>.Find(["b", "a", "a", "b", "c"], 3)!;
        Assert.Equal(["b", "a", "c"], distinct.Entries);
        Assert.Equal([0, 1, 1, 0, 2], distinct.Indices);
        Assert.Null(DistinctValues<string>.Find(["b", "a", "a", "b", "c"], 2));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(256, 8)]
    [InlineData(257, 9)]
    public void The_width_of_an_index(int entries, int bits) => Assert.Equal(bits, DictionaryValues.WidthFor(entries));
}
