namespace Harness.Parquet.Metadata;

/// <summary>The four bytes that a Parquet file begins and ends with.</summary>
internal static class Magic
{
    public static ReadOnlySpan<byte> Plain => "PAR1"u8;

    /// <summary>Of a file whose footer is encrypted.</summary>
    public static ReadOnlySpan<byte> Encrypted => "PARE"u8;
}
