package io.runnel.jobs.command.models.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PorterStemmerTest {
    /** Words and their stems by nltk 3.10.4, {@code PorterStemmer()}. */
    private static final String STEMS =
            """
            caresses:caress ponies:poni ties:tie dies:die flies:fli died:die spied:spi feed:feed
            agreed:agre plastered:plaster bled:bled motoring:motor sing:sing conflated:conflat
            troubled:troubl sized:size hopping:hop tanned:tan falling:fall hissing:hiss
            fizzed:fizz failing:fail filing:file happy:happi sky:sky enjoy:enjoy spy:spi
            relational:relat conditional:condit rational:ration valenci:valenc hesitanci:hesit
            digitizer:digit conformably:conform radically:radic differently:differ vilely:vile
            analogously:analog vietnamization:vietnam predication:predic operator:oper
            feudalism:feudal decisiveness:decis hopefulness:hope callousness:callous
            formality:formal sensitivity:sensit sensibility:sensibl triplicate:triplic
            formative:form formalize:formal electricity:electr electrical:electr hopeful:hope
            goodness:good revival:reviv allowance:allow inference:infer airliner:airlin
            gyroscopic:gyroscop adjustable:adjust defensible:defens irritant:irrit
            replacement:replac adjustment:adjust dependent:depend adoption:adopt
            homologou:homolog communism:commun activate:activ angularity:angular
            homologous:homolog effective:effect bowdlerize:bowdler probate:probat rate:rate
            cease:ceas controll:control roll:roll dying:die innings:inning proceed:proceed
            news:news generalizations:gener oscillators:oscil geology:geolog
            archaeology:archaeolog possibly:possibl carefully:care fully:fulli really:realli
            yyyy:yyyi syzygy:syzygi 2021:2021 b2b2c:b2b2c days:day says:say played:play
            copied:copi ally:alli rally:ralli totally:total owed:owe owing:owe aing:a
            upper:upper
            """;

    @Test
    void agreesWithNltk() {
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : STEMS.strip().split("\\s+", -1)) {
            String word = pair.substring(0, pair.indexOf(':'));
            expected.put(word, pair.substring(pair.indexOf(':') + 1));
            found.put(word, PorterStemmer.stem(word));
        }
        assertThat(found).hasSizeGreaterThan(90).isEqualTo(expected);
    }

    @Test
    void endsOnLongRunsOfOneLetter() {
        assertThat(PorterStemmer.stem("y".repeat(50_000))).hasSize(50_000);
    }
}
