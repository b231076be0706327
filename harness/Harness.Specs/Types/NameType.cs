using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Harness.Specs.Json;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A name that every file system takes for a folder.</summary>
public sealed class NameType : SpecType<string>
{
    private const int MaximumLength = 100;

    private static readonly string[] DeviceNames = ["con", "prn", "aux", "nul"];

    public override string Expected =>
        $"usable as a folder's name: 1 to {MaximumLength} of the letters a-z, A-Z, digits, '-', '_' and '.', "
        + "beginning with a letter or digit, not ending with '.', and no device name of Windows";

    internal override bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out string value)
    {
        value = node is ScalarNode { IsNothing: false } scalar ? scalar.Text : "";
        return IsFolderName(value) || scope.Fail(node, Expected);
    }

    private static bool IsFolderName(string name) =>
        name.Length is > 0 and <= MaximumLength
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(name[0]) && name[^1] != '.'
        && !IsDevice(name.Split('.')[0].ToLowerInvariant());

    private static bool IsDevice(string stem) =>
        DeviceNames.Contains(stem) || (stem.Length == 4 && stem[..3] is ("com" or "lpt") && char.IsAsciiDigit(stem[^1]));

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["type"] = "string",
        ["pattern"] = "^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        ["maxLength"] = MaximumLength,
    };

    internal override string Json(string value) => JsonText.Quoted(value);
}
