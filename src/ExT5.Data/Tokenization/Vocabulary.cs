using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace ExT5.Data;

/// <summary>
/// A T5-style vocabulary: a tokenizer that also knows its special ids and its sentinels.
/// It is a <see cref="Tokenizer"/>, so it plugs in wherever one is taken.
/// </summary>
/// <remarks>
/// As a service provider it hands out its ids by the keys of <c>config.json</c> (<c>vocab_size</c>, <c>pad_token_id</c>,
/// <c>eos_token_id</c>, <c>unk_token_id</c>) as an <see cref="IReadOnlyDictionary{TKey, TValue}"/> of texts and numbers, so that
/// those who know no more than <see cref="Tokenizer"/> can compare them with a model's.
/// </remarks>
public abstract class Vocabulary : Tokenizer, IServiceProvider
{
    /// <summary>Number of ids, sentinels included. Models may pad their table beyond it (T5: 32100 to 32128).</summary>
    public abstract int Size { get; }

    /// <summary>Id that fills unused places, also the decoder's start (T5: 0).</summary>
    public abstract int PadId { get; }

    /// <summary>Id that ends every sequence (T5: 1).</summary>
    public abstract int EosId { get; }

    /// <summary>Id of what the vocabulary cannot express (T5: 2).</summary>
    public abstract int UnknownId { get; }

    /// <summary>Number of sentinels (<c>&lt;extra_id_n&gt;</c>; T5: 100, ByT5: 125).</summary>
    public abstract int SentinelCount { get; }

    /// <summary>SHA-256 of what defines the ids, in hexadecimal; equal fingerprints give equal ids.</summary>
    public abstract string Fingerprint { get; }

    /// <summary>
    /// Id of <c>&lt;extra_id_n&gt;</c>, which denoising puts for the n-th thing it hides. T5 counts down from the highest id
    /// (32099, 32098, ...); a vocabulary whose file has sentinels of its own has them in any order, so never reckon with an id.
    /// </summary>
    /// <param name="index">0 up to <see cref="SentinelCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sentinel.</exception>
    public abstract int SentinelId(int index);

    /// <summary>Appends the ids of a text; no EOS is added, and sentinel names in the text stay text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="destination">Receives the ids.</param>
    public abstract void Encode(ReadOnlySpan<char> text, IBufferWriter<int> destination);

    /// <summary>The text of ids, up to the first EOS; pad and EOS are left out.</summary>
    /// <param name="ids">Ids of this vocabulary.</param>
    /// <param name="keepSentinels">Write sentinels as <c>&lt;extra_id_n&gt;</c> instead of leaving them out.</param>
    public abstract string Decode(ReadOnlySpan<int> ids, bool keepSentinels = false);

    /// <inheritdoc cref="Decode(ReadOnlySpan{int}, bool)"/>
    /// <remarks>Sentinels are left out.</remarks>
    public override string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Decode(ids is int[] array ? array : [.. ids]);
    }

    object? IServiceProvider.GetService(Type serviceType) => serviceType != typeof(IReadOnlyDictionary<string, int>) ? null
        : new Dictionary<string, int>
        {
            ["vocab_size"] = Size,
            ["pad_token_id"] = PadId,
            ["eos_token_id"] = EosId,
            ["unk_token_id"] = UnknownId,
        };

    /// <summary>Encodes a text to ids; no EOS is added.</summary>
    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (!TakesWholeText(settings)) return base.EncodeToIds(text, textSpan, settings);
        if (text is not null) textSpan = text;
        using var ids = new IdWriter();
        Encode(textSpan, ids);
        return new EncodeResults<int> { Tokens = ids.Written.ToArray(), CharsConsumed = textSpan.Length };
    }

    /// <summary>Counts the ids of a text, without EOS.</summary>
    /// <inheritdoc/>
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (!TakesWholeText(settings)) return base.CountTokens(text, textSpan, settings);
        if (text is not null) textSpan = text;
        using var ids = new IdWriter();
        Encode(textSpan, ids);
        return ids.Count;
    }

    /// <summary>The place where a number of tokens ends, counted from the start or from the end of a text.</summary>
    /// <remarks>All of the text when all of its tokens fit; no character is cut in two.</remarks>
    /// <inheritdoc/>
    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxTokenCount);
        if (text is not null) textSpan = text;
        normalizedText = null;
        var limit = settings.MaxTokenCount;
        if (fromEnd) settings.MaxTokenCount = int.MaxValue;
        var encoded = EncodeToTokens(text, textSpan, settings);
        var first = fromEnd ? Math.Max(0, encoded.Tokens.Count - limit) : 0;
        while (first > 0 && first < encoded.Tokens.Count && IsInsideCharacter(encoded.Tokens, first)) first++;
        tokenCount = encoded.Tokens.Count - first;
        if (!fromEnd) return encoded.CharsConsumed;
        return first == 0 ? 0 : first < encoded.Tokens.Count ? encoded.Tokens[first].Offset.Start.Value : textSpan.Length;
    }

    private static bool IsInsideCharacter(IReadOnlyList<EncodedToken> tokens, int index)
        => tokens[index - 1].Offset is var before && before.Start.Equals(before.End) && before.End.Equals(tokens[index].Offset.Start);

    private static bool TakesWholeText(EncodeSettings settings)
        => settings is { ConsiderNormalization: true, MaxTokenCount: int.MaxValue };
}
