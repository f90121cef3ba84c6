package io.runnel.dashboard.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What somebody typed: all words must be there, {@code "words in quotes"} side by side, {@code
 * word*} is a beginning, {@code -word} must not be there. Whatever is typed is a question: there is
 * no wrong syntax.
 */
final class Question {
    static final String FIELD = "text";

    private static final int MOST_PARTS = 40;
    private static final Pattern PART = Pattern.compile("(-?)(?:\"([^\"]*)\"?|(\\S+))");

    private final BooleanQuery.Builder query = new BooleanQuery.Builder();
    private final Set<String> words = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();
    private boolean wanted;
    private boolean unwanted;

    private Question() {}

    static Question of(String typed) {
        Question question = new Question();
        Matcher parts = PART.matcher(typed);
        for (int i = 0; i < MOST_PARTS && parts.find(); i++) {
            boolean not = !parts.group(1).isEmpty();
            String text = parts.group(2) != null ? parts.group(2) : parts.group(3);
            question.add(text, not ? Occur.MUST_NOT : Occur.MUST);
        }
        return question;
    }

    private void add(String text, Occur occur) {
        List<Words.Word> own = Words.of(text);
        if (own.isEmpty()) {
            return;
        }
        boolean beginning = text.endsWith("*") && own.size() == 1;
        if (occur == Occur.MUST) {
            wanted = true;
            if (beginning) {
                beginnings.add(own.get(0).folded());
            } else {
                own.forEach(word -> words.add(word.folded()));
            }
        } else {
            unwanted = true;
        }
        query.add(beginning ? new PrefixQuery(term(own.get(0))) : exact(own), occur);
    }

    private static Query exact(List<Words.Word> words) {
        if (words.size() == 1) {
            return new TermQuery(term(words.get(0)));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        words.forEach(word -> phrase.add(term(word)));
        return phrase.build();
    }

    private static Term term(Words.Word word) {
        return new Term(FIELD, word.folded());
    }

    /** The question to the index; one without a word finds nothing. */
    Query query() {
        if (!wanted && !unwanted) {
            return new MatchNoDocsQuery("no word was asked for");
        }
        if (!wanted) {
            query.add(new MatchAllDocsQuery(), Occur.MUST);
        }
        return query.build();
    }

    boolean matches(String folded) {
        return words.contains(folded) || beginnings.stream().anyMatch(folded::startsWith);
    }
}
