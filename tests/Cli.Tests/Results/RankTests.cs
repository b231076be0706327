using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>The neurons of a run, from best to worst, beside what the tables have.</summary>
public sealed class RankTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RankTests() => EngineProgram.Run(
        "run", _folder.Write("spec.yaml", SpecTexts.Digits), "--out", _folder["out"], "--quiet", "seeds=2").Exits(0);

    public void Dispose() => _folder.Dispose();

    private string Run => Path.GetFileNameWithoutExtension(Directory.GetFiles(_folder["out/runs"]).Order(StringComparer.Ordinal).First());

    [Fact]
    public void Every_neuron_has_what_the_tables_have_of_it()
    {
        var answer = JsonDocument.Parse(
            EngineProgram.Run("rank", _folder["out"], Run, "--json", "--csv", _folder["n.csv"]).Exits(0).Output).RootElement;
        var (table, curves) = (ResultTables.Of(_folder["out"], "neurons", Run), ResultTables.Of(_folder["out"], "ablation", Run));
        var ranked = answer.GetProperty("neurons").EnumerateArray().ToArray();
        Assert.Equal(14 + 9, ranked.Length);
        var lost = ranked.Select(neuron => neuron.GetProperty("lost").GetInt32()).ToArray();
        Assert.Equal(lost.OrderDescending(), lost);
        Assert.Equal(239, answer.GetProperty("samples").GetInt32());
        foreach (var neuron in ranked)
        {
            var (layer, place) = (neuron.GetProperty("layer").GetInt32(), neuron.GetProperty("neuron").GetInt32());
            var row = Enumerable.Range(0, table.Rows).First(
                at => table.Values<int>("layer")[at] == layer && table.Values<int>("neuron")[at] == place);
            Assert.Equal(table.Values<int>("single_drop_changed")[row], neuron.GetProperty("changed").GetInt32());
            Assert.Equal(table.Values<double>("single_drop")[row] * 239, neuron.GetProperty("lost").GetInt32(), 1e-9);
            var values = neuron.GetProperty("values");
            Assert.Equal(table.Values<double>("mutual_information")[row], values.GetProperty("mutual_information").GetDouble());
            var network = neuron.GetProperty("places").EnumerateArray().Single(
                one => one.GetProperty("scope").GetString() == "network" && one.GetProperty("order").GetString() == "kl-selectivity");
            var step = Enumerable.Range(0, curves.Rows).First(at =>
                (curves["scope"].Cell(at), curves["order"].Cell(at), curves["direction"].Cell(at))
                    == ("network", "kl-selectivity", "ascending")
                && curves.Values<int>("layer")[at] == layer && curves.Values<int>("neuron")[at] == place);
            Assert.Equal(curves.Values<int>("step")[step], network.GetProperty("step").GetInt32());
            var (changed, q) = (neuron.GetProperty("changed").GetInt32(), neuron.GetProperty("drop_q_value").GetDouble());
            Assert.Equal(
                changed == 0 ? "spare" : q > 0.05 ? "open" : neuron.GetProperty("lost").GetInt32() > 0 ? "matters" : "harmful",
                neuron.GetProperty("verdict").GetString());
        }
        var csv = File.ReadAllLines(_folder["n.csv"]);
        Assert.StartsWith("layer,neuron,verdict,lost,drop_p_value,drop_q_value,bins,entropy,", csv[0], StringComparison.Ordinal);
        Assert.EndsWith(",place_in_network:class-selectivity", csv[0], StringComparison.Ordinal);
        Assert.Equal(24, csv.Length);
        Assert.All(csv, line => Assert.Equal(csv[0].Split(',').Length, line.Split(',').Length));
    }

    [Fact]
    public void Rows_are_chosen_and_sorted_and_explained()
    {
        var text = EngineProgram.Run("rank", _folder["out"], Run, "--by", "kl_selectivity", "--layer", "2", "--top", "3", "--ascending")
            .Exits(0).Output;
        Assert.Contains("shown are 3 of 9", text, StringComparison.Ordinal);
        Assert.Contains("the step at which kl-selectivity removes it, lowest first", text, StringComparison.Ordinal);
        var rows = text.Split('\n').Where(line => line.StartsWith("│ 2 ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["1/9", "2/9", "3/9"], rows.Select(row => row.Split('│')[^3].Trim()));
    }

    [Fact]
    public void What_there_is_not_is_a_usage_error_that_helps()
    {
        EngineProgram.Run("rank", _folder["out"]).Exits(2).Says("has 2 runs: name one of small-s0-", "small-s1-");
        EngineProgram.Run("rank", _folder["out"], "s7").Exits(2).Says("has no run s7");
        EngineProgram.Run("rank", _folder["out"], Run, "--by", "entropi").Exits(2).Says("did you mean entropy?");
        EngineProgram.Run("rank", _folder["out"], Run, "--by", "split").Exits(2).Says("no such column of numbers");
        EngineProgram.Run("rank", _folder["out"], Run, "--layer", "3").Exits(2).Says("has the layers 1 to 2");
        EngineProgram.Run("rank", _folder["out"], Run, "--csv", _folder["out/neurons/x.csv"]).Exits(2).Says("lies in neurons of the sweep");
        EngineProgram.Run("rank", _folder["nowhere"]).Exits(2).Says("has no runs");
        var file = _folder[$"out/neurons/{Run}.parquet"];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);
        EngineProgram.Run("rank", _folder["out"], Run).Exits(1).Says($"{Run}.parquet");
    }
}
