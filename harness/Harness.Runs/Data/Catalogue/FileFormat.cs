namespace Harness.Data;

/// <summary>How the files of a data set are laid out.</summary>
public enum FileFormat
{
    Idx,
    Cifar,
    Digits,
}
