using Harness.Build.Testing;

namespace Harness.Build.Tests.Testing;

public sealed class ResultFileTests : IDisposable
{
    // As xunit.v3 writes it, shortened: two pass, one fails, one is skipped, one error outside of a test.
    private const string Sample = """
        <assemblies schema-version="3"><assembly name="A.dll" total="4" passed="2" failed="1" skipped="1" errors="1" not-run="0">
          <errors><error type="test-class-cleanup" name="A.B"><failure exception-type="X"><message>no room</message><stack-trace>at B</stack-trace></failure></error></errors>
          <collection name="c" total="4" passed="2" failed="1" skipped="1" not-run="0">
            <test name="A.B.one" type="A.B" method="one" time="0.1" result="Pass" />
            <test name="A.B.two" type="A.B" method="two" time="0.1" result="Pass"><output>said</output></test>
            <test name="A.B.three" type="A.B" method="three" time="0.1" result="Fail"><failure exception-type="Y"><message>2 is not 3</message><stack-trace>at three</stack-trace></failure></test>
            <test name="A.B.four" type="A.B" method="four" time="0" result="Skip"><reason>no GPU</reason></test>
            <test name="A.B.five" type="A.B" method="five" time="0" result="NotRun" />
          </collection>
        </assembly></assemblies>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tests_are_counted_and_failures_told_in_full()
    {
        var outcome = ResultFile.Read(folder.File("a.xml", Sample))!;
        Assert.Equal("2 passed, 2 failed, 1 skipped", outcome.ToString());
        Assert.Equal(new TestFailure("A.B.three", "2 is not 3\nat three"), outcome.Failures[0]);
        Assert.Equal(new TestFailure("test-class-cleanup A.B", "no room\nat B"), outcome.Failures[1]);
        Assert.Equal(new TestSkip("A.B.four", "no GPU"), Assert.Single(outcome.Skips));
    }

    [Fact]
    public void A_file_cut_short_or_missing_is_no_result()
    {
        Assert.Null(ResultFile.Read(folder.File("cut.xml", Sample[..300])));
        Assert.Null(ResultFile.Read(Path.Combine(folder.Path, "missing.xml")));
    }
}
