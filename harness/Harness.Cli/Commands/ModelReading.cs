using System.Collections.Immutable;
using Engine;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Numerics;
using Engine.Safetensors;
using Harness.Cli.Output;
using Harness.Runs.Arrays;
using Harness.Runs.Expectations;

namespace Harness.Cli.Commands;

/// <summary>Reads the network of a command line, says what was understood, and holds it against what is expected of it.</summary>
internal sealed class ModelReading
{
    private readonly ModelRequest _request;

    private ModelReading(ModelRequest request, NetworkImport read, InputScale? scale, string sha256)
    {
        (_request, Read, Scale, Sha256) = (request, read, scale, sha256);
        Network = read.ToNetwork();
    }

    public NetworkImport Read { get; }

    public Network Network { get; }

    /// <summary>Of the network's inputs, where the file has one.</summary>
    public InputScale? Scale { get; }

    /// <summary>Of the file.</summary>
    public string Sha256 { get; }

    /// <summary>Names of the classes, where the file has them.</summary>
    public ImmutableArray<string> ClassNames { get; private init; } = [];

    /// <summary>The activation that fewest measures suit; a spec is held against it.</summary>
    public Activation Strictest => StrictestOf(Read.DistinctActivations);

    /// <summary>Likewise.</summary>
    public static Activation StrictestOf(IEnumerable<Activation> activations) => activations
        .MinBy(one => (ActivationFunction.Of(one).IsNonNegative ? 1 : 0) + (one == Activation.Relu ? 1 : 0));

