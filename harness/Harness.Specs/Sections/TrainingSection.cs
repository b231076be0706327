using System.Collections.Immutable;
using Engine.Training;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The section <c>training</c>; its rules are in <see cref="TrainingRules"/>.</summary>
internal static class TrainingSection
{
    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<OptimizerKind>("training.optimizer", SpecChoices.Optimizer, "How parameters follow the gradient.",
            spec => spec.Training.Optimizer, (spec, value) => spec with { Training = spec.Training with { Optimizer = value } })
            { AlsoCalled = ["optim"], Label = "" },
        new RunKey<double>("training.learning_rate", NumberType.Above(0), "The optimizer's step size.",
            spec => spec.Training.LearningRate, (spec, value) => spec with { Training = spec.Training with { LearningRate = value } })
            { AlsoCalled = ["lr", "eta", "step_size"], Label = "lr_" },
        .. ScheduleSection.Keys,
        new RunKey<double>("training.momentum", NumberType.FromBelow(0, 1), "v = momentum v + g; with optimizer: sgd only.",
            spec => spec.Training.Momentum, (spec, value) => spec with { Training = spec.Training with { Momentum = value } }),
        new RunKey<double>("training.noise", NumberType.From(0),
            "Standard deviation of the noise that each step adds to every parameter; with optimizer: sgld only.",
            spec => spec.Training.Noise, (spec, value) => spec with { Training = spec.Training with { Noise = value } })
            { AppliesTo = IsLangevin, DefaultText = "required with optimizer: sgld", AlsoCalled = ["noise_scale", "temperature"] },
        new RunKey<double>("training.clip", NumberType.Above(0),
            "The longest gradient, over all parameters, that a step follows unscaled; with optimizer: sgld only.",
            spec => spec.Training.Clip, (spec, value) => spec with { Training = spec.Training with { Clip = value } })
            { AppliesTo = IsLangevin, DefaultText = "required with optimizer: sgld", AlsoCalled = ["clip_norm", "max_norm"] },
        new RunKey<ObjectiveKind>("training.objective", SpecChoices.Objective,
            "What training minimizes; other than cross-entropy: with beta times what the last hidden layer, noise added, keeps of the "
            + "input.",
            spec => spec.Training.Objective, (spec, value) => spec with { Training = spec.Training with { Objective = value } })
            { AppliesTo = HasBottleneck, AlsoCalled = ["loss", "criterion"], Label = "" },
        new RunKey<double>("training.beta", NumberType.From(0), "The price of a nat of information in an information-bottleneck objective.",
            spec => spec.Training.Beta, (spec, value) => spec with { Training = spec.Training with { Beta = value } })
            { AppliesTo = HasBottleneck, DefaultText = "required with an objective other than cross-entropy", AlsoCalled = ["tradeoff"] },
        new RunKey<double>("training.bottleneck_noise", NumberType.Above(0),
            "Variance of the noise on the code; with objective: nonlinear-ib only.",
            spec => spec.Training.BottleneckNoise, (spec, value) => spec with { Training = spec.Training with { BottleneckNoise = value } })
            { AppliesTo = spec => spec.Training.Objective == ObjectiveKind.NonlinearIb, AlsoCalled = ["code_noise"] },
        new RunKey<int>("training.batch_size", new WholeType(1), "Samples per step.",
            spec => spec.Training.BatchSize, (spec, value) => spec with { Training = spec.Training with { BatchSize = value } })
            { AlsoCalled = ["batch", "bs"], Label = "b_" },
        new RunKey<int>("training.epochs", new WholeType(1, 1_000_000), "Passes over the training samples.",
            spec => spec.Training.Epochs, (spec, value) => spec with { Training = spec.Training with { Epochs = value } })
            { AlsoCalled = ["max_epochs"] },
        new RunKey<int>("training.patience", new WholeType(1, 1_000_000),
            "Training ends when so many epochs in a row have brought no lower validation loss; the network of the epoch with the lowest "
            + "one is kept.",
            spec => spec.Training.Patience, (spec, value) => spec with { Training = spec.Training with { Patience = value } })
            {
                AppliesTo = spec => spec.Training.Patience > 0,
                DefaultText = "none: all epochs are trained",
                AlsoCalled = ["early_stopping"],
            },
        new RunKey<double>("training.l2", NumberType.From(0),
            "lambda in gradient += lambda * theta, on the parameters of l2_on, before the optimizer's step.",
            spec => spec.Training.L2, (spec, value) => spec with { Training = spec.Training with { L2 = value } })
            { AlsoCalled = ["weight_decay", "lambda", "regularization"] },
        new RunKey<L2Target>("training.l2_on", SpecChoices.L2Target,
            "The parameters that l2 is on: all, or the weights of linear layers alone, without biases and batch normalization's gamma and "
            + "beta.",
            spec => spec.Training.L2On, (spec, value) => spec with { Training = spec.Training with { L2On = value } })
            { AppliesTo = spec => spec.Training.L2On != L2Target.All, AlsoCalled = ["decay_on", "l2_target"], Label = "l2_on_" },
        new RunKey<ImmutableArray<double>>("training.dropout",
            new ListType<double>(NumberType.FromBelow(0, 1), 2, 64) { AllowsSingle = true },
            "Probability that a hidden unit's output is dropped in training: one for all hidden layers, or one for each.",
            spec => spec.Training.Dropout.Values,
            (spec, value) => spec with { Training = spec.Training with { Dropout = new DropoutRates(value) } })
            { AlsoCalled = ["dropout_rate"] },
        new RunKey<double>("training.input_dropout", NumberType.FromBelow(0, 1), "Probability that an input is dropped in training.",
            spec => spec.Training.InputDropout, (spec, value) => spec with { Training = spec.Training with { InputDropout = value } })
            { AppliesTo = spec => spec.Training.InputDropout > 0, AlsoCalled = ["visible_dropout"], Label = "in_dropout_" },
        new RunKey<bool>("training.batch_norm", new FlagType(),
            "Batch normalization between each hidden layer's product and its activation.",
            spec => spec.BatchNorm, (spec, value) => spec with { BatchNorm = value })
            { AlsoCalled = ["batch_normalization", "bn"] },
        new RunKey<Initialization>("training.initialization", SpecChoices.Initialization, "How weights are drawn at the start.",
            spec => spec.Training.Initialization, (spec, value) => spec with { Training = spec.Training with { Initialization = value } })
            { DefaultText = $"he for {ActivationNames.Rectifying}, else glorot", AlsoCalled = ["init", "weight_init"], Label = "" },
        new RunKey<int>("training.validation", new WholeType(0), "How many of the last training samples, in file order, are held out.",
            spec => spec.Validation ?? 0, (spec, value) => spec with { Validation = value })
            {
                AppliesTo = spec => spec.Validation is not null,
                DefaultText = "one sixth of the training samples",
                AlsoCalled = ["val", "validation_size"],
            },
        new RunKey<int>("training.subset", new WholeType(1),
            "So many training samples are drawn, with replacement, anew for every seed; validation and test stay.",
            spec => spec.Subset ?? 0, (spec, value) => spec with { Subset = value })
            { AppliesTo = spec => spec.Subset is not null, DefaultText = "the whole training split", AlsoCalled = ["train_samples"] },
    ];

    private static bool HasBottleneck(RunSpec spec) => spec.Training.Objective != ObjectiveKind.CrossEntropy;

    private static bool IsLangevin(RunSpec spec) => spec.Training.Optimizer == OptimizerKind.Sgld;
}
