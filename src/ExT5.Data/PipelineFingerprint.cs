using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ExT5.Data;

/// <summary>Names everything but the rows' contents that decides which batches a pipeline gives.</summary>
internal static class PipelineFingerprint
{
    // Raised whenever the same inputs come to give other batches.
    private const int Format = 2;

    public static string Of(
        IReadOnlyList<Seq2SeqTask> tasks, IReadOnlyList<MixtureShare> shares, MixtureSchedule schedule, Vocabulary vocabulary, BatchShape shape, ulong seed)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"format {Format}\nseed {seed}\nshape {shape}\nvocabulary {vocabulary.Fingerprint}\n");
        for (var i = 0; i < tasks.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{shares[i].Name}\t{shares[i].Weight:R}\t{shares[i].Examples}\t{Invariant(tasks[i].Objective)}{Cut(tasks[i])}\n");
        foreach (var knot in schedule.IsConstant ? [] : schedule.Knots)
            text.Append(CultureInfo.InvariantCulture, $"{knot}").AppendJoin(' ', schedule.WeightsAt(knot).Select(weight => weight.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // What is as it always was keeps its fingerprint.
    private static string Cut(Seq2SeqTask task) => task.Truncation == Truncation.Default ? "" : $"\t{task.Truncation}";

    // A record prints its numbers in the culture of the thread; a fingerprint is the same in all of them.
    internal static string Invariant(Objective? objective)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return $"{objective}";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
