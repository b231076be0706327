using Engine.Measures;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Pairs;

/// <summary>The table of pairs beside that of neurons, which is made in another way.</summary>
public sealed class PairsTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[layers]", "one-bit", (12 * 11 / 2) + (8 * 7 / 2))]
    [InlineData("[network]", "uniform-2", 20 * 19 / 2)]
    [InlineData("[layers, network]", "one-bit", 20 * 19 / 2)]
    public void What_two_have_is_what_each_has(string scopes, string quantizer, int pairs)
    {
        var table = Table($"pairs.scopes={scopes}", $"pairs.quantizer={quantizer}", "pairs.whole=true");
        Assert.Equal(pairs, table.Rows);
        var alone = Alone(quantizer);
        double[] redundancy = Of("redundancy"), first = Of("unique_i"), second = Of("unique_j"), joint = Of("i_joint"),
            interaction = Of("interaction"), minimal = Of("redundancy_mmi");
        for (var row = 0; row < table.Rows; row++)
        {
            var own = alone[(table.Values<int>("layer_i")[row], table.Values<int>("neuron_i")[row])];
            var other = alone[(table.Values<int>("layer_j")[row], table.Values<int>("neuron_j")[row])];
            Assert.Equal(own, redundancy[row] + first[row], 1e-11);
            Assert.Equal(other, redundancy[row] + second[row], 1e-11);
            Assert.Equal(joint[row] - own - other, interaction[row], 1e-11);
            Assert.Equal(Math.Min(own, other), minimal[row], 1e-11);
            Assert.True(joint[row] >= Math.Max(own, other) - 1e-11);
        }
        Assert.Equal(BenjaminiHochberg.QValues(Of("p_value")), Of("q_value"));
        Assert.Equal([quantizer], table.Values<string>("quantizer").Distinct());
        Assert.Equal(["validation"], table.Values<string>("split").Distinct());

        double[] Of(string column) => table.Values<double>(column);
    }

    [Fact]
    public void Some_are_kept_and_none_where_none_is_asked_for()
    {
        Assert.InRange(Table("pairs.scopes=[network]", "pairs.top=2").Rows, 2, 6 * 2);
        new TestSweep(_folder["none"], "seeds=1").Run();
        Assert.False(Directory.Exists(_folder["none/pairs"]));
    }

    /// <summary>Without a pair the table is empty; more pairs than there are is all of them.</summary>
    [Fact]
    public void Of_one_neuron_there_is_no_pair_and_of_few_all_are_kept()
    {
        Assert.Equal(0, Table("pairs.scopes=[network]", "network.hidden=[1]").Rows);
        Directory.Delete(_folder["out"], recursive: true);
        Assert.Equal(4 * 3 / 2, Table("pairs.scopes=[network]", "network.hidden=[3, 1]", "pairs.top=1000000").Rows);
    }

    private Table Table(params string[] settings)
    {
        new TestSweep(_folder["out"], ["seeds=1", "measures.quantizer=[one-bit, uniform-2]", .. settings]).Run();
        return ResultTables.Of(_folder["out"], "pairs");
    }

    private Dictionary<(int, int), double> Alone(string quantizer)
    {
        var neurons = ResultTables.Of(_folder["out"], "neurons");
        return Enumerable.Range(0, neurons.Rows).Where(row => neurons.Values<string>("quantizer")[row] == quantizer).ToDictionary(
            row => (neurons.Values<int>("layer")[row], neurons.Values<int>("neuron")[row]),
            row => neurons.Values<double>("mutual_information")[row]);
    }
}
