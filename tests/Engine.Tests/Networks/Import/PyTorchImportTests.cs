using System.Text.Json;
using Engine.Inference;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Safetensors;

namespace Engine.Tests.Networks.Import;

/// <summary>Networks of many kinds, saved by PyTorch: the logits are PyTorch's within 1e-4, or the file is refused.</summary>
public sealed class PyTorchImportTests(PyTorchNetworks networks) : IClassFixture<PyTorchNetworks>
{
    private const string Relu = "--activation relu", Eps = Relu + " --bn-eps 1e-5";

    [Theory]
    [InlineData("logistic", "")]
    [InlineData("sequential", Relu)]
    [InlineData("flatten", Relu)]
    [InlineData("gelu", "--activation gelu")]
    [InlineData("relu-then-tanh-layers", "--activation relu,tanh")]
    [InlineData("dropout", Relu + " --dropout")]
    [InlineData("dropout", Relu + " --layers 0,3")]
    [InlineData("norm-before", Eps)]
    [InlineData("norm-after", Eps)]
    [InlineData("norm-before-dropout", Eps + " --dropout")]
    [InlineData("norm-after-dropout", "--bn-eps 1e-5 --layers 0,relu,2,dropout,4")]
    [InlineData("norm-eps", Relu + " --bn-eps 0.1")]
    [InlineData("norm-of-inputs", Eps)]
    [InlineData("norm-of-logits", Eps)]
    [InlineData("norm-without-affine", Eps)]
    [InlineData("norm-without-bias-before", Eps)]
    [InlineData("norm-in-class", "--bn-eps 1e-5 --layers fc1,relu,bn1,fc2")]
    [InlineData("no-bias", Relu)]
    [InlineData("pruned", Relu)]
    [InlineData("weight-norm", Relu)]
    [InlineData("weight-norm-parametrized", Relu)]
    [InlineData("averaged", Relu)]
    [InlineData("data-parallel", Relu)]
    [InlineData("ema-beside", Relu + " --prefix ema")]
    [InlineData("bool-buffer", Relu)]
    [InlineData("int-buffer", Relu)]
    [InlineData("half", Relu)]
    [InlineData("bfloat16", Relu)]
    [InlineData("double", Relu)]
    [InlineData("numbered-class", Relu)]
    [InlineData("numbered-class-equal-widths", Relu + " --layers fc1,fc2,fc3")]
    [InlineData("words", Relu + " --layers inp,layer_one,layer_two,layer_three,out")]
    [InlineData("words-that-chain", Relu)]
    [InlineData("module-list", "--layers 0,relu,1,relu,2")]
    [InlineData("blocks", Eps)]
    [InlineData("blocks-norm-after", "--bn-eps 1e-5 --layers 0.0,relu,0.2,1")]
    public void Its_logits_are_those_of_PyTorch(string kind, string options) =>
        Assert.InRange(networks.Difference(kind, Hints(options)), 0, 1e-4);

