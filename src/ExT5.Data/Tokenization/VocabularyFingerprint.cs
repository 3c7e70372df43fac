using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ExT5.Data;

/// <summary>SHA-256 over what defines the ids of a vocabulary, whatever else its file says.</summary>
internal static class VocabularyFingerprint
{
    // What the default convention gives is the text of before there were others.
    public static string OfBytes(int extraIds, ByteSentinels sentinels)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            sentinels == ByteSentinels.CountDown ? $"bytes+3, {extraIds} sentinels" : $"bytes+3, {extraIds} extra ids, sentinels {sentinels}")));

    public static string OfModel(SentencePieceModel model, SentinelTable sentinels, AddedVocabulary? added, bool legacy)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("sentencepiece unigram"u8);
        Append(hash, [model.PadId, model.EosId, model.UnknownId, model.ByteIds is null ? 0 : 1, sentinels.Size, sentinels.Count]);
        for (var index = 0; index < sentinels.Count; index++) Append(hash, [sentinels.IdOf(index)]);
        Append(hash, model, model.Normalizer);
        for (var id = 0; id < model.Pieces.Length; id++)
        {
            var piece = model.Pieces[id];
            Append(hash, [(int)piece.Type, BitConverter.SingleToInt32Bits(piece.Score), piece.Text.Length]);
            hash.AppendData(model.TextOf(id));
        }
        if (added is not null) Append(hash, added, legacy);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, AddedVocabulary added, bool legacy)
    {
        foreach (var token in added.Tokens)
        {
            var utf8 = Encoding.UTF8.GetBytes(token.Content);
            Append(hash, [token.Id, Bit(token.IsSpecial), Bit(token.StripsLeft), Bit(token.StripsRight), Bit(legacy), utf8.Length]);
            hash.AppendData(utf8);
        }
    }

    private static void Append(IncrementalHash hash, SentencePieceModel model, NormalizerRules rules)
    {
        var charsMap = rules.CharsMap ?? default;
        Append(hash, [Bit(rules.AddDummyPrefix), Bit(rules.RemoveExtraWhitespaces), Bit(rules.EscapeWhitespaces)]);
        Append(hash, [Bit(rules.WhitespaceAsSuffix), charsMap.Length]);
        hash.AppendData(charsMap.In(model.File.Bytes));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<int> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }

    private static int Bit(bool value) => value ? 1 : 0;
}
