using Engine.Analysis;
using Engine.Tables;
using Engine.Training;

namespace Harness.Runs.Execution;

/// <summary>What a sweep trains, analyzes and stores with.</summary>
public sealed record RunProviders(ITrainer Trainer, IAnalysisDevice Device, ITableFormat Format);
