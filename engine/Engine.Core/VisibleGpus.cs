namespace Engine;

/// <summary>The environment variable by which users and schedulers show a program some of a machine's NVIDIA GPUs. The driver reads it; of
/// what it hides the driver says only that there is no such GPU.</summary>
/// <remarks>CUDA C++ Programming Guide, "CUDA Environment Variables": a list of numbers, or of uuids of GPUs (<c>GPU-…</c>, as much of each
/// as is unique) or of their parts (<c>MIG-uuid</c>, for drivers before 470 <c>MIG-GPU-uuid/instance/instance</c>); what follows the first
/// entry that names none is hidden too. The driver reads an entry's first digits as its number, and takes a list that names something twice
/// for an empty one. Of parts a process has the first alone (MIG User Guide, "CUDA Device Enumeration").</remarks>
public static class VisibleGpus
{
    public const string Variable = "CUDA_VISIBLE_DEVICES";

    private const string Gpu = "GPU-", Part = "MIG-";

    /// <summary>Why the driver finds no GPU, as far as that is the variable's doing; null where it is not set.</summary>
    /// <param name="value">Null where it is not set.</param>
    public static string? WhyNone(string? value)
    {
        if (value is null)
            return null;
        var isBlank = string.IsNullOrWhiteSpace(value);
        var first = value.Split(',')[0].Trim();
        var why = KindOf(first) switch
        {
            _ when isBlank => "is empty, which hides every GPU",
            _ when Twice(value) is { } twice => $"names {twice} twice, which hides every GPU",
            Part => "names no part of a GPU that is here",
            Gpu => "names no GPU that is here",
            "" => "names no GPU that is here: they are counted from 0",
            _ when first.StartsWith('-') => "hides every GPU: a negative number names none",
            _ => "names no GPU: needed are numbers, or uuids that begin with GPU- or MIG-",
        };
        return $"hidden by {Variable}: {(isBlank ? Variable : $"{Variable}={value}")} {why}. Unset it, or name a GPU of nvidia-smi -L";
    }

    /// <summary>Said beside the number of GPUs that the driver finds; empty where the variable is not set.</summary>
    public static string Aside(string? value)
    {
        if (value is null)
            return "";
        var entries = Entries(value);
        var read = Read(entries);
        var why = read > 1 && KindOf(entries[0]) == Part ? " (a process can use one MIG part, the first: start a process for each)"
            : read < entries.Length ? $" ('{entries[read]}' names none, and hides what follows)"
            : "";
        return $", of those that {Variable}={value} shows{why}";
    }

    /// <summary>Its value in this process.</summary>
    public static string? Value => Environment.GetEnvironmentVariable(Variable);

    private static string[] Entries(string value) => value.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>How many entries the driver reads: up to the first of another kind than the first one's.</summary>
    private static int Read(string[] entries)
    {
        var kind = KindOf(entries[0]);
        var end = Array.FindIndex(entries, entry => KindOf(entry) is not { } found || found != kind);
        return end < 0 ? entries.Length : end;
    }

    /// <summary>The prefix of a uuid; empty for a number; null for what names nothing.</summary>
    private static string? KindOf(string entry) =>
        entry.StartsWith(Gpu, StringComparison.Ordinal) ? Gpu
            : entry.StartsWith(Part, StringComparison.Ordinal) ? Part
            : entry.Length > 0 && char.IsAsciiDigit(entry[0]) ? ""
            : null;

    /// <summary>The first entry that stands there again, among those that the driver reads.</summary>
    private static string? Twice(string value)
    {
        var entries = Entries(value);
        return entries.Take(Read(entries))
            .GroupBy(entry => KindOf(entry) == "" ? string.Concat(entry.TakeWhile(char.IsAsciiDigit)).TrimStart('0') : entry)
            .FirstOrDefault(same => same.Count() > 1)?.First();
    }
}