    /// <summary>A file that says too little is refused, and the refusal names what is missing.</summary>
    [Theory]
    [InlineData("sequential", "", "give --activation")]
    [InlineData("relu-then-tanh-in-one-gap", Relu, "two activations, which is another network")]
    [InlineData("dropout", Relu, "give --dropout")]
    [InlineData("norm-before", Relu, "give --bn-eps")]
    [InlineData("norm-after", Relu, "give --bn-eps")]
    [InlineData("norm-eps", Relu, "give --bn-eps")]
    [InlineData("norm-before-dropout", Eps, "give --dropout")]
    [InlineData("norm-after-dropout", Eps, "which is the activation is not to be seen")]
    [InlineData("norm-without-statistics", Eps, "a batch normalization without running statistics")]
    [InlineData("norm-in-class", Eps, "before or after the activation")]
    [InlineData("no-activation", Relu, "without a gap in the numbers")]
    [InlineData("spectral-norm", Relu, "a parametrization that cannot be read")]
    [InlineData("spectral-norm-old", Relu, "spectral normalization")]
    [InlineData("orthogonal", Relu, "a parametrization that cannot be read")]
    [InlineData("ema-beside", Relu, "holds 2 copies of a network, under the prefixes model and ema")]
    [InlineData("float-buffer", Relu, "mean")]
    [InlineData("numbered-class-equal-widths", Relu, "a residual connection")]
    [InlineData("words", Relu, "--layers")]
    [InlineData("residual", Relu, "a residual connection")]
    [InlineData("layer-used-twice", Relu, "a residual connection")]
    [InlineData("concatenated", Relu, "must chain")]
    [InlineData("module-list", Relu, "without a gap in the numbers")]
    [InlineData("blocks-norm-after", Eps, "which is the activation is not to be seen")]
    [InlineData("layer-norm", Relu, "a LayerNorm")]
    [InlineData("prelu", Relu, "a PReLU")]
    [InlineData("convolution", Relu, "a convolution")]
    [InlineData("lstm", Relu, "a recurrent layer")]
    public void It_is_refused(string kind, string options, string reason)
    {
        var message = Assert.ThrowsAny<UserErrorException>(() => networks.Read(kind, Hints(options))).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    /// <summary>With an expectation the most usual reading is tried, and a wrong one shows in the logits.</summary>
    [Theory]
    [InlineData("dropout", true)]
    [InlineData("norm-before", true)]
    [InlineData("norm-after-dropout", true)]
    [InlineData("numbered-class-equal-widths", true)]
    [InlineData("module-list", true)]
    [InlineData("blocks-norm-after", true)]
    [InlineData("relu-then-tanh-in-one-gap", false)]
    [InlineData("norm-eps", false)]
    [InlineData("norm-in-class", false)]
    [InlineData("no-activation", false)]
    [InlineData("float-buffer", false)]
    [InlineData("residual", false)]
    [InlineData("layer-used-twice", false)]
    public void What_is_guessed_is_the_network_or_differs_from_it(string kind, bool isSame)
    {
        var hints = Hints(Relu) with { IsChecked = true };
        Assert.NotEmpty(networks.Read(kind, hints).Guesses);
        var difference = networks.Difference(kind, hints);
        Assert.True(isSame ? difference < 1e-4 : difference > 1e-2, $"{kind} differs by {difference}");
    }

    /// <summary>The options of the command line that matter here.</summary>
    private static ImportHints Hints(string options)
    {
        var words = options.Split(' ');
        return new ImportHints
        {
            Activations =
            [
                .. Of("--activation").Select(name => ActivationName.TryParse(name, out var one) ? one : throw new ArgumentException(name)),
            ],
            Epsilons = [.. Of("--bn-eps").Select(text => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture))],
            Layers = [.. Of("--layers")],
            Prefix = Of("--prefix").FirstOrDefault(),
            HasDropout = words.Contains("--dropout"),
        };

        string[] Of(string option) => words.Contains(option) ? words[Array.IndexOf(words, option) + 1].Split(',') : [];
    }
}

/// <summary>The networks, and PyTorch's logits of some inputs.</summary>
public sealed class PyTorchNetworks : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<JsonElement> _answer;

    public PyTorchNetworks() => _answer = new(() => PythonScript.Ask(PythonWitness.Require("torch"), "imported.py", new { }, _folder[""]));

    public NetworkImport Read(string kind, ImportHints hints)
    {
        Assert.True(_answer.Value.GetProperty("logits").TryGetProperty(kind, out _));
        var content = SafetensorsFile.Read(_folder[$"{kind}.safetensors"]);
        return NetworkImport.Read(content.Tensors, content.Metadata, hints, kind);
    }

    /// <summary>The largest difference of a logit from PyTorch's.</summary>
    public double Difference(string kind, ImportHints hints)
    {
        var network = Read(kind, hints).ToNetwork().ForInference();
        var pass = new ReferencePass(network);
        var none = network.Shape.Hidden.Select(width => new bool[width]).ToArray();
        var inputs = _answer.Value.GetProperty("inputs").Deserialize<float[][]>()!;
        var logits = _answer.Value.GetProperty("logits").GetProperty(kind).Deserialize<double[][]>()!;
        return inputs.Zip(logits).Max(pair => pass.Logits(pair.First, none).Zip(pair.Second).Max(two => Math.Abs(two.First - two.Second)));
    }

    public void Dispose() => _folder.Dispose();
}
