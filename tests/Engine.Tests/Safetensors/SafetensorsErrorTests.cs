using System.Text;
using static Engine.Tests.Safetensors.SafetensorsBytes;

namespace Engine.Tests.Safetensors;

public class SafetensorsErrorTests
{
    private static string Message(byte[] file)
    {
        var error = Assert.Throws<UserErrorException>(() => Read(file));
        Assert.StartsWith("net.safetensors: ", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    private static string Entry(string type, string shape, string offsets) =>
        $$$"""{"t":{"dtype":{{{type}}},"shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Too_short_for_a_length(int bytes) =>
        Assert.Contains($"has {bytes} bytes", Message(new byte[bytes]), StringComparison.Ordinal);

    [Fact]
    public void Header_longer_than_the_file()
    {
        var message = Message(FileOfLength(50, "{}"u8.ToArray(), []));
        Assert.Contains("header of 50 bytes, but only 2 follow", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    public void Header_beyond_the_limit(ulong length)
    {
        var message = Message(FileOfLength(length, "{}"u8.ToArray(), []));
        Assert.Contains($"header of {length} bytes, at most 100000000", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("PK\u0003\u0004 a zip")]
    [InlineData("{\"a\":}")]
    public void Header_is_not_json(string header) => Assert.Contains("not valid JSON", Message(File(header)), StringComparison.Ordinal);

    [Fact]
    public void Header_nested_too_deep() =>
        Assert.Contains("not valid JSON", Message(File(new string('[', 1000))), StringComparison.Ordinal);

    [Fact]
    public void Header_is_a_list() => Assert.Contains("JSON Array, a JSON object", Message(File("[]")), StringComparison.Ordinal);

    [Fact]
    public void Header_is_not_unicode()
    {
        byte[] header = [.. "{\""u8, 0xFF, 0xFE, .. "\":1}"u8];
        Assert.Contains("header", Message(File(header, [])), StringComparison.Ordinal);
        Assert.Contains(
            "not valid Unicode",
            Message(File("""{"\ud800":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", new byte[4])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_occur_twice()
    {
        const string entry = "\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
        Assert.Contains("'t' occurs twice", Message(File("{" + entry + "," + entry + "}")), StringComparison.Ordinal);
        Assert.Contains("'k' occurs twice", Message(File("""{"__metadata__":{"k":"a","k":"b"}}""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"__metadata__":5}""", "an object of texts")]
    [InlineData("""{"__metadata__":{"k":5}}""", "'k' is a JSON Number, a text is needed")]
    [InlineData("""{"t":5}""", "'t' is a JSON Number")]
    [InlineData("""{"t":{"dtype":"F32","shape":[0]}}""", "fields dtype, shape")]
    [InlineData("""{"t":{"dtype":"F32","shape":[0],"shape":[0],"data_offsets":[0,0]}}""", "once each")]
    [InlineData("""{"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0],"strides":[1]}}""", "strides")]
    public void Fields_are_wrong(string header, string expected) =>
        Assert.Contains(expected, Message(File(header)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"C64\"")]
    [InlineData("\"f32\"")]
    [InlineData("\"1\"")]
    [InlineData("3")]
    public void Type_is_unknown(string type)
    {
        var message = Message(File(Entry(type, "[1]", "[0,4]"), new byte[4]));
        Assert.Contains($"'t' has dtype {type}; those read are F32, F16, BF16, F64, I64, I32, ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[-1]", "whole numbers from 0 to 2147483647; -1 is none")]
    [InlineData("[1.5]", "1.5 is none")]
    [InlineData("[\"4\"]", "\"4\" is none")]
    [InlineData("[3000000000]", "3000000000 is none")]
    [InlineData("[99999999999999999999]", "99999999999999999999 is none")]
    [InlineData("[2147483647, 2147483647, 2147483647]", "at most")]
    [InlineData("{}", "a list of extents")]
    public void Shape_is_impossible(string shape, string expected) =>
        Assert.Contains(expected, Message(File(Entry("\"F32\"", shape, "[0,4]"), new byte[4])), StringComparison.Ordinal);

    [Theory]
    [InlineData("[0]", "two numbers are needed")]
    [InlineData("\"0,4\"", "two numbers are needed")]
    [InlineData("[-4,0]", "-4 is none")]
    [InlineData("[4,0]", "the end lies before the begin")]
    [InlineData("[0,8]", "has 8 bytes, but F32 of shape [1] needs 4")]
    [InlineData("[0,1e400]", "is none")]
    public void Offsets_are_impossible(string offsets, string expected) =>
        Assert.Contains(expected, Message(File(Entry("\"F32\"", "[1]", offsets), new byte[8])), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 4, 0, "ends at byte 4 of the data, but only 0 bytes follow")]
    [InlineData(8, 12, 12, "begins at byte 8 of the data, 0 is needed")]
    [InlineData(0, 4, 9, "9 bytes follow the header, its tensors need 4")]
    public void Data_does_not_match_the_offsets(int begin, int end, int bytes, string expected) =>
        Assert.Contains(expected, Message(File(Entry("\"F32\"", "[1]", $"[{begin},{end}]"), new byte[bytes])), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 6, "'b' begins at byte 2 of the data, 4 is needed: tensors must follow each other without overlap")]
    [InlineData(0, 4, "begins at byte 0 of the data, 4 is needed")]
    [InlineData(6, 10, "'b' begins at byte 6 of the data, 4 is needed: tensors must follow each other without gap")]
    public void Tensors_overlap_or_leave_a_gap(int begin, int end, string expected)
    {
        var header = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"""
            + $$$""","b":{"dtype":"F32","shape":[1],"data_offsets":[{{{begin}}},{{{end}}}]}}""";
        Assert.Contains(expected, Message(File(header, new byte[end])), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_and_folder_are_named()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        Assert.Contains(
            path, Assert.Throws<UserErrorException>(() => Engine.Safetensors.SafetensorsFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => Engine.Safetensors.SafetensorsFile.Read(Path.GetTempPath()));
    }

    [Fact]
    public void Whatever_byte_is_flipped_only_a_user_error_comes_out()
    {
        var valid = Write(
            [new("0.weight", [2, 3], [1, 2, 3, 4, 5, 6]), new("0.bias", [2], [0, float.NaN]), new("\u00e9", [], [7])],
            new Dictionary<string, string> { ["format"] = "pt" });
        var length = Encoding.UTF8.GetString(valid).LastIndexOf('}') + 1;
        var random = new Random(1);
        for (var position = 0; position < length; position++)
            foreach (var flip in Enumerable.Range(0, 8).Select(bit => 1 << bit).Append(random.Next(1, 256)))
            {
                var damaged = valid.ToArray();
                damaged[position] ^= (byte)flip;
                ReadOrUserError(damaged);
            }
    }

    [Fact]
    public void However_a_file_is_cut_only_a_user_error_comes_out()
    {
        var valid = Write([new("0.weight", [2, 3], [1, 2, 3, 4, 5, 6])]);
        for (var length = 0; length < valid.Length; length++)
            Assert.Throws<UserErrorException>(() => Read(valid[..length]));
        Assert.Throws<UserErrorException>(() => Read([.. valid, 0]));
    }

    private static void ReadOrUserError(byte[] file)
    {
        try
        {
            Read(file);
        }
        catch (UserErrorException)
        {
            // The only exception that may come out.
        }
    }
}
