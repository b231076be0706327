using System.Collections.Immutable;
using System.Text.Json;

namespace Engine.Data;

/// <summary>An <see cref="InputScale"/> among the texts of a safetensors file, which programs that only want the tensors pass over:
/// <c>input.fit</c> (none, standardize, per-channel), <c>input.mean</c> and <c>input.std</c>, JSON lists of a number for each
/// group.</summary>
public static class StoredScale
{
    private const string Fit = "input.fit", Mean = "input.mean", Std = "input.std";

    private static readonly ImmutableArray<(string Name, InputFit Fit)> Names =
        [("none", InputFit.None), ("standardize", InputFit.Standardize), ("per-channel", InputFit.PerChannel)];

    /// <returns>Empty where inputs stay as they are.</returns>
    public static IReadOnlyDictionary<string, string> Write(InputScale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        return scale.IsIdentity
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { [Fit] = NameOf(scale.Fit), [Mean] = Text(scale.Mean), [Std] = Text(scale.Std) };
    }

    /// <param name="metadata">Of a model; null is returned where it says nothing of its inputs.</param>
    /// <param name="inputs">Of the model.</param>
    /// <param name="file">The model's, for errors.</param>
    /// <exception cref="UserErrorException">The texts are not what <see cref="Write"/> writes, or not for so many inputs.</exception>
    public static InputScale? Read(IReadOnlyDictionary<string, string> metadata, int inputs, string file)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (!metadata.ContainsKey(Fit) && !metadata.ContainsKey(Mean) && !metadata.ContainsKey(Std))
            return null;
        var fit = Names.Where(known => known.Name == metadata.GetValueOrDefault(Fit)).Select(known => (InputFit?)known.Fit).FirstOrDefault()
            ?? throw Wrong(file, Fit, metadata, $"must be one of {string.Join(", ", Names.Select(known => known.Name))}");
        var (mean, std) = (Numbers(Mean, "", float.IsFinite), Numbers(Std, ", each 0 or a normal float32 above 0", IsDeviation));
        return mean.Length == std.Length
            ? new InputScale(fit, mean, std)
            : throw new UserErrorException($"{file}: {Mean} has {mean.Length} numbers and {Std} {std.Length}; they must have as many");

        ImmutableArray<double> Numbers(string key, string each, Func<float, bool> valid)
        {
            var needed = $"must be a JSON list of as many numbers as divide the {inputs} inputs evenly{each}";
            try
            {
                var values = JsonSerializer.Deserialize<double[]>(metadata.GetValueOrDefault(key) ?? "");
                return values is { Length: > 0 } && inputs % values.Length == 0
                    && values.All(value => valid((float)value))
                    ? [.. values]
                    : throw Wrong(file, key, metadata, needed);
            }
            catch (JsonException)
            {
                throw Wrong(file, key, metadata, needed);
            }
        }
    }

    /// <summary>The name of a kind of fit, as a spec has it.</summary>
    public static string NameOf(InputFit fit) => Names.First(known => known.Fit == fit).Name;

    /// <summary>Numbers as a JSON list.</summary>
    public static string Text(ImmutableArray<double> values) => JsonSerializer.Serialize(values.ToArray());

    private static bool IsDeviation(float std) => std == 0 || (float.IsNormal(std) && std > 0);

    private static UserErrorException Wrong(string file, string key, IReadOnlyDictionary<string, string> metadata, string needed)
    {
        var found = metadata.TryGetValue(key, out var text) ? $"is '{(text.Length > 40 ? text[..40] + "…" : text)}'" : "is missing";
        return new UserErrorException($"{file}: the metadata's {key} {found}; it {needed}");
    }
}
