using System.Globalization;
using Engine.Ablation.Replacing;
using Engine.Data;
using Engine.Networks;

namespace Engine.Ablation.Selecting;

/// <summary>
/// The order <c>greedy-accuracy</c>: at each step the neuron goes without which most samples are right; of equal ones that with the
/// smallest cross-entropy, and of these the first. Every candidate of every step is evaluated: n (n + 1) / 2 times what follows a neuron.
/// It sees the samples that it counts on; elsewhere it is no best order.
/// </summary>
/// <param name="network">As for inference: folded and flushed.</param>
/// <param name="data">All of them are counted.</param>
public sealed class GreedyRemoval(Network network, LabelledData data, Replacements replaced, ParallelOptions parallel)
{
    /// <returns>The scope's neurons, first removed first.</returns>
    /// <exception cref="UserErrorException">The data does not fit the network, or a loss is not finite.</exception>
    public NeuronId[] Order(AblationScope scope)
    {
        var left = scope.Neurons(network.Shape).ToList();
        var order = new List<NeuronId>(left.Count);
        var state = new RemovalState(network, data, replaced, parallel);
        while (left.Count > 0)
        {
            var outcomes = new RemovalOutcome[left.Count];
            Parallel.For(0, outcomes.Length, parallel, () => new RemovalRoom(network.Shape), (at, _, room) =>
            {
                outcomes[at] = state.Without(left[at], room);
                return room;
            }, _ => { });
            var best = 0;
            for (var at = 1; at < outcomes.Length; at++)
                best = outcomes[at].IsBetterThan(outcomes[best]) ? at : best;
            state.Remove(left[best]);
            order.Add(left[best]);
            left.RemoveAt(best);
        }
        return [.. order];
    }
}

/// <summary>How much <see cref="GreedyRemoval"/> computes, and how much is too much.</summary>
public static class GreedyWork
{
    /// <summary>Multiply-adds of one network in all its scopes: some minutes on a few cores.</summary>
    public const double Most = 1e13;

    /// <summary>Multiply-adds of a scope, if no output is 0: each neuron is tried in (n + 1) / 2 of n steps, and then all that follows it
    /// is computed.</summary>
    public static double Of(NetworkShape shape, AblationScope scope, int samples)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var neurons = scope.Neurons(shape).GroupBy(neuron => neuron.Layer).ToArray();
        var tries = (neurons.Sum(layer => layer.Count()) + 1) / 2.0;
        return tries * samples * neurons.Sum(layer => layer.Count() * Following(shape, layer.Key));
    }

    /// <exception cref="UserErrorException">It would be more than <see cref="Most"/>.</exception>
    public static void Require(NetworkShape shape, IReadOnlyCollection<AblationScope> scopes, int samples)
    {
        var work = scopes.Sum(scope => Of(shape, scope, samples));
        if (work <= Most)
            return;
        var enough = (int)(Most / (work / samples));
        throw new UserErrorException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the order greedy-accuracy needs about {work:0.0e+0} multiply-adds for {shape.HiddenName} on {samples} samples, in "
                    + $"{string.Join(", ", scopes)}; at most {Most:0e+0} are computed. ")
                + (enough > 0 ? $"Set ablation.greedy_samples to {enough} or less, name" : "Name")
                + " fewer ablation.scopes, or leave the order out.");
    }

    private static double Following(NetworkShape shape, int layer)
    {
        double following = shape.Width(layer + 1);
        for (var next = layer + 1; next < shape.Layers; next++)
            following += (double)shape.Width(next) * shape.Width(next + 1);
        return following;
    }
}
