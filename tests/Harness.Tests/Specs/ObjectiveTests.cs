using Engine.Training;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class ObjectiveTests
{
    [Fact]
    public void The_text_of_a_run_has_what_its_objective_uses()
    {
        Assert.Contains(
            "\"objective\":\"vib\",\"beta\":0.01,\"batch_size\"",
            CanonicalJson.Of(Specs.Run("training: {objective: vib, beta: 0.01}"), "simd"), StringComparison.Ordinal);
        Assert.Contains(
            "\"objective\":\"nonlinear-ib\",\"beta\":1,\"bottleneck_noise\":0.5,",
            CanonicalJson.Of(Specs.Run("training: {objective: nonlinear-ib, beta: 1, bottleneck_noise: 0.5}"), "simd"),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "objective", CanonicalJson.Of(Specs.Run("training: {objective: cross-entropy}"), "simd"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_can_be_swept() => Assert.Equal(
        [ObjectiveKind.Vib, ObjectiveKind.NonlinearIb, ObjectiveKind.Ceb],
        Specs.Read(Specs.Minimal + "training: {beta: 0.1}\nsweep: {training.objective: [vib, nonlinear-ib, ceb]}")
            .Points.Select(point => point.Spec.Training.Objective));

    [Theory]
    [InlineData("training: {objective: vib}", "training.beta is required with objective: vib")]
    [InlineData("training: {beta: 1}", "training.beta belongs to the objectives vib, nonlinear-ib and ceb")]
    [InlineData("training: {objective: ceb, beta: -0.1}", "training.beta must be a finite number from 0 up")]
    [InlineData(
        "training: {objective: ceb, beta: 1, bottleneck_noise: 0.1}",
        "training.bottleneck_noise belongs to objective: nonlinear-ib; training.objective is ceb")]
    [InlineData(
        "training: {objective: nonlinear-ib, beta: 1, bottleneck_noise: 0}", "training.bottleneck_noise must be a finite number above 0")]
    [InlineData("training: {objective: vib, beta: 1, dropout: 0.5}", "objective: vib does not go with training.dropout")]
    [InlineData(
        "training: {objective: vib, beta: 1, optimizer: sgld, noise: 1, clip: 1}", "objective: vib does not go with optimizer: sgld")]
    [InlineData("training: {objective: vip, beta: 1}", "did you mean vib?")]
    public void Mistakes_say_what_is_needed(string lines, string expected) =>
        Assert.Contains(expected, Specs.Refused(Specs.Minimal + lines).Message, StringComparison.Ordinal);

    [Fact]
    public void Logistic_regression_has_no_layer_for_the_code() => Assert.Contains(
        "does not go with network.model: logistic",
        Specs.Mistake("name: a\ndataset: mnist\nnetwork: {model: logistic}\ntraining: {objective: vib, beta: 1}").Message,
        StringComparison.Ordinal);
}
