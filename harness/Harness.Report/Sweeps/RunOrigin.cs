namespace Harness.Report.Sweeps;

/// <summary>What computed a run and what it was computed from; a text is empty where it is not known.</summary>
internal sealed record RunOrigin(string Trainer, string Device, string InstructionSet, string EngineVersion, string GitCommit, string Dataset, string DatasetSha256);
