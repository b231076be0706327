using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Reports;

public sealed class ExplainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExplainTests() => EngineProgram.Run(
        "run", _folder.Write("spec.yaml", SpecTexts.Digits), "--out", _folder["out"], "--quiet", "seeds=2",
        "measures.quantizer=one-bit", "pairs.scopes=[network]", "pairs.whole=true").Exits(0);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_tells_what_the_tables_have()
    {
        var run = Path.GetFileNameWithoutExtension(Directory.GetFiles(_folder["out/runs"]).Order(StringComparer.Ordinal).First());
        var neurons = ResultTables.Of(_folder["out"], "neurons", run);
        var row = Enumerable.Range(0, neurons.Rows)
            .Single(at => neurons.Values<int>("layer")[at] == 1 && neurons.Values<int>("neuron")[at] == 5);
        var story = JsonDocument.Parse(EngineProgram.Run("explain", _folder["out"], run, "1", "5", "--json").Exits(0).Output).RootElement;
        var measures = story.GetProperty("measures")[0];
        Assert.Equal(
            neurons.Values<double>("mutual_information")[row],
            measures.GetProperty("values").GetProperty("mutual_information").GetDouble());
        Assert.Equal(
            neurons.Values<bool>("inactive")[row] ? JsonValueKind.True : JsonValueKind.False,
            measures.GetProperty("values").GetProperty("inactive").ValueKind);
        var samples = measures.GetProperty("bins")
            .EnumerateArray().SelectMany(bin => bin.GetProperty("counts").EnumerateObject()).Sum(cell => cell.Value.GetInt32());
        Assert.Equal(neurons.Values<int>("samples")[row], samples);
        // The closest copy is the pair with the most information about each other.
        var pairs = ResultTables.Of(_folder["out"], "pairs", run);
        bool Has(int pair, string end) => pairs.Values<int>($"layer_{end}")[pair] == 1 && pairs.Values<int>($"neuron_{end}")[pair] == 5;
        var own = Enumerable.Range(0, pairs.Rows).Where(pair => Has(pair, "i") || Has(pair, "j")).ToArray();
        Assert.Equal(22, own.Length);
        Assert.Equal(
            own.Max(pair => pairs.Values<double>("i_pair")[pair]),
            story.GetProperty("pairs").GetProperty("copies")[0].GetProperty("mutual").GetDouble());
        Assert.Equal(
            own.Max(pair => pairs.Values<double>("i_joint")[pair]),
            story.GetProperty("pairs").GetProperty("partners")[0].GetProperty("joint").GetDouble());
        // Two scopes, four measures, two directions; each way is the reverse of the other, within the layer's 14 neurons.
        var places = story.GetProperty("places").EnumerateArray().ToArray();
        Assert.Equal(16, places.Length);
        var ways = places
            .Where(place => place.GetProperty("scope").GetString() == "layer-1" && place.GetProperty("order").GetString() == "entropy")
            .Sum(place => place.GetProperty("step").GetInt32());
        Assert.Equal(15, ways);
    }

    [Fact]
    public void For_people_it_is_tables()
    {
        var text = EngineProgram
            .Run("explain", _folder["out"], Path.GetFileNameWithoutExtension(Directory.GetFiles(_folder["out/runs"])[0]), "2", "0")
            .Exits(0).Output;
        Assert.All(
            new[] { "layer 2, neuron 0 of", "mutual information I(T;Y) (bits)", "output \\ class", "highest first", "best partner",
                "single-neuron drop (accuracy)" }, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_have_four_digits_and_rounding_is_0()
    {
        foreach (var run in Directory.GetFiles(_folder["out/runs"]).Select(Path.GetFileNameWithoutExtension))
        {
            var text = EngineProgram.Run("explain", _folder["out"], run!, "1", "5").Exits(0).Output;
            Assert.DoesNotMatch("[0-9]E[-+]?[0-9]", text);
            Assert.DoesNotMatch(@"[0-9]\.[0-9]{7}", text);
            Assert.Contains("mutual information I(T;Y) (bits)", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_there_is_not_is_a_usage_error_that_helps()
    {
        EngineProgram.Run("explain", _folder["out"], "small", "1", "0").Exits(2).Says("2 runs have small in their id");
        EngineProgram.Run("explain", _folder["out"], "nothing-like-it", "1", "0").Exits(2).Says("has no run nothing-like-it");
        var run = Path.GetFileNameWithoutExtension(Directory.GetFiles(_folder["out/runs"])[0]);
        EngineProgram.Run("explain", _folder["out"], run, "3", "0").Exits(2).Says("its hidden layers are 14-9");
        EngineProgram.Run("explain", _folder["nowhere"], run, "1", "0").Exits(2).Says("has no runs");
    }
}
