namespace Engine.Measures;

/// <summary>The names of measures in specs and tables.</summary>
public static class MeasureNames
{
    private static readonly string[] Names =
    [
        "mutual-information", "kl-selectivity", "entropy", "class-selectivity", "mean-activation", "variance-activation",
        "fraction-active", "outgoing-norm", "single-drop",
    ];

    public static IReadOnlyList<string> All => Names;

    public static string NameOf(this Measure measure) => Names[(int)measure];

    public static bool TryParse(string? name, out Measure measure)
    {
        var index = Array.IndexOf(Names, name);
        measure = index < 0 ? default : (Measure)index;
        return index >= 0;
    }
}
