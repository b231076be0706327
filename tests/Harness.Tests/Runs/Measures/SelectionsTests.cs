using Engine;
using Engine.Ablation;
using Engine.Ablation.Selecting;
using Engine.Measures;
using Harness.Runs.Pruning;
using Harness.Runs.Tables;
using Harness.Specs.Json;
using Harness.Specs.Reference;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;
using SpecText = Harness.Tests.Specs.Specs;

namespace Harness.Tests.Runs.Measures;

/// <summary>Selections are orders like any other, for everyone who speaks of orders.</summary>
public sealed class SelectionsTests
{
    public static TheoryData<string> Names => [.. Selections.All.Select(order => order.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spec_orders_by_it_and_knows_it_from_a_slip(string name)
    {
        Assert.Equal([Known(name)], SpecText.Run($"ablation: {{orders: [{name}]}}").Ablation.Orders);
        var mistake = SpecText.Mistake(SpecText.Minimal + $"ablation: {{orders: [{name}x]}}");
        Assert.Contains($"did you mean {name}?", mistake.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{name}\"", SpecSchema.Json([]), StringComparison.Ordinal);
        Assert.Contains(name, SpecReference.Markdown(), StringComparison.Ordinal);
        Assert.Contains($"| `{name}`", MeasureReference.Markdown(), StringComparison.Ordinal);
        Assert.Null(KnownMeasures.Find(name));
    }

    [Fact]
    public void A_run_follows_each_of_them_whatever_the_threads()
    {
        using var folder = new TemporaryFolder();
        string[] names = [.. Selections.All.Select(order => order.Name)];
        string[] overrides = ["seeds=1", "ablation.random=1", $"ablation.orders=[{string.Join(',', names)}]"];
        var sweep = new TestSweep(folder["one"], overrides) { Options = new(1, 1, 64 << 20) };
        sweep.Run();
        new TestSweep(folder["two"], overrides) { Options = new(1, 3, 64 << 20) }.Run();
        var file = $"ablation/{sweep.Plan[0].RunId}.parquet";
        Assert.Equal(File.ReadAllBytes(folder[$"one/{file}"]), File.ReadAllBytes(folder[$"two/{file}"]));
        var steps = ResultTables.Of(folder["one"], "ablation");
        Assert.Equal(names.Append(RandomOrders.Name), steps.Values<string>("order").Distinct());
        foreach (var name in names)
        {
            // Of two quantizers, so one must be named.
            var quantizer = Known(name).NeedsQuantizer ? "one-bit" : null;
            var choice = new CurveChoice(name, "ascending", "network", quantizer, null, 0, 5, null);
            Assert.Equal(5, choice.In(sweep.Folder, sweep.Plan[0].RunId).Removed.Count);
        }
    }

    /// <summary>Of digits 239 samples are held out: with [60, 60] little is to be computed, with [20000, 20000] too much.</summary>
    [Fact]
    public void A_sweep_names_the_networks_that_are_too_large_for_greedy_accuracy()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(
            folder["out"], "seeds=1", "ablation.orders=[greedy-accuracy]", "sweep={network.hidden: [[60, 60], [20000, 20000]]}");
        var mistake = Assert.Throws<UsageException>(sweep.Run);
        Assert.StartsWith("spec.yaml: the order greedy-accuracy needs about", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("for 20000-20000 on 239 samples, in layer-1, layer-2, network", mistake.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out/runs"]));
    }

    [Fact]
    public void The_samples_of_greedy_accuracy_are_part_of_a_run_that_asks_for_it_alone()
    {
        Assert.DoesNotContain("greedy_samples", CanonicalJson.Of(SpecText.Run(""), "simd"), StringComparison.Ordinal);
        var run = SpecText.Run("ablation: {orders: [greedy-accuracy], greedy_samples: 77}");
        Assert.Equal(77, run.Ablation.GreedySamples);
        Assert.Contains("\"greedy_samples\":77", CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
    }

    private static Measure Known(string name) => Selections.All.Single(order => order.Name == name);
}
