using System.Text;

namespace ExT5.Data;

/// <summary>The pieces of the model: every covered character, then the likeliest candidates.</summary>
internal static class FinalPieces
{
    private const double StepBelow = 0.0001;

    public static List<TrainingPiece> Of(TrainingPiece[] pieces, TrainingCorpus corpus, int room)
    {
        var scores = pieces.ToDictionary(piece => Encoding.UTF8.GetString(piece.Text), piece => piece.Score, StringComparer.Ordinal);
        var (lowest, raised) = (pieces.Length == 0 ? 0 : pieces.Min(piece => piece.Score), 0);
        var final = new List<TrainingPiece>();
        foreach (var (character, _) in corpus.Characters)
        {
            var text = character.ToString();
            final.Add(new(Encoding.UTF8.GetBytes(text), scores.Remove(text, out var score) ? score : lowest + StepBelow * raised++));
        }
        var others = Array.FindAll(pieces, piece => scores.ContainsKey(Encoding.UTF8.GetString(piece.Text)));
        Array.Sort(others, TrainingPiece.ByScore);
        final.AddRange(others.Take(room - final.Count));
        final.Sort(TrainingPiece.ByScore);
        return final;
    }
}
