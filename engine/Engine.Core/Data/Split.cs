namespace Engine.Data;

/// <summary>Which samples a quantity is estimated on.</summary>
public enum Split
{
    Train,
    Validation,
    Test,
}
