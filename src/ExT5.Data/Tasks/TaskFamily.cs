namespace ExT5.Data;

/// <summary>A family of tasks, as in Table 1 of the ExT5 paper; any other name may be used too.</summary>
/// <param name="Name">Short name, for example <c>NLI</c>.</param>
public readonly record struct TaskFamily(string Name)
{
    /// <summary>Summarization.</summary>
    public static TaskFamily Summarization { get; } = new("SUM");

    /// <summary>Dialogue.</summary>
    public static TaskFamily Dialogue { get; } = new("DLG");

    /// <summary>Natural language inference.</summary>
    public static TaskFamily Inference { get; } = new("NLI");

    /// <summary>Classification.</summary>
    public static TaskFamily Classification { get; } = new("CLS");

    /// <summary>Semantic parsing.</summary>
    public static TaskFamily SemanticParsing { get; } = new("SEM");

    /// <summary>Commonsense reasoning.</summary>
    public static TaskFamily Commonsense { get; } = new("CMNS");

    /// <summary>Closed-book question answering.</summary>
    public static TaskFamily ClosedBookQA { get; } = new("CBQA");

    /// <summary>Reading comprehension.</summary>
    public static TaskFamily ReadingComprehension { get; } = new("RC");

    /// <summary>Self-supervised denoising of plain text.</summary>
    public static TaskFamily Denoising { get; } = new("DENOISE");

    /// <inheritdoc />
    public override string ToString() => Name;
}
