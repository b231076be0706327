namespace Engine.Networks.Import;

/// <summary>Finds what an optimizer keeps beside a network in a checkpoint: <c>….state.0.exp_avg</c>, as the optimizers of PyTorch name
/// it. No network's output depends on it.</summary>
internal static class OptimizerStates
{
    private const string State = "state";

    /// <summary>The values that PyTorch's optimizers keep for each parameter.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq", "exp_inf", "mu_product", "momentum_buffer", "square_avg", "grad_avg",
        "acc_delta", "sum", "eta", "mu", "ax", "prev", "step_size", "d", "t", "al", "ro", "old_dirs", "old_stps", "H_diag",
        "prev_flat_grad", "prev_loss",
    };

    /// <returns>The beginnings of names, e.g. <c>optimizer_state_dict.state</c>, below which there is nothing else.</returns>
    public static List<string> Find(IEnumerable<string> tensors) =>
    [
        .. tensors.Select(Split).OfType<(string Root, string Value)>()
            .GroupBy(entry => entry.Root, StringComparer.Ordinal)
            .Where(state => state.All(entry => Kept.Contains(entry.Value)))
            .Select(state => state.Key),
    ];

    /// <summary>The root of the state that a tensor belongs to; null for none.</summary>
    public static string? Of(string tensor, IReadOnlyList<string> roots) =>
        roots.FirstOrDefault(root => tensor.StartsWith(root + ".", StringComparison.Ordinal));

    /// <summary>The name up to <c>state</c>, and the word after the number that follows.</summary>
    private static (string Root, string Value)? Split(string tensor)
    {
        var words = tensor.Split('.');
        var at = Enumerable.Range(0, words.Length).FirstOrDefault(i => words[i] == State, words.Length);
        return at + 2 < words.Length && words[at + 1].Length > 0 && words[at + 1].All(char.IsAsciiDigit)
            ? (string.Join('.', words[..(at + 1)]), words[at + 2])
            : null;
    }
}
