namespace Engine.Tables;

/// <summary>The port for result files: one provider per library that can write Parquet.</summary>
public interface ITableFormat
{
    /// <summary>The provider's name, e.g. <c>embedded</c>.</summary>
    string Name { get; }

    /// <summary>Writes the whole table to <paramref name="stream"/>, with <paramref name="metadata"/> as the file's key-value metadata.</summary>
    void Write(Stream stream, Table table, IReadOnlyDictionary<string, string> metadata);

    /// <summary>Reads a whole file from a seekable stream.</summary>
    /// <param name="source">What to call the file in an error.</param>
    /// <exception cref="UserErrorException">The content is not a Parquet file, is damaged, or uses a feature this reader lacks.</exception>
    TableFile Read(Stream stream, string source);
}
