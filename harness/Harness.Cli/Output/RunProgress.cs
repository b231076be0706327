namespace Harness.Cli.Output;

/// <summary>Where one run is.</summary>
internal sealed record RunProgress(int Epoch, int Epochs, string Phase)
{
    /// <summary>Training counts for most of a run: how long the analysis takes is not known beforehand.</summary>
    private const double TrainingShare = 0.8;

    public double Fraction => Epochs == 0 ? 0 : TrainingShare * Epoch / Epochs;

    public override string ToString() => Phase == "training" ? $"epoch {Epoch}/{Epochs}" : Phase;
}
