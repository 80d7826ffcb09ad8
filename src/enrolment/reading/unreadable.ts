import { Rejection } from '../../kernel/rejection';

/** Why a file is refused as a whole: each is a code of the catalogue of problems. */
export type FileFault =
  | 'list-file-empty'
  | 'list-file-unreadable'
  | 'list-file-locked'
  | 'list-file-active'
  | 'list-file-formulas'
  | 'list-file-too-large'
  | 'list-without-header';

/** A file that is not taken. `facts` name parts and cells of it, never what stands in them. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly fault: FileFault,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(fault);
  }
}

export const rejectionOf = ({ fault, facts }: Pick<Unreadable, 'fault' | 'facts'>): Rejection => {
  switch (fault) {
    case 'list-file-empty':
      return new Rejection('list-file-empty', facts);
    case 'list-file-unreadable':
      return new Rejection('list-file-unreadable', facts);
    case 'list-file-locked':
      return new Rejection('list-file-locked', facts);
    case 'list-file-active':
      return new Rejection('list-file-active', facts);
    case 'list-file-formulas':
      return new Rejection('list-file-formulas', facts);
    case 'list-file-too-large':
      return new Rejection('list-file-too-large', facts);
    case 'list-without-header':
      return new Rejection('list-without-header', facts);
  }
};
