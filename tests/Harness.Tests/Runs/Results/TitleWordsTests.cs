using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Results;

/// <summary>A key and its value in the title of a configuration.</summary>
public class TitleWordsTests
{
    [Theory]
    [InlineData("training.momentum", "0.5", "momentum 0.5")]
    [InlineData("training.learning_rate", "0.001", "learning rate 1e-3")]
    [InlineData("training.epochs", "20", "20 epochs")]
    [InlineData("training.epochs", "1", "1 epoch")]
    [InlineData("training.noise", "0.1", "training noise 0.1")]
    [InlineData("training.validation", "10000", "validation 10000")]
    [InlineData("pictures.grid", "60", "pictures grid 60")]
    [InlineData("pictures.epochs", "\"log-5\"", "pictures epochs log-5")]
    [InlineData("ablation.classes", "true", "ablation classes true")]
    [InlineData("insights.epsilon", "[0.02,0.001]", "insights epsilon 0.02 + 1e-3")]
    [InlineData("ablation.scopes", "[]", "ablation scopes none")]
    [InlineData("ablation.orders", """["entropy",{"scores":"s.npz","name":"mine"}]""", "ablation orders entropy + mine")]
    [InlineData("input.mean", "[0.5,1e-5]", "input mean 0.5 + 1e-5")]
    [InlineData("step", "10", "step 10")]
    [InlineData("model_sha256", "\"0a\"", "model sha256 0a")]
    public void A_value_is_said_in_words_after_what_tells_its_key_from_others(string path, string json, string expected) =>
        Assert.Equal(expected, TitleWords.Of(path, json));

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public void A_key_without_a_value_is_not_said(string? json) => Assert.Null(TitleWords.Of("pictures.grid", json));
}
