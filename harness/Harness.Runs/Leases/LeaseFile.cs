using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Engine;
using Harness.Runs.Storage;

namespace Harness.Runs.Leases;

/// <summary>
/// One lease's file, <c>STACK.N.claim</c>. A process that takes a stack over makes the file of the next number; only one process can.
/// Files are made and replaced by renaming, which every file system does at once or not at all. Nothing is locked.
/// </summary>
internal sealed class LeaseFile(string path)
{
    /// <summary>A name on disk, which running sweeps of earlier builds use too.</summary>
    private const string Ending = ".claim";

    /// <summary>A stack is not taken over so often: each time its process has died, or was not heard of for a lease's length.</summary>
    private const int LargestNumber = 1_000_000;

    /// <summary>The stack that is leased.</summary>
    public string Stack { get; } = Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(path));

    /// <summary>From 1; 0 for a name that no process of ours gives a lease.</summary>
    public int Number { get; } = NumberOf(Path.GetExtension(Path.GetFileNameWithoutExtension(path)).TrimStart('.'));

    private static int NumberOf(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LargestNumber
            && digits[0] != '0'
            ? number
            : 0;

    /// <exception cref="UserErrorException">There is no such number: the file before it was made by hand.</exception>
    public static LeaseFile Of(string folder, string stack, int number) => number <= LargestNumber
        ? new(Path.Combine(folder, $"{stack}.{number}{Ending}"))
        : throw new UserErrorException(
            $"{Path.Combine(folder, $"{stack}.{LargestNumber}{Ending}")} has the last number that a lease can have. Remove it when no "
                + "process works in the folder, and start again.");

    /// <summary>All leases of a folder, or those on one stack.</summary>
    public static IEnumerable<LeaseFile> In(string folder, string stack = "*") =>
        Named(folder, stack).Where(file => !IsFolder(file)).Select(file => new LeaseFile(file)).Where(file => file.Number > 0);

    /// <summary>The last lease on a stack, and the number of the next, which is free of what only has a lease's name.</summary>
    /// <remarks>Both of one look: a lease that is made in between has that number, and no second one is made.</remarks>
    public static (LeaseFile? Last, int Next) Last(string folder, string stack)
    {
        var found = Named(folder, stack).Select(file => (Lease: new LeaseFile(file), IsFolder: IsFolder(file)))
            .Where(file => file.Lease.Number > 0).OrderBy(file => file.Lease.Number).ToArray();
        return (found.LastOrDefault(file => !file.IsFolder).Lease, found.Length > 0 ? found[^1].Lease.Number + 1 : 1);
    }

    /// <summary>Names of what ends as leases do and is none: by its name, as a folder, or by its content.</summary>
    public static IEnumerable<string> StrangersIn(string folder) => Named(folder, "*")
        .Where(file => IsFolder(file) || new LeaseFile(file) is not { Number: > 0 } named
            || (named.Read() is { } content && Lease.Parse(content) is null))
        .Select(file => Path.GetFileName(file));

    private static bool IsFolder(string file) => new DirectoryInfo(file) is { Exists: true, LinkTarget: null };

    private static IEnumerable<string> Named(string folder, string stack) => Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder, $"{stack}.*{Ending}")
            .Where(file => !Path.GetFileName(file).StartsWith(WholeFile.UnfinishedMark, StringComparison.Ordinal))
        : [];

    /// <returns>Its content; null where there is none; nothing of what is no regular file, so that it is no lease.</returns>
    public byte[]? Read()
    {
        if (RegularFile.FaultInFolder(path) is { } fault)
            return fault == RegularFile.Missing ? null : [];
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed("read", cause);
        }
    }

    /// <summary>Makes the file unless there is one.</summary>
    /// <exception cref="StorageException">The folder is full, read-only or gone.</exception>
    public bool TryCreate(byte[] content) => !File.Exists(path) && TryPut(content, overwrite: false);

    /// <summary>Puts new content in place of the old.</summary>
    public bool TryReplace(byte[] content) => TryPut(content, overwrite: true);

    public void Remove() => Discard(path);

    private bool TryPut(byte[] content, bool overwrite)
    {
        var unfinished = WholeFile.UnfinishedOf(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(unfinished, content);
            if (!overwrite)
                return HardLink.TryRename(unfinished, path);
            File.Move(unfinished, path, overwrite: true);
            return true;
        }
        // Another process has swept up what was being written, or the empty folder, or has released the lease that was in the way.
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed("written", cause);
        }
        finally
        {
            Discard(unfinished);
        }
    }

    private StorageException Failed(string what, Exception cause) =>
        StorageException.Of(path, cause, "; finished runs are kept", what);

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // A lease that stays is taken over when its time is over.
        }
    }
}

/// <summary>A process's right to do the runs of a stack, for as long as it shows that it lives; the content of a lease's file.</summary>
/// <param name="Token">Differs from lease to lease.</param>
/// <param name="Beat">The owner counts it up several times in the lease's length: a sign of life that needs no clock.</param>
/// <param name="Length">Seconds. A lease that has not changed for so long belongs to nobody.</param>
public sealed record Lease(LeaseOwner Owner, string Token, long Beat, [property: JsonPropertyName("lease_seconds")] double Length)
{
    /// <summary>Longer than any pause of a process that lives; nobody is to wait longer for one that does not.</summary>
    public static TimeSpan MostLength { get; } = TimeSpan.FromDays(1);

    /// <summary>How far runs of the stack are; null before the first epoch has ended, and from earlier builds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, LeasedRun>? Runs { get; init; }

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Options) + "\n");

    /// <summary>
    /// Null for content that is no lease, or one longer than <see cref="MostLength"/>. Such a file belongs to nobody once it has not
    /// changed for the length of a lease.
    /// </summary>
    public static Lease? Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<Lease>(content, Options) is { Owner.Host: not null, Token: not null } lease
                && lease.Length >= 0 && lease.Length <= MostLength.TotalSeconds
                ? lease
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
