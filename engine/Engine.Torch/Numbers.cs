namespace Engine.Torch;

/// <summary>The tensor operations that take a number. A name that ends in "In" changes the tensor in place.</summary>
/// <remarks>TorchSharp 0.107 leaves a number's native copy to the garbage collector, also the
/// 1 that it adds itself where a sum of two tensors is asked for. The collector
/// may free the copy while libtorch still reads it, and the operation fails or takes
/// another number (github.com/dotnet/TorchSharp, pull request 1434, is
/// about these copies). Here a copy lives until the operation has ended, so that
/// nothing else in this assembly may call such an operation.</remarks>
internal static class Numbers
{
    private static readonly Scalar One = 1, MinusOne = -1;

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);

    /// <summary>x + y.</summary>
    public static Tensor PlusIn(this Tensor x, Tensor y) => x.add_(y, One);

    /// <summary>x + times y.</summary>
    public static Tensor PlusIn(this Tensor x, Tensor y, double times)
    {
        using Scalar factor = times;
        return x.add_(y, factor);
    }

    public static Tensor Plus(this Tensor x, double number)
    {
        using Scalar summand = number;
        return x.add(summand, One);
    }

    public static Tensor PlusIn(this Tensor x, double number)
    {
        using Scalar summand = number;
        return x.add_(summand, One);
    }

    /// <summary>x + number, for tensors of whole numbers.</summary>
    public static Tensor Plus(this Tensor x, long number)
    {
        using Scalar summand = number;
        return x.add(summand, One);
    }

    public static Tensor Times(this Tensor x, double number)
    {
        using Scalar factor = number;
        return x.mul(factor);
    }

    public static Tensor TimesIn(this Tensor x, double number)
    {
        using Scalar factor = number;
        return x.mul_(factor);
    }

    /// <summary>x times number, for tensors of whole numbers.</summary>
    public static Tensor Times(this Tensor x, long number)
    {
        using Scalar factor = number;
        return x.mul(factor);
    }

    /// <summary>x + a b.</summary>
    public static Tensor PlusProduct(this Tensor x, Tensor a, Tensor b) => x.addcmul(a, b, One);

    /// <summary>x + times a b.</summary>
    public static Tensor PlusProductIn(this Tensor x, Tensor a, Tensor b, double times = 1)
    {
        using Scalar factor = times;
        return x.addcmul_(a, b, factor);
    }

    /// <summary>x + times a / b.</summary>
    public static Tensor PlusQuotientIn(this Tensor x, Tensor a, Tensor b, double times)
    {
        using Scalar factor = times;
        return x.addcdiv_(a, b, factor);
    }

    public static Tensor LeakyReluIn(this Tensor x, double slope)
    {
        using Scalar below = slope;
        return x.leaky_relu_(below);
    }

    /// <summary>x above 0, else exp(x) - 1.</summary>
    public static Tensor EluIn(this Tensor x) => x.elu_(One, One, One);

    /// <summary>x between -1 and 1, else the nearer of the two.</summary>
    public static Tensor HardTanhIn(this Tensor x) => x.hardtanh_(MinusOne, One);

    /// <summary>The smaller one of x and <paramref name="most"/>; NaN stays.</summary>
    public static Tensor AtMostIn(this Tensor x, double most)
    {
        using Scalar max = most;
        return x.clamp_(max: max);
    }

    /// <summary>0, 1, … as int64, <c>[count]</c>.</summary>
    public static Tensor Range(long count, torch.Device device)
    {
        using Scalar start = 0L, stop = count, step = 1L;
        return torch.arange(start, stop, step, torch.ScalarType.Int64, device);
    }
}
