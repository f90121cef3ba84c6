package io.runnel.dashboard.browser;

/** The views of the page, over the demo's documents. */
enum Views {
    NOW("view=now"),
    SAY("view=say"),
    FIND("view=find&q=card"),
    TICKET("view=document&doc_type=ticket&doc_id=tk-0001"),
    CALL("view=document&doc_type=transcript&doc_id=tr-0036"),
    INVOICE("view=document&doc_type=invoice&doc_id=inv-0001"),
    REJECTS("view=rejects&topic=tickets-dlt&reason=MALFORMED_BYTES"),
    CORRECTIONS("view=corrections"),
    ASK("view=ask"),
    NOTHING_FOUND("view=find&q=quetzalcoatlus"),
    NO_SUCH_DOCUMENT("view=document&doc_type=ticket&doc_id=none");

    private final String query;

    Views(String query) {
        this.query = query;
    }

    /** Opens it and waits until it is whole. */
    void open(Person person) {
        person.open(query);
        person.settle();
    }
}
