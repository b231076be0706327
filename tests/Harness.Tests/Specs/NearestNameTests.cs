using FsCheck;
using FsCheck.Fluent;

namespace Harness.Tests.Specs;

public class NearestNameTests
{
    private static readonly string[] Verbs =
        ["run", "analyze", "status", "report", "devices", "data", "explain", "submit", "merge", "export"];

    [Theory]
    [InlineData("rn", "run")]
    [InlineData("urn", "run")] // a swap of neighbours is one edit
    [InlineData("analyse", "analyze")]
    [InlineData("STATUS", "status")]
    [InlineData("device", "devices")]
    [InlineData("exlpain", "explain")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    [InlineData("completely-different", null)]
    public void Verbs_are_found(string typed, string? expected) => Assert.Equal(expected, NearestName.Find(typed, Verbs));

    [Fact]
    public void Hyphens_and_underscores_are_alike() =>
        Assert.Equal("batch_size", NearestName.Find("batch-size", ["batch_norm", "batch_size"]));

    [Fact]
    public void The_nearest_wins_and_of_equals_the_first()
    {
        Assert.Equal("abcd", NearestName.Find("abce", ["abxx", "abcd"]));
        Assert.Equal("abcd", NearestName.Find("abcx", ["abcd", "abce"]));
    }

    [Fact]
    public void A_suggestion_follows_a_message()
    {
        Assert.Equal("; did you mean run?", NearestName.Suggestion("rnu", Verbs));
        Assert.Equal("", NearestName.Suggestion("zzz", Verbs));
    }

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("abcd", "acbd", 1)]
    [InlineData("ca", "abc", 3)] // each place is edited once
    public void Distances(string a, string b, int expected) => Assert.Equal(expected, NearestName.Distance(a, b));

    [Fact]
    public void The_distance_is_symmetric_bounded_and_zero_only_for_equals() => Prop.ForAll<NonNull<string>, NonNull<string>>((a, b) =>
    {
        var distance = NearestName.Distance(a.Get, b.Get);
        return distance == NearestName.Distance(b.Get, a.Get)
            && distance >= Math.Abs(a.Get.Length - b.Get.Length)
            && distance <= Math.Max(a.Get.Length, b.Get.Length)
            && distance == 0 == (a.Get == b.Get);
    }).QuickCheckThrowOnFailure();
}
