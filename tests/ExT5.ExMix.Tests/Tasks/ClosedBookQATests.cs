namespace ExT5.ExMix.Tests.Tasks;

public sealed class ClosedBookQATests
{
    [Fact]
    public void Natural_Questions_teaches_the_first_answer_and_accepts_all()
    {
        var example = Formatted.Row("natural_questions_open", """{"question": "who are the twins", "answer": ["Ann and Eve", "Eve and Ann"]}""");

        Assert.Equal(("nq question: who are the twins", "Ann and Eve"), (example.Input, example.Target));
        Assert.Equal(["Ann and Eve", "Eve and Ann"], example.References);
    }

    [Fact]
    public void TriviaQA_teaches_the_value_and_accepts_the_aliases()
    {
        var example = Formatted.Row("trivia_qa_open",
            """{"question": "Largest planet?", "question_id": "t1", "answer": {"aliases": ["Planet Jupiter", "Jupiter"], "normalized_aliases": ["jupiter"], "value": "Jupiter"}}""");

        Assert.Equal(("trivia_qa question: Largest planet?", "Jupiter"), (example.Input, example.Target));
        Assert.Equal(["Planet Jupiter", "Jupiter"], example.References);
    }

    [Fact]
    public void WebQuestions_teaches_the_first_answer() => Formatted.Check("web_questions",
        """{"url": "u", "question": "where is oslo?", "answers": ["Norway", "Europe"]}""", "wq question: where is oslo?", "Norway");
}
