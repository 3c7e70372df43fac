using System.Text;

namespace ExT5.Data;

/// <summary>The candidates to start with: all characters and the repeated substrings of most characters (frequency times length).</summary>
/// <remarks>The inner nodes of the words' suffix tree, as intervals of common prefixes in the sorted suffixes (Abouelhoda et al. 2004).</remarks>
internal sealed class SeedPieceFinder
{
    private readonly int[] _text;
    private readonly long[] _countAt;
    private readonly PieceForm _form;
    private readonly UnigramTrainerOptions _options;
    private readonly List<Seed> _seeds = [];

    private SeedPieceFinder(TrainingCorpus corpus, UnigramTrainerOptions options)
    {
        (_options, _form) = (options, new PieceForm(options));
        _text = new int[corpus.Words.Sum(word => Encoding.UTF8.GetCharCount(word) + 1)];
        _countAt = new long[_text.Length];
        var at = 0;
        for (var word = 0; word < corpus.Words.Length; word++)
        {
            var begin = at;
            foreach (var rune in Encoding.UTF8.GetString(corpus.Words[word]).EnumerateRunes()) _text[at++] = rune.Value;
            _countAt.AsSpan(begin..at).Fill(corpus.Counts[word]);
            at++;
        }
        Array.Resize(ref _text, at);
    }

    public static TrainingPiece[] Find(TrainingCorpus corpus, UnigramTrainerOptions options, CancellationToken stop)
    {
        var finder = new SeedPieceFinder(corpus, options);
        finder.WalkIntervals(stop);
        var pieces = finder._seeds.Select(seed => new TrainingPiece(finder.TextOf(seed), seed.Weight))
            .Concat(corpus.Characters.Where(character => character.Value > 0).Select(character => new TrainingPiece(Encoding.UTF8.GetBytes(character.Key.ToString()), character.Value)))
            .ToArray();
        var all = Math.Log(pieces.Sum(piece => piece.Score));
        pieces = Array.ConvertAll(pieces, piece => piece with { Score = Math.Log(piece.Score) - all });
        Array.Sort(pieces, TrainingPiece.ByText);
        return pieces;
    }

    private void WalkIntervals(CancellationToken stop)
    {
        var sorter = new SuffixSorter(_text, _options.MaxPieceLength + 1);
        var suffixes = sorter.Sort();
        var open = new Stack<(int Length, long Before)>([(0, 0)]);
        var before = 0L;
        for (var i = 0; i < suffixes.Length; i++)
        {
            if ((i & 0xFFFF) == 0) stop.ThrowIfCancellationRequested();
            var start = before;
            before += _countAt[suffixes[i]];
            var common = i + 1 < suffixes.Length ? sorter.Common(suffixes[i], suffixes[i + 1]) : 0;
            AddWholeSuffix(suffixes[i], Math.Max(common, open.Peek().Length));
            while (open.Peek().Length > common)
            {
                var (length, begun) = open.Pop();
                Add(suffixes[i], length, before - begun);
                start = begun;
            }
            if (open.Peek().Length < common) open.Push((common, start));
        }
        Trim(_options.SeedPieces);
    }

    /// <summary>A suffix that no other shares is repeated when its word is.</summary>
    private void AddWholeSuffix(int suffix, int shared)
    {
        var length = 0;
        while (length <= _options.MaxPieceLength && _text[suffix + length] != 0) length++;
        if (length > shared && _countAt[suffix] > 1) Add(suffix, length, _countAt[suffix]);
    }

    private void Add(int place, int length, long count)
    {
        if (length < 2 || length > _options.MaxPieceLength || !_form.Allows(_text.AsSpan(place, length))) return;
        _seeds.Add(new Seed(place, length, count * length));
        if (_seeds.Count >= 4L * _options.SeedPieces) Trim(_options.SeedPieces);
    }

    private void Trim(int most)
    {
        if (_seeds.Count <= most) return;
        _seeds.Sort((a, b) => b.Weight.CompareTo(a.Weight) is not 0 and var order ? order : a.Place.CompareTo(b.Place));
        _seeds.RemoveRange(most, _seeds.Count - most);
    }

    private byte[] TextOf(Seed seed)
    {
        var text = new StringBuilder();
        foreach (var character in _text.AsSpan(seed.Place, seed.Length)) text.Append(new Rune(character).ToString());
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private readonly record struct Seed(int Place, int Length, long Weight);
}
