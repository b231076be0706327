using System.Text;
using Engine;

namespace Harness.Specs;

/// <summary>The text of a spec's file, which is UTF-8.</summary>
public static class SpecFile
{
    private const int MaximumBytes = 16 << 20;

    /// <param name="path">A file, or a stream of this process as in <c>engine run &lt;(…)</c>.</param>
    /// <exception cref="SpecException">It cannot be read, or is no text of a spec's length.</exception>
    public static string Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (!SpecialFile.IsOwnStream(path) && SpecialFile.Kind(path) is { } kind)
                throw Unreadable(path, $"is {kind}; the path of a spec file is needed");
            using var content = Content(path);
            using var text = new StreamReader(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return text.ReadToEnd();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(
                path, Directory.Exists(path) ? "is a folder; the path of a spec file is needed" : $"cannot be read: {FileFault.Of(cause)}");
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(path, "is not UTF-8 text");
        }
    }

    /// <summary>A stream has no length to be asked for: it is read until it is too long.</summary>
    private static MemoryStream Content(string path)
    {
        using var file = File.OpenRead(path);
        var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            content.Write(buffer, 0, read);
            if (content.Length > MaximumBytes)
                throw Unreadable(path, $"has more than {MaximumBytes} bytes; that is no spec");
        }
        content.Position = 0;
        return content;
    }

    private static SpecException Unreadable(string path, string message) => new([new SpecError(path, 0, 0, message)]);
}
