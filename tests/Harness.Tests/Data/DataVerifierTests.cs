using Engine;

namespace Harness.Tests.Data;

public sealed class DataVerifierTests : IDisposable
{
    private const string Source = """{ "kind": "download", "url": "https://example.org/{file}.gz" }""";

    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void Intact_files_match()
    {
        TinySet.WriteAll(_environment.Home, "cache/tiny");
        var checks = Verifier().Verify("tiny", TestContext.Current.CancellationToken);
        Assert.Equal(TinySet.Files, checks.Select(check => check.File));
        Assert.All(checks, check => Assert.Equal(
            (Verdict.Matches, SourceKind.Cache, check.ExpectedSize, check.ExpectedSha256),
            (check.Verdict, check.Source!.Value, check.Size, check.Sha256)));
    }

    [Fact]
    public void A_file_that_differs_is_noticed_and_what_follows_is_said()
    {
        TinySet.WriteBatches(_folder);
        var lossy = TinySet.Batch(2);
        lossy[100] ^= 1;
        _folder.Write("test_batch.bin", lossy);
        _environment.Data = _environment.Data with { Folder = _folder.Path };
        var checks = Verifier().Verify("batches", TestContext.Current.CancellationToken);
        Assert.Equal([Verdict.Matches, Verdict.Matches, Verdict.Differs], checks.Select(check => check.Verdict));
        Assert.Equal(
            (TinySet.Sha256(lossy), "not the official content; a run uses it after a warning"), (checks[2].Sha256, checks[2].Detail));
    }

    [Fact]
    public void Damaged_and_missing_files_and_those_of_another_set_are_told_apart()
    {
        TinySet.WriteAll(_folder, "tiny");
        _folder.Write($"tiny/{TinySet.Files[0]}", TinySet.Gzip(TinySet.Content(0))[..^5]);
        _folder.Write($"tiny/{TinySet.Files[1]}", TinySet.Content(1, salt: 1));
        _environment.Data = _environment.Data with { Folder = _folder.Path };
        var checks = Verifier().Verify(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(4 + 4 + 3, checks.Count);
        Assert.Equal([Verdict.Damaged, Verdict.Differs, Verdict.Matches, Verdict.Matches], checks.Take(4).Select(check => check.Verdict));
        Assert.Contains("is cut short", checks[0].Detail, StringComparison.Ordinal);
        Assert.Equal("this is a file of other; a run refuses it", checks[1].Detail);
        Assert.All(checks.Skip(4), check => Assert.Equal((Verdict.Missing, null), (check.Verdict, check.Path)));
    }

    [Fact]
    public void The_list_says_what_is_where()
    {
        TinySet.WriteAll(_environment.Home, "cache/tiny");
        var list = Verifier().List();
        Assert.Equal(["tiny", "other", "batches", "two-gaussians", "two-moons", "symmetric-12"], list.Select(set => set.Name));
        Assert.Equal(
            (SourceKind.Cache, Path.Combine(_environment.Cache, "tiny"), 2 * 124 + 2 * 20), (list[0].Source, list[0].Folder, list[0].Size));
        Assert.Equal([true, false, false, true, true, true], list.Select(set => set.IsPresent));
    }

    [Fact]
    public void Get_fetches_what_is_missing_and_replaces_what_is_damaged()
    {
        TinySet.WriteAll(_environment.Home, "cache/tiny");
        _environment.Home.Write($"cache/tiny/{TinySet.Files[2]}", [1, 2, 3]);
        using var server = new LoopbackServer(_ => new LoopbackResponse(200, TinySet.Gzip(TinySet.Content(2))));
        _environment.Data = _environment.Data with { HttpHandler = server.Handler };
        Assert.True(Verifier().Get("tiny", TestContext.Current.CancellationToken).IsPresent);
        Assert.Equal($"/{TinySet.Files[2]}.gz", Assert.Single(server.Requests).Path);
        Assert.Contains("is damaged and fetched again", Assert.Single(_environment.Warnings), StringComparison.Ordinal);
        Assert.All(Verifier().Verify("tiny", TestContext.Current.CancellationToken), check => Assert.Equal(Verdict.Matches, check.Verdict));
    }

    [Fact]
    public void A_generated_set_has_nothing_to_verify_or_get()
    {
        Assert.Empty(Verifier().Verify("two-moons", TestContext.Current.CancellationToken));
        Assert.Equal(SourceKind.Generated, Verifier().Get("two-moons", TestContext.Current.CancellationToken).Source);
    }

    [Fact]
    public void An_unknown_name_is_refused() =>
        Assert.StartsWith(
            "There is no data set x: known are tiny",
            Assert.Throws<UserErrorException>(() => Verifier().Verify("x", TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);

    private DataVerifier Verifier() => new(_environment.Data, TinySet.Catalogue(Source));
}
