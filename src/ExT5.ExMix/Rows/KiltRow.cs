using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A row of any KILT task: a text to answer and the accepted answers (Petroni et al., 2021).</summary>
internal sealed record KiltRow(string Input, IReadOnlyList<string> Answers)
{
    /// <summary>KILT also lists outputs that only point at evidence; they hold no answer.</summary>
    public static KiltRow From(DataRow row) => new(
        row.Text("input"),
        [.. row.Rows("output").Where(output => output.Gives("answer")).Select(output => output.Text("answer"))]);

    public TextExample After(string prefix) => AcceptedAnswers.Example(prefix + Input, Answers);
}
