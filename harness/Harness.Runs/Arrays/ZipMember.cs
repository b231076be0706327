using System.Buffers.Binary;
using System.IO.Compression;
using Engine;
using Harness.Runs.Parquet;

namespace Harness.Runs.Arrays;

/// <summary>A member of a zip archive.</summary>
/// <param name="Length">Bytes of its content, as the archive states them.</param>
/// <param name="Offset">Of its own header in the file.</param>
internal sealed record ZipMember(
    FileSource File, string Name, int Method, bool IsEncrypted, uint Checksum, long Length, long CompressedLength, long Offset)
{
    private const int HeaderBytes = 30, Stored = 0, Deflated = 8;
    private const uint HeaderMark = 0x04034b50;

    // Deflate cannot expand more than 1032 times.
    private const int LargestExpansion = 1032;

    public string Where => $"{File.Path}: {Name}";

    /// <summary>Its content; whoever reads it in order has its checksum compared at the end.</summary>
    /// <exception cref="UserErrorException">The archive lies about it, or it is packed in a way that is not read.</exception>
    public ByteSource Open()
    {
        if (IsEncrypted)
            throw new UserErrorException($"{Where} is encrypted. Save it without a password.");
        if (Method is not (Stored or Deflated))
            throw new UserErrorException($"{Where} is compressed by method {Method}; stored and deflated members are read.");
        if (Method == Stored ? Length != CompressedLength : Length > CompressedLength * LargestExpansion)
            throw ZipDirectory.Damaged(File, $"states {Length} bytes for {Name}, which its {CompressedLength} bytes cannot hold");
        var packed = new PartSource(File, Begin(), CompressedLength);
        return Method == Stored ? new CheckedSource(this, packed) : new DeflatedSource(this, packed);
    }

    private long Begin()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (Offset > File.Length - HeaderBytes)
            throw ZipDirectory.Damaged(File, $"its member {Name} lies outside it");
        File.Read(Offset, header);
        var begin = Offset + HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == HeaderMark && begin <= File.Length - CompressedLength
            ? begin
            : throw ZipDirectory.Damaged(File, $"its member {Name} is not where it should be");
    }
}

/// <summary>The checksum of a member, as far as it has been read in order.</summary>
internal sealed class MemberChecksum(ZipMember member)
{
    private uint _crc;
    private long _done;

    public void Take(long offset, ReadOnlySpan<byte> bytes)
    {
        if (offset > _done || offset + bytes.Length <= _done)
            return;
        _crc = Crc32.Append(_crc, bytes[(int)(_done - offset)..]);
        _done = offset + bytes.Length;
        // PyTorch writes 0 where it was told to do without.
        if (_done == member.Length && _crc != member.Checksum && member.Checksum != 0)
            throw ZipDirectory.Damaged(member.File, $"{member.Name} does not match its checksum");
    }
}

/// <summary>A stored member.</summary>
internal sealed class CheckedSource(ZipMember member, ByteSource content) : ByteSource
{
    private readonly Lock _lock = new();
    private readonly MemberChecksum _checksum = new(member);

    public override long Length => content.Length;

    public override void Read(long offset, Span<byte> bytes)
    {
        content.Read(offset, bytes);
        lock (_lock)
            _checksum.Take(offset, bytes);
    }
}

/// <summary>A deflated member: read from front to back, and anew where something before is asked for.</summary>
internal sealed class DeflatedSource(ZipMember member, ByteSource packed) : ByteSource
{
    private const int SkipBytes = 1 << 16;

    private readonly Lock _lock = new();
    private readonly MemberChecksum _checksum = new(member);
    private DeflateStream? _content;
    private long _position;

    public override long Length => member.Length;

    public override bool IsSeekable => false;

    public override void Read(long offset, Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Length - offset);
        lock (_lock)
        {
            if (_content is null || offset < _position)
                (_content, _position) = (new DeflateStream(new SourceStream(packed), CompressionMode.Decompress), 0);
            Span<byte> skipped = offset > _position ? new byte[Math.Min(SkipBytes, offset - _position)] : [];
            while (_position < offset)
                Next(skipped[..(int)Math.Min(skipped.Length, offset - _position)]);
            Next(bytes);
        }
    }

    private void Next(Span<byte> bytes)
    {
        var end = _position + bytes.Length;
        try
        {
            if (_content!.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw ZipDirectory.Damaged(member.File, $"{member.Name} ends before its {member.Length} bytes");
            _checksum.Take(_position, bytes);
            _position += bytes.Length;
            if (bytes.Length > 0 && _position == member.Length && _content.ReadByte() >= 0)
                throw ZipDirectory.Damaged(member.File, $"{member.Name} goes on after its {member.Length} bytes");
        }
        catch (InvalidDataException cause)
        {
            throw new UserErrorException($"{member.Where} is damaged ({cause.Message}). Copy the file again.", cause);
        }
        finally
        {
            // Behind a fault nothing is where it is thought to be.
            if (_position != end)
                _content = null;
        }
    }
}
