using ExT5.Data;

namespace ExT5.Tests;

internal static partial class RealTasks
{
    private static IEnumerable<RealTask> Dialogue(string folder)
    {
        folder = Path.Combine(folder, "dialogue");
        yield return Texts("woz2", TaskFamily.Dialogue, "woz2 dialogue", new JsonSource<DataRow>(
            Path.Combine(folder, "woz2/woz_{split}_en.json"), row => row, "", Splits("train", "validate")).SelectMany(Beliefs), new ExactMatch()) with
        {
            Unfolded = "one row a turn",
            TrainRows = 1240,
            ValidationRows = 410,
        };
        yield return Texts("sgd", TaskFamily.Dialogue, "sgd dialogue", new JsonSource<DataRow>(
            Path.Combine(folder, "sgd/{split}/dialogues_001.json"), row => row, "", Splits("train", "dev"))
            .SelectMany(dialogue => Responses([.. dialogue.Rows("turns").Select(turn => (turn.Text("speaker"), turn.Text("utterance")))], "SYSTEM")),
            new Bleu()) with
        {
            Unfolded = "one row a turn of the system",
            TrainRows = 569,
            ValidationRows = 159,
        };
        yield return Texts("babi_dialog_task1", TaskFamily.Dialogue, "babi dialogue", new TextFilesSource(
            Path.Combine(folder, "babi_dialog_task1/dialog-babi-task1{split}.txt"), Splits("trn", "dev")).SelectMany(Numbered), new ExactMatch()) with
        {
            Unfolded = "the manifest counts blank lines between dialogues too",
            TrainRows = 6024,
            ValidationRows = 6015,
        };
        yield return Labels("meld", TaskFamily.Dialogue, new DelimitedSource<LabelledText>(
            Path.Combine(folder, "meld/{split}_sent_emo.csv"), row => new($"{row["Speaker"]}: {row["Utterance"]}", row["Emotion"]), null, Splits("train", "dev")));
        yield return Texts("reccon_dailydialog", TaskFamily.Dialogue, "emotions", new JsonSource<TextToText>(
            Path.Combine(folder, "reccon_dailydialog/dailydialog_{split}.json"), Emotions, "*", Splits("train", "valid")), new ExactMatch());
    }

    private static IEnumerable<TextToText> Beliefs(DataRow dialogue)
    {
        var said = "";
        foreach (var turn in dialogue.Rows("dialogue"))
        {
            said += $" system: {turn.Text("system_transcript")} user: {turn.Text("transcript")}";
            var slots = turn.Rows("belief_state").SelectMany(belief => (IReadOnlyList<object?>)belief["slots"]!)
                .Select(slot => string.Join(" = ", (IReadOnlyList<object?>)slot!));
            yield return new(said, [string.Join(", ", slots.DefaultIfEmpty("none"))]);
        }
    }

    private static IEnumerable<TextToText> Responses(IReadOnlyList<(string Speaker, string Text)> turns, string answers)
    {
        for (var turn = 0; turn < turns.Count; turn++)
            if (turns[turn].Speaker == answers)
                yield return new(string.Join(' ', turns.Take(turn).Select(said => $"{said.Speaker}: {said.Text}")), [turns[turn].Text]);
    }

    // Lines such as "2 what the user says<TAB>what the system says"; a dialogue starts at 1.
    private static IEnumerable<TextToText> Numbered(TextFile file)
    {
        var said = "";
        foreach (var line in file.Text.Split('\n').Where(line => line.Contains('\t', StringComparison.Ordinal)))
        {
            if (line.StartsWith("1 ", StringComparison.Ordinal)) said = "";
            var turn = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimEnd('\r').Split('\t');
            yield return new(said += $" user: {turn[0]}", [turn[1]]);
            said += $" system: {turn[1]}";
        }
    }

    private static TextToText Emotions(DataRow dialogue)
    {
        var turns = ((IReadOnlyList<object?>)((IReadOnlyList<object?>)dialogue["value"]!)[0]!).Cast<DataRow>().ToList();
        return new(string.Join(' ', turns.Select(turn => $"{turn.Text("speaker")}: {turn.Text("utterance")}")),
            [string.Join(", ", turns.Select(turn => turn.Text("emotion")))]);
    }
}