    /// <exception cref="UserErrorException">The file is missing, damaged, or holds no network that can be read.</exception>
    public static ModelReading Of(ModelRequest request, CancellationToken cancellation)
    {
        if (!File.Exists(request.Path))
            throw new UsageException($"{request.Option} {request.Path}: there is no such file");
        var content = IsSafetensors(request.Path)
            ? SafetensorsFile.Read(request.Path, cancellation)
            : StateDict.Read(request.Path, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var read = NetworkImport.Read(content.Tensors, content.Metadata, request.Hints, request.Path);
        cancellation.ThrowIfCancellationRequested();
        return new ModelReading(
            request, read, StoredScale.Read(content.Metadata, read.Layers[0].Inputs, request.Path), content.Sha256)
        {
            ClassNames = Harness.Runs.Tables.ClassNames.Read(
                content.Metadata.GetValueOrDefault(Harness.Runs.Tables.ClassNames.MetadataKey)),
        };
    }

    /// <summary>Beside outputs that are large enough they would count.</summary>
    public void WarnOfTinyWeights()
    {
        var tiny = Network.Layers.Sum(layer => layer.Weight.Count(weight => weight != 0 && FlushRule.Apply(weight) == 0));
        if (tiny > 0)
            Terminal.Error.Line(
                $"warning: {_request.Path}: weights below 2^-63 (1.1e-19) count as 0, and {tiny} are. Where the outputs before them are as "
                    + "large, move a factor from one layer to the next.");
    }

    /// <summary>Says what was understood, and whether that was checked.</summary>
    /// <param name="split">The samples that accuracy is evaluated on.</param>
    /// <param name="data">Of it, through <paramref name="scale"/>.</param>
    /// <param name="quiet">Nothing is said; what is expected must hold all the same.</param>
    /// <param name="told">Lines that were said of other networks of a series, which are not said again.</param>
    /// <exception cref="UserErrorException">It is not what is expected.</exception>
    public void Check(
        string split, LabelledData data, InputScale scale, int threads, bool quiet, ISet<string> told, CancellationToken cancellation)
    {
        if (quiet && !_request.IsChecked)
            return;
        var held = new List<string>();
        if (_request.Logits is { } file)
            held.Add(Logits(file, data, scale, cancellation));
        var accuracy = data.Samples == 0 ? double.NaN : Evaluate(data, threads, cancellation);
        var text = FormattableString.Invariant($"{accuracy:0.0000} ({Math.Round(accuracy * data.Samples)} of {data.Samples})");
        if (_request.Accuracy is { } expected && !expected.Holds(accuracy, data.Samples))
            throw Differs(
                $"its accuracy on {split} is {text}, expected is {expected.Text} within {ExpectedAccuracy.ToleranceText(data.Samples)}",
                scale);
        if (_request.Accuracy is { } kept)
            held.Add($"the accuracy is {kept.Text} within {ExpectedAccuracy.ToleranceText(data.Samples)}");
        // One answer in many is weak evidence: what was guessed is told whatever else is not.
        if (_request.Logits is null)
            foreach (var guess in Read.Guesses)
                Terminal.Error.Line(
                    $"warning: {_request.Path}: guessed, and only the accuracy was held against it (--expect is surer): {guess}");
        if (quiet)
            return;
        Terminal.Error.Line($"{_request.Title}: {Read.Lines[0]}");
        Tell(Read.Lines.Skip(1).Append($"inputs {Text(scale)}").Where(told.Add));
        Tell([$"accuracy on {split}: {text}"]);
        const string free = "not checked against the original: give its accuracy, --expect-accuracy, or some of its logits, --expect";
        if (held.Count > 0)
            Tell([$"as expected: {string.Join("; ", held)}"]);
        else if (told.Add(free))
            Tell([free]);
    }

    private static void Tell(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Terminal.Error.Line($"  {line}");
    }

    /// <returns>How near they are.</returns>
    private string Logits(string file, LabelledData data, InputScale scale, CancellationToken cancellation)
    {
        var compared = ExpectedLogits.Compare(file, Network.ForInference(), data, cancellation);
        return compared.Holds ? compared.Text : throw Differs($"{compared.Text}, by {file}", scale);
    }

    /// <summary>Whether a file is none of the other formats; only a stream cannot be looked at before.</summary>
    private static bool IsSafetensors(string path)
    {
        if (SpecialFile.Is(path))
            return true;
        try
        {
            using var file = File.OpenRead(path);
            var start = new byte[9];
            return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)) switch
            {
                // The length of a header that a person could have written ends in zeros.
                [_, _, _, _, 0, 0, 0, 0, (byte)'{'] => true,
                [(byte)'P', (byte)'K', 3, 4, ..] or [0x80, >= 2 and <= 5, ..] or [(byte)'{', > 0, > 0, ..] => false,
                // Of a file of another name nobody expects a header.
                [_, _, _, _, _, _, _, _, (byte)'{'] => true,
                _ => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase),
            };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot be read ({FileFault.Of(cause)}).", cause);
        }
    }

    private double Evaluate(LabelledData data, int threads, CancellationToken cancellation)
    {
        using var packed = new PackedNetwork(Network);
        using var team = new WorkerTeam(threads);
        return Evaluator.Evaluate(packed, data, team, VectorWidths.Widest, cancellation).Accuracy;
    }

    private UserErrorException Differs(string found, InputScale scale) => new(
        $"{_request.Path}: {found}. Read was {string.Join("; ", Read.Lines)}; inputs {Text(scale)}. Likely causes: {Before}, the order of "
            + $"the layers (--layers), the activation ({_request.Hints.ActivationOption}), the place or the eps of a batch normalization "
            + "(--layers, --bn-eps), a connection that is no chain. Nothing was written.");

    private string Before => _request.IsHead
        ? "what lies between the activations and the head's first Linear (an activation function, a pooling, a normalization)"
        : "the preprocessing of the inputs (input.mean, input.std)";

    private string Text(InputScale scale) => scale switch
    {
        _ when _request.IsHead => "as the activations were saved",
        { IsIdentity: true } => "as the data set gives them",
        { Mean.Length: <= 3 } => FormattableString.Invariant(
            $"minus {string.Join(", ", scale.Mean.Select(Number))}, divided by {string.Join(", ", scale.Std.Select(Number))}"),
        _ => $"minus {scale.Mean.Length} means, divided by as many deviations",
    };

    private static string Number(double value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}
