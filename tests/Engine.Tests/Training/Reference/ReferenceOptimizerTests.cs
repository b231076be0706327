using Engine.Training.Reference;

namespace Engine.Tests.Training.Reference;

public sealed class ReferenceOptimizerTests
{
    private const double Limit = 1e-14;

    [Fact]
    public void Sgd_adds_the_velocity_of_all_steps()
    {
        double[] theta = [1, -2];
        var sgd = new ReferenceSgd(0.5);
        sgd.Apply([theta], [[2, 4]], 0.1);
        // v = (2, 4)
        Deviation.Within(Limit, [1 - 0.2, -2 - 0.4], theta, 0, "first step");
        sgd.Apply([theta], [[-1, 0]], 0.1);
        // v = 0.5 (2, 4) + (-1, 0) = (0, 2)
        Deviation.Within(Limit, [0.8, -2.4 - 0.2], theta, 0, "second step");
    }

    [Fact]
    public void The_first_step_of_adam_is_the_rate_in_the_gradient_s_direction()
    {
        double[] theta = [1, 1, 1];
        new ReferenceAdam().Apply([theta], [[3, -0.5, 0]], 0.01);
        // mHat = g, vHat = g^2: the step is rate g / (|g| + 1e-8).
        Deviation.Within(Limit, [1 - (0.01 * 3 / (3 + 1e-8)), 1 + (0.01 * 0.5 / (0.5 + 1e-8)), 1], theta, 0, "first step");
    }

    [Fact]
    public void Later_steps_of_adam_follow_the_closed_form_of_the_moments()
    {
        double[] gradients = [0.5, -1, 2, 0.25], theta = [0];
        var adam = new ReferenceAdam();
        var expected = 0.0;
        for (var t = 1; t <= gradients.Length; t++)
        {
            adam.Apply([theta], [[gradients[t - 1]]], 0.1);
            // m = sum of 0.1 * 0.9^(t-s) g_s, v = sum of 0.001 * 0.999^(t-s) g_s^2
            var m = Enumerable.Range(1, t).Sum(s => 0.1 * Math.Pow(0.9, t - s) * gradients[s - 1]) / (1 - Math.Pow(0.9, t));
            var v = Enumerable.Range(1, t)
                .Sum(s => 0.001 * Math.Pow(0.999, t - s) * gradients[s - 1] * gradients[s - 1]) / (1 - Math.Pow(0.999, t));
            expected -= 0.1 * m / (Math.Sqrt(v) + 1e-8);
            Deviation.Within(1e-13, expected, theta[0], 0, $"step {t}");
        }
    }
}
