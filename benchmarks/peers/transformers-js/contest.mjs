// The frame around the contestant: reads the corpus, warms up, measures, gives one JSON line. As shared/runnel_peers/contest.py.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const SLICE = 128;

/** The arguments that every contestant takes; `batch` is this contestant's default. */
export function readOptions(batch) {
    const text = { type: 'string' };
    const { values } = parseArgs({
        options: {
            corpus: text,
            models: text,
            pack: text,
            seconds: text,
            warmup: { type: 'string', default: '5' },
            threads: text,
            batch: { type: 'string', default: String(batch) },
        },
    });
    for (const name of ['corpus', 'models', 'seconds', 'threads']) {
        if (values[name] === undefined) throw new Error(`--${name} is missing; see benchmarks/peers/README.md.`);
    }
    return {
        corpus: values.corpus,
        models: values.models,
        seconds: Number(values.seconds),
        warmup: Number(values.warmup),
        threads: Number(values.threads),
        batch: Number(values.batch),
    };
}

/** Pieces `{text, tokens, opens}`; those of one document follow each other, and its first one opens it. */
function readCorpus(path) {
    let last;
    const pieces = readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line)
        .map((line) => {
            const { id, text, tokens } = JSON.parse(line);
            const opens = id !== last;
            last = id;
            return { text, tokens, opens };
        });
    if (pieces.length === 0) throw new Error(`${path} has no line; expected {id, text, tokens} in each.`);
    return pieces;
}

/** Slice after slice, from the start again at the end. */
function* endless(pieces) {
    for (;;) {
        for (let start = 0; start < pieces.length; start += SLICE) yield pieces.slice(start, start + SLICE);
    }
}

/** Answers slices until so much time has gone. */
async function spend(seconds, slices, answer) {
    let documents = 0;
    let tokens = 0;
    const start = performance.now();
    while ((performance.now() - start) / 1000 < seconds) {
        const pieces = slices.next().value;
        await answer(pieces.map((piece) => piece.text));
        for (const piece of pieces) {
            documents += piece.opens ? 1 : 0;
            tokens += piece.tokens;
        }
    }
    return { documents, tokens, seconds: Math.round(performance.now() - start) / 1000 };
}

function counts(values) {
    const found = {};
    for (const value of values) found[value] = (found[value] ?? 0) + 1;
    return found;
}

function sum(values) {
    return values.reduce((total, value) => total + value, 0);
}

/** Counts over the first slice; contestants with equal models must come close to each other. */
function summary(answers) {
    return {
        pieces: answers.length,
        classification: counts(answers.map((answer) => answer.classification)),
        sentiment: counts(answers.map((answer) => answer.sentiment)),
        entities: sum(answers.map((answer) => answer.entities)),
        sentences: sum(answers.map((answer) => answer.sentences)),
        by_piece: answers.map((answer) => [answer.classification, answer.sentiment, answer.entities, answer.sentences]),
    };
}

/** Warms up, measures whole slices until the time is over, and prints the result. */
export async function compete(options, { name, settings, versions, answer }) {
    const pieces = readCorpus(options.corpus);
    console.error(`${name}: ${pieces.length} pieces, ${JSON.stringify(settings)}`);
    const slices = endless(pieces);
    const first = slices.next().value;
    const answers = summary(await answer(first.map((piece) => piece.text)));
    await spend(options.warmup, slices, answer);
    const work = await spend(options.seconds, slices, answer);
    const set = { threads: options.threads, batch: options.batch, ...settings };
    console.log(JSON.stringify({ name, ...work, settings: set, versions, answers }));
}
