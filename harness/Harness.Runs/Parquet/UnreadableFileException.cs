namespace Harness.ParquetNet;

/// <summary>Why a file cannot be read, where we know it ourselves.</summary>
internal sealed class UnreadableFileException(string message) : Exception(message);
