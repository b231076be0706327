using System.Text.Json;
using Harness.Cli.Output;

namespace Cli.Tests.Output;

public class VisibleTests
{
    [Theory]
    [InlineData("a\nb\tc", "a\nb\tc")]
    [InlineData("a\r\nb\r\n", "a\r\nb\r\n")]
    [InlineData("50 %\r99 %", @"50 %\u000d99 %")]
    [InlineData("a\r\r\n\u001b[31m", "a\\u000d\r\n\\u001b[31m")]
    public void Line_ends_pass_and_a_return_within_a_line_does_not(string text, string shown) => Assert.Equal(shown, Visible.Text(text));

    [Fact]
    public void A_value_that_is_told_stays_on_the_line() => Assert.Equal(@"a\u000d\u000ab\u000a", Visible.Line("a\r\nb\n"));

    [Fact]
    public void Indented_JSON_stays_JSON_whatever_its_lines_end_with()
    {
        string[] names = ["a\rb", "\u009b\u202e", "plain"];
        var json = JsonSerializer.Serialize(names, JsonOutput.Options);
        Assert.Equal(names, JsonSerializer.Deserialize<string[]>(Visible.Text(json)));
        Assert.Equal(names, JsonSerializer.Deserialize<string[]>(Visible.Text(json.ReplaceLineEndings("\r\n"))));
    }
}
