using Engine;
using Harness.Runs.Series;

namespace Harness.Tests.Runs.Series;

/// <summary>The step of a checkpoint from its name, or by hand.</summary>
public class CheckpointStepsTests
{
    [Theory]
    [InlineData("epoch-10.pt epoch-9.pt", "10 9", "epoch")]
    [InlineData("model_000100.safetensors model_000200.safetensors", "100 200", "model")]
    [InlineData("step=200 step=0", "200 0", "step")]
    [InlineData("net20-step5-final.pth net20-step15-final.pth", "5 15", "net20-step-final")]
    [InlineData("7.pt", "7", "")]
    [InlineData("epoch-3.pt2 epoch-4.pt2", "3 4", "epoch")]
    [InlineData("net.100 net.200", "100 200", "net")]
    [InlineData("a/s1.safetensors.index.json b/s2.safetensors.index.json", "1 2", "s")]
    [InlineData("/ckpt/checkpoint-500/model-v2.safetensors /ckpt/checkpoint-1000/model-v2.safetensors", "500 1000", "checkpoint")]
    [InlineData("s9223372036854775807.pt", "9223372036854775807", "s")]
    public void It_is_the_last_number_of_the_name_or_of_the_folder_s_where_all_names_are_one(string files, string steps, string name)
    {
        var found = CheckpointSteps.OfNames(files.Split(' '));
        Assert.Equal((steps, name), (string.Join(' ', found.Steps), found.Name));
    }

    [Theory]
    [InlineData("epoch-1.pt last.pt best.pt", "last.pt, best.pt: the name has no number")]
    [InlineData("a.pt b.pt c.pt d.pt e.pt", "a.pt, b.pt, c.pt and 2 more: the name has no number")]
    [InlineData("/x/one/net9.pt /x/two/net9.pt", "the folder's name has no number")]
    [InlineData("e1-loss0.5.pt e2-loss0.4.pt", "e1-loss0.5.pt and e2-loss0.4.pt: the step is the last number in a name (5 and 4)")]
    [InlineData("epoch-1.pt step-100.pt", "(1 and 100), and all else must be the same")]
    [InlineData("s1.pt s01.pt", "s1.pt, s01.pt have the same step, 1")]
    [InlineData("s9223372036854775808.pt", "has the step 9223372036854775808: needed is a whole number from 0 to 9223372036854775807")]
    public void A_name_that_leaves_it_open_is_refused(string files, string said)
    {
        var mistake = Assert.Throws<UsageException>(() => CheckpointSteps.OfNames(files.Split(' '))).Message;
        Assert.Contains(said, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0, 100,20", "0 100 20", "a.pt b.pt last.pt", "")]
    [InlineData("3,4", "3 4", "run-1.pt run-9.pt", "run")]
    public void By_hand_it_is_what_is_given_in_the_order_of_the_files(string text, string steps, string files, string name)
    {
        var found = CheckpointSteps.Parse(text, files.Split(' '));
        Assert.Equal((steps, name), (string.Join(' ', found.Steps), found.Name));
    }

    [Theory]
    [InlineData("1", "--steps 1: 1 for 2 networks, a.pt, b.pt; needed is one for each")]
    [InlineData("1,2,3", "3 for 2 networks")]
    [InlineData("1,x", "b.pt has the step x: needed is a whole number")]
    [InlineData("-1,2", "a.pt has the step -1")]
    [InlineData("1.5,2", "a.pt has the step 1.5")]
    [InlineData(",2", "a.pt has the step ''")]
    [InlineData("2,2", "a.pt, b.pt have the same step, 2")]
    public void By_hand_a_word_that_is_no_step_is_refused(string text, string said)
    {
        var mistake = Assert.Throws<UsageException>(() => CheckpointSteps.Parse(text, ["a.pt", "b.pt"])).Message;
        Assert.Contains(said, mistake, StringComparison.Ordinal);
    }
}
