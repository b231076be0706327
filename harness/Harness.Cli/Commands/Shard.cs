using System.Globalization;
using Engine;

namespace Harness.Cli.Commands;

/// <summary>
/// Part <paramref name="Index"/> of <paramref name="Count"/> of a plan: every run whose place is <paramref name="Index"/> modulo
/// <paramref name="Count"/>.
/// </summary>
internal sealed record Shard(int Index, int Count)
{
    public static Shard Whole { get; } = new(0, 1);

    private const string FromEnvironment = "env";

    public bool IsWhole => Count == 1;

    public IEnumerable<T> Of<T>(IEnumerable<T> plan) => plan.Where((_, place) => place % Count == Index);

    /// <param name="text">E.g. <c>0/4</c>; <c>env</c> to read both from a scheduler's variables, <c>env/4</c> where these lack the number
    /// of parts; null for the whole plan.</param>
    /// <param name="variable">Gives a variable of the environment.</param>
    /// <exception cref="UsageException">It is not of this form, or no scheduler's variables are set.</exception>
    public static Shard Parse(string? text, Func<string, string?> variable)
    {
        if (text is null)
            return Whole;
        var parts = text.Split('/');
        if (parts is [FromEnvironment])
            return new ShardVariables(variable).Find(null);
        if (parts is [FromEnvironment, var given] && int.TryParse(given, out var parted) && parted > 0)
            return new ShardVariables(variable).Find(parted);
        if (parts.Length == 2 && int.TryParse(parts[0], out var index) && int.TryParse(parts[1], out var count) && index >= 0
            && index < count)
            return new Shard(index, count);
        throw new UsageException($"--shard is {text}: needed is i/n with 0 <= i < n, e.g. 0/4, or env in a task of an array job");
    }
}

/// <summary>Reads from a scheduler's environment variables which part of an array job this process is.</summary>
/// <param name="read">Gives a variable; null or empty where there is none.</param>
internal sealed class ShardVariables(Func<string, string?> read)
{
    /// <summary>Our own variable with the number of parts, for schedulers that have none.</summary>
    public const string CountVariable = "ENGINE_SHARD_COUNT";

    private sealed record Scheduler(string Name, string Index, string? First, string? Last, string? Step, string? Count);

    private static readonly Scheduler[] Known =
    [
        new(
            "Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP",
            "SLURM_ARRAY_TASK_COUNT"),
        new("SGE", "SGE_TASK_ID", "SGE_TASK_FIRST", "SGE_TASK_LAST", "SGE_TASK_STEPSIZE", null),
        new("LSF", "LSB_JOBINDEX", null, "LSB_JOBINDEX_END", "LSB_JOBINDEX_STEP", null),
        new("PBS", "PBS_ARRAY_INDEX", null, null, null, null),
        new("Torque", "PBS_ARRAYID", null, null, null, null),
        new("AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", null, null, null, "AWS_BATCH_JOB_ARRAY_SIZE"),
        new("Kubernetes Indexed Job", "JOB_COMPLETION_INDEX", null, null, null, null),
    ];

    /// <param name="given">
    /// Number of parts where the command line has it (<c>env/n</c>), else null. With it a task's number is that of its part, from 0, or 1
    /// for SGE and LSF: of an array that has a few of the numbers each does its own part.
    /// </param>
    /// <exception cref="UsageException">No scheduler's variables say which part this is or how many there are, or they contradict each
    /// other.</exception>
    public Shard Find(int? given)
    {
        var scheduler = Array.Find(Known, known => Number(known.Index) is not null && !(known.Name == "LSF" && Number(known.Index) == 0))
            ?? throw new UsageException(
                "--shard env: no array job's index is in the environment; looked for "
                    + $"{string.Join(", ", Known.Select(known => known.Index))}. Start it as a task of an array job, or say --shard i/n.");
        if (given is { } parts)
            return Numbered(scheduler, parts);
        // LSF counts from 1 and does not say so.
        var first = scheduler.Name is "LSF" ? 1 : scheduler.First is { } variable ? Required(scheduler, variable) : 0;
        var step = Math.Max(1, (scheduler.Step is { } width ? Number(width) : null) ?? 1);
        var count = Counted(scheduler, first, step) ?? Number(CountVariable)
            ?? throw new UsageException(
                $"--shard env: {scheduler.Name} does not say how many tasks the job has. Say --shard env/n, or set {CountVariable}.");
        var index = (Number(scheduler.Index)!.Value - first) / step;
        if (index < 0 || index >= count || (Number(scheduler.Index)!.Value - first) % step != 0)
            throw new UsageException(
                $"--shard env: {scheduler.Index} is {read(scheduler.Index)}, which is no task of {count} from {first} on in steps of "
                    + $"{step}. Number the array's tasks without gaps{(first == 0 ? ", from 0" : "")}.");
        return new Shard(index, count);
    }

    /// <summary>The part that has the task's number. An array of some of the numbers has gaps; one that goes beyond the parts is numbered
    /// otherwise, and would leave one out: all of its tasks refuse.</summary>
    private Shard Numbered(Scheduler scheduler, int count)
    {
        var first = scheduler.Name is "LSF" or "SGE" ? 1 : 0;
        var number = Number(scheduler.Index)!.Value;
        Require(scheduler.Index, number);
        if (scheduler.Last is { } last && Number(last) is { } highest)
            Require(last, highest);
        return new Shard(number - first, count);

        void Require(string variable, int found)
        {
            if (found < first || found - first >= count)
                throw new UsageException(
                    $"--shard env/{count}: {variable} is {found}, and the tasks that do the {count} parts are {first} to "
                        + $"{(long)first + count - 1}. Number the array so; it need not have all of them.");
        }
    }

    private int? Counted(Scheduler scheduler, int first, int step) =>
        scheduler.Count is { } count
            ? Number(count)
            : scheduler.Last is { } last && Number(last) is { } end ? (int)Math.Min(int.MaxValue, ((end - (long)first) / step) + 1) : null;

    private int Required(Scheduler scheduler, string variable) => Number(variable)
        ?? throw new UsageException(
            $"--shard env: {scheduler.Index} is set, but {variable} is {read(variable) ?? "not"}; is this a task of {scheduler.Name}'s?");

    /// <summary>Null where the variable is no number: SGE sets "undefined" for a job that is no array.</summary>
    private int? Number(string variable) =>
        int.TryParse(read(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
