import { PROJECTIONS } from './projections';

it('What a later version of a read model changes is declared since the version before it', () => {
  const declared = PROJECTIONS.filter(({ declares }) => declares);
  expect(declared.length).toBeGreaterThan(0);
  for (const { name, version, declares } of declared)
    expect([name, declares?.since]).toEqual([name, version - 1]);
});
