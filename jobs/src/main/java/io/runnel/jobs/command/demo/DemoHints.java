package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.topics.DefaultTopics;

/** Where to look next. */
final class DemoHints {
    private DemoHints() {}

    /** While everything still runs. */
    static String whileRunning(DemoRun run) {
        String address = " --bootstrap-servers " + run.bootstrapServers();
        return String.join(
                "\n",
                "Where to look next",
                "  Web page      " + run.webPage(),
                "  Topics        " + String.join(", ", DefaultTopics.all()),
                "  Records       ./runnel consume --topic tickets-enriched --from-beginning --max 5"
                        + address,
                "  Dead letters  ./runnel dead-letters list --topic tickets-dlt" + address,
                "  Your own      echo '{\"id\":\"mine\",\"text\":\"My card is stuck in the machine.\"}' |"
                        + " ./runnel produce --topic tickets --input -"
                        + address,
                "");
    }

    /** After everything has stopped. */
    static String afterwards() {
        return """
                Where to look next
                  Keep it running, with Flink's web page and topics to read:  ./runnel demo
                  Enrich a file of your own:  ./runnel enrich --type ticket --input FILE --output -
                """;
    }
}
