using System.Xml;
using System.Xml.Linq;

namespace Harness.Build.Testing;

/// <summary>Reads the XML results that an xunit program writes at its end.</summary>
internal static class ResultFile
{
    /// <summary>Null where there is no whole file: the program did not reach its end.</summary>
    public static TestOutcome? Read(string path)
    {
        try
        {
            var root = XDocument.Load(path).Root!;
            var tests = root.Descendants("test").ToLookup(test => test.Attribute("result")!.Value);
            return new TestOutcome(
                tests["Pass"].Count(),
                [.. tests["Fail"].Select(test => new TestFailure(Name(test), Text(test))), .. root.Descendants("error").Select(Error)],
                [.. tests["Skip"].Select(test => new TestSkip(Name(test), test.Element("reason")?.Value ?? ""))]);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or XmlException)
        {
            return null;
        }
    }

    // Thrown outside of a test, for example when a fixture is disposed of.
    private static TestFailure Error(XElement error) => new($"{error.Attribute("type")?.Value} {error.Attribute("name")?.Value}".Trim(), Text(error));

    private static string Name(XElement test) => test.Attribute("name")!.Value;

    private static string Text(XElement test) =>
        string.Join('\n', test.Elements("failure").Elements().Concat(test.Elements("output")).Select(part => part.Value.TrimEnd()));
}
