package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What became of mutated documents.
 *
 * @param failures a sentence for each time that a job failed
 */
record MutantReport(Account account, List<String> failures, double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether each has one outcome, and no job has failed. */
    boolean kept() {
        return account.missing() == 0
                && account.duplicates() == 0
                && account.foreign() == 0
                && failures.isEmpty();
    }

    String json() {
        ObjectNode report =
                JSON.createObjectNode()
                        .put("kept", kept())
                        .put("documents", account.documents())
                        .put("enriched", account.enriched())
                        .put("dead_letters", account.deadLetters())
                        .put("missing", account.missing())
                        .put("duplicates", account.duplicates())
                        .put("job_failures", failures.size())
                        .put("seconds", Math.round(seconds * 10) / 10.0);
        failures.forEach(report.putArray("failures")::add);
        account.someMissing().forEach(report.putArray("some_missing")::add);
        account.someDuplicates().forEach(report.putArray("some_duplicates")::add);
        return report.toString();
    }

    String text() {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%,d mutants: %,d enriched, %,d dead letters, %,d missing, %,d"
                                        + " duplicates, %d failures of a job; %.0f s%n",
                                account.documents(),
                                account.enriched(),
                                account.deadLetters(),
                                account.missing(),
                                account.duplicates(),
                                failures.size(),
                                seconds));
        failures.forEach(each -> text.append("  ").append(each).append('\n'));
        if (account.missing() > 0) {
            text.append("missing: ").append(account.someMissing()).append('\n');
        }
        text.append(kept() ? "Kept: each in one topic, no job failed.\n" : "NOT KEPT.\n");
        return text.toString();
    }
}
