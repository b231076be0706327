namespace Harness.Data;

/// <summary>Where the files of a data set may come from.</summary>
public enum SourceKind
{
    /// <summary>The folder that the user gave with <c>--data</c>, <c>ENGINE_DATA</c> or in the spec.</summary>
    Folder,

    /// <summary>The user's cache, which holds what was fetched before.</summary>
    Cache,

    /// <summary>A folder that a system package fills.</summary>
    System,

    /// <summary>Files inside an npm package.</summary>
    Npm,

    /// <summary>The publisher's own download.</summary>
    Download,

    /// <summary>Built into the program.</summary>
    Shipped,

    /// <summary>Computed, no files.</summary>
    Generated,
}
