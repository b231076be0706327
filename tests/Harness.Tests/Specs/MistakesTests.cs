using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Tests.Specs;

/// <summary>Each mistake, alone, in line 4 of a spec that is otherwise valid.</summary>
public class MistakesTests
{
    [Theory]
    [InlineData(20, "unknown key unknown_20; known are name, dataset,")]
    [InlineData(21, "and one more mistake")]
    [InlineData(22, "and 2 more mistakes")]
    public void Twenty_are_shown_and_the_rest_is_counted(int mistakes, string end)
    {
        var lines = Specs.Refused(
            Specs.Minimal + string.Join('\n', Enumerable.Range(1, mistakes).Select(i => $"unknown_{i}: 1"))).Message.Split('\n');
        Assert.Equal(Math.Min(mistakes, 21), lines.Length);
        Assert.Contains(end, lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    // unknown keys
    [InlineData("training: {lern_rate: 1}", 12, "unknown key training.lern_rate; did you mean learning_rate?")]
    [InlineData("training: {lr: 1}", 12, "did you mean learning_rate?")]
    [InlineData("training: {learningRate: 1}", 12, "did you mean learning_rate?")]
    [InlineData("training: {weight_decay: 1}", 12, "did you mean l2?")]
    [InlineData("training: {hidden: [3]}", 12, "did you mean network.hidden?")]
    [InlineData("training: {xylophone: 1}", 12, "unknown key training.xylophone; known are optimizer, learning_rate,")]
    [InlineData("trainin: {l2: 1}", 1, "unknown key trainin; did you mean training?")]
    [InlineData("l2: 1", 1, "unknown key l2; did you mean training.l2?")]
    [InlineData("seed: 1", 1, "did you mean seeds?")]
    [InlineData("xylophone: 1", 1, "unknown key xylophone; known are name, dataset, seeds, sweep, input,")]
    [InlineData("<<: {}", 1, "unknown key <<")]
    // repeated keys
    [InlineData("name: b", 1, "name is given twice (first in line 1)")]
    [InlineData("training: {l2: 0, l2: 1}", 19, "training.l2 is given twice (first in line 4)")]
    // sections
    [InlineData("training: 5", 11, "training must be a mapping of its keys; found 5")]
    [InlineData("training:", 10, "training must be a mapping of its keys; found nothing")]
    [InlineData("training: [1, 2]", 11, "found a list of 2 entries")]
    // numbers
    [InlineData("training: {l2: -1e-9}", 16, "training.l2 must be a finite number from 0 up; found -1e-9")]
    [InlineData("training: {l2: .nan}", 16, "found .nan")]
    [InlineData("training: {l2: NaN}", 16, "found NaN")]
    [InlineData("training: {l2: .inf}", 16, "found .inf")]
    [InlineData("training: {l2: Infinity}", 16, "found Infinity")]
    [InlineData("training: {l2: 1e999}", 16, "found 1e999")]
    [InlineData("training: {l2: 1e39}", 16, "found 1e39")]
    [InlineData("training: {l2: \"0.1\"}", 16, "found the text \"0.1\"")]
    [InlineData("training: {l2: 1_000}", 16, "found 1_000")]
    [InlineData("training: {l2: \"1,5\"}", 16, "found the text \"1,5\"")]
    [InlineData("training: {l2: [0, 1]}", 16, "found a list of 2 entries")]
    [InlineData("training: {l2: }", 16, "found nothing")]
    [InlineData("training: {l2: true}", 16, "found true")]
    [InlineData("training: {learning_rate: 0}", 27, "training.learning_rate must be a finite number above 0; found 0")]
    [InlineData("training: {learning_rate: 1e-60}", 27, "found 1e-60")]
    [InlineData("training: {learning_rate: .nan}", 27, "found .nan")]
    [InlineData("training: {dropout: 1}", 21, "training.dropout must be a number from 0 up, below 1; found 1")]
    [InlineData("training: {dropout: -0.1}", 21, "found -0.1")]
    [InlineData("training: {optimizer: sgd, momentum: 1}", 38, "training.momentum must be a number from 0 up, below 1; found 1")]
    [InlineData("training: {batch_size: 0}", 24, "training.batch_size must be a whole number from 1 up; found 0")]
    [InlineData("training: {batch_size: 12.5}", 24, "found 12.5")]
    [InlineData("training: {batch_size: 99999999999}", 24, "found 99999999999")]
    [InlineData("training: {epochs: 0}", 20, "training.epochs must be a whole number from 1 to 1000000; found 0")]
    [InlineData("training: {validation: -1}", 24, "training.validation must be a whole number from 0 up; found -1")]
    [InlineData("training: {batch_norm: yes}", 24, "training.batch_norm must be true or false; found yes")]
    [InlineData("training: {batch_norm: 1}", 24, "found 1")]
    [InlineData("input: {std: 0}", 14, "input.std must be a finite number above 0; found 0")]
    [InlineData("input: {std: [1, -1]}", 18, "each entry of input.std must be a finite number above 0; found -1")]
    [InlineData(
        "input: {mean: []}",
        15,
        "input.mean must be a finite number, or a list of 1 to 1024 values, each a finite number; found an empty list")]
    [InlineData("input: {mean: .nan}", 15, "found .nan")]
    [InlineData("measures: {permutations: -1}", 26, "measures.permutations must be a whole number from 0 to 1000000; found -1")]
    [InlineData("ablation: {random: -1}", 20, "ablation.random must be a whole number from 0 to 10000; found -1")]
    [InlineData("ablation: {checks: -1}", 20, "ablation.checks")]
    // choices
    [InlineData("training: {optimizer: adm}", 23, "training.optimizer must be adam, sgd or sgld; found adm; did you mean adam?")]
    [InlineData("training: {initialization: xavier}", 28, "training.initialization must be he or glorot; found xavier")]
    [InlineData("measures: {split: dev}", 19, "measures.split must be train, validation or test")]
    [InlineData("measures: {split: [test, test]}", 26, "each entry of measures.split must occur once; test occurs twice")]
    [InlineData(
        "measures: {quantizer: uniform-9}",
        23,
        "measures.quantizer must be one-bit, uniform-B, quantile-B, zero-uniform-B, robust-uniform-B or robust-zero-uniform-B with 1 to 8 "
            + "bits B; found uniform-9")]
    [InlineData("measures: {quantizer: []}", 23, "found an empty list")]
    [InlineData("measures: {quantizer: [one-bit, onebit]}", 33, "found onebit; did you mean one-bit?")]
    [InlineData("measures: {quantizer: unform-4}", 23, "did you mean uniform-4?")]
    [InlineData("ablation: {orders: mutual-information}", 20, "ablation.orders must be a list")]
    [InlineData("ablation: {orders: [mutual-info]}", 21, "found mutual-info")]
    [InlineData("ablation: {orders: [entropi]}", 21, "did you mean entropy?")]
    [InlineData("ablation: {orders: [entropy, entropy]}", 30, "entropy occurs twice")]
    [InlineData(
        "ablation: {scopes: []}", 20, "ablation.scopes must be a list of 1 to 2 values, each layers or network; found an empty list")]
    [InlineData("ablation: {scopes: [layer]}", 21, "did you mean layers?")]
    [InlineData("ablation: {replace: nothing}", 21, "ablation.replace must be zero, mean or resample; found nothing")]
    [InlineData("ablation: {split: [test]}", 19, "ablation.split must be train, validation or test; found a list of one entry")]
    // seeds
    [InlineData("seeds: 0", 8, "seeds must be a whole number from 1 to 1000000, or a list of distinct whole numbers")]
    [InlineData("seeds: -3", 8, "found -3")]
    [InlineData("seeds: []", 8, "found an empty list")]
    [InlineData("seeds: 2000000000", 8, "found 2000000000")]
    [InlineData("seeds: 1.5", 8, "found 1.5")]
    [InlineData("seeds: {a: 1}", 8, "found a mapping (a)")]
    [InlineData("seeds: [1, -1]", 12, "each entry of seeds must be a whole number from 0 to 9223372036854775807; found -1")]
    [InlineData("seeds: [1, 9223372036854775808]", 12, "found 9223372036854775808")]
    [InlineData("seeds: [1, x]", 12, "found x")]
    [InlineData("seeds: [4, 2, 4]", 15, "4 occurs twice")]
    // keys that must agree
    [InlineData("training: {momentum: 0.9}", 22, "training.momentum belongs to optimizer: sgd; the optimizer is adam")]
    [InlineData("training: {batch_norm: true, batch_size: 1}", 42, "at least 2 with batch_norm")]
    [InlineData("training: {validation: 0}", 24, "measures.split is validation, but training.validation is 0")]
    [InlineData("input: {mean: [1, 2], std: [1, 2, 3]}", 28, "input.mean has 2 channels and input.std 3")]
    [InlineData("training: {dropout: [0.1, 0.2]}", 21, "training.dropout has 2 numbers and network.hidden 1; it must have one for each")]
    [InlineData("training: {dropout: [0.1]}", 21, "or a list of 2 to 64 values, each a number from 0 up, below 1; found a list of one")]
    [InlineData("training: {input_dropout: 1}", 27, "training.input_dropout must be a number from 0 up, below 1; found 1")]
    [InlineData("training: {patience: 0}", 22, "training.patience must be a whole number from 1 to 1000000; found 0")]
    [InlineData("training: {warmup: 20}", 20, "training.warmup is 20 epochs and training.epochs 20; warm-up must end before training")]
    [InlineData("training: {schedule: step}", 1, "training.step_epochs is required with schedule: step")]
    [InlineData("training: {step_factor: 0.5}", 25, "training.step_factor belongs to schedule: step; training.schedule is constant")]
    [InlineData("training: {schedule: step, step_epochs: [5, 30]}", 41, "training.step_epochs has 30 and training.epochs is 20; each step")]
    [InlineData("training: {l2_on: bias}", 19, "training.l2_on must be all or weights; found bias")]
    [InlineData("input: {fit: standardize, std: 2}", 32, "input.std has no meaning with input.fit: standardize; keep one of them")]
    [InlineData("input: standardise", 8, "input.fit must be none, standardize or per-channel; found standardise; did you mean")]
    // sweeps
    [InlineData("sweep: 5", 8, "sweep must be a mapping from keys to lists of values")]
    [InlineData("sweep: {training.lr: [1]}", 9, "sweep axis: unknown key training.lr; did you mean training.learning_rate?")]
    [InlineData("sweep: {trainin.l2: [1]}", 9, "did you mean training.l2?")]
    [InlineData("sweep: {training: [1]}", 9, "training is a section; name one of its keys: training.optimizer")]
    [InlineData("sweep: {name: [a, b]}", 9, "name cannot be swept")]
    [InlineData("sweep: {seeds: [[1]]}", 9, "seeds cannot be swept")]
    [InlineData("sweep: {training.l2: 0.1}", 22, "sweep axis training.l2 must be a list of at least one value; found 0.1")]
    [InlineData("sweep: {training.l2: []}", 22, "found an empty list")]
    [InlineData("sweep: {training.l2: [0.001, 1e-3]}", 30, "sweep axis training.l2 has the value 0.001 twice")]
    [InlineData("sweep: {training.l2: [0], training.l2: [1]}", 27, "sweep axis training.l2 is given twice")]
    [InlineData("sweep: {training.l2: [0, -1]}", 26, "training.l2 must be a finite number from 0 up; found -1")]
    [InlineData("sweep: {network.hidden: [100, 100]}", 26, "network.hidden must be a list")]
    public void Line_four(string line, int column, string expected)
    {
        var errors = Specs.Refused(Specs.Minimal + line).Errors;
        Assert.All(errors, error => Assert.Equal((Specs.File, 4), (error.File, error.Line)));
        Assert.Contains(errors, error => error.Column == column && error.Message.Contains(expected, StringComparison.Ordinal));
        Assert.True(errors.Length == 1 || line.Contains("[100, 100]", StringComparison.Ordinal), string.Join('\n', errors));
    }

    [Theory]
    [InlineData("{hidden: []}", 19, "network.hidden is an empty list; it must have at least one width, unless network.model is logistic")]
    [InlineData("{hidden: [0]}", 20, "each entry of network.hidden must be a whole number from 1 to 65536; found 0")]
    [InlineData("{hidden: [65537]}", 20, "found 65537")]
    [InlineData("{hidden: [1.5]}", 20, "found 1.5")]
    [InlineData("{hidden: 100}", 19, "network.hidden must be a list of at most 64 values")]
    [InlineData("{hidden: [100], model: logistic}", 19, "network.hidden and network.model: logistic exclude each other")]
    [InlineData("{model: mlp}", 18, "network.model must be logistic; found mlp")]
    [InlineData("{}", 1, "network.hidden is required")]
    [InlineData("{activation: relu}", 1, "network.hidden is required")]
    [InlineData(
        "{hidden: [3], activation: rleu}",
        36,
        "network.activation must be relu, leaky-relu, tanh, sigmoid, elu, gelu, gelu-tanh, silu, softplus or hard-tanh; found rleu; did "
        + "you mean relu?")]
    [InlineData("{hidden: [3], activation: GELU}", 36, "found GELU; did you mean gelu?")]
    [InlineData("{hidden: [3], activation: gelu_new}", 36, "found gelu_new; did you mean gelu-tanh?")]
    [InlineData("{hidden: [3], activation: swish}", 36, "found swish; did you mean silu?")]
    [InlineData("{hidden: [3], activation: Hardtanh}", 36, "found Hardtanh; did you mean hard-tanh?")]
    [InlineData("{hidden: [3], activation: SELU}", 36, "found SELU; SELU is a function of its own, which the engine does not have")]
    [InlineData("{hidden: [3], activation: relu6}", 36, "found relu6; relu6 is a function of its own")]
    [InlineData("{model: logistic, activation: tanh}", 40, "network.activation has no meaning with network.model: logistic")]
    public void Networks(string network, int column, string expected)
    {
        var mistake = Specs.Mistake($"name: a\ndataset: digits\nnetwork: {network}");
        Assert.Equal((3, column), (mistake.Line, mistake.Column));
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_layers() =>
        Assert.Contains(
            "at most 64 values",
            Specs.Mistake($"name: a\ndataset: digits\nnetwork: {{hidden: [{string.Join(',', Enumerable.Repeat(5, 65))}]}}").Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("training: {dropout: 0.5}", "training.dropout has no meaning")]
    [InlineData("training: {batch_norm: true}", "training.batch_norm has no meaning")]
    public void Logistic_regression_has_nothing_to_drop_or_normalize(string line, string expected) =>
        Assert.Contains(
            expected, Specs.Mistake($"name: a\ndataset: digits\nnetwork: {{model: logistic}}\n{line}").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("tanh")]
    [InlineData("leaky-relu")]
    [InlineData("gelu")]
    [InlineData("hard-tanh")]
    public void Class_selectivity_by_name_needs_activations_that_are_not_negative(string activation)
    {
        var mistake = Specs.Mistake(Specs.Minimal + "ablation: {orders: [class-selectivity]}", $"network.activation={activation}");
        Assert.Equal(4, mistake.Line);
        Assert.Contains($"network.activation is {activation}", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_selectivity_is_named_where_a_sweep_names_it()
    {
        const string sweep = "sweep: {ablation.orders: [[entropy], [class-selectivity]]}\n";
        var mistake = Specs.Mistake(Specs.Minimal + sweep, "network.activation=tanh");
        Assert.Contains("names class-selectivity", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("leaky-relu")]
    [InlineData("sigmoid")]
    [InlineData("silu")]
    [InlineData("softplus")]
    public void A_bin_for_zero_needs_relu(string activation) =>
        Assert.Contains(
            "zero-uniform-3 has a bin for exactly 0",
            Specs.Mistake(Specs.Minimal + "measures: {quantizer: zero-uniform-3}", $"network.activation={activation}").Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("mnits", "unknown data set mnits; did you mean mnist? (known: mnist, fashion-mnist,")]
    [InlineData("imagenet", "unknown data set imagenet (known: mnist,")]
    [InlineData("{folder: x}", "dataset must be a name of the catalogue, {idx: FOLDER}, {cifar: FOLDER}, {npz: FILE}, {npy: FOLDER}, "
        + "{safetensors: FILE}, {parquet: FILE, label: COLUMN} or {csv: FILE, label: COLUMN}; found a mapping (folder)")]
    [InlineData("{idx: a, cifar: b}", "dataset: unknown key cifar (idx takes idx, name)")]
    [InlineData("{idx: }", "dataset must be")]
    [InlineData("[mnist]", "dataset must be")]
    [InlineData("", "found nothing")]
    public void Data_sets(string dataset, string expected)
    {
        var mistake = Specs.Mistake($"name: a\ndataset: {dataset}\nnetwork: {{hidden: [3]}}");
        Assert.Equal(2, mistake.Line);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a.")]
    [InlineData("nul")]
    [InlineData("Com1.txt")]
    [InlineData("\"\"")]
    [InlineData("")]
    [InlineData("[a]")]
    public void Names_that_are_no_folders(string name)
    {
        var mistake = Specs.Mistake($"name: {name}\ndataset: digits\nnetwork: {{hidden: [3]}}");
        Assert.Equal(1, mistake.Line);
        Assert.Contains("name must be usable as a folder's name", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_too_long() =>
        Assert.Contains("1 to 100", Specs.Mistake(Specs.Minimal, $"name={new string('a', 101)}").Message, StringComparison.Ordinal);

    /// <summary>A message may take long to make, such as one that looks for the nearest name.</summary>
    [Fact]
    public void Messages_are_made_for_the_first_thousand_alone()
    {
        var (errors, made) = (new SpecErrors(), 0);
        var scope = new ReadScope("it", [], "/", errors);
        foreach (var line in Enumerable.Range(1, 3000))
            scope.Fail(new ScalarNode(new SpecLocation("spec.yaml", line, 1), "x", IsPlain: true), "better", () => $" ({++made})");
        Assert.Equal(1000, made);
        var message = Assert.Throws<SpecException>(errors.ThrowIfAny).Message;
        Assert.StartsWith("spec.yaml:1:1: it must be better; found x (1)\n", message, StringComparison.Ordinal);
        Assert.EndsWith("\nand 2980 more mistakes", message, StringComparison.Ordinal);
    }
}
