namespace Testing;

/// <summary>
/// An outside program that a test compares with. Where it is missing the test is skipped with the reason; in CI, where
/// <c>./build.sh setup --witnesses</c> has run, a missing one is a failure.
/// </summary>
internal static class Witness
{
    public static void Require(bool available, string what)
    {
        if (available)
            return;
        var reason = $"{what} is not here: run ./build.sh setup --witnesses";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
