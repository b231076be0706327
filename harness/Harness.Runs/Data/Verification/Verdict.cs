namespace Harness.Data;

/// <summary>What became of comparing a file with the catalogue.</summary>
public enum Verdict
{
    /// <summary>Size and checksum are the catalogue's.</summary>
    Matches,

    /// <summary>The content is readable but another one.</summary>
    Differs,

    /// <summary>The file cannot be read or decompressed.</summary>
    Damaged,

    /// <summary>The file is not on this machine.</summary>
    Missing,
}
