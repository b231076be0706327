using Engine.Networks.Sequential;

namespace Engine.Networks.Import;

/// <summary>Finds the order of modules from their names and shapes. Numbers are evidence, words are none.</summary>
internal static class ModuleOrder
{
    /// <exception cref="UserErrorException">There is no order, or several are possible.</exception>
    public static ModuleSequence Find(IReadOnlyList<StateModule> modules, string file)
    {
        var paths = modules.Select(module => ModulePath.Of(module.Name)).ToList();
        return paths.All(path => path.Container == paths[0].Container && path.Number is not null)
            ? new ModuleSequence(InRow(modules.OrderBy(module => ModulePath.Of(module.Name).Number)), OrderEvidence.Numbered)
            : new NamedOrder(modules, file).Find();
    }

    /// <summary>The modules one after the other; those missing before the first are counted too.</summary>
    public static List<PlacedModule> InRow(IEnumerable<StateModule> modules)
    {
        var placed = new List<PlacedModule>();
        foreach (var module in modules)
            placed.Add(new PlacedModule(module, placed.Count > 0 ? Between.Of(placed[^1].Module, module) : First(module)));
        return placed;
    }

    private static Between First(StateModule module) =>
        ModulePath.Of(module.Name).Number is { } number ? Between.Counted(number) : Between.Unknown;
}

/// <summary>The order of modules whose names are not the numbers of one nn.Sequential.</summary>
internal sealed class NamedOrder(IReadOnlyList<StateModule> modules, string file)
{
    /// <summary>Of more layers no orders are looked for.</summary>
    private const int MostLayers = 200;

    private readonly StateModule[] _linear = [.. modules.Where(module => module.Kind == ModuleKind.Linear)];

    private readonly StateModule[] _normalizations =
    [
        .. modules.Where(module => module.Kind == ModuleKind.Normalization)
            .OrderBy(module => module.Name, NaturalOrder.Instance),
    ];

    public ModuleSequence Find()
    {
        var natural = _linear.OrderBy(module => module.Name, NaturalOrder.Instance).ToArray();
        if (natural.Zip(natural.Skip(1)).All(pair => IsBefore(pair.First.Name, pair.Second.Name)))
            return IsChain(natural) || !IsChain([.. natural.Reverse()])
                ? WithNormalizations(natural, OrderEvidence.Names)
                : throw CountsDown(natural);
        if (natural.Length > MostLayers)
            throw Several([natural]);
        var search = new ChainSearch(natural, IsBefore);
        return search.Run() switch
        {
            { Count: 1 } orders => WithNormalizations(orders[0], OrderEvidence.Shapes),
            { Count: > 1 } orders => throw Several(orders),
            _ => throw new UserErrorException(
                $"{file}: the layers {Listing.Of(natural.Select(Shape))} do not chain in any order. Are they parts of several networks? "
                    + "Then --prefix NAME chooses one, or --layers A,B,C names the layers in order."),
        };
    }

    private static bool IsChain(StateModule[] row) => row.Zip(row.Skip(1)).All(pair => pair.First.Outputs == pair.Second.Inputs);

    private UsageException CountsDown(StateModule[] natural) => new(
        $"{file}: the names count {Listing.Of(natural.Select(Shape))}, and in that order the layers do not chain; from the last to the "
            + "first they do. If forward calls them so, say it: --layers "
            + string.Join(',', natural.Reverse().Select(module => module.Shown))
            + (_normalizations.Length > 0 ? $", with {Listing.Of(_normalizations.Select(module => module.Shown))} in their places." : "."));

    private UsageException Several(List<StateModule[]> orders) => new(
        $"{file}: the names of the layers do not say their order, and their shapes allow several: "
            + string.Join("; ", orders.Take(3).Select(order => Listing.Of(order.Select(module => module.Shown))))
            + (orders.Count > 3 ? "; …" : "") + ". Give it: --layers A,B,C, in the order in which forward calls them.");

    private static string Shape(StateModule module) => $"{module.Shown} [{module.Outputs}, {module.Inputs}]";

    /// <summary>Whether two names differ first in a number, which is smaller in the first.</summary>
    private static bool IsBefore(string first, string second)
    {
        var (left, right) = (Words(first), Words(second));
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return at < left.Count && at < right.Count && char.IsAsciiDigit(left[at][0]) && char.IsAsciiDigit(right[at][0])
            && NaturalOrder.Instance.Compare(left[at], right[at]) < 0;
    }

    /// <summary>The runs of digits and of other letters.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        for (var begin = 0; begin < name.Length;)
        {
            var end = begin + 1;
            while (end < name.Length && char.IsAsciiDigit(name[end]) == char.IsAsciiDigit(name[begin]))
                end++;
            words.Add(name[begin..end]);
            begin = end;
        }
        return words;
    }

    private ModuleSequence WithNormalizations(StateModule[] linear, OrderEvidence evidence)
    {
        var (after, guesses) = new NormalizationPlaces(linear, _normalizations, file).Find();
        var row = linear.SelectMany(layer => after[layer].Prepend(layer));
        return new ModuleSequence(ModuleOrder.InRow(row), evidence) { Guesses = guesses };
    }
}

/// <summary>Looks for orders in which each layer takes as many inputs as the one before gives.</summary>
internal sealed class ChainSearch(StateModule[] layers, Func<string, string, bool> isBefore)
{
    private const int MostOrders = 4, MostSteps = 100_000;

    private readonly bool[] _used = new bool[layers.Length];
    private readonly List<StateModule> _row = [];
    private readonly List<StateModule[]> _found = [];
    private int _steps;

    /// <summary>Some of the orders that there are: one only if there is but one.</summary>
    public List<StateModule[]> Run()
    {
        var before = layers.Select(later => layers.Select(earlier => isBefore(earlier.Name, later.Name)).ToArray()).ToArray();
        Extend(before);
        // A search that was given up may have missed orders.
        if (_steps >= MostSteps && _found.Count == 1)
            _found.Add(layers);
        return _found;
    }

    private void Extend(bool[][] before)
    {
        if (_row.Count == layers.Length)
            _found.Add([.. _row]);
        for (var i = 0; i < layers.Length && _found.Count < MostOrders && ++_steps < MostSteps; i++)
        {
            if (_used[i] || (_row.Count > 0 && _row[^1].Outputs != layers[i].Inputs) || before[i].Zip(_used).Any(p => p.First && !p.Second))
                continue;
            _used[i] = true;
            _row.Add(layers[i]);
            Extend(before);
            _row.RemoveAt(_row.Count - 1);
            _used[i] = false;
        }
    }
}
