namespace Testing.Training;

/// <summary>How far float32 training may be from float64 or from another library's
/// float32: rounding errors of 6e-8 grow as steps feed on steps.</summary>
internal static class TrainingTolerance
{
    /// <summary>Below this a parameter's difference changes no loss that anyone reads.</summary>
    public const double Floor = 0.05;

    /// <param name="steps">Up to 100.</param>
    public static double Loss(int steps) => steps switch { <= 10 => 1e-6, _ => 1e-5 };

    /// <param name="steps">Up to 100.</param>
    public static double Weights(int steps) => steps switch { <= 1 => 2e-6, <= 10 => 5e-5, _ => 1e-4 };
}
