using Engine.Training;

namespace Engine.Torch.Dropout;

/// <summary>The factors of <see cref="DropoutRule"/> for all networks of a stack.</summary>
internal interface IDropoutMasks : IDisposable
{
    /// <summary>Whether a network drops units of a layer; where none does, all factors are 1.</summary>
    bool DropsIn(int layer);

    /// <param name="step">Steps taken before this one.</param>
    /// <param name="layer">Hidden layer, 0-based, or <see cref="DropoutRule.Input"/>.</param>
    /// <returns><c>[networks, rows, width]</c>: 0 for a dropped unit, 1 / (1 - p) for a kept one.</returns>
    Tensor Factors(long step, int layer, int rows, int width);

    /// <summary>Keeps the networks of the rows given and forgets the others.</summary>
    void Keep(int[] rows);
}

/// <summary>Factors drawn by <see cref="DropoutRule"/> itself, for stacks that train in this memory.</summary>
internal sealed class HostMasks(IReadOnlyList<TrainingJob> jobs) : IDropoutMasks
{
    private DropoutRule[] _rules = [.. jobs.Select(job => new DropoutRule(job.Options.Dropout, job.Seed, job.Options.InputDropout))];

    public bool DropsIn(int layer) => _rules.Any(rule => rule.DropsIn(layer));

    public Tensor Factors(long step, int layer, int rows, int width)
    {
        var factors = new float[_rules.Length * rows * width];
        for (var net = 0; net < _rules.Length; net++)
        {
            for (var row = 0; row < rows; row++)
                _rules[net].Fill(step, layer, row, factors.AsSpan(((net * rows) + row) * width, width));
        }
        return HostTensors.ToDevice<float>(factors, torch.ScalarType.Float32, torch.CPU, _rules.Length, rows, width);
    }

    public void Keep(int[] rows) => _rules = [.. rows.Select(row => _rules[row])];

    public void Dispose()
    {
        // Nothing but managed arrays.
    }
}
