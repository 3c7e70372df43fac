namespace ExT5.ExMix.Tests.Tasks;

public sealed class GemTests
{
    [Fact]
    public void Common_gen_lists_its_concepts_and_accepts_every_reference()
    {
        var example = Formatted.Row("gem_common_gen",
            """{"concept_set_id": 0, "concepts": ["dog", "run"], "target": "A dog runs.", "references": ["A dog runs.", "The dog ran."]}""");

        Assert.Equal(("common_gen concepts: dog, run", "A dog runs."), (example.Input, example.Target));
        Assert.Equal(["A dog runs.", "The dog ran."], example.References);
    }

    [Fact]
    public void A_training_row_without_references_accepts_its_target()
    {
        var example = Formatted.Row("gem_common_gen", """{"concepts": ["dog"], "target": "A dog.", "references": []}""");

        Assert.Equal(["A dog."], example.References);
    }

    [Fact]
    public void DART_writes_its_triples() => Formatted.Check("gem_dart",
        """{"dart_id": 0, "tripleset": [["Ann", "AGE", "7"], ["Ann", "CITY", "Rome"]], "target": "Ann is 7.", "references": []}""",
        "dart triples: Ann | AGE | 7 ; Ann | CITY | Rome", "Ann is 7.");

    [Fact]
    public void E2E_takes_the_meaning_representation_as_it_is() => Formatted.Check("gem_e2e_nlg",
        """{"meaning_representation": "name[The Fox], food[French]", "target": "The Fox is French.", "references": []}""",
        "e2e mr: name[The Fox], food[French]", "The Fox is French.");

    [Fact]
    public void WebNLG_joins_its_triples() => Formatted.Check("gem_web_nlg_en",
        """{"input": ["Oslo | country | Norway", "Oslo | river | Aker"], "target": "Oslo is in Norway.", "references": [], "category": "City"}""",
        "webnlg triples: Oslo | country | Norway ; Oslo | river | Aker", "Oslo is in Norway.");

    [Fact]
    public void Simplification_reads_the_source_and_scores_test_rows_by_their_references()
    {
        var example = Formatted.Row("gem_wiki_auto_asset_turk", """{"source": "He perished.", "target": "", "references": ["He died.", "He was dead."]}""");

        Assert.Equal(("simplify: He perished.", "He died."), (example.Input, example.Target));
        Assert.Equal(["He died.", "He was dead."], example.References);
    }

    [Fact]
    public void WikiLingua_summarizes() => Formatted.Check("gem_wiki_lingua_en",
        """{"source_language": "en", "target_language": "en", "source": "Boil water. Add tea.", "target": "Make tea.", "references": ["Make tea."]}""",
        "summarize: Boil water. Add tea.", "Make tea.");

    // Acts are numbered by alphabet from 0 (gem.py): 4 INFORM, 13 REQUEST, 15 REQ_MORE.
    [Fact]
    public void Schema_guided_dialogue_writes_acts_with_slots_and_values() => Formatted.Check("gem_schema_guided_dialog",
        """
        {"dialog_acts": [{"act": 4, "slot": "city", "values": ["Rome", "Oslo"]}, {"act": 13, "slot": "time", "values": []}, {"act": 15, "slot": "", "values": []}],
         "context": ["Hi."], "prompt": "Any flights?", "target": "To Rome. When?", "references": []}
        """,
        "sgd acts: INFORM(city=Rome | Oslo), REQUEST(time), REQ_MORE() prompt: Any flights?", "To Rome. When?");

    // Row 0 has a header over columns 0-1 and one over column 2; the highlighted cell of row 1 covers column 2.
    [Fact]
    public void ToTTo_writes_highlighted_cells_with_the_headers_above_and_to_the_left() => Formatted.Check("gem_totto",
        """
        {"table_page_title": "Ann", "table_section_title": "Films", "highlighted_cells": [[1, 1]],
         "table": [[{"value": "Year", "is_header": true, "column_span": 2, "row_span": 1}, {"value": "Film", "is_header": true, "column_span": 1, "row_span": 1}],
                   [{"value": "1999", "is_header": true, "column_span": 2, "row_span": 1}, {"value": "Rain", "is_header": false, "column_span": 1, "row_span": 1}]],
         "target": "Ann made Rain.", "references": []}
        """,
        "totto table: <page_title> Ann </page_title> <section_title> Films </section_title> <table> <cell> Rain <col_header> Film </col_header> "
        + "<row_header> 1999 </row_header> </cell> </table>", "Ann made Rain.");

    [Fact]
    public void ToTTo_refuses_a_highlighted_cell_outside_the_table()
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Row("gem_totto",
            """{"table_page_title": "", "table_section_title": "", "highlighted_cells": [[3, 0]], "table": [], "target": "x", "references": []}"""));

        Assert.Contains("[3, 0] is not in the table", error.Message);
    }
}
