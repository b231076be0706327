using System.Text;
using Harness.Runs.Arrays;
using Harness.Runs.Measuring;

namespace Harness.Tests.Arrays;

public sealed class CodePointOrderTests
{
    /// <summary>U+FF21 is a full-width A, one UTF-16 unit above all surrogates; U+1F600 and U+1F601 are emoji, of two units each.</summary>
    private static readonly string[] Sorted =
        ["", "B", "a", "ab", "\u00E4", "\uFF21", "\uFF21b", "\U0001F600", "\U0001F600a", "\U0001F600\uFF21", "\U0001F601"];

    [Fact]
    public void Texts_are_in_the_order_of_their_bytes_in_UTF_8()
    {
        Assert.Equal(Sorted, Sorted.Reverse().Order(CodePointOrder.Instance));
        Assert.Equal(Sorted, Sorted.Reverse().OrderBy(text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)), StringComparer.Ordinal));
        Assert.Equal(0, CodePointOrder.Instance.Compare("ab", "ab"));
        Assert.True(CodePointOrder.Instance.Compare(null, "") < 0 && CodePointOrder.Instance.Compare("", null) > 0);
    }

    [Fact]
    public void Labels_of_measured_samples_are_in_that_order()
    {
        var labels = SampleLabels.Read(new Texts("\U0001F600", "\uFF21", "a", "\uFF21"), "y.npy");
        Assert.Equal(["a", "\uFF21", "\U0001F600"], labels.Names);
        Assert.Equal([2, 1, 0, 1], labels.Values);
    }

    private sealed class Texts(params string[] values) : StoredArray("y", ElementKind.Text, [values.Length])
    {
        public override void Read(long firstRow, Span<float> values) => throw new NotSupportedException();

        public override long[] ReadIntegers() => throw new NotSupportedException();

        public override string[] ReadTexts() => values;
    }
}
