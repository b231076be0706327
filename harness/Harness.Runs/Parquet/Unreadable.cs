using Parquet;

namespace Harness.ParquetNet;

/// <summary>Says why a file cannot be read.</summary>
internal static class Unreadable
{
    public static string Explain(Exception cause) => cause switch
    {
        UnreadableFileException known => known.Message,
        OutOfMemoryException => "the table does not fit into memory; write it as several files",
        NotSupportedException or NotImplementedException => $"it uses something that Parquet.Net does not know ({cause.Message}); write it with snappy or no compression",
        ParquetException or IOException => $"{cause.Message}. The file is damaged or incomplete: copy or write it again",
        _ => $"Parquet.Net cannot make sense of it ({cause.GetType().Name}: {cause.Message}). The file is damaged or incomplete: copy or write it again",
    };
}
