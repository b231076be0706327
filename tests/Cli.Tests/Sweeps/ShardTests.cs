using Cli.Tests.Support;
using Engine;
using Harness.Cli.Commands;
using Testing.Results;

namespace Cli.Tests.Sweeps;

/// <summary>Which part of an array job a process is, by its scheduler's variables.</summary>
public sealed class ShardTests
{
    [Theory]
    [InlineData(
        2, 4, "SLURM_ARRAY_TASK_ID=2", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=3", "SLURM_ARRAY_TASK_STEP=1",
        "SLURM_ARRAY_TASK_COUNT=4")]
    [InlineData(1, 3, "SLURM_ARRAY_TASK_ID=7", "SLURM_ARRAY_TASK_MIN=5", "SLURM_ARRAY_TASK_STEP=2", "SLURM_ARRAY_TASK_COUNT=3")]
    [InlineData(2, 3, "SGE_TASK_ID=9", "SGE_TASK_FIRST=1", "SGE_TASK_LAST=9", "SGE_TASK_STEPSIZE=4")]
    [InlineData(0, 8, "LSB_JOBINDEX=1", "LSB_JOBINDEX_END=8")]
    [InlineData(3, 5, "AWS_BATCH_JOB_ARRAY_INDEX=3", "AWS_BATCH_JOB_ARRAY_SIZE=5")]
    [InlineData(1, 2, "PBS_ARRAY_INDEX=1", "ENGINE_SHARD_COUNT=2")]
    [InlineData(1, 2, "PBS_ARRAYID=1", "ENGINE_SHARD_COUNT=2")]
    [InlineData(0, 2, "JOB_COMPLETION_INDEX=0", "ENGINE_SHARD_COUNT=2")]
    [InlineData(2, 3, "SGE_TASK_ID=undefined", "LSB_JOBINDEX=0", "JOB_COMPLETION_INDEX=2", "ENGINE_SHARD_COUNT=3")]
    public void A_scheduler_tells_index_and_count(int index, int count, params string[] variables) =>
        Assert.Equal(new Shard(index, count), Shard.Parse("env", Variables(variables)));

    [Fact]
    public void Where_it_does_not_tell_the_count_the_command_line_does() =>
        Assert.Equal(new Shard(3, 4), Shard.Parse("env/4", Variables("PBS_ARRAY_INDEX=3")));

