import type { INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS } from './roles';

type Handler = (...values: never[]) => unknown;

/** The routes that say neither `@Roles()` nor `@Public()`, by class and method. */
export const unguardedRoutes = (app: INestApplicationContext): readonly string[] =>
  [...app.get(ModulesContainer).values()]
    .flatMap(({ controllers }) => [...controllers.values()])
    .flatMap(({ metatype }) =>
      typeof metatype === 'function' ? unguardedIn(metatype as new () => object) : [],
    );

const unguardedIn = (controller: new () => object): readonly string[] => {
  const prototype = controller.prototype as Readonly<Record<string, Handler>>;
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .filter((name) => {
      const handler = prototype[name];
      return handler && isRoute(handler) && !saysWho(handler) && !saysWho(controller);
    })
    .map((name) => `${controller.name}.${name}`);
};

const isRoute = (handler: object): boolean =>
  (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined) !== undefined;

const saysWho = (target: object): boolean => Reflect.hasMetadata(ACCESS, target);
