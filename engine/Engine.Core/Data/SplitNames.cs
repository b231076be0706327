namespace Engine.Data;

/// <summary>The names of splits in specs and tables.</summary>
public static class SplitNames
{
    private static readonly string[] Names = ["train", "validation", "test"];

    public static string NameOf(this Split split) => Names[(int)split];

    public static bool TryParse(string? name, out Split split)
    {
        var index = Array.IndexOf(Names, name);
        split = index < 0 ? default : (Split)index;
        return index >= 0;
    }
}
