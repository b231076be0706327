namespace Harness.Specs.Keys;

/// <summary>A key that says which runs there are, not what one run is: <c>seeds</c> and <c>sweep</c>.</summary>
public sealed class PlanKey(string path, string description, string expected, string defaultText) : SpecKey(path, description)
{
    public override string Expected => expected;

    public override string? DefaultValue => defaultText;
}
