using System.Collections.Immutable;

namespace Engine.Networks.Import;

/// <summary>Knowledge of the modules without tensors between two that have some.</summary>
/// <param name="Missing">How many they are, by the numbers of an nn.Sequential; null where nothing says that.</param>
/// <param name="Stated">The activations among them, where they were named; else default.</param>
internal readonly record struct Between(int? Missing, ImmutableArray<Activation> Stated)
{
    public static Between Unknown => new(null, default);

    public static Between Counted(int missing) => new(missing, default);

    public static Between Named(IEnumerable<Activation> activations) => new(null, [.. activations]);

    public bool IsStated => !Stated.IsDefault;

    /// <summary>Whether it is sure that nothing lies between.</summary>
    public bool IsNothing => IsStated ? Stated.IsEmpty : Missing == 0;

    /// <summary>By the numbers of two modules of one nn.Sequential.</summary>
    public static Between Of(StateModule earlier, StateModule later)
    {
        var (left, right) = (ModulePath.Of(earlier.Name), ModulePath.Of(later.Name));
        return left.Container == right.Container && left.Number is { } first && right.Number is { } second
            ? Counted(second - first - 1)
            : Unknown;
    }
}

/// <summary>A module's name: the container's, and its own, which is a number in an nn.Sequential or an nn.ModuleList.</summary>
internal readonly record struct ModulePath(string Container, string Local)
{
    /// <summary>No container has more modules.</summary>
    private const int MostDigits = 6;

    public int? Number => Local.Length is > 0 and <= MostDigits && Local.All(char.IsAsciiDigit)
        ? int.Parse(Local, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    public static ModulePath Of(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? new ModulePath("", name) : new ModulePath(name[..dot], name[(dot + 1)..]);
    }
}

/// <summary>A module and what lies before it.</summary>
internal sealed record PlacedModule(StateModule Module, Between Before);

/// <summary>The source of the order of a network's modules.</summary>
internal enum OrderEvidence
{
    /// <summary>The user, or the file's metadata.</summary>
    Stated,

    /// <summary>The numbers of one nn.Sequential, which show its activations as gaps.</summary>
    Numbered,

    /// <summary>Numbers within names.</summary>
    Names,

    /// <summary>The shapes, which chain in one order only.</summary>
    Shapes,
}

/// <summary>The modules of a network in the order in which they work.</summary>
internal sealed record ModuleSequence(IReadOnlyList<PlacedModule> Modules, OrderEvidence Evidence)
{
    /// <summary>Guesses that it rests on.</summary>
    public IReadOnlyList<string> Guesses { get; init; } = [];

    /// <summary>Modules that were not named.</summary>
    public IReadOnlyList<StateModule> LeftOut { get; init; } = [];
}
