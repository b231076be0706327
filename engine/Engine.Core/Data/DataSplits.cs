namespace Engine.Data;

/// <summary>The three splits that a run uses. <see cref="Validation"/> may be empty.</summary>
public sealed record DataSplits(LabelledData Train, LabelledData Validation, LabelledData Test)
{
    public LabelledData this[Split split] => split switch
    {
        Split.Train => Train,
        Split.Validation => Validation,
        Split.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };
}
