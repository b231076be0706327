using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Torch.Tests;

/// <summary>The least shared object (ELF, 64 bits) that Linux's loader takes: no code, and a list of the libraries that it needs.</summary>
internal static class SharedObject
{
    private const int Header = 64, Program = 56, Programs = 3, Entry = 16;
    private const int Load = 1, Dynamic = 2, Stack = 0x6474e551;
    private const long Null = 0, Needed = 1, Strings = 5, Symbols = 6, StringsSize = 10, SymbolSize = 11;

    /// <summary>Why it cannot be made for this machine; null where it can.</summary>
    public static string? Unfit => OperatingSystem.IsLinux() && Machine > 0
        ? null
        : $"shared objects are made for Linux on x64 and Arm64, and this is {RuntimeInformation.RuntimeIdentifier}";

    private static short Machine => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 62,
        Architecture.Arm64 => 183,
        _ => 0,
    };

    /// <summary>The whole file.</summary>
    /// <param name="needed">Names of libraries, which the loader looks for.</param>
    public static byte[] Needing(params string[] needed)
    {
        var names = Encoding.ASCII.GetBytes("\0" + string.Concat(needed.Select(name => name + "\0")));
        var dynamic = Header + (Programs * Program);
        // The table ends with an empty entry; the symbols are one, which is empty too.
        var symbols = dynamic + ((needed.Length + 5) * Entry);
        var strings = symbols + 24;
        var file = new byte[strings + names.Length];
        names.CopyTo(file, strings);
        WriteHeader(file);
        WriteProgram(file, Header, Load, 0, file.Length);
        WriteProgram(file, Header + Program, Dynamic, dynamic, symbols - dynamic);
        // Without it the loader takes the stack for one that holds code, which newer ones refuse.
        WriteProgram(file, Header + (2 * Program), Stack, 0, 0);
        var offset = 1;
        List<(long Tag, long Value)> entries = [];
        foreach (var name in needed)
        {
            entries.Add((Needed, offset));
            offset += name.Length + 1;
        }
        entries.AddRange([(Strings, strings), (Symbols, symbols), (StringsSize, names.Length), (SymbolSize, 24), (Null, 0)]);
        for (var i = 0; i < entries.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(dynamic + (i * Entry)), entries[i].Tag);
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(dynamic + (i * Entry) + 8), entries[i].Value);
        }
        return file;
    }

    private static void WriteHeader(Span<byte> file)
    {
        // 64 bits, little-endian, version 1; a shared object.
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(file);
        BinaryPrimitives.WriteInt16LittleEndian(file[16..], 3);
        BinaryPrimitives.WriteInt16LittleEndian(file[18..], Machine);
        BinaryPrimitives.WriteInt32LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(file[32..], Header);
        BinaryPrimitives.WriteInt16LittleEndian(file[52..], Header);
        BinaryPrimitives.WriteInt16LittleEndian(file[54..], Program);
        BinaryPrimitives.WriteInt16LittleEndian(file[56..], Programs);
    }

    /// <summary>A part of the file that is mapped where it lies, readable and writable.</summary>
    private static void WriteProgram(Span<byte> file, int at, int kind, long offset, long size)
    {
        BinaryPrimitives.WriteInt32LittleEndian(file[at..], kind);
        BinaryPrimitives.WriteInt32LittleEndian(file[(at + 4)..], 6);
        for (var field = 0; field < 3; field++)
            BinaryPrimitives.WriteInt64LittleEndian(file[(at + 8 + (8 * field))..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(file[(at + 32)..], size);
        BinaryPrimitives.WriteInt64LittleEndian(file[(at + 40)..], size);
        BinaryPrimitives.WriteInt64LittleEndian(file[(at + 48)..], kind == Load ? 65536 : 8);
    }
}
