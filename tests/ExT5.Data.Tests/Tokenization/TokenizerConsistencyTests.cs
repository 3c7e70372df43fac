using System.Buffers;
using CsCheck;
using Microsoft.ML.Tokenizers;

namespace ExT5.Data.Tests;

/// <summary>The members of a Microsoft.ML.Tokenizers Tokenizer agree with one another, for every kind of vocabulary.</summary>
public class TokenizerConsistencyTests
{
    private const int Texts = 2000;

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[" abehlo"]], Gen.String[Gen.Char["a é日\uD83D\uDE00\u0301\0\t▁ﬁ"]], Gen.String);

    private static readonly Gen<int> Limit = Gen.Int[1, 20];

    public static TheoryData<string> Vocabularies => ["uni8k", "uni8k_bf", "uni8k_ext", "keep_spaces", "bytes"];

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Ids_tokens_and_counts_are_the_same(string name)
    {
        var tokenizer = Load(name);
        Text.Sample(text =>
        {
            var ids = tokenizer.EncodeToIds(text);
            return ids.SequenceEqual(GoldenTokenizer.Encode(tokenizer, text))
                && ids.SequenceEqual(tokenizer.EncodeToIds(text.AsSpan()))
                && ids.SequenceEqual(tokenizer.EncodeToTokens(text, out _).Select(token => token.Id))
                && ids.Count == tokenizer.CountTokens(text) && ids.Count == tokenizer.CountTokens(text.AsSpan());
        }, iter: Texts);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Tokens_lie_in_the_text_one_behind_the_other(string name)
    {
        var tokenizer = Load(name);
        Text.Sample(text =>
        {
            var end = 0;
            foreach (var token in tokenizer.EncodeToTokens(text, out _))
            {
                if (token.Offset.Start.Value < end || token.Offset.End.Value < token.Offset.Start.Value) return false;
                end = token.Offset.End.Value;
            }
            return end <= text.Length;
        }, iter: Texts);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void A_limit_gives_the_first_ids_and_the_place_where_they_end(string name)
    {
        var tokenizer = Load(name);
        Text.Select(Limit).Sample((text, limit) =>
        {
            var (all, some) = (tokenizer.EncodeToIds(text), tokenizer.EncodeToIds(text, limit, out _, out var consumed));
            var index = tokenizer.GetIndexByTokenCount(text, limit, out _, out var count);
            return some.Count <= limit && some.SequenceEqual(all.Take(some.Count)) && consumed <= text.Length
                && (index, count) == (consumed, some.Count) && (all.Count > limit || (some.Count, consumed) == (all.Count, text.Length));
        }, iter: Texts);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void A_limit_from_the_end_gives_the_place_where_the_last_ids_begin(string name)
    {
        var tokenizer = Load(name);
        Text.Select(Limit).Sample((text, limit) =>
        {
            var index = tokenizer.GetIndexByTokenCountFromEnd(text, limit, out _, out var count);
            var tokens = tokenizer.EncodeToTokens(text, out _);
            return count <= limit && index >= 0 && index <= text.Length
                && (tokens.Count > limit ? index >= tokens[^(count + 1)].Offset.Start.Value : (count, index) == (tokens.Count, 0));
        }, iter: Texts);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Decoding_into_a_span_gives_the_text_or_its_beginning(string name)
    {
        var tokenizer = Load(name);
        Text.Select(Limit).Sample((text, length) =>
        {
            var ids = tokenizer.EncodeToIds(text);
            var whole = tokenizer.Decode(ids);
            var (destination, enough) = (new char[length], new char[whole.Length]);
            var status = tokenizer.Decode(ids, destination, out var consumed, out var written);
            return tokenizer.Decode(ids, enough, out var all, out _) == OperationStatus.Done && all == ids.Count && new string(enough) == whole
                && status == (whole.Length <= length ? OperationStatus.Done : OperationStatus.DestinationTooSmall)
                && whole.StartsWith(new string(destination, 0, written), StringComparison.Ordinal)
                && tokenizer.Decode(ids.Take(consumed)) == new string(destination, 0, written);
        }, iter: Texts);
    }

    private static Vocabulary Load(string name) => name == "bytes" ? new ByteVocabulary() : GoldenTokenizer.Load(name);
}
