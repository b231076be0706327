namespace Harness.Specs;

/// <summary>Which neurons are ranked together.</summary>
public enum ScopeChoice
{
    /// <summary>Each hidden layer by itself.</summary>
    Layers,

    /// <summary>All hidden neurons in one ranking.</summary>
    Network,
}
