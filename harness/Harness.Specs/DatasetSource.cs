namespace Harness.Specs;

/// <summary>Where a spec's data come from.</summary>
public enum DatasetSource
{
    /// <summary>The catalogue.</summary>
    Named,

    /// <summary>A folder of IDX files.</summary>
    Idx,

    /// <summary>A folder of CIFAR-10 binary batches.</summary>
    Cifar,
}
