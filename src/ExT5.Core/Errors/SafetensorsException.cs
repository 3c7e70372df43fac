namespace ExT5.Core;

/// <summary>A safetensors file was refused, or tensors cannot be stored as one.</summary>
/// <param name="path">The file.</param>
/// <param name="rule">The rule of the format that is broken.</param>
/// <param name="problem">What was found, and what is allowed.</param>
/// <param name="innerException">The cause.</param>
public sealed class SafetensorsException(
    string path, SafetensorsRule rule, string problem, Exception? innerException = null)
    : ExT5CoreException($"{path}: {problem} (rule {rule})", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The rule of the format that is broken.</summary>
    public SafetensorsRule Rule { get; } = rule;
}
