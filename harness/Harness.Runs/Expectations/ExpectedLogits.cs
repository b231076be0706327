using Engine;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Harness.Runs.Arrays;

namespace Harness.Runs.Expectations;

/// <summary>Logits that the original network gave: a file of arrays with <c>logits</c> <c>[k, classes]</c>, and with <c>x</c>
/// <c>[k, …]</c>, the inputs as they went into the network; or with <c>indices</c> <c>[k]</c>, the samples' numbers in the split that is
/// evaluated; else of its first k samples.</summary>
public static class ExpectedLogits
{
    /// <summary>A logit may differ by this, and by this share of its magnitude.</summary>
    public const double Tolerance = 1e-4;

    /// <param name="network">As for inference.</param>
    /// <param name="samples">The split that is evaluated, scaled as the network takes it.</param>
    /// <exception cref="UserErrorException">The file is not what is described above, or does not fit network and samples.</exception>
    public static LogitComparison Compare(string path, Network network, LabelledData samples, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        using var file = ArrayFile.Open(path, cancellation);
        var logits = Needed(file, "logits", $"[samples, {network.Classes}]", array => array.Shape.Length == 2
            && array.Rows > 0 && array.Width == network.Classes);
        var (inputs, indices) = (file.Find("x"), file.Find("indices")?.ReadIntegers());
        if (inputs is not null)
            Needed(file, "x", $"[{logits.Rows}, {network.Inputs}]", array => array.Shape.Length >= 1 && array.Rows == logits.Rows
                && array.Width == network.Inputs);
        else if (indices is not null)
            CheckIndices(path, indices, logits.Rows, samples.Samples);
        else if (logits.Rows > samples.Samples)
            throw new UserErrorException($"{path}: has logits of {logits.Rows} samples, but {samples.Samples} are evaluated; give x, the "
                + "inputs that they are of");
        var comparison = new LogitComparison(logits.Rows);
        var pass = new ReferencePass(network);
        var none = network.Shape.Hidden.Select(width => new bool[width]).ToArray();
        var (input, expected) = (new float[network.Inputs], new float[network.Classes]);
        for (var row = 0L; row < logits.Rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            logits.Read(row, expected);
            if (Array.FindIndex(expected, value => !float.IsFinite(value)) is >= 0 and var wrong)
                throw new UserErrorException($"{path}: logits[{row}, {wrong}] is {expected[wrong]}; a finite number is needed");
            if (inputs is not null)
                inputs.Read(row, input);
            else
                samples.Features.Read((int)(indices?[row] ?? row), input);
            comparison.Add(row, pass.Logits(input, none), expected);
        }
        return comparison;
    }

    private static StoredArray Needed(ArrayFile file, string name, string shape, Func<StoredArray, bool> fits)
    {
        var found = file.Find(name)
            ?? throw new UserErrorException($"{file.Path}: has no array {name}; it has "
                + $"{string.Join(", ", file.Arrays.Take(5).Select(array => array.Name).DefaultIfEmpty("none"))}. Save it by "
                + "numpy.savez(FILE, logits=…)");
        return fits(found)
            ? found
            : throw new UserErrorException($"{file.Path}: {name} has shape {found.ShapeName}; {shape} is needed");
    }

    private static void CheckIndices(string path, long[] indices, long rows, int samples)
    {
        if (indices.Length != rows)
            throw new UserErrorException($"{path}: has {indices.Length} indices for logits of {rows} samples; as many are needed");
        if (Array.FindIndex(indices, index => index < 0 || index >= samples) is >= 0 and var wrong)
            throw new UserErrorException($"{path}: indices[{wrong}] is {indices[wrong]}; the samples that are evaluated are 0 to "
                + $"{samples - 1}");
    }
}

/// <summary>How logits compare with those expected.</summary>
public sealed class LogitComparison(long samples)
{
    private double _excess = double.NegativeInfinity, _largest;
    private (long Sample, int Class, double Found, double Expected) _worst;
    private long _sameAnswers;

    /// <summary>Whether every logit lies within the tolerance.</summary>
    public bool Holds => _excess <= 0;

    /// <summary>For people.</summary>
    public string Text => FormattableString.Invariant(
        $"the logits of {samples} samples differ by at most {_largest:0.0e-0}")
        + (Holds
            ? ""
            : FormattableString.Invariant($" (sample {_worst.Sample}, class {_worst.Class}: {_worst.Found:0.####} here, ")
                + FormattableString.Invariant($"{_worst.Expected:0.####} expected; at most 1e-4 + 1e-4 of it are allowed); ")
                + FormattableString.Invariant($"the answers agree on {_sameAnswers} of {samples}"));

    internal void Add(long sample, double[] found, float[] expected)
    {
        for (var c = 0; c < found.Length; c++)
        {
            var difference = Math.Abs(found[c] - expected[c]);
            _largest = double.IsNaN(difference) ? difference : Math.Max(_largest, difference);
            var excess = difference - (ExpectedLogits.Tolerance * (1 + Math.Abs((double)expected[c])));
            // A logit that is no number is worst.
            excess = double.IsNaN(excess) ? double.PositiveInfinity : excess;
            if (excess > _excess)
                (_excess, _worst) = (excess, (sample, c, found[c], expected[c]));
        }
        if (Array.IndexOf(found, found.Max()) == Array.IndexOf(expected, expected.Max()))
            _sameAnswers++;
    }
}
