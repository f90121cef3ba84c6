package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.DocumentShape.putOther;
import static io.runnel.schemas.codec.DocumentShape.putText;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Text;
import io.runnel.schemas.document.Ticket;

/** The fields of a ticket. */
enum TicketShape implements DocumentShape<Ticket> {
    SHAPE;

    @Override
    public DocumentType type() {
        return DocumentType.TICKET;
    }

    @Override
    public String textFields() {
        return "'title' or 'text'";
    }

    @Override
    public Ticket read(FieldReader fields, Origin origin) throws Refusal {
        return new Ticket(
                origin,
                fields.id(),
                fields.text("title"),
                fields.text("text"),
                fields.text("language"),
                fields.text("channel"),
                fields.text("customer"),
                fields.textOrNumber("created"),
                fields.textOrNumber("priority"),
                fields.text("status"),
                fields.other());
    }

    @Override
    public ObjectNode write(Ticket ticket) {
        ObjectNode tree = JsonText.object();
        putText(tree, "id", ticket.id());
        putText(tree, "title", ticket.title());
        putText(tree, "text", ticket.text());
        putText(tree, "language", ticket.language());
        putText(tree, "channel", ticket.channel());
        putText(tree, "customer", ticket.customer());
        putText(tree, "created", ticket.created());
        putText(tree, "priority", ticket.priority());
        putText(tree, "status", ticket.status());
        putOther(tree, ticket.other());
        return tree;
    }

    @Override
    public boolean saysSomething(Ticket ticket) {
        return Text.saysSomething(ticket.title()) || Text.saysSomething(ticket.text());
    }
}
