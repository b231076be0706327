namespace Harness.Build.Providers;

/// <summary>Turns the question into an answer, asking the registry where needed.</summary>
internal static class ProviderSelection
{
    public static ProviderAnswer Answer(ProviderQuestion question, DateOnly today, IPackageProbe probe, Action<string> note)
    {
        if (question.NeedsNoAsking)
            return Given(question, today, []);
        var answers = probe.Ask(question.Packages);
        var refused = answers.Where(answer => !answer.Restores).ToList();
        if (question.Choice == ProviderChoice.Card && refused.Count > 0)
            throw new UserMistakeException($"--providers card: not every card package restores here\n{string.Join('\n', refused.Select(Line))}\n--providers embedded builds without them, auto with those that restore");
        note(Summary(answers, refused));
        return Given(question, today, answers);
    }

    private static ProviderAnswer Given(ProviderQuestion question, DateOnly today, IReadOnlyList<PackageAnswer> answers) => new(
        question.Choice,
        question.Fingerprint,
        today,
        [.. answers.Where(answer => answer.Restores).Select(answer => answer.Package.Switch)],
        question.Machine.TorchPackage,
        answers.All(answer => answer.Firm));

    private static string Line(PackageAnswer refused) => $"  {refused.Package}: {refused.Reason}";

    private static string Summary(IReadOnlyList<PackageAnswer> answers, List<PackageAnswer> refused)
    {
        var used = answers.Where(answer => answer.Restores).Select(answer => answer.Package.ToString()).ToList();
        var unasked = refused.Where(answer => !answer.Firm).ToList();
        var start = used.Count == 0 ? "card packages: none restores, so the embedded providers it is" : $"card packages that restore: {string.Join(", ", used)}";
        if (unasked.Count > 0)
            return $"{start}; could not ask for {Names(unasked)}: {unasked[0].Reason}";
        return refused.Count == 0 ? start : $"{start}; not on this registry: {Names(refused)}";
    }

    private static string Names(List<PackageAnswer> answers) => string.Join(", ", answers.Select(answer => answer.Package));
}
