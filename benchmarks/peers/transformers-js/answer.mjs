// Contestant (e): transformers.js in Node.js, four quantized models (q8), a pipeline a task, batched.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { env, pipeline } from '@huggingface/transformers';

import { compete, readOptions } from './contest.mjs';
import { bestSentences } from './sentences.mjs';

const BATCH = 8;
const DTYPE = 'q8';
const SALIENT = 'salient';

const options = readOptions(BATCH);
env.allowRemoteModels = false;
env.localModelPath = resolve(options.models);

const load = (task, model) =>
    pipeline(task, model, {
        device: 'cpu',
        dtype: DTYPE,
        session_options: { intraOpNumThreads: options.threads, interOpNumThreads: 1 },
    });
const classification = await load('text-classification', 'classification');
const sentiment = await load('text-classification', 'sentiment');
const entities = await load('token-classification', 'entities');
const salience = await load('token-classification', 'summary');

async function answerBatch(texts) {
    const labels = await classification(texts);
    const moods = await sentiment(texts);
    const names = await entities(texts, { aggregation_strategy: 'simple' });
    // In lower case, as the uncased model reads it anyway: the library looks for each token's own text to find its place.
    const small = texts.map((text) => text.toLowerCase());
    const tokens = await salience(small, { ignore_labels: [] });
    return small.map((text, place) => ({
        classification: labels[place].label,
        sentiment: moods[place].label,
        entities: names[place].length,
        sentences: bestSentences(text, tokens[place].map(salienceOf)).length,
    }));
}

/** A token's start and its probability of `salient`, of two labels. */
function salienceOf({ entity, score, start }) {
    return { start, score: entity === SALIENT ? score : 1 - score };
}

/** Answers in the order of the texts; sorted by length first, so that batches hold little padding. */
async function answer(texts) {
    const order = texts.map((_, place) => place).sort((one, other) => texts[one].length - texts[other].length);
    const answers = new Array(texts.length);
    for (let start = 0; start < order.length; start += options.batch) {
        const batch = order.slice(start, start + options.batch);
        const found = await answerBatch(batch.map((place) => texts[place]));
        batch.forEach((place, row) => (answers[place] = found[row]));
    }
    return answers;
}

function version(name) {
    const path = new URL(`./node_modules/${name}/package.json`, import.meta.url);
    return JSON.parse(readFileSync(path, 'utf8')).version;
}

await compete(options, {
    name: 'transformers-js',
    settings: {
        engine: 'ONNX Runtime (onnxruntime-node)',
        models: 4,
        precision: DTYPE,
        intra_op_threads: options.threads,
        order: 'by length within a slice of 128',
    },
    versions: {
        node: process.versions.node,
        '@huggingface/transformers': version('@huggingface/transformers'),
        'onnxruntime-node': version('onnxruntime-node'),
    },
    answer,
});
