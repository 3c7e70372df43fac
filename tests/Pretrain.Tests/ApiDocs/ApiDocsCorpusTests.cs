using ExT5.Data;
using Pretrain.ApiDocs;

namespace Pretrain.Tests.ApiDocs;

public class ApiDocsCorpusTests
{
    [Fact]
    public void Texts_of_a_member_are_read()
    {
        using var folder = new DocumentationFolder().Add("a.xml", """
            <member name="M:N.T.F(System.Int32)"><summary>Does it.</summary><param name="x">A number.</param>
            <returns>Another.</returns><exception cref="T:System.ArgumentException"><paramref name="x"/> is odd. -or- It is late.</exception></member>
            """);

        var member = Assert.Single(ApiDocsCorpus.Load(folder.Path).Members);

        Assert.Equal(("Does it.", "Another."), (member.Summary, member.Returns));
        Assert.Equal([new DocumentedParameter("x", "A number.")], member.Parameters);
        Assert.Equal([new("ArgumentException", "x is odd."), new DocumentedException("ArgumentException", "It is late.")], member.Exceptions);
    }

    [Fact]
    public void A_member_documented_in_two_files_is_read_once()
    {
        const string Member = """<member name="P:N.T.Size"><summary>The size.</summary></member>""";
        using var folder = new DocumentationFolder().Add("a.xml", Member).Add("b.xml", Member);

        Assert.Single(ApiDocsCorpus.Load(folder.Path).Members);
    }

    [Fact]
    public void Inherited_and_empty_documentation_is_left_out()
    {
        using var folder = new DocumentationFolder().Add("a.xml", """
            <member name="P:N.T.A"><inheritdoc /></member><member name="P:N.T.B"><summary> </summary></member>
            """);

        Assert.Empty(ApiDocsCorpus.Load(folder.Path).Members);
    }

    [Fact]
    public void A_nested_type_lies_in_the_namespace_of_the_outermost()
    {
        using var folder = new DocumentationFolder().Add("a.xml", """
            <member name="T:N.M.Outer"><summary>Outer.</summary></member><member name="T:N.M.Outer.Inner"><summary>Inner.</summary></member>
            <member name="P:N.M.Outer.Inner.X"><summary>X.</summary></member>
            """);

        Assert.All(ApiDocsCorpus.Load(folder.Path).Members, member => Assert.Equal("N.M", member.Namespace));
    }

    [Fact]
    public void All_that_a_type_declares_is_in_one_split()
    {
        using var folder = new DocumentationFolder().Add("a.xml", string.Concat(Enumerable.Range(0, 200).Select(i => $"""
            <member name="T:N.T{i}"><summary>A.</summary></member><member name="T:N.T{i}`1"><summary>B.</summary></member>
            <member name="T:N.T{i}.Inner"><summary>C.</summary></member><member name="P:N.T{i}.Inner.X"><summary>D.</summary></member>
            """)));

        var splits = ApiDocsCorpus.Load(folder.Path).Members
            .GroupBy(member => member.Id.Type.Split('.')[1].Split('`')[0], ApiDocsCorpus.SplitOf)
            .ToList();

        Assert.All(splits, type => Assert.Single(type.Distinct()));
        Assert.Contains(splits, type => type.First() == DatasetSplit.Validation);
    }

    [Fact]
    public void A_malformed_file_is_named_with_its_line()
    {
        using var folder = new DocumentationFolder().Add("bad.xml", "\n<member");

        var error = Assert.Throws<DataSourceException>(() => ApiDocsCorpus.Load(folder.Path));

        Assert.Equal(2, error.Line);
    }

    [Fact]
    public void A_missing_folder_says_which_option_to_give()
    {
        var error = Assert.Throws<DataSourceException>(() => ApiDocsCorpus.Load("no/such/folder"));

        Assert.Contains("--docs", error.Message, StringComparison.Ordinal);
    }
}
