namespace Engine.Torch.Dropout;

/// <summary>The factors of <see cref="Training.DropoutRule"/> for all networks of a stack.</summary>
internal interface IDropoutMasks : IDisposable
{
    /// <param name="step">Steps taken before this one.</param>
    /// <param name="layer">Hidden layer, 0-based.</param>
    /// <returns><c>[networks, rows, width]</c>: 0 for a dropped unit, 1 / (1 - p) for a kept one.</returns>
    Tensor Factors(long step, int layer, int rows, int width);

    /// <summary>Keeps the networks of the rows given and forgets the others.</summary>
    void Keep(int[] rows);
}
