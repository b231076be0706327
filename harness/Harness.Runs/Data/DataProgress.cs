namespace Harness.Data;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Received so far, those of an earlier try included.</param>
/// <param name="Total">Null where the server does not say.</param>
public readonly record struct DataProgress(string DataSet, string File, long Bytes, long? Total);
