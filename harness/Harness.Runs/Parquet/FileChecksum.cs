using System.Security.Cryptography;
using System.Text;

namespace Harness.Runs.Parquet;

/// <summary>
/// The SHA-256 of a file, kept in its own key-value metadata under <see cref="Key"/>, in hexadecimal digits: of all its bytes, those digits
/// taken as zeros. So each file can be checked alone, wherever it is copied to, and is written in one piece with its checksum.
/// </summary>
internal static class FileChecksum
{
    public const string Key = "sha256";

    private const int Digits = 2 * SHA256.HashSizeInBytes;

    /// <summary>Stands in the metadata until the checksum is known.</summary>
    public static readonly string Blank = new('0', Digits);

    /// <summary>
    /// How thrift's compact protocol writes a pair with this key, up to its value: two fields of bytes (0x18), each after its length.
    /// </summary>
    private static readonly byte[] Mark = [0x18, (byte)Key.Length, .. Encoding.ASCII.GetBytes(Key), 0x18, Digits];

    /// <summary>Writes the checksum in place of the blank.</summary>
    /// <exception cref="ArgumentException">There is no blank.</exception>
    public static void Seal(Span<byte> file)
    {
        var place = Find(file) ?? throw new ArgumentException($"the metadata lacks the key {Key}", nameof(file));
        Encoding.ASCII.GetBytes(Of(file, place), file[place..]);
    }

    /// <returns>Whether the content is as it was written; null for a file without a checksum.</returns>
    public static bool? Matches(ReadOnlySpan<byte> file) =>
        Find(file) is { } place ? file.Slice(place, Digits).SequenceEqual(Encoding.ASCII.GetBytes(Of(file, place))) : null;

    /// <summary>The last such pair: the metadata comes after everything in a file that others may fill.</summary>
    private static int? Find(ReadOnlySpan<byte> file)
    {
        var mark = file.LastIndexOf(Mark);
        return mark >= 0 && file.Length - mark - Mark.Length >= Digits ? mark + Mark.Length : null;
    }

    private static string Of(ReadOnlySpan<byte> file, int place)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file[..place]);
        hash.AppendData(Encoding.ASCII.GetBytes(Blank));
        hash.AppendData(file[(place + Digits)..]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
