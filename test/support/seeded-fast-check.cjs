// Properties and fuzzing try the same cases in every run: what was green on a commit stays green on it. Other cases are
// for the long run (KELAMBU_SEED=random, or the seed of a failure), where whoever reads a failure is looking for one.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const { KELAMBU_SEED: seed = '2024' } = process.env;
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });

module.exports = fc;
