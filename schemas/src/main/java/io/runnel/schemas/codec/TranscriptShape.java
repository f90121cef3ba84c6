package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.DocumentShape.putOther;
import static io.runnel.schemas.codec.DocumentShape.putText;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Text;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a transcript and of its turns. A title alone is no conversation: only turns count
 * as text.
 */
enum TranscriptShape implements DocumentShape<Transcript> {
    SHAPE;

    @Override
    public DocumentType type() {
        return DocumentType.TRANSCRIPT;
    }

    @Override
    public String textFields() {
        return "the 'text' of one of the 'turns'";
    }

    @Override
    public Transcript read(FieldReader fields, Origin origin) throws Refusal {
        return new Transcript(
                origin,
                fields.id(),
                fields.text("title"),
                fields.text("language"),
                fields.text("channel"),
                fields.textOrNumber("date"),
                turns(fields),
                fields.other());
    }

    private static List<Turn> turns(FieldReader fields) throws Refusal {
        List<Turn> turns = new ArrayList<>();
        for (FieldReader turn : fields.objects("turns")) {
            String text = turn.text("text");
            turns.add(
                    new Turn(
                            turn.text("speaker"),
                            text == null ? "" : text,
                            turn.textOrNumber("time"),
                            turn.other()));
        }
        return List.copyOf(turns);
    }

    @Override
    public ObjectNode write(Transcript transcript) {
        ObjectNode tree = JsonText.object();
        putText(tree, "id", transcript.id());
        putText(tree, "title", transcript.title());
        putText(tree, "language", transcript.language());
        putText(tree, "channel", transcript.channel());
        putText(tree, "date", transcript.date());
        ArrayNode turns = tree.putArray("turns");
        for (Turn turn : transcript.turns()) {
            ObjectNode node = turns.addObject();
            putText(node, "speaker", turn.speaker());
            putText(node, "text", turn.text());
            putText(node, "time", turn.time());
            putOther(node, turn.other());
        }
        putOther(tree, transcript.other());
        return tree;
    }

    @Override
    public boolean saysSomething(Transcript transcript) {
        return transcript.turns().stream().anyMatch(turn -> Text.saysSomething(turn.text()));
    }
}
