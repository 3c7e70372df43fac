using System.Text;

namespace ExT5.Data;

/// <summary>What is trained on: distinct words of covered characters with their counts.</summary>
/// <param name="Words">UTF-8 of each.</param>
/// <param name="Counts">How often each occurs.</param>
/// <param name="Characters">Characters that must have pieces and how often they occur, frequent ones first.</param>
internal sealed record TrainingCorpus(byte[][] Words, long[] Counts, IReadOnlyList<KeyValuePair<Rune, long>> Characters)
{
    public static TrainingCorpus Read(IEnumerable<string> texts, UnigramTrainerOptions options, CancellationToken stop)
    {
        var words = new SentenceWords(options);
        foreach (var sentence in SentenceDraw.From(texts, options, stop)) words.Add(sentence);
        var characters = CoveredCharacters(words.Counts, options);
        var covered = characters.Select(character => character.Key).ToHashSet();
        var parts = new WordCounts();
        foreach (var (word, count) in words.Counts.All) AddParts(word, count, covered, parts);
        if (parts.All.Count == 0)
            throw new VocabularyException($"A vocabulary needs text to train on, but no usable line was given (empty lines and lines above {options.MaxSentenceBytes} bytes are left out).");
        return new TrainingCorpus([.. parts.All.Select(part => part.Key)], [.. parts.All.Select(part => part.Value)], characters);
    }

    private static List<KeyValuePair<Rune, long>> CoveredCharacters(WordCounts words, UnigramTrainerOptions options)
    {
        var counts = new Dictionary<Rune, long>();
        foreach (var rune in options.RequiredCharacters.EnumerateRunes()) counts[rune] = 0;
        foreach (var (word, count) in words.All)
            foreach (var rune in Encoding.UTF8.GetString(word).EnumerateRunes())
                counts[rune] = counts.GetValueOrDefault(rune) + count;
        var required = options.RequiredCharacters.EnumerateRunes().ToHashSet();
        var (seen, all) = (0L, (double)counts.Values.Sum());
        var covered = new List<KeyValuePair<Rune, long>>();
        foreach (var character in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            if (seen / all < options.CharacterCoverage || required.Contains(character.Key)) covered.Add(character);
            seen += character.Value;
        }
        return covered;
    }

    private static void AddParts(byte[] word, long count, HashSet<Rune> covered, WordCounts parts)
    {
        var begin = 0;
        for (var at = 0; at < word.Length;)
        {
            Rune.DecodeFromUtf8(word.AsSpan(at), out var rune, out var length);
            if (!covered.Contains(rune))
            {
                parts.Add(word.AsSpan(begin..at), count);
                begin = at + length;
            }
            at += length;
        }
        parts.Add(word.AsSpan(begin), count);
    }
}
