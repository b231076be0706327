using Harness.Specs.Json;

namespace Harness.Tests.Specs.Json;

public class SpecDifferenceTests
{
    private static string Json(string lines, string trainer = "simd") => CanonicalJson.Of(Specs.Read(Specs.Minimal + lines), trainer);

    [Fact]
    public void Equal_texts_do_not_differ() =>
        Assert.Empty(SpecDifference.Between(Json("training: {l2: 1e-3}"), Json("training: {l2: 0.001}")));

    [Fact]
    public void Each_key_that_differs_is_a_line() => Assert.Equal(
        [
            "network.hidden: [30] → [30, 30]",
            "training.l2: 0.0001 → 0.001",
            "training.validation: 100 → (not set)",
            "trainer: simd → torch-cuda",
        ],
        SpecDifference.Between(
            Json("training: {l2: 1e-4, validation: 100}"),
            CanonicalJson.Of(Specs.Read(Specs.Minimal + "training: {l2: 1e-3}", "network.hidden=[30, 30]"), "torch-cuda")));

    [Fact]
    public void A_changed_sweep_is_shown() => Assert.Equal(
        ["training.epochs: 20 → (not set)", "seeds: [0] → [0, 1]", "sweep.training.l2: [0, 0.001] → [0]",
            "sweep.training.epochs: (not set) → [1, 2]"],
        SpecDifference.Between(
            Json("sweep: {training.l2: [0, 1e-3]}"), Json("seeds: 2\nsweep: {training.l2: [0], training.epochs: [1, 2]}")));

    [Fact]
    public void A_folder_in_place_of_a_name_is_shown() => Assert.Equal(
        ["dataset: digits → (not set)", "dataset.idx: (not set) → x"],
        SpecDifference.Between(Json(""), CanonicalJson.Of(Specs.Read(Specs.Minimal, "dataset={idx: x}"), "simd")));
}
