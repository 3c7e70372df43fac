using ExT5.Data;

namespace ExT5.Training;

/// <summary>The start of an input, for baselines that copy it.</summary>
internal static class InputPrefix
{
    /// <summary>Length in characters of the prompt that all inputs share, up to the end of a word.</summary>
    public static int CommonTo(IReadOnlyList<TextExample> examples)
    {
        var common = examples[0].Input.AsSpan();
        foreach (var example in examples)
            common = common[..common.CommonPrefixLength(example.Input)];
        // A shared first letter of different words is no prompt; and one row alone shows none.
        return examples.Count < 2 ? 0 : common.LastIndexOf(' ') + 1;
    }

    /// <summary>The first words after the prompt.</summary>
    public static string Words(string input, int prompt, int count)
    {
        var rest = input.Length >= prompt ? input[prompt..] : input;
        return string.Join(' ', rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(count));
    }
}
