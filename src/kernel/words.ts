export type Language = 'id' | 'en';

/** The same said in Indonesian and in English. `{name}` stands for a fact. */
export type Words = Readonly<Record<Language, string>>;
