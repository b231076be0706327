using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Engine.Networks.Import;

/// <summary>Texts of a safetensors file on its network, beside the tensors: <c>network.modules</c>, a JSON list of the modules' names
/// in order with activations and <c>dropout</c> between them; <c>network.activation</c>, one name or one for each hidden layer, with
/// commas; <c>network.batch_norm_eps</c>, one number or one for each batch normalization.</summary>
public sealed record NetworkMetadata(
    ImmutableArray<string> Modules, ImmutableArray<Activation> Activations, ImmutableArray<float> Epsilons)
{
    public const string ModulesKey = "network.modules";

    private const string ActivationKey = "network.activation", EpsilonKey = "network.batch_norm_eps";

    /// <summary>The texts for a network that is written under the names of an nn.Sequential.</summary>
    /// <param name="dropout">Whether the names count a Dropout after each activation.</param>
    public static IReadOnlyDictionary<string, string> Write(Network network, bool dropout)
    {
        ArgumentNullException.ThrowIfNull(network);
        var (modules, epsilons, number) = (new List<string>(), new List<float>(), 0);
        for (var i = 0; i < network.Layers.Length; i++)
        {
            modules.Add($"{number++}");
            if (network.Layers[i].Normalization is { } norm)
            {
                modules.Add($"{number++}");
                epsilons.Add(norm.Epsilon);
            }
            if (i == network.HiddenLayers)
                break;
            modules.Add(ActivationName.Of(network.ActivationOf(i + 1)));
            if (dropout)
                modules.Add(StatedOrder.Dropout);
            number += dropout ? 2 : 1;
        }
        var texts = new Dictionary<string, string> { [ModulesKey] = JsonSerializer.Serialize(modules) };
        if (network.HiddenLayers > 0)
            texts[ActivationKey] = string.Join(
                ',', network.Activations.Distinct().Count() > 1
                    ? network.Activations.Select(ActivationName.Of)
                    : [ActivationName.Of(network.Activation)]);
        if (epsilons.Count > 0)
            texts[EpsilonKey] = string.Join(',', epsilons.Distinct().Count() == 1 ? [Text(epsilons[0])] : epsilons.Select(Text));
        return texts;
    }

    /// <exception cref="UserErrorException">The texts are not what <see cref="Write"/> writes.</exception>
    public static NetworkMetadata Read(IReadOnlyDictionary<string, string> metadata, string file)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new NetworkMetadata(
            metadata.TryGetValue(ModulesKey, out var modules) ? Names(modules, file) : [],
            metadata.TryGetValue(ActivationKey, out var activations) ? [.. activations.Split(',').Select(name => Known(name, file))] : [],
            metadata.TryGetValue(EpsilonKey, out var eps) ? [.. eps.Split(',').Select(number => Epsilon(number, file))] : []);
    }

    /// <summary>The hints with what the metadata says.</summary>
    /// <exception cref="UsageException">They contradict each other.</exception>
    public ImportHints Join(ImportHints hints, string file)
    {
        ArgumentNullException.ThrowIfNull(hints);
        return hints with
        {
            Layers = One(hints.Layers, Modules, "--layers", ModulesKey, word => word, file),
            Activations = One(hints.Activations, Activations, hints.ActivationOption, ActivationKey, ActivationName.Of, file),
            Epsilons = One(hints.Epsilons, Epsilons, "--bn-eps", EpsilonKey, Text, file),
        };
    }

    private static ImmutableArray<T> One<T>(
        ImmutableArray<T> given, ImmutableArray<T> stored, string option, string key, Func<T, string> name, string file)
    {
        if (given.IsEmpty || stored.IsEmpty)
            return given.IsEmpty ? stored : given;
        // One for all is as good as the same for each.
        var isSame = given.Length == stored.Length
            ? given.SequenceEqual(stored)
            : (given.Length == 1 || stored.Length == 1) && given.Concat(stored).Distinct().Count() == 1;
        return isSame
            ? given
            : throw new UsageException($"{option} is {string.Join(',', given.Select(name))}, but {file} says in its metadata that it is "
                + $"{string.Join(',', stored.Select(name))} ({key}); leave {option} out");
    }

    private static ImmutableArray<string> Names(string text, string file)
    {
        try
        {
            if (JsonSerializer.Deserialize<string[]>(text) is { Length: > 0 } names && names.All(name => name is not null))
                return [.. names];
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw Wrong(file, ModulesKey, text, "a JSON list of names of modules and activations in order");
    }

    private static Activation Known(string name, string file) => ActivationName.TryParse(name, out var activation)
        ? activation
        : throw Wrong(
            file, ActivationKey, name, $"one of {string.Join(", ", Enum.GetValues<Activation>().Select(ActivationName.Of))}");

    private static float Epsilon(string text, string file) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) && value > 0
            ? value
            : throw Wrong(file, EpsilonKey, text, "a number above 0");

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static UserErrorException Wrong(string file, string key, string text, string needed) =>
        new($"{file}: the metadata's {key} is '{(text.Length > 40 ? text[..40] + "…" : text)}'; it must be {needed}");
}
