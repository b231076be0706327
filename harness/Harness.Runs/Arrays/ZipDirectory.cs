using System.Buffers.Binary;
using System.Text;
using Engine;

namespace Harness.Runs.Arrays;

/// <summary>The members of a zip archive, as its central directory lists them.</summary>
/// <remarks>Format: APPNOTE.TXT of PKWARE. System.IO.Compression does not say where a member lies, and gives none but from front to back;
/// arrays are read in places.</remarks>
internal static class ZipDirectory
{
    private const int EndBytes = 22, MostComment = ushort.MaxValue, LocatorBytes = 20, End64Bytes = 56, EntryBytes = 46;
    private const uint EndMark = 0x06054b50, LocatorMark = 0x07064b50, End64Mark = 0x06064b50, EntryMark = 0x02014b50;

    /// <exception cref="UserErrorException">It is no sound archive.</exception>
    public static IReadOnlyList<ZipMember> Read(FileSource file)
    {
        var (begin, length, end) = Place(file);
        if (begin < 0 || length < 0 || begin > end - length || length > Array.MaxLength)
            throw Damaged(file, "its list of members lies outside it");
        var directory = new byte[length];
        file.Read(begin, directory);
        var members = new List<ZipMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var rest = directory.AsSpan(); rest.Length > 0;)
        {
            var member = ReadEntry(file, ref rest, begin);
            if (!names.Add(member.Name))
                throw new UserErrorException($"{file.Path}: has two members of the name {member.Name}; names must differ.");
            members.Add(member);
        }
        return members;
    }

    public static UserErrorException Damaged(FileSource file, string what) =>
        new($"{file.Path}: {what}. The file is damaged or incomplete: copy it again.");

    /// <summary>Where the directory begins and how long it is, and what must lie behind it.</summary>
    private static (long Begin, long Length, long End) Place(FileSource file)
    {
        var tail = new byte[Math.Min(file.Length, EndBytes + MostComment)];
        file.Read(file.Length - tail.Length, tail);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var mark = tail.AsSpan(at);
            if (U32(mark) != EndMark || U16(mark[20..]) != mark.Length - EndBytes)
                continue;
            var end = file.Length - tail.Length + at;
            return IsLarge(mark) && end >= LocatorBytes ? Place64(file, end) : (U32(mark[16..]), U32(mark[12..]), end);
        }
        throw Damaged(file, "begins as a zip archive and has no end of one");
    }

    private static bool IsLarge(ReadOnlySpan<byte> end) =>
        U16(end[10..]) == ushort.MaxValue || U32(end[12..]) == uint.MaxValue || U32(end[16..]) == uint.MaxValue;

    private static (long Begin, long Length, long End) Place64(FileSource file, long end)
    {
        var locator = new byte[LocatorBytes];
        file.Read(end - LocatorBytes, locator);
        var place = (long)BinaryPrimitives.ReadUInt64LittleEndian(locator.AsSpan(8));
        if (U32(locator) != LocatorMark || place < 0 || place > end - LocatorBytes - End64Bytes)
            throw Damaged(file, "its zip64 directory is not where it should be");
        var record = new byte[End64Bytes];
        file.Read(place, record);
        return U32(record) == End64Mark
            ? (BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)), place)
            : throw Damaged(file, "its zip64 directory is not where it should be");
    }

    private static ZipMember ReadEntry(FileSource file, ref Span<byte> rest, long directory)
    {
        if (rest.Length < EntryBytes || U32(rest) != EntryMark)
            throw Damaged(file, "its list of members is broken");
        int name = U16(rest[28..]), extra = U16(rest[30..]), comment = U16(rest[32..]);
        if (rest.Length - EntryBytes < name + extra + comment)
            throw Damaged(file, "its list of members is broken");
        var entry = rest;
        rest = rest[(EntryBytes + name + extra + comment)..];
        var (length, compressed, offset) = ((long)U32(entry[24..]), (long)U32(entry[20..]), (long)U32(entry[42..]));
        var more = Zip64(entry.Slice(EntryBytes + name, extra));
        if (length == uint.MaxValue)
            length = Next(ref more);
        if (compressed == uint.MaxValue)
            compressed = Next(ref more);
        if (offset == uint.MaxValue)
            offset = Next(ref more);
        var member = new ZipMember(
            file, Encoding.UTF8.GetString(entry.Slice(EntryBytes, name)), U16(entry[10..]), (U16(entry[8..]) & 1) != 0, U32(entry[16..]),
            length, compressed, offset);
        if (length < 0 || compressed < 0 || offset < 0 || offset > directory - compressed)
            throw Damaged(file, $"its member {member.Name} lies outside it");
        return member;
    }

    /// <summary>The numbers that did not fit 32 bits.</summary>
    private static ReadOnlySpan<byte> Zip64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(U16(extra[2..]), extra.Length - 4);
            if (U16(extra) == 1)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        return [];
    }

    private static long Next(ref ReadOnlySpan<byte> more)
    {
        if (more.Length < 8)
            return uint.MaxValue;
        var value = BinaryPrimitives.ReadInt64LittleEndian(more);
        more = more[8..];
        return value;
    }

    private static int U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
