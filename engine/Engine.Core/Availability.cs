namespace Engine;

/// <summary>Whether a trainer or device can be used on this machine, and if not, exactly why.</summary>
/// <param name="Detail">The hardware or library that it runs on (available) or the reason (not available).</param>
public sealed record Availability(bool IsAvailable, string Detail)
{
    public static Availability Yes(string detail) => new(true, detail);

    public static Availability No(string reason) => new(false, reason);
}
