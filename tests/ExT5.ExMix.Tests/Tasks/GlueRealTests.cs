using System.Globalization;
using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

/// <summary>GLUE's tasks over rows of the published files, named as the Hub names their columns.</summary>
public sealed class GlueRealTests
{
    [Fact]
    public async Task Every_row_of_CoLA_is_formatted()
    {
        // Source, label, the author's mark, sentence; no header.
        foreach (var row in await RealRows.Delimited("classification/cola/in_domain_train.tsv", header: false))
            Check("glue_cola", RealRows.Of(("sentence", row["3"]), ("label", row["1"])),
                "cola sentence: " + row.Text("3"), row.Text("1") == "1" ? "acceptable" : "unacceptable");
    }

    [Fact]
    public async Task Every_row_of_SST2_is_formatted()
    {
        foreach (var row in await RealRows.Delimited("classification/sst2/train.tsv", header: false))
            Check("glue_sst2", RealRows.Of(("sentence", row["0"]), ("label", row["1"])),
                "sst2 sentence: " + row.Text("0"), row.Text("1") == "1" ? "positive" : "negative");
    }

    [Fact]
    public async Task Every_row_of_MRPC_is_formatted()
    {
        var source = new DelimitedSource<DelimitedRow>(
            SharedFolder.Require("data/tasks/classification/mrpc/msr_paraphrase_train.txt"), row => row, DelimitedFormat.Tsv);
        foreach (var row in await source.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken))
            Check("glue_mrpc", RealRows.Of(("sentence1", row["#1 String"]), ("sentence2", row["#2 String"]), ("label", row["Quality"])),
                "mrpc sentence1: " + row["#1 String"] + " sentence2: " + row["#2 String"], row["Quality"] == "1" ? "equivalent" : "not_equivalent");
    }

    [Fact]
    public async Task Every_score_of_STSB_becomes_a_fifth_with_one_decimal()
    {
        foreach (var row in await RealRows.Delimited("classification/stsb/stsb-en-train.csv", header: false))
        {
            var example = RealRows.Of(("sentence1", row["0"]), ("sentence2", row["1"]), ("label", row["2"])).Example("glue_stsb");

            Assert.Equal("stsb sentence1: " + row.Text("0") + " sentence2: " + row.Text("1"), example.Input);
            var (score, fifth) = (row.Number("2"), double.Parse(example.Target, CultureInfo.InvariantCulture));
            Assert.Equal(3, example.Target.Length);
            Assert.InRange(Math.Abs(score - fifth), 0, 0.1 + 1e-6);
            Assert.Equal(Math.Round(fifth * 5), fifth * 5, 9);
        }
    }

    [Fact]
    public async Task Every_row_of_QNLI_is_formatted()
    {
        foreach (var row in await RealRows.Delimited("nli/qnli/dev.part1.tsv", header: true))
            Check("glue_qnli", row, "qnli question: " + row.Text("question") + " sentence: " + row.Text("sentence"), row.Text("label"));
    }

    [Fact]
    public void Rows_of_QQP_are_formatted()
    {
        foreach (var fields in RealRows.DummyTabs("glue__qqp__1.0.0", "QQP/train.tsv").Skip(1))
            Check("glue_qqp", RealRows.Of(("question1", fields[3]), ("question2", fields[4]), ("label", fields[5])),
                "qqp question1: " + fields[3] + " question2: " + fields[4], fields[5] == "1" ? "duplicate" : "not_duplicate");
    }

    [Fact]
    public void Rows_of_MNLI_are_formatted()
    {
        foreach (var fields in RealRows.DummyTabs("glue__mnli__1.0.0", "MNLI/train.tsv").Skip(1))
            Check("glue_mnli", RealRows.Of(("premise", fields[8]), ("hypothesis", fields[9]), ("label", fields[^1])),
                "mnli hypothesis: " + fields[9] + " premise: " + fields[8], fields[^1]);
    }

    [Fact]
    public void Rows_of_RTE_are_formatted()
    {
        foreach (var fields in RealRows.DummyTabs("glue__rte__1.0.0", "RTE/train.tsv").Skip(1))
            Check("glue_rte", RealRows.Of(("sentence1", fields[1]), ("sentence2", fields[2]), ("label", fields[3])),
                "rte sentence1: " + fields[1] + " sentence2: " + fields[2], fields[3]);
    }

    [Fact]
    public void Rows_of_the_diagnostic_set_are_formatted()
    {
        foreach (var fields in RealRows.DummyTabs("glue__ax__1.0.0", "ax.tsv").Skip(1))
            Check("glue_ax", RealRows.Of(("premise", fields[1]), ("hypothesis", fields[2]), ("label", -1L)),
                "mnli hypothesis: " + fields[2] + " premise: " + fields[1], "<unk>");
    }

    private static void Check(string task, DataRow row, string input, string target)
    {
        var example = row.Example(task);

        Assert.Equal((input, target), (example.Input, example.Target));
    }
}
