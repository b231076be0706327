using System.Text;
using System.Text.Json;

namespace Harness.Runs.Claims;

/// <summary>What a claim file says: in whose hands a stack is.</summary>
/// <param name="Token">Another one for every claim.</param>
/// <param name="Beat">Counts up while the owner lives, several times in a lease. Nobody's clock is compared with another's.</param>
/// <param name="LeaseSeconds">A claim that has not changed for so long is nobody's.</param>
public sealed record Claim(ClaimOwner Owner, string Token, long Beat, double LeaseSeconds)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Options) + "\n");

    /// <summary>Null for what is no claim: it is then nobody's once it has not changed for a lease.</summary>
    public static Claim? Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<Claim>(content, Options) is { Owner.Host: not null, Token: not null } claim ? claim : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
