using System.Globalization;
using Harness.Specs.Types;

namespace Harness.Report.Experiments;

/// <summary>The talk's figures beside ours: the paper's curves on MNIST above, the numbers of CIFAR-10 below.</summary>
public static class ResultsPicture
{
    /// <summary>How the file begins.</summary>
    public const string Start = "<!-- Drawn by engine reference experiments. -->\n";

    private const string Title =
        "The talk's figures beside what was measured - accuracy while neurons are removed on MNIST, numbers of neurons on CIFAR-10";

    private const int Width = 1000, Left = 60, Gap = 40, CurvesTop = 70, CurvesHeight = 180, DotsTop = 350, RowHeight = 14, Name = 150;
    private const string Order = "#1f5fa8", Random = "#8a8a8a", Theirs = "#c0392b", Grid = "#ddd";

    // One for each L2, from light to dark.
    private static readonly string[] Shades = ["#7fb3d5", "#2e86c1", "#154360", "#0b2239"];

    /// <summary>The picture as SVG; null where neither part has results.</summary>
    public static string? Of(PaperFigure? paper, Experiment? cifar)
    {
        if (paper is null && cifar is null)
            return null;
        var claims = TalkClaims.Cifar.Where(claim => claim.Name != "intact_accuracy").ToArray();
        var rows = cifar is null ? [] : claims.Select(claim => claim.Of(cifar).Count).ToArray();
        var tallest = claims.Zip(rows).GroupBy(row => row.First.Scope).Select(layer => layer.Sum(row => Tall(row.Second))).DefaultIfEmpty()
            .Max();
        var svg = new Svg(Width, cifar is null ? DotsTop - 40 : DotsTop + tallest + 60);
        if (paper is not null)
            Curves(svg, paper);
        if (cifar is not null)
            Dots(svg, cifar, claims);
        return Start + svg.Finish(Title);
    }

    private static void Curves(Svg svg, PaperFigure paper)
    {
        svg.Text(Left, 24, "MNIST 100-100 sigmoid: accuracy while neurons are removed (means in their place)", 15, isBold: true);
        Key(svg, Left, 44, Order, "lowest information first, here");
        Key(svg, Left + 230, 44, Random, "random, here");
        svg.Dot(Left + 372, 40, 5, Theirs);
        svg.Text(Left + 384, 44, $"the paper's, after {PaperFigure.Step}: lowest first");
        svg.Dot(Left + 612, 40, 5, Theirs, isFilled: false);
        svg.Text(Left + 624, 44, "random");
        var scopes = PaperFigure.Scopes.ToArray();
        var across = (Width - Left - 20 - (Gap * (scopes.Length - 1))) / scopes.Length;
        for (var i = 0; i < scopes.Length; i++)
        {
            var x = Left + (i * (across + Gap));
            var steps = paper.Mean(scopes[i], random: true).Length;
            if (steps == 0)
                continue;
            double At(double step) => x + (step / (steps - 1) * across);
            Axes(svg, x, across, PaperFigure.Words(scopes[i]));
            for (var tick = 0; tick < steps; tick += (steps - 1) / 4)
                svg.Text(At(tick), CurvesTop + CurvesHeight + 16, $"{tick}", 11, "middle");
            svg.Line(At(PaperFigure.Step), CurvesTop, At(PaperFigure.Step), CurvesTop + CurvesHeight, Theirs, 1, "2 3");
            foreach (var (random, colour) in new[] { (true, Random), (false, Order) })
            {
                svg.Path(paper.Mean(scopes[i], random).Select((accuracy, step) => (At(step), High(accuracy))), colour, 2);
                svg.Dot(At(PaperFigure.Step), High(PaperFigure.Read(scopes[i], random)), 5, Theirs, isFilled: !random);
            }
        }
        svg.Text(Width / 2, CurvesTop + CurvesHeight + 34, "removed neurons", 12, "middle");
    }

    private static double High(double accuracy) => CurvesTop + ((1 - accuracy) * CurvesHeight);

