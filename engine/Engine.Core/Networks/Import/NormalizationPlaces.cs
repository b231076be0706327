namespace Engine.Networks.Import;

/// <summary>Finds the layer that each batch normalization follows, where modules are not the numbers of one nn.Sequential.</summary>
/// <param name="linear">In the order in which they work.</param>
/// <param name="normalizations">In natural order of their names.</param>
internal sealed class NormalizationPlaces(StateModule[] linear, StateModule[] normalizations, string file)
{
    private readonly Dictionary<StateModule, List<StateModule>> _after = linear.ToDictionary(layer => layer, _ => new List<StateModule>());

    /// <exception cref="UserErrorException">There is no place for one.</exception>
    public (Dictionary<StateModule, List<StateModule>> After, List<string> Guesses) Find()
    {
        var open = normalizations.Where(norm => !TakeByNumber(norm)).ToList();
        return (_after, open.Count == 0 ? [] : [.. Pair(open)]);
    }

    /// <summary>Within one nn.Sequential it follows the Linear layer with the next lower number.</summary>
    private bool TakeByNumber(StateModule norm)
    {
        var path = ModulePath.Of(norm.Name);
        var layer = linear
            .Where(layer => Between.Of(layer, norm).Missing is >= 0)
            .MaxBy(layer => ModulePath.Of(layer.Name).Number);
        if (path.Number is null || layer is null || layer.Outputs != norm.Outputs)
            return false;
        _after[layer].Add(norm);
        return true;
    }

    private IEnumerable<string> Pair(List<StateModule> open)
    {
        var next = 0;
        foreach (var norm in open)
        {
            while (next < linear.Length && (_after[linear[next]].Count > 0 || linear[next].Outputs != norm.Outputs))
                next++;
            if (next == linear.Length)
                throw new UsageException(
                    $"{file}: the batch normalization '{norm.Name}' of {norm.Outputs} features has no place behind a Linear layer. Name "
                        + "all modules in the order in which they work, activations included, e.g. --layers fc1,bn1,relu,fc2.");
            _after[linear[next]].Add(norm);
            yield return $"the names do not say where the batch normalization {norm.Name} works: after {linear[next].Shown}, before or "
                + $"after the activation? Say it by --layers, e.g. {linear[next].Shown},{norm.Name},relu,…";
        }
    }
}
