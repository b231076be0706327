using System.Collections.Immutable;
using Engine;

namespace Harness.Cli.Providers;

/// <summary>The value of <c>--trainer</c> and <c>--device</c>: a kind, which is its first device, or a kind with a colon and <c>all</c>
/// or numbers, as in <c>cuda:0,1</c>.</summary>
/// <param name="Numbers">Which of the kind, in the order given; null for all of them.</param>
internal sealed record DeviceChoice(string Kind, ImmutableArray<int>? Numbers)
{
    public const string All = "all";

    /// <param name="option">For messages, e.g. <c>--device</c>.</param>
    /// <exception cref="UsageException">What follows the colon is neither, or names a device twice.</exception>
    public static DeviceChoice Read(string option, string text)
    {
        var kind = DeviceName.KindOf(text);
        if (kind.Length == text.Length)
            return new DeviceChoice(kind, [0]);
        if (text[(kind.Length + 1)..] is var rest && rest == All)
            return new DeviceChoice(kind, null);
        var words = rest.Split(',');
        if (Array.Find(words, word => DeviceName.Number(word) is null) is { } wrong)
            throw new UsageException(
                $"{option} {text}: {(wrong.Length == 0 ? "a number is missing" : $"{wrong} is no number")}; after the colon needed are "
                    + $"numbers counted from 0, as in {kind}:0,1, or {kind}:{All}. See engine devices.");
        ImmutableArray<int> numbers = [.. words.Select(word => DeviceName.Number(word)!.Value)];
        if (numbers.GroupBy(number => number).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new UsageException(
                $"{option} {text}: {twice} is there twice. Name each device once; --jobs says how many runs one takes at a time.");
        return new DeviceChoice(kind, numbers);
    }
}
