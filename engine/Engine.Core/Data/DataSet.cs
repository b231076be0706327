using System.Collections.Immutable;

namespace Engine.Data;

/// <summary>A data set as its publisher ships it: training samples in file order, and test samples.</summary>
/// <param name="Name">The name used in specs and tables, e.g. <c>fashion-mnist</c>.</param>
/// <param name="Channels">Planes of one image (3 for CIFAR-10), 1 for grey images and plain features.</param>
/// <param name="Sha256">Lower-case SHA-256 over the decompressed content of all files in the catalogue's order; for a generated set,
/// of its definition; for arrays and tables, of features and labels as they are read.</param>
/// <param name="DefaultValidation">How many of the last training samples are held out when the spec does not say.</param>
public sealed record DataSet(string Name, LabelledData Train, LabelledData Test, int Channels, string Sha256, int DefaultValidation)
{
    /// <summary>The labels as the data have them, by class: texts, or whole numbers in decimal. Empty where class c has the label
    /// c.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>The validation samples that the data bring; null where they are held out of the training samples.</summary>
    public LabelledData? Validation { get; init; }

    public int Inputs => Train.Features.Inputs;

    public int Classes => Train.Classes;

    /// <summary>The last <paramref name="validation"/> training samples become the validation split, unless the data bring one of their
    /// own; the seed never changes a split.</summary>
    /// <exception cref="UserErrorException">The split leaves no training samples, or there is a validation split already.</exception>
    public DataSplits Split(int validation)
    {
        if (Validation is not null)
            return validation == 0
                ? new DataSplits(Train, Validation, Test)
                : throw new UserErrorException($"training.validation is {validation}: {Name} brings {Validation.Samples} validation "
                    + "samples of its own, which are used. Leave training.validation out.");
        if (validation < 0 || (validation > 0 && validation >= Train.Samples))
            throw new UserErrorException($"training.validation is {validation}: {Name} has {Train.Samples} training samples, "
                + $"so it must be 0 to {Math.Max(0, Train.Samples - 1)}.");
        var kept = Train.Samples - validation;
        return new DataSplits(Train.Slice(0, kept), Train.Slice(kept, validation), Test);
    }
}
