namespace ExT5.Data;

/// <summary>
/// Which word of the answer goes with which of the reference: equal words first, then equal stems; each stage takes from the
/// end, as NLTK does.
/// </summary>
internal sealed class MeteorAlignment
{
    private readonly int[] _places;

    public MeteorAlignment(List<string> answer, List<string> reference)
    {
        _places = new int[answer.Count];
        Array.Fill(_places, -1);
        var taken = new bool[reference.Count];
        Match(answer, reference, taken);
        Match([.. answer.Select(PorterStemmer.Stem)], [.. reference.Select(PorterStemmer.Stem)], taken);
    }

    /// <summary>Number of words that have a partner.</summary>
    public int Matches => _places.Count(place => place >= 0);

    /// <summary>Number of runs whose partners are a run too.</summary>
    public int Chunks
    {
        get
        {
            int chunks = 0, previous = -2;
            foreach (var place in _places)
            {
                if (place >= 0 && (previous < 0 || place != previous + 1)) chunks++;
                previous = place < 0 ? -2 : place;
            }
            return chunks;
        }
    }

    private void Match(List<string> answer, List<string> reference, bool[] taken)
    {
        for (var i = answer.Count - 1; i >= 0; i--)
        {
            if (_places[i] >= 0) continue;
            var place = reference.Count - 1;
            while (place >= 0 && (taken[place] || reference[place] != answer[i])) place--;
            if (place < 0) continue;
            (_places[i], taken[place]) = (place, true);
        }
    }
}
