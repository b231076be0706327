using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Results;

/// <summary>Files, columns, types and nulls as design.md has them; this table is typed from there.</summary>
public sealed class LayoutTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    /// <summary>Name and kind of each column; a question mark where null may stand.</summary>
    private static readonly Dictionary<string, string> Columns = new()
    {
        ["runs"] = """
            run_id Text, name Text, spec Text, dataset Text, dataset_sha256 Text?, hidden Text, activation Text, optimizer Text?, learning_rate Float64?,
            schedule Text?, warmup Int32?, batch_size Int32?, epochs Int32?, best_epoch Int32?, last_epoch Int32?, l2 Float64?, l2_on Text?,
            dropout Float64?, dropout_layers Text?, input_dropout Float64?, batch_norm Boolean?, input_fit Text?, input_mean Text?, input_std Text?,
            input_constant Int32?, seed Int64, trainer Text?, device Text, instruction_set Text,
            train_accuracy Float64?, validation_accuracy Float64?, test_accuracy Float64?, train_loss Float64?, test_loss Float64?, status Text, error Text?,
            train_seconds Float64, analysis_seconds Float64, started_at Timestamp, engine_version Text, git_commit Text?,
            class_names Text?, layer_names Text?, step Int64?,
            network_hidden Text?, network_model Text?, network_activation Text?, training_optimizer Text?,
            training_learning_rate Float64?, training_schedule Text?, training_warmup Int32?, training_step_epochs Text?,
            training_step_factor Float64?, training_momentum Float64?, training_noise Float64?, training_clip Float64?,
            training_objective Text?, training_beta Float64?, training_bottleneck_noise Float64?, training_batch_size Int32?,
            training_epochs Int32?, training_patience Int32?, training_l2 Float64?, training_l2_on Text?, training_dropout Text?,
            training_input_dropout Float64?, training_batch_norm Boolean?, training_initialization Text?, training_validation Int32?,
            training_subset Int32?, measures_split Text?, measures_quantizer Text?, measures_permutations Int32?,
            measures_resamples Int32?, measures_sensitivity Text?, measures_epochs Text?, measures_models Boolean?,
            pairs_scopes Text?, pairs_quantizer Text?, pairs_top Int32?, pairs_whole Boolean?,
            ablation_orders Text?, ablation_random Int32?, ablation_scopes Text?, ablation_replace Text?, ablation_split Text?,
            ablation_checks Int32?, ablation_classes Boolean?, ablation_greedy_samples Int32?, ablation_epochs Text?, insights_epsilon Text?,
            insights_delta Float64?, insights_significance Float64?, insights_permutations Int32?, pictures_grid Int32?,
            pictures_epochs Text?, pictures_split Text?, information_plane_estimators Text?, information_plane_epochs Text?,
            information_plane_split Text?, information_plane_samples Int32?, information_plane_noise Float64?, bounds_names Text?,
            bounds_delta Float64?
            """,
        ["epochs"] = """
            run_id Text, epoch Int32, train_loss Float64, train_accuracy Float64, validation_loss Float64?, validation_accuracy Float64?, test_loss Float64?,
            test_accuracy Float64?, seconds Float64
            """,
        ["neurons"] = """
            run_id Text, layer Int32, neuron Int32, split Text, quantizer Text, bins Int32, samples Int32, epoch Int32?, entropy Float64, mutual_information Float64,
            mutual_information_mm Float64, null_mean Float64?, p_value Float64?, p_chi2 Float64, q_value Float64, ci_low Float64?, ci_high Float64?, kl_selectivity Float64, kl_class Int32?,
            kl_null_mean Float64?, kl_p_value Float64?, class_selectivity Float64?, selective_class Int32?, mean_activation Float64, variance_activation Float64,
            fraction_active Float64, max_abs_activation Float64, inactive Boolean, effectively_inactive Boolean?, outgoing_norm Float64?,
            single_drop Float64?, single_drop_changed Int32?, single_drop_ablated Float64?
            """,
        ["histograms"] = """
            run_id Text, layer Int32, neuron Int32, split Text, quantizer Text, bin Int32, lower_edge Float32, upper_edge Float32, class Int32, count Int32,
            epoch Int32?
            """,
        ["ablation"] = """
            run_id Text, scope Text, order Text, quantizer Text?, measure_split Text?, direction Text, repetition Int32, replace Text, split Text, step Int32,
            layer Int32, neuron Int32, correct Int32, total Int32, accuracy Float64, loss Float64, near_ties Int32, epoch Int32?
            """,
        ["insights"] = """
            run_id Text, scope Text, order Text?, quantizer Text?, measure_split Text?, replace Text, split Text, name Text, direction Text?, value Float64?, detail Text,
            epoch Int32?
            """,
    };

    public static TheoryData<string> Tables => [.. Columns.Keys];

    [Fact]
    public void One_folder_a_table_one_file_a_run()
    {
        var expected = Columns.Keys.SelectMany(table => sweep.Runs.Select(run => $"{table}/{run}.parquet"))
            .Concat(sweep.Runs.Select(run => $"models/{run}.safetensors")).Append("manifest.json");
        Assert.Equal(expected.Order(StringComparer.Ordinal), SameResults.Files(sweep.Path));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Columns_have_their_names_types_and_nulls(string table)
    {
        var file = ResultTables.Read(Path.Combine(sweep.Path, table, sweep.Runs[0] + ".parquet"));
        var found = file.Table.Schema.Columns.Select(column => $"{column.Name} {column.Kind}{(column.Nullable ? "?" : "")}");
        Assert.Equal(Columns[table].Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), found);
        Assert.Equal("1", file.Metadata["schema_version"]);
        Assert.Equal(EngineVersion.Number, file.Metadata["engine_version"]);
        Assert.All(file.Table.Values<string>("run_id"), run => Assert.Equal(sweep.Runs[0], run));
    }

    [Fact]
    public void What_does_not_exist_is_null()
    {
        using var folder = new TemporaryFolder();
        new TestSweep(
            folder["out"], "seeds=1", "training.validation=0", "measures.split=train", "measures.permutations=0",
            "network.activation=tanh", "ablation.random=1").Run();
        AssertNull(folder, "runs", "validation_accuracy", "error");
        AssertNull(folder, "epochs", "validation_loss", "validation_accuracy");
        AssertNull(
            folder, "neurons", "ci_low", "ci_high", "null_mean", "p_value", "kl_null_mean", "kl_p_value", "class_selectivity",
            "selective_class");
        var ablation = ResultTables.Of(folder["out"], "ablation");
        string[] orders = ablation.Values<string>("order");
        Assert.DoesNotContain("class-selectivity", orders);
        Assert.All(Enumerable.Range(0, ablation.Rows), row =>
        {
            Assert.Equal(orders[row] != "random", ablation["quantizer"].IsPresent(row));
            Assert.Equal(orders[row] != "random", ablation["measure_split"].IsPresent(row));
        });
    }

    private static void AssertNull(TemporaryFolder folder, string table, params string[] columns)
    {
        var found = ResultTables.Of(folder["out"], table);
        Assert.All(
            columns, column => Assert.All(Enumerable.Range(0, found.Rows), row => Assert.False(found[column].IsPresent(row), column)));
    }
}
