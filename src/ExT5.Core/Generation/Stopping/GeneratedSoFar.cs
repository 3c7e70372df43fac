namespace ExT5.Core;

/// <summary>One unfinished output, as an <see cref="IStoppingCriterion"/> sees it.</summary>
public readonly ref struct GeneratedSoFar
{
    private readonly Func<int[], string>? _decode;

    /// <summary>Describes an output; for tests of criteria and for strategies of your own.</summary>
    /// <param name="ids">The generated ids, without the decoder's start.</param>
    /// <param name="input">What the output is generated from.</param>
    /// <param name="elapsed">Time since the generation began.</param>
    /// <param name="decode">Turns ids into text; <see langword="null"/> when there is no tokenizer.</param>
    public GeneratedSoFar(ReadOnlySpan<int> ids, DecodingInput input, TimeSpan elapsed, Func<int[], string>? decode = null)
    {
        Ids = ids;
        (Input, Elapsed, _decode) = (input, elapsed, decode);
    }

    /// <summary>The generated ids, without the decoder's start; 1 or more.</summary>
    public ReadOnlySpan<int> Ids { get; }

    /// <summary>What the output is generated from.</summary>
    public DecodingInput Input { get; }

    /// <summary>Time since the call that generates began, all of its inputs together.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Decodes ids; the last character may lack bytes that are still to come.</summary>
    /// <param name="ids">Usually <see cref="Ids"/>, or the last of them.</param>
    /// <returns>Their text.</returns>
    /// <exception cref="InvalidOperationException">The strategy was run without a tokenizer.</exception>
    public string Decode(ReadOnlySpan<int> ids) => _decode is { } decode
        ? decode(ids.ToArray())
        : throw new InvalidOperationException("There is no tokenizer to decode with; generate with a T5Generator.");
}
