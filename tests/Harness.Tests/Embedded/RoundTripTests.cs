using FsCheck;
using FsCheck.Fluent;
using Harness.Parquet.Tests.Tables;

namespace Harness.Parquet.Tests;

public class RoundTripTests
{
    [Fact]
    public void Any_table_in_any_layout_comes_back_bit_for_bit() =>
        Prop.ForAll(LayoutGen.Cases, one => TableAssert.Equal(one.Table,
            TestFormat.RoundTrip(one.Table, one.Options))).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Texts_beyond_the_dictionary_are_written_plainly_and_come_back()
    {
        var table = TestTable.Of(Enumerable.Range(0, 3000).Select(i => $"a distinct text {i}").ToArray());
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { DictionaryBytes = 1000, PageBytes = 5000 }));
    }

    [Fact]
    public void A_text_longer_than_a_page_gets_its_own()
    {
        var table = TestTable.Of("short", new string('x', 3_000_000), "漢" + new string('y', 2_000_000));
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { PageBytes = 100 }));
        TableAssert.Equal(table, TestFormat.RoundTrip(table, new() { PageBytes = 100, DictionaryBytes = 0 }));
    }
}
