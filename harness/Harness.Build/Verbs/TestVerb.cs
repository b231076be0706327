using Harness.Build.Setup;
using Harness.Build.Testing;

namespace Harness.Build.Verbs;

internal static class TestVerb
{
    public static int Run(Workshop workshop)
    {
        var filter = workshop.Invocation.Words is [var part, ..] ? part : null;
        var projects = TestProjects.Find(workshop.Home, filter);
        if (projects.Count == 0)
            throw new UserMistakeException($"no test project's name contains \"{filter}\": {string.Join(", ", TestProjects.Find(workshop.Home, null))}");
        SetupStep.Run(workshop, witnesses: false);
        BuildVerb.Run(workshop);
        List<TestOutcome> outcomes = filter is null ? [FormatVerb.AsTest(workshop)] : [];
        outcomes.AddRange(projects.Select(project => TestRun.Run(workshop, project)));
        return TestSummary.Print(outcomes, workshop.Steps.Note);
    }
}
