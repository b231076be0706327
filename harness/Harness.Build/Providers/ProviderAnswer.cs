namespace Harness.Build.Providers;

/// <summary>Which card packages a build uses, as Providers.props keeps it.</summary>
/// <param name="Switches">The properties of the packages that are used, such as EngineTorch.</param>
/// <param name="Firm">False where the registry could not be asked.</param>
internal sealed record ProviderAnswer(
    ProviderChoice Choice, string Fingerprint, DateOnly Date, IReadOnlyList<string> Switches, string TorchPackage, bool Firm)
{
    /// <summary>Whether it still answers the question. One that the registry did not give is good for its day only.</summary>
    public bool Answers(ProviderQuestion question, DateOnly today) =>
        Choice == question.Choice && Fingerprint == question.Fingerprint && (Firm || Date == today);
}
