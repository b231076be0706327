using Engine.Networks;

namespace Engine.Torch.Steps;

/// <summary>Batch normalization (Ioffe, Szegedy, arXiv:1502.03167) of one layer, for all networks of a stack.</summary>
internal sealed class NormalizationStep(StackParameters parameters, Flushing flushing)
{
    private static readonly long[] Rows = [1];

    /// <summary>Normalizes pre-activations by their batch's moments, which the running ones follow.</summary>
    /// <param name="z"><c>[networks, rows, width]</c>.</param>
    public (Tensor Scaled, NormalizationTrace Trace) Forward(int layer, Tensor z)
    {
        var rows = z.shape[1];
        var mean = z.mean(Rows, keepdim: true);
        var centred = z - mean;
        var variance = (centred * centred).mean(Rows, keepdim: true);
        Follow(layer, mean, variance, rows);
        var inverse = variance.add(BatchNormalization.Epsilon).rsqrt_();
        var standardized = centred.mul_(inverse);
        return (parameters.Betas[layer].addcmul(parameters.Gammas[layer], standardized, 1), new NormalizationTrace(standardized, inverse));
    }

    /// <summary>Normalizes by the running moments, as a trained network does.</summary>
    public Tensor Evaluate(int layer, Tensor z)
    {
        var scale = parameters.Variances[layer].add(BatchNormalization.Epsilon).rsqrt_().mul_(parameters.Gammas[layer]);
        return parameters.Betas[layer].addcmul(z - parameters.Means[layer], scale, 1);
    }

    /// <summary>gamma / sqrt(variance + epsilon) (e - mean e - x mean(e x)), x the standardized value (Ioffe, Szegedy, section 3).</summary>
    /// <param name="errors">By the layer's output; <c>[networks, rows, width]</c>.</param>
    /// <returns>The errors by its input, and the gradients of gamma and beta, <c>[networks, 1, width]</c>.</returns>
    public (Tensor Errors, Tensor Gamma, Tensor Beta) Backward(int layer, NormalizationTrace trace, Tensor errors)
    {
        var rows = errors.shape[1];
        Tensor beta = errors.sum(Rows, keepdim: true), gamma = (errors * trace.Standardized).sum(Rows, keepdim: true);
        var residual = (errors - (beta / rows)).addcmul_(trace.Standardized, gamma, -1.0 / rows);
        return (flushing.Apply(residual.mul_(parameters.Gammas[layer] * trace.InverseDeviation)), gamma, beta);
    }

    /// <summary>The running variance takes the unbiased estimate; a batch of one sample has none and leaves it as it is.</summary>
    private void Follow(int layer, Tensor mean, Tensor variance, long rows)
    {
        Blend(parameters.Means[layer], mean);
        if (rows > 1)
            Blend(parameters.Variances[layer], variance * ((double)rows / (rows - 1)));
    }

    private void Blend(Tensor running, Tensor batch)
    {
        running.add_(batch - running, BatchNormalization.Momentum);
        flushing.ApplyIn(running);
    }
}
