using Harness.Runs.Parquet;
using static Harness.Tests.Runs.Parquet.Thrift;

namespace Harness.Tests.Runs.Parquet;

public sealed class ThriftWalkerTests
{
    // As in SchemaElement: 1 and 5 are numbers, 4 is a name, 10 is a struct.
    private static readonly ThriftShape Shape = ParquetShapes.SchemaElement;

    [Fact]
    public void Numbers_are_found_and_the_struct_ends_where_it_says()
    {
        List<(int, long)> found = [];
        byte[] bytes = [.. Of(Number(1, -3), Text(3, "name"), Number(1, 200)), 0xAA];
        var walker = new ThriftWalker(bytes, 0, (_, id, value) => found.Add((id, value)));
        walker.Struct(Shape);
        Assert.Equal([(1, -3L), (5, 200L)], found);
        Assert.Equal(bytes.Length - 1, walker.Position);
    }

    [Fact]
    public void Fields_of_later_versions_are_passed_over() => Walk(Of(
        Number(1, 7),
        Field(14, I32, 2), Field(1, 1), Field(1, 3, 0xFF), Field(1, 7, new byte[8]), Text(1, "abc"),
        Field(1, List, ListOf(I64, ZigZag(1), ZigZag(-1))),
        Field(1, Struct, 0)));

    [Theory]
    [InlineData("25 02", "a part of its description has no end")] //                   no end of the struct
    [InlineData("15", "a part of its description has no end")] //                      no value
    [InlineData("15 FF FF FF FF FF FF 00", "a number of its description has no end")]
    [InlineData("16 02 00", "a field of type 5 has the type 6")] //                    field 1 as int64
    [InlineData("48 05 61 62 00", "5 bytes are announced where 3 are left")]
    [InlineData("48 FF FF FF FF 07 00", "2147483647 bytes are announced where 1 are left")]
    [InlineData("F9 F5 FF FF FF FF 07 00", "a list of 2147483647 elements is announced where 1 bytes are left")]
    [InlineData("FC 15 02 00 00", "a part that this reader does not know")] //         field 15, a struct with something in it
    [InlineData("FD 00", "a value has the type 13")]
    [InlineData("F9 1C 00 00", "a value has the type 12")] //                          a list of structs
    public void Whatever_runs_off_its_end_or_has_another_shape_is_refused(string hex, string reason)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains(reason, Assert.Throws<UnreadableFileException>(() => Walk(bytes)).Message, StringComparison.Ordinal);
    }

    private static void Walk(byte[] bytes)
    {
        var walker = new ThriftWalker(bytes, 0);
        walker.Struct(Shape);
    }
}
