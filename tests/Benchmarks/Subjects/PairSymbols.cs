using Engine.Randomness;

namespace Benchmarks.Subjects;

/// <summary>Symbols of neurons of which each prefers one class.</summary>
/// <param name="Codes"><c>[neurons][samples]</c>.</param>
internal sealed record PairSymbols(byte[][] Codes, byte[] Labels, int Bins)
{
    /// <summary>The outputs of <see cref="HistogramData"/> above 0 or not.</summary>
    public static PairSymbols OneBit(HistogramData data) => new(
        [
            .. Enumerable.Range(0, data.Neurons).Select(neuron => Enumerable.Range(0, data.Labels.Length)
                .Select(sample => (byte)(data.Activations[(sample * data.Neurons) + neuron] > 0 ? 1 : 0)).ToArray()),
        ],
        data.Labels, 2);

    public static PairSymbols Draw(int samples, int neurons, int bins)
    {
        var random = new RandomStream(0, RandomPurpose.DataGeneration, 0);
        byte[] labels = [.. Enumerable.Range(0, samples).Select(_ => (byte)random.NextInt(HistogramData.Classes))];
        return new PairSymbols([.. Enumerable.Range(0, neurons).Select(Of)], labels, bins);

        byte[] Of(int neuron) =>
            [.. labels.Select(label => (byte)Math.Min(bins - 1, random.NextInt(bins) + (label == neuron % HistogramData.Classes ? 1 : 0)))];
    }
}
