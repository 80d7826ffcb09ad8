import type { FastifyInstance, FastifyRequest } from 'fastify';

type KnownRoute = { readonly method: string; readonly path: RegExp };

const routesOf = new WeakMap<object, KnownRoute[]>();

/** Fastify answers 404 for a path that it knows for another method, so the routes are remembered as they come. */
export const rememberRoutes = (instance: FastifyInstance): void => {
  const routes: KnownRoute[] = [];
  routesOf.set(instance.server, routes);
  instance.addHook('onRoute', ({ method, url }) => {
    const path = patternOf(url);
    routes.push(...[method].flat().map((one) => ({ method: one, path })));
  });
};

/** The methods that this path is known for; none where nobody knows it. */
export const otherMethodsOf = ({ server, url }: FastifyRequest): readonly string[] => {
  const path = url.split('?')[0] ?? '/';
  const known = (routesOf.get(server.server) ?? []).filter((route) => route.path.test(path));
  return [...new Set(known.map(({ method }) => method))].sort();
};

const SPECIAL = /[.+?^${}()|[\]\\]/g;

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replaceAll(SPECIAL, String.raw`\$&`)
      .replaceAll(/:[^/]+/g, '[^/]+')
      .replaceAll('*', '.*')}/?$`,
  );
