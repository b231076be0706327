namespace Engine.Measures;

/// <summary>The exact two-sided sign test of paired outcomes (McNemar's, Psychometrika 12, 1947, with the binomial distribution): of n
/// samples that a change decides otherwise, as many should win as lose if it makes no difference.</summary>
/// <param name="largest">The greatest number of samples that is asked about.</param>
public sealed class SignTest(int largest)
{
    private readonly double[] _logFactorial = LogFactorials(largest);

    /// <summary>min(1, 2 P(X &gt;= max(wins, losses))), X binomial of wins + losses trials at 1/2.</summary>
    public double PValue(int wins, int losses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wins);
        ArgumentOutOfRangeException.ThrowIfNegative(losses);
        var (trials, more) = (wins + losses, Math.Max(wins, losses));
        var chance = Math.Exp(
            _logFactorial[trials] - _logFactorial[more] - _logFactorial[trials - more] - (trials * Math.Log(2)));
        var sum = 0.0;
        for (var count = more; count <= trials && chance > sum * 1e-17; count++)
        {
            sum += chance;
            chance *= (double)(trials - count) / (count + 1);
        }
        return Math.Min(1, 2 * sum);
    }

    /// <summary>The p-value where only the difference is known and how many samples could have been decided otherwise at most: the largest
    /// that it can be. It grows with the samples of one difference.</summary>
    /// <param name="net">Wins less losses.</param>
    /// <param name="most">At least wins and losses together.</param>
    public double LargestPValue(int net, int most)
    {
        var difference = Math.Abs(net);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, difference);
        var trials = most - ((most - difference) % 2);
        return PValue((trials + difference) / 2, (trials - difference) / 2);
    }

    private static double[] LogFactorials(int largest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(largest);
        var logs = new double[largest + 1];
        for (var n = 2; n <= largest; n++)
            logs[n] = logs[n - 1] + Math.Log(n);
        return logs;
    }
}
