namespace ExT5.Data;

/// <summary>One of several ways to ask the same thing of a row.</summary>
/// <typeparam name="TRow">A row of the source.</typeparam>
/// <param name="Name">Name, unique in its task; letters, digits and <c>_</c>.</param>
/// <param name="Format">How a row becomes input and target text.</param>
public sealed record PromptTemplate<TRow>(string Name, Func<TRow, TextExample> Format);
