using Engine.Tables;
using Harness.Parquet.Metadata;
using Harness.Parquet.Reading;

namespace Harness.Parquet.Tests.Reading;

/// <summary>What the types of other writers become, and which are refused.</summary>
public class MeaningTests
{
    private static ColumnPlan Plan(int type, LogicalType meaning, Repetition repetition = Repetition.Required) =>
        ColumnPlanner.Plan(new("x", (PhysicalType)type, repetition, 0, meaning));

    private static Array Convert(ColumnPlan plan, Array values) => plan.Conversion(values);

    [Theory]
    [InlineData(0, null, ColumnKind.Boolean)]
    [InlineData(1, null, ColumnKind.Int32)]
    [InlineData(1, 11, ColumnKind.Int32)]
    [InlineData(1, 12, ColumnKind.Int32)]
    [InlineData(1, 13, ColumnKind.Int64)]
    [InlineData(1, 15, ColumnKind.Int32)]
    [InlineData(1, 17, ColumnKind.Int32)]
    [InlineData(2, null, ColumnKind.Int64)]
    [InlineData(2, 9, ColumnKind.Timestamp)]
    [InlineData(2, 10, ColumnKind.Timestamp)]
    [InlineData(2, 14, ColumnKind.Int64)]
    [InlineData(2, 18, ColumnKind.Int64)]
    [InlineData(4, null, ColumnKind.Float32)]
    [InlineData(5, null, ColumnKind.Float64)]
    [InlineData(6, null, ColumnKind.Text)]
    [InlineData(6, 0, ColumnKind.Text)]
    [InlineData(6, 4, ColumnKind.Text)]
    [InlineData(6, 19, ColumnKind.Text)]
    public void A_type_and_its_meaning_make_a_kind(int type, int? converted, ColumnKind kind) =>
        Assert.Equal(kind, Plan(type, converted is { } number ? ConvertedType.Meaning(number) : LogicalType.None).Column.Kind);

    [Theory]
    [InlineData(1, 5, "Int32 with meaning Decimal")]
    [InlineData(1, 6, "Int32 with meaning Date")]
    [InlineData(1, 7, "Int32 with meaning Time")]
    [InlineData(2, 8, "Int64 with meaning Time")]
    [InlineData(3, null, "Int96 with meaning None")]
    [InlineData(6, 20, "ByteArray with meaning Bson")]
    [InlineData(7, 21, "FixedLengthByteArray with meaning Interval")]
    [InlineData(99, null, "type number 99")]
    public void Others_are_refused_by_name(int type, int? converted, string what)
    {
        var e = Assert.Throws<UnreadableFileException>(() => Plan(type,
            converted is { } number ? ConvertedType.Meaning(number) : LogicalType.None));
        Assert.Contains($"column x is {what}", e.Message);
        Assert.Contains("write it as booleans", e.Message);
    }

    [Fact]
    public void Nested_and_repeated_columns_are_refused()
    {
        Assert.Contains(
            "column x is nested", Assert.Throws<UnreadableFileException>(() => Plan(1, LogicalType.None, Repetition.Repeated)).Message);
        Assert.Contains(
            "column g is nested", Assert.Throws<UnreadableFileException>(() => ColumnPlanner.Plan(SchemaElement.Root("g", 1))).Message);
    }

    [Fact]
    public void Unsigned_numbers_widen()
    {
        Assert.Equal(new[] { 0L, 4_294_967_295L }, Convert(Plan(1, ConvertedType.Meaning(13)), new[] { 0, -1 }));
        Assert.Equal(new[] { long.MaxValue }, Convert(Plan(2, ConvertedType.Meaning(14)), new[] { long.MaxValue }));
    }

    [Fact]
    public void An_unsigned_number_beyond_64_signed_bits_is_refused() =>
        Assert.Contains("18446744073709551615",
            Assert.Throws<UnreadableFileException>(() => Convert(Plan(2, ConvertedType.Meaning(14)), new[] { -1L })).Message);

    [Fact]
    public void Milliseconds_become_microseconds() =>
        Assert.Equal(
            new[] { -1000L, 0, 1_700_000_000_123_000 }, Convert(Plan(2, ConvertedType.Meaning(9)), new[] { -1L, 0, 1_700_000_000_123 }));

    [Fact]
    public void Milliseconds_beyond_the_range_are_refused() =>
        Assert.Throws<UnreadableFileException>(() => Convert(Plan(2, ConvertedType.Meaning(9)), new[] { long.MaxValue }));

    [Fact]
    public void Nanoseconds_are_rounded_down() =>
        Assert.Equal(new[] { -1L, -1, 0, 0, 1, long.MaxValue / 1000, long.MinValue / 1000 - 1 },
            Convert(Plan(2, new(LogicalKind.Timestamp, TimeUnit.Nanoseconds)),
                new[] { -1L, -1000, 0, 999, 1000, long.MaxValue, long.MinValue }));
}
