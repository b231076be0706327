using Engine.Ablation.Sets;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Ablation;

/// <summary>
/// Ablation in the plainest way: for every sample the whole network again, in float64, with the removed neurons masked. Every faster
/// evaluation is judged against it.
/// </summary>
/// <param name="network">Batch normalization is folded in and parameters are flushed, as every evaluation does.</param>
public sealed class ReferenceAblation(Network network)
{
    private readonly Network _network = network.ForInference();

    /// <returns>One curve for each order, in their order; losses are means of float64, near ties those below
    /// <see cref="SampleScore.NearTie"/>.</returns>
    /// <exception cref="UserErrorException">The data does not fit the network or holds no sample, or a loss is not finite.</exception>
    /// <exception cref="ArgumentException">An order is no permutation of the scope's neurons.</exception>
    public IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.RequireFit(_network);
        return [.. request.Orders.Select(order => Curve(request, order, cancellation))];
    }

    /// <summary>Removes sets of neurons, each by itself.</summary>
    /// <returns>Losses are means of float64, near ties those below <see cref="SampleScore.NearTie"/>.</returns>
    /// <exception cref="UserErrorException">The data does not fit the network or holds no sample, or a loss is not finite.</exception>
    /// <exception cref="ArgumentException">A set has a neuron that the network has not, or one twice.</exception>
    public SetFindings Remove(SetRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool[][][] masks = [.. request.RequireFit(_network).Select(set => set.Mask(_network.Shape.Hidden))];
        var none = _network.Shape.Hidden.Select(width => new bool[width]).ToArray();
        var outcomes = new SetOutcome[masks.Length + 1];
        var pass = new ReferencePass(_network);
        var input = new float[_network.Inputs];
        for (var sample = 0; sample < request.Data.Samples; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            request.Data.Features.Read(sample, input);
            var replaced = ScoreCheck.Replaced(_network, request.Replaced, sample);
            var label = request.Data.Labels[sample];
            var intact = ReferencePass.Score(pass.Logits(input, none, replaced), label);
            for (var set = 0; set < outcomes.Length; set++)
            {
                var (predicted, gap, loss) = set < masks.Length
                    ? ReferencePass.Score(pass.Logits(input, masks[set], replaced), label)
                    : intact;
                if (!double.IsFinite(loss))
                    throw SetRequest.NotFinite(sample, loss);
                var before = outcomes[set];
                outcomes[set] = new SetOutcome(
                    before.Correct + (predicted == label ? 1 : 0),
                    before.Loss + (loss / request.Data.Samples),
                    before.NearTies + (gap < SampleScore.NearTie ? 1 : 0),
                    before.Changed + (predicted == intact.Predicted ? 0 : 1));
            }
        }
        return new SetFindings(request.Data.Samples, outcomes[^1], [.. outcomes.SkipLast(1)]);
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
        return new AblationCurve(
            request.Scope, order.Name, order.Direction, order.Repetition, order.Removed, correct, loss, nearTies, request.Data.Samples);
    }
}
