namespace Engine.Data;

/// <summary>One split: features <c>[samples, inputs]</c> and a class label 0..classes-1 for each sample.</summary>
public sealed class LabelledData
{
    /// <exception cref="UserErrorException">The counts differ or a label is not below <paramref name="classes"/>.</exception>
    public LabelledData(Features features, byte[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        if (features.Samples != labels.Length)
            throw new UserErrorException($"{features.Samples} images and {labels.Length} labels: there must be one label for each image. "
                + "Check that both files belong to the same set.");
        var wrong = Array.FindIndex(labels, label => label >= classes);
        if (wrong >= 0)
            throw new UserErrorException($"label {wrong} is {labels[wrong]}: labels must be 0 to {classes - 1}.");
        Features = features;
        Labels = labels;
        Classes = classes;
    }

    public Features Features { get; }

    public byte[] Labels { get; }

    public int Classes { get; }

    public int Samples => Labels.Length;

    /// <summary>The samples <paramref name="first"/> .. <paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    public LabelledData Slice(int first, int count) =>
        new(Features.Slice(first, count), Labels.AsSpan(first, count).ToArray(), Classes);
}
