using System.Diagnostics;
using System.Net.Sockets;
using Engine.Data.Files;

namespace Engine.Tests.Data.Files;

/// <summary>A pipe, a device or a socket is told from a file before it is opened: nobody may ever write into a pipe.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SpecialFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds of files as Linux tells them");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_kind_is_told_through_links_too()
    {
        using var socket = Socket();
        Assert.Equal("a socket", SpecialFile.Kind(_folder["socket"]));
        Assert.Equal("a pipe", SpecialFile.Kind(Pipe("pipe")));
        Assert.Equal("a device", SpecialFile.Kind("/dev/null"));
        File.CreateSymbolicLink(_folder["link"], "pipe");
        Assert.Equal("a pipe", SpecialFile.Kind(_folder["link"]));
        Assert.All(
            new[] { _folder.Path, _folder["nothing"], _folder.Write("file", "content"), _folder.Write("empty", "") },
            path => Assert.Null(SpecialFile.Kind(path)));
    }

    [Fact]
    public void None_is_opened_as_a_data_file()
    {
        using var socket = Socket();
        // Held open, so that whoever opened it would not wait for ever.
        using var pipe = new FileStream(Pipe("pipe"), FileMode.Open, FileAccess.ReadWrite);
        foreach (var (path, kind) in new[] { (pipe.Name, "a pipe"), (_folder["socket"], "a socket"), ("/dev/zero", "a device") })
            Assert.Equal(
                $"{path} cannot be read: it is {kind}, and a file is needed. Copy what it gives into one.",
                Assert.Throws<UserErrorException>(() => DataFile.Open(path)).Message);
    }

    private Socket Socket()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        return socket;
    }

    private string Pipe(string name)
    {
        Process.Start("mkfifo", [_folder[name]]).WaitForExit();
        return _folder[name];
    }
}