    private static void Axes(Svg svg, double x, double across, string title)
    {
        svg.Text(x + (across / 2), CurvesTop - 6, title, 12, "middle", isBold: true);
        for (var tick = 0; tick <= 10; tick += 2)
        {
            svg.Line(x, High(tick / 10.0), x + across, High(tick / 10.0), Grid);
            svg.Text(x - 6, High(tick / 10.0) + 4, (tick / 10.0).ToString("0.0", CultureInfo.InvariantCulture), 11, "end");
        }
    }

    private static void Dots(Svg svg, Experiment cifar, Claim[] claims)
    {
        svg.Text(
            Left, DotsTop - 44, "CIFAR-10 250-500-250-500: numbers of neurons, the slide's (red) and ours in every setting", 15,
            isBold: true);
        double[] lambdas = [.. cifar.Readings.Select(reading => reading.L2).Distinct().Order()];
        int[] lengths = [.. cifar.Readings.Select(reading => reading.Epochs).Distinct().Order()];
        for (var i = 0; i < lambdas.Length; i++)
        {
            svg.Dot(Left + (i * 90) + 5, DotsTop - 28, 4, Shades[i % Shades.Length]);
            svg.Text(Left + (i * 90) + 14, DotsTop - 24, $"L2 {NumberText.Short(lambdas[i])}");
        }
        svg.Text(
            Left + (lambdas.Length * 90) + 10, DotsTop - 24,
            $"filled: {lengths[^1]} epochs{(lengths.Length > 1 ? $", hollow: {string.Join(", ", lengths[..^1])}" : "")}; "
                + "lines: 95 % intervals over seeds; dashed where bins are quantiles");
        var across = (Width - Left - Gap - (2 * Name)) / 2;
        foreach (var (layer, place) in claims.GroupBy(claim => claim.Scope).Select((layer, place) => (layer, place)))
        {
            var x = Left - 30 + (place * (across + Gap + Name)) + Name;
            var widest = layer.Key == "layer-3" ? 250 : 500;
            double At(double neurons) => x + (Math.Clamp(neurons, 0, widest) / widest * across);
            double top = DotsTop;
            svg.Text(x + (across / 2), top - 6, layer.Key.Replace('-', ' '), 12, "middle", isBold: true);
            foreach (var claim in layer)
            {
                var readings = claim.Of(cifar);
                svg.Line(x, top, x + across, top, Grid);
                // A range of the slide's is drawn thin, so that what lies in it shows.
                svg.Rectangle(
                    At(claim.From) - 1.5, top + 2, At(claim.To) - At(claim.From) + 3, Tall(readings.Count) - 4,
                    Theirs + (claim.From < claim.To ? "33" : ""));
                svg.Text(x - 8, top + (Tall(readings.Count) / 2) + 4, claim.Short, 12, "end");
                for (var i = 0; i < readings.Count; i++)
                    Dot(
                        svg, readings[i], At, top + (RowHeight * (i + 0.5) / 2) + 4,
                        Shades[Array.IndexOf(lambdas, readings[i].L2) % Shades.Length], readings[i].Epochs == lengths[^1]);
                top += Tall(readings.Count);
            }
            for (var tick = 0; tick <= 5; tick++)
                svg.Text(At(tick * widest / 5), top + 16, $"{tick * widest / 5}", 11, "middle");
        }
    }

    private static int Tall(int readings) => (readings * RowHeight / 2) + 10;

    private static void Dot(Svg svg, PointReading reading, Func<double, double> at, double y, string colour, bool isFilled)
    {
        if (double.IsNaN(reading.Mean))
            return;
        var isOneBit = reading.Quantizer is null or "one-bit";
        if (reading.Low < reading.High)
            svg.Line(at(reading.Low), y, at(reading.High), y, colour, 1.5, isOneBit ? "" : "3 2");
        svg.Dot(at(reading.Mean), y, 2.8, colour, isFilled);
    }

    private static void Key(Svg svg, double x, double y, string colour, string text)
    {
        svg.Line(x, y - 4, x + 22, y - 4, colour, 2);
        svg.Text(x + 28, y, text);
    }
}
