namespace Engine.Ablation;

/// <summary>Which neurons one ranking orders: those of one hidden layer (1-based), or all hidden neurons of the network (layer 0).</summary>
public readonly record struct AblationScope(int Layer)
{
    public static AblationScope Network { get; } = new(0);

    public bool IsNetwork => Layer == 0;

    /// <summary>As tables name it: <c>network</c> or <c>layer-1</c>, <c>layer-2</c>, …</summary>
    public string Name => IsNetwork ? "network" : $"layer-{Layer}";

    public override string ToString() => Name;
}
