using Harness.Parquet.Metadata;

namespace Harness.Parquet.Reading;

/// <summary>Decodes the values of one physical type from a page that holds the values themselves.</summary>
internal abstract class ValueDecoder<T>
{
    /// <summary>What stands at a null.</summary>
    public abstract T Missing { get; }

    /// <summary>Fills all of <paramref name="values"/>, those that exist, from the page's bytes behind its levels.</summary>
    public abstract void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<T> values);

    protected static UnreadableFileException Unknown(PageEncoding encoding) => UnreadableFileException.Unsupported(
        $"a page of {typeof(T).Name} values is encoded as {(Enum.IsDefined(encoding) ? encoding : "number " + (int)encoding)}",
        "write the file with plain or dictionary encoding");
}
