using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Tasks the paper or T5 evaluates on and keeps out of the training mixture.</summary>
internal static class OutsideTasks
{
    private static readonly TaskGroup Unseen = new(null, MembershipConfidence.High, new(
        "outside: evaluated by the paper as unseen", "the dataset's card", "T5, preprocessors.py"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Translation("wmt14_ende", 4_508_785, "wmt14", "de", "German"),
        Translation("wmt14_enfr", 40_836_715, "wmt14", "fr", "French"),
        Translation("wmt16_enro", 610_320, "wmt16", "ro", "Romanian"),
        Arc("arc_challenge", 1_119, "ARC-Challenge"),
        Arc("arc_easy", 2_251, "ARC-Easy"),
        Unseen.Task("conll03_ner", OtherFamilies.EntityRecognition, 14_041, new DatasetReference("eriktks/conll2003"),
            "ner: {words} -> [PER] Alice [LOC] New York | none", "accuracy of whole sentences",
            EntitiesRow.From, row => new TextExample($"ner: {row.Sentence}", row.Entities), new Accuracy("sequence_accuracy")) with
        {
            Outside = true,
            Provenance = Unseen.Provenance with { Format = "target recalled, prefix ours" },
        },
        .. Glue.Outside,
        .. SuperGlue.Outside,
    ];

    private static ExMixTask Translation(string name, long examples, string year, string language, string languageName) =>
        Unseen.Task(name, OtherFamilies.Translation, examples, new DatasetReference($"wmt/{year}", $"{language}-en"),
            $"translate English to {languageName}: {{en}} -> {{{language}}}", "BLEU",
            row => TranslationRow.From(row, "en", language),
            row => new TextExample($"translate English to {languageName}: {row.Source}", row.Target), new Bleu()) with
        {
            Outside = true,
        };

    private static ExMixTask Arc(string name, long examples, string configuration) =>
        Unseen.Task(name, TaskFamily.Commonsense, examples, new DatasetReference("allenai/ai2_arc", configuration),
            "arc question: {question} choices: (A) {first} (B) {second} -> text of the right choice", "accuracy",
            MultipleChoiceRow.From,
            row => new TextExample($"arc question: {row.Question} choices: {ChoiceText.Of(row.Choices)}", row.Answer) { Choices = row.Choices },
            new Accuracy()) with
        {
            Outside = true,
            Provenance = Unseen.Provenance with
            {
                Membership = configuration == "ARC-Easy" ? "outside: the easy part of ARC" : Unseen.Provenance.Membership,
                Format = "ours, without the paper's retrieved text",
            },
        };
}
