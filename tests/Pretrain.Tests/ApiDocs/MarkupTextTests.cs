using System.Xml.Linq;
using Pretrain.ApiDocs;

namespace Pretrain.Tests.ApiDocs;

public class MarkupTextTests
{
    [Theory]
    [InlineData("""The <see cref="T:System.Collections.Generic.List`1" /> to use.""", "The List to use.")]
    [InlineData("""<paramref name="value" /> is <see langword="null" />.""", "value is null.")]
    [InlineData("""More than <see cref="F:System.Int32.MaxValue">the most</see> .""", "More than the most.")]
    [InlineData("""Calls <see cref="M:System.IO.Stream.Read(System.Byte[],System.Int32,System.Int32)" />.""", "Calls Stream.Read.")]
    [InlineData("""Made by <see cref="M:System.Text.StringBuilder.#ctor" />.""", "Made by StringBuilder.")]
    [InlineData("Run <c>x = 1</c>\n   <para>then</para><code>y = 2</code> stop.", "Run x = 1 then stop.")]
    [InlineData("One of <list><listheader><term>Value</term></listheader><item><term>A</term><description>first.</description></item></list>", "One of A first.")]
    public void Markup_becomes_the_text_a_reader_sees(string markup, string text) =>
        Assert.Equal(text, MarkupText.Flatten(XElement.Parse($"<summary>{markup}</summary>", LoadOptions.PreserveWhitespace)));

    [Fact]
    public void No_element_is_no_text() => Assert.Equal("", MarkupText.Flatten(null));
}
