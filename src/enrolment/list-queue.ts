import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { BACKGROUND, type Background } from '../platform/background';
import { ListWork } from './list-work';

/** Who is told that something is due for a list: whoever works on lists, here or in the background. */
@Injectable()
export class ListQueue implements OnApplicationBootstrap {
  constructor(
    private readonly work: ListWork,
    @Inject(BACKGROUND) private readonly background: Background | null,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.background) this.work.start();
  }

  begin(listId: string): void {
    if (this.background) this.background.beginList(listId);
    else this.work.begin(listId);
  }
}
