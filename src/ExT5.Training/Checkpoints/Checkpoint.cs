namespace ExT5.Training;

/// <summary>A saved step whose files were verified.</summary>
/// <param name="Step">Optimizer steps done when it was saved.</param>
/// <param name="Folder">
/// Folder with <c>model.safetensors</c> and <c>config.json</c> (Hugging Face layout), <c>optimizer.safetensors</c>,
/// <c>trainer.json</c> and <c>manifest.json</c>.
/// </param>
public sealed record Checkpoint(long Step, string Folder);
