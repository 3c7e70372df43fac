using ExT5.Data;

namespace ExT5.ExMix.Tests.Tasks;

public sealed class DialoGlueTests
{
    // Labels by the order of the Hub's card: 11 is card_arrival.
    [Fact]
    public void BANKING77_names_the_number_of_its_intent()
    {
        var example = Formatted.Row("dialoglue_banking77", """{"text": "Where is my card?", "label": 11}""");

        Assert.Equal(("banking77: Where is my card?", "card_arrival"), (example.Input, example.Target));
        Assert.Equal(77, example.Choices!.Distinct().Count());
    }

    [Fact]
    public void BANKING77_also_reads_the_names_of_DialoGLUE_s_files() => Formatted.Check("dialoglue_banking77",
        """{"text": "I lost it", "category": "lost_or_stolen_card"}""", "banking77: I lost it", "lost_or_stolen_card");

    [Fact]
    public void HWU64_takes_the_category() => Formatted.Check("dialoglue_hwu64",
        """{"text": "wake me at six", "category": "alarm_set"}""", "hwu64: wake me at six", "alarm_set");

    // 83 is alarm, 42 is oos (clinc_oos.py).
    [Fact]
    public void CLINC150_names_its_intent_and_leaves_utterances_out_of_scope_out()
    {
        Formatted.Check("dialoglue_clinc150", """{"text": "wake me at six", "intent": 83}""", "clinc150: wake me at six", "alarm");
        Assert.Empty(Formatted.Rows("dialoglue_clinc150", """{"text": "who am i", "intent": 42}""", DatasetSplit.Test));
    }

    [Fact]
    public void Slots_are_cut_from_the_text_after_the_requested_slots() => Formatted.Check("dialoglue_restaurant8k",
        """
        {"split": "train", "userInput": {"text": "Ann at 6pm"}, "context": {"requestedSlots": ["time", "name"]},
         "labels": [{"slot": "name", "valueSpan": {"endIndex": 3}}, {"slot": "time", "valueSpan": {"startIndex": 7, "endIndex": 10}}]}
        """,
        "rest8k: name time Ann at 6pm", "name: Ann ; time: 6pm");

    [Fact]
    public void An_utterance_without_slots_teaches_none() => Formatted.Check("dialoglue_dstc8",
        """{"userInput": {"text": "Hello there"}}""", "dstc8: Hello there", "none");

    [Fact]
    public void A_span_outside_the_text_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Row("dialoglue_dstc8",
            """{"userInput": {"text": "Hi"}, "labels": [{"slot": "city", "valueSpan": {"startIndex": 1, "endIndex": 9}}]}"""));

        Assert.Contains("span 1 to 9 of slot 'city'", error.Message);
    }

    [Fact]
    public void TOP_teaches_the_tree_in_the_third_column() => Formatted.Check("dialoglue_top",
        """{"0": "Traffic to Rome?", "1": "Traffic to Rome ?", "2": "[IN:GET_INFO_TRAFFIC Traffic to [SL:DESTINATION Rome ] ? ]"}""",
        "top: Traffic to Rome?", "[IN:GET_INFO_TRAFFIC Traffic to [SL:DESTINATION Rome ] ? ]");
}
