using Engine.Data;
using Engine.Networks;

namespace Harness.Cli.Commands;

/// <summary>What <c>engine analyze</c> was asked for.</summary>
internal sealed record AnalyzeRequest(
    string Model,
    Activation Activation,
    string Dataset,
    string? Data,
    string Output,
    Split MeasureSplit,
    Split EvaluateSplit,
    string Device,
    string Tables,
    int Threads,
    long Memory,
    string[] Overrides,
    bool Resume,
    bool Json,
    bool Quiet);
