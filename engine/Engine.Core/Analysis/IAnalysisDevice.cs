using Engine.Networks;

namespace Engine.Analysis;

/// <summary>The device port: neurons are measured and ablated here.</summary>
public interface IAnalysisDevice
{
    /// <summary>The name that <c>--device</c> takes, e.g. <c>simd</c>.</summary>
    string Name { get; }

    Availability Availability { get; }

    /// <summary>The vector width or GPU that last bits depend on, for the table of runs.</summary>
    string InstructionSet { get; }

    /// <summary>Prepares a network for analysis.</summary>
    IAnalysisSession Open(Network network, AnalysisResources resources);
}
