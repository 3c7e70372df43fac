namespace ExT5.Data;

/// <summary>How many sentinels stand behind the pieces: what was asked for, what the files say, or T5's 100.</summary>
internal static class ExtraSentinels
{
    /// <exception cref="VocabularyException">Two of them disagree; the message names both.</exception>
    public static int Of(TokenizerSettings settings, int? asked)
    {
        var (said, source) = Said(settings);
        if (asked is { } wanted && said is { } count && wanted != count)
            throw new VocabularyException(
                $"'{source}' says {count} sentinels, but {wanted} were asked for (extraIds). Leave extraIds out, or correct the file.");
        return asked ?? said ?? T5Vocabulary.DefaultExtraIds;
    }

    /// <summary>Compares with the sentinels that the vocabulary has of its own.</summary>
    /// <exception cref="VocabularyException">They are others.</exception>
    public static void Check(SentencePieceModel model, SentinelTable sentinels, TokenizerSettings settings)
    {
        if (settings.ExtraIds is not { } count) return;
        // mT5's sentinels are pieces, so that its tokenizer adds none.
        var agrees = count == 0
            ? sentinels.Count == 0 || sentinels.IsEmbedded
            : count == sentinels.Count && (model.File.IsJson || !sentinels.IsEmbedded);
        if (agrees) return;
        throw new VocabularyException(
            $"'{settings.ExtraIdsSource}' adds {count} sentinels (\"extra_ids\"), but the vocabulary {model.File.Name} has {sentinels.Count} of its own. Correct the one that is not the model's.");
    }

    private static (int? Count, string Source) Said(TokenizerSettings settings)
    {
        if (settings.ExtraIds is { } count) return (count, settings.ExtraIdsSource);
        var named = settings.Tokens.Where(named => SentinelTable.IndexOfName(named.Token.Content) >= 0).ToLookup(named => named.Source, named => named.Token.Content);
        if (named.FirstOrDefault() is { } tokens) return (tokens.Distinct().Count(), tokens.Key);
        var listed = settings.Specials.Where(special => SentinelTable.IndexOfName(special.Content) >= 0).ToLookup(special => special.Source, special => special.Content);
        return listed.FirstOrDefault() is { } names ? (names.Distinct().Count(), names.Key) : (null, "");
    }
}
