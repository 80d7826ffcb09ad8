import rateLimit from '@fastify/rate-limit';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as NestLogger, type Params, PinoLogger } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { Registry } from 'prom-client';
import { type Limits, USUAL_LIMITS } from '../limits';
import { CallRate } from '../security/call-rate';
import { RolesGuard } from '../security/roles.guard';
import type { SecuritySettings } from '../security/security-settings';
import { TokenVerifier, tokenVerifier } from '../security/token-verifier';
import { unguardedRoutes } from '../security/unguarded-routes';
import type { WarningWords } from './answers';
import { AreaGuard } from './area.guard';
import { WindowedCallRate } from './call-rate';
import { CommandGuard } from './command-context';
import { HealthController } from './health.controller';
import { fastifyAdapter } from './fastify-adapter';
import { observeHttp } from './http-metrics';
import { logger } from './logging';
import { serveDocs } from './openapi';
import { PROBLEM_CATALOGUE, type ProblemCatalogue } from './problem-catalogue';
import { ProblemsController } from './problems.controller';
import { ProblemsFilter } from './problems.filter';
import { RequestValidation } from './validation';

export type HttpSettings = {
  readonly security: SecuritySettings;
  readonly problems: ProblemCatalogue;
  readonly warnings: WarningWords;
  readonly release: string;
  readonly limits?: Limits;
  /** Where answers are counted. */
  readonly metrics?: Registry;
  /** One of pino's; `silent` in tests. */
  readonly logLevel: string;
  /** Paths outside `/v1`, beside health and docs. */
  readonly outside?: readonly string[];
  /** Where the log goes, in place of standard output. */
  readonly logStream?: DestinationStream;
};

const OUTSIDE = ['health/live', 'health/ready', 'docs/problems', 'metrics'];

@Module({})
class HttpRoot {}

/**
 * The application with its door: parser, guards, validation, problems, documents. The module given must import a global
 * module that provides `KeyedHasher`, and may provide `CaseNumbers`, `Places` and `READINESS_CHECKS` likewise.
 * @throws Error where a route does not say who may call it.
 */
export const createHttpApplication = async (
  appModule: Type | DynamicModule,
  settings: HttpSettings,
): Promise<NestFastifyApplication> => {
  const { limits = USUAL_LIMITS } = settings;
  const log = logger(settings.logLevel, settings.logStream);
  const logging: Params = { pinoHttp: { logger: log }, useExisting: true };
  const app = await NestFactory.create<NestFastifyApplication>(
    rootOf(appModule, settings),
    fastifyAdapter({ ...settings, limits }, log),
    {
      logger: new NestLogger(new PinoLogger(logging), logging),
      bodyParser: false,
      abortOnError: false,
    },
  );
  if (settings.metrics) observeHttp(app.getHttpAdapter().getInstance(), settings.metrics);
  await app.register(rateLimit, { global: false });
  app.setGlobalPrefix('v1', { exclude: [...OUTSIDE, ...(settings.outside ?? [])] });
  mustBeGuarded(app);
  serveDocs(app, settings.release);
  return app;
};

const rootOf = (appModule: Type | DynamicModule, settings: HttpSettings): DynamicModule => ({
  module: HttpRoot,
  // A controller that answers for many rows says each row's problem by itself.
  global: true,
  exports: [PROBLEM_CATALOGUE],
  imports: [appModule],
  controllers: [HealthController, ProblemsController],
  providers: [
    { provide: TokenVerifier, useFactory: () => tokenVerifier(settings.security) },
    {
      provide: CallRate,
      useValue: new WindowedCallRate((settings.limits ?? USUAL_LIMITS).requestsPerMinute),
    },
    { provide: PROBLEM_CATALOGUE, useValue: settings.problems },
    // In this order: nobody learns about a command who may not give it.
    { provide: APP_GUARD, useClass: RolesGuard },
    { provide: APP_GUARD, useClass: CommandGuard },
    { provide: APP_GUARD, useClass: AreaGuard },
    { provide: APP_PIPE, useClass: RequestValidation },
    { provide: APP_FILTER, useClass: ProblemsFilter },
  ],
});

const mustBeGuarded = (app: NestFastifyApplication): void => {
  const routes = unguardedRoutes(app);
  if (routes.length > 0)
    throw new Error(`These routes do not say who may call them: ${routes.join(', ')}.`);
};

/** Takes no more requests, lets those under way end for that long, then ends their connections. */
export const closeGracefully = async (
  app: NestFastifyApplication,
  patienceMs: number = USUAL_LIMITS.requestMs,
): Promise<void> => {
  const server = app.getHttpServer();
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
  await app.close().finally(() => clearTimeout(timer));
};
