using System.Security.Cryptography;
using System.Text;
using Engine;
using Harness.Cli.Submitting;

namespace Cli.Tests.Submitting;

/// <summary>A job's script is replaced by the next one as long as it is what submit wrote, and no longer.</summary>
public sealed class JobScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("#!/bin/bash\n")]
    [InlineData("")]
    public void The_checksum_is_of_all_the_rest(string interpreter)
    {
        var script = JobScript.Of(interpreter, ". More.\nsleep 1\n");
        var start = $"{interpreter}# Written by engine submit, checksum ";
        var rest = Encoding.UTF8.GetBytes($"{start}. More.\nsleep 1\n");
        Assert.Equal($"{start}{Convert.ToHexStringLower(SHA256.HashData(rest))[..16]}. More.\nsleep 1\n", script);
    }

    [Theory]
    [InlineData("#!/bin/bash\n")]
    [InlineData("")]
    public void One_that_was_changed_is_kept(string interpreter)
    {
        var (first, second) = (JobScript.Of(interpreter, "\nsleep 1\n"), JobScript.Of(interpreter, "\nsleep 2\n"));
        var path = _folder["job"];
        JobScript.Write(path, first);
        JobScript.Write(path, second);
        Assert.Equal(second, File.ReadAllText(path));
        foreach (var changed in new[] { second.Replace("2", "3", StringComparison.Ordinal), second + "#", second[..^1], second[..^25] })
        {
            File.WriteAllText(path, changed);
            var refused = Assert.Throws<UsageException>(() => JobScript.Write(path, first));
            Assert.Contains($"{path} is a script of engine submit that was changed since", refused.Message, StringComparison.Ordinal);
            Assert.Contains("move it, or choose another --out", refused.Message, StringComparison.Ordinal);
            Assert.Equal(changed, File.ReadAllText(path));
        }
        File.WriteAllText(path, "");
        JobScript.Write(path, first);
        Assert.Equal(first, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("#!/bin/sh\n# mine\n")]
    [InlineData("\n")]
    [InlineData(" ")]
    public void One_with_the_mark_further_down_is_somebody_elses(string before)
    {
        var path = _folder.Write("job", before + JobScript.Of("", "\nsleep 1\n"));
        var refused = Assert.Throws<UsageException>(() => JobScript.Write(path, JobScript.Of("", "\n")));
        Assert.Contains($"{path} is a file that is no script of engine submit", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(before + "#", File.ReadAllText(path), StringComparison.Ordinal);
    }
}
