namespace Engine.Ablation;

/// <summary>In which direction of its ranking an order removes neurons.</summary>
public enum AblationDirection
{
    /// <summary>Lowest value first.</summary>
    Ascending,

    /// <summary>Highest value first: the exact reverse of ascending.</summary>
    Descending,

    /// <summary>No ranking: a random permutation.</summary>
    Random,
}

/// <summary>The names of directions in tables.</summary>
public static class AblationDirectionNames
{
    private static readonly string[] Names = ["ascending", "descending", "random"];

    public static string NameOf(this AblationDirection direction) => Names[(int)direction];
}
