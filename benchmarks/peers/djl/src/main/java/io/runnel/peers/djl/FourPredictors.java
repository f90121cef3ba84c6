package io.runnel.peers.djl;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;

import io.runnel.peers.Answer;
import io.runnel.peers.Bio;
import io.runnel.peers.Sentences;

import java.util.ArrayList;
import java.util.List;

/** The four predictors of one thread. */
final class FourPredictors {
    private static final int SALIENT = 1;

    private final FourModels models;
    private final Predictor<String[], Tagged[]> classification;
    private final Predictor<String[], Tagged[]> sentiment;
    private final Predictor<String[], Tagged[]> entities;
    private final Predictor<String[], Tagged[]> summary;

    FourPredictors(FourModels models) {
        this.models = models;
        this.classification = models.classification().predictor();
        this.sentiment = models.sentiment().predictor();
        this.entities = models.entities().predictor();
        this.summary = models.summary().predictor();
    }

    /** The answers to a batch, in its order. */
    List<Answer> answer(String[] texts) {
        try {
            Tagged[] classes = classification.predict(texts);
            Tagged[] moods = sentiment.predict(texts);
            Tagged[] tags = entities.predict(texts);
            Tagged[] salience = summary.predict(texts);
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < texts.length; i++) {
                answers.add(
                        new Answer(
                                models.classification().label(classes[i].logits()[0]),
                                models.sentiment().label(moods[i].logits()[0]),
                                entities(tags[i]),
                                sentences(texts[i], salience[i])));
            }
            return answers;
        } catch (TranslateException e) {
            throw new IllegalStateException("DJL cannot answer a batch: " + e.getMessage(), e);
        }
    }

    /** How many entities: the first token of a word decides for the word. */
    private int entities(Tagged tagged) {
        Encoding encoding = tagged.encoding();
        long[] words = encoding.getWordIds();
        long[] special = encoding.getSpecialTokenMask();
        List<String> tags = new ArrayList<>();
        long word = -1;
        for (int i = 0; i < words.length; i++) {
            if (special[i] == 0 && words[i] != word) {
                word = words[i];
                tags.add(models.entities().label(tagged.logits()[i]));
            }
        }
        return Bio.entities(tags);
    }

    private static int sentences(String text, Tagged tagged) {
        Encoding encoding = tagged.encoding();
        long[] special = encoding.getSpecialTokenMask();
        int[] starts = new int[special.length];
        double[] scores = new double[special.length];
        for (int i = 0; i < starts.length; i++) {
            // Code points are close enough to Java's indices for choosing sentences.
            starts[i] = special[i] != 0 ? -1 : encoding.getCharTokenSpans()[i].getStart();
            float[] logits = tagged.logits()[i];
            scores[i] = 1 / (1 + Math.exp(logits[0] - logits[SALIENT]));
        }
        return Sentences.best(text, starts, scores).size();
    }
}
