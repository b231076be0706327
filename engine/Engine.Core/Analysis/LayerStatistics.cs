using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Analysis;

/// <summary>The statistics of a layer from its outputs in host memory: one definition, to the last digit, for every device.</summary>
public static unsafe class LayerStatistics
{
    /// <param name="outputs"><c>[samples, neurons]</c>, row-major without padding.</param>
    /// <param name="layer">1-based, for the message.</param>
    /// <exception cref="UserErrorException">An output is not finite.</exception>
    public static ActivationStatistics[] Of(
        float* outputs, int layer, int neurons, LabelledData data, Activation activation, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(team);
        var chunks = (data.Samples + LayerChunks.Samples - 1) / LayerChunks.Samples;
        var accumulators = new ActivationAccumulator[chunks];
        team.Run(chunks, chunk =>
        {
            var first = chunk * LayerChunks.Samples;
            var count = Math.Min(LayerChunks.Samples, data.Samples - first);
            accumulators[chunk] = new ActivationAccumulator(neurons, data.Classes, QuantizerFitting.OneBitEdge(activation));
            accumulators[chunk].Add(
                new ReadOnlySpan<float>(outputs + ((long)first * neurons), count * neurons), data.Labels.AsSpan(first, count));
        });
        for (var chunk = 1; chunk < chunks; chunk++)
            accumulators[0].Append(accumulators[chunk]);
        try
        {
            return accumulators[0].Results();
        }
        catch (InvalidOperationException cause)
        {
            throw new UserErrorException(
                $"hidden layer {layer}: {cause.Message}. Look for NaN or infinity in the features, "
                    + "and for weights so large that outputs leave float32's range.",
                cause);
        }
    }
}

/// <summary>The samples of one accumulator: fixed, because where accumulators are cut shows in the last digits.</summary>
public static class LayerChunks
{
    public const int Samples = 2048;

    /// <summary>How many samples from one on belong to its accumulator.</summary>
    public static int RoomAt(int sample) => Samples - (sample % Samples);
}
