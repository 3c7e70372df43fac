namespace ExT5.Data;

/// <summary>Rows with a target of their own, formatted and tokenized when they are drawn.</summary>
internal sealed class SupervisedStream(IReadOnlyList<TextExample> rows, ExampleTokenizer tokenizer, Truncation truncation) : ExampleStream
{
    public override long Count => rows.Count;

    public override TokenizedExample this[long index, ulong key] => tokenizer.Tokenize(rows[(int)index], truncation);
}
