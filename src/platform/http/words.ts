import type { Language, Words } from '../../kernel/words';

export type { Language, Words } from '../../kernel/words';

/** What Accept-Language asks for, of the two there are; Indonesian where it does not say. */
export const languageOf = (header: string | undefined): Language => {
  const wanted = (header ?? '').split(',').map(preferenceFrom);
  const qualityOf = (...tags: readonly string[]): number =>
    Math.max(0, ...wanted.filter(({ tag }) => tags.includes(tag)).map(({ quality }) => quality));
  // `in` is what some older clients call Indonesian.
  return qualityOf('en') > qualityOf('id', 'in', '*') ? 'en' : 'id';
};

const preferenceFrom = (part: string): { readonly tag: string; readonly quality: number } => {
  const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
  const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean);
  return { tag: range.split('-')[0] ?? '', quality: weight === undefined ? 1 : Number(weight) };
};

const PLACEHOLDER = /\{(\w+)\}/g;

/** The words in one language with the facts in their places; an ellipsis where a fact is missing. */
export const say = (
  words: Words,
  language: Language,
  facts: Readonly<Record<string, unknown>> = {},
): string =>
  words[language].replaceAll(PLACEHOLDER, (_, name: string) => shown(facts[name], language));

export const placeholdersIn = (text: string): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');

const shown = (fact: unknown, language: Language): string => {
  if (typeof fact === 'string') return fact;
  if (typeof fact === 'number') return fact.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB');
  return Array.isArray(fact) ? fact.map((one) => shown(one, language)).join(', ') : '…';
};
