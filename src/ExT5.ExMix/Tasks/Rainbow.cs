using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Rainbow, in the text of UNICORN.</summary>
internal static class Rainbow
{
    private static readonly TaskGroup Group = new(
        "Rainbow", MembershipConfidence.High,
        new("recalled; the recalled total of the group, 324,742, is the sum of the sizes", "allenai/rainbow", "UNICORN, in allenai/rainbow"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Task("rainbow_anli_abductive", TaskFamily.Inference, 169_654, new("allenai/art", "anli"), "anli", 1, 2,
            row => RainbowRow.From(row, "label",
                new("obs1", "observation_1"), new("obs2", "observation_2"), new("hyp1", "hypothesis_1"), new("hyp2", "hypothesis_2")))
            with { Table1Representative = true },
        Task("rainbow_cosmosqa", TaskFamily.Commonsense, 25_262, new("allenai/cosmos_qa"), "cosmosqa", 0, 3,
            row => RainbowRow.From(row, "label", Same("context"), Same("question"), Same("answer0"), Same("answer1"), Same("answer2"), Same("answer3"))),
        Task("rainbow_hellaswag", TaskFamily.Commonsense, 39_905, new("Rowan/hellaswag"), "hellaswag", 0, 3, RainbowRow.FromHellaSwag),
        Task("rainbow_physicaliqa", TaskFamily.Commonsense, 16_113, new("ybisk/piqa"), "physicaliqa", 0, 1,
            row => RainbowRow.From(row, "label", Same("goal"), Same("sol1"), Same("sol2"))) with { Table1Representative = true },
        Task("rainbow_socialiqa", TaskFamily.Commonsense, 33_410, new("allenai/social_i_qa"), "socialiqa", 1, 3,
            row => RainbowRow.From(row, "label", Same("context"), Same("question"), Same("answerA"), Same("answerB"), Same("answerC")))
            with { Table1Representative = true },
        Task("rainbow_winogrande", TaskFamily.Commonsense, 40_398, new("allenai/winogrande", "winogrande_xl"), "winogrande", 1, 2,
            row => RainbowRow.From(row, "answer", Same("sentence"), Same("option1"), Same("option2"))) with { Table1Representative = true },
    ];

    private static ExMixTask Task(
        string name, TaskFamily family, long examples, DatasetReference dataset, string task, int first, int last, Func<DataRow, RainbowRow> read)
    {
        string[] labels = [.. Enumerable.Range(first, last - first + 1).Select(label => $"{label}")];
        return Group.Task(name, family, examples, dataset, $"[{task}]:\\n<part>...</part>\\n... -> {first} to {last}", "accuracy",
            read, row => row.Example(task, labels), new Accuracy());
    }

    private static RainbowField Same(string column) => new(column, column);
}
