using System.Collections.Frozen;
using System.Collections.Immutable;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>
/// Every key of a spec, one entry each: the single source for reading, for suggestions, for the order of a run's JSON and for the reference of the format.
/// Rules between keys are in <see cref="Rules"/>.
/// </summary>
public static class SpecKeys
{
    /// <summary>The record's defaults, to which a spec's values are applied.</summary>
    internal static RunSpec Blank { get; } = new() { Name = "", Dataset = DatasetReference.Named(""), Network = new NetworkSettings() };

    public static ImmutableArray<RunKey> Run { get; } =
    [
        new RunKey<string>("name", new NameType(), "Names the sweep: the default output folder and the start of every run's id.",
            spec => spec.Name, (spec, value) => spec with { Name = value }) { IsRequired = true, CanSweep = false },
        new RunKey<DatasetReference>("dataset", new DatasetType(), "The data set; a folder is relative to the spec's own.",
            spec => spec.Dataset, (spec, value) => spec with { Dataset = value }) { IsRequired = true, AlsoCalled = ["data"], Label = "" },
        .. Input(), .. Network(), .. Training(), .. Measures(), .. Ablation(),
    ];

    /// <summary>Keys that say which runs there are.</summary>
    public static ImmutableArray<PlanKey> Plan { get; } =
    [
        new("seeds", "One run for each seed and point of the sweep; a number n stands for 0 to n - 1.", SeedsReader.Expected, "[0]") { AlsoCalled = ["seed"] },
        new("sweep", "A grid: every combination of the values listed for each key, the first key slowest.", "a mapping from keys to lists of values", "{}") { AlsoCalled = ["grid"] },
    ];

    public static ImmutableArray<SpecKey> All { get; } = [.. Run, .. Plan];

    /// <summary>The sections in order: input, network, training, measures, ablation.</summary>
    public static ImmutableArray<string> Sections { get; } = [.. Run.Select(key => key.Section).Where(section => section.Length > 0).Distinct()];

    private static readonly FrozenDictionary<string, RunKey> ByPath = Run.ToFrozenDictionary(key => key.Path, StringComparer.Ordinal);

    /// <summary>The run key of a dotted path; null when there is none.</summary>
    public static RunKey? Find(string path) => ByPath.GetValueOrDefault(path);

    private static RunKey[] Input() =>
    [
        new RunKey<ImmutableArray<double>>("input.mean", PerChannel(NumberType.Any), "Subtracted from every input after its division to 0..1; one number, or one per channel.",
            spec => spec.Input.Mean, (spec, value) => spec with { Input = spec.Input with { Mean = value } }),
        new RunKey<ImmutableArray<double>>("input.std", PerChannel(NumberType.Above(0)), "Divides every input after the mean is subtracted; one number, or one per channel.",
            spec => spec.Input.Std, (spec, value) => spec with { Input = spec.Input with { Std = value } }) { AlsoCalled = ["scale", "sigma"] },
    ];

    private static RunKey[] Network() =>
    [
        new RunKey<ImmutableArray<int>>("network.hidden", new ListType<int>(new WholeType(1, 65536), 0, 64), "Widths of the hidden layers, first to last.",
            spec => spec.Network.Hidden, (spec, value) => spec with { Network = spec.Network with { Hidden = value } })
            { AppliesTo = HasHiddenLayers, DefaultText = "required, unless model: logistic", AlsoCalled = ["layers", "hidden_layers", "hidden_sizes", "widths", "units"], Label = "h" },
        new RunKey<NetworkModel>("network.model", SpecChoices.Model, "Instead of hidden: multinomial logistic regression.",
            spec => spec.Network.Model, (spec, value) => spec with { Network = spec.Network with { Model = value } })
            { AppliesTo = spec => !HasHiddenLayers(spec), DefaultText = "none", AlsoCalled = ["kind", "type"], Label = "" },
        new RunKey<Engine.Networks.Activation>("network.activation", SpecChoices.Activation, "The hidden units' activation function.",
            spec => spec.Network.Activation, (spec, value) => spec with { Network = spec.Network with { Activation = value } })
            { AppliesTo = HasHiddenLayers, AlsoCalled = ["nonlinearity"], Label = "" },
    ];

