using System.Collections;

namespace ExT5.Data;

/// <summary>Rows that become text when they are read.</summary>
internal sealed class FormattedRows<TRow>(string task, IReadOnlyList<TRow> rows, Func<TRow, TextExample> format)
    : IReadOnlyList<TextExample>, ICheckedRows
{
    private readonly Func<TRow, TextExample> _format = row => format(RowProblem.Given(row));

    public int Count => rows.Count;

    public TextExample this[int index] => RowProblem.ReportedWhereKnown(rows, index, _format)
        ?? throw new RegistryException($"Task '{task}': the format returned null for row {index}. Return a TextExample for every row.");

    public Exception? KnownProblem() => RowProblem.KnownIn(rows);

    public IEnumerator<TextExample> GetEnumerator()
    {
        for (var i = 0; i < rows.Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
