// One spec at a time: each kills, stops or cuts, and needs both cores to do so in the middle of something.
module.exports = {
  ...require('./jest.config.cjs'),
  testRegex: '\\.fault-spec\\.ts$',
  maxWorkers: 1,
  testTimeout: 60 * 60_000,
};
