namespace Harness.Build;

/// <summary>A word after build.sh.</summary>
/// <param name="Form">The word with its arguments, as the help shows it.</param>
/// <param name="MostWords">How many words may follow it.</param>
/// <param name="OutputIsTheEngines">All that follows goes to the engine and standard output is left to it.</param>
internal sealed record Verb(
    string Name,
    string Form,
    string Summary,
    IReadOnlyList<Option> Options,
    int MostWords,
    Func<Workshop, int> Run,
    bool OutputIsTheEngines = false);

/// <summary>A word that begins with two hyphens.</summary>
/// <param name="Values">The values that it may have; none for one that is only there or not.</param>
internal sealed record Option(string Name, params IReadOnlyList<string> Values);

internal static class Options
{
    public static readonly Option Torch = new("--torch", "auto", "none", "cpu", "cuda");
    public static readonly Option Witnesses = new("--witnesses");
    public static readonly Option Check = new("--check");
    public static readonly Option Oclgrind = new("--oclgrind");
    public static readonly Option Help = new("--help");

    public static IReadOnlyList<Option> All { get; } = [Torch, Witnesses, Check, Oclgrind, Help];
}

/// <summary>The verb and the options that the user asked for.</summary>
/// <param name="Values">The options that were given, each with its value ("" for one that has none).</param>
/// <param name="Words">What stood after the verb and is no option of ours.</param>
internal sealed record Invocation(Verb Verb, IReadOnlyDictionary<Option, string> Values, IReadOnlyList<string> Words)
{
    public bool Has(Option option) => Values.ContainsKey(option);

    /// <summary>The value given; null where the option was not.</summary>
    public string? this[Option option] => Values.GetValueOrDefault(option);

    /// <summary>
    /// Reads the words after build.sh: options may stand before or after the verb; what follows <c>run</c> is the engine's.
    /// </summary>
    public static Invocation Parse(params IReadOnlyList<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        var values = new Dictionary<Option, string>();
        var words = new List<string>();
        Verb? verb = null;
        while (rest.TryDequeue(out var word))
        {
            if (verb is { OutputIsTheEngines: true } || (verb is not null && !word.StartsWith('-')))
                words.Add(word);
            else if (word.StartsWith('-'))
                ReadOption(word, rest, values);
            else
                verb = Verbs.All.FirstOrDefault(known => known.Name == word)
                    ?? throw Unknown("word", word, Verbs.All.Select(known => known.Name));
        }

        var invocation = new Invocation(verb ?? Verbs.All[0], values, words);
        if (!invocation.Has(Options.Help))
            invocation.Check();
        return invocation;
    }

    private static void ReadOption(string word, Queue<string> rest, Dictionary<Option, string> values)
    {
        var (name, value) = word.Split('=', 2) is [var left, var right] ? (left, right) : (word == "-h" ? Options.Help.Name : word, null);
        var option = Options.All.FirstOrDefault(known => known.Name == name)
            ?? throw Unknown("option", name, Options.All.Select(known => known.Name));
        if (option.Values.Count == 0)
        {
            values[option] = value is null ? "" : throw new UserMistakeException($"{name} takes no value");
            return;
        }

        if (value is null && !rest.TryDequeue(out value))
            throw new UserMistakeException($"{name} needs a value: {string.Join(", ", option.Values)}");
        values[option] = option.Values.Contains(value) ? value : throw Unknown($"value of {name}", value, option.Values);
    }

    private void Check()
    {
        if (Values.Keys.FirstOrDefault(option => !Verb.Options.Contains(option)) is { } option)
            throw new UserMistakeException($"{Verb.Name} has no option {option.Name}; ./build.sh --help lists what there is");
        if (Words.Count > Verb.MostWords)
            throw new UserMistakeException($"{Verb.Name} does not take \"{Words[Verb.MostWords]}\"; ./build.sh --help lists what there is");
    }

    private static UserMistakeException Unknown(string kind, string word, IEnumerable<string> known) =>
        new($"unknown {kind} \"{word}\"; did you mean {NearestWord.Of(word, known)}? ./build.sh --help lists what there is");
}

/// <summary>The known word with the fewest edits (Levenshtein distance) from the one that was typed.</summary>
internal static class NearestWord
{
    public static string Of(string word, IEnumerable<string> known) => known.MinBy(candidate => Distance(word, candidate))!;

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
