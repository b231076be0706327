using Engine.Bounds;
using Engine.Training;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class BoundTests
{
    private const string Sgld = "training: {optimizer: sgld, noise: 0.1, clip: 1}\n";

    [Fact]
    public void Langevin_training_has_noise_and_clip_in_its_text_and_others_do_not()
    {
        var run = Specs.Run(Sgld);
        Assert.Equal((OptimizerKind.Sgld, 0.1, 1), (run.Training.Optimizer, run.Training.Noise, run.Training.Clip));
        Assert.Contains("\"momentum\":0,\"noise\":0.1,\"clip\":1,\"batch_size\"", CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
        Assert.DoesNotContain("clip", CanonicalJson.Of(Specs.Run(""), "simd"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_are_named_by_their_authors()
    {
        var run = Specs.Run(Sgld + "bounds: {names: [xu-raginsky]}");
        Assert.Equal([BoundKind.XuRaginsky], run.Bounds.Names);
        Assert.EndsWith(
            ",\"bounds\":{\"names\":[\"xu-raginsky\"]},\"seed\":0,\"trainer\":\"simd\"}", CanonicalJson.Of(run, "simd"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training: {optimizer: sgld, clip: 1}", "training.noise is required with optimizer: sgld")]
    [InlineData("training: {optimizer: sgld, noise: 1}", "training.clip is required with optimizer: sgld")]
    [InlineData("training: {optimizer: sgld, noise: 1, clip: 0}", "training.clip must be a finite number above 0")]
    [InlineData("training: {optimizer: sgld, noise: -1, clip: 1}", "training.noise must be a finite number from 0 up")]
    [InlineData("training: {noise: 1}", "training.noise belongs to optimizer: sgld; the optimizer is adam")]
    [InlineData("training: {optimizer: sgld, noise: 1, clip: 1, batch_norm: true}", "training.batch_norm does not go with optimizer: sgld")]
    [InlineData("training: {subset: 0}", "training.subset must be a whole number from 1")]
    [InlineData("bounds: {names: [xu-raginsky]}", "xu-raginsky needs I(S;W), which is bounded for noisy training only")]
    [InlineData("training: {optimizer: sgld, noise: 0, clip: 1}\nbounds: {names: [xu-raginsky]}", "xu-raginsky needs noise in every step")]
    [InlineData("bounds: {names: [vera-piantanida-vega]}", "vera-piantanida-vega needs I(X;L) of every layer")]
    [InlineData(
        "information_plane: {estimators: [binning-30], epochs: [0, 19]}\nbounds: {names: [shwartz-ziv-painsky-tishby]}",
        "after the last epoch, 20")]
    [InlineData("bounds: {names: [bu-zou-veeravalli]}", "bu-zou-veeravalli is estimated for a model of a few parameters")]
    [InlineData("bounds: {delta: 0.1}", "bounds.delta belongs to shwartz-ziv-painsky-tishby")]
    [InlineData(
        "input: standardize\ntraining: {optimizer: sgld, noise: 1, clip: 1}\nbounds: {names: [xu-raginsky]}",
        "xu-raginsky does not hold with input.fit")]
    [InlineData(
        "training: {optimizer: sgld, noise: 1, clip: 1, warmup: 2}\nbounds: {names: [xu-raginsky]}",
        "xu-raginsky is given for one learning rate")]
    [InlineData(
        "training: {patience: 2}\ninformation_plane: {estimators: [binning-30]}\nbounds: {names: [shwartz-ziv-painsky-tishby]}",
        "needs I(X;L) of the final network, which with training.patience is an earlier epoch's")]
    [InlineData("bounds: {names: [xu-ragynsky]}", "did you mean xu-raginsky?")]
    [InlineData(
        "information_plane: {estimators: [binning-30]}\nbounds: {names: [shwartz-ziv-painsky-tishby], delta: 1}",
        "bounds.delta must be a number above 0 and below 1")]
    public void Mistakes_say_what_is_needed(string lines, string expected) =>
        Assert.Contains(expected, Specs.Mistake(Specs.Minimal + lines).Message, StringComparison.Ordinal);

    [Fact]
    public void The_individual_sample_bound_needs_draws() => Assert.Contains(
        "needs a training set of its own for every seed",
        Specs.Mistake("name: a\ndataset: two-gaussians\nnetwork: {model: logistic}\nbounds: {names: [bu-zou-veeravalli]}").Message,
        StringComparison.Ordinal);
}
