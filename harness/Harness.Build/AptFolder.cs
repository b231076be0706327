namespace Harness.Build;

/// <summary>Packages of apt laid down in a folder of ours and installed nowhere: with lists and sources of its own, so that nothing of the
/// system's changes.</summary>
/// <param name="folder">Made anew, with what the packages hold.</param>
internal sealed class AptFolder(CommandRunner commands, string folder)
{
    // Whole or not at all.
    private readonly string work = folder + ".part";

    /// <summary>Null when done, otherwise why it could not be.</summary>
    /// <param name="sources">The sources to ask, made of a file of the system's: its text and the extension that tells its form.</param>
    /// <param name="download">The words for apt-get that bring the packages.</param>
    public string? Lay(Func<string, string, string> sources, params IReadOnlyList<string> download)
    {
        foreach (var left in new[] { work, folder }.Where(Directory.Exists))
            Directory.Delete(left, recursive: true);
        var error = Download(sources, download) ?? Unpack();
        if (error is null)
            Directory.Move(Path.Combine(work, "root"), folder);
        Directory.Delete(work, recursive: true);
        return error;
    }

    private string? Download(Func<string, string, string> sources, IReadOnlyList<string> download)
    {
        var archives = Path.Combine(work, "cache", "archives");
        foreach (var place in new[] { "sources", "lists/partial", "cache/archives/partial" })
            Directory.CreateDirectory(Path.Combine(work, place));
        foreach (var file in SourceFiles())
            File.WriteAllText(Path.Combine(work, "sources", file.Name), sources(File.ReadAllText(file.FullName), file.Extension) + "\n");
        string[] own =
        [
            "-o", "Dir::Etc::sourcelist=/dev/null", "-o", $"Dir::Etc::sourceparts={work}/sources", "-o",
            $"Dir::State={work}", "-o", "Dir::State::status=/dev/null",
            "-o", $"Dir::Cache={work}/cache", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Languages=none",
        ];
        // Another archive than Debian's may have no such suite, of which apt complains at every update: what counts is the download.
        var incomplete = Apt.Reason(Apt.Get(commands, archives, [.. own, "update"]));
        return Apt.Reason(Apt.Get(commands, archives, [.. own, .. download])) is { } missing ? incomplete ?? missing : null;
    }

    private string? Unpack() =>
        Directory.EnumerateFiles(Path.Combine(work, "cache", "archives"), "*.deb")
            .Select(package => commands.Run(new Command("dpkg-deb", ["--extract", package, Path.Combine(work, "root")], work)))
            .FirstOrDefault(result => !result.Succeeded)?.Output;

    private static IEnumerable<FileInfo> SourceFiles() =>
        new[] { new FileInfo("/etc/apt/sources.list") }.Where(file => file.Exists)
            .Concat(new DirectoryInfo("/etc/apt/sources.list.d").EnumerateFiles().Where(file => file.Extension is ".list" or ".sources"));
}
