namespace ExT5.Data.Tests;

/// <summary>Every malformed model ends in a <see cref="VocabularyException"/> that names the rule.</summary>
public class HostileModelTests
{
    public static TheoryData<string, byte[]> Broken => new()
    {
        { "0 pieces", [] },
        { "2 pieces", new ModelBytes().Piece("<pad>", 0, ModelBytes.Control).Piece("<unk>", 0, ModelBytes.Unknown).Trainer().ToArray() },
        { "the same text", Pieces().Piece("a").Piece("a").Trainer().ToArray() },
        { "1025 bytes", Pieces().Piece(new string('a', 1025)).Trainer().ToArray() },
        { "100000 bytes", Pieces().Piece(new string('a', 100_000)).Trainer().ToArray() },
        { "0 bytes", Pieces().Piece("").Trainer().ToArray() },
        { "not valid UTF-8", Pieces().Piece([0xC0, 0x80], 0, ModelBytes.Normal).Trainer().ToArray() },
        { "not valid UTF-8", Pieces().Piece("a\0b").Trainer().ToArray() },
        { "score NaN", Pieces().Piece("a", float.NaN).Trainer().ToArray() },
        { "score -Infinity", Pieces().Piece("a", float.NegativeInfinity).Trainer().ToArray() },
        { "type 7", Pieces().Piece("a", 0, 7).Trainer().ToArray() },
        { "no piece has the type 'unknown'", new ModelBytes().Piece("<pad>").Piece("</s>").Piece("a").Trainer().ToArray() },
        { "both have the type 'unknown'", Pieces().Piece("b", 0, ModelBytes.Unknown).Trainer().ToArray() },
        { "pad_id -1", Pieces().Trainer(pad: -1).ToArray() },
        { "pad_id 3", Pieces().Trainer(pad: 3).ToArray() },
        { "eos_id 3", Pieces().Trainer(eos: 3).ToArray() },
        { "bos_id 9", Pieces().Trainer(bos: 9).ToArray() },
        { "must differ", Pieces().Trainer(eos: 0).ToArray() },
        { "must differ", Pieces().Trainer(eos: 2).ToArray() },
        { "model type is 2", Pieces().Trainer(type: 2).ToArray() },
        { "byte_fallback is off", Pieces().Piece("<0x00>", 0, ModelBytes.Byte).Trainer().ToArray() },
        { "<0x00> is missing", Pieces().Trainer(byteFallback: true).ToArray() },
        { "not named <0x00>", Pieces().Piece("<0xg0>", 0, ModelBytes.Byte).Trainer(byteFallback: true).ToArray() },
        { "not named <0x00>", Pieces().Piece("<0xab>", 0, ModelBytes.Byte).Trainer(byteFallback: true).ToArray() },
        { "<extra_id_0> is not among", Pieces().Piece("<extra_id_1>").Trainer().ToArray() },
        { "wire type 3", Pieces().Trainer().Raw(0x7B).ToArray() },
        { "wire type 0; it should be 2", Pieces().Trainer().Raw(0x08, 0x01).ToArray() },
        { "field number 0", Pieces().Trainer().Raw(0x00).ToArray() },
        { "does not fit", Pieces().Trainer().Raw(0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F).ToArray() },
        { "ends inside a varint", Pieces().Trainer().Raw(0x80).ToArray() },
        { "longer than 10 bytes", Pieces().Trainer().Raw(Enumerable.Repeat((byte)0x80, 11).ToArray()).ToArray() },
        { "ends inside field 9", Pieces().Trainer().Raw(0x49, 1, 2).ToArray() },
        { "character map has 4 bytes", Mapped([0, 0, 0, 0]) },
        { "character map has 8388609 bytes", Mapped(new byte[(8 << 20) + 1]) },
        { "multiple of 4", Mapped([5, 0, 0, 0, 0, 0, 0, 0, 0, 0]) },
        { "multiple of 4", Mapped([0xFC, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0]) },
        { "does not end in NUL", Mapped(ModelBytes.CharsMap(replacements: "a")) },
        { "points to byte 7 of 2", Mapped(ModelBytes.CharsMap(units => units[0x101] = 1u << 31 | 7)) },
        { "has a cycle", Mapped(ModelBytes.CharsMap(units => units[0x141] = 0x41u << 10 | 'A')) },
        { "longer than 256 bytes", Mapped(ModelBytes.CharsMap(Deepen)) },
        { "at most 256 bytes", Mapped(ModelBytes.CharsMap(replacements: new string('x', 257) + "\0")) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_named(string rule, byte[] model)
    {
        var refusal = Assert.Throws<VocabularyException>(() => T5Vocabulary.Load(model.AsSpan()));

        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_more_than_64_MiB_is_refused_by_size()
    {
        var refusal = Assert.Throws<VocabularyException>(() => T5Vocabulary.Load(new EndlessStream()));

        Assert.Contains("64 MiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_named()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "broken.model");
        File.WriteAllText(path, "not a model");

        Assert.Contains(path, Assert.Throws<VocabularyException>(() => T5Vocabulary.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tiny_model_itself_is_fine()
    {
        var vocabulary = T5Vocabulary.Load(ModelBytes.Tiny.AsSpan());

        Assert.Equal("abc <mark>abc", vocabulary.Decode(GoldenTokenizer.Encode(vocabulary, " Abc <mark>abc")));
    }

    private static ModelBytes Pieces() => new ModelBytes().Specials();

    private static byte[] Mapped(byte[] charsMap) => Pieces().Trainer().Normalizer(charsMap).ToArray();

    /// <summary>A chain of 511 units, each the child of the one before for the byte 1.</summary>
    private static void Deepen(uint[] units)
    {
        for (var unit = 0u; unit < units.Length; unit++) units[unit] = (unit ^ unit + 1 ^ 1) << 10 | 1;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            return buffer.Length;
        }
    }
}
