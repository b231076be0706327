namespace Testing.Training;

/// <summary>The promises of every trainer: the rules, and the results of the plain
/// float64 trainer. A subclass says which trainer, and nothing else.</summary>
public abstract partial class TrainerContract : TrainerRulesContract;
