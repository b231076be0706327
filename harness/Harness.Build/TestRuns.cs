using System.Xml;
using System.Xml.Linq;

namespace Harness.Build;

/// <summary>Builds all and runs the test programs, one after another.</summary>
internal static class TestRuns
{
    /// <summary>Says to the tests that all is built, so that they may call build.sh.</summary>
    private const string Built = "ENGINE_BUILT";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    private static readonly string[] LoadsNativeLibraries = ["TorchSharp.dll", "ILGPU.dll"];

    public static int Run(Workshop workshop)
    {
        var filter = workshop.Invocation.Words is [var part, ..] ? part : null;
        var projects = Projects(workshop.Home, filter);
        if (projects.Count == 0)
            throw new UserMistakeException(
                $"no test project's name contains \"{filter}\": {string.Join(", ", Projects(workshop.Home, null))}");
        Setups.Run(workshop, witnesses: false);
        Building.Run(workshop, Target.Everything);
        List<TestOutcome> outcomes = filter is null ? [CheckFormat(workshop)] : [];
        outcomes.AddRange(
            projects.Select(project => workshop.Steps.Time(project, () => Run(workshop, project), outcome => outcome.ToString())));
        return TestSummary.Print(outcomes, workshop.Steps.Note);
    }

    /// <summary>By name: every tests/NAME/NAME.csproj that ends in Tests.</summary>
    private static IReadOnlyList<string> Projects(Home home, string? filter) =>
        [.. Directory.EnumerateDirectories(home.Tests)
            .Select(folder => Path.GetFileName(folder))
            .Where(
                name => name.EndsWith("Tests", StringComparison.Ordinal) && File.Exists(Path.Combine(home.Tests, name, name + ".csproj")))
            .Where(name => filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];

    /// <summary>The check as one more test, so that it counts in the sum.</summary>
    private static TestOutcome CheckFormat(Workshop workshop)
    {
        var check = Dotnet.Format(workshop.Home, check: true);
        var result = workshop.Steps.Time(
            "format check", () => workshop.Steps.Commands.Run(check), result => result.Succeeded ? "passed" : "failed");
        return result.Succeeded
            ? TestOutcome.Empty with { Passed = 1 }
            : TestOutcome.Empty.WithFailure("format check: ./build.sh format puts this right", result.Output);
    }

    private static TestOutcome Run(Workshop workshop, string project)
    {
        var home = workshop.Home;
        Directory.CreateDirectory(home.TestResults);
        var results = Path.Combine(home.TestResults, project + ".xml");
        File.Delete(results);
        var folder = home.Release(project);
        var command = new Command(
            Dotnet.Program, [Path.Combine(folder, project + ".dll"), "-noLogo", "-noColor", "-reporter", "quiet", "-xml", results], folder)
        {
            Limit = Limit,
            Environment = new Dictionary<string, string> { [Built] = "1" },
        };
        if (LoadsNativeLibraries.Any(library => File.Exists(Path.Combine(folder, library))))
            command = NewerLibraries.Within(home, command);
        return Judge(project, workshop.Steps.Commands.Run(command), ResultFile.Read(results));
    }

    /// <summary>Holds the results against how the program ended: one that ended badly without naming a failed test is one.</summary>
    internal static TestOutcome Judge(string project, CommandResult run, TestOutcome? results)
    {
        if (results is null)
            return TestOutcome.Empty.WithFailure($"{project} did not reach its end: {run.Verdict}", run.Output);
        return run.Succeeded || results.Failures.Count > 0 ? results : results.WithFailure($"{project}: {run.Verdict}", run.Output);
    }
}

/// <summary>The results of one project's tests. A crash, like an error outside of a test, counts as a failure.</summary>
internal sealed record TestOutcome(int Passed, IReadOnlyList<TestFailure> Failures, IReadOnlyList<TestSkip> Skips)
{
    public static TestOutcome Empty { get; } = new(0, [], []);

    public TestOutcome WithFailure(string name, string text) => this with { Failures = [.. Failures, new TestFailure(name, text)] };

    public override string ToString() => $"{Passed} passed, {Failures.Count} failed, {Skips.Count} skipped";
}

internal sealed record TestFailure(string Name, string Text);

internal sealed record TestSkip(string Name, string Reason);

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
    private static TestFailure Error(XElement error) =>
        new($"{error.Attribute("type")?.Value} {error.Attribute("name")?.Value}".Trim(), Text(error));

    private static string Name(XElement test) => test.Attribute("name")!.Value;

    private static string Text(XElement test) =>
        string.Join('\n', test.Elements("failure").Elements().Concat(test.Elements("output")).Select(part => part.Value.TrimEnd()));
}

/// <summary>Prints every skip and failure in full, and the sum as the last line.</summary>
internal static class TestSummary
{
    /// <summary>The exit code: 1 when anything failed or nothing ran.</summary>
    public static int Print(IReadOnlyList<TestOutcome> outcomes, Action<string> print)
    {
        foreach (var skips in outcomes.SelectMany(outcome => outcome.Skips).GroupBy(skip => skip.Reason))
            print($"\nskipped: {skips.Key}\n{string.Join('\n', skips.Select(skip => $"  {skip.Name}"))}");
        foreach (var failure in outcomes.SelectMany(outcome => outcome.Failures))
            print($"\nFAILED: {failure.Name}\n{failure.Text}");
        var sum = outcomes.Aggregate(TestOutcome.Empty, Add);
        print($"\n{sum}");
        return sum.Failures.Count == 0 && sum.Passed > 0 ? 0 : 1;
    }

    private static TestOutcome Add(TestOutcome a, TestOutcome b) =>
        new(a.Passed + b.Passed, [.. a.Failures, .. b.Failures], [.. a.Skips, .. b.Skips]);
}
