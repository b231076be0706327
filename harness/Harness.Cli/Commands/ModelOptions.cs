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

    private readonly Option<string?> _model, _activation;

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

    private readonly Option<string?> _accuracy = new("--expect-accuracy")
    {
        Description = "The original's accuracy on the samples that are evaluated; another one is an error.",
        HelpName = "0.9666",
    };

    private readonly Option<string?> _logits = new("--expect")
    {
        Description = "The original's logits of some samples, an npz of logits [k, classes] and perhaps x [k, inputs] or indices [k]; "
            + "others are an error.",
        HelpName = "LOGITS.npz",
    };

    private ModelOptions(Option<string?> model, Option<string?> activation)
    {
        (_isHead, _model, _activation) = (model.Name == Head, model, activation);
        activation.CompletionSources.Add([.. SpecChoices.Activation.Names]);
    }

    public static ModelOptions OfNetwork() => new(
        new(Model) { Description = $"A network: {Kinds}", Required = true, HelpName = "NET.safetensors" },
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

    public IEnumerable<Option> All => [_model, _activation, _layers, _epsilon, _dropout, _prefix, _accuracy, _logits];

    /// <returns>Null where no model is given and none is needed.</returns>
    /// <exception cref="UsageException">A word is not what its option takes, or there is one without a model.</exception>
    public ModelRequest? ReadIfAny(ParseResult parsed)
    {
        if (parsed.GetValue(_model) is not null)
            return Read(parsed);
        return All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } alone
            ? throw new UsageException($"{alone.Name} is about {_model.Name}, which is not given")
            : null;
    }

    /// <exception cref="UsageException">A word is not what its option takes.</exception>
    public ModelRequest Read(ParseResult parsed)
    {
        var accuracy = parsed.GetValue(_accuracy) is { } text ? ExpectedAccuracy.Parse(text) : null;
        var hints = new ImportHints
        {
            Activations =
                [.. Words(parsed, _activation).Select(word => SharedOptions.Choice(_activation.Name, word, SpecChoices.Activation))],
            ActivationOption = _activation.Name,
            Layers = Words(parsed, _layers),
            Epsilons = [.. Words(parsed, _epsilon).Select(Epsilon)],
            HasDropout = parsed.GetValue(_dropout),
            Prefix = parsed.GetValue(_prefix),
            IsChecked = accuracy is not null || parsed.GetValue(_logits) is not null,
        };
        return new ModelRequest(parsed.GetRequiredValue(_model)!, hints, accuracy, parsed.GetValue(_logits)) { IsHead = _isHead };
    }

    private static ImmutableArray<string> Words(ParseResult parsed, Option<string?> option)
    {
        ImmutableArray<string> words = parsed.GetValue(option) is { } text ? [.. text.Split(',', StringSplitOptions.TrimEntries)] : [];
        return words.Contains("")
            ? throw new UsageException($"{option.Name} is {parsed.GetValue(option)}: there is nothing before or after one of its commas")
            : words;
    }

    private static float Epsilon(string word) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) && value > 0
            ? value
            : throw new UsageException($"--bn-eps is {word}: needed is a number above 0, e.g. 1e-5");
}

/// <summary>A network that is asked for.</summary>
/// <param name="Accuracy">The original's; null where none is expected.</param>
/// <param name="Logits">The file of its logits; null where none are expected.</param>
internal sealed record ModelRequest(string Path, ImportHints Hints, ExpectedAccuracy? Accuracy, string? Logits)
{
    /// <summary>Whether it is the layers after some activations, not a whole network.</summary>
    public bool IsHead { get; init; }

    /// <summary>The option that its file is given by.</summary>
    public string Option => IsHead ? ModelOptions.Head : ModelOptions.Model;

    public bool IsChecked => Hints.IsChecked;
}
