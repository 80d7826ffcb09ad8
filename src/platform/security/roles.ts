import { type CustomDecorator, SetMetadata } from '@nestjs/common';
import type { Role } from '../event-store/recorded-event';

export const ACCESS = 'kelambu:access';

/** Who may call a route. */
export type Access = 'public' | readonly [Role, ...Role[]];

/** Any one of these roles is enough. */
export const Roles = (...roles: [Role, ...Role[]]): CustomDecorator => SetMetadata(ACCESS, roles);

/** Needs no token: nothing that is somebody's business may be told here. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public');
