namespace Harness.Tests.Data.Sources;

public sealed class DownloadTests : IDisposable
{
    private const string FileSource = """{ "kind": "download", "url": "https://example.org/tiny/{file}.gz" }""";
    private const string ArchiveSource = """{ "kind": "download", "url": "https://example.org/batches.tar.gz" }""";

    private readonly TestEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    [Fact]
    public void Every_file_is_fetched_checked_and_kept()
    {
        using var server = Serve(TinyFile);
        var found = Locate("tiny");
        Assert.Equal(SourceKind.Download, found.Source);
        Assert.Equal(TinySet.Files.Select(name => $"/tiny/{name}.gz"), server.Requests.Select(request => request.Path));
        Assert.Equal(TinySet.Files.Select(name => name + ".gz").Order(), CacheFiles("tiny"));
        Assert.Contains(_environment.Progress, report => report.DataSet == "tiny" && report.Bytes == report.Total);

        Assert.Equal(SourceKind.Cache, Locate("tiny").Source);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public void A_partial_file_is_continued_with_a_range()
    {
        var whole = TinySet.Gzip(TinySet.Content(0));
        _environment.Home.Write($"cache/tiny/{TinySet.Files[0]}.gz.part", whole[..50]);
        using var server = Serve(request => Ranged(request, TinyFile(request).Body));
        Locate("tiny");
        Assert.Equal(50, server.Requests[0].From);
        Assert.Equal(whole, File.ReadAllBytes(_environment.Home[$"cache/tiny/{TinySet.Files[0]}.gz"]));
    }

    [Fact]
    public void A_server_without_ranges_sends_the_whole_again()
    {
        _environment.Home.Write($"cache/tiny/{TinySet.Files[0]}.gz.part", [9, 9, 9]);
        using var server = Serve(TinyFile);
        Locate("tiny");
        Assert.Equal(
            (3, TinySet.Gzip(TinySet.Content(0)).Length),
            (server.Requests[0].From, (int)new FileInfo(_environment.Home[$"cache/tiny/{TinySet.Files[0]}.gz"]).Length));
    }

    [Fact]
    public void A_part_longer_than_the_file_is_dropped()
    {
        _environment.Home.Write($"cache/tiny/{TinySet.Files[0]}.gz.part", new byte[100_000]);
        using var server = Serve(request => request.From > 0 ? new LoopbackResponse(416, []) : TinyFile(request));
        Locate("tiny");
        Assert.Equal([100_000, 0], server.Requests.Take(2).Select(request => request.From));
    }

    [Fact]
    public void A_broken_connection_is_continued_at_once()
    {
        using var server = Serve(request =>
            request.From == 0 && request.Path.Contains("train-images", StringComparison.Ordinal)
                ? Broken(request)
                : Ranged(request, TinyFile(request).Body));
        Locate("tiny");
        Assert.Equal([0, 20], server.Requests.Take(2).Select(request => request.From));
    }

    [Fact]
    public void A_connection_that_keeps_breaking_leaves_the_part_for_the_next_time()
    {
        // 20 bytes at first, then one more each time.
        using var server = Serve(request =>
            request.From == 0 ? Broken(request) : Ranged(request, TinyFile(request).Body[..((int)request.From + 1)], statedLength: 50));
        var error = Assert.Throws<DataUnavailableException>(() => Locate("tiny"));
        Assert.Contains(
            "the connection ended after 22 bytes, 3 times; run again to go on from there", error.Message, StringComparison.Ordinal);
        Assert.Equal(22, new FileInfo(_environment.Home[$"cache/tiny/{TinySet.Files[0]}.gz.part"]).Length);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_and_the_file_removed()
    {
        using var server = Serve(request => new LoopbackResponse(200, TinySet.Gzip(TinySet.Content(0, salt: 5))));
        var error = Assert.Throws<DataUnavailableException>(() => Locate("tiny"));
        Assert.Contains(
            $"has the wrong content: 124 bytes of SHA-256 {TinySet.Sha256(TinySet.Content(0, salt: 5))}, needed are 124 bytes of SHA-256 "
                + $"{TinySet.Sha256(TinySet.Content(0))}; what arrived was refused and removed", error.Message, StringComparison.Ordinal);
        Assert.Empty(CacheFiles("tiny"));
    }

    [Theory]
    [InlineData(404, "the server answered 404 NotFound")]
    [InlineData(503, "the server answered 503 ServiceUnavailable")]
    public void A_refusal_is_named(int status, string message)
    {
        using var server = Serve(_ => new LoopbackResponse(status, []));
        Assert.Contains(message, Assert.Throws<DataUnavailableException>(() => Locate("tiny")).Message, StringComparison.Ordinal);
        Assert.Empty(CacheFiles("tiny"));
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_named()
    {
        // Nothing listens on port 1.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        _environment.Data = _environment.Data with { HttpHandler = handler };
        var source = """{ "kind": "download", "url": "https://127.0.0.1:1/{file}.gz" }""";
        var error = Assert.Throws<DataUnavailableException>(
            () => new DataLocator(_environment.Data)
                .Locate(TinySet.Catalogue(source).Find("tiny")!, TestContext.Current.CancellationToken));
        Assert.Contains("download https://127.0.0.1:1/{file}.gz: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_the_file_can_need_is_not_taken()
    {
        using var server = Serve(_ => new LoopbackResponse(200, [1, 2], StatedLength: 1L << 40));
        Assert.Contains(
            "offers 1099511627776 bytes, needed are at most", Assert.Throws<DataUnavailableException>(() => Locate("tiny")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_is_refused()
    {
        using var server = Serve(TinyFile);
        var download = new HttpDownload(_environment.Data, "tiny");
        var error = await Assert.ThrowsAsync<IOException>(
            () => download.FetchAsync(
                new Uri("http://example.org/x"), _environment.Home["x.part"], 100, TestContext.Current.CancellationToken));
        Assert.Equal("http://example.org/x is not https", error.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void A_server_that_sends_a_byte_now_and_then_does_not_hold_the_program()
    {
        _environment.Data = _environment.Data with { HttpPatience = TimeSpan.FromSeconds(1) };
        // Each pause is within patience, all of them together are not.
        using var server = Serve(request => TinyFile(request) with { PauseAfterByte = TimeSpan.FromSeconds(0.1) });
        var error = Assert.Throws<DataUnavailableException>(() => Locate("tiny"));
        Assert.Matches("no more than [0-9]+ bytes arrived within 1 s, needed are 4096", error.Message);
    }

    [Fact]
    public void A_silent_server_does_not_hang_the_program()
    {
        using var release = new ManualResetEventSlim();
        using var server = Serve(request =>
        {
            release.Wait(TimeSpan.FromSeconds(20));
            return TinyFile(request);
        });
        _environment.Data = _environment.Data with { HttpPatience = TimeSpan.FromMilliseconds(200) };
        var error = Assert.Throws<DataUnavailableException>(() => Locate("tiny"));
        release.Set();
        Assert.Contains("nothing arrived within 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_has_the_whole_time_however_long_its_head_took()
    {
        var patience = TimeSpan.FromSeconds(1);
        using var server = new Late(patience * 0.8);
        var download = new HttpDownload(_environment.Data with { HttpHandler = server, HttpPatience = patience }, "tiny");
        var part = _environment.Home.Write("x.part", []);
        var error = await Assert.ThrowsAsync<IOException>(
            () => download.FetchAsync(new Uri("https://example.org/x"), part, 100, TestContext.Current.CancellationToken));
        Assert.Equal("https://example.org/x: nothing arrived within 1 s; run again to go on from there", error.Message);
        // Without an upper bound: a busy machine may take longer.
        Assert.True(server.Waited > patience * 0.5, $"after the head it was given {server.Waited}");
    }

    [Fact]
    public void A_cancelled_download_keeps_its_part()
    {
        using var cancel = new CancellationTokenSource();
        var end = new TaskCompletionSource();
        using var server = Serve(request => Broken(request) with { HoldUntil = end.Task });
        _environment.Data = _environment.Data with { Progress = new Cancelling(cancel) };
        var locator = new DataLocator(_environment.Data);
        Assert.ThrowsAny<OperationCanceledException>(() => locator.Locate(TinySet.Catalogue(FileSource).Find("tiny")!, cancel.Token));
        end.SetResult();
        Assert.Equal([TinySet.Files[0] + ".gz.part"], CacheFiles("tiny"));
    }

    [Fact]
    public void An_archive_is_unpacked_checked_and_removed()
    {
        using var server = Serve(_ => new LoopbackResponse(200, Archive()));
        var found = Locate("batches");
        Assert.Equal(SourceKind.Download, found.Source);
        Assert.Equal(TinySet.BatchFiles, CacheFiles("batches"));
        Assert.Equal(TinySet.Batch(2), File.ReadAllBytes(found.Files[2].Path));
    }

    [Fact]
    public void An_archive_with_a_wrong_file_leaves_nothing()
    {
        using var server = Serve(_ => new LoopbackResponse(200, Archive(("x/test_batch.bin", TinySet.Batch(7)))));
        Assert.Contains(
            "test_batch.bin has the wrong content", Assert.Throws<DataUnavailableException>(() => Locate("batches")).Message,
            StringComparison.Ordinal);
        Assert.Empty(CacheFiles("batches"));
    }

    [Fact]
    public void An_archive_without_a_file_is_refused()
    {
        using var server = Serve(_ => new LoopbackResponse(200, TinySet.TarGz(("x/data_batch_1.bin", TinySet.Batch(0)))));
        Assert.Contains(
            "lacks data_batch_2.bin, test_batch.bin", Assert.Throws<DataUnavailableException>(() => Locate("batches")).Message,
            StringComparison.Ordinal);
        Assert.Empty(CacheFiles("batches"));
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        using var server = Serve(_ => new LoopbackResponse(200, Archive()[..^100]));
        Assert.Throws<DataUnavailableException>(() => Locate("batches"));
        Assert.Empty(CacheFiles("batches"));
    }

    [Fact]
    public void A_path_that_leads_out_of_the_archive_is_not_followed()
    {
        using var server = Serve(_ => new LoopbackResponse(200, Archive(("../../../test_batch.bin", TinySet.Batch(2)))));
        var found = Locate("batches");
        Assert.Equal(Path.Combine(_environment.Cache, "batches", "test_batch.bin"), found.Files[2].Path);
        Assert.Equal(["batches"], Directory.GetFileSystemEntries(_environment.Cache).Select(Path.GetFileName));
    }

    private static byte[] Archive((string, byte[])? last = null) => TinySet.TarGz(
        ("x/readme.html", [1, 2, 3]),
        ("x/data_batch_1.bin", TinySet.Batch(0)),
        ("x/data_batch_2.bin", TinySet.Batch(1)),
        last ?? ("x/test_batch.bin", TinySet.Batch(2)));

    private static LoopbackResponse TinyFile(LoopbackRequest request) =>
        new(200, TinySet.Gzip(TinySet.Content(Array.IndexOf(TinySet.Files, Path.GetFileNameWithoutExtension(request.Path)))));

    private static LoopbackResponse Ranged(LoopbackRequest request, byte[] whole, long? statedLength = null) =>
        request.From == 0 ? new LoopbackResponse(200, whole) : new LoopbackResponse(206, whole[(int)request.From..], statedLength);

    private static LoopbackResponse Broken(LoopbackRequest request) =>
        new(200, TinyFile(request).Body[..20], TinyFile(request).Body.Length);

    private LoopbackServer Serve(Func<LoopbackRequest, LoopbackResponse> answer)
    {
        var server = new LoopbackServer(answer);
        _environment.Data = _environment.Data with { HttpHandler = server.Handler };
        return server;
    }

    private LocatedSet Locate(string name) =>
        new DataLocator(_environment.Data).Locate(TinySet.Catalogue(FileSource, ArchiveSource).Find(name)!);

    private string[] CacheFiles(string name)
    {
        var folder = Path.Combine(_environment.Cache, name);
        return Directory.Exists(folder) ? [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order()] : [];
    }

    private sealed class Cancelling(CancellationTokenSource cancel) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => cancel.Cancel();
    }
}
