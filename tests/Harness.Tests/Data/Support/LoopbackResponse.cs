namespace Harness.Data.Tests;

/// <param name="StatedLength">What Content-Length says; null for the body's length. A larger one makes a connection that ends early.</param>
/// <param name="HoldUntil">Keeps the connection open until then.</param>
internal sealed record LoopbackResponse(int Status, byte[] Body, long? StatedLength = null, Task? HoldUntil = null);
