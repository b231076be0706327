using Harness.Parquet.Tests.Tables;
using Harness.Parquet.Writing;

namespace Harness.Parquet.Tests.Writing;

/// <summary>Tables that cannot be written say why.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Half_a_surrogate_pair(int dictionaryBytes)
    {
        var e = Assert.Throws<ArgumentException>(() => TestFormat.Write(TestTable.Of("a", "\uD800"),
            new() { DictionaryBytes = dictionaryBytes }));
        Assert.StartsWith("column x, rows 0 to 2: ", e.Message);
        Assert.Contains("\\uD800", e.Message);
    }

    [Fact]
    public void A_text_longer_than_a_page_is_sure_to_hold()
    {
        TextValues.CheckLength(TextValues.LongestText);
        Assert.Contains(
            "268435457 characters", Assert.Throws<ArgumentException>(() => TextValues.CheckLength(TextValues.LongestText + 1)).Message);
    }

    [Fact]
    public void Sizes_that_are_not_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedParquet(new() { RowsPerGroup = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedParquet(new() { PageBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedParquet(new() { DictionaryBytes = -1 }));
    }

    [Theory]
    [InlineData("0.1.0+abc", "engine version 0.1.0 (build abc)")]
    [InlineData("0.1.0", "engine version 0.1.0 (build unknown)")]
    public void The_creator_is_in_the_form_that_readers_take_apart(string version, string creator) =>
        Assert.Equal(creator, CreatedBy.From(version));
}
