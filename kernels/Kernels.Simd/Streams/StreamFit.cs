using Engine;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Networks;

namespace Kernels.Simd.Streams;

/// <summary>Refuses outputs that the named activation cannot give, and rules that do not fit outputs.</summary>
internal static class StreamFit
{
    public static void Require(StreamedOutputs stream, StreamRequest request, ActivationStatistics[] statistics)
    {
        if (request.Activation is { } activation)
            RequireActivation(stream, activation, statistics);
        var zero = request.Rules.FirstOrDefault(rule => rule.Kind == QuantizerKind.ZeroUniform);
        if (zero.Kind == QuantizerKind.ZeroUniform && Array.FindIndex(statistics, neuron => neuron.Min < 0) is var negative and >= 0)
            throw new UserErrorException(
                $"{stream.Name}: neuron {negative} has the output {statistics[negative].Min:R}, and the quantizer {zero} is for outputs "
                    + $"that are exactly 0 or above it. Choose one-bit, uniform-{zero.Bits} or quantile-{zero.Bits}.");
    }

    private static void RequireActivation(StreamedOutputs stream, Activation activation, ActivationStatistics[] statistics)
    {
        var function = ActivationFunction.Of(activation);
        var low = function.IsNonNegative ? 0 : function.Bounds?.Low ?? float.NegativeInfinity;
        var high = function.Bounds?.High ?? float.PositiveInfinity;
        var wrong = Array.FindIndex(statistics, neuron => neuron.Min < low || neuron.Max > high);
        if (wrong < 0)
            return;
        var output = statistics[wrong].Min < low ? statistics[wrong].Min : statistics[wrong].Max;
        throw new UserErrorException(
            $"{stream.Name}: neuron {wrong} has the output {output:R}, which {ActivationName.Of(activation)} does not give. Leave "
                + "--activation out, or name the one that these are the outputs of.");
    }
}