    /// <summary>The variables are those that Slurm sets for sbatch --array=16-31, --array=3 and --array=0-30:10 of a script of 32
    /// tasks.</summary>
    [Theory]
    [InlineData(16, "SLURM_ARRAY_TASK_ID=16", "SLURM_ARRAY_TASK_MIN=16", "SLURM_ARRAY_TASK_STEP=1", "SLURM_ARRAY_TASK_COUNT=16")]
    [InlineData(31, "SLURM_ARRAY_TASK_ID=31", "SLURM_ARRAY_TASK_MIN=16", "SLURM_ARRAY_TASK_STEP=1", "SLURM_ARRAY_TASK_COUNT=16")]
    [InlineData(3, "SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_MIN=3", "SLURM_ARRAY_TASK_STEP=1", "SLURM_ARRAY_TASK_COUNT=1")]
    [InlineData(20, "SLURM_ARRAY_TASK_ID=20", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_STEP=10", "SLURM_ARRAY_TASK_COUNT=4")]
    public void Some_tasks_of_an_array_alone_do_their_own_parts(int index, params string[] variables) =>
        Assert.Equal(new Shard(index, 32), Shard.Parse("env/32", Variables(variables)));

    /// <summary>As job scripts have it, so that some tasks can be submitted again.</summary>
    [Theory]
    [InlineData(3, "SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_MIN=3", "SLURM_ARRAY_TASK_MAX=7", "SLURM_ARRAY_TASK_COUNT=2")]
    [InlineData(7, "SLURM_ARRAY_TASK_ID=7", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=7", "SLURM_ARRAY_TASK_STEP=2")]
    [InlineData(7, "SGE_TASK_ID=8", "SGE_TASK_FIRST=3", "SGE_TASK_LAST=8", "SGE_TASK_STEPSIZE=5")]
    [InlineData(0, "LSB_JOBINDEX=1", "LSB_JOBINDEX_END=8")]
    public void With_the_number_of_parts_a_task_does_the_part_of_its_number(int part, params string[] variables) =>
        Assert.Equal(new Shard(part, 8), Shard.Parse("env/8", Variables(variables)));

    [Theory]
    [InlineData("env", "no array job's index is in the environment")]
    [InlineData("env", "PBS does not say how many tasks the job has. Say --shard env/n, or set ENGINE_SHARD_COUNT.", "PBS_ARRAY_INDEX=1")]
    [InlineData("env/4", "PBS_ARRAY_INDEX is 4, and the tasks that do the 4 parts are 0 to 3. Number the array so", "PBS_ARRAY_INDEX=4")]
    [InlineData(
        "env/8", "SLURM_ARRAY_TASK_MAX is 8, and the tasks that do the 8 parts are 0 to 7", "SLURM_ARRAY_TASK_ID=1",
        "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=8", "SLURM_ARRAY_TASK_STEP=1", "SLURM_ARRAY_TASK_COUNT=8")]
    [InlineData("env/8", "SGE_TASK_LAST is 9, and the tasks that do the 8 parts are 1 to 8", "SGE_TASK_ID=1", "SGE_TASK_LAST=9")]
    [InlineData("env/8", "LSB_JOBINDEX is 9, and the tasks that do the 8 parts are 1 to 8", "LSB_JOBINDEX=9")]
    [InlineData(
        "env", "SLURM_ARRAY_TASK_ID is 9, which is no task of 3", "SLURM_ARRAY_TASK_ID=9", "SLURM_ARRAY_TASK_MIN=1",
        "SLURM_ARRAY_TASK_STEP=1", "SLURM_ARRAY_TASK_COUNT=3")]
    [InlineData("env", "SLURM_ARRAY_TASK_MIN is not", "SLURM_ARRAY_TASK_ID=1")]
    [InlineData("env/0", "--shard is env/0")]
    [InlineData("4/4", "--shard is 4/4")]
    [InlineData("two", "--shard is two")]
    public void What_does_not_tell_a_part_is_a_usage_error(string text, string message, params string[] variables) =>
        Assert.Contains(
            message, Assert.Throws<UsageException>(() => Shard.Parse(text, Variables(variables))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("3", 8, 3)]
    [InlineData("9999", 8, 8)]
    [InlineData(null, 8, 8)]
    [InlineData("", 8, 8)]
    [InlineData("0", 8, 8)]
    [InlineData("many", 8, 8)]
    public void Slurm_says_how_many_cores_a_task_has(string? granted, int system, int cores) =>
        Assert.Equal(cores, Cores.Of(granted, system));

    [Fact]
    public void The_tasks_of_an_array_do_all_runs_between_them_also_the_same_task_twice()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run("run", spec, "--out", folder["whole"]).Exits(0);
        Dictionary<string, string> Task(int index) =>
            new() { ["AWS_BATCH_JOB_ARRAY_INDEX"] = $"{index}", ["AWS_BATCH_JOB_ARRAY_SIZE"] = "2" };
        string[] run = ["run", spec, "--out", folder["out"], "--shard", "env", "--resume", "--quiet"];
        EngineProgram[] tasks = [EngineProgram.Start(Task(0), run), EngineProgram.Start(Task(0), run), EngineProgram.Start(Task(1), run)];
        foreach (var task in tasks)
        {
            task.Wait().Exits(0);
            task.Dispose();
        }
        SameResults.AssertSame(folder["whole"], folder["out"]);
    }

    private static Func<string, string?> Variables(params string[] variables) =>
        variables.Select(variable => variable.Split('=')).ToDictionary(parts => parts[0], parts => (string?)parts[1]).GetValueOrDefault;
}
