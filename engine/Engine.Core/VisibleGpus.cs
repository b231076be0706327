namespace Engine;

/// <summary>The environment variable by which users and schedulers show a program some of a machine's NVIDIA GPUs. The driver reads it; of
/// what it hides the driver says only that there is no such GPU.</summary>
/// <remarks>CUDA C++ Programming Guide, "CUDA Environment Variables": a list of numbers, or of uuids of GPUs (<c>GPU-…</c>, as much of each
/// as is unique) or of their parts (<c>MIG-…</c>); what follows the first entry that names none is hidden too.</remarks>
public static class VisibleGpus
{
    public const string Variable = "CUDA_VISIBLE_DEVICES";

    /// <summary>Why the driver finds no GPU, as far as that is the variable's doing; null where it is not set.</summary>
    /// <param name="value">Null where it is not set.</param>
    public static string? WhyNone(string? value)
    {
        if (value is null)
            return null;
        var first = value.Split(',')[0].Trim();
        var isBlank = string.IsNullOrWhiteSpace(value);
        var why = first switch
        {
            "" when isBlank => "is empty, which hides every GPU",
            _ when first.StartsWith('-') => "hides every GPU: a negative number names none",
            _ when first.StartsWith("GPU-", StringComparison.Ordinal) => "names no GPU that is here",
            _ when first.StartsWith("MIG-", StringComparison.Ordinal) => "names no part of a GPU that is here",
            _ when first.Length > 0 && first.All(char.IsAsciiDigit) => "names no GPU that is here: they are counted from 0",
            _ => "names no GPU: needed are numbers, or uuids that begin with GPU- or MIG-",
        };
        return $"hidden by {Variable}: {(isBlank ? Variable : $"{Variable}={value}")} {why}. Unset it, or name a GPU of nvidia-smi -L";
    }

    /// <summary>Said beside the number of GPUs that the driver finds; empty where the variable is not set.</summary>
    public static string Aside(string? value) => value is null ? "" : $", of those that {Variable}={value} shows";

    /// <summary>Its value in this process.</summary>
    public static string? Value => Environment.GetEnvironmentVariable(Variable);
}
