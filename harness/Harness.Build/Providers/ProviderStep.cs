namespace Harness.Build.Providers;

/// <summary>Sees that Providers.props answers what this build asks. Without --providers the last choice holds.</summary>
internal static class ProviderStep
{
    public static void Run(Workshop workshop, bool askAgain)
    {
        var home = workshop.Home;
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var last = ProvidersFile.Read(home.ProvidersFile);
        var question = Question(home, workshop.Invocation.Providers ?? last?.Choice ?? ProviderChoice.Auto);
        if (!askAgain && last?.Answers(question, today) == true)
            return;
        var notes = new List<string>();
        var answer = Ask(workshop, question, today, notes.Add);
        notes.ForEach(note => workshop.Steps.Note($"  {note}"));
        ProvidersFile.Write(home.ProvidersFile, answer);
    }

    private static ProviderAnswer Ask(Workshop workshop, ProviderQuestion question, DateOnly today, Action<string> note)
    {
        var probe = new RestoreProbe(workshop.Home, workshop.Steps.Commands);
        ProviderAnswer Answer() => ProviderSelection.Answer(question, today, probe, note);
        return question.NeedsNoAsking ? Answer() : workshop.Steps.Time("ask for card packages", Answer);
    }

    private static ProviderQuestion Question(Home home, ProviderChoice choice)
    {
        var machine = Machine.Here();
        return new ProviderQuestion(choice, machine, CardPackages.Read(home, machine), Workshop.IsCI);
    }
}
