using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed unsafe class ScoringTests
{
    // Three roundings of exp, the sum and log in float32, each 6e-8 of numbers up to 16.
    private const double Limit = 2e-6;

    public static TheoryData<VectorWidth> Widths() => [.. Enum.GetValues<VectorWidth>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Scores_are_those_of_a_plain_loop(VectorWidth width)
    {
        for (var classes = 1; classes <= 40; classes++)
        {
            var rows = 1 + (classes * 5 % 23);
            var (logits, labels) = Draw(rows, classes);
            var scores = Run(width, logits, labels, classes, [.. Enumerable.Range(0, rows)]);
            for (var r = 0; r < rows; r++)
                Check(logits.AsSpan(r * classes, classes).ToArray(), labels[r], scores[r]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_tie_goes_to_the_lowest_class_and_has_no_gap(VectorWidth width)
    {
        var scores = Run(width, [1, 3, 3, 3, 3, 0, 2, 3, 0, 0, 0, 0], [1, 3, 2], 4, [0, 1, 2]);
        Assert.Equal([1, 0, 0], scores.Select(score => (int)score.Predicted));
        Assert.Equal([0f, 0f, 0f], scores.Select(score => score.Gap));
        Assert.Equal([true, false, false], scores.Select(score => score.Correct));
        Assert.All(scores, score => Assert.True(score.IsNearTie));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Only_the_rows_asked_for_are_scored(VectorWidth width)
    {
        var (logits, labels) = Draw(20, 3);
        var scores = Run(width, logits, labels, 3, [19, 4]);
        Assert.Equal([4, 19], Enumerable.Range(0, 20).Where(r => scores[r].Gap != 0));
        Check(logits.AsSpan(19 * 3, 3).ToArray(), labels[19], scores[19]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Nan_shows_in_the_loss(VectorWidth width)
    {
        foreach (var at in new[] { 0, 1, 2 })
        {
            float[] logits = [1, 2, 3];
            logits[at] = float.NaN;
            Assert.True(float.IsNaN(Run(width, logits, [1], 3, [0])[0].Loss));
        }
    }

    private static void Check(float[] logits, byte label, SampleScore score)
    {
        var predicted = 0;
        for (var c = 1; c < logits.Length; c++)
            predicted = logits[c] > logits[predicted] ? c : predicted;
        var second = logits.Where((_, c) => c != predicted).DefaultIfEmpty(float.NegativeInfinity).Max();
        Assert.Equal(predicted, score.Predicted);
        Assert.Equal(predicted == label, score.Correct);
        Assert.Equal(logits[predicted] - second, score.Gap);
        var loss = Math.Log(logits.Sum(logit => Math.Exp(logit))) - logits[label];
        Deviation.Within(Limit, loss, score.Loss, 1, $"loss with {logits.Length} classes");
    }

    private static (float[] Logits, byte[] Labels) Draw(int rows, int classes)
    {
        var random = new Random((rows * 100) + classes);
        float[] logits = [.. Enumerable.Range(0, rows * classes).Select(_ => (float)((16 * random.NextDouble()) - 8))];
        return (logits, [.. Enumerable.Range(0, rows).Select(_ => (byte)random.Next(classes))]);
    }

    private static SampleScore[] Run(VectorWidth width, float[] logits, byte[] labels, int classes, int[] rows)
    {
        var scores = new SampleScore[labels.Length];
        var scratch = new float[(classes + 4) * 16];
        fixed (float* l = logits, s = scratch)
        fixed (byte* label = labels)
        fixed (int* row = rows)
        fixed (SampleScore* score = scores)
            Scoring.Run(width, l, classes, row, rows.Length, classes, label, score, s);
        return scores;
    }
}
