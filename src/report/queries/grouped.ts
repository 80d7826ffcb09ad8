/** One line for all rows of the same key, in the order of the keys: the key's fields and the figures of its rows. */
export const grouped = <Row, Key extends object, Figures extends object>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  figuresOf: (rows: readonly Row[]) => Figures,
): readonly (Key & Figures)[] => {
  const groups = new Map<string, { readonly key: Key; readonly rows: Row[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = JSON.stringify(Object.values(key));
    const group = groups.get(name) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => ({ ...group.key, ...figuresOf(group.rows) }));
};
