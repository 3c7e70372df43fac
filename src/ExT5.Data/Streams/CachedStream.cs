namespace ExT5.Data;

/// <summary>Rows with a target of their own that were tokenized before; trimmed and ended when they are drawn.</summary>
internal sealed class CachedStream(CachedExamples examples, ExampleTokenizer tokenizer, Truncation truncation) : ExampleStream
{
    public override long Count => examples.Count;

    public override TokenizedExample this[long index, ulong key]
    {
        get
        {
            var example = tokenizer.Empty(examples.InputLength(index), examples.TargetLength(index));
            examples.ReadInput(index, First(example.DroppedInputs, truncation.Inputs), example.Inputs.AsSpan(..^1));
            examples.ReadTarget(index, First(example.DroppedTargets, truncation.Targets), example.Targets.AsSpan(..^1));
            example.Inputs[^1] = example.Targets[^1] = tokenizer.Vocabulary.EosId;
            return example;
        }
    }

    private static int First(int dropped, TruncationSide side) => side == TruncationSide.Left ? dropped : 0;
}
