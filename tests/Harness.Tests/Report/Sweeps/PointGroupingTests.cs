using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Tests.Report.Sweeps;

public class PointGroupingTests
{
    private static readonly RunOrigin Origin = new("simd", "simd", "vector256", "0", "", "digits", "");

    [Fact]
    public void Runs_that_differ_in_the_seed_alone_are_one_point()
    {
        var points = PointGrouping.Of([Run("a", 1, 0), Run("b", 0, 0), Run("c", 0, 0.001)], null);
        Assert.Equal(2, points.Length);
        // By seed: b has 0.
        Assert.Equal([1, 0], points[0].Runs);
        Assert.Equal(("digits 8-6 relu, L2 0", "L2 0", "L2 0"), (points[0].Label, points[0].Telling, points[0].Regularizer));
        Assert.Equal(("digits 8-6 relu, L2 0.001", "L2 0.001", "L2 0.001"), (points[1].Label, points[1].Telling, points[1].Regularizer));
    }

    [Fact]
    public void Without_a_regularizer_anywhere_there_is_none()
    {
        var points = PointGrouping.Of([Run("a", 0, 0), Run("b", 0, 0, "\"epochs\":5")], null);
        Assert.Equal(
            ["digits 8-6 relu, no regularizer, epochs 3", "digits 8-6 relu, no regularizer, epochs 5"], points.Select(one => one.Label));
    }

    [Fact]
    public void What_else_is_swept_is_part_of_the_label_and_what_follows_from_it_is_not()
    {
        ReportRun[] runs =
            [Run("a", 0, 0, "\"epochs\":3,\"initialization\":\"he\""), Run("b", 0, 0, "\"epochs\":5,\"initialization\":\"glorot\"")];
        Assert.Equal(
            ["epochs 3", "epochs 5"], PointGrouping.Of(runs, new HashSet<string> { "training.epochs" }).Select(point => point.Telling));
        Assert.Equal(
            ["epochs 3, initialization he", "epochs 5, initialization glorot"],
            PointGrouping.Of(runs, null).Select(point => point.Telling));
    }

    [Fact]
    public void Checkpoints_are_told_apart_by_their_step()
    {
        ReportRun[] runs =
        [
            Model("a", """ "model":"m1.pt","model_sha256":"0a" """, 1), Model("b", """ "model":"m2.pt","model_sha256":"0b" """, 20),
        ];
        var points = PointGrouping.Of(runs, new HashSet<string> { "step" });
        Assert.Equal([(1, "step 1"), (20, "step 20")], points.Select(point => ((int)point.Step!, point.Telling)));
        // Beside another folder's it is not known what is swept: a checksum is read by nobody, unless it alone differs.
        Assert.Equal(["model m1.pt, step 1", "model m2.pt, step 20"], PointGrouping.Of(runs, null).Select(point => point.Telling));
        ReportRun[] same = [Model("a", """ "model_sha256":"0a" """, 1), Model("b", """ "model_sha256":"0b" """, 1)];
        Assert.Equal(["model sha256 0a", "model sha256 0b"], PointGrouping.Of(same, null).Select(point => point.Telling));
    }

    private static ReportRun Model(string id, string keys, int step) =>
        Run(id, 0, 0) with { Spec = $$$"""{{{{keys}}},"step":{{{step}}}}""", Step = step };

    [Fact]
    public void An_axis_may_vary_several_keys() =>
        Assert.Equal(["a.b", "c", "d.e"], SpecCells.SweptBy("""{"sweep":{"a.b":[1],"c,d.e":[[1,2]]}}""").Order(StringComparer.Ordinal));

    [Fact]
    public void A_row_without_a_spec_is_a_point_of_its_own() =>
        Assert.Equal(2, PointGrouping.Of([Run("a", 0, 0) with { Spec = "" }, Run("b", 1, 0) with { Spec = "no JSON" }], null).Length);

    private static ReportRun Run(string id, int seed, double l2, string more = "\"epochs\":3") =>
        new(
            id, "name", FormattableString.Invariant($$$"""{"name":"name","training":{"l2":{{{l2}}},{{{more}}}},"seed":{{{seed}}}}"""),
            "digits", new PointLabel("8-6", "relu", l2, 0, false), seed, 1, 1, 1, null)
        {
            Origin = Origin,
            State = Harness.Runs.Storage.RunState.Done,
        };
}
