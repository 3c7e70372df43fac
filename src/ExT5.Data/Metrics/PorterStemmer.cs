namespace ExT5.Data;

/// <summary>
/// The stemmer of M. F. Porter, "An algorithm for suffix stripping" (Program 14.3, 1980), with the extensions
/// ROUGE scorers use through NLTK: irregular forms, short words left alone, y to i after consonants, -ies and -ied
/// of four letters, and the suffixes -alli (twice), -bli, -fulli and -logi. Input is ASCII in lower case.
/// </summary>
internal static class PorterStemmer
{
    public static string Stem(string word)
    {
        if (PorterRules.Irregular.TryGetValue(word, out var irregular)) return irregular;
        if (word.Length <= 2) return word;
        word = VerbEnding(Plural(word));
        word = FinalY(word);
        word = DoubleSuffix(word);
        word = Apply(PorterRules.Third, word, measureAbove: 0);
        word = Apply(PorterRules.Fourth, word, measureAbove: 1);
        return FinalL(FinalE(word));
    }

    // Step 1a.
    private static string Plural(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal)) return word[..^2];
        if (word.EndsWith("ies", StringComparison.Ordinal)) return word.Length == 4 ? word[..^1] : word[..^2];
        if (word.EndsWith("ss", StringComparison.Ordinal)) return word;
        return word.EndsWith('s') ? word[..^1] : word;
    }

    // Step 1b.
    private static string VerbEnding(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal)) return word.Length == 4 ? word[..^1] : word[..^2];
        if (word.EndsWith("eed", StringComparison.Ordinal)) return Measure(word.AsSpan()[..^3]) > 0 ? word[..^1] : word;
        var suffix = word.EndsWith("ed", StringComparison.Ordinal) ? 2
            : word.EndsWith("ing", StringComparison.Ordinal) ? 3
            : 0;
        return suffix > 0 && HasVowel(word.AsSpan()[..^suffix]) ? RepairStem(word[..^suffix]) : word;
    }

    private static string RepairStem(string stem)
    {
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal)
            || stem.EndsWith("iz", StringComparison.Ordinal))
            return stem + "e";
        if (stem.Length >= 2 && stem[^1] == stem[^2] && IsConsonant(stem, stem.Length - 1))
            return stem[^1] is 'l' or 's' or 'z' ? stem : stem[..^1];
        return Measure(stem) == 1 && EndsInShortSyllable(stem) ? stem + "e" : stem;
    }

    // Step 1c.
    private static string FinalY(string word) =>
        word.EndsWith('y') && word.Length > 2 && IsConsonant(word, word.Length - 2) ? word[..^1] + "i" : word;

    // Step 2; -alli gives -al, which is looked at again.
    private static string DoubleSuffix(string word)
    {
        while (word.EndsWith("alli", StringComparison.Ordinal) && Measure(word.AsSpan()[..^4]) > 0) word = word[..^2];
        if (word.EndsWith("logi", StringComparison.Ordinal))
            return Measure(word.AsSpan()[..^3]) > 0 ? word[..^1] : word;
        return Apply(PorterRules.Second, word, measureAbove: 0);
    }

    // Step 5a.
    private static string FinalE(string word)
    {
        if (!word.EndsWith('e')) return word;
        var stem = word.AsSpan()[..^1];
        return Measure(stem) switch { 0 => word, 1 when EndsInShortSyllable(stem) => word, _ => word[..^1] };
    }

    // Step 5b.
    private static string FinalL(string word) =>
        word.EndsWith("ll", StringComparison.Ordinal) && Measure(word.AsSpan()[..^1]) > 1 ? word[..^1] : word;

    // The first suffix that fits decides, whether its condition holds or not.
    private static string Apply((string Suffix, string Replacement)[] rules, string word, int measureAbove)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (!word.EndsWith(suffix, StringComparison.Ordinal)) continue;
            var stem = word.AsSpan()[..^suffix.Length];
            var fits = Measure(stem) > measureAbove && (suffix != "ion" || stem[^1] is 's' or 't');
            return fits ? string.Concat(stem, replacement) : word;
        }
        return word;
    }

    // A y is a consonant at the start and after a vowel, so in a run of y every second one is.
    private static bool IsConsonant(ReadOnlySpan<char> word, int index)
    {
        var run = word[..(index + 1)];
        var others = run.TrimEnd('y');
        if (others.Length == run.Length) return !IsVowelLetter(word[index]);
        var oddPlace = (run.Length - others.Length) % 2 == 1;
        return (others.IsEmpty || IsVowelLetter(others[^1])) == oddPlace;
    }

    private static bool IsVowelLetter(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';

    // m in [C](VC)^m[V], in one pass.
    private static int Measure(ReadOnlySpan<char> stem)
    {
        var measure = 0;
        var afterVowel = false;
        for (var i = 0; i < stem.Length; i++)
        {
            var consonant = stem[i] == 'y' ? i == 0 || afterVowel : !IsVowelLetter(stem[i]);
            if (consonant && afterVowel) measure++;
            afterVowel = !consonant;
        }
        return measure;
    }

    // A y behind the first letter is a vowel or follows one.
    private static bool HasVowel(ReadOnlySpan<char> stem) =>
        stem.ContainsAny("aeiou") || (stem.Length > 1 && stem[1..].Contains('y'));

    private static bool EndsInShortSyllable(ReadOnlySpan<char> stem)
    {
        if (stem.Length == 2) return !IsConsonant(stem, 0) && IsConsonant(stem, 1);
        return stem.Length > 2 && IsConsonant(stem, stem.Length - 3) && !IsConsonant(stem, stem.Length - 2)
            && IsConsonant(stem, stem.Length - 1) && stem[^1] is not ('w' or 'x' or 'y');
    }
}
