using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Harness.Cli.Output;

namespace Harness.Cli.Commands;

/// <summary>The parser's help, and examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>A request for help needs no other arguments.</summary>
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

/// <summary>Examples below the help of each verb; the parser accepts every line.</summary>
internal static class VerbExamples
{
    private static readonly Dictionary<string, string[]> Lines = new(StringComparer.Ordinal)
    {
        ["engine"] =
        [
            "engine run spec.yaml --out runs/first",
            "engine report runs/first",
            "engine explain runs/first s0 1 63",
            "engine analyze --model net.safetensors --activation relu --dataset fashion-mnist --out runs/mine",
        ],
        ["run"] =
        [
            "engine run spec.yaml",
            "engine run spec.yaml training.l2=1e-3 seeds=5 --dry-run",
            "engine run spec.yaml --out runs/first --resume",
            "engine run spec.yaml --out runs/shared --shard 0/4 --jobs 8",
            "engine run spec.yaml --trainer cuda:0,1 --device cuda:0,1",
            "engine run spec.yaml --out runs/first --log tensorboard",
        ],
        ["analyze"] =
        [
            "engine analyze --model net.safetensors --activation relu --dataset mnist --out runs/mine ablation.random=50",
            "engine analyze --model net.pt --activation relu --bn-eps 1e-5 --dataset mnist --expect logits.npz --out runs/mine",
            "engine analyze ckpt/step-*.pt --activation relu --dataset mnist --out runs/series --extend",
        ],
        ["measure"] =
        [
            "engine measure --activations fc1.npy fc2.npy --labels y.npy --out runs/any",
            "engine measure --activations cnn.npz:features --labels cnn.npz:y --head head.pt --expect cnn.npz --out runs/cnn",
            "engine measure --activations conv.npz:conv3 --reduce max --labels conv.npz:y --out runs/conv measures.quantizer=uniform-4",
        ],
        ["status"] = ["engine status runs/first", "engine status runs/first --follow", "engine status runs/first --json"],
        ["report"] =
        [
            "engine report runs/first", "engine report runs/first --png figures --figure curves --config l2=1e-4",
            "engine report runs/first runs/second --out both.html",
        ],
        ["activations"] = ["engine activations runs/first s0 --out outputs.npz"],
        ["compare"] = ["engine compare runs/first runs/second", "engine compare runs/relu runs/tanh --out compared.html"],
        ["explain"] = ["engine explain runs/first s0 1 63", "engine explain runs/first fashion-l2-s0 2 17 --json"],
        ["rank"] =
        [
            "engine rank runs/first s0 --top 20", "engine rank runs/mine --by kl_selectivity --layer 2 --csv neurons.csv",
        ],
        ["prune"] =
        [
            "engine prune runs/first s0 --order mutual-information --scope network --keep-accuracy 0.9 --out smaller.safetensors",
            "engine prune runs/mine --model net.safetensors --order my-score --scope layer-1 --step 12 --masks masks.safetensors",
        ],
        ["submit"] =
            ["engine submit spec.yaml --slurm --array 16 --cpus 4 --time 4:00:00 --out runs/sweep",
                "engine submit spec.yaml --slurm --dry-run"],
        ["merge"] = ["engine merge runs/part-0 runs/part-1 --out runs/whole"],
        ["export"] =
            ["engine export runs/sweep --out runs/compact", "engine export runs/sweep --out runs/compact --table neurons --partition seed"],
        ["devices"] = ["engine devices"],
        ["data"] = ["engine data list", "engine data get mnist", "engine data verify"],
        ["reference"] = ["engine reference spec", "engine reference schema"],
        ["help"] = ["engine help run", "engine help data get"],
        ["completion"] = ["engine completion bash"],
    };

    /// <summary>The examples of a verb; none for a word below a verb.</summary>
    public static IReadOnlyList<string> Of(Command command) =>
        Lines.GetValueOrDefault(command is RootCommand ? "engine" : command.Name) ?? [];
}
