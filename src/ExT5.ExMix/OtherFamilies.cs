using ExT5.Data;

namespace ExT5.ExMix;

/// <summary>The names of the tasks outside the paper's eight families, as far as they can be grouped.</summary>
internal static class OtherFamilies
{
    public static TaskFamily Paraphrase { get; } = new("OTHER-paraphrase");

    public static TaskFamily Similarity { get; } = new("OTHER-similarity");

    public static TaskFamily WordSense { get; } = new("OTHER-wsd");

    public static TaskFamily Coreference { get; } = new("OTHER-coref");

    public static TaskFamily FactChecking { get; } = new("OTHER-factcheck");

    public static TaskFamily EntityLinking { get; } = new("OTHER-entitylink");

    public static TaskFamily SlotFilling { get; } = new("OTHER-slotfill");

    public static TaskFamily DataToText { get; } = new("OTHER-data2text");

    public static TaskFamily Simplification { get; } = new("OTHER-simplify");

    public static TaskFamily Style { get; } = new("OTHER-style");

    public static TaskFamily QuestionGeneration { get; } = new("OTHER-qgen");

    public static TaskFamily Ranking { get; } = new("OTHER-ranking");

    public static TaskFamily Translation { get; } = new("OTHER-translation");

    public static TaskFamily EntityRecognition { get; } = new("OTHER-ner");
}
