namespace ExT5.Data;

/// <summary>Rows with a target of their own that were tokenized before; trimmed and ended when they are drawn.</summary>
internal sealed class CachedStream(CachedExamples examples, ExampleTokenizer tokenizer) : ExampleStream
{
    public override long Count => examples.Count;

    public override TokenizedExample this[long index, ulong key]
    {
        get
        {
            var (inputs, targets) = tokenizer.Lengths(examples.InputLength(index), examples.TargetLength(index));
            var example = new TokenizedExample(new int[inputs], new int[targets]);
            examples.ReadInput(index, example.Inputs.AsSpan(..^1));
            examples.ReadTarget(index, example.Targets.AsSpan(..^1));
            example.Inputs[^1] = example.Targets[^1] = tokenizer.Vocabulary.EosId;
            return example;
        }
    }
}
