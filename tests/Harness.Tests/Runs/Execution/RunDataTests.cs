using Engine.Data;
using Harness.Runs.Execution;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>Inputs that are scaled by numbers fitted on the training samples.</summary>
public sealed class RunDataTests
{
    /// <summary>Features 1, 2, ...; the training file has 6 samples, of which 2 are held out.</summary>
    private static readonly DataSet Numbers = new("numbers", Numbered(1, 6), Numbered(7, 3), 1, "", 2);

    private static readonly RunSpec Standardized = new()
    {
        Name = "a",
        Dataset = DataSetRequest.Named("numbers"),
        Network = new NetworkOptions(),
        Input = new InputTransform { Fit = InputFit.Standardize },
    };

    [Fact]
    public void Only_what_is_trained_on_is_fitted()
    {
        // 1, 2, 3, 4: mean 2.5, variance (2.25 + 0.25) / 2.
        var data = RunData.Of(Standardized, Numbers);
        Assert.Equal((2.5, Math.Sqrt(1.25)), (data.Scale.Mean[0], data.Scale.Std[0]));
        Assert.Equal((float)((5 - 2.5f) / Math.Sqrt(1.25)), Value(data.Splits.Validation), 1e-6f);
        Assert.Equal((float)((7 - 2.5f) / Math.Sqrt(1.25)), Value(data.Splits.Test), 1e-6f);
        Assert.Equal(3, RunData.Of(Standardized with { Validation = 1 }, Numbers).Scale.Mean[0]);
    }

    [Fact]
    public void A_draw_of_training_samples_is_fitted_by_itself()
    {
        var run = Standardized with { Subset = 3, Seed = 5 };
        double[] drawn = [.. TrainingDraw.Rows(4, 3, 5).Select(row => row + 1.0)];
        Assert.Equal(drawn.Average(), RunData.Of(run, Numbers).Scale.Mean[0], 1e-12);
        Assert.NotEqual(RunData.Of(run, Numbers).Scale, RunData.Of(run with { Seed = 6 }, Numbers).Scale);
    }

    [Fact]
    public void Constant_features_are_told_once_and_recorded()
    {
        using var folder = new TemporaryFolder();
        List<string> told = [];
        var result = new TestSweep(folder["out"], "input=standardize", "seeds=2", "training.epochs=1") { Progress = new Observer(told.Add) }
            .Run();
        Assert.Equal(2, result.Done);
        // Pixels at the edges are blank in all digits that are trained on.
        var blank = Blank();
        Assert.True(blank > 0);
        Assert.Equal(
            $"input.fit: {blank} of 64 features of digits are constant among the training samples; they become 0",
            Assert.Single(told, at => at.StartsWith("input", StringComparison.Ordinal)));
        var runs = ResultTables.Of(folder["out"], "runs", result.Ended[0].RunId);
        Assert.Equal(["standardize", "null", "null", blank.ToString()], Scale(runs));
    }

    [Theory]
    [InlineData("input=per-channel", "per-channel")]
    [InlineData("input.mean=0.3", "none")]
    public void Numbers_of_channels_are_recorded(string input, string fit)
    {
        using var folder = new TemporaryFolder();
        new TestSweep(folder["out"], input, "seeds=1", "training.epochs=1").Run();
        var recorded = Scale(ResultTables.Of(folder["out"], "runs"));
        Assert.Equal([fit, "0"], [recorded[0], recorded[3]]);
        if (fit == "none")
            Assert.Equal(["[0.3]", "[1]"], recorded[1..3]);
        else
            Assert.Equal(AllPixels().Average(), double.Parse(recorded[1][1..^1]), 1e-12);
    }

    [Fact]
    public void Stacks_and_stops_leave_the_same_bytes()
    {
        string[] fitted = ["input=standardize", "seeds=2", "training.epochs=3"];
        using TemporaryFolder alone = new(), together = new();
        new TestSweep(alone["out"], fitted).Run();
        using var stop = new CancellationTokenSource();
        new TestSweep(together["out"], fitted)
        {
            Stack = 2,
            Progress = new Observer(at =>
            {
                if (at == "epoch 2")
                    stop.Cancel();
            }),
        }.RunUntil(stop.Token);
        new TestSweep(together["out"], fitted) { Stack = 2 }.Run();
        SameResults.AssertSame(alone["out"], together["out"]);
    }

    /// <summary>Fit, mean, deviation and number of constants; a null is <c>null</c>.</summary>
    private static string[] Scale(Harness.Runs.Tables.Table runs) =>
        [.. new[] { "input_fit", "input_mean", "input_std", "input_constant" }.Select(column => runs[column].Cell(0) ?? "null")];

    private static LabelledData Digits()
    {
        using var folder = new TemporaryFolder();
        var digits = new DataSetLoader(new DataEnvironment { CacheRoot = folder["cache"] }).Load(DataSetRequest.Named("digits"));
        return digits.Split(digits.DefaultValidation).Train;
    }

    private static int Blank()
    {
        var pixels = AllPixels();
        return Enumerable.Range(0, 64).Count(pixel => pixels.Chunk(64).All(row => row[pixel] == pixels[pixel]));
    }

    private static double[] AllPixels()
    {
        var train = Digits();
        var values = new float[train.Samples * 64];
        train.Features.ReadRange(0, train.Samples, values);
        return [.. values.Select(value => (double)value)];
    }

    private static float Value(LabelledData data)
    {
        var row = new float[1];
        data.Features.Read(0, row);
        return row[0];
    }

    private static LabelledData Numbered(int first, int count) =>
        new(new FloatFeatures([.. Enumerable.Range(first, count).Select(number => (float)number)], count, 1), new byte[count], 1);
}
