using System.Globalization;
using Engine.Training;

namespace Harness.Runs.Leases;

/// <summary>How far the training of a run is, as its lease tells other processes.</summary>
/// <param name="Epoch">The last that has ended.</param>
/// <param name="Epochs">All that are to be.</param>
/// <param name="Loss">Of that epoch on the training samples, nats; null where it is no finite number.</param>
/// <param name="Accuracy">On the validation samples, or on those of training where there are none.</param>
public sealed record LeasedRun(int Epoch, int Epochs, double? Loss, double? Accuracy)
{
    public static LeasedRun Of(EpochRecord last, int epochs)
    {
        ArgumentNullException.ThrowIfNull(last);
        return new LeasedRun(
            last.Epoch, epochs, Finite(last.Train.Loss),
            Finite(double.IsNaN(last.Validation.Accuracy) ? last.Train.Accuracy : last.Validation.Accuracy));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"epoch {Epoch}/{Epochs}, loss {Loss ?? double.NaN:0.###}, accuracy {Accuracy ?? double.NaN:0.000}");

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
