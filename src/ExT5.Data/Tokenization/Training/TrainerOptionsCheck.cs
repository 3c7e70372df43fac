namespace ExT5.Data;

/// <summary>Refuses options outside their ranges, by name.</summary>
internal static class TrainerOptionsCheck
{
    public static UnigramTrainerOptions Checked(UnigramTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Range(options.VocabularySize, 1, SentencePieceModelCheck.MaxPieces, nameof(options.VocabularySize));
        Range(options.MaxPieceLength, 1, 256, nameof(options.MaxPieceLength));
        Range(options.SeedPieces, 1, 1 << 24, nameof(options.SeedPieces));
        Range(options.SubIterations, 1, 100, nameof(options.SubIterations));
        Range(options.InputSentences, 0, int.MaxValue, nameof(options.InputSentences));
        Range(options.MaxSentenceBytes, 1, int.MaxValue, nameof(options.MaxSentenceBytes));
        Range(options.Threads, 1, int.MaxValue, nameof(options.Threads));
        Refuse(!(options.CharacterCoverage is > 0 and <= 1), nameof(options.CharacterCoverage), options.CharacterCoverage, "above 0 to 1");
        Refuse(!(options.ShrinkingFactor is > 0 and < 1), nameof(options.ShrinkingFactor), options.ShrinkingFactor, "above 0 and below 1");
        Refuse(!Enum.IsDefined(options.Normalization), nameof(options.Normalization), options.Normalization, "one of NormalizationRule");
        Range(options.PadId, 0, options.VocabularySize - 1, nameof(options.PadId));
        Range(options.EosId, 0, options.VocabularySize - 1, nameof(options.EosId));
        Range(options.UnknownId, 0, options.VocabularySize - 1, nameof(options.UnknownId));
        Range(options.BosId, -1, options.VocabularySize - 1, nameof(options.BosId));
        return options;
    }

    private static void Range(int value, int least, int most, string name) => Refuse(value < least || value > most, name, value, $"{least} to {most}");

    private static void Refuse(bool bad, string name, object value, string allowed)
    {
        if (bad) throw new ArgumentException($"'{name}' is {value}; {allowed} is allowed.", nameof(value));
    }
}
