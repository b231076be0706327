using Harness.Build.Verbs;

namespace Harness.Build.Arguments;

/// <summary>Reads the words after build.sh: options may stand before or after the verb; what follows <c>run</c> is the engine's.</summary>
internal static class InvocationParser
{
    public static Invocation Parse(IReadOnlyList<string> arguments, IReadOnlyList<Verb> verbs)
    {
        var reading = new Reading(new Queue<string>(arguments), verbs);
        while (reading.Rest.Count > 0)
            ReadNext(reading);
        var verb = reading.Verb ?? verbs[0];
        if (!reading.Help)
            Check(verb, reading);
        return new Invocation(verb, reading.Witnesses, reading.Check, reading.Help, reading.Words);
    }

    private static void ReadNext(Reading reading)
    {
        if (reading.Verb is { OutputIsTheEngines: true })
        {
            reading.Words.Add(reading.Rest.Dequeue());
            return;
        }

        var word = reading.Rest.Dequeue();
        if (word.StartsWith('-'))
            ReadOption(reading, word);
        else if (reading.Verb is null)
            reading.Verb = FindVerb(word, reading.Verbs);
        else
            reading.Words.Add(word);
    }

    private static void ReadOption(Reading reading, string word)
    {
        reading.Options.Add(word);
        switch (word)
        {
            case "--help" or "-h": reading.Help = true; break;
            case Options.Witnesses: reading.Witnesses = true; break;
            case Options.Check: reading.Check = true; break;
            default: throw Unknown("option", word, Options.All);
        }
    }

    private static Verb FindVerb(string word, IReadOnlyList<Verb> verbs) =>
        verbs.FirstOrDefault(verb => verb.Name == word) ?? throw Unknown("word", word, verbs.Select(verb => verb.Name));

    private static void Check(Verb verb, Reading reading)
    {
        if (reading.Options.FirstOrDefault(option => !verb.Options.Contains(option)) is { } option)
            throw new UserMistakeException($"{verb.Name} has no option {option}; ./build.sh --help lists what there is");
        if (reading.Words.Count > verb.MostWords)
            throw new UserMistakeException($"{verb.Name} does not take \"{reading.Words[verb.MostWords]}\"; ./build.sh --help lists what there is");
    }

    private static UserMistakeException Unknown(string kind, string word, IEnumerable<string> known) =>
        new($"unknown {kind} \"{word}\"; did you mean {NearestWord.Of(word, known)}? ./build.sh --help lists what there is");

    private sealed class Reading(Queue<string> rest, IReadOnlyList<Verb> verbs)
    {
        public Queue<string> Rest => rest;
        public IReadOnlyList<Verb> Verbs => verbs;
        public List<string> Words { get; } = [];
        public List<string> Options { get; } = [];
        public Verb? Verb { get; set; }
        public bool Witnesses { get; set; }
        public bool Check { get; set; }
        public bool Help { get; set; }
    }
}
