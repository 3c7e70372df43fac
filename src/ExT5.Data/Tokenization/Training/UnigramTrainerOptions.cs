namespace ExT5.Data;

/// <summary>How a vocabulary is trained. Names and defaults are those of <c>spm_train</c> 0.1.97, but for the ids, which are T5's.</summary>
public sealed record UnigramTrainerOptions
{
    /// <summary>Pieces of the vocabulary with all special ones (<c>vocab_size</c>), 1 to 2,097,152. Default 8,000.</summary>
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Share of the characters of the text that get a piece of their own (<c>character_coverage</c>), above 0 to 1. Default 0.9995.</summary>
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>Most characters of a piece (<c>max_sentencepiece_length</c>), 1 to 256. Default 16.</summary>
    public int MaxPieceLength { get; init; } = 16;

    /// <summary>Candidates to start with (<c>seed_sentencepiece_size</c>), 1 to 16,777,216. Default 1,000,000.</summary>
    public int SeedPieces { get; init; } = 1_000_000;

    /// <summary>Share of the pieces that a round keeps (<c>shrinking_factor</c>), above 0 and below 1. Default 0.75.</summary>
    public double ShrinkingFactor { get; init; } = 0.75;

    /// <summary>Steps of expectation maximization in a round (<c>num_sub_iterations</c>), 1 to 100. Default 2.</summary>
    public int SubIterations { get; init; } = 2;

    /// <summary>Whether pieces end at whitespace (<c>split_by_whitespace</c>). Default true.</summary>
    public bool SplitByWhitespace { get; init; } = true;

    /// <summary>Whether pieces keep to one Unicode script (<c>split_by_unicode_script</c>). Default true.</summary>
    public bool SplitByUnicodeScript { get; init; } = true;

    /// <summary>Whether pieces part digits from other characters (<c>split_by_number</c>). Default true.</summary>
    public bool SplitByNumber { get; init; } = true;

    /// <summary>Whether every digit is a piece of its own (<c>split_digits</c>). Default false.</summary>
    public bool SplitDigits { get; init; }

    /// <summary>Whether a space is put before each text (<c>add_dummy_prefix</c>). Default true.</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Whether spaces are trimmed and runs of them made one (<c>remove_extra_whitespaces</c>). Default true.</summary>
    public bool RemoveExtraWhitespaces { get; init; } = true;

    /// <summary>Whether unknown characters become the pieces of their bytes, 256 of the vocabulary (<c>byte_fallback</c>). Default false.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Pieces that text is always cut at (<c>user_defined_symbols</c>); <c>&lt;extra_id_0&gt;</c> and so on put sentinels inside the model. Default none.</summary>
    public IReadOnlyList<string> UserDefinedSymbols { get; init; } = [];

    /// <summary>Pieces that no text has, only ids (<c>control_symbols</c>). Default none.</summary>
    public IReadOnlyList<string> ControlSymbols { get; init; } = [];

    /// <summary>Characters that get a piece however rare they are (<c>required_chars</c>). Default none.</summary>
    public string RequiredCharacters { get; init; } = "";

    /// <summary>Whether a text too small for <see cref="VocabularySize"/> is an error (<c>hard_vocab_limit</c>) or gives fewer pieces. Default true.</summary>
    public bool HardVocabularyLimit { get; init; } = true;

    /// <summary>The normalization (<c>normalization_rule_name</c>). Default <c>nmt_nfkc</c>.</summary>
    public NormalizationRule Normalization { get; init; } = NormalizationRule.NmtNfkc;

    /// <summary>Lines to draw at random from the texts (<c>input_sentence_size</c>); 0, the default, takes all.</summary>
    public int InputSentences { get; init; }

    /// <summary>Seed of that draw. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Longer lines are left out (<c>max_sentence_length</c>), in UTF-8 bytes, at least 1. Default 4192.</summary>
    public int MaxSentenceBytes { get; init; } = 4192;

    /// <summary>Id of <c>&lt;pad&gt;</c>, at least 0. Default 0.</summary>
    public int PadId { get; init; }

    /// <summary>Id of <c>&lt;/s&gt;</c>, at least 0. Default 1.</summary>
    public int EosId { get; init; } = 1;

    /// <summary>Id of <c>&lt;unk&gt;</c>, at least 0. Default 2.</summary>
    public int UnknownId { get; init; } = 2;

    /// <summary>Id of <c>&lt;s&gt;</c>; -1, the default, for none.</summary>
    public int BosId { get; init; } = -1;

    /// <summary>Threads, at least 1; the outcome is the same for any number. Default: one for each processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
