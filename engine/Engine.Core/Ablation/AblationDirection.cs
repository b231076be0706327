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
