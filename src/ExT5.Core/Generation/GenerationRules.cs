namespace ExT5.Core;

/// <summary>Checks what a call asks for, before anything is computed.</summary>
internal static class GenerationRules
{
    /// <summary>Every input is a list of ids that the model knows.</summary>
    public static void CheckInputs(IReadOnlyList<int[]> inputs, int vocabulary)
    {
        for (var place = 0; place < inputs.Count; place++)
        {
            if (inputs[place] is not { } ids)
                throw new ArgumentException($"Input {place} is null; give ids, which may be none.", nameof(inputs));
            var unknown = Array.FindIndex(ids, id => id < 0 || id >= vocabulary);
            if (unknown >= 0)
                throw new ArgumentException(
                    $"Input {place} holds id {ids[unknown]} at position {unknown}; this model knows 0 to {vocabulary - 1}. " +
                    "Use the tokenizer it was trained with.", nameof(inputs));
        }
    }

    /// <summary>The limits do not contradict one another and name ids that the model knows.</summary>
    public static void CheckLimits(GenerationLimits limits, int vocabulary)
    {
        if (limits.MinNewTokens > limits.MaxNewTokens)
            throw new ArgumentException(
                $"MinNewTokens is {limits.MinNewTokens}, more than MaxNewTokens, {limits.MaxNewTokens}.",
                nameof(limits));
        foreach (var id in limits.EosIds)
            if (id < 0 || id >= vocabulary)
                throw new ArgumentException(
                    $"EosIds holds {id}; this model knows 0 to {vocabulary - 1}.", nameof(limits));
    }
}
