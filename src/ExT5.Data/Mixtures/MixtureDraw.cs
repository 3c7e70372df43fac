namespace ExT5.Data;

/// <summary>What a mixture draws at a position.</summary>
/// <param name="Task">Index of the task in the sampler's list.</param>
/// <param name="Epoch">How often the task's examples have all been drawn before.</param>
/// <param name="Index">Index of the example in the task, each once an epoch.</param>
public readonly record struct MixtureDraw(int Task, long Epoch, long Index);
