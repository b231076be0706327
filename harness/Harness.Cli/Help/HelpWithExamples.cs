using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Harness.Cli.Output;

namespace Harness.Cli.Help;

/// <summary>The parser's help, and examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Who asks for help need not have given the rest.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        var examples = VerbExamples.Of(parseResult.CommandResult.Command);
        if (examples.Count == 0)
            return result;
        Terminal.Out.Line("Examples:");
        foreach (var example in examples)
            Terminal.Out.Line($"  {example}");
        Terminal.Out.Line("");
        return result;
    }

    /// <summary>Puts examples below the help of a command and of all verbs below it.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            if (option.Action is HelpAction help)
                option.Action = new HelpWithExamples(help);
    }
}
