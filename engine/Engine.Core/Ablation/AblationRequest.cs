using Engine.Ablation.Replacing;
using Engine.Data;
using Engine.Networks;

namespace Engine.Ablation;

/// <summary>Orders of one scope to evaluate together.</summary>
/// <param name="Data">The samples on which right answers are counted.</param>
/// <param name="Checks">So many random steps of each curve are recomputed by a full forward pass in float64 and must agree.</param>
/// <param name="Seed">Chooses the steps and samples that are checked.</param>
public sealed record AblationRequest(LabelledData Data, AblationScope Scope, IReadOnlyList<AblationOrder> Orders, int Checks, ulong Seed)
{
    public const int DefaultChecks = 4;

    /// <summary>The values in place of removed outputs; 0 unless said otherwise.</summary>
    public Replacements Replaced { get; init; } = Replacements.Zero;

    /// <exception cref="UserErrorException">The data does not fit the network, or holds no sample.</exception>
    /// <exception cref="ArgumentException">The network has no such scope, or an order is no permutation of its neurons.</exception>
    public void RequireFit(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.RequireFit(Data);
        if (Data.Samples == 0)
            throw new UserErrorException(
                $"there is no sample on which to count the right answers of {Scope}; choose a split that has some");
        var neurons = Scope.Neurons(network.Shape).ToHashSet();
        foreach (var order in Orders)
        {
            if (order.Removed.Length != neurons.Count || !neurons.SetEquals(order.Removed))
                throw new ArgumentException(
                    $"{Scope}, {order}: {order.Removed.Length} removals are not each of the scope's {neurons.Count} neurons once");
        }
    }

    /// <summary>The error of a sample whose loss is not a finite number: counts with it would mean nothing.</summary>
    public UserErrorException NotFinite(AblationOrder order, int step, int sample, double loss) => new(
        $"{Scope}, {order}, step {step}: the loss of sample {sample} is {loss}. Look for NaN or infinity in its features, "
            + "and for weights so large that outputs leave float32's range.");
}
