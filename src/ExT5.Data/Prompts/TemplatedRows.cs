using System.Collections;

namespace ExT5.Data;

/// <summary>Each row with each template: those of a row follow each other.</summary>
internal sealed class TemplatedRows<TRow> : IReadOnlyList<TextExample>, ICheckedRows
{
    private readonly string _task;
    private readonly IReadOnlyList<TRow> _rows;
    private readonly IReadOnlyList<PromptTemplate<TRow>> _templates;

    public TemplatedRows(string task, IReadOnlyList<TRow> rows, IReadOnlyList<PromptTemplate<TRow>> templates)
    {
        (_task, _rows, _templates) = (task, rows, templates);
        if ((long)rows.Count * templates.Count > int.MaxValue)
            throw new RegistryException($"Task '{task}': {rows.Count} rows with {templates.Count} templates are more than 2,147,483,647 examples. Use fewer templates.");
        Count = rows.Count * templates.Count;
    }

    public int Count { get; }

    public TextExample this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var (row, number) = Math.DivRem(index, _templates.Count);
            return RowProblem.ReportedWhereKnown(_rows, row, value => _templates[number].Format(RowProblem.Given(value))) ?? throw new RegistryException(
                $"Task '{_task}': template '{_templates[number].Name}' returned null for row {row}. Return a TextExample for every row.");
        }
    }

    public Exception? KnownProblem() => RowProblem.KnownIn(_rows);

    public IEnumerator<TextExample> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
