using System.Collections.Immutable;
using Engine.Ablation;
using Harness.Report.Sweeps;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report;

/// <summary>A neuron's pairs, of those that the table <c>pairs</c> keeps.</summary>
/// <param name="Copies">The neurons that say most about it: copies and opposites.</param>
/// <param name="Partners">Those with which it says most about the class.</param>
public sealed record NeuronPairs(ImmutableArray<StoryPair> Copies, ImmutableArray<StoryPair> Partners)
{
    private const int Named = 3;

    /// <returns>Null where the run measured no pairs.</returns>
    /// <exception cref="Engine.UserErrorException">The table is damaged.</exception>
    internal static NeuronPairs? Of(ResultFolder folder, string run, NeuronId neuron)
    {
        if (!folder.HasFile(PairsTable.Definition.Schema.Name, run))
            return null;
        var pairs = Read(new SweepTable(folder.Read(PairsTable.Definition.Schema, run)), neuron).ToArray();
        return new NeuronPairs(
            [.. pairs.OrderByDescending(pair => pair.Mutual).Take(Named)], [.. pairs.OrderByDescending(pair => pair.Joint).Take(Named)]);
    }

    private static IEnumerable<StoryPair> Read(SweepTable table, NeuronId neuron)
    {
        NeuronId[] first = Ids("i"), second = Ids("j");
        double[] mutual = table.Numbers("i_pair"), joint = table.Numbers("i_joint"), redundancy = table.Numbers("redundancy"),
            synergy = table.Numbers("synergy"), q = table.Numbers("q_value");
        return Enumerable.Range(0, table.Rows).Where(row => first[row] == neuron || second[row] == neuron)
            .Select(row => (row, other: first[row] == neuron ? second[row] : first[row]))
            .Select(pair => new StoryPair(
                pair.other.Layer, pair.other.Neuron, mutual[pair.row], joint[pair.row], redundancy[pair.row], synergy[pair.row],
                q[pair.row]));

        NeuronId[] Ids(string end) =>
            [.. table.Integers($"layer_{end}").Zip(table.Integers($"neuron_{end}"), (layer, place) => new NeuronId(layer, place))];
    }
}

/// <summary>Another neuron, and what it and the neuron of the story have; information in bits.</summary>
/// <param name="Mutual">What their outputs say about each other.</param>
/// <param name="Joint">What both say about the class.</param>
/// <param name="Redundancy">Of that, what each says.</param>
/// <param name="Synergy">Of that, what only both together say.</param>
public sealed record StoryPair(int Layer, int Neuron, double Mutual, double Joint, double Redundancy, double Synergy, double QValue);
