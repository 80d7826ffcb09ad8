/** JSON with the fields of every object in one order, so that equal contents give equal text; `''` for what JSON leaves out. */
export const canonicalJson = (value: unknown): string => {
  const text = JSON.stringify(value, (_key, one: unknown) => sorted(one)) as string | undefined;
  return text ?? '';
};

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
