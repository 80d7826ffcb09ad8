import { officeOn } from '../../support/office-on';

/** Where the office listens. */
export type OfficeSaid = { readonly url: string };

const [url = '', folder = ''] = process.argv.slice(2);

/** A whole Kelambu that lives until it is killed. */
void officeOn({ url, folder }).then(({ kelambu }) =>
  process.send?.({ url: kelambu.url } satisfies OfficeSaid),
);
