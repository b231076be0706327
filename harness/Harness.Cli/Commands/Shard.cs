using Engine;

namespace Harness.Cli.Commands;

/// <summary>Part <paramref name="Index"/> of <paramref name="Count"/> of a plan: every run whose place is <paramref name="Index"/> modulo <paramref name="Count"/>.</summary>
internal sealed record Shard(int Index, int Count)
{
    public static Shard Whole { get; } = new(0, 1);

    private const string FromEnvironment = "env";

    public bool IsWhole => Count == 1;

    public IEnumerable<T> Of<T>(IEnumerable<T> plan) => plan.Where((_, place) => place % Count == Index);

    /// <param name="text">E.g. <c>0/4</c>; <c>env</c> for what a scheduler says, <c>env/4</c> where it does not say how many there are; null for the whole.</param>
    /// <param name="variable">Gives a variable of the environment.</param>
    /// <exception cref="UsageException">It is not of this form, or no scheduler says anything.</exception>
    public static Shard Parse(string? text, Func<string, string?> variable)
    {
        if (text is null)
            return Whole;
        var parts = text.Split('/');
        if (parts is [FromEnvironment])
            return new ShardVariables(variable).Find(null);
        if (parts is [FromEnvironment, var given] && int.TryParse(given, out var parted) && parted > 0)
            return new ShardVariables(variable).Find(parted);
        if (parts.Length == 2 && int.TryParse(parts[0], out var index) && int.TryParse(parts[1], out var count) && index >= 0 && index < count)
            return new Shard(index, count);
        throw new UsageException($"--shard is {text}: needed is i/n with 0 <= i < n, e.g. 0/4, or env in a task of an array job");
    }
}
