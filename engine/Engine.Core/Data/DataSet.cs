namespace Engine.Data;

/// <summary>A data set as its publisher ships it: training samples in file order, and test samples.</summary>
/// <param name="Name">The name used in specs and tables, e.g. <c>fashion-mnist</c>.</param>
/// <param name="Channels">Planes of one image (3 for CIFAR-10), 1 for grey images and plain features.</param>
/// <param name="Sha256">Lower-case SHA-256 over the decompressed content of all files in the catalogue's order; for a generated set,
/// of its definition.</param>
/// <param name="DefaultValidation">How many of the last training samples are held out when the spec does not say.</param>
public sealed record DataSet(string Name, LabelledData Train, LabelledData Test, int Channels, string Sha256, int DefaultValidation)
{
    public int Inputs => Train.Features.Inputs;

    public int Classes => Train.Classes;

    /// <summary>The last <paramref name="validation"/> training samples become the validation split;
    /// the seed never changes a split.</summary>
    /// <exception cref="UserErrorException">The split leaves no training samples.</exception>
    public DataSplits Split(int validation)
    {
        if (validation < 0 || validation >= Train.Samples)
            throw new UserErrorException($"training.validation is {validation}: {Name} has {Train.Samples} training samples, "
                + $"so it must be 0 to {Train.Samples - 1}.");
        var kept = Train.Samples - validation;
        return new DataSplits(Train.Slice(0, kept), Train.Slice(kept, validation), Test);
    }
}
