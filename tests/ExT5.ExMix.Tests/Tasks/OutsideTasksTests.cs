namespace ExT5.ExMix.Tests.Tasks;

public sealed class OutsideTasksTests
{
    [Theory]
    [InlineData("wmt14_ende", "de", "German")]
    [InlineData("wmt14_enfr", "fr", "French")]
    [InlineData("wmt16_enro", "ro", "Romanian")]
    public void Translation_names_the_languages(string task, string code, string language) => Formatted.Check(task,
        $$"""{"translation": {"{{code}}": "xyz", "en": "Good day."} }""", $"translate English to {language}: Good day.", "xyz");

    [Fact]
    public void ARC_answers_with_the_text_of_the_choice() => Formatted.Check("arc_challenge",
        """{"id": "1", "question": "What is hot?", "choices": {"text": ["ice", "fire"], "label": ["A", "B"]}, "answerKey": "B"}""",
        "arc question: What is hot? choices: (A) ice (B) fire", "fire");

    [Fact]
    public void ARC_of_the_authors_files_may_number_its_choices() => Formatted.Check("arc_easy",
        """{"id": "1", "question": {"stem": "What is hot?", "choices": [{"text": "ice", "label": "1"}, {"text": "fire", "label": "2"}]}, "answerKey": "1"}""",
        "arc question: What is hot? choices: (A) ice (B) fire", "ice");

    [Fact]
    public void Named_entities_are_written_with_their_kind() => Formatted.Check("conll03_ner",
        """{"id": "0", "tokens": ["Alice", "left", "New", "York", "."], "ner_tags": [1, 0, 5, 6, 0]}""",
        "ner: Alice left New York .", "[PER] Alice [LOC] New York");

    [Fact]
    public void Neighbouring_entities_of_one_kind_stay_apart_in_both_notations()
    {
        // IOB2 begins each with B; IOB1 only where one of the same kind stands before.
        Formatted.Check("conll03_ner", """{"tokens": ["Ann", "Bob"], "ner_tags": ["B-PER", "B-PER"]}""", "ner: Ann Bob", "[PER] Ann [PER] Bob");
        Formatted.Check("conll03_ner", """{"tokens": ["Ann", "Bob"], "ner_tags": ["I-PER", "B-PER"]}""", "ner: Ann Bob", "[PER] Ann [PER] Bob");
    }

    [Fact]
    public void A_sentence_without_entities_has_none() => Formatted.Check("conll03_ner",
        """{"tokens": ["It", "rains"], "ner_tags": [0, 0]}""", "ner: It rains", "none");
}
