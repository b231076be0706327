namespace Engine.Ablation;

/// <summary>The names of directions in tables.</summary>
public static class AblationDirectionNames
{
    private static readonly string[] Names = ["ascending", "descending", "random"];

    public static string NameOf(this AblationDirection direction) => Names[(int)direction];
}
