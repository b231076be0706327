using Engine.Ablation;
using Engine.Data;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>A network, samples, and orders of one scope, all drawn from a fixed seed.</summary>
/// <param name="Hidden">Widths, e.g. <c>33-1-16</c>.</param>
/// <param name="Layer">The scope: a hidden layer, or 0 for the whole network.</param>
public sealed record AblationCase(string Hidden, Activation Activation, bool BatchNorm, int Inputs, int Classes, int Samples, int Layer)
{
    private const ulong Seed = 20;

    /// <summary>The activations of the hidden layers where they differ, e.g. <c>Relu Tanh</c>; else empty.</summary>
    public string Mixed { get; init; } = "";

    public AblationScope Scope => new(Layer);

    public NetworkShape Shape => new(Inputs, [.. Hidden.Split('-').Select(int.Parse)], Classes, Activation, BatchNorm)
    {
        Mixed = [.. Mixed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Activation>)],
    };

    /// <summary>Of the third neuron of every wide enough ReLU layer the output is always 0.</summary>
    public Network Network => RandomNetworks.Create(Shape, Seed);

    public LabelledData Data => RandomData.Create(Samples, Inputs, Classes, Seed);

    /// <summary>By number, the reverse of it, and two random orders.</summary>
    public AblationOrder[] Orders => ScopeOrders.Of(Scope, Shape, Seed);

    public AblationRequest Request(int checks = AblationRequest.DefaultChecks) => new(Data, Scope, Orders, checks, Seed);

    public override string ToString() =>
        $"{Inputs}-{Hidden}-{Classes} "
            + $"{(Mixed.Length > 0 ? Mixed : Activation.ToString())}{(BatchNorm ? " batch norm" : "")}, {Samples} samples, {Scope}";
}
