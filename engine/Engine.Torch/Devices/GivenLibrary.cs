using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Engine.Torch.Devices;

/// <summary>Libraries of libtorch that are on the machine already, such as PyTorch's own, in a folder that the user names.</summary>
/// <remarks>TorchSharp calls libtorch's C++ interface, which changes with every minor version: another one is refused, unless the user
/// asks to try it.</remarks>
internal static unsafe partial class GivenLibrary
{
    /// <summary>Names the folder.</summary>
    public const string Variable = "ENGINE_TORCH_LIB";

    /// <summary>Set to 1 it has another version tried.</summary>
    public const string AnyVersion = "ENGINE_TORCH_ANY_VERSION";

    /// <summary>The version that TorchSharp 0.107 is built for.</summary>
    private const int Major = 2, Minor = 10;

    /// <summary>Null where none is named.</summary>
    public static string? Folder =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>The version that a library tells; null where it tells none, as those before 2.9.</summary>
    /// <param name="library">libtorch's part for CPUs, loaded.</param>
    public static Version? VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out var ask) ? Decode(((delegate* unmanaged<ulong>)ask)()) : null;

    /// <summary>The numbers of a version, a byte each from the highest on: 0x020A000000000000 is 2.10.0.</summary>
    internal static Version Decode(ulong version) =>
        new((int)(version >> 56), (int)((version >> 48) & byte.MaxValue), (int)((version >> 40) & byte.MaxValue));

    /// <summary>Why libraries of a version are not used; null where they are.</summary>
    public static string? Refuse(string folder, Version? found) =>
        Refuse(folder, found, Environment.GetEnvironmentVariable(AnyVersion) == "1");

    internal static string? Refuse(string folder, Version? found, bool triesAny) =>
        found is { Major: Major, Minor: Minor } || (triesAny && found is not null)
            ? null
            : $"{folder}, which {Variable} names, has "
                + $"{(found is null ? "a libtorch that does not tell its version" : $"libtorch {found}")}; "
                + $"TorchSharp needs {Major}.{Minor}, and no other version's C++ interface is the same. {AnyVersion}=1 tries one that "
                + "tells its version all the same: believe nothing of it before the tests of trainers have passed.";

    /// <summary>Names the function that a library asks for in vain; null where the loader complains of something else.</summary>
    /// <param name="complaint">E.g. <c>libLibTorchSharp.so: undefined symbol: _ZN2at5emptyE</c>.</param>
    public static string? Missing(string complaint) =>
        UndefinedSymbol().Match(complaint) is { Success: true } match
            ? $"it asks for {match.Groups["name"].Value}, which this libtorch has not: it is of another version."
            : null;

    [GeneratedRegex(@"undefined symbol: (?<name>\w+)")]
    private static partial Regex UndefinedSymbol();
}
