using Engine.Numerics;

namespace Engine.Simd.Live;

/// <summary>Moves weights between live neurons, and their gradient, one panel at a time.</summary>
internal static unsafe class LiveWeights
{
    /// <summary>The rows of one panel that live inputs meet, next to each other.</summary>
    /// <param name="weights">Panels <c>[all inputs, outputs]</c>.</param>
    /// <param name="target">Panels <c>[live inputs, outputs]</c>.</param>
    public static void Gather(float* weights, int allInputs, LiveColumns inputs, int panel, float* target)
    {
        weights += Panels.Offset(allInputs, 0, panel * Panels.Width);
        target += Panels.Offset(inputs.Count, 0, panel * Panels.Width);
        foreach (var input in inputs.Columns)
        {
            new ReadOnlySpan<float>(weights + ((long)input * Panels.Width), Panels.Width).CopyTo(new Span<float>(target, Panels.Width));
            target += Panels.Width;
        }
    }

    /// <summary>One panel of the transposed weights between live neurons.</summary>
    /// <param name="weights">Panels <c>[all inputs, all outputs]</c>.</param>
    /// <param name="target">Panels <c>[live outputs, live inputs]</c>.</param>
    public static void Transpose(float* weights, int allInputs, LiveColumns inputs, LiveColumns outputs, int panel, float* target)
    {
        var columns = inputs.Columns[(panel * Panels.Width)..];
        var width = Math.Min(Panels.Width, columns.Length);
        target += Panels.Offset(outputs.Count, 0, panel * Panels.Width);
        foreach (var output in outputs.Columns)
        {
            var source = weights + Panels.Offset(allInputs, 0, output);
            for (var i = 0; i < width; i++)
                target[i] = source[columns[i] * Panels.Width];
            for (var i = width; i < Panels.Width; i++)
                target[i] = 0;
            target += Panels.Width;
        }
    }

    /// <summary>One panel of the gradient by all weights: 0 where an input or an output is silent.</summary>
    /// <param name="gradient">Panels <c>[live inputs, live outputs]</c>.</param>
    /// <param name="target">Panels <c>[all inputs, all outputs]</c>.</param>
    public static void Spread(float* gradient, int allInputs, LiveColumns inputs, LiveColumns outputs, int panel, float* target)
    {
        target += Panels.Offset(allInputs, 0, panel * Panels.Width);
        new Span<float>(target, allInputs * Panels.Width).Clear();
        ReadOnlySpan<int> rows = inputs.Columns, columns = outputs.Columns;
        for (var place = outputs.FirstOf(panel); place < columns.Length && columns[place] < (panel + 1) * Panels.Width; place++)
        {
            var source = gradient + Panels.Offset(rows.Length, 0, place);
            var column = target + (columns[place] % Panels.Width);
            for (var i = 0; i < rows.Length; i++)
                column[rows[i] * Panels.Width] = source[i * Panels.Width];
        }
    }
}
