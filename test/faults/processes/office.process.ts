import { officeOn } from '../../support/office-on';

/** Where the office listens. */
export type OfficeSaid = { readonly url: string };

const [url = '', folder = ''] = process.argv.slice(2);

/** A whole Kelambu, as `npm start` has it, that lives until it is killed. */
void officeOn({ url, folder, background: 'thread' }).then(({ kelambu }) =>
  process.send?.({ url: kelambu.url } satisfies OfficeSaid),
);
