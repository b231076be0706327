namespace Engine.Randomness;

/// <summary>The purpose of random numbers. Streams of different purposes are independent under one seed;
/// the values are part of the file contract and never change.</summary>
public enum RandomPurpose
{
    Initialization = 1,
    BatchOrder = 2,
    Dropout = 3,
    RandomOrder = 4,
    TieBreak = 5,
    PermutationNull = 6,
    Bootstrap = 7,
    Resample = 8,
    CheckStep = 9,
    DataGeneration = 10,
    GradientNoise = 11,
    Subsample = 20,
    TrainingDraw = 21,
    LatentNoise = 22,
    SweepDraw = 30,
}
