using System.CommandLine;
using Harness.Cli.Output;

namespace Harness.Cli.Commands;

/// <summary><c>engine completion bash|zsh|fish|pwsh</c>: prints a script by which a shell asks the engine for completions.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var command = new Command("completion", "Print a script that completes engine's words in a shell.");
        foreach (var (shell, how, script) in CompletionScripts.All)
        {
            var one = new Command(shell, how);
            one.SetAction(_ =>
            {
                Terminal.Out.Line(script);
                return ExitCode.Done;
            });
            command.Subcommands.Add(one);
        }
        return command;
    }
}

/// <summary>
/// One script for each shell. It passes the line so far to <c>engine [suggest:POSITION] LINE</c>, which prints one word a line.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        _engine() {
          local words
          words=$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _engine engine
        """;

    private const string Zsh = """
        #compdef engine
        _engine() {
          local -a words_found
          words_found=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a words_found
          _files
        }
        compdef _engine engine
        """;

    private const string Fish = """
        function __engine_complete
            set -l line (commandline -cp)
            engine "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
        end
        complete -c engine -a '(__engine_complete)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName engine -ScriptBlock {
            param($word, $line, $position)
            engine "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static IReadOnlyList<(string Shell, string How, string Script)> All { get; } =
    [
        ("bash", "For bash: source <(engine completion bash)", Bash),
        ("zsh", "For zsh, after compinit: source <(engine completion zsh)", Zsh),
        ("fish", "For fish: engine completion fish | source", Fish),
        ("pwsh", "For PowerShell: engine completion pwsh | Out-String | Invoke-Expression", PowerShell),
    ];
}
