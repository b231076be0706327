using System.Collections.Immutable;
using System.Globalization;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Keys;

/// <summary>Reads <c>seeds</c>: a number n for 0 to n - 1, or a list of distinct seeds.</summary>
internal static class SeedsReader
{
    public const string Expected = "a whole number from 1 to 1000000, or a list of distinct whole numbers from 0 to 9223372036854775807";

    /// <summary>Without the key there is one seed, 0; so it is after a mistake, which is reported.</summary>
    public static ImmutableArray<long> Read(SpecNode? node, ReadScope scope)
    {
        if (node is ListNode { Items: [_, ..] and { Length: <= Sweep.MaximumRuns } } list)
            return List(list, scope);
        if (node is ScalarNode scalar && TryParse(scalar, out var count) && count is >= 1 and <= Sweep.MaximumRuns)
            return [.. Enumerable.Range(0, (int)count).Select(seed => (long)seed)];
        if (node is not null)
            scope.Fail(node, Expected);
        return [0];
    }

    private static ImmutableArray<long> List(ListNode list, ReadScope scope)
    {
        var seeds = ImmutableArray.CreateBuilder<long>(list.Items.Length);
        var seen = new HashSet<long>();
        var entry = scope with { What = "each entry of seeds" };
        foreach (var node in list.Items)
            if (node is not ScalarNode scalar || !TryParse(scalar, out var seed))
                entry.Fail(node, "a whole number from 0 to 9223372036854775807");
            else if (seen.Add(seed))
                seeds.Add(seed);
            else
                scope.Errors.Add(node.Where, $"each entry of seeds must occur once; {seed} occurs twice");
        return seeds.ToImmutable();
    }

    private static bool TryParse(ScalarNode scalar, out long seed)
    {
        seed = 0;
        return scalar.IsPlain && long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
    }
}
