using Engine.Ablation.Replacing;
using Engine.Data;

namespace Engine.Ablation.Sets;

/// <summary>Sets of neurons, each removed by itself from the intact network.</summary>
/// <param name="Data">The samples on which right answers are counted.</param>
/// <param name="Sets">Each of hidden neurons of the network, distinct; it may be empty.</param>
/// <param name="Replaced">What takes the place of removed outputs.</param>
/// <param name="Checks">So many pairs of a set and a sample are recomputed by a full forward pass in float64 and must agree.</param>
/// <param name="Seed">Chooses what is checked.</param>
public sealed record SetRequest(LabelledData Data, IReadOnlyList<NeuronId[]> Sets, Replacements Replaced, int Checks, ulong Seed)
{
    public const int DefaultChecks = 64;
}
