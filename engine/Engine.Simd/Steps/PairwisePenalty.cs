using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>The gradient of beta times the pairwise-distance upper bound on I(X;z) over a batch, z = mu + N(0, s2 I), by the means
/// (Kolchinsky, Tracey, Wolpert, arXiv:1705.02436): with e_ij = exp(-|mu_i - mu_j|^2 / (2 s2)) and S_i = sum_j e_ij it is beta / (N s2)
/// sum_j e_ij (1/S_i + 1/S_j) (mu_i - mu_j).</summary>
internal sealed class PairwisePenalty(double beta, double noise)
{
    private double[] _kernel = [];
    private double[] _sums = [];

    /// <param name="mean"><c>[rows, width]</c>.</param>
    /// <param name="errors">To which the gradient is added, <c>[rows, width]</c>.</param>
    public void AddGradient(RowMatrix mean, RowMatrix errors, int rows)
    {
        Fill(mean, rows);
        var share = beta / (rows * noise);
        var gradient = new double[mean.Columns];
        for (var i = 0; i < rows; i++)
        {
            Array.Clear(gradient);
            for (var j = 0; j < rows; j++)
                Accumulate(gradient, mean[i], mean[j], share * _kernel[(i * rows) + j] * ((1 / _sums[i]) + (1 / _sums[j])));
            var target = errors[i];
            for (var k = 0; k < target.Length; k++)
                target[k] = (float)(target[k] + gradient[k]);
        }
    }

    private void Fill(RowMatrix mean, int rows)
    {
        if (_sums.Length != rows)
            (_kernel, _sums) = (new double[rows * rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j <= i; j++)
                _kernel[(i * rows) + j] = _kernel[(j * rows) + i] = Math.Exp(-Distance(mean[i], mean[j]) / (2 * noise));
        }
        for (var i = 0; i < rows; i++)
        {
            _sums[i] = 0;
            for (var j = 0; j < rows; j++)
                _sums[i] += _kernel[(i * rows) + j];
        }
    }

    private static void Accumulate(double[] gradient, ReadOnlySpan<float> a, ReadOnlySpan<float> b, double factor)
    {
        if (factor == 0)
            return;
        for (var k = 0; k < gradient.Length; k++)
            gradient[k] += factor * ((double)a[k] - b[k]);
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
            sum += ((double)a[k] - b[k]) * ((double)a[k] - b[k]);
        return sum;
    }
}
