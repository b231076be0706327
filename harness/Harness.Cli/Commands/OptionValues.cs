using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Harness.Runs.Series;

namespace Harness.Cli.Commands;

/// <summary>Turns the words of a command line into values. A word that is none is a mistake that names the option, the word and what is
/// needed.</summary>
internal static class OptionValues
{
    /// <summary>Takes whole numbers from <paramref name="least"/> on and refuses all else.</summary>
    /// <typeparam name="T"><see cref="int"/>, or the same with null for an option that is not given.</typeparam>
    public static Option<T> AtLeast<T>(this Option<T> option, int least)
    {
        option.CustomParser = result => Whole<T>(result, option.Name, least);
        return option;
    }

    /// <summary>Takes whole numbers from <paramref name="least"/> on and refuses all else.</summary>
    public static Argument<int> AtLeast(this Argument<int> argument, int least)
    {
        argument.CustomParser = result => Whole<int>(result, argument.Name, least);
        return argument;
    }

    /// <summary>Whether a word among names of files is a setting, <c>key=value</c>, and names none.</summary>
    public static bool IsSetting(string word) => word.Contains('=', StringComparison.Ordinal) && !CheckpointFiles.AreNamedBy(word);

    /// <summary>
    /// One line for every option or argument that is given as nothing, as a variable that is not set leaves it: no path, name or number
    /// is empty.
    /// </summary>
    public static IEnumerable<string> EmptyOnes(ParseResult parsed) =>
        from given in Given(parsed.CommandResult)
        where given.Words.Any(string.IsNullOrWhiteSpace)
        select $"{given.Name} is empty: give it a value or leave it out (is a variable of the shell not set?)";

    private static IEnumerable<(string Name, IEnumerable<string> Words)> Given(CommandResult command) => command.Children.Select(child =>
        child switch
        {
            OptionResult option => (option.Option.Name, option.Tokens.Select(token => token.Value)),
            ArgumentResult argument => (argument.Argument.Name, argument.Tokens.Select(token => token.Value)),
            _ => ("", []),
        });

    private static T Whole<T>(ArgumentResult result, string name, int least)
    {
        var word = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            result.AddError($"{name} is {word}: needed is a whole number from {least} to {int.MaxValue}, without a unit");
        else if (value < least)
            result.AddError($"{name} is {value}: it must be at least {least}");
        else
            return (T)(object)value;
        return default!;
    }
}
