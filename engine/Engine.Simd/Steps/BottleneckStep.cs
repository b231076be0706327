using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd.Steps;

/// <summary>The stochastic code of an information-bottleneck objective: z = mu + sigma e on the way forward,
/// its penalty's gradient on the way back.</summary>
/// <remarks>Elements are computed one by one in float64, in a fixed order: a code is narrow,
/// and the result is the same for any vector width.</remarks>
internal sealed unsafe class BottleneckStep<TLanes, TVector>(
    Parameters parameters, BatchWorkspace workspace, TeamProduct products, GradientProducts<TLanes, TVector> gradients,
    TrainingOptions options, ulong seed)
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly ParameterLayout _layout = parameters.Layout;
    private readonly CodeWorkspace _code = workspace.Code!;
    private readonly LatentNoise _noise = new(seed);
    private readonly bool _learnsVariance = Bottleneck.LearnsVariance(options.Objective);
    private readonly bool _hasMeans = Bottleneck.HasClassMeans(options.Objective);
    private readonly PairwisePenalty? _pairwise = options.Objective == ObjectiveKind.NonlinearIb
        ? new PairwisePenalty(options.Beta, options.BottleneckNoise)
        : null;

    private RowMatrix Mean => workspace.Outputs[_layout.Code];

    private RowMatrix Errors => workspace.Errors[_layout.Code];

    /// <summary>Makes the code of the layer's output.</summary>
    /// <param name="step">Steps taken before this one; keys the noise.</param>
    public void Forward(int rows, long step)
    {
        if (_learnsVariance)
            RunHead(rows);
        var fixedSigma = Math.Sqrt(options.BottleneckNoise);
        for (var row = 0; row < rows; row++)
        {
            Span<float> noise = _code.Noise[row], z = _code.Values[row];
            ReadOnlySpan<float> mean = Mean[row], rho = _code.LogVariance[row];
            _noise.Fill(step, row, noise);
            for (var k = 0; k < z.Length; k++)
                z[k] = FlushRule.Apply((float)(mean[k] + ((_learnsVariance ? Math.Exp(rho[k] / 2.0) : fixedSigma) * noise[k])));
        }
    }

    /// <summary>Errors by the code become errors by its mean; the head and the class means get their gradients.</summary>
    /// <param name="samples">Which training sample each row of the batch is.</param>
    public void Backward(ReadOnlySpan<int> samples, ReadOnlySpan<byte> labels)
    {
        var rows = samples.Length;
        if (_pairwise is not null)
        {
            _pairwise.AddGradient(Mean, Errors, rows);
            return;
        }
        if (_hasMeans)
            new Span<float>(parameters.Gradient + _layout.ClassMeans, (int)(_layout.Length - _layout.ClassMeans)).Clear();
        for (var row = 0; row < rows; row++)
            Row(row, labels[samples[row]], options.Beta / rows);
        gradients.Weights(workspace.Passed(_layout.Code - 1), _code.LogVarianceErrors, rows, parameters.Gradient + _layout.HeadWeights);
        GradientProducts<TLanes, TVector>.Bias(_code.LogVarianceErrors, rows, parameters.Gradient + _layout.HeadBias);
        if (_layout.Code > 1)
            gradients.Inputs(_code.LogVarianceErrors, parameters.Values + _layout.HeadWeights, _code.InputErrors, rows);
    }

    /// <summary>Adds what went through ln sigma^2 to the errors of the layer before.</summary>
    public void AddInputErrors(int rows)
    {
        if (!_learnsVariance)
            return;
        for (var row = 0; row < rows; row++)
        {
            Span<float> target = workspace.Errors[_layout.Code - 1][row], added = _code.InputErrors[row];
            for (var i = 0; i < target.Length; i++)
                target[i] += added[i];
        }
    }

    private void RunHead(int rows)
    {
        var input = workspace.Passed(_layout.Code - 1);
        products.Run(
            ProductArguments.Rows(
                input, input.Columns, parameters.Values + _layout.HeadWeights, _code.LogVariance, parameters.Values + _layout.HeadBias),
            rows);
    }

    /// <summary>The gradient of cross-entropy + share KL(N(mu, sigma^2) || N(prior, I)) for one row.</summary>
    private void Row(int row, byte label, double share)
    {
        Span<float> errors = Errors[row], spread = _code.LogVarianceErrors[row];
        ReadOnlySpan<float> mean = Mean[row], rho = _code.LogVariance[row], noise = _code.Noise[row];
        var prior = _layout.ClassMeans + ((long)label * _layout.Padded(_layout.Code - 1));
        for (var k = 0; k < errors.Length; k++)
        {
            var variance = Math.Exp(rho[k]);
            var distance = mean[k] - (_hasMeans ? (double)parameters.Values[prior + k] : 0);
            spread[k] = FlushRule.Apply((float)((errors[k] * 0.5 * Math.Sqrt(variance) * noise[k]) + (share * 0.5 * (variance - 1))));
            errors[k] = (float)(errors[k] + (share * distance));
            if (_hasMeans)
                parameters.Gradient[prior + k] -= (float)(share * distance);
        }
    }
}
