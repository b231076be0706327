using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>The file of a run's model, read back as bytes that are held against the checksum that its row has.</summary>
internal static class ModelFile
{
    public const string Ending = ".safetensors";

    /// <summary>The key, in the metadata of a run's row, of the checksum of its model.</summary>
    public const string ChecksumKey = "model_" + Manifest.Checksum;

    /// <summary>That of a model's file, which may be of an epoch of training.</summary>
    public static string KeyOf(string file) =>
        NetworkFile.EpochOf(file) is { } epoch ? string.Create(CultureInfo.InvariantCulture, $"{ChecksumKey}_{epoch}") : ChecksumKey;

    /// <param name="scale">Of the network's inputs: it goes with the network.</param>
    /// <param name="classes">Names of the classes; none where they are numbers.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static void Write(
        string file, Network network, bool dropout, InputScale scale, ImmutableArray<string> classes = default) => WholeFile.Write(
        file,
        stream => SafetensorsFile.Write(
            stream, SequentialWriter.ToTensors(network, dropout), Metadata(network, dropout, scale, classes)));

    /// <param name="row">Of the model's run.</param>
    /// <exception cref="UserErrorException">It is missing, damaged, or cannot be read.</exception>
    public static Network Read(string file, StoredTable row, Activation activation)
    {
        Verify(file, row);
        return SequentialReader.Read(SafetensorsFile.Read(file).Tensors, activation, file);
    }

    /// <summary>All that an analysis of the file needs to know beside its tensors.</summary>
    private static Dictionary<string, string> Metadata(
        Network network, bool dropout, InputScale scale, ImmutableArray<string> classes)
    {
        var texts = new Dictionary<string, string>(StoredScale.Write(scale).Concat(NetworkMetadata.Write(network, dropout)));
        if (ClassNames.Text(classes) is { } names)
            texts[ClassNames.MetadataKey] = names;
        return texts;
    }

    /// <summary>Holds the file against its checksum, whatever its size.</summary>
    /// <exception cref="UserErrorException">It is damaged or cannot be read.</exception>
    public static void Verify(string file, StoredTable row)
    {
        RegularFile.RequireInFolder(file);
        try
        {
            if (row.Metadata.TryGetValue(KeyOf(file), out var checksum) && checksum != ChecksumOf(file))
                throw new UserErrorException(
                    $"{file}: its content does not match the checksum in {row.Source}. The file is damaged: remove both and run again "
                        + "with --resume.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw UnreadableException.Of(file, cause);
        }
    }

    public static string ChecksumOf(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
