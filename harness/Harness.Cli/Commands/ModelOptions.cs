using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Engine;
using Engine.Networks.Import;
using Harness.Runs.Expectations;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>The options that say which network a file holds, or which layers after some activations.</summary>
internal sealed class ModelOptions
{
    private const string Kinds = "Linear layers, BatchNorm1d before or after an activation; as safetensors, the index of their shards, or "
        + "a state dict that PyTorch saved (.pt).";

    internal const string Model = "--model", Head = "--head";

    private readonly bool _isHead;

    private readonly Option<string[]> _model;

    private readonly Option<string?> _activation, _accuracy, _logits;

    private readonly Option<string?> _steps = new("--steps")
    {
        Description = "The steps of a series, in the order in which the networks are named. Without it, the last number in each name.",
        HelpName = "0,100,…",
    };

    private readonly Option<string?> _layers = new("--layers")
    {
        Description = "The modules in the order in which they work, where their names do not say it; activations may stand between them: "
            + "fc1,bn1,relu,fc2.",
        HelpName = "M,M,…",
    };

    private readonly Option<string?> _epsilon = new("--bn-eps")
    {
        Description = "The eps of BatchNorm1d, which is not in the file; PyTorch's default is 1e-5. One or one for each.",
        HelpName = "E",
    };

    private readonly Option<bool> _dropout = new("--dropout")
    {
        Description = "A Dropout lies beside each activation, so that two numbers of an nn.Sequential are missing.",
    };

    private readonly Option<string?> _prefix = new("--prefix")
    {
        Description = "Only the tensors below this name, where a file holds copies of a network, e.g. ema; . for those below none.",
        HelpName = "P",
    };

    private ModelOptions(Option<string[]> model, Option<string?> activation)
    {
        (_isHead, _model, _activation) = (model.Name == Head, model, activation);
        activation.CompletionSources.Add([.. SpecChoices.Activation.Names]);
        _accuracy = new("--expect-accuracy")
        {
            Description = "The original's accuracy on the samples that are evaluated; another one is an error."
                + (_isHead ? "" : " Of a series one for each (A,B)."),
            HelpName = "0.9666",
        };
        _logits = new("--expect")
        {
            Description = "The original's logits of some samples, an npz of logits [k, classes] and perhaps x [k, inputs] or indices [k]; "
                + $"others are an error.{(_isHead ? "" : " Of a series one file for each (A,B).")}",
            HelpName = "LOGITS.npz",
        };
    }

    public static ModelOptions OfNetworks() => new(
        new(Model)
        {
            Description = $"A network: {Kinds} Several, or a pattern, are a series of checkpoints. --model itself may be left out.",
            HelpName = "NET.safetensors",
        },
        new("--activation")
        {
            Description = $"Of the hidden layers, one or one for each (A,B): {string.Join(", ", SpecChoices.Activation.Names)}. Models of "
                + "the engine's own say it themselves.",
            HelpName = "A",
        });

    public static ModelOptions OfHead() => new(
        new(Head)
        {
            Description = $"The layers after the activations, which its first Linear takes: {Kinds} With it the neurons are removed too, "
                + "and the head's own.",
            HelpName = "HEAD.safetensors",
        },
        new("--head-activation") { Description = "Of the head's hidden layers, one or one for each (A,B).", HelpName = "A" });

    public IEnumerable<Option> All =>
        [_model, .. _isHead ? (Option[])[] : [_steps], _activation, _layers, _epsilon, _dropout, _prefix, _accuracy, _logits];

    /// <summary>The one model of a verb that takes one.</summary>
    /// <returns>Null where no model is given and none is needed.</returns>
    /// <exception cref="UsageException">A word is not what its option takes, or there is one without a model.</exception>
    public ModelRequest? ReadIfAny(ParseResult parsed)
    {
        var words = Read(parsed, []);
        if (words.Files.Count > 1)
            throw new UsageException($"{_model.Name} is given {words.Files.Count} times; it takes one file");
        if (words.Files is [var file])
            return new ModelRequest(
                file, words.Hints, words.Accuracies is { } text ? ExpectedAccuracy.Parse(text) : null, words.Logits)
            { IsHead = true };
        return All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } alone
            ? throw new UsageException($"{alone.Name} is about {_model.Name}, which is not given")
            : null;
    }

    /// <param name="more">Networks that are named without an option.</param>
    /// <exception cref="UsageException">A word is not what its option takes.</exception>
    public ModelWords Read(ParseResult parsed, IEnumerable<string> more) => new(
        [.. parsed.GetValue(_model) ?? [], .. more],
        new ImportHints
        {
            Activations =
                [.. Words(parsed, _activation).Select(word => SharedOptions.Choice(_activation.Name, word, SpecChoices.Activation))],
            ActivationOption = _activation.Name,
            Layers = Words(parsed, _layers),
            Epsilons = [.. Words(parsed, _epsilon).Select(Epsilon)],
            HasDropout = parsed.GetValue(_dropout),
            Prefix = parsed.GetValue(_prefix),
            IsChecked = parsed.GetValue(_accuracy) is not null || parsed.GetValue(_logits) is not null,
        },
        _isHead ? null : parsed.GetValue(_steps),
        parsed.GetValue(_accuracy),
        parsed.GetValue(_logits));

    private static ImmutableArray<string> Words(ParseResult parsed, Option<string?> option) =>
        ModelWords.Divided(option.Name, parsed.GetValue(option));

    private static float Epsilon(string word) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) && value > 0
            ? value
            : throw new UsageException($"--bn-eps is {word}: needed is a number above 0, e.g. 1e-5");
}
