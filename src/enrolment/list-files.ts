import { Injectable } from '@nestjs/common';
import { ListUpload } from './list-upload';
import { ListTryOut } from './try-list-out';

/** What can be done with the file of a list: put its rows away, or say what its check would find. */
@Injectable()
export class ListFiles {
  constructor(
    readonly upload: ListUpload,
    readonly dryRun: ListTryOut,
  ) {}
}
