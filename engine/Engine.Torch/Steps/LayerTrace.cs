namespace Engine.Torch.Steps;

/// <summary>What the backward step needs of one layer's forward step, <c>[networks, rows, width]</c> each.</summary>
/// <param name="Input">What the layer took in, dropout applied.</param>
/// <param name="Output">The activation's values before dropout; the logits of the last layer.</param>
/// <param name="Factors">Dropout's; null without it.</param>
/// <param name="Normalized">Batch normalization's part; null without it.</param>
internal sealed record LayerTrace(Tensor Input, Tensor Output, Tensor? Factors, NormalizationTrace? Normalized);
