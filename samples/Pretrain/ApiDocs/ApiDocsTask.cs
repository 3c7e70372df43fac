using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>A task with what its trivial baselines need to know.</summary>
/// <param name="Task">The task.</param>
/// <param name="Options">The answers a guesser may choose from, read off an example's input; null: any answer seen in training.</param>
/// <param name="Copy">The part of an input that a copier would give as its answer; null where no part can be one.</param>
internal sealed record ApiDocsTask(
    Seq2SeqTask Task,
    Func<string, IReadOnlyList<string>>? Options = null,
    Func<string, string>? Copy = null);
