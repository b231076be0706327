namespace Harness.Data;

/// <summary>How a spec names its data set.</summary>
public enum DataSetKind
{
    /// <summary>By a name of the catalogue, or of a generated set.</summary>
    Named,

    /// <summary><c>{idx: FOLDER}</c>: four IDX files with the names of MNIST's.</summary>
    IdxFolder,

    /// <summary><c>{cifar: FOLDER}</c>: data_batch_1.bin and following, and test_batch.bin.</summary>
    CifarFolder,
}
