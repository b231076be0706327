using Harness.Parquet.Bytes;
using Harness.Parquet.Thrift;

namespace Harness.Parquet.Tests.Thrift;

public class CompactTests
{
    private static string Write(Action<CompactWriter> write)
    {
        var buffer = new ByteBuffer();
        write(new CompactWriter(buffer));
        return Convert.ToHexString(buffer.Written);
    }

    [Fact]
    public void A_field_is_a_step_and_a_type() => Assert.Equal("15022611", Write(writer =>
    {
        writer.Int32(1, 1);
        writer.Int64(3, -9);
    }));

    [Fact]
    public void A_step_above_fifteen_writes_the_id() => Assert.Equal("05200211", Write(writer =>
    {
        // The type alone, then the id in zigzag, 16 -> 0x20, then 1 -> 0x02. Then a step of 1 with type 1: true.
        writer.Int32(16, 1);
        writer.Boolean(17, true);
    }));

    [Fact]
    public void A_list_of_fifteen_writes_its_size_apart() =>
        Assert.Equal("19F50F" + string.Concat(Enumerable.Repeat("02", 15)),
            Write(writer => writer.Int32List(1, Enumerable.Repeat(1, 15).ToArray())));

    [Fact]
    public void Ids_start_again_within_a_struct_and_go_on_behind_it() => Assert.Equal("2C1800001502", Write(writer =>
    {
        writer.BeginStruct(2);
        writer.Text(1, "");
        writer.EndStruct();
        writer.Int32(3, 1);
    }));

    [Fact]
    public void Unknown_fields_of_every_type_are_passed_over()
    {
        // 1: true, 2: byte, 3: i16, 4: double, 5: binary, 6: list of booleans, 7: set of i32, 8: map i32 -> binary, 9: empty map, 10:
        // struct, 11: uuid, then 12: i32 = 21.
        var bytes = Convert.FromHexString(
            "11" + "1307" + "1402" + "170000000000000000" + "1803616263" + "19210102" + "1A2502" + "04" +
            "1B0158" + "020161" + "1B00" + "1C150200" + "1D" + new string('0', 32) + "152A" + "00");
        var reader = new CompactReader(bytes);
        var field = default(ThriftField);
        var found = 0;
        while (reader.Next(ref field))
            if (field.Id == 12)
                found = reader.Int32(field);
            else
                reader.Skip(field);
        Assert.Equal(21, found);
        Assert.Equal(bytes.Length, reader.Position);
    }

    [Theory]
    [InlineData("18FF7F", "are announced where")]
    [InlineData("19FCFFFFFFFF0F", "are announced where")]
    [InlineData("1E", "unknown type 14")]
    [InlineData("18", "are left")]
    public void A_lying_field_is_damage(string hex, string reason)
    {
        var e = Assert.Throws<UnreadableFileException>(() => SkipAll(Convert.FromHexString(hex)));
        Assert.Contains(reason, e.Message);
    }

    [Fact]
    public void Endless_nesting_is_damage() =>
        Assert.Contains("nest more than",
            Assert.Throws<UnreadableFileException>(() => SkipAll(Enumerable.Repeat((byte)0x1C, 100_000).ToArray())).Message);

    [Fact]
    public void A_wrong_type_is_damage()
    {
        var e = Assert.Throws<UnreadableFileException>(() =>
        {
            var reader = new CompactReader(Convert.FromHexString("1602"));
            var field = default(ThriftField);
            reader.Next(ref field);
            return reader.Int32(field);
        });
        Assert.Contains("field 1 of the metadata is of type Int64 where Int32 is needed", e.Message);
    }

    [Fact]
    public void Random_bytes_end_in_an_end_or_in_damage()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            try
            {
                SkipAll(bytes);
            }
            catch (UnreadableFileException) { }
        }
    }

    private static int SkipAll(byte[] bytes)
    {
        var reader = new CompactReader(bytes);
        var field = default(ThriftField);
        while (reader.Next(ref field))
            reader.Skip(field);
        return reader.Position;
    }
}