    private static RunKey[] Training() =>
    [
        new RunKey<Engine.Training.OptimizerKind>("training.optimizer", SpecChoices.Optimizer, "How parameters follow the gradient.",
            spec => spec.Training.Optimizer, (spec, value) => spec with { Training = spec.Training with { Optimizer = value } }) { AlsoCalled = ["optim"], Label = "" },
        new RunKey<double>("training.learning_rate", NumberType.Above(0), "The optimizer's step size.",
            spec => spec.Training.LearningRate, (spec, value) => spec with { Training = spec.Training with { LearningRate = value } }) { AlsoCalled = ["lr", "eta", "step_size"], Label = "lr=" },
        new RunKey<double>("training.momentum", NumberType.FromBelow(0, 1), "v = momentum v + g; with optimizer: sgd only.",
            spec => spec.Training.Momentum, (spec, value) => spec with { Training = spec.Training with { Momentum = value } }),
        new RunKey<int>("training.batch_size", new WholeType(1), "Samples per step.",
            spec => spec.Training.BatchSize, (spec, value) => spec with { Training = spec.Training with { BatchSize = value } }) { AlsoCalled = ["batch", "bs"], Label = "b=" },
        new RunKey<int>("training.epochs", new WholeType(1, 1_000_000), "Passes over the training samples.",
            spec => spec.Training.Epochs, (spec, value) => spec with { Training = spec.Training with { Epochs = value } }) { AlsoCalled = ["max_epochs"] },
        new RunKey<double>("training.l2", NumberType.From(0), "lambda in gradient += lambda * theta, on all parameters, before the optimizer's step.",
            spec => spec.Training.L2, (spec, value) => spec with { Training = spec.Training with { L2 = value } }) { AlsoCalled = ["weight_decay", "lambda", "regularization"] },
        new RunKey<double>("training.dropout", NumberType.FromBelow(0, 1), "Probability that a hidden unit's output is dropped in training.",
            spec => spec.Training.Dropout, (spec, value) => spec with { Training = spec.Training with { Dropout = value } }) { AlsoCalled = ["dropout_rate"] },
        new RunKey<bool>("training.batch_norm", new FlagType(), "Batch normalization between each hidden layer's product and its activation.",
            spec => spec.BatchNorm, (spec, value) => spec with { BatchNorm = value }) { AlsoCalled = ["batch_normalization", "bn"] },
        new RunKey<Engine.Training.Initialization>("training.initialization", SpecChoices.Initialization, "How weights are drawn at the start.",
            spec => spec.Training.Initialization, (spec, value) => spec with { Training = spec.Training with { Initialization = value } })
            { DefaultText = "he for relu and leaky-relu, else glorot", AlsoCalled = ["init", "weight_init"], Label = "" },
        new RunKey<int>("training.validation", new WholeType(0), "How many of the last training samples, in file order, are held out.",
            spec => spec.Validation ?? 0, (spec, value) => spec with { Validation = value })
            { AppliesTo = spec => spec.Validation is not null, DefaultText = "one sixth of the training samples", AlsoCalled = ["val", "validation_size"] },
    ];

    private static RunKey[] Measures() =>
    [
        new RunKey<ImmutableArray<Engine.Data.Split>>("measures.split", OneOrSet(SpecChoices.Split, 3), "The samples on which neurons are measured.",
            spec => spec.Measures.Splits, (spec, value) => spec with { Measures = spec.Measures with { Splits = value } }) { AlsoCalled = ["splits"], Label = "measure-" },
        new RunKey<ImmutableArray<Engine.Measures.QuantizerRule>>("measures.quantizer", OneOrSet(new QuantizerType(), 32), "How a neuron's output becomes a symbol.",
            spec => spec.Measures.Quantizers, (spec, value) => spec with { Measures = spec.Measures with { Quantizers = value } }) { AlsoCalled = ["quantizers", "bins"], Label = "" },
        new RunKey<int>("measures.permutations", new WholeType(0, 1_000_000), "Label permutations of the null distribution; 0 for none.",
            spec => spec.Measures.Permutations, (spec, value) => spec with { Measures = spec.Measures with { Permutations = value } }),
    ];

    private static RunKey[] Ablation() =>
    [
        new RunKey<ImmutableArray<Engine.Measures.Measure>>("ablation.orders", new ListType<Engine.Measures.Measure>(SpecChoices.Measure, 0, SpecChoices.Measure.Names.Count()) { IsSet = true },
            "Measures whose ranking is followed, ascending and descending.",
            spec => spec.Ablation.Orders, (spec, value) => spec with { Ablation = spec.Ablation with { Orders = value, OrdersByName = true } }) { AlsoCalled = ["order"] },
        new RunKey<int>("ablation.random", new WholeType(0, 10_000), "Random orders beside them.",
            spec => spec.Ablation.Random, (spec, value) => spec with { Ablation = spec.Ablation with { Random = value } }) { AlsoCalled = ["repetitions"] },
        new RunKey<ImmutableArray<AblationScope>>("ablation.scopes", new ListType<AblationScope>(SpecChoices.Scope, 1, 2) { IsSet = true }, "Neurons ranked within each layer, over the whole network, or both.",
            spec => spec.Ablation.Scopes, (spec, value) => spec with { Ablation = spec.Ablation with { Scopes = value } }) { AlsoCalled = ["scope"] },
        new RunKey<Engine.Ablation.Replacement>("ablation.replace", SpecChoices.Replacement, "What takes the place of a removed neuron's output.",
            spec => spec.Ablation.Replace, (spec, value) => spec with { Ablation = spec.Ablation with { Replace = value } }) { AlsoCalled = ["replacement", "replace_by"], Label = "" },
        new RunKey<Engine.Data.Split>("ablation.split", SpecChoices.Split, "The samples on which accuracy is evaluated.",
            spec => spec.Ablation.Split, (spec, value) => spec with { Ablation = spec.Ablation with { Split = value } }) { Label = "ablate-" },
        new RunKey<int>("ablation.checks", new WholeType(0, 1_000_000), "Random steps per curve that are recomputed by a full float64 forward pass.",
            spec => spec.Ablation.Checks, (spec, value) => spec with { Ablation = spec.Ablation with { Checks = value } }),
    ];

    private static bool HasHiddenLayers(RunSpec spec) => spec.Network.Model != NetworkModel.Logistic;

    private static ListType<double> PerChannel(NumberType number) => new(number, 1, 1024) { AllowsSingle = true };

    private static ListType<T> OneOrSet<T>(SpecType<T> items, int maximum) => new(items, 1, maximum) { AllowsSingle = true, IsSet = true };
}
