using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Ablation;

/// <summary>
/// Cumulative ablation in the plainest way: at every step, for every sample, the whole network again, in float64, the neurons removed so
/// far masked. What every faster evaluation is judged against.
/// </summary>
/// <param name="network">Batch normalization is folded in and parameters are flushed, as every evaluation does.</param>
public sealed class ReferenceAblation(Network network)
{
    private readonly Network _network = network.ForInference();

    /// <returns>One curve for each order, in their order; losses are means of float64, near ties those below <see cref="SampleScore.NearTie"/>.</returns>
    /// <exception cref="UserErrorException">The data does not fit the network or holds no sample, or a loss is not finite.</exception>
    /// <exception cref="ArgumentException">An order is no permutation of the scope's neurons.</exception>
    public IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.RequireFit(_network);
        return [.. request.Orders.Select(order => Curve(request, order, cancellation))];
    }

    private AblationCurve Curve(AblationRequest request, AblationOrder order, CancellationToken cancellation)
    {
        var steps = order.Removed.Length + 1;
        var (correct, loss, nearTies) = (new int[steps], new double[steps], new int[steps]);
        var pass = new ReferencePass(_network);
        var input = new float[_network.Inputs];
        for (var sample = 0; sample < request.Data.Samples; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            request.Data.Features.Read(sample, input);
            var replaced = ScoreCheck.Replaced(_network, request.Replaced, sample);
            var removed = _network.Layers.Take(_network.HiddenLayers).Select(layer => new bool[layer.Outputs]).ToArray();
            for (var step = 0; step < steps; step++)
            {
                if (step > 0)
                    removed[order.Removed[step - 1].Layer - 1][order.Removed[step - 1].Neuron] = true;
                var score = ReferencePass.Score(pass.Logits(input, removed, replaced), request.Data.Labels[sample]);
                if (!double.IsFinite(score.Loss))
                    throw request.NotFinite(order, step, sample, score.Loss);
                correct[step] += score.Predicted == request.Data.Labels[sample] ? 1 : 0;
                nearTies[step] += score.Gap < SampleScore.NearTie ? 1 : 0;
                loss[step] += score.Loss / request.Data.Samples;
            }
        }
        return new AblationCurve(request.Scope, order.Name, order.Direction, order.Repetition, order.Removed, correct, loss, nearTies, request.Data.Samples);
    }
}
