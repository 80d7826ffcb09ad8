import { checkedSchedules } from './benefit-schedule';
import { permenaker1of2025 } from './permenaker-1-2025';
import { pp44of2015 } from './pp-44-2015';
import { pp82of2019 } from './pp-82-2019';

/** Every version there is, the oldest first. A line is added for a new regulation, and none is ever edited. */
export const SCHEDULES = checkedSchedules([pp44of2015, pp82of2019, permenaker1of2025]);
